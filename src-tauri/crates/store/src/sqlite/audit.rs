//! The audit log.

use async_trait::async_trait;
use medigest_application::ports::{
    AuditStore, LogArchive, StoreResult, TraceFilter, TracePosition,
};
use medigest_domain::chain::{Entry, Head};
use medigest_domain::id::OpId;
use medigest_domain::trace::Trace;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::SqliteStore;
use super::chain::{self, entries};
use super::document::{insert, query};
use super::error::Work;
use crate::documents::{ArchiveDocument, LogDocument, stored_place};
use crate::part::Part;

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
                    "SELECT doc FROM logs ORDER BY timestamp DESC, id DESC LIMIT ?1",
                    [limit],
                )
            })
            .await
    }

    async fn search_traces(&self, filter: &TraceFilter) -> StoreResult<Vec<Entry>> {
        let mut page = Conditions::of(filter);
        if let Some(TracePosition { at, op_id }) = &filter.after {
            page.add("timestamp <= ?", [(*at).into()]);
            page.add(
                "(timestamp < ? OR IFNULL(id, '') < ?)",
                [(*at).into(), op_id.clone().into()],
            );
        }
        let limit = filter.limit;
        self.connections
            .read(move |base| {
                let newest = "ORDER BY timestamp DESC, id DESC";
                let sql = format!("{} {newest} LIMIT {limit}", page.select("doc"));
                entries(base, &sql, params_from_iter(&page.values))
            })
            .await
    }

    async fn count_traces(&self, filter: &TraceFilter) -> StoreResult<u64> {
        let all = Conditions::of(filter);
        self.connections
            .read(move |base| {
                let mut count = base.prepare_cached(&all.select("COUNT(*)"))?;
                let total: i64 =
                    count.query_row(params_from_iter(&all.values), |row| row.get(0))?;
                Ok(total.cast_unsigned())
            })
            .await
    }

    async fn entry(&self, op_id: OpId) -> StoreResult<Option<Entry>> {
        self.connections
            .read(move |base| {
                let sql = "SELECT doc FROM logs WHERE op_id = ?1";
                Ok(entries(base, sql, [op_id.to_string()])?.pop())
            })
            .await
    }

    fn own_chain(&self) -> String {
        self.chain.clone()
    }

    async fn heads(&self) -> StoreResult<Vec<Head>> {
        self.connections.read(chain::heads).await
    }

    async fn count_entries(&self) -> StoreResult<u64> {
        self.connections
            .read(|base| {
                let count: i64 =
                    base.query_row("SELECT COUNT(*) FROM logs", [], |row| row.get(0))?;
                Ok(count.cast_unsigned())
            })
            .await
    }

    async fn linked_entries(&self, chain: &str, after: u64, limit: u32) -> StoreResult<Vec<Entry>> {
        let (chain, after) = (chain.to_owned(), stored_place(after));
        self.connections
            .read(move |base| {
                let sql =
                    "SELECT doc FROM logs WHERE chain = ?1 AND place > ?2 AND place <= IFNULL((
                        SELECT place FROM logs WHERE chain = ?1 AND place > ?2
                        ORDER BY place LIMIT 1 OFFSET ?3 - 1
                    ), 9223372036854775807) ORDER BY place";
                entries(base, sql, (&chain, after, limit))
            })
            .await
    }

    async fn unlinked_entries(&self, skip: u64, limit: u32) -> StoreResult<Vec<Entry>> {
        let skip = stored_place(skip);
        self.connections
            .read(move |base| {
                let sql =
                    "SELECT doc FROM logs WHERE chain IS NULL ORDER BY rowid LIMIT ?1 OFFSET ?2";
                entries(base, sql, (limit, skip))
            })
            .await
    }

    async fn archives(&self) -> StoreResult<Vec<LogArchive>> {
        self.connections
            .read(|base| {
                let sql = "SELECT doc FROM archives ORDER BY until, id";
                query::<ArchiveDocument, _>(base, sql, [])
            })
            .await
    }

    async fn archive(&self, archive: &LogArchive, trace: &Trace) -> StoreResult<()> {
        let log = LogDocument::from_domain(trace);
        let archive = ArchiveDocument {
            termine: true,
            ..ArchiveDocument::from_domain(archive)
        };
        self.connections
            .write(move |base| {
                if traced_object(base, &log)?.is_some() {
                    return Ok(());
                }
                add_trace(base, &log)?;
                insert(base, &archive)?;
                let mut delete =
                    base.prepare_cached("DELETE FROM logs WHERE chain = ?1 AND place <= ?2")?;
                for anchor in &archive.chaines {
                    delete.execute((&anchor.head.chaine, anchor.head.rang))?;
                }
                Ok(())
            })
            .await
    }
}

/// What the entries must fulfil, with the values of its parameters.
#[derive(Clone, Default)]
struct Conditions {
    sql: Vec<&'static str>,
    values: Vec<Value>,
}

impl Conditions {
    fn of(filter: &TraceFilter) -> Self {
        let mut all = Self::default();
        if let Some(part) = Part::of(&filter.user) {
            all.add("user GLOB ?", [part.glob().into()]);
        }
        if let Some(action) = filter.action {
            let code = action.stored().to_owned();
            all.add("action = ?", [code.into()]);
        }
        if let Some(kind) = filter.entity {
            let collection = kind.collection().to_owned();
            all.add("entity = ?", [collection.into()]);
        }
        if let Some(within) = filter.within {
            let (start, end) = (within.start, within.end);
            all.add("timestamp >= ?", [start.timestamp_millis().into()]);
            all.add("timestamp < ?", [end.timestamp_millis().into()]);
        }
        if let Some(part) = Part::of(&filter.text) {
            let (glob, operation) = (part.glob(), filter.text.to_ascii_lowercase());
            all.add(
                "(details GLOB ? OR entity_id GLOB ? OR id = ?)",
                [glob.clone().into(), glob.into(), operation.into()],
            );
        }
        all
    }

    fn add<const N: usize>(&mut self, sql: &'static str, values: [Value; N]) {
        self.sql.push(sql);
        self.values.extend(values);
    }

    /// Looks through the index of the search, which has everything that conditions ask for: SQLite, which takes it
    /// for wider than the documents, would rather read all of those.
    fn select(&self, what: &str) -> String {
        let all = if self.sql.is_empty() {
            "TRUE".to_owned()
        } else {
            self.sql.join(" AND ")
        };
        format!("SELECT {what} FROM logs INDEXED BY logs_search WHERE {all}")
    }
}

/// Writes a trace, linked into the chain of this device.
pub(super) fn add_trace(base: &Connection, log: &LogDocument) -> Work<()> {
    insert(base, &chain::link(base, log)?)
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
