//! Fresh bases whose documents are looked at as they are stored.

use std::any::Any;
use std::sync::Arc;

use bson::Document;
use medigest_application::ports::Store;
use medigest_store::memory::MemoryStore;
use medigest_store::raw::{RawReader, RawStore, each};
use medigest_store::sqlite::SqliteStore;
use tempfile::TempDir;

use crate::mongo::server::{Base, Server};

/// An empty base that goes away with this value.
pub struct Fresh {
    /// Its documents.
    pub raw: Arc<dyn RawStore>,
    /// The base.
    pub store: Arc<dyn Store>,
    _place: Box<dyn Any + Send + Sync>,
}

impl Fresh {
    fn new(store: impl Store + RawStore + 'static, place: impl Any + Send + Sync) -> Self {
        let store = Arc::new(store);
        Self {
            raw: store.clone(),
            store,
            _place: Box::new(place),
        }
    }
}

/// In memory.
pub fn memory() -> Fresh {
    Fresh::new(MemoryStore::new(), ())
}

/// A SQLite file in a folder of its own.
pub fn sqlite() -> Fresh {
    let folder = TempDir::new().unwrap();
    let store = SqliteStore::open(folder.path().join("medigest.db")).unwrap();
    Fresh::new(store, folder)
}

/// A database of its own on a MongoDB, if there is one to test on.
pub async fn mongo(server: Server) -> Option<Fresh> {
    let base = Base::on(server)?;
    Some(Fresh::new(base.open().await, base))
}

/// Every document of a collection, by its `_id`.
pub async fn all(raw: &(impl RawReader + ?Sized), collection: &str) -> Vec<Document> {
    let mut all: Vec<Document> = Vec::new();
    each(raw, collection, |page| {
        all.extend(page);
        Ok::<_, medigest_application::ports::StoreError>(())
    })
    .await
    .unwrap();
    all.sort_by_key(|document| document.get("_id").map(ToString::to_string));
    all
}
