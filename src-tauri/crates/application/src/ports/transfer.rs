//! Whole bases: adopting that of an older MediGest, importing its files, backups, moving.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use medigest_domain::id::{AppointmentId, PatientId, UserId};
use medigest_domain::patient::PatientSummary;
use medigest_domain::role::Role;
use medigest_domain::secret::Sealed;
use medigest_domain::time::Interval;
use medigest_domain::user::Credentials;
use medigest_vault::PasswordDigest;

use super::{StoreError, StoreResult};

/// Told how many documents are done, and of how many.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Send + Sync);

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileProblem {
    /// Not there, or not readable.
    Missing,
    /// Not what it should be.
    NotRecognised,
    /// Its sum does not fit: it was cut or changed.
    Damaged,
    /// A newer version of the program wrote it.
    TooNew,
    /// It could not be written.
    NotWritable,
}

/// Why documents did not get where they should.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The base already holds data: nothing was written.
    #[error("the base is not empty")]
    NotEmpty,
    /// A file cannot be used.
    #[error("a file cannot be used: {0:?}")]
    File(FileProblem),
    /// A line of a file is no document.
    #[error("{file}, line {line}: not a document")]
    Line {
        /// The file's name.
        file: String,
        /// Its number, from 1.
        line: u64,
    },
    /// Both bases should hold the same by now, and do not.
    #[error("the copy differs from the original")]
    Different,
    /// A text could not be sealed, or a password not hashed.
    #[error("nothing can be sealed: {0}")]
    Sealing(String),
    /// A base did not do what was asked.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<FileProblem> for TransferError {
    fn from(problem: FileProblem) -> Self {
        Self::File(problem)
    }
}

/// Whether a base can be worked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaseState {
    /// It is this program's own, or empty.
    Ready,
    /// It is one of an older MediGest, as that left it.
    Older,
    /// It is one, and adopting it was begun.
    Adopting,
    /// It was empty, and a backup or another base is being copied into it.
    Filling,
}

/// How to adopt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdoptionOptions {
    /// Its times are local ones, stored as if they were UTC.
    pub shift_times: bool,
    /// The zone of its local times.
    pub zone: Tz,
    /// Users choose a new password when they next sign in.
    pub new_passwords: bool,
}

/// An adoption or an import that was begun. Whoever goes on with it does so in the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// How.
    pub options: AdoptionOptions,
    /// The backup that was written first; none of an import.
    pub backup: Option<PathBuf>,
}

/// One of two appointments that share time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverlapSide {
    /// The appointment.
    pub appointment: AppointmentId,
    /// Of whom ("DUPONT Jean").
    pub patient_name: String,
    /// With whom.
    pub practitioner_name: String,
    /// When.
    pub interval: Interval,
}

/// What an older base, or its files, hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// Documents of each collection.
    pub collections: BTreeMap<String, u64>,
    /// Passwords kept as bare SHA-256.
    pub bare_passwords: u32,
    /// Instants that would be shifted if they are local ones.
    pub local_times: u32,
    /// Appointments that do not start on the grid.
    pub off_grid: u32,
    /// Pairs of confirmed appointments that share time, as they stand once shifted.
    pub overlaps: Vec<(OverlapSide, OverlapSide)>,
    /// Practitioners that appointments name and the base does not have, and how many appointments.
    pub missing_practitioners: BTreeMap<String, u32>,
    /// Fields this program does not know: collection, field, documents that have it.
    pub unknown_fields: Vec<(String, String, u32)>,
    /// Patients who are likely to be there twice.
    pub duplicates: Vec<(PatientSummary, PatientSummary)>,
    /// Documents that cannot be read.
    pub unreadable: u32,
    /// There is nothing to adopt or to import.
    pub nothing_to_do: bool,
}

/// What adopting or importing did, since it was begun.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Adopted {
    /// Files.
    pub patients: u64,
    /// Appointments.
    pub appointments: u64,
    /// Practitioners that were missing, and were created inactive.
    pub practitioners: Vec<String>,
    /// Documents that could not be read, and stay as they were.
    pub unreadable: u64,
}

/// Replaces bare password digests.
pub trait Wrapper: Send + Sync {
    /// The verifier (Argon2id over the digest) and, for who may hold keys, the key pair the same password opens, in
    /// the place of the bare `digest` of a user's password.
    ///
    /// # Errors
    /// `Sealing`.
    fn credentials(
        &self,
        user: UserId,
        role: Role,
        digest: &PasswordDigest,
    ) -> Result<Credentials, TransferError>;
}

