//! Backups: a whole base in one compressed file of lines. The first says what it is; then each document stands in a
//! line of its own, as canonical Extended JSON; the last has the counts and the SHA-256 of all lines before it, so
//! that a file that was cut or changed is known as such before anything is restored from it.

mod lines;
mod read;
mod write;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use read::{BackupFile, Documents, verify};
pub use write::write;

/// What a backup's name ends in.
pub const EXTENSION: &str = "medigest";

/// Begins every backup.
const FORMAT: &str = "medigest-sauvegarde";
/// The version this program writes; it reads no newer one.
const VERSION: u32 = 1;

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    format: String,
    version: u32,
    /// When it was written: RFC 3339, UTC.
    #[serde(rename = "date")]
    pub at: String,
    /// The device that wrote it.
    #[serde(rename = "poste")]
    pub device: String,
    /// IANA name of the practice's zone.
    #[serde(rename = "fuseau")]
    pub zone: String,
}

impl Header {
    /// Of a backup written now.
    #[must_use]
    pub fn new(at: chrono::DateTime<chrono::Utc>, device: &str, zone: chrono_tz::Tz) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            at: at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            device: device.to_owned(),
            zone: zone.name().to_owned(),
        }
    }
}

/// A document, written as JSON and read as itself.
#[derive(Serialize, Deserialize)]
struct Line<D> {
    /// Its collection.
    c: String,
    /// Itself.
    d: D,
}

/// The last line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Trailer {
    fin: Contents,
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Documents of each collection.
    pub collections: BTreeMap<String, u64>,
    /// SHA-256 of all lines before the last, as hexadecimal digits.
    pub sha256: String,
}

impl Contents {
    /// How many documents.
    #[must_use]
    pub fn documents(&self) -> u64 {
        self.collections.values().sum()
    }
}
