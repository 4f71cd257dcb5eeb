//! The settings; and recovery, which has nothing to do where every write is one transaction.

use async_trait::async_trait;
use medigest_application::ports::{Recovery, ServerClock, SettingsStore, StoreResult};
use medigest_domain::settings::Settings;
use medigest_domain::trace::Trace;

use super::SqliteStore;
use super::audit::{add_trace, traced_object};
use super::document::{edit, find, get, insert, overwrite};
use crate::documents::{LogDocument, SETTINGS_ID, SettingsDocument};

#[async_trait]
impl SettingsStore for SqliteStore {
    async fn settings(&self) -> StoreResult<Option<Settings>> {
        self.connections
            .read(|base| find::<SettingsDocument, _>(base, SETTINGS_ID))
            .await
    }

    async fn create_settings(&self, settings: &Settings) -> StoreResult<Settings> {
        let settings = settings.clone();
        self.connections
            .write(move |base| {
                if let Some(earlier) = find::<SettingsDocument, _>(base, SETTINGS_ID)? {
                    return Ok(earlier);
                }
                insert(base, &SettingsDocument::from_domain(&settings))?;
                Ok(settings.clone())
            })
            .await
    }

    async fn update_settings(&self, settings: &Settings, trace: &Trace) -> StoreResult<Settings> {
        let (settings, log) = (settings.clone(), LogDocument::from_domain(trace));
        self.connections
            .write(move |base| {
                if traced_object(base, &log)?.is_none() {
                    edit::<SettingsDocument>(base, SETTINGS_ID, |fields| {
                        overwrite(fields, &SettingsDocument::from_domain(&settings))
                    })?;
                    add_trace(base, &log)?;
                }
                get::<SettingsDocument, _>(base, SETTINGS_ID)
            })
            .await
    }
}

#[async_trait]
impl Recovery for SqliteStore {
    async fn finish_pending(&self) -> StoreResult<u32> {
        Ok(0)
    }
}

impl ServerClock for SqliteStore {}
