//! The use cases at chosen moments, on the base in memory.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by stopping"
)]

mod absences;
mod audit;
mod callbacks;
mod changes;
mod database_accounts;
mod delays;
mod emergency;
mod figures;
mod files;
mod free_slots;
mod keys;
mod opening;
mod repeats;
mod searching;
mod sign_in;
mod support;
mod transfer;
mod waiting_room;