/// Seals texts for their places. Never asked for an empty one.
pub trait Sealer: Send + Sync {
    /// `patients.assurance`.
    ///
    /// # Errors
    /// `Sealing`.
    fn insurance(&self, patient: PatientId, text: &str) -> Result<Sealed, TransferError>;
    /// `patients.notes_medicales`.
    ///
    /// # Errors
    /// `Sealing`.
    fn notes(&self, patient: PatientId, text: &str) -> Result<Sealed, TransferError>;
    /// `motif` of an appointment and of its visit; of a visit that belongs to none.
    ///
    /// # Errors
    /// `Sealing`.
    fn reason(
        &self,
        appointment: Option<AppointmentId>,
        patient: PatientId,
        text: &str,
    ) -> Result<Sealed, TransferError>;
}

/// What a backup says of itself.
#[derive(Debug, Clone, Copy)]
pub struct BackupNote<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// On which device.
    pub device: &'a str,
    /// The practice's zone.
    pub zone: Tz,
}

/// A backup that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenBackup {
    /// Documents.
    pub documents: u64,
    /// Bytes of the file.
    pub size: u64,
}

/// Documents on their way into a base, as lines of canonical Extended JSON.
#[async_trait]
pub trait DocumentSource: Send {
    /// How many of each collection.
    fn collections(&self) -> BTreeMap<String, u64>;
    /// The next ones of one collection; none at the end.
    async fn next(&mut self) -> Result<Option<(String, Vec<String>)>, TransferError>;
}

/// A base as a whole: documents, whatever they are.
#[async_trait]
pub trait WholeBase: Send + Sync {
    /// Whether it can be worked with.
    async fn base_state(&self) -> StoreResult<BaseState>;

    /// What an older base holds, whose times are those of `zone`. Changes nothing.
    async fn survey(&self, zone: Tz) -> StoreResult<Survey>;
    /// The adoption that was begun.
    async fn begun_adoption(&self) -> StoreResult<Option<Begun>>;
    /// Begins an adoption; one that was begun before goes on as it was.
    async fn begin_adoption(&self, begun: &Begun) -> StoreResult<Begun>;
    /// Wraps every bare password; how many are wrapped by now. Safe to repeat.
    async fn adopt_accounts(&self, wrapper: &dyn Wrapper) -> Result<u64, TransferError>;
    /// Adopts everything else. Safe to repeat: what was adopted is left alone.
    async fn adopt_documents(
        &self,
        sealer: &dyn Sealer,
        progress: Progress<'_>,
    ) -> Result<Adopted, TransferError>;
    /// Forgets that an adoption or import was begun: it is done.
    async fn end_transfer(&self) -> StoreResult<()>;

    /// What the files of a folder hold. Changes nothing.
    async fn survey_files(&self, folder: &Path, zone: Tz) -> Result<Survey, TransferError>;
    /// Begins an import into this base, which is empty; one that was begun before goes on as it was.
    async fn begin_import(&self, begun: &Begun) -> Result<Begun, TransferError>;
    /// Adds what the files hold, but for the accounts. Safe to repeat.
    async fn import_documents(
        &self,
        folder: &Path,
        sealer: &dyn Sealer,
        progress: Progress<'_>,
    ) -> Result<Adopted, TransferError>;
    /// Adds the accounts of the files, each in the place of one with its name; how many. Safe to repeat.
    async fn import_accounts(
        &self,
        folder: &Path,
        wrapper: &dyn Wrapper,
    ) -> Result<u64, TransferError>;

    /// Writes everything to the file `path`, which is not there yet, or is empty.
    async fn write_backup(
        &self,
        path: &Path,
        note: BackupNote<'_>,
        progress: Progress<'_>,
    ) -> Result<WrittenBackup, TransferError>;
    /// The documents of a backup, all of which was verified.
    async fn open_backup(&self, path: &Path) -> Result<Box<dyn DocumentSource>, TransferError>;
    /// Every document of this base as it is now.
    async fn documents(&self) -> StoreResult<Box<dyn DocumentSource>>;
    /// Puts these documents in the place of everything the base has, which is empty but for what a first start
    /// writes. Until it is done the base is `Filling`; how many of each collection.
    async fn fill(
        &self,
        source: &mut dyn DocumentSource,
        progress: Progress<'_>,
    ) -> Result<BTreeMap<String, u64>, TransferError>;
    /// Empties a base that this device began to fill; whether it did. Another device's is left alone.
    async fn undo_filling(&self) -> StoreResult<bool>;
    /// A sum over each collection: equal for the same documents in whatever order.
    async fn sums(&self) -> StoreResult<BTreeMap<String, String>>;
}
