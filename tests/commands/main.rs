//! Every command through Tauri's mock runtime, as the interface calls it, on an embedded base of its own.

mod appointments;
mod connection;
mod patients;
mod permissions;
mod practitioners;
mod sessions;
mod support;
mod users;
