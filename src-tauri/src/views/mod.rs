//! What crosses the bridge: inputs as typed, views as shown. Entities never do.

pub mod absence;
pub mod adoption;
pub mod appointment;
pub mod audit;
pub mod connection;
pub mod database;
pub mod delay;
pub mod emergency;
pub mod figures;
pub mod free_slot;
pub mod keys;
pub mod local;
pub mod mirror;
pub mod patient;
pub mod planning;
pub mod practitioner;
pub mod secret;
pub mod session;
pub mod settings;
pub mod user;

/// A count as it crosses the bridge; a forged one may be any number.
pub fn count(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
