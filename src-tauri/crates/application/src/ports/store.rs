//! Storage: one trait per aggregate. Every adapter runs the same contract suite.
//!
//! Two promises hold for every write:
//! - **Together**: the business write, the visit in the patient's file and the trace stand or fall together,
//!   also across a crash (a transaction, or an outbox that [`Recovery::finish_pending`] empties).
//! - **Once**: a write repeated with the same operation id (`trace.op_id`) changes nothing the second time and
//!   answers as the first time did, so that a caller who lost the answer may simply ask again.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use medigest_domain::absence::Absence;
use medigest_domain::appointment::Appointment;
use medigest_domain::delay::DelayReport;
use medigest_domain::hours::WeeklyHours;
use medigest_domain::id::{AbsenceId, AppointmentId, DelayId, PatientId, PractitionerId, UserId};
use medigest_domain::keys::{KeyCabinet, KeyPair};
use medigest_domain::patient::{Patient, PatientDetails, PatientSummary};
use medigest_domain::practitioner::{Practitioner, PractitionerDetails};
use medigest_domain::role::Role;
use medigest_domain::secret::Confidential;
use medigest_domain::settings::Settings;
use medigest_domain::time::Interval;
use medigest_domain::trace::Trace;
use medigest_domain::user::{Credentials, User, Username};

use super::{AuditStore, ChangeFeed, DatabaseAccounts, FigureStore, ServerClock, WholeBase};

/// Why a store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The time is taken, by these appointments (earliest first; may be empty when they went away since).
    #[error("the time is taken by {} appointment(s)", blocking.len())]
    Taken {
        /// What stands there.
        blocking: Vec<Appointment>,
    },
    /// Somebody else changed it since it was read.
    #[error("changed since it was read")]
    Stale,
    /// There is no such document.
    #[error("not found")]
    NotFound,
    /// Another document has this unique value.
    #[error("already used")]
    Duplicate,
    /// It was used, so that it must stay.
    #[error("in use")]
    InUse,
    /// It would leave the practice without an active administrator.
    #[error("the last active administrator stays")]
    LastAdministrator,
    /// The base did not answer; whether the write was done is unknown, and repeating it is safe.
    #[error("the base did not answer: {0}")]
    Unavailable(String),
    /// A document does not have the shape it should have.
    #[error("unreadable document: {0}")]
    Unreadable(String),
}

/// What every storage operation answers.
pub type StoreResult<T> = Result<T, StoreError>;

/// What became of the beginning of a sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attempt {
    /// Counted as a failure: the account with that, whose password may be looked at now.
    Counted(Box<User>),
    /// Refused until this moment, and not counted.
    Paused(DateTime<Utc>),
}

/// Accounts.
#[async_trait]
pub trait UserStore: Send + Sync {
    /// One account.
    async fn user(&self, id: UserId) -> StoreResult<Option<User>>;
    /// The account of this name, whatever its case.
    async fn user_by_name(&self, name: &Username) -> StoreResult<Option<User>>;
    /// Every account, by name.
    async fn users(&self) -> StoreResult<Vec<User>>;
    /// Adds an account. `Duplicate` if another has its name.
    async fn create_user(&self, user: &User, trace: &Trace) -> StoreResult<User>;
    /// Replaces the password and the key pair it opens, and takes failures and pause back
    /// ([`User::with_credentials`]), in one write.
    async fn set_password(
        &self,
        id: UserId,
        credentials: &Credentials,
        must_change: bool,
        trace: &Trace,
    ) -> StoreResult<User>;
    /// Changes the role and the practitioner a doctor is. `LastAdministrator` if nobody could administer the
    /// practice afterwards.
    async fn update_user(
        &self,
        id: UserId,
        role: Role,
        practitioner: Option<PractitionerId>,
        trace: &Trace,
    ) -> StoreResult<User>;
    /// Gives an account without a key pair this one; one that has one keeps it. Answers the account.
    async fn keep_key_pair(&self, id: UserId, pair: &KeyPair) -> StoreResult<User>;
    /// Begins a sign-in at `now`: refuses it in a pause, else counts a failure and sets the pause that follows it
    /// ([`User::attempted`]), in one write. So of attempts made at once, by however many clients, no more get
    /// through than the rule allows one after the other. A try whose answer was lost stays counted.
    async fn begin_sign_in(&self, id: UserId, now: DateTime<Utc>) -> StoreResult<Attempt>;
    /// Notes a sign-in that succeeded: the latest moment stays, failures and pause are over.
    async fn note_sign_in(&self, id: UserId, at: DateTime<Utc>) -> StoreResult<()>;
    /// Takes failures and pause back.
    async fn unlock_user(&self, id: UserId, trace: &Trace) -> StoreResult<User>;
    /// Activates or deactivates. `LastAdministrator` if nobody could administer the practice afterwards, also
    /// when two clients try at once.
    async fn set_user_active(&self, id: UserId, active: bool, trace: &Trace) -> StoreResult<User>;
    /// Deletes an account; its name is free again. `InUse` unless [`User::may_be_deleted`], also when its owner
    /// signs in at the same moment.
    async fn delete_user(&self, id: UserId, trace: &Trace) -> StoreResult<()>;
}

