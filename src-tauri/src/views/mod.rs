//! What crosses the bridge: inputs as typed, views as shown. Entities never do.

pub mod appointment;
pub mod connection;
pub mod local;
pub mod mirror;
pub mod patient;
pub mod practitioner;
pub mod session;
pub mod user;
