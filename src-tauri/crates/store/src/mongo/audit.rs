//! The audit log.

use async_trait::async_trait;
use bson::oid::ObjectId;
use bson::{DateTime, Document, RawDocument, doc};
use medigest_application::ports::{AuditStore, LogArchive, StoreResult, TraceFilter};
use medigest_domain::chain::{Entry, Head};
use medigest_domain::id::OpId;
use medigest_domain::trace::Trace;

use super::call::Failure;
use super::outbox::Pending;
use super::{MongoStore, created};
use crate::documents::{ArchiveDocument, LogDocument, entry_from_bson, stored_place};
use crate::part::Part;

#[async_trait]
impl AuditStore for MongoStore {
    async fn append(&self, trace: &Trace) -> StoreResult<()> {
        Ok(self.write_log(&LogDocument::from_domain(trace)).await?)
    }

    async fn recent_traces(&self, limit: u32) -> StoreResult<Vec<Trace>> {
        // To the driver, 0 means all of them.
        if limit == 0 {
            return Ok(Vec::new());
        }
        let logs = self.documents::<LogDocument>();
        let found = logs.all(doc! {}, newest(), i64::from(limit)).await?;
        // A newer version's action is left out rather than hiding all the others.
        Ok(found
            .into_iter()
            .filter_map(|log| log.try_into().ok())
            .collect())
    }

    async fn search_traces(&self, filter: &TraceFilter) -> StoreResult<Vec<Entry>> {
        if filter.limit == 0 {
            return Ok(Vec::new());
        }
        let mut page = conditions(filter);
        if let Some(after) = &filter.after {
            let at = DateTime::from_millis(after.at);
            let id = ObjectId::parse_str(&after.op_id).ok();
            let older = doc! { "$or": [
                { "timestamp": { "$lt": at } },
                { "timestamp": at, "_id": { "$lt": id } },
            ] };
            page = doc! { "$and": [page, older] };
        }
        let logs = self.documents::<LogDocument>();
        let limit = i64::from(filter.limit);
        logs.all_as(page, newest(), 0, limit, entry).await
    }

    async fn count_traces(&self, filter: &TraceFilter) -> StoreResult<u64> {
        let logs = self.documents::<LogDocument>();
        Ok(logs.count(conditions(filter)).await?)
    }

    async fn entry(&self, op_id: OpId) -> StoreResult<Option<Entry>> {
        let only = doc! { "_id": ObjectId::from_bytes(op_id.bytes()) };
        let logs = self.confirmed::<LogDocument>();
        Ok(logs.all_as(only, doc! {}, 0, 1, entry).await?.pop())
    }

    fn own_chain(&self) -> String {
        self.chain.name.clone()
    }

    async fn heads(&self) -> StoreResult<Vec<Head>> {
        Ok(self.all_heads().await?)
    }

    async fn count_entries(&self) -> StoreResult<u64> {
        Ok(self.documents::<LogDocument>().estimate().await?)
    }

    async fn linked_entries(&self, chain: &str, after: u64, limit: u32) -> StoreResult<Vec<Entry>> {
        let logs = self.documents::<LogDocument>();
        let by_place = || doc! { "rang": 1 };
        let rest = doc! { "chaine": chain, "rang": { "$gt": stored_place(after) } };
        let mut page = logs
            .all_as(rest, by_place(), 0, i64::from(limit), entry)
            .await?;
        // Others may claim the place of the last one.
        let last = page.last().and_then(|entry| entry.link.as_ref());
        if let Some(place) = last.map(|link| link.place)
            && page.len() as u64 == u64::from(limit)
        {
            page.retain(|entry| entry.link.as_ref().is_none_or(|link| link.place != place));
            let there = doc! { "chaine": chain, "rang": stored_place(place) };
            page.extend(logs.all_as(there, by_place(), 0, 0, entry).await?);
        }
        Ok(page)
    }

    async fn unlinked_entries(&self, skip: u64, limit: u32) -> StoreResult<Vec<Entry>> {
        let logs = self.documents::<LogDocument>();
        let linked = doc! { "chaine": { "$gt": "" }, "rang": { "$gte": 1 } };
        let others = doc! { "$nor": [linked] };
        let by_id = doc! { "_id": 1 };
        logs.all_as(others, by_id, skip, i64::from(limit), entry)
            .await
    }

    async fn archives(&self) -> StoreResult<Vec<LogArchive>> {
        let archives = self.confirmed::<ArchiveDocument>();
        let found = archives.all(doc! {}, doc! { "jusqua": 1, "_id": 1 }, 0);
        found.await?.into_iter().map(LogArchive::try_from).collect()
    }

    async fn archive(&self, archive: &LogArchive, trace: &Trace) -> StoreResult<()> {
        if self.entry(trace.op_id).await?.is_none() {
            let archive = ArchiveDocument::from_domain(archive);
            let pending = Pending::trace(trace);
            let document = created(&archive, &pending)?;
            match self
                .documents::<ArchiveDocument>()
                .insert_raw(&document)
                .await
            {
                Ok(()) | Err(Failure::Duplicate { .. }) => {}
                Err(failure) => return Err(failure.into()),
            }
            self.try_deliver::<ArchiveDocument>(archive.id, &pending)
                .await?;
        }
        self.finish_archives().await?;
        Ok(())
    }
}

impl MongoStore {
    /// Deletes what was moved to a file and not yet deleted; how many archives that finished. Only what a trace
    /// vouches for: the trace comes first.
    pub(super) async fn finish_archives(&self) -> Result<u32, Failure> {
        let archives = self.documents::<ArchiveDocument>();
        let logs = self.documents::<LogDocument>();
        let mut finished = 0;
        let unfinished = doc! { "termine": false, "outbox": { "$exists": false } };
        for archive in archives.all(unfinished, doc! { "jusqua": 1 }, 0).await? {
            for anchor in &archive.chaines {
                let moved = doc! {
                    "chaine": &anchor.head.chaine,
                    "rang": { "$gte": 1, "$lte": anchor.head.rang },
                };
                logs.delete_all(moved).await?;
            }
            let done = doc! { "$set": { "termine": true } };
            let only = doc! { "_id": archive.id, "termine": false };
            finished += u32::from(archives.update_undated(only, done).await?);
        }
        Ok(finished)
    }
}

fn newest() -> Document {
    doc! { "timestamp": -1, "_id": -1 }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "other documents may be refused; an entry is read whatever is left of it"
)]
fn entry(raw: &RawDocument) -> StoreResult<Entry> {
    Ok(entry_from_bson(raw))
}

/// What the entries must fulfil.
fn conditions(filter: &TraceFilter) -> Document {
    let mut all = Document::new();
    if let Some(part) = Part::of(&filter.user) {
        all.insert("user", doc! { "$regex": part.regex() });
    }
    if let Some(action) = filter.action {
        all.insert("action", action.stored());
    }
    if let Some(kind) = filter.entity {
        all.insert("entity", kind.collection());
    }
    if let Some(within) = filter.within {
        let at = |at| DateTime::from_chrono(at);
        let between = doc! { "$gte": at(within.start), "$lt": at(within.end) };
        all.insert("timestamp", between);
    }
    if let Some(part) = Part::of(&filter.text) {
        let part = doc! { "$regex": part.regex() };
        let mut texts = vec![doc! { "details": part.clone() }, doc! { "entity_id": part }];
        if let Ok(operation) = ObjectId::parse_str(&filter.text) {
            texts.push(doc! { "op_id": operation });
            texts.push(doc! { "_id": operation });
        }
        all.insert("$or", texts);
    }
    all
}
