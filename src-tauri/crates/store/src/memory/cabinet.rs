//! The practice's keys.

use async_trait::async_trait;
use medigest_application::ports::{Area, KeyStore, StoreError, StoreResult};
use medigest_domain::keys::KeyCabinet;
use medigest_domain::trace::Trace;

use super::{MemoryStore, found};
use crate::documents::CABINET_ID;
use crate::feed::changed;

#[async_trait]
impl KeyStore for MemoryStore {
    async fn cabinet(&self) -> StoreResult<Option<KeyCabinet>> {
        Ok(self.state().cabinet.clone())
    }

    async fn save_cabinet(&self, cabinet: &KeyCabinet, trace: &Trace) -> StoreResult<KeyCabinet> {
        let mut state = self.state();
        if state.traces.contains_key(&trace.op_id) {
            return found(state.cabinet.as_ref());
        }
        if state.cabinet.as_ref().map_or(0, |earlier| earlier.v) + 1 != cabinet.v {
            return Err(StoreError::Stale);
        }
        state.cabinet = Some(cabinet.clone());
        state.keep_trace(trace);
        self.news.tell(changed(Area::Users, CABINET_ID));
        Ok(cabinet.clone())
    }
}