/// What became of a practitioner somebody removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removal {
    /// Gone from every list.
    Deleted,
    /// Something needs them, so they were only deactivated.
    Deactivated(Ties),
}

/// What needs a practitioner to be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ties {
    /// How many appointments, of any status.
    pub appointments: u32,
    /// The accounts of the doctors they are, active or not, by name.
    pub accounts: Vec<Username>,
}

impl Ties {
    /// What becomes of somebody with these ties who is removed.
    #[must_use]
    pub fn removal(self) -> Removal {
        if self.appointments == 0 && self.accounts.is_empty() {
            Removal::Deleted
        } else {
            Removal::Deactivated(self)
        }
    }
}

/// Practitioners.
#[async_trait]
pub trait PractitionerStore: Send + Sync {
    /// One practitioner, unless deleted.
    async fn practitioner(&self, id: PractitionerId) -> StoreResult<Option<Practitioner>>;
    /// Every practitioner that was not deleted, by name.
    async fn practitioners(&self) -> StoreResult<Vec<Practitioner>>;
    /// Adds a practitioner. Two may have the same name.
    async fn create_practitioner(
        &self,
        practitioner: &Practitioner,
        trace: &Trace,
    ) -> StoreResult<Practitioner>;
    /// Edits; a new name goes to every appointment and visit of theirs.
    async fn update_practitioner(
        &self,
        id: PractitionerId,
        details: &PractitionerDetails,
        trace: &Trace,
    ) -> StoreResult<Practitioner>;
    /// Activates or deactivates.
    async fn set_practitioner_active(
        &self,
        id: PractitionerId,
        active: bool,
        trace: &Trace,
    ) -> StoreResult<Practitioner>;
    /// Sets the weekly opening hours; none: the practice's usual ones.
    async fn set_practitioner_hours(
        &self,
        id: PractitionerId,
        hours: Option<&WeeklyHours>,
        trace: &Trace,
    ) -> StoreResult<Practitioner>;
    /// Deletes, or deactivates if there are appointments or accounts linked to them ([`Ties::removal`]), so that no
    /// id points at nobody; writes `deleted` or `deactivated` accordingly (both carry the same operation id).
    async fn remove_practitioner(
        &self,
        id: PractitionerId,
        deleted: &Trace,
        deactivated: &Trace,
    ) -> StoreResult<Removal>;
}

