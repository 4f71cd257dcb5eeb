//! The settings.

use async_trait::async_trait;
use bson::doc;
use medigest_application::ports::{SettingsStore, StoreError, StoreResult};
use medigest_domain::settings::Settings;

use super::MongoStore;
use super::call::Failure;
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
        let confirmed = self.confirmed::<SettingsDocument>();
        let found = confirmed.one(doc! { "_id": SETTINGS_ID }).await?;
        found.ok_or(StoreError::NotFound)?.try_into()
    }
}
