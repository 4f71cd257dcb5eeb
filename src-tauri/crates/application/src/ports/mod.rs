//! What the use cases need from outside: storage (one trait per aggregate), the time, fresh ids.

mod audit;
mod clock;
mod database_accounts;
mod feed;
mod figures;
mod store;
mod transfer;

pub use audit::{
    Anchor, ArchiveFile, ArchiveHeader, ArchiveLine, AuditStore, InvalidPosition, LogArchive,
    TraceFilter, TracePosition,
};
pub use clock::{Clock, Ids, ServerClock};
pub use database_accounts::{
    DatabaseAccess, DatabaseAccount, DatabaseAccountError, DatabaseAccounts,
};
pub use feed::{Area, ChangeFeed, Changed, FeedEvent, FeedMode};
pub use figures::{FigureQuery, FigureStore, Narrowing};
pub use store::{
    AbsenceStore, AppointmentFilter, AppointmentStore, Attempt, DelayStore, KeyStore, PatientStore,
    PractitionerStore, Recovery, Removal, ResealStore, Resealed, SealedAt, SettingsStore, Store,
    StoreError, StoreResult, Ties, UserStore,
};
pub use transfer::{
    Adopted, AdoptionOptions, BackupNote, BaseState, Begun, DocumentSource, FileProblem,
    OverlapSide, Progress, Sealer, Survey, TransferError, WholeBase, Wrapper, WrittenBackup,
};
