//! `cles`: one document with every key of the practice, each sealed to its holders.

use bson::DateTime;
use bson::oid::ObjectId;
use medigest_application::ports::StoreError;
use medigest_domain::id::{DataKeyId, UserId};
use medigest_domain::keys::{DataKeyRecord, Grant, Holder, KeyCabinet, PublicKey, Recovery};
use medigest_domain::secret::KeyKind;
use serde::{Deserialize, Serialize};

use super::secret::Bytes;
use super::{Followed, Stored, stored_time, unreadable};
use crate::collections;

/// The id of the one document.
pub const CABINET_ID: ObjectId = ObjectId::from_bytes(*b"medigestcles");

/// The keys as stored.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct CabinetDocument {
    /// [`CABINET_ID`].
    #[serde(rename = "_id")]
    pub id: ObjectId,
    /// Every data key.
    pub cles: Vec<DataKeyDocument>,
    /// The recovery code.
    pub recuperation: RecoveryDocument,
    /// Sealing anew goes on.
    #[serde(default)]
    pub rescellement: bool,
    /// Version.
    pub v: u32,
}

/// `cles.cles[]`.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct DataKeyDocument {
    /// The key's id.
    pub id: ObjectId,
    /// What it seals.
    pub genre: String,
    /// Its number among those of its kind.
    pub numero: u32,
    /// When it was made.
    pub created_at: DateTime,
    /// Who holds it.
    pub acces: Vec<GrantDocument>,
}

/// `cles.cles[].acces[]`.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct GrantDocument {
    /// The user; absent for the recovery code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pour: Option<ObjectId>,
    /// The public key it is sealed to.
    pub publique: Bytes,
    /// The sealed key.
    pub scellee: Bytes,
}

/// `cles.recuperation`.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct RecoveryDocument {
    /// The public key derived from the code.
    pub publique: Bytes,
    /// Since when.
    pub depuis: DateTime,
}

impl Stored for CabinetDocument {
    const COLLECTION: &'static str = collections::KEYS;
    const OPTIONAL: &'static [&'static str] = &[];
}

impl Followed for CabinetDocument {
    const MANDATORY: &'static str = "cles";
}

impl CabinetDocument {
    /// The stored form.
    #[must_use]
    pub fn from_domain(cabinet: &KeyCabinet) -> Self {
        Self {
            id: CABINET_ID,
            cles: cabinet
                .keys
                .iter()
                .map(DataKeyDocument::from_domain)
                .collect(),
            recuperation: RecoveryDocument {
                publique: Bytes::of(&cabinet.recovery.public),
                depuis: stored_time(cabinet.recovery.since),
            },
            rescellement: cabinet.resealing,
            v: cabinet.v,
        }
    }
}

impl DataKeyDocument {
    fn from_domain(key: &DataKeyRecord) -> Self {
        let grant = |grant: &Grant| GrantDocument {
            pour: match grant.holder {
                Holder::User(id) => Some(ObjectId::from_bytes(id.bytes())),
                Holder::Recovery => None,
            },
            publique: Bytes::of(&grant.public),
            scellee: Bytes::of(&grant.sealed),
        };
        Self {
            id: ObjectId::from_bytes(key.id.bytes()),
            genre: key.kind.stored().to_owned(),
            numero: key.number,
            created_at: stored_time(key.created_at),
            acces: key.grants.iter().map(grant).collect(),
        }
    }

    fn into_domain(self) -> Option<DataKeyRecord> {
        let grant = |grant: GrantDocument| {
            let holder = grant.pour.map_or(Holder::Recovery, |id| {
                Holder::User(UserId::from_bytes(id.bytes()))
            });
            Some(Grant {
                holder,
                public: public_key(&grant.publique)?,
                sealed: grant.scellee.0,
            })
        };
        Some(DataKeyRecord {
            id: DataKeyId::from_bytes(self.id.bytes()),
            kind: KeyKind::from_stored(&self.genre)?,
            number: self.numero,
            created_at: self.created_at.to_chrono(),
            grants: self.acces.into_iter().map(grant).collect::<Option<_>>()?,
        })
    }
}

/// A public key as stored; none when it has another length.
pub(super) fn public_key(stored: &Bytes) -> Option<PublicKey> {
    stored.0.as_slice().try_into().ok()
}

impl TryFrom<CabinetDocument> for KeyCabinet {
    type Error = StoreError;

    fn try_from(stored: CabinetDocument) -> Result<Self, StoreError> {
        let wrong = |field| unreadable(CabinetDocument::COLLECTION, stored.id, field);
        let keys = stored.cles.into_iter().map(DataKeyDocument::into_domain);
        Ok(Self {
            v: stored.v,
            keys: keys.collect::<Option<_>>().ok_or_else(|| wrong("cles"))?,
            recovery: Recovery {
                public: public_key(&stored.recuperation.publique)
                    .ok_or_else(|| wrong("recuperation"))?,
                since: stored.recuperation.depuis.to_chrono(),
            },
            resealing: stored.rescellement,
        })
    }
}
