//! The settings.

use async_trait::async_trait;
use bson::doc;
use medigest_application::ports::{SettingsStore, StoreError, StoreResult};
use medigest_domain::settings::Settings;
use medigest_domain::trace::Trace;

use super::call::Failure;
use super::outbox::Pending;
use super::{MongoStore, replaced};
use crate::documents::{SETTINGS_ID, SettingsDocument, to_bson};

#[async_trait]
impl SettingsStore for MongoStore {
    async fn settings(&self) -> StoreResult<Option<Settings>> {
        let only = doc! { "_id": SETTINGS_ID };
        let found = self.documents::<SettingsDocument>().one(only).await?;
        found.map(Settings::try_from).transpose()
    }

    async fn create_settings(&self, settings: &Settings) -> StoreResult<Settings> {
        let document = to_bson(&SettingsDocument::from_domain(settings))?;
        match self
            .documents::<SettingsDocument>()
            .create(document, &[])
            .await
        {
            Ok(_) | Err(Failure::Duplicate { .. }) => {}
            Err(failure) => return Err(failure.into()),
        }
        self.present_settings().await
    }

    async fn update_settings(&self, settings: &Settings, trace: &Trace) -> StoreResult<Settings> {
        if self
            .done::<SettingsDocument>(trace, SETTINGS_ID)
            .await?
            .is_none()
        {
            let pending = Pending::trace(trace);
            let update = replaced(&SettingsDocument::from_domain(settings))?;
            let (not_yet, update) = pending.once(doc! { "_id": SETTINGS_ID }, update)?;
            let documents = self.documents::<SettingsDocument>();
            if documents.change(not_yet, update).await?.is_some() {
                self.deliver::<SettingsDocument>(SETTINGS_ID, &pending)
                    .await;
            }
        }
        self.present_settings().await
    }
}

impl MongoStore {
    async fn present_settings(&self) -> StoreResult<Settings> {
        let confirmed = self.confirmed::<SettingsDocument>();
        let found = confirmed.one(doc! { "_id": SETTINGS_ID }).await?;
        found.ok_or(StoreError::NotFound)?.try_into()
    }
}
