//! `logs`.

use bson::DateTime;
use bson::oid::ObjectId;
use medigest_application::ports::StoreError;
use medigest_domain::id::OpId;
use medigest_domain::trace::{AuditAction, EntityKind, Trace};
use serde::{Deserialize, Serialize};

use super::{Stored, stored_time, unreadable};

/// A trace as stored. Its id is the operation's, so that it is written once however often it is repeated.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct LogDocument {
    /// Id.
    #[serde(rename = "_id")]
    pub id: ObjectId,
    /// The operation; absent from logs of an older base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub op_id: Option<ObjectId>,
    /// User name of who acted.
    #[serde(default)]
    pub user: String,
    /// Code of what was done.
    pub action: String,
    /// Collection of the object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Id of the object, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity_id: Option<String>,
    /// A sentence in French.
    #[serde(default)]
    pub details: String,
    /// The device it was done on.
    #[serde(default)]
    pub device: String,
    /// When.
    pub timestamp: DateTime,
}

impl Stored for LogDocument {
    const COLLECTION: &'static str = "logs";
    const OPTIONAL: &'static [&'static str] = &["op_id", "entity", "entity_id"];
}

impl LogDocument {
    /// The stored form.
    #[must_use]
    pub fn from_domain(trace: &Trace) -> Self {
        let op = ObjectId::from_bytes(trace.op_id.bytes());
        Self {
            id: op,
            op_id: Some(op),
            user: trace.user.clone(),
            action: trace.action.stored().to_owned(),
            entity: trace
                .object
                .as_ref()
                .map(|(kind, _)| kind.collection().to_owned()),
            entity_id: trace.object.as_ref().map(|(_, id)| id.clone()),
            details: trace.details.clone(),
            device: trace.device.clone(),
            timestamp: stored_time(trace.at),
        }
    }
}

impl TryFrom<LogDocument> for Trace {
    type Error = StoreError;

    fn try_from(stored: LogDocument) -> Result<Self, StoreError> {
        let action = AuditAction::from_stored(&stored.action)
            .ok_or_else(|| unreadable(LogDocument::COLLECTION, stored.id, "action"))?;
        Ok(Self {
            op_id: OpId::from_bytes(stored.op_id.unwrap_or(stored.id).bytes()),
            user: stored.user,
            action,
            object: stored
                .entity
                .as_deref()
                .and_then(EntityKind::from_collection)
                .zip(stored.entity_id),
            details: stored.details,
            device: stored.device,
            at: stored.timestamp.to_chrono(),
        })
    }
}
