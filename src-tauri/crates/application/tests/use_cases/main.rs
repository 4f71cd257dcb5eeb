//! The use cases at chosen moments, on the base in memory.

mod changes;
mod opening;
mod searching;
mod support;
