//! Documents as they are stored, whatever they hold: by this, whole bases are kept, moved, and adopted.
//!
//! Nothing is understood here. A field this program does not know, or a document it cannot read, is worth as much as
//! any other, and comes back as it went in: with its types, in its place.

pub mod json;
mod sum;

use std::collections::BTreeMap;

use async_trait::async_trait;
use bson::{Bson, Document};
use medigest_application::ports::StoreResult;

pub use sum::{Sum, sums};

/// Documents read or written at once.
pub const PAGE: u32 = 500;

/// Where a page ended; only the reader that made it understands it.
#[derive(Debug, Clone)]
pub struct Position(pub(crate) Bson);

/// Some documents of a collection.
#[derive(Debug)]
pub struct Page {
    /// The documents, in an order that edits do not change.
    pub documents: Vec<Document>,
    /// Where the next page begins; none after the last one.
    pub next: Option<Position>,
}

/// What became of a document that was to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is there now.
    Added,
    /// One with its `_id` was there before, and stays.
    There,
    /// Another document has a value that is unique: nothing was added.
    Conflict,
}

/// What became of a document that was to be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    /// It is as wished.
    Done,
    /// It is gone, or somebody changed it since it was read: nothing was written.
    Changed,
    /// Another document has a value that is unique: nothing was written.
    Conflict,
}

/// Reads every document of a base.
#[async_trait]
pub trait RawReader: Send + Sync {
    /// The collections that hold documents, and how many.
    async fn collections(&self) -> StoreResult<BTreeMap<String, u64>>;

    /// The documents of a collection after a place (none: from its beginning).
    async fn page(
        &self,
        collection: &str,
        after: Option<&Position>,
        limit: u32,
    ) -> StoreResult<Page>;
}

/// Reads and writes every document of a base. What a store derives from its documents follows in the same write.
#[async_trait]
pub trait RawStore: RawReader {
    /// The base as it is now, if the store can hold it still; else as it is when it is read.
    async fn snapshot(&self) -> StoreResult<Box<dyn RawReader>>;

    /// Brings into place what the documents of this program need, such as indexes.
    async fn prepare(&self) -> StoreResult<()>;

    /// Adds documents; what became of each, in their order.
    async fn add(&self, collection: &str, documents: &[Document]) -> StoreResult<Vec<Added>>;

    /// Replaces the document with the `_id` of `before`, if it still equals it.
    async fn replace(
        &self,
        collection: &str,
        before: &Document,
        after: &Document,
    ) -> StoreResult<Replaced>;

    /// Removes the documents with these `_id`; nothing of one that is not there.
    async fn remove(&self, collection: &str, ids: &[Bson]) -> StoreResult<()>;
}

/// Hands every document of a collection to `take`, page by page.
///
/// # Errors
/// When the base does not answer; those of `take`.
pub async fn each<R, E>(
    reader: &R,
    collection: &str,
    mut take: impl FnMut(Vec<Document>) -> Result<(), E> + Send,
) -> Result<(), E>
where
    R: RawReader + ?Sized,
    E: From<medigest_application::ports::StoreError>,
{
    let mut after = None;
    loop {
        let page = reader.page(collection, after.as_ref(), PAGE).await?;
        take(page.documents)?;
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(()),
        }
    }
}
