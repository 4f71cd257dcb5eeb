//! The settings; and recovery, which has nothing to do where every write is whole.

use async_trait::async_trait;
use medigest_application::ports::{Area, Recovery, ServerClock, SettingsStore, StoreResult};
use medigest_domain::settings::Settings;
use medigest_domain::trace::Trace;

use super::{MemoryStore, found};
use crate::documents::SETTINGS_ID;
use crate::feed::changed;

#[async_trait]
impl SettingsStore for MemoryStore {
    async fn settings(&self) -> StoreResult<Option<Settings>> {
        Ok(self.state().settings.clone())
    }

    async fn create_settings(&self, settings: &Settings) -> StoreResult<Settings> {
        let mut state = self.state();
        let settings = state.settings.get_or_insert_with(|| {
            self.news.tell(changed(Area::Settings, SETTINGS_ID));
            settings.clone()
        });
        Ok(settings.clone())
    }

    async fn update_settings(&self, settings: &Settings, trace: &Trace) -> StoreResult<Settings> {
        let mut state = self.state();
        if state.traces.contains_key(&trace.op_id) {
            return found(state.settings.as_ref());
        }
        state.settings = Some(settings.clone());
        state.keep_trace(trace);
        self.news.tell(changed(Area::Settings, SETTINGS_ID));
        Ok(settings.clone())
    }
}

#[async_trait]
impl Recovery for MemoryStore {
    async fn finish_pending(&self) -> StoreResult<u32> {
        Ok(0)
    }
}

impl ServerClock for MemoryStore {}
