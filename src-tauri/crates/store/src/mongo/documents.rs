//! One collection, typed: the driver's calls with our errors, decoding and repetition.

use std::marker::PhantomData;

use bson::{Document, RawDocumentBuf, doc};
use medigest_application::ports::StoreResult;
use mongodb::Collection;
use mongodb::options::ReturnDocument;

use super::call::{Failure, call, repeated};
use crate::documents::{Stored, from_bson};

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
        let find = self.collection.find(filter).sort(sort).limit(limit);
        let mut cursor = call(find.projection(parts::<T>())).await?;
        let mut found = Vec::new();
        while call(cursor.advance()).await? {
            found.push(from_bson(cursor.current())?);
        }
        Ok(found)
    }

    /// How many documents fit.
    pub(super) async fn count(&self, filter: Document) -> Result<u64, Failure> {
        call(self.collection.count_documents(filter)).await
    }

    /// Adds a document. Repeating it meets its own `_id`, so a lost answer ends as `Duplicate`.
    pub(super) async fn insert(&self, document: &Document) -> Result<(), Failure> {
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
        self.change_or_create(filter, update, false).await
    }

    /// As [`Self::change`], creating the document if none fits.
    pub(super) async fn change_or_create(
        &self,
        filter: Document,
        update: Document,
        create: bool,
    ) -> Result<Option<T>, Failure> {
        let changed = repeated(|| {
            self.collection
                .find_one_and_update(filter.clone(), update.clone())
                .upsert(create)
                .projection(parts::<T>())
                .return_document(ReturnDocument::After)
        })
        .await?;
        Ok(changed.map(|raw| from_bson(&raw)).transpose()?)
    }

    /// Applies an update that may be applied twice to the first document that fits; whether one did.
    pub(super) async fn update(
        &self,
        filter: Document,
        update: impl Into<mongodb::options::UpdateModifications>,
    ) -> Result<bool, Failure> {
        let update = update.into();
        let result =
            repeated(|| self.collection.update_one(filter.clone(), update.clone())).await?;
        Ok(result.matched_count > 0)
    }

    /// The collection itself.
    pub(super) fn inner(&self) -> &Collection<RawDocumentBuf> {
        &self.collection
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