/// Patients' files.
#[async_trait]
pub trait PatientStore: Send + Sync {
    /// One file, with its visits.
    async fn patient(&self, id: PatientId) -> StoreResult<Option<Patient>>;
    /// What lists show of these files, in any order; unknown ids are left out.
    async fn patient_summaries(&self, ids: &[PatientId]) -> StoreResult<Vec<PatientSummary>>;
    /// What lists show of every file edited at or after `since` (none: of every file), oldest edit first.
    async fn patients_changed_since(
        &self,
        since: Option<DateTime<Utc>>,
    ) -> StoreResult<Vec<PatientSummary>>;
    /// How many files there are.
    async fn count_patients(&self) -> StoreResult<u64>;
    /// Adds a file. `updated_at` is the store's own.
    async fn create_patient(&self, patient: &Patient, trace: &Trace) -> StoreResult<Patient>;
    /// Replaces the details if the file is still at version `v`; the version then is `v + 1`, and the file names the
    /// user of `trace` as who edited it last. Visits and fields this program does not know are kept. `Stale` if
    /// somebody else was faster.
    async fn update_patient(
        &self,
        id: PatientId,
        v: u32,
        details: &PatientDetails,
        trace: &Trace,
    ) -> StoreResult<Patient>;
}

/// Which appointments to read: all conditions hold together.
#[derive(Debug, Clone, Copy)]
pub struct AppointmentFilter {
    /// Of this practitioner.
    pub practitioner: Option<PractitionerId>,
    /// Of this patient.
    pub patient: Option<PatientId>,
    /// That share an instant with this.
    pub within: Interval,
}

/// Appointments. The store itself refuses overlaps (spec §3.2), whatever its clients checked.
#[async_trait]
pub trait AppointmentStore: Send + Sync {
    /// One appointment.
    async fn appointment(&self, id: AppointmentId) -> StoreResult<Option<Appointment>>;
    /// The appointments of a filter, of every status, earliest first (then by id).
    async fn appointments(&self, filter: AppointmentFilter) -> StoreResult<Vec<Appointment>>;
    /// The appointments of these patients, of every status, that share an instant with `within`, earliest first
    /// (then by id).
    async fn appointments_of(
        &self,
        patients: &[PatientId],
        within: Interval,
    ) -> StoreResult<Vec<Appointment>>;
    /// The appointments cancelled because the doctor is not there, by a cancellation made at or after `since`,
    /// earliest cancellation first (then by id).
    async fn cancelled_by_doctor(&self, since: DateTime<Utc>) -> StoreResult<Vec<Appointment>>;
    /// The appointments that replace one of these, in any order.
    async fn replacements(&self, of: &[AppointmentId]) -> StoreResult<Vec<Appointment>>;
    /// Adds an appointment and its visit. `Taken` if a blocking one overlaps for the same practitioner or patient;
    /// `Stale` if another appointment replaces the same cancelled one already.
    async fn book(&self, appointment: &Appointment, trace: &Trace) -> StoreResult<Appointment>;
    /// Replaces an appointment by `after`, whose version is one more than the one it was made from, and updates
    /// its visit. The guard of [`AppointmentStore::book`] holds in the same write.
    /// `Stale` if the stored version is another, `NotFound`, `Taken`.
    async fn save(&self, after: &Appointment, trace: &Trace) -> StoreResult<Appointment>;
}

/// Delays. A report is one write; the highest number of a practitioner's day is the one that counts.
#[async_trait]
pub trait DelayStore: Send + Sync {
    /// One report.
    async fn delay(&self, id: DelayId) -> StoreResult<Option<DelayReport>>;
    /// Of each practitioner and day from `first` to `last`, both included, the report with the highest number,
    /// whether withdrawn or not; by day, then by practitioner.
    async fn delays(&self, first: NaiveDate, last: NaiveDate) -> StoreResult<Vec<DelayReport>>;
    /// Adds a report. `Stale` if the practitioner's day has a report of its number already.
    async fn report_delay(&self, report: &DelayReport, trace: &Trace) -> StoreResult<DelayReport>;
    /// Withdraws a report at `at`; one that was withdrawn before stays as it was.
    async fn withdraw_delay(
        &self,
        id: DelayId,
        at: DateTime<Utc>,
        trace: &Trace,
    ) -> StoreResult<DelayReport>;
}

