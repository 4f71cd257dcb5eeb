//! Why a use case did not do what was asked. A variant exists only if the screen acts on it.

use chrono::{DateTime, Utc};
use medigest_domain::appointment::ActionState;
use medigest_domain::field::{FieldIssue, FieldRule, issue};
use medigest_domain::id::PractitionerId;
use medigest_domain::permission::Action;
use medigest_domain::secret::KeyKind;
use medigest_domain::time::Interval;
use medigest_domain::trace::EntityKind;
use medigest_vault::{KeyMissing, NoMeans};

use crate::absences::NamedAbsence;
use crate::patients::OpenFile;
use crate::ports::{FileProblem, StoreError};

/// An appointment that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocking {
    /// With whom.
    pub practitioner_name: String,
    /// Of whom ("DUPONT Jean"); none when the user may not read patients.
    pub patient_name: Option<String>,
    /// When.
    pub interval: Interval,
    /// It is the same patient's own appointment.
    pub same_patient: bool,
}

/// A free time offered instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreeSlot {
    /// With whom.
    pub practitioner_id: PractitionerId,
    /// When.
    pub interval: Interval,
}

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The time is taken.
    #[error("the time is taken")]
    SlotTaken {
        /// By what.
        blocking: Vec<Blocking>,
        /// The nearest free times.
        nearest: Vec<FreeSlot>,
    },
    /// Outside the opening hours, or within an absence: the user may accept it.
    #[error("outside opening hours")]
    OutsideHours {
        /// When the practitioner works that day; empty when not at all.
        openings: Vec<Interval>,
        /// The absence it falls into.
        absence: Option<Box<NamedAbsence>>,
    },
    /// The 30-minute lock.
    #[error("locked: starts in less than 30 minutes")]
    Locked {
        /// When the appointment starts.
        starts_at: DateTime<Utc>,
    },
    /// Too early, too late, or not in this status.
    #[error("not allowed now: {0:?}")]
    NotAllowedNow(ActionState),
    /// The role may not.
    #[error("forbidden: {0:?}")]
    Forbidden(Action),
    /// The provisional password must be replaced first.
    #[error("the password must be changed first")]
    PasswordChangeRequired,
    /// Unknown user, wrong password or deactivated account: one message for all three.
    #[error("invalid credentials")]
    InvalidCredentials,
    /// This user does not have the key it takes.
    #[error("the {0:?} key is missing")]
    KeyMissing(KeyKind),
    /// Too many failed attempts: whatever is given now is refused.
    #[error("sign-ins are paused for {seconds} s")]
    SignInPaused {
        /// Until when.
        until: DateTime<Utc>,
        /// Seconds from now till then, begun ones included.
        seconds: u32,
    },
    /// The input does not stand; every finding by field.
    #[error("invalid input")]
    Validation(Vec<FieldIssue>),
    /// There is no such thing.
    #[error("{0:?} not found")]
    NotFound(EntityKind),
    /// Somebody else changed it since it was read.
    #[error("changed by someone else")]
    ChangedByOther,
    /// Somebody else changed the file since it was opened: the file as it is now.
    #[error("the file was changed by someone else")]
    PatientChanged(Box<OpenFile>),
    /// Its user stopped the work on the way: what was done stays, and the rest can be done later.
    #[error("stopped")]
    Stopped,
    /// The account was used, or administers the practice: it can only be deactivated.
    #[error("the account was used")]
    AccountUsed,
    /// The last active administrator stays.
    #[error("the last active administrator stays")]
    LastAdministrator,
    /// The base is one of an older MediGest that an administrator must adopt first.
    #[error("the base is not adopted yet")]
    BaseNotAdopted,
    /// The base already holds data: nothing was written.
    #[error("the base is not empty")]
    BaseNotEmpty,
    /// A file cannot be used: nothing was written from it.
    #[error("the file cannot be used: {0:?}")]
    FileUnusable(FileProblem),
    /// The base did not answer. Asking again with the same operation id is safe.
    #[error("the base did not answer")]
    Unavailable,
    /// Something that should not happen; the text is for the log, without data.
    #[error("unexpected: {0}")]
    Internal(String),
}

/// What every use case answers.
pub type AppResult<T> = Result<T, AppError>;

impl AppError {
    /// The single error `rule` on `field`.
    #[must_use]
    pub fn field(field: &'static str, rule: FieldRule) -> Self {
        Self::Validation(issue(field, rule))
    }

    /// A sign-in refused at `now`.
    #[must_use]
    pub fn paused(until: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        let millis = (until - now).num_milliseconds().max(0);
        let seconds = u32::try_from((millis + 999) / 1000).unwrap_or(u32::MAX);
        Self::SignInPaused { until, seconds }
    }

    /// A store's refusal of a write on an object of `kind`.
    pub fn on(kind: EntityKind) -> impl FnOnce(StoreError) -> Self {
        move |error| match error {
            StoreError::NotFound => Self::NotFound(kind),
            other => Self::from(other),
        }
    }
}

impl From<KeyMissing> for AppError {
    fn from(KeyMissing(kind): KeyMissing) -> Self {
        Self::KeyMissing(kind)
    }
}

impl From<NoMeans> for AppError {
    fn from(error: NoMeans) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<Vec<FieldIssue>> for AppError {
    fn from(issues: Vec<FieldIssue>) -> Self {
        Self::Validation(issues)
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::ChangedByOther,
            StoreError::LastAdministrator => Self::LastAdministrator,
            StoreError::InUse => Self::AccountUsed,
            StoreError::Unavailable(cause) => {
                tracing::warn!(cause, "the base did not answer");
                Self::Unavailable
            }
            // The use cases that can meet these answer them themselves.
            StoreError::Taken { .. }
            | StoreError::NotFound
            | StoreError::Duplicate
            | StoreError::Unreadable(_) => Self::Internal(error.to_string()),
        }
    }
}
