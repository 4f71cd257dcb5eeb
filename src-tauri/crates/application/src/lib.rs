//! What the users of the practice do: use cases, authorisation and traces; and the ports the adapters fill.
//!
//! Every use case is a method of [`Practice`] that takes the [`Actor`] first: it authorises, applies the
//! domain's rules, and writes once through a port. Screens decide nothing.

mod absences;
mod actor;
mod adoption;
mod attendance;
mod audit;
mod booking;
mod callbacks;
mod changes;
mod database_accounts;
mod delays;
/// What traces say of an action, without medical content.
pub mod details;
mod directory;
mod emergency;
mod error;
mod figures;
mod first_start;
mod following;
mod free_slots;
mod keys;
mod older;
mod openings;
mod operation;
pub mod passwords;
mod patients;
mod planning;
pub mod ports;
mod practice;
mod practitioners;
mod proof;
mod sealing;
mod sessions;
mod settings;
mod standing;
mod strangers;
mod transfer;
mod users;

pub use absences::{AbsenceRequest, NamedAbsence};
pub use actor::Actor;
pub use adoption::AdoptionOutcome;
pub use audit::{
    ArchiveCheck, ArchiveStanding, CheckedArchive, LogPage, LogQuery, LogReport, Verification,
    check_archive,
};
pub use booking::BookingRequest;
pub use callbacks::{Callback, Settled};
pub use changes::RescheduleRequest;
pub use delays::{DelayPreview, DelayRequest};
pub use emergency::{EmergencyOutcome, EmergencyRequest, EmergencyScope};
pub use error::{AppError, AppResult, Blocking, FreeSlot};
pub use figures::{FigureListRequest, Figures, FiguresRequest};
pub use first_start::{FIRST_PASSWORD, FIRST_USERNAME};
pub use free_slots::FreeSlotRequest;
pub use keys::{
    FirstKeys, KeyLine, KeysOverview, Resealing, SignedIn, first_keys, new_credentials,
};
pub use medigest_vault::{Keyring, PasswordDigest, RecoveryCode};
pub use patients::{OpenFile, Registration, SearchAnswer};
pub use planning::{Column, Day, Line, MyDay};
pub use practice::Practice;
pub use standing::Standing;
pub use users::NewUser;