/// Absences of practitioners and closures of the practice.
#[async_trait]
pub trait AbsenceStore: Send + Sync {
    /// One absence, unless removed.
    async fn absence(&self, id: AbsenceId) -> StoreResult<Option<Absence>>;
    /// Those that share an instant with `within` and were not removed, earliest first (then by id).
    async fn absences(&self, within: Interval) -> StoreResult<Vec<Absence>>;
    /// Adds one.
    async fn create_absence(&self, absence: &Absence, trace: &Trace) -> StoreResult<Absence>;
    /// Removes one. `NotFound` if it is not there, unless this very operation removed it.
    async fn remove_absence(&self, id: AbsenceId, trace: &Trace) -> StoreResult<()>;
}

/// The practice's settings.
#[async_trait]
pub trait SettingsStore: Send + Sync {
    /// The settings, once the practice has them.
    async fn settings(&self) -> StoreResult<Option<Settings>>;
    /// Writes the first settings; keeps those that are there already. Answers what holds.
    async fn create_settings(&self, settings: &Settings) -> StoreResult<Settings>;
    /// Replaces the settings; the last of two who do wins.
    async fn update_settings(&self, settings: &Settings, trace: &Trace) -> StoreResult<Settings>;
}

/// The practice's keys: one document, replaced as a whole.
#[async_trait]
pub trait KeyStore: Send + Sync {
    /// The keys, once the practice has some. Never older than what was acknowledged.
    async fn cabinet(&self) -> StoreResult<Option<KeyCabinet>>;
    /// Replaces the keys of the version before that of `cabinet` (1: there were none). `Stale` if somebody else
    /// was faster.
    async fn save_cabinet(&self, cabinet: &KeyCabinet, trace: &Trace) -> StoreResult<KeyCabinet>;
}

/// Sealing anew: documents in pages, and texts replaced where they stand. No version grows, for nobody changed
/// what they say.
#[async_trait]
pub trait ResealStore: Send + Sync {
    /// Files after `after`, by id, at most `limit`.
    async fn patients_after(
        &self,
        after: Option<PatientId>,
        limit: u32,
    ) -> StoreResult<Vec<Patient>>;
    /// Appointments after `after`, by id, at most `limit`.
    async fn appointments_after(
        &self,
        after: Option<AppointmentId>,
        limit: u32,
    ) -> StoreResult<Vec<Appointment>>;
    /// About how many files and appointments there are.
    async fn sealed_documents(&self) -> StoreResult<u32>;
    /// Replaces these texts, each unless it is another by now.
    async fn reseal(&self, texts: &[Resealed]) -> StoreResult<()>;
}

/// A text to replace by the same under another seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resealed {
    /// Where it stands. A reason stands in the appointment and in its visit: this is one of both.
    pub at: SealedAt,
    /// What was read there.
    pub before: Confidential,
    /// What takes its place.
    pub after: Confidential,
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealedAt {
    /// In a file.
    Insurance(PatientId),
    /// In a file.
    Notes(PatientId),
    /// In an appointment.
    Reason(AppointmentId),
    /// In a file, in the visit of this appointment (none: in those of no appointment that say the same).
    Visit(PatientId, Option<AppointmentId>),
}

/// Finishing what a client that crashed left half done.
#[async_trait]
pub trait Recovery: Send + Sync {
    /// Writes the visits and traces still waiting in outboxes; how many. Safe to call from any client, at any time.
    async fn finish_pending(&self) -> StoreResult<u32>;
}

/// A whole base.
pub trait Store:
    UserStore
    + PractitionerStore
    + PatientStore
    + AppointmentStore
    + DelayStore
    + AbsenceStore
    + AuditStore
    + SettingsStore
    + KeyStore
    + ResealStore
    + FigureStore
    + Recovery
    + ServerClock
    + ChangeFeed
    + DatabaseAccounts
    + WholeBase
{
}

impl<T> Store for T where
    T: UserStore
        + PractitionerStore
        + PatientStore
        + AppointmentStore
        + DelayStore
        + AbsenceStore
        + AuditStore
        + SettingsStore
        + KeyStore
        + ResealStore
        + FigureStore
        + Recovery
        + ServerClock
        + ChangeFeed
        + DatabaseAccounts
        + WholeBase
{
}
