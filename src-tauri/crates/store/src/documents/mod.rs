//! The stored documents: the field names of the original, one file per collection, the same on both stores
//! (BSON on MongoDB, Extended JSON on SQLite).
//!
//! Reading is lenient where an older MediGest left something out, and ignores fields this program does not
//! know; writing touches the known fields only, so that the others survive. No document derives `Debug`: its
//! values never reach a log.

mod absence;
mod appointment;
mod archive;
mod cabinet;
mod codec;
mod delay;
mod hours;
mod log;
mod patient;
mod practitioner;
mod secret;
mod settings;
mod user;
mod visit;

#[cfg(test)]
mod tests;

use bson::DateTime;
use bson::oid::ObjectId;
use chrono::Utc;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use absence::AbsenceDocument;
pub use appointment::{
    AppointmentDocument, CallbackDocument, CancellationDocument, UNLINKED_PRACTITIONER,
};
pub use archive::{AnchorDocument, ArchiveDocument};
pub use cabinet::{CABINET_ID, CabinetDocument};
pub(crate) use codec::entity;
pub use codec::{from_bson, from_json, to_bson, to_json, unreadable};
pub use delay::{DelayDocument, stored_day};
pub use hours::{SpanDocument, stored_hours};
pub(crate) use log::stored_place;
pub use log::{HeadDocument, LogDocument, entry_from_bson, entry_from_json};
pub use patient::{PatientDocument, SummaryDocument, detail_fields};
pub use practitioner::PractitionerDocument;
pub use secret::stored_text;
pub use settings::{SETTINGS_ID, SettingsDocument};
pub use user::{KeyPairDocument, UserDocument};
pub use visit::VisitDocument;

/// A document of one collection.
pub trait Stored: Serialize + DeserializeOwned {
    /// The collection.
    const COLLECTION: &'static str;
    /// The fields that are left out when they have no value: writing over an existing document removes those
    /// that are absent from the new one, and leaves every unknown field alone.
    const OPTIONAL: &'static [&'static str];
    /// The fields that are read, where that is not the whole document.
    const FIELDS: &'static [&'static str] = &[];
}

/// A document whose changes other devices follow. On MongoDB every write dates it (`maj`).
pub trait Followed: Stored {
    /// A field that every such document has, also in an older base.
    const MANDATORY: &'static str;
}

/// An instant as both stores keep it: whole milliseconds.
fn stored_time(at: chrono::DateTime<Utc>) -> DateTime {
    DateTime::from_chrono(at)
}

/// A stored instant, or the moment the id was made when an older base has none.
fn time_or_birth(at: Option<DateTime>, id: ObjectId) -> chrono::DateTime<Utc> {
    at.unwrap_or_else(|| id.timestamp()).to_chrono()
}

/// Text that says something; an older base writes an empty text for "not given".
fn given(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

const fn yes() -> bool {
    true
}
