//! The audit log as chains of SHA-256: what shows that an entry was edited, inserted, removed or moved.
//!
//! Each device appends to a chain of its own, so that devices need not wait for each other. An entry carries its
//! place, the hash of the entry before it and, regularly, the last places of the other chains: a chain that is
//! cut or rewritten contradicts what the others saw of it. Nothing here keeps somebody with the whole base from
//! rewriting every chain at once; what was exported or archived before still contradicts them.

mod verify;

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

pub use verify::{Finding, Found, Report, Verifier};

use crate::hex;
use crate::trace::Trace;

/// How often an entry carries the last places of the other chains: every so many entries of its own chain.
pub const WITNESS_EVERY: u64 = 16;
/// Begins every hashed text, so that a hash means nothing else anywhere.
const CONTEXT: &[u8] = b"medigest log entry v1";

/// The hash of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Seal([u8; 32]);

impl Seal {
    /// What the first entry of a chain carries as the hash before it.
    pub const NONE: Self = Self([0; 32]);
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(f, &self.0)
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Seal({self})")
    }
}

/// The text was not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a seal is 64 hexadecimal digits")]
pub struct InvalidSeal;

impl FromStr for Seal {
    type Err = InvalidSeal;

    fn from_str(text: &str) -> Result<Self, InvalidSeal> {
        hex::bytes(text).map(Self).ok_or(InvalidSeal)
    }
}

/// A place in a chain and the seal of the entry there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The chain: one per device.
    pub chain: String,
    /// Counts its entries from 1.
    pub place: u64,
    /// The entry's seal.
    pub seal: Seal,
}

/// What an entry says, exactly as it is stored: codes of newer versions too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The operation, as text.
    pub op_id: String,
    /// User name.
    pub user: String,
    /// Code of what was done.
    pub action: String,
    /// Kind of the object.
    pub entity: Option<String>,
    /// Id of the object.
    pub entity_id: Option<String>,
    /// A sentence.
    pub details: String,
    /// The device it was done on.
    pub device: String,
    /// Milliseconds since 1970.
    pub timestamp: i64,
}

impl From<&Trace> for Content {
    fn from(trace: &Trace) -> Self {
        let (entity, entity_id) = trace.object.clone().unzip();
        Self {
            op_id: trace.op_id.to_string(),
            user: trace.user.clone(),
            action: trace.action.stored().to_owned(),
            entity: entity.map(|kind| kind.collection().to_owned()),
            entity_id,
            details: trace.details.clone(),
            device: trace.device.clone(),
            timestamp: trace.at.timestamp_millis(),
        }
    }
}

/// An entry of the log as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it says.
    pub content: Content,
    /// Its link; none for an entry of a time before the chains.
    pub link: Option<Link>,
}

/// An entry's link into its chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The chain.
    pub chain: String,
    /// Its place there, from 1.
    pub place: u64,
    /// The seal of the entry before it; [`Seal::NONE`] for the first.
    pub previous: Seal,
    /// The last places of the other chains, as this one saw them.
    pub witnessed: Vec<Head>,
    /// The seal of this entry.
    pub seal: Seal,
}

impl Link {
    /// Links `content` after `last` (none: as the first) of `chain`.
    #[must_use]
    pub fn after(
        last: Option<&Head>,
        chain: &str,
        witnessed: Vec<Head>,
        content: &Content,
    ) -> Self {
        let place = last.map_or(0, |last| last.place).saturating_add(1);
        let previous = last.map_or(Seal::NONE, |last| last.seal);
        let seal = seal(chain, place, previous, &witnessed, content);
        Self {
            chain: chain.to_owned(),
            place,
            previous,
            witnessed,
            seal,
        }
    }

    /// Whether the entry at this place of a chain carries the last places of the others.
    #[must_use]
    pub fn witnesses(place: u64) -> bool {
        place % WITNESS_EVERY == 1
    }

    /// The place it makes.
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            chain: self.chain.clone(),
            place: self.place,
            seal: self.seal,
        }
    }

    /// Whether `content` is what was sealed here.
    #[must_use]
    pub fn seals(&self, content: &Content) -> bool {
        let Self {
            chain,
            place,
            previous,
            witnessed,
            ..
        } = self;
        self.seal == seal(chain, *place, *previous, witnessed, content)
    }
}

/// SHA-256 over every field, each behind its length, so that no two entries hash the same text.
fn seal(chain: &str, place: u64, previous: Seal, witnessed: &[Head], content: &Content) -> Seal {
    let mut hash = Fields(Sha256::new_with_prefix(CONTEXT));
    hash.text(chain);
    hash.number(place);
    hash.bytes(&previous.0);
    hash.number(witnessed.len() as u64);
    for head in witnessed {
        hash.text(&head.chain);
        hash.number(head.place);
        hash.bytes(&head.seal.0);
    }
    let Content {
        op_id,
        user,
        action,
        entity,
        entity_id,
        details,
        device,
        timestamp,
    } = content;
    hash.text(op_id);
    hash.text(user);
    hash.text(action);
    hash.optional(entity.as_deref());
    hash.optional(entity_id.as_deref());
    hash.text(details);
    hash.text(device);
    hash.bytes(&timestamp.to_be_bytes());
    Seal(hash.0.finalize().into())
}

struct Fields(Sha256);

impl Fields {
    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.update(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn number(&mut self, number: u64) {
        self.0.update(number.to_be_bytes());
    }

    fn optional(&mut self, text: Option<&str>) {
        self.number(u64::from(text.is_some()));
        self.text(text.unwrap_or_default());
    }
}

#[cfg(test)]
mod tests;
