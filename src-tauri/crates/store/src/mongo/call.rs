//! One call to the server: bounded in time, repeated where that is safe, its errors in our terms.
//!
//! The driver's messages are dropped: those of a refused write contain the values of the document.

use std::future::IntoFuture;
use std::time::Duration;

use medigest_application::ports::StoreError;
use mongodb::error::{Error, ErrorKind, RETRYABLE_WRITE_ERROR, WriteFailure};

/// How long one call may take: longer than the write concern waits for its acknowledgement.
const PATIENCE: Duration = Duration::from_secs(8);

/// The code of a value that a unique index has already.
pub(super) const DUPLICATE_KEY: i32 = 11_000;

/// The code of what the account may not do.
pub(super) const NOT_AUTHORISED: i32 = 13;

/// Codes after which the same call may well succeed: changed primary, shutdown, timeout, write conflict.
const PASSING: &[i32] = &[
    6, 7, 50, 64, 89, 91, 112, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436,
];

/// Why the server did not do what it was asked.
#[derive(Debug)]
pub(super) enum Failure {
    /// This unique index has the value already.
    Duplicate {
        /// Name of the index.
        index: String,
    },
    /// No server could be reached.
    Unreachable,
    /// Whether it was done is unknown; asking again is safe and may help.
    Unknown(String),
    /// The server does not let this account do it.
    NotAllowed,
    /// The server does not do this.
    Refused {
        /// Its code, where it is the server that says so.
        code: Option<i32>,
        /// For the log.
        reason: &'static str,
    },
    /// It was done, but what came back cannot be read.
    Unreadable(StoreError),
}

impl Failure {
    /// Something that cannot be done, without asking the server or whatever it says.
    pub(super) const fn refused(reason: &'static str) -> Self {
        Self::Refused { code: None, reason }
    }

    fn of(error: &Error) -> Self {
        let code = match error.kind.as_ref() {
            ErrorKind::Command(command) => Some((command.code, &command.message)),
            ErrorKind::Write(WriteFailure::WriteError(write)) => Some((write.code, &write.message)),
            ErrorKind::InsertMany(many) => many
                .write_errors
                .as_ref()
                .and_then(|errors| errors.first())
                .map(|write| (write.code, &write.message)),
            _ => None,
        };
        match (error.kind.as_ref(), code) {
            (_, Some((DUPLICATE_KEY, message))) => Self::Duplicate {
                index: index_name(message),
            },
            (_, Some((code, _))) if PASSING.contains(&code) => {
                Self::Unknown(format!("server code {code}"))
            }
            (ErrorKind::ServerSelection { .. }, _) => Self::Unreachable,
            (ErrorKind::Io(_) | ErrorKind::ConnectionPoolCleared { .. }, _) => {
                Self::Unknown("connection lost".to_owned())
            }
            (ErrorKind::Write(WriteFailure::WriteConcernError(concern)), _) => {
                Self::Unknown(format!("write concern, code {}", concern.code))
            }
            _ if error.contains_label(RETRYABLE_WRITE_ERROR) => {
                Self::Unknown("interrupted".to_owned())
            }
            (_, Some((NOT_AUTHORISED, _))) => Self::NotAllowed,
            (_, Some((code, _))) => Self::Refused {
                code: Some(code),
                reason: "server",
            },
            _ => Self::refused("driver"),
        }
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Duplicate { .. } => Self::Duplicate,
            Failure::Unreachable => Self::Unavailable("no server could be reached".to_owned()),
            Failure::Unknown(reason) => Self::Unavailable(reason),
            Failure::NotAllowed => Self::Unavailable("the account may not".to_owned()),
            Failure::Refused {
                code: Some(code), ..
            } => Self::Unavailable(format!("server code {code}")),
            Failure::Refused { code: None, reason } => Self::Unavailable(reason.to_owned()),
            Failure::Unreadable(error) => error,
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Unreadable(error)
    }
}

/// Calls the server once.
pub(super) async fn call<T>(
    work: impl IntoFuture<Output = mongodb::error::Result<T>>,
) -> Result<T, Failure> {
    call_within(PATIENCE, work).await
}

/// Calls the server once and waits no longer than this for its answer.
pub(super) async fn call_within<T>(
    patience: Duration,
    work: impl IntoFuture<Output = mongodb::error::Result<T>>,
) -> Result<T, Failure> {
    match tokio::time::timeout(patience, work.into_future()).await {
        Ok(answer) => answer.map_err(|error| Failure::of(&error)),
        Err(_) => Err(Failure::Unknown("no answer in time".to_owned())),
    }
}

/// Calls the server, and once more if it is unknown what became of the first call. `work` must be such that
/// doing it twice does it once.
pub(super) async fn repeated<T, W>(work: impl Fn() -> W) -> Result<T, Failure>
where
    W: IntoFuture<Output = mongodb::error::Result<T>>,
{
    match call(work()).await {
        Err(Failure::Unknown(_)) => call(work()).await,
        answer => answer,
    }
}

/// The index that `E11000 … index: NAME dup key …` names.
pub(super) fn index_name(message: &str) -> String {
    message
        .split_once("index: ")
        .and_then(|(_, rest)| rest.split_whitespace().next())
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_of_a_duplicate_is_named_and_its_value_is_not() {
        let message = "E11000 duplicate key error collection: medigest.appointments index: slots dup key: \
                       { slots: \"D:1|2\" }";
        assert_eq!(index_name(message), "slots");
        assert_eq!(index_name("E11000"), "");
    }
}
