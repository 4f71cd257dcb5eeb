//! Time and ids are ports, so that rules can be tested at any moment.

use chrono::{DateTime, Utc};
use medigest_domain::id::OpId;

/// The practice's clock: on MongoDB the server's, so that all devices agree.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> DateTime<Utc>;
}

/// Fresh ids, unique over all devices.
pub trait Ids: Send + Sync {
    /// A new operation id.
    fn op(&self) -> OpId;
}
