//! The use cases at chosen moments, on the base in memory.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by stopping"
)]

mod changes;
mod opening;
mod searching;
mod support;
