//! Time and ids are ports, so that rules can be tested at any moment.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use medigest_domain::id::OpId;

use super::StoreResult;

/// The practice's clock: on MongoDB the server's, so that all devices agree.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> DateTime<Utc>;
}

/// The clock of the base, which the practice's is set by.
#[async_trait]
pub trait ServerClock: Send + Sync {
    /// What time the server shows; none where this device's clock is the only one.
    async fn server_time(&self) -> StoreResult<Option<DateTime<Utc>>> {
        Ok(None)
    }
}

/// Fresh ids, unique over all devices.
pub trait Ids: Send + Sync {
    /// A new operation id.
    fn op(&self) -> OpId;
}
