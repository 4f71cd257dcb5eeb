//! Fresh, empty bases, one kind after the other.

use std::any::Any;
use std::sync::Arc;

use medigest_application::ports::Store;
use medigest_store::memory::MemoryStore;
use medigest_store::sqlite::SqliteStore;
use tempfile::TempDir;

use crate::mongo::server::{Base, Server};

/// An empty base that goes away with this value.
pub struct Fresh {
    /// The base.
    pub store: Arc<dyn Store>,
    _place: Box<dyn Any + Send>,
}

impl Fresh {
    /// A base that needs `place` while it is used; dropping `place` removes it.
    pub fn new(store: impl Store + 'static, place: impl Any + Send) -> Self {
        Self {
            store: Arc::new(store),
            _place: Box::new(place),
        }
    }
}

/// In memory.
pub async fn memory() -> Fresh {
    Fresh::new(MemoryStore::new(), ())
}

/// A SQLite file in a folder of its own.
pub async fn sqlite() -> Fresh {
    let folder = TempDir::new().unwrap();
    let store = SqliteStore::open(folder.path().join("medigest.db")).unwrap();
    Fresh::new(store, folder)
}

/// A database of its own on a standalone MongoDB, if there is one to test on.
pub async fn mongo_standalone() -> Option<Fresh> {
    mongo(Server::Standalone).await
}

/// A database of its own on a replica set, if there is one to test on.
pub async fn mongo_replica_set() -> Option<Fresh> {
    mongo(Server::ReplicaSet).await
}

async fn mongo(server: Server) -> Option<Fresh> {
    let base = Base::on(server)?;
    Some(Fresh::new(base.open().await, base))
}
