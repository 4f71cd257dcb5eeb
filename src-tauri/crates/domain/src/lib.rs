//! The rules of a medical practice: entities, parsing newtypes, permissions, overlap, lock, search.
//!
//! Pure: no async, no I/O, no clock. A value that exists is valid; `now` is always an argument.

pub mod absence;
pub mod appointment;
pub mod chain;
pub mod database_account;
pub mod delay;
pub mod field;
pub mod figures;
pub mod hex;
pub mod hours;
pub mod id;
pub mod keys;
pub mod password;
pub mod patient;
pub mod permission;
pub mod practitioner;
pub mod role;
pub mod search;
pub mod secret;
pub mod settings;
pub mod text;
pub mod throttle;
pub mod time;
pub mod trace;
pub mod user;
