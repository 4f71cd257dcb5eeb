//! One collection, typed: the driver's calls with our errors, decoding and repetition.

use std::marker::PhantomData;

use bson::{Document, RawDocument, RawDocumentBuf, doc};
use medigest_application::ports::{StoreError, StoreResult};
use mongodb::Collection;
use mongodb::action::Action as _;
use mongodb::options::{ReturnDocument, UpdateModifications};

use super::call::{Failure, call, repeated};
use super::dated::dated;
use crate::documents::{Followed, Stored, from_bson, to_bson};

/// The documents of one collection.
pub(super) struct Documents<T> {
    collection: Collection<RawDocumentBuf>,
    kind: PhantomData<fn() -> T>,
}

impl<T: Stored> Documents<T> {
    pub(super) fn of(collection: Collection<RawDocumentBuf>) -> Self {
        Self {
            collection,
            kind: PhantomData,
        }
    }

    /// The first document that fits, as a `T`.
    pub(super) async fn one(&self, filter: Document) -> StoreResult<Option<T>> {
        let found = call(self.collection.find_one(filter).projection(parts::<T>())).await?;
        found.map(|raw| from_bson(&raw)).transpose()
    }

    /// Every document that fits, in the order of `sort`, at most `limit` (0: all of them).
    pub(super) async fn all(
        &self,
        filter: Document,
        sort: Document,
        limit: i64,
    ) -> StoreResult<Vec<T>> {
        self.all_as(filter, sort, 0, limit, from_bson).await
    }

    /// As [`Self::all`], after `skip` others and read by `decode`.
    pub(super) async fn all_as<E>(
        &self,
        filter: Document,
        sort: Document,
        skip: u64,
        limit: i64,
        decode: impl Fn(&RawDocument) -> StoreResult<E>,
    ) -> StoreResult<Vec<E>> {
        let find = self.collection.find(filter).sort(sort);
        let find = find.skip(skip).limit(limit).projection(parts::<T>());
        let mut cursor = call(find).await?;
        let mut found = Vec::new();
        while call(cursor.advance()).await? {
            found.push(decode(cursor.current())?);
        }
        Ok(found)
    }

    /// How many documents fit.
    pub(super) async fn count(&self, filter: Document) -> Result<u64, Failure> {
        call(self.collection.count_documents(filter)).await
    }

    /// About how many documents there are.
    pub(super) async fn estimate(&self) -> Result<u64, Failure> {
        call(self.collection.estimated_document_count()).await
    }

    /// Deletes every document that fits.
    pub(super) async fn delete_all(&self, filter: Document) -> Result<(), Failure> {
        repeated(|| self.collection.delete_many(filter.clone())).await?;
        Ok(())
    }

    /// Adds a document that nobody follows and nothing else must follow. Repeating it meets its own `_id`, so a
    /// lost answer ends as `Duplicate`.
    pub(super) async fn insert(&self, document: &T) -> Result<(), Failure> {
        self.insert_raw(&to_bson(document)?).await
    }

    /// As [`Self::insert`], with what must follow it.
    pub(super) async fn insert_raw(&self, document: &Document) -> Result<(), Failure> {
        let collection = self.collection.clone_with_type::<Document>();
        repeated(|| collection.insert_one(document)).await?;
        Ok(())
    }

    /// Changes the document that fits and answers it as it is then. `update` must make `filter` fail, so that
    /// repeating it changes nothing: a lost answer ends as none.
    pub(super) async fn change(
        &self,
        filter: Document,
        update: Document,
    ) -> Result<Option<T>, Failure> {
        self.find_and_update(filter, update, false).await
    }

    async fn find_and_update(
        &self,
        filter: Document,
        update: Document,
        upsert: bool,
    ) -> Result<Option<T>, Failure> {
        let update = dated(update);
        let changed = repeated(|| {
            self.collection
                .find_one_and_update(filter.clone(), update.clone())
                .upsert(upsert)
                .projection(parts::<T>())
                .return_document(ReturnDocument::After)
        })
        .await?;
        Ok(changed.map(|raw| from_bson(&raw)).transpose()?)
    }

    /// Applies an update that may be applied twice to the first document that fits; whether one did.
    pub(super) async fn update(&self, filter: Document, update: Document) -> Result<bool, Failure> {
        self.update_undated(filter, dated(update)).await
    }

    /// As [`Self::update`], of what nobody reads: the document counts as unchanged.
    pub(super) async fn update_undated(
        &self,
        filter: Document,
        update: impl Into<UpdateModifications>,
    ) -> Result<bool, Failure> {
        let update = update.into();
        let result =
            repeated(|| self.collection.update_one(filter.clone(), update.clone())).await?;
        Ok(result.matched_count > 0)
    }

    /// As [`Self::update_undated`], where `elements` say which entries of a list the update's `$[…]` mean.
    pub(super) async fn update_elements_undated(
        &self,
        filter: Document,
        update: Document,
        elements: Vec<Document>,
    ) -> Result<(), Failure> {
        repeated(|| {
            self.collection
                .update_one(filter.clone(), update.clone())
                .array_filters(elements.clone())
        })
        .await?;
        Ok(())
    }

    /// Applies an update that may be applied twice to every document that fits; `elements` say which entries of
    /// a list its `$[…]` mean.
    pub(super) async fn update_all(
        &self,
        filter: Document,
        update: Document,
        elements: Option<Vec<Document>>,
    ) -> Result<(), Failure> {
        let update = dated(update);
        repeated(|| {
            self.collection
                .update_many(filter.clone(), update.clone())
                .optional(elements.clone(), |all, elements| {
                    all.array_filters(elements)
                })
        })
        .await?;
        Ok(())
    }
}

impl<T: Followed> Documents<T> {
    /// Adds a document and answers it as it is then. Repeating it meets its own `_id`, so a lost answer ends as
    /// `Duplicate`. The server itself dates `dated_too`.
    ///
    /// It is an update that fits no document and therefore creates one, for only an update can be dated by the
    /// server: every document that exists has the mandatory field, so the one with this `_id`, if there is one,
    /// does not fit either, and refuses the second of its kind.
    pub(super) async fn create(
        &self,
        mut document: Document,
        dated_too: &[&str],
    ) -> Result<T, Failure> {
        let id = document.remove("_id");
        let none = doc! { "_id": id, T::MANDATORY: { "$exists": false } };
        let mut dates = Document::new();
        for field in dated_too {
            document.remove(field);
            dates.insert(*field, true);
        }
        let mut create = doc! { "$setOnInsert": document };
        if !dates.is_empty() {
            create.insert("$currentDate", dates);
        }
        let created = self.find_and_update(none, create, true).await?;
        created.ok_or_else(|| StoreError::NotFound.into())
    }
}

/// What is read of a document: the known fields, or all but the bulky ones this program only writes.
fn parts<T: Stored>() -> Document {
    if T::FIELDS.is_empty() {
        doc! { "slots": 0, "outbox": 0 }
    } else {
        T::FIELDS
            .iter()
            .map(|field| ((*field).to_owned(), 1.into()))
            .collect()
    }
}
