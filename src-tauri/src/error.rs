//! The one error of the bridge, tagged by `code`; a variant exists only where the screen acts on it.

use chrono_tz::Tz;
use medigest_application::AppError;
use medigest_domain::field::{FieldRule, issue};
use medigest_domain::hex;
use serde::Serialize;
use specta::Type;

use crate::views::absence::AbsenceView;
use crate::views::adoption::FileProblem;
use crate::views::appointment::{BlockingView, SlotView};
use crate::views::connection::ConnectionProblem;
use crate::views::local::local_date_time;
use crate::views::mirror::{Action, ActionState, Entity, FieldIssue, KeyKind};
use crate::views::patient::PatientFile;
use crate::views::planning::OpeningSpan;

/// Why a command did not do what was asked.
#[derive(Debug, Serialize, Type)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum CommandError {
    /// The time is taken.
    SlotTaken {
        /// By what, as far as the user may know.
        blocking: Vec<BlockingView>,
        /// The nearest free times.
        nearest: Vec<SlotView>,
    },
    /// Outside opening hours or within an absence: ask, then send again with `acceptOutsideHours`.
    OutsideHours {
        /// When that practitioner works that day; empty when not at all.
        openings: Vec<OpeningSpan>,
        /// The absence it falls into.
        absence: Option<Box<AbsenceView>>,
    },
    /// Starts in less than 30 minutes.
    Locked30Minutes {
        /// Local date and time of its start.
        starts_at: String,
    },
    /// Too early, too late, or not in this status.
    NotAllowedNow {
        /// Which.
        state: ActionState,
    },
    /// The role may not.
    Forbidden {
        /// Do what.
        action: Action,
    },
    /// Nobody is signed in.
    NotSignedIn,
    /// The provisional password comes first.
    PasswordChangeRequired,
    /// The session is locked: its user unlocks it first.
    SessionLocked,
    /// Unknown user or wrong password.
    InvalidCredentials,
    /// Too many failed attempts: whatever is given now is refused.
    SignInPaused {
        /// Seconds to wait.
        seconds: u32,
    },
    /// This user does not have the key it takes.
    KeyMissing {
        /// Which.
        kind: KeyKind,
    },
    /// The input does not stand.
    Validation {
        /// Every finding.
        fields: Vec<FieldIssue>,
    },
    /// There is no such thing.
    NotFound {
        /// Of this kind.
        entity: Entity,
    },
    /// Somebody else changed it: read it again.
    ChangedByOther,
    /// Somebody else changed the file: here it is as it is now.
    PatientChanged {
        /// The file.
        current: Box<PatientFile>,
    },
    /// Its user stopped the work on the way: what was done stays, and the rest can be done later.
    Stopped,
    /// The account was used, or administers the practice: it can only be deactivated.
    AccountUsed,
    /// The last active administrator stays.
    LastAdministrator,
    /// The base is one of an older MediGest that an administrator must adopt first.
    BaseNotAdopted,
    /// The base already holds data: nothing was written.
    BaseNotEmpty,
    /// The file cannot be used: nothing was written.
    FileUnusable {
        /// Why.
        problem: FileProblem,
    },
    /// The base does not answer; asking again with the same operation id is safe.
    StoreUnavailable,
    /// Unexpected; the log has the cause under the same reference.
    Internal {
        /// What to quote.
        reference: String,
    },
}

/// What every command answers.
pub type CommandResult<T> = Result<T, CommandError>;

