//! The embedded base of one workstation: a SQLite file, whose documents have the field names of MongoDB.
//!
//! Durable (`synchronous=FULL` on a write-ahead log), and safe to open from several processes: writers take the
//! lock at once (`BEGIN IMMEDIATE`) and wait for each other.

mod absences;
mod appointments;
mod audit;
mod bulk;
mod cabinet;
mod chain;
mod connection;
mod delays;
mod document;
mod error;
mod feed;
mod figures;
mod patients;
mod practitioners;
mod raw;
mod reseal;
mod schema;
mod settings;
mod users;

use std::fmt::Display;
use std::path::Path;
use std::str::FromStr;

use medigest_application::ports::{DatabaseAccounts, StoreError, StoreResult};
use medigest_domain::trace::Trace;
use rusqlite::Connection;

use crate::chain::fresh_chain;
use crate::documents::LogDocument;
use audit::{add_trace, traced_object};
use connection::{Connections, open_writer, patiently};
use error::{Work, describe, is_busy, is_damaged};

/// A base in one file.
pub struct SqliteStore {
    connections: Connections,
    /// The chain of the audit log that this device writes.
    chain: String,
}

/// Why a file could not be opened as a base.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It is damaged, or no MediGest base at all.
    #[error("the file is damaged or is not a MediGest base")]
    Unreadable,
    /// A newer version of the program wrote it.
    #[error("the file has schema {found}, this version knows {known}")]
    Newer {
        /// The schema of the file.
        found: u32,
        /// The newest schema known.
        known: u32,
    },
    /// Another process keeps it locked, for a minute already.
    #[error("another process keeps the file locked")]
    Busy,
    /// The file cannot be opened or created: no such folder, no permission, disk full.
    #[error("the file cannot be opened: {0}")]
    Inaccessible(String),
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        if is_damaged(&error) {
            Self::Unreadable
        } else if is_busy(&error) {
            Self::Busy
        } else {
            Self::Inaccessible(describe(&error))
        }
    }
}

impl DatabaseAccounts for SqliteStore {}

impl SqliteStore {
    /// As [`Self::open_with_chain`], for a device that is new to the base.
    ///
    /// # Errors
    /// See [`OpenError`]; the file is left as it was.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        Self::open_with_chain(path, fresh_chain())
    }

    /// Opens the base in the file at `path`, or creates it, readable by its owner only. Waits for other
    /// processes that are opening it. What it writes to the audit log is linked into `chain`.
    ///
    /// # Errors
    /// See [`OpenError`]; the file is left as it was.
    pub fn open_with_chain(path: impl AsRef<Path>, chain: String) -> Result<Self, OpenError> {
        let path = path.as_ref();
        create_private(path)?;
        let busy = |error: &OpenError| matches!(error, OpenError::Busy);
        let writer = patiently(busy, || {
            let mut writer = open_writer(path)?;
            schema::migrate(&mut writer)?;
            feed::note_writes(&writer)?;
            chain::name(&writer, &chain)?;
            Ok(writer)
        })?;
        Ok(Self {
            connections: Connections::new(path.to_owned(), writer),
            chain,
        })
    }

    /// Reads the whole file through and checks its structure. Takes seconds on a large base.
    ///
    /// # Errors
    /// `Unreadable` if it is damaged.
    pub async fn check(&self) -> StoreResult<()> {
        let report: String = self
            .connections
            .read(|base| Ok(base.pragma_query_value(None, "quick_check", |row| row.get(0))?))
            .await?;
        match report.as_str() {
            "ok" => Ok(()),
            _ => Err(StoreError::Unreadable("the file is damaged".to_owned())),
        }
    }

    /// Makes `change` and writes `trace`, unless the operation was done before; answers the document it was
    /// about as it stands now.
    async fn once<I, T>(
        &self,
        trace: &Trace,
        id: I,
        change: impl Fn(&Connection) -> Work<()> + Send + 'static,
        answer: impl Fn(&Connection, I) -> Work<T> + Send + 'static,
    ) -> StoreResult<T>
    where
        I: FromStr + Display + Copy + Send + 'static,
        T: Send + 'static,
    {
        let log = LogDocument::from_domain(trace);
        self.connections
            .write(move |base| {
                if let Some(object) = traced_object(base, &log)? {
                    // A caller that tries again may have made up another id.
                    return answer(base, object.parse().unwrap_or(id));
                }
                change(base)?;
                add_trace(base, &log)?;
                answer(base, id)
            })
            .await
    }
}

/// Creates the file for its owner alone: it will hold medical data.
fn create_private(path: &Path) -> Result<(), OpenError> {
    let mut options = std::fs::OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(OpenError::Inaccessible(error.kind().to_string())),
    }
}
