//! Documents as they are stored. This base keeps entities, so it writes them out: as they came, where they came from
//! elsewhere, but for what was changed since. What becomes no entity is kept as it came and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::Path;

use async_trait::async_trait;
use bson::{Bson, Document};
use chrono_tz::Tz;
use medigest_application::ports::{
    Adopted, AuditStore as _, BackupNote, BaseState, Begun, DocumentSource, Progress, Sealer,
    StoreError, StoreResult, Survey, TransferError, Wrapper, WrittenBackup,
};

use super::entities::{forget, keep, ours};
use super::{MemoryStore, State};
use crate::collections::{ALL, APPOINTMENTS, DELAYS, LOGS, USERS};
use crate::raw::{Added, Page, Position, RawReader, RawStore, Replaced, json};
use crate::whole::whole_base;

/// The documents of one collection, by their `_id`.
type Documents = BTreeMap<String, Document>;

/// A document that came from elsewhere and is not what this base would write.
#[derive(Debug)]
pub(super) struct Foreign {
    came: Document,
    /// What this base would have written then; none where it made no entity of it.
    ours: Option<Document>,
}

impl Foreign {
    /// As it is now that this base would write `ours`.
    fn now(&self, ours: &Document) -> Document {
        let mut now = self.came.clone();
        let Some(before) = &self.ours else {
            return now;
        };
        for field in before.keys().filter(|field| !ours.contains_key(field)) {
            now.remove(field);
        }
        for (field, value) in ours {
            if before.get(field) != Some(value) {
                now.insert(field.clone(), value.clone());
            }
        }
        now
    }
}

#[async_trait]
impl RawReader for MemoryStore {
    async fn collections(&self) -> StoreResult<BTreeMap<String, u64>> {
        Ok(counts(&self.state().everything()?))
    }

    async fn page(
        &self,
        collection: &str,
        after: Option<&Position>,
        limit: u32,
    ) -> StoreResult<Page> {
        Ok(page(&self.state().written(collection)?, after, limit))
    }
}

/// The base as it was when this was made.
struct Snapshot(BTreeMap<String, Documents>);

#[async_trait]
impl RawReader for Snapshot {
    async fn collections(&self) -> StoreResult<BTreeMap<String, u64>> {
        Ok(counts(&self.0))
    }

    async fn page(
        &self,
        collection: &str,
        after: Option<&Position>,
        limit: u32,
    ) -> StoreResult<Page> {
        let none = Documents::new();
        Ok(page(self.0.get(collection).unwrap_or(&none), after, limit))
    }
}

fn counts(documents: &BTreeMap<String, Documents>) -> BTreeMap<String, u64> {
    let counts = documents
        .iter()
        .map(|(name, all)| (name.clone(), all.len() as u64));
    counts.filter(|(_, count)| *count > 0).collect()
}

fn page(documents: &Documents, after: Option<&Position>, limit: u32) -> Page {
    let after = after.and_then(|position| position.0.as_str());
    let begin = after.map_or(Bound::Unbounded, Bound::Excluded);
    let following = documents.range::<str, _>((begin, Bound::Unbounded));
    let page: Vec<_> = following.take(limit as usize).collect();
    let last = page.last().filter(|_| page.len() >= limit as usize);
    Page {
        next: last.map(|(key, _)| Position(Bson::String((*key).clone()))),
        documents: page
            .into_iter()
            .map(|(_, document)| document.clone())
            .collect(),
    }
}

#[async_trait]
impl RawStore for MemoryStore {
    async fn snapshot(&self) -> StoreResult<Box<dyn RawReader>> {
        Ok(Box::new(Snapshot(self.state().everything()?)))
    }

    async fn prepare(&self) -> StoreResult<()> {
        Ok(())
    }

    async fn add(&self, collection: &str, documents: &[Document]) -> StoreResult<Vec<Added>> {
        let mut state = self.state();
        let present = state.written(collection)?;
        let mut ids: BTreeSet<_> = present.keys().cloned().collect();
        let mut held: BTreeSet<_> = present
            .values()
            .flat_map(|one| holds(collection, one))
            .collect();
        let (mut outcome, mut new) = (Vec::with_capacity(documents.len()), Vec::new());
        for document in documents {
            let (key, wanted) = (key(document)?, holds(collection, document));
            outcome.push(if ids.contains(&key) {
                Added::There
            } else if wanted.iter().any(|one| held.contains(one)) {
                Added::Conflict
            } else {
                ids.insert(key);
                held.extend(wanted);
                new.push(document);
                Added::Added
            });
        }
        state.take(collection, &new)?;
        Ok(outcome)
    }

