//! Connections to the file: how they are set up, who waits for whom.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use medigest_application::ports::{StoreError, StoreResult};
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::error::{Failure, Work};
use super::feed;
use crate::feed::Local;

/// How long SQLite itself waits for another connection.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long work is tried again in all. SQLite serves waiting processes in no order, so under heavy contention
/// one may lose every turn of a single timeout.
const PATIENCE: Duration = Duration::from_secs(60);
/// Pause before the next try: some locks are refused at once instead of waited for.
const PAUSE: Duration = Duration::from_millis(5);
/// Prepared statements a connection keeps: more than this program has.
const STATEMENTS: usize = 64;
/// Idle reading connections kept open.
const IDLE_READERS: usize = 4;

/// Opens a connection that may write.
pub(super) fn open_writer(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // On Apple systems an ordinary sync leaves data in the drive's cache.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What was replaced, perhaps a text in clear of an older base, is not left in free pages.
    connection.pragma_update(None, "secure_delete", true)?;
    Ok(connection)
}

/// Opens a connection that reads the file, which must exist.
pub(super) fn open_reader(path: &Path) -> rusqlite::Result<Connection> {
    let existing = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, existing)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Does `work`, again and again while other connections hold the lock.
pub(super) fn patiently<T, E>(
    is_busy: impl Fn(&E) -> bool,
    mut work: impl FnMut() -> Result<T, E>,
) -> Result<T, E> {
    let begun = Instant::now();
    loop {
        match work() {
            Err(error) if is_busy(&error) && begun.elapsed() < PATIENCE => sleep(PAUSE),
            outcome => return outcome,
        }
    }
}

/// The connections of one store: one that writes, for which writers queue, and readers as needed.
#[derive(Clone)]
pub(super) struct Connections {
    path: PathBuf,
    writer: Arc<tokio::sync::Mutex<Connection>>,
    readers: Arc<Mutex<Vec<Connection>>>,
    /// Where writes are told once they are committed.
    pub(super) news: Local,
}

impl Connections {
    pub(super) fn new(path: PathBuf, writer: Connection) -> Self {
        Self {
            path,
            writer: Arc::new(tokio::sync::Mutex::new(writer)),
            readers: Arc::default(),
            news: Local::default(),
        }
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Reads. One statement sees one state of the base.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl Fn(&Connection) -> Work<T> + Send + 'static,
    ) -> StoreResult<T> {
        let path = self.path.clone();
        let readers = Arc::clone(&self.readers);
        blocking(move || {
            let idle = idle(&readers).pop();
            let reader = idle.map_or_else(|| open_reader(&path), Ok)?;
            let answer = patiently(Failure::is_busy, || work(&reader));
            let mut idle = self::idle(&readers);
            if idle.len() < IDLE_READERS {
                idle.push(reader);
            }
            answer
        })
        .await
    }

    /// Writes: all of `work` or, if it fails, nothing. It may be run several times.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&Connection) -> Work<T> + Send + 'static,
    ) -> StoreResult<T> {
        let mut writer = Arc::clone(&self.writer).lock_owned().await;
        let news = self.news.clone();
        blocking(move || {
            patiently(Failure::is_busy, || {
                let write = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
                let answer = work(&write)?;
                let written = feed::written(&write)?;
                write.commit()?;
                if let Some(event) = written {
                    news.tell(event);
                }
                Ok(answer)
            })
        })
        .await
    }

    /// A number that changes whenever another connection than the writer, of any process, changed the file.
    pub(super) async fn foreign_version(&self) -> StoreResult<i64> {
        let writer = Arc::clone(&self.writer).lock_owned().await;
        blocking(move || Ok(writer.pragma_query_value(None, "data_version", |row| row.get(0))?))
            .await
    }
}

fn idle(readers: &Mutex<Vec<Connection>>) -> MutexGuard<'_, Vec<Connection>> {
    readers.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs `work` where waiting for the disk holds nobody else up. Once begun it ends, even if nobody waits any more.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Work<T> + Send + 'static,
) -> StoreResult<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| StoreError::Unavailable("the work was interrupted".to_owned()))?
        .map_err(StoreError::from)
}
