//! What the users of the practice do: use cases, authorisation and traces; and the ports the adapters fill.
//!
//! Every use case is a method of [`Practice`] that takes the [`Actor`] first: it authorises, applies the
//! domain's rules, and writes once through a port. Screens decide nothing.

mod actor;
mod booking;
mod changes;
mod details;
mod directory;
mod error;
pub mod passwords;
mod patients;
mod planning;
pub mod ports;
mod practice;
mod practitioners;
mod sessions;
mod users;

pub use actor::Actor;
pub use booking::BookingRequest;
pub use changes::RescheduleRequest;
pub use error::{AppError, AppResult, Blocking, FreeSlot};
pub use patients::{Registration, SearchAnswer};
pub use planning::{Column, Day, Line};
pub use practice::{Opening, Practice};
pub use sessions::{FIRST_PASSWORD, FIRST_USERNAME};
pub use users::NewUser;
