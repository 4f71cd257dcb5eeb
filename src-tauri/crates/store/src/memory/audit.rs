//! The audit log.

use async_trait::async_trait;
use medigest_application::ports::{AuditStore, StoreResult};
use medigest_domain::trace::Trace;

use super::MemoryStore;

#[async_trait]
impl AuditStore for MemoryStore {
    async fn append(&self, trace: &Trace) -> StoreResult<()> {
        self.state().keep_trace(trace);
        Ok(())
    }

    async fn recent_traces(&self, limit: u32) -> StoreResult<Vec<Trace>> {
        let mut newest: Vec<_> = self.state().traces.values().cloned().collect();
        newest.sort_by_key(|trace| std::cmp::Reverse((trace.at, trace.op_id)));
        newest.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(newest)
    }
}