    async fn replace(
        &self,
        collection: &str,
        before: &Document,
        after: &Document,
    ) -> StoreResult<Replaced> {
        let mut state = self.state();
        let mut others = state.written(collection)?;
        let present = others.remove(&key(before)?);
        if present.as_ref() == Some(after) {
            return Ok(Replaced::Done);
        }
        if present.as_ref() != Some(before) {
            return Ok(Replaced::Changed);
        }
        let held: BTreeSet<_> = others
            .values()
            .flat_map(|one| holds(collection, one))
            .collect();
        if holds(collection, after)
            .iter()
            .any(|one| held.contains(one))
        {
            return Ok(Replaced::Conflict);
        }
        state.drop_document(collection, id(before)?)?;
        state.take(collection, &[after])?;
        Ok(Replaced::Done)
    }

    async fn remove(&self, collection: &str, ids: &[Bson]) -> StoreResult<()> {
        let mut state = self.state();
        ids.iter()
            .try_for_each(|id| state.drop_document(collection, id))
    }
}

whole_base!(MemoryStore);

impl State {
    /// Every document, by collection.
    fn everything(&self) -> StoreResult<BTreeMap<String, Documents>> {
        let foreign = self
            .foreign
            .keys()
            .map(|(collection, _)| collection.as_str());
        let names: BTreeSet<_> = ALL.iter().copied().chain(foreign).collect();
        let names = names.into_iter();
        names
            .map(|name| Ok((name.to_owned(), self.written(name)?)))
            .collect()
    }

    /// The documents of one collection.
    fn written(&self, collection: &str) -> StoreResult<Documents> {
        let mut documents = self.of_entities(collection)?;
        let foreign = self.foreign.iter();
        for ((_, key), foreign) in foreign.filter(|((name, _), _)| name == collection) {
            match documents.get_mut(key) {
                Some(document) => *document = foreign.now(document),
                None if foreign.ours.is_none() => {
                    documents.insert(key.clone(), foreign.came.clone());
                }
                // Its entity was deleted.
                None => {}
            }
        }
        Ok(documents)
    }

    fn of_entities(&self, collection: &str) -> StoreResult<Documents> {
        let written = ours(self, collection)?.into_iter();
        written
            .map(|document| Ok((key(&document)?, document)))
            .collect()
    }

    /// Keeps documents that are not there.
    fn take(&mut self, collection: &str, documents: &[&Document]) -> StoreResult<()> {
        for document in documents {
            keep(self, collection, document);
        }
        let mut written = self.of_entities(collection)?;
        for document in documents {
            let key = key(document)?;
            let ours = written.remove(&key);
            if ours.as_ref() != Some(*document) {
                let came = (*document).clone();
                let place = (collection.to_owned(), key);
                self.foreign.insert(place, Foreign { came, ours });
            }
        }
        Ok(())
    }

    /// Removes the document with this `_id`, if there is one.
    fn drop_document(&mut self, collection: &str, id: &Bson) -> StoreResult<()> {
        let key = json::stored_value(id)?.to_string();
        self.foreign.remove(&(collection.to_owned(), key));
        if let Some(id) = id.as_object_id() {
            forget(self, collection, id);
        }
        Ok(())
    }
}

fn id(document: &Document) -> StoreResult<&Bson> {
    let missing = || StoreError::Unreadable("a document has no _id".to_owned());
    document.get("_id").ok_or_else(missing)
}

fn key(document: &Document) -> StoreResult<String> {
    Ok(json::stored_value(id(document)?)?.to_string())
}

/// What only one document of a collection may have.
fn holds(collection: &str, document: &Document) -> Vec<String> {
    let one = |fields: &[&str]| {
        let values: Option<Vec<_>> = fields.iter().map(|field| document.get(field)).collect();
        values.map(|values| format!("{fields:?} {values:?}"))
    };
    let unique: &[&[&str]] = match collection {
        USERS => &[&["username_key"]],
        APPOINTMENTS => &[&["op_id"], &["remplace"]],
        DELAYS => &[&["jour", "practitioner_id", "numero"]],
        LOGS => &[&["chaine", "rang"]],
        _ => &[],
    };
    let mut holds: Vec<_> = unique.iter().filter_map(|fields| one(fields)).collect();
    if let (APPOINTMENTS, Ok(slots)) = (collection, document.get_array("slots")) {
        holds.extend(slots.iter().map(ToString::to_string));
    }
    holds
}
