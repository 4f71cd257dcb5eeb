//! A base that stops answering after a number of written documents.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use bson::{Bson, Document};
use medigest_application::ports::{StoreError, StoreResult};
use medigest_store::raw::{Added, Page, Position, RawReader, RawStore, Replaced};

/// The base, and how many documents it still takes.
pub struct Failing {
    base: Arc<dyn RawStore>,
    left: AtomicU64,
    written: AtomicU64,
}

impl Failing {
    pub fn after(base: Arc<dyn RawStore>, writes: u64) -> Self {
        Self {
            base,
            left: AtomicU64::new(writes),
            written: AtomicU64::new(0),
        }
    }

    /// How many documents it took.
    pub fn written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }

    /// Of `wanted` writes, how many are still done.
    fn take(&self, wanted: u64) -> u64 {
        let left = self.left.load(Ordering::Relaxed);
        let taken = wanted.min(left);
        self.left.store(left - taken, Ordering::Relaxed);
        self.written.fetch_add(taken, Ordering::Relaxed);
        taken
    }
}

fn gone<T>() -> StoreResult<T> {
    Err(StoreError::Unavailable("it stopped".to_owned()))
}

#[async_trait]
impl RawReader for Failing {
    async fn collections(&self) -> StoreResult<BTreeMap<String, u64>> {
        self.base.collections().await
    }

    async fn page(
        &self,
        collection: &str,
        after: Option<&Position>,
        limit: u32,
    ) -> StoreResult<Page> {
        self.base.page(collection, after, limit).await
    }
}

#[async_trait]
impl RawStore for Failing {
    async fn snapshot(&self) -> StoreResult<Box<dyn RawReader>> {
        self.base.snapshot().await
    }

    async fn prepare(&self) -> StoreResult<()> {
        self.base.prepare().await
    }

    async fn add(&self, collection: &str, documents: &[Document]) -> StoreResult<Vec<Added>> {
        let some = self.take(documents.len() as u64);
        let added = self
            .base
            .add(collection, &documents[..some as usize])
            .await?;
        if added.len() == documents.len() {
            Ok(added)
        } else {
            gone()
        }
    }

    async fn replace(
        &self,
        collection: &str,
        before: &Document,
        after: &Document,
    ) -> StoreResult<Replaced> {
        if self.take(1) == 0 {
            return gone();
        }
        self.base.replace(collection, before, after).await
    }

    async fn remove(&self, collection: &str, ids: &[Bson]) -> StoreResult<()> {
        if self.take(1) == 0 {
            return gone();
        }
        self.base.remove(collection, ids).await
    }
}
