//! `logs`.

use bson::oid::ObjectId;
use bson::{DateTime, Document, RawDocument};
use medigest_application::ports::StoreError;
use medigest_domain::chain::{Content, Entry, Head, Link, Seal};
use medigest_domain::id::OpId;
use medigest_domain::trace::{AuditAction, EntityKind, Trace};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Stored, from_bson, from_json, stored_time, unreadable};
use crate::collections;

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
    /// The chain; absent, as what follows, from entries of a time before the chains.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chaine: Option<String>,
    /// Its place in the chain, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rang: Option<i64>,
    /// The seal of the entry before it, as hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precedent: Option<String>,
    /// Its own seal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sceau: Option<String>,
    /// The last places of the other chains, now and then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub temoins: Vec<HeadDocument>,
}

/// A place in a chain as stored.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct HeadDocument {
    /// The chain.
    pub chaine: String,
    /// The place there.
    pub rang: i64,
    /// The seal of the entry there.
    pub sceau: String,
}

impl From<&Head> for HeadDocument {
    fn from(head: &Head) -> Self {
        Self {
            chaine: head.chain.clone(),
            rang: stored_place(head.place),
            sceau: head.seal.to_string(),
        }
    }
}

impl From<HeadDocument> for Head {
    fn from(stored: HeadDocument) -> Self {
        Self {
            chain: stored.chaine,
            place: place(stored.rang),
            seal: seal(&stored.sceau),
        }
    }
}

/// A place as both stores keep it.
pub(crate) fn stored_place(place: u64) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}

fn place(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or_default()
}

/// The seal in `text`. What is none is taken for one that fits nothing, so that it shows as such.
fn seal(text: &str) -> Seal {
    text.parse().unwrap_or(Seal::NONE)
}

impl Stored for LogDocument {
    const COLLECTION: &'static str = collections::LOGS;
    const OPTIONAL: &'static [&'static str] = &[
        "op_id",
        "entity",
        "entity_id",
        "chaine",
        "rang",
        "precedent",
        "sceau",
        "temoins",
    ];
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
            chaine: None,
            rang: None,
            precedent: None,
            sceau: None,
            temoins: Vec::new(),
        }
    }

    /// What it says, as it is sealed.
    #[must_use]
    pub fn content(&self) -> Content {
        Content {
            op_id: self.op_id.unwrap_or(self.id).to_hex(),
            user: self.user.clone(),
            action: self.action.clone(),
            entity: self.entity.clone(),
            entity_id: self.entity_id.clone(),
            details: self.details.clone(),
            device: self.device.clone(),
            timestamp: self.timestamp.timestamp_millis(),
        }
    }

    /// The same entry, linked.
    #[must_use]
    pub fn linked(self, link: &Link) -> Self {
        Self {
            chaine: Some(link.chain.clone()),
            rang: Some(stored_place(link.place)),
            precedent: Some(link.previous.to_string()),
            sceau: Some(link.seal.to_string()),
            temoins: link.witnessed.iter().map(HeadDocument::from).collect(),
            ..self
        }
    }

    fn link(&self) -> Option<Link> {
        let chain = self.chaine.clone().filter(|chain| !chain.is_empty())?;
        let place = place(self.rang?);
        (place > 0).then(|| Link {
            chain,
            place,
            previous: seal(self.precedent.as_deref().unwrap_or_default()),
            witnessed: self.temoins.iter().cloned().map(Head::from).collect(),
            seal: seal(self.sceau.as_deref().unwrap_or_default()),
        })
    }
}

impl From<LogDocument> for Entry {
    fn from(stored: LogDocument) -> Self {
        Self {
            content: stored.content(),
            link: stored.link(),
        }
    }
}

impl From<&Entry> for LogDocument {
    fn from(entry: &Entry) -> Self {
        let content = entry.content.clone();
        let id = ObjectId::parse_str(&content.op_id).unwrap_or(ObjectId::from_bytes([0; 12]));
        let unlinked = Self {
            id,
            op_id: Some(id),
            user: content.user,
            action: content.action,
            entity: content.entity,
            entity_id: content.entity_id,
            details: content.details,
            device: content.device,
            timestamp: DateTime::from_millis(content.timestamp),
            chaine: None,
            rang: None,
            precedent: None,
            sceau: None,
            temoins: Vec::new(),
        };
        match &entry.link {
            Some(link) => unlinked.linked(link),
            None => unlinked,
        }
    }
}

/// The entry as SQLite keeps it, or what is left of it.
#[must_use]
pub fn entry_from_json(json: &str) -> Entry {
    from_json::<LogDocument>(json).map_or_else(
        |_| salvaged(&serde_json::from_str(json).unwrap_or_default()),
        Entry::from,
    )
}

/// The entry as MongoDB sends it, or what is left of it.
#[must_use]
pub fn entry_from_bson(raw: &RawDocument) -> Entry {
    from_bson::<LogDocument>(raw).map_or_else(
        |_| {
            let fields = Document::try_from(raw).ok();
            let fields = fields.and_then(|fields| serde_json::to_value(fields).ok());
            salvaged(&fields.unwrap_or_default())
        },
        Entry::from,
    )
}

/// What is left of an entry that does not have the shape it should have: the fields that do. Somebody changed it,
/// so its seal fits nothing, whatever is left.
fn salvaged(fields: &Value) -> Entry {
    fn field<T: DeserializeOwned>(fields: &Value, name: &str) -> Option<T> {
        serde_json::from_value(fields.get(name)?.clone()).ok()
    }
    let text = |name| field::<String>(fields, name);
    let id = field(fields, "_id").unwrap_or(ObjectId::from_bytes([0; 12]));
    LogDocument {
        id,
        op_id: field(fields, "op_id"),
        user: text("user").unwrap_or_default(),
        action: text("action").unwrap_or_default(),
        entity: text("entity"),
        entity_id: text("entity_id"),
        details: text("details").unwrap_or_default(),
        device: text("device").unwrap_or_default(),
        timestamp: field(fields, "timestamp").unwrap_or_else(|| id.timestamp()),
        chaine: text("chaine"),
        rang: field(fields, "rang"),
        precedent: text("precedent"),
        sceau: None,
        temoins: field(fields, "temoins").unwrap_or_default(),
    }
    .into()
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
