//! The audit log: its storage, and the files its old entries are moved to.

use std::fmt;
use std::io;
use std::str::FromStr;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use medigest_domain::chain::{Entry, Head};
use medigest_domain::id::OpId;
use medigest_domain::time::Interval;
use medigest_domain::trace::{AuditAction, EntityKind, Trace};

use super::StoreResult;

/// Which entries of the log to read: all conditions hold together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TraceFilter {
    /// Part of the user name, whatever the case of its letters; empty for everybody.
    pub user: String,
    /// Of this action.
    pub action: Option<AuditAction>,
    /// About an object of this kind.
    pub entity: Option<EntityKind>,
    /// Noted at an instant inside.
    pub within: Option<Interval>,
    /// Part of the details or of the object's id, or the whole operation, whatever the case of its letters; empty
    /// for every text.
    pub text: String,
    /// Older than this entry, to read on.
    pub after: Option<TracePosition>,
    /// At most so many.
    pub limit: u32,
}

/// Where an entry stands in the log: by its time, then by its operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TracePosition {
    /// Milliseconds since 1970.
    pub at: i64,
    /// The operation, as text.
    pub op_id: String,
}

impl TracePosition {
    /// Where `entry` stands.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        Self {
            at: entry.content.timestamp,
            op_id: entry.content.op_id.clone(),
        }
    }
}

impl fmt::Display for TracePosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.op_id, self.at)
    }
}

/// The text is no position in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidPosition;

impl FromStr for TracePosition {
    type Err = InvalidPosition;

    fn from_str(text: &str) -> Result<Self, InvalidPosition> {
        let (op_id, at) = text.split_once('-').ok_or(InvalidPosition)?;
        Ok(Self {
            at: at.parse().map_err(|_| InvalidPosition)?,
            op_id: op_id.to_owned(),
        })
    }
}

/// Up to where a chain was moved to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The last entry that was moved.
    pub head: Head,
    /// The device that wrote it.
    pub device: String,
}

/// Entries of the log that were moved to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogArchive {
    /// The operation, whose trace vouches for the rest.
    pub op_id: OpId,
    /// The first instant whose entries were not moved.
    pub until: DateTime<Utc>,
    /// Name of the file.
    pub file: String,
    /// SHA-256 of the file, as hexadecimal digits.
    pub sha256: String,
    /// How many entries it holds.
    pub entries: u64,
    /// Of every chain that was ever archived, by this archive or an earlier one.
    pub anchors: Vec<Anchor>,
    /// The entries are gone from the log.
    pub finished: bool,
}

/// The audit log. It only grows, but for what is moved to a file; every entry is linked into the chain of the
/// device that writes it, when it is written.
#[async_trait]
pub trait AuditStore: Send + Sync {
    /// Adds a trace that belongs to no business write (sign-in, refusal, reading); once per operation id.
    async fn append(&self, trace: &Trace) -> StoreResult<()>;
    /// The newest traces first, at most `limit`.
    async fn recent_traces(&self, limit: u32) -> StoreResult<Vec<Trace>>;
    /// The entries that fit, newest first (then by operation, the greatest first).
    async fn search_traces(&self, filter: &TraceFilter) -> StoreResult<Vec<Entry>>;
    /// How many entries fit in all, whatever `after` and `limit` say.
    async fn count_traces(&self, filter: &TraceFilter) -> StoreResult<u64>;
    /// The entry of an operation.
    async fn entry(&self, op_id: OpId) -> StoreResult<Option<Entry>>;
    /// The chain this device writes.
    fn own_chain(&self) -> String;
    /// The last place of every chain that has entries in the log, by its name.
    async fn heads(&self) -> StoreResult<Vec<Head>>;
    /// About how many entries the log has.
    async fn count_entries(&self) -> StoreResult<u64>;
    /// The entries of a chain after a place, in order of place: the first `limit`, and any other that claims the
    /// place of the last of them. An entry nobody can read comes with what is left of it.
    async fn linked_entries(&self, chain: &str, after: u64, limit: u32) -> StoreResult<Vec<Entry>>;
    /// Entries without a link, always in the same order: at most `limit`, after `skip` others.
    async fn unlinked_entries(&self, skip: u64, limit: u32) -> StoreResult<Vec<Entry>>;
    /// What was moved to files, oldest first.
    async fn archives(&self) -> StoreResult<Vec<LogArchive>>;
    /// Notes an archive, traces it, and deletes the entries of each chain up to its anchor. A crash leaves the
    /// entries, or an archive that [`super::Recovery::finish_pending`] finishes. Once per operation id.
    async fn archive(&self, archive: &LogArchive, trace: &Trace) -> StoreResult<()>;
}

/// The first line of an archive file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveHeader {
    /// Name of the practice.
    pub practice: String,
    /// The first instant whose entries are not in it.
    pub until: DateTime<Utc>,
    /// Where the chains stood before: what was archived earlier.
    pub before: Vec<Anchor>,
    /// Where they stand after.
    pub after: Vec<Anchor>,
}

/// What stands on a line of an archive file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArchiveLine {
    /// The first one.
    Header(ArchiveHeader),
    /// An entry.
    Entry(Box<Entry>),
    /// Something else: somebody changed the file.
    Unreadable,
}

/// A file that entries of the log are moved to.
pub trait ArchiveFile: Send {
    /// Its name.
    fn name(&self) -> String;
    /// Writes a line.
    ///
    /// # Errors
    /// When the disk does not take it, or it is `Unreadable`.
    fn write(&mut self, line: &ArchiveLine) -> io::Result<()>;
    /// Waits until everything is on the disk for good.
    ///
    /// # Errors
    /// When the disk does not take it.
    fn sync(&mut self) -> io::Result<()>;
    /// Reads it from its beginning, line by line; the SHA-256 of the file, as hexadecimal digits.
    ///
    /// # Errors
    /// When it cannot be read; `InvalidData` when it does not begin as an archive, `Unsupported` when it is one of a
    /// newer version.
    fn read(&self, take: &mut dyn FnMut(ArchiveLine)) -> io::Result<String>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_survives_its_text() {
        for (at, op_id) in [(1_795_000_000_123, "65"), (-5, ""), (i64::MIN, "a")] {
            let op_id = op_id.to_owned();
            let position = TracePosition { at, op_id };
            assert_eq!(position.to_string().parse(), Ok(position));
        }
        for text in ["", "65", "65-", "65-x"] {
            assert_eq!(
                text.parse::<TracePosition>(),
                Err(InvalidPosition),
                "{text}"
            );
        }
    }
}
