//! `archives`: what of the audit log was moved to files.

use bson::DateTime;
use bson::oid::ObjectId;
use medigest_application::ports::{Anchor, LogArchive, StoreError};
use medigest_domain::id::OpId;
use serde::{Deserialize, Serialize};

use super::{HeadDocument, Stored, stored_time};
use crate::collections;

/// An archive as stored. Its id is the operation's, whose trace vouches for it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ArchiveDocument {
    /// Id.
    #[serde(rename = "_id")]
    pub id: ObjectId,
    /// The first instant whose entries were not moved.
    pub jusqua: DateTime,
    /// Name of the file.
    pub fichier: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// How many entries it holds.
    pub entrees: i64,
    /// Up to where each chain was moved, by this archive or an earlier one.
    pub chaines: Vec<AnchorDocument>,
    /// The entries are gone from the log.
    pub termine: bool,
}

/// Up to where a chain was moved.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct AnchorDocument {
    /// The last entry that was moved.
    #[serde(flatten)]
    pub head: HeadDocument,
    /// The device that wrote it.
    pub device: String,
}

impl From<&Anchor> for AnchorDocument {
    fn from(anchor: &Anchor) -> Self {
        Self {
            head: HeadDocument::from(&anchor.head),
            device: anchor.device.clone(),
        }
    }
}

impl From<AnchorDocument> for Anchor {
    fn from(stored: AnchorDocument) -> Self {
        Self {
            head: stored.head.into(),
            device: stored.device,
        }
    }
}

impl Stored for ArchiveDocument {
    const COLLECTION: &'static str = collections::ARCHIVES;
    const OPTIONAL: &'static [&'static str] = &[];
}

impl ArchiveDocument {
    /// The stored form.
    #[must_use]
    pub fn from_domain(archive: &LogArchive) -> Self {
        Self {
            id: ObjectId::from_bytes(archive.op_id.bytes()),
            jusqua: stored_time(archive.until),
            fichier: archive.file.clone(),
            sha256: archive.sha256.clone(),
            entrees: i64::try_from(archive.entries).unwrap_or(i64::MAX),
            chaines: archive.anchors.iter().map(AnchorDocument::from).collect(),
            termine: archive.finished,
        }
    }
}

impl TryFrom<ArchiveDocument> for LogArchive {
    type Error = StoreError;

    fn try_from(stored: ArchiveDocument) -> Result<Self, StoreError> {
        Ok(Self {
            op_id: OpId::from_bytes(stored.id.bytes()),
            until: stored.jusqua.to_chrono(),
            file: stored.fichier,
            sha256: stored.sha256,
            entries: u64::try_from(stored.entrees).unwrap_or_default(),
            anchors: stored.chaines.into_iter().map(Anchor::from).collect(),
            finished: stored.termine,
        })
    }
}
