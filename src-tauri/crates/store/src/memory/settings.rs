//! The settings; and recovery, which has nothing to do where every write is whole.

use async_trait::async_trait;
use medigest_application::ports::{Recovery, SettingsStore, StoreResult};
use medigest_domain::settings::Settings;

use super::MemoryStore;

#[async_trait]
impl SettingsStore for MemoryStore {
    async fn settings(&self) -> StoreResult<Option<Settings>> {
        Ok(self.state().settings.clone())
    }

    async fn create_settings(&self, settings: &Settings) -> StoreResult<Settings> {
        let mut state = self.state();
        Ok(state
            .settings
            .get_or_insert_with(|| settings.clone())
            .clone())
    }
}

#[async_trait]
impl Recovery for MemoryStore {
    async fn finish_pending(&self) -> StoreResult<u32> {
        Ok(0)
    }
}
