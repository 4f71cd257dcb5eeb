//! Documents as they are stored, but for tombstones (`supprime_at`), which are this store's own affair: in a copy, what
//! was deleted is not there.

use std::collections::BTreeMap;
use std::path::Path;

use async_trait::async_trait;
use bson::{Bson, Document, doc};
use chrono_tz::Tz;
use medigest_application::ports::{
    Adopted, AuditStore as _, BackupNote, BaseState, Begun, DocumentSource, Progress,
    Recovery as _, Sealer, StoreError, StoreResult, Survey, TransferError, Wrapper, WrittenBackup,
};
use mongodb::Collection;
use mongodb::error::{Error, ErrorKind, IndexedWriteError};

use super::call::{DUPLICATE_KEY, Failure, call, index_name, repeated};
use super::tombstone::alive;
use super::{MongoStore, indexes};
use crate::documents::{LogDocument, Stored as _};
use crate::raw::{Added, Page, Position, RawReader, RawStore, Replaced};
use crate::whole::whole_base;

/// The index over `_id`, which every collection has.
const ID: &str = "_id_";

#[async_trait]
impl RawReader for MongoStore {
    async fn collections(&self) -> StoreResult<BTreeMap<String, u64>> {
        let mut counts = BTreeMap::new();
        for name in call(self.database.list_collection_names()).await? {
            // The server's own, such as its users.
            if name.starts_with("system.") {
                continue;
            }
            let count = call(self.bare(&name).count_documents(alive())).await?;
            if count > 0 {
                counts.insert(name, count);
            }
        }
        Ok(counts)
    }

    /// By `_id`, the usual ones first. A comparison with one only finds those of its type, so the others, of which
    /// there are few if any, are counted instead.
    async fn page(
        &self,
        collection: &str,
        after: Option<&Position>,
        limit: u32,
    ) -> StoreResult<Page> {
        let after = after.map(|position| &position.0);
        if let Some(Bson::Int64(skip)) = after {
            return self.other_ids(collection, *skip, limit).await;
        }
        let mut id = doc! { "$type": "objectId" };
        if let Some(last) = after {
            id.insert("$gt", last.clone());
        }
        let mut usual = alive();
        usual.insert("_id", id);
        let documents = self.some(collection, usual, 0, limit).await?;
        let last = documents.last().and_then(|last| last.get("_id")).cloned();
        let next = match last {
            Some(last) if documents.len() >= limit as usize => last,
            _ => Bson::Int64(0),
        };
        Ok(Page {
            documents,
            next: Some(Position(next)),
        })
    }
}

#[async_trait]
impl RawStore for MongoStore {
    async fn snapshot(&self) -> StoreResult<Box<dyn RawReader>> {
        // What still follows from the documents, such as a trace, would stay behind with the outboxes.
        self.finish_pending().await?;
        // A standalone has no snapshot; each document is whole in itself.
        Ok(Box::new(self.clone()))
    }

    async fn prepare(&self) -> StoreResult<()> {
        indexes::create_all(self)
            .await
            .map_err(|error| StoreError::Unavailable(error.to_string()))
    }

    async fn add(&self, collection: &str, documents: &[Document]) -> StoreResult<Vec<Added>> {
        if documents.is_empty() {
            return Ok(Vec::new());
        }
        let into = self.bare(collection);
        let insert = || async {
            match into.insert_many(documents).ordered(false).await {
                Ok(_) => Ok(Vec::new()),
                Err(error) => refused(error),
            }
        };
        // Adding twice finds what the first time added.
        let refused = repeated(insert).await?;
        let mut outcome = vec![Added::Added; documents.len()];
        for error in refused {
            if error.code != DUPLICATE_KEY {
                let refused = Failure::Refused {
                    code: Some(error.code),
                    reason: "server",
                };
                return Err(refused.into());
            }
            if let Some(outcome) = outcome.get_mut(error.index) {
                *outcome = match index_name(&error.message).as_str() {
                    ID => Added::There,
                    _ => Added::Conflict,
                };
            }
        }
        self.noticed(collection).await;
        Ok(outcome)
    }

    async fn replace(
        &self,
        collection: &str,
        before: &Document,
        after: &Document,
    ) -> StoreResult<Replaced> {
        let id = before.get("_id").cloned().unwrap_or(Bson::Null);
        let all = self.bare(collection);
        let unchanged = doc! {
            "_id": id.clone(), "$expr": { "$eq": ["$$ROOT", { "$literal": before.clone() }] },
        };
        match repeated(|| all.replace_one(unchanged.clone(), after)).await {
            Ok(result) if result.matched_count > 0 => {
                self.noticed(collection).await;
                Ok(Replaced::Done)
            }
            // Perhaps by the first of two tries, whose answer was lost.
            Ok(_) => match call(all.find_one(doc! { "_id": id })).await? {
                Some(present) if present == *after => Ok(Replaced::Done),
                _ => Ok(Replaced::Changed),
            },
            Err(Failure::Duplicate { .. }) => Ok(Replaced::Conflict),
            Err(failure) => Err(failure.into()),
        }
    }

    async fn remove(&self, collection: &str, ids: &[Bson]) -> StoreResult<()> {
        let all = self.bare(collection);
        let these = doc! { "_id": { "$in": ids } };
        repeated(|| all.delete_many(these.clone())).await?;
        self.noticed(collection).await;
        Ok(())
    }
}

whole_base!(MongoStore);

impl MongoStore {
    fn bare(&self, collection: &str) -> Collection<Document> {
        self.database.collection(collection)
    }

    async fn some(
        &self,
        collection: &str,
        filter: Document,
        skip: u64,
        limit: u32,
    ) -> StoreResult<Vec<Document>> {
        let all = self.bare(collection);
        let find = all.find(filter).sort(doc! { "_id": 1 });
        let mut cursor = call(find.skip(skip).limit(i64::from(limit))).await?;
        let mut documents = Vec::new();
        while call(cursor.advance()).await? {
            let document = Document::try_from(cursor.current());
            let unreadable = |_| StoreError::Unreadable(format!("{collection}: not a document"));
            documents.push(document.map_err(unreadable)?);
        }
        Ok(documents)
    }

    async fn other_ids(&self, collection: &str, skip: i64, limit: u32) -> StoreResult<Page> {
        let mut others = alive();
        others.insert("_id", doc! { "$not": { "$type": "objectId" } });
        let documents = self
            .some(collection, others, skip.cast_unsigned(), limit)
            .await?;
        let is_full = documents.len() >= limit as usize;
        let next = is_full.then(|| Position(Bson::Int64(skip + i64::from(limit))));
        Ok(Page { documents, next })
    }

    /// What this process knows of a collection may not hold any more.
    async fn noticed(&self, collection: &str) {
        if collection == LogDocument::COLLECTION {
            self.chain.forget_end().await;
        }
    }
}

/// The documents of many that were refused, if that is all that went wrong.
fn refused(error: Error) -> mongodb::error::Result<Vec<IndexedWriteError>> {
    match error.kind.as_ref() {
        ErrorKind::InsertMany(many) if many.write_concern_error.is_none() => {
            match &many.write_errors {
                Some(errors) => Ok(errors.clone()),
                None => Err(error),
            }
        }
        _ => Err(error),
    }
}
