//! The audit log.

use async_trait::async_trait;
use medigest_application::ports::{AuditStore, StoreResult};
use medigest_domain::trace::Trace;
use rusqlite::{Connection, OptionalExtension};

use super::SqliteStore;
use super::document::{insert, query};
use super::error::Work;
use crate::documents::LogDocument;

#[async_trait]
impl AuditStore for SqliteStore {
    async fn append(&self, trace: &Trace) -> StoreResult<()> {
        let log = LogDocument::from_domain(trace);
        self.connections
            .write(move |base| match traced_object(base, &log)? {
                Some(_) => Ok(()),
                None => add_trace(base, &log),
            })
            .await
    }

    async fn recent_traces(&self, limit: u32) -> StoreResult<Vec<Trace>> {
        self.connections
            .read(move |base| {
                query::<LogDocument, _>(
                    base,
                    "SELECT doc FROM logs ORDER BY timestamp DESC, op_id DESC LIMIT ?1",
                    [limit],
                )
            })
            .await
    }
}

/// Writes a trace.
pub(super) fn add_trace(base: &Connection, log: &LogDocument) -> Work<()> {
    insert(base, log)
}

/// If the operation of `log` has a trace already: the id of the object that one names, empty if it names none.
pub(super) fn traced_object(base: &Connection, log: &LogDocument) -> Work<Option<String>> {
    let mut earlier = base
        .prepare_cached("SELECT COALESCE(doc ->> '$.entity_id', '') FROM logs WHERE op_id = ?1")?;
    Ok(earlier
        .query_row([log.id.to_hex()], |row| row.get(0))
        .optional()?)
}

/// If the operation of `log` has a trace already: the code of what was done.
pub(super) fn traced_action(base: &Connection, log: &LogDocument) -> Work<Option<String>> {
    let mut earlier =
        base.prepare_cached("SELECT doc ->> '$.action' FROM logs WHERE op_id = ?1")?;
    Ok(earlier
        .query_row([log.id.to_hex()], |row| row.get(0))
        .optional()?)
}
