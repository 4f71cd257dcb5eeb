//! Every command through Tauri's mock runtime, as the interface calls it, on an embedded base of its own.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by stopping"
)]

mod appointments;
mod audit;
mod captured;
mod connection;
mod live;
mod locking;
mod patients;
mod permissions;
mod practitioners;
mod secrets;
mod session_end;
mod sessions;
mod support;
mod users;
