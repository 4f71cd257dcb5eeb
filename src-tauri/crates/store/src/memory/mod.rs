//! The executable specification: a base in memory, as plain as it can be, that the real stores must equal.
//!
//! What it settles where the ports leave room:
//! - A repeated operation answers with its document as it stands now; if that was deleted since, `NotFound`.
//! - A refused write leaves nothing behind, so its operation may be tried again and then counts.
//! - `NotFound` comes before `Stale`, and `Stale` before `Taken`; a used id (`Duplicate`) before both. So a booking
//!   in place of an appointment that another replaces already is `Stale`, whether or not its time is taken.
//! - What an appointment replaces is taken for good, whatever becomes of the one that replaces it.
//! - Withdrawing a delay that was withdrawn before changes nothing, so it leaves no trace.
//! - Renaming a practitioner is a change of each appointment that carries the name: its version grows and
//!   `updated_at` moves, so that a save made from before cannot bring the old name back.
//! - Visits are the store's: neither they nor a rename change a patient file's version or `updated_at`.
//! - Instants are kept to the millisecond.

mod absences;
mod appointments;
mod audit;
mod delays;
mod patients;
mod practitioners;
mod settings;
mod users;

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use medigest_application::ports::{StoreError, StoreResult};
use medigest_domain::absence::Absence;
use medigest_domain::appointment::Appointment;
use medigest_domain::delay::DelayReport;
use medigest_domain::id::{
    AbsenceId, AppointmentId, DelayId, OpId, PatientId, PractitionerId, UserId,
};
use medigest_domain::patient::Patient;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::settings::Settings;
use medigest_domain::trace::Trace;
use medigest_domain::user::User;

/// A base that lives as long as this value.
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    users: BTreeMap<UserId, User>,
    practitioners: BTreeMap<PractitionerId, Practitioner>,
    patients: BTreeMap<PatientId, Patient>,
    appointments: BTreeMap<AppointmentId, Appointment>,
    delays: BTreeMap<DelayId, DelayReport>,
    absences: BTreeMap<AbsenceId, Absence>,
    traces: BTreeMap<OpId, Trace>,
    settings: Option<Settings>,
}

impl MemoryStore {
    /// An empty base.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The document that the operation of `trace` wrote when it was done before: the one its trace names, which
    /// need not be `id` when the caller tries again with a fresh one.
    fn done<I: FromStr>(&self, trace: &Trace, id: I) -> Option<I> {
        let earlier = self.traces.get(&trace.op_id)?;
        let named = earlier.object.as_ref().and_then(|(_, id)| id.parse().ok());
        Some(named.unwrap_or(id))
    }

    fn keep_trace(&mut self, trace: &Trace) {
        self.traces.entry(trace.op_id).or_insert_with(|| Trace {
            at: millis(trace.at),
            ..trace.clone()
        });
    }
}

/// An instant as it is stored: to the millisecond.
fn millis(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at.timestamp_millis()).unwrap_or(at)
}

/// The document, or `NotFound`.
fn found<T: Clone>(document: Option<&T>) -> StoreResult<T> {
    document.cloned().ok_or(StoreError::NotFound)
}
