//! What can go wrong in a statement, and what it means to the ports. Never a value of a document.

use medigest_application::ports::StoreError;
use rusqlite::ErrorCode;
use rusqlite::ffi::{
    SQLITE_CONSTRAINT_DATATYPE, SQLITE_CONSTRAINT_NOTNULL, SQLITE_CONSTRAINT_PRIMARYKEY,
    SQLITE_CONSTRAINT_UNIQUE, code_to_str,
};

/// Why a piece of work on the base stopped: SQLite itself, or a refusal.
#[derive(Debug)]
pub(super) enum Failure {
    Sql(rusqlite::Error),
    Refused(StoreError),
}

pub(super) type Work<T> = Result<T, Failure>;

impl Failure {
    /// Another connection holds the lock: the same work may succeed later.
    pub(super) fn is_busy(&self) -> bool {
        matches!(self, Self::Sql(error) if is_busy(error))
    }

    /// Another document has this unique value.
    pub(super) fn is_duplicate(&self) -> bool {
        self.has_code(SQLITE_CONSTRAINT_UNIQUE)
    }

    /// Another appointment has one of these slots: theirs is the only primary key of the schema.
    pub(super) fn is_slot_taken(&self) -> bool {
        self.has_code(SQLITE_CONSTRAINT_PRIMARYKEY)
    }

    /// The document lacks what the columns of its table are read from, or has something else there.
    pub(super) fn is_misfit(&self) -> bool {
        self.has_code(SQLITE_CONSTRAINT_NOTNULL) || self.has_code(SQLITE_CONSTRAINT_DATATYPE)
    }

    fn has_code(&self, code: i32) -> bool {
        matches!(self, Self::Sql(error) if error.sqlite_extended_error_code() == Some(code))
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Refused(error)
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(error) => error,
            Failure::Sql(error) if is_damaged(&error) => Self::Unreadable(describe(&error)),
            Failure::Sql(error) => Self::Unavailable(describe(&error)),
        }
    }
}

pub(super) fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

pub(super) fn is_damaged(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt)
    )
}

/// SQLite's text for the error's code; its full message might quote data.
pub(super) fn describe(error: &rusqlite::Error) -> String {
    error
        .sqlite_extended_error_code()
        .map_or("unexpected result", code_to_str)
        .to_owned()
}
