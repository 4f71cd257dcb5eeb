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
mod cabinet;
mod database_accounts;
mod delays;
mod entities;
mod feed;
mod figures;
mod patients;
mod practitioners;
mod raw;
mod reseal;
mod settings;
mod table;
mod users;

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use medigest_application::ports::{Area, DatabaseAccount, LogArchive, StoreError, StoreResult};
use medigest_domain::absence::Absence;
use medigest_domain::appointment::Appointment;
use medigest_domain::chain::{Content, Entry};
use medigest_domain::delay::DelayReport;
use medigest_domain::id::{
    AbsenceId, AppointmentId, DelayId, OpId, PatientId, PractitionerId, UserId,
};
use medigest_domain::keys::KeyCabinet;
use medigest_domain::patient::Patient;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::settings::Settings;
use medigest_domain::trace::Trace;
use medigest_domain::user::User;

use crate::chain::fresh_chain;
use crate::feed::Local;
use table::Table;

/// A base that lives as long as this value.
#[derive(Debug)]
pub struct MemoryStore {
    state: Arc<Mutex<State>>,
    news: Local,
    /// The chain of the audit log that this device writes.
    chain: String,
    /// How often the base was asked for something.
    asked: Arc<AtomicU64>,
}

#[derive(Debug)]
struct State {
    users: Table<UserId, User>,
    practitioners: Table<PractitionerId, Practitioner>,
    patients: Table<PatientId, Patient>,
    appointments: Table<AppointmentId, Appointment>,
    delays: Table<DelayId, DelayReport>,
    absences: Table<AbsenceId, Absence>,
    /// What was traced, by operation; `log` holds the same as it is linked.
    traces: BTreeMap<OpId, Trace>,
    log: Vec<Entry>,
    archives: Vec<LogArchive>,
    /// The chain of whoever holds the state.
    chain: String,
    settings: Option<Settings>,
    cabinet: Option<KeyCabinet>,
    /// What came from elsewhere, by collection and `_id`, where its entity is not all of it.
    foreign: BTreeMap<(String, String), raw::Foreign>,
    /// Of the server, where there is one.
    accounts: Option<Vec<DatabaseAccount>>,
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl MemoryStore {
    /// An empty base.
    #[must_use]
    pub fn new() -> Self {
        let news = Local::default();
        let state = State {
            users: Table::told(&news, Area::Users),
            practitioners: Table::told(&news, Area::Practitioners),
            patients: Table::told(&news, Area::Patients),
            appointments: Table::told(&news, Area::Appointments),
            delays: Table::told(&news, Area::Delays),
            absences: Table::told(&news, Area::Absences),
            traces: BTreeMap::new(),
            log: Vec::new(),
            archives: Vec::new(),
            chain: String::new(),
            settings: None,
            cabinet: None,
            foreign: BTreeMap::new(),
            accounts: None,
        };
        Self {
            state: Arc::new(Mutex::new(state)),
            news,
            chain: fresh_chain(),
            asked: Arc::default(),
        }
    }

    /// The same base, as another device has it open that writes the audit log to `chain`.
    #[must_use]
    pub fn on_another_device(&self, chain: &str) -> Self {
        Self {
            state: self.state.clone(),
            news: self.news.clone(),
            chain: chain.to_owned(),
            asked: self.asked.clone(),
        }
    }

    /// How often the base was asked for something: to see what that grows with.
    #[must_use]
    pub fn times_asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    /// Changes the log behind the store's back, as whoever has a base's file can: to see whether it shows.
    pub fn tamper(&self, change: impl FnOnce(&mut Vec<Entry>)) {
        change(&mut self.state().log);
    }

    /// As [`Self::tamper`], with what the base knows of files.
    pub fn tamper_archives(&self, change: impl FnOnce(&mut Vec<LogArchive>)) {
        change(&mut self.state().archives);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.chain.clone_from(&self.chain);
        state
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
        if self.traces.contains_key(&trace.op_id) {
            return;
        }
        let trace = Trace {
            at: millis(trace.at),
            ..trace.clone()
        };
        self.add_entry(Content::from(&trace));
        self.traces.insert(trace.op_id, trace);
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
