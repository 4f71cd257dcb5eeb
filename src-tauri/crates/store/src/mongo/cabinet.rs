//! The practice's keys.

use async_trait::async_trait;
use bson::doc;
use medigest_application::ports::{KeyStore, StoreError, StoreResult};
use medigest_domain::keys::KeyCabinet;
use medigest_domain::trace::Trace;

use super::call::Failure;
use super::outbox::Pending;
use super::{MongoStore, created, replaced};
use crate::documents::{CABINET_ID, CabinetDocument};

#[async_trait]
impl KeyStore for MongoStore {
    async fn cabinet(&self) -> StoreResult<Option<KeyCabinet>> {
        let only = doc! { "_id": CABINET_ID };
        let found = self.confirmed::<CabinetDocument>().one(only).await?;
        found.map(KeyCabinet::try_from).transpose()
    }

    async fn save_cabinet(&self, cabinet: &KeyCabinet, trace: &Trace) -> StoreResult<KeyCabinet> {
        if self
            .done::<CabinetDocument>(trace, CABINET_ID)
            .await?
            .is_some()
        {
            return self.present_cabinet().await;
        }
        let pending = Pending::trace(trace);
        let after = CabinetDocument::from_domain(cabinet);
        let documents = self.documents::<CabinetDocument>();
        let written = if cabinet.v == 1 {
            match documents.create(created(&after, &pending)?, &[]).await {
                Ok(_) => true,
                Err(Failure::Duplicate { .. }) => false,
                Err(failure) => return Err(failure.into()),
            }
        } else {
            let before = doc! { "_id": CABINET_ID, "v": i64::from(cabinet.v) - 1 };
            let (not_yet, update) = pending.once(before, replaced(&after)?)?;
            documents.change(not_yet, update).await?.is_some()
        };
        if written {
            self.deliver::<CabinetDocument>(CABINET_ID, &pending).await;
            return Ok(cabinet.clone());
        }
        // Done by the first of two tries, whose answer was lost; or somebody else was faster.
        match self.done::<CabinetDocument>(trace, CABINET_ID).await? {
            Some(_) => self.present_cabinet().await,
            None => Err(StoreError::Stale),
        }
    }
}

impl MongoStore {
    async fn present_cabinet(&self) -> StoreResult<KeyCabinet> {
        self.cabinet().await?.ok_or(StoreError::NotFound)
    }
}