impl CommandError {
    /// A use case's refusal, with times as they read in `zone`.
    pub fn from_app(error: AppError, zone: Tz) -> Self {
        match error {
            AppError::SlotTaken { blocking, nearest } => Self::SlotTaken {
                blocking: blocking
                    .iter()
                    .map(|other| BlockingView::of(other, zone))
                    .collect(),
                nearest: nearest
                    .iter()
                    .map(|slot| SlotView::of(*slot, zone))
                    .collect(),
            },
            AppError::OutsideHours { openings, absence } => Self::OutsideHours {
                openings: openings
                    .iter()
                    .map(|opening| OpeningSpan::of(opening, zone))
                    .collect(),
                absence: absence.map(|absence| Box::new(AbsenceView::of(&absence, zone))),
            },
            AppError::Locked { starts_at } => Self::Locked30Minutes {
                starts_at: local_date_time(starts_at, zone),
            },
            AppError::NotAllowedNow(state) => Self::NotAllowedNow {
                state: state.into(),
            },
            AppError::Forbidden(action) => Self::Forbidden {
                action: action.into(),
            },
            AppError::PasswordChangeRequired => Self::PasswordChangeRequired,
            AppError::InvalidCredentials => Self::InvalidCredentials,
            AppError::SignInPaused { seconds, .. } => Self::SignInPaused { seconds },
            AppError::KeyMissing(kind) => Self::KeyMissing { kind: kind.into() },
            AppError::Validation(issues) => Self::Validation {
                fields: issues.iter().map(FieldIssue::from).collect(),
            },
            AppError::NotFound(kind) => Self::NotFound {
                entity: kind.into(),
            },
            AppError::ChangedByOther => Self::ChangedByOther,
            AppError::PatientChanged(file) => Self::PatientChanged {
                current: Box::new(PatientFile::of(&file, zone)),
            },
            AppError::Stopped => Self::Stopped,
            AppError::AccountUsed => Self::AccountUsed,
            AppError::LastAdministrator => Self::LastAdministrator,
            AppError::BaseNotAdopted => Self::BaseNotAdopted,
            AppError::BaseNotEmpty => Self::BaseNotEmpty,
            AppError::FileUnusable(problem) => Self::FileUnusable {
                problem: problem.into(),
            },
            AppError::Unavailable => Self::StoreUnavailable,
            AppError::Internal(cause) => Self::internal(&cause),
        }
    }

    /// Why a base to copy to could not be reached, at the field with its address where that is what is wrong.
    pub fn unreached(problem: ConnectionProblem) -> Self {
        let wrong = |rule| Self::Validation {
            fields: issue("uri", rule).iter().map(FieldIssue::from).collect(),
        };
        match problem {
            ConnectionProblem::InvalidAddress => wrong(FieldRule::InvalidAddress),
            ConnectionProblem::TlsRequired => wrong(FieldRule::NotEncrypted),
            ConnectionProblem::CredentialsRefused | ConnectionProblem::PasswordNeeded => {
                Self::InvalidCredentials
            }
            ConnectionProblem::ServerTooOld => wrong(FieldRule::ServerTooOld),
            ConnectionProblem::BaseUnreadable => wrong(FieldRule::BaseUnreadable),
            ConnectionProblem::Unreachable => Self::StoreUnavailable,
        }
    }

    /// Something unexpected: logged once, here, under a reference the user can quote.
    pub fn internal(cause: &str) -> Self {
        let mut bytes = [0_u8; 4];
        // Without randomness the reference is 00000000, and the log line still stands.
        let _ = getrandom::fill(&mut bytes);
        let reference = hex::digits(&bytes);
        tracing::error!(cause, reference, "unexpected failure");
        Self::Internal { reference }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_base_to_copy_to_is_told_at_its_address() {
        for (problem, rule) in [
            (ConnectionProblem::InvalidAddress, "invalidAddress"),
            (ConnectionProblem::TlsRequired, "notEncrypted"),
            (ConnectionProblem::ServerTooOld, "serverTooOld"),
            (ConnectionProblem::BaseUnreadable, "baseUnreadable"),
        ] {
            let told = serde_json::to_value(CommandError::unreached(problem)).unwrap();
            let issue = &told["fields"][0];
            assert_eq!(
                (&issue["field"], &issue["rule"]),
                (&"uri".into(), &rule.into())
            );
        }
    }

    #[test]
    fn a_server_that_is_away_or_refuses_who_signs_in_is_told_as_such() {
        for (problem, code) in [
            (ConnectionProblem::Unreachable, "storeUnavailable"),
            (ConnectionProblem::CredentialsRefused, "invalidCredentials"),
            (ConnectionProblem::PasswordNeeded, "invalidCredentials"),
        ] {
            let told = serde_json::to_value(CommandError::unreached(problem)).unwrap();
            assert_eq!(told["code"], code);
        }
    }
}
