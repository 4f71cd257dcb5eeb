//! The audit log.

use async_trait::async_trait;
use bson::doc;
use medigest_application::ports::{AuditStore, StoreResult};
use medigest_domain::trace::Trace;

use super::MongoStore;
use super::call::Failure;
use crate::documents::LogDocument;

#[async_trait]
impl AuditStore for MongoStore {
    async fn append(&self, trace: &Trace) -> StoreResult<()> {
        Ok(self.write_log(&LogDocument::from_domain(trace)).await?)
    }

    async fn recent_traces(&self, limit: u32) -> StoreResult<Vec<Trace>> {
        // To the driver, 0 means all of them.
        if limit == 0 {
            return Ok(Vec::new());
        }
        let newest = doc! { "timestamp": -1, "_id": -1 };
        let logs = self.documents::<LogDocument>();
        let found = logs.all(doc! {}, newest, i64::from(limit)).await?;
        // A newer version's action is left out rather than hiding all the others.
        Ok(found
            .into_iter()
            .filter_map(|log| log.try_into().ok())
            .collect())
    }
}

impl MongoStore {
    /// Writes a trace unless it is there: its `_id` is the operation.
    pub(super) async fn write_log(&self, log: &LogDocument) -> Result<(), Failure> {
        match self.documents::<LogDocument>().insert(log).await {
            Err(Failure::Duplicate { .. }) => Ok(()),
            answer => answer,
        }
    }
}
