//! Confidential texts as they are stored: bytes when sealed, text where an older program left it in clear.

use bson::spec::BinarySubtype;
use bson::{Binary, Bson};
use medigest_domain::secret::{Confidential, Sealed};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The stored value.
#[must_use]
pub fn stored_text(text: &Confidential) -> Bson {
    match text {
        Confidential::Text(text) => Bson::String(text.clone()),
        Confidential::Sealed(sealed) | Confidential::Damaged(sealed) => {
            Bson::Binary(bytes(sealed.bytes()))
        }
    }
}

/// Our own subtype: the generic one would be a list of numbers in the Extended JSON of SQLite.
const SUBTYPE: BinarySubtype = BinarySubtype::UserDefined(0x80);

fn bytes(bytes: &[u8]) -> Binary {
    Binary {
        subtype: SUBTYPE,
        bytes: bytes.to_vec(),
    }
}

/// Bytes of a document.
#[derive(Clone, PartialEq, Eq)]
pub struct Bytes(pub(super) Vec<u8>);

impl Bytes {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Bson::Binary(bytes(&self.0)).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match Bson::deserialize(from)? {
            Bson::Binary(binary) => Ok(Self(binary.bytes)),
            _ => Err(D::Error::custom("no bytes")),
        }
    }
}

/// The text of a stored value; none of any other type.
fn read(value: Bson) -> Option<Confidential> {
    match value {
        Bson::String(text) => Some(Confidential::Text(text)),
        Bson::Binary(binary) => Some(Confidential::Sealed(Sealed::from_bytes(binary.bytes))),
        Bson::Null => Some(Confidential::empty()),
        _ => None,
    }
}

/// A confidential text of a document, for `#[serde(with)]`.
pub(super) mod text {
    use super::*;

    pub fn serialize<S: Serializer>(text: &Confidential, to: S) -> Result<S::Ok, S::Error> {
        stored_text(text).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Confidential, D::Error> {
        read(Bson::deserialize(from)?).ok_or_else(|| D::Error::custom("neither text nor bytes"))
    }
}

/// One that may be left out.
pub(super) mod given {
    use super::*;

    pub fn serialize<S: Serializer>(text: &Option<Confidential>, to: S) -> Result<S::Ok, S::Error> {
        text.as_ref().map(stored_text).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Confidential>, D::Error> {
        let text = super::text::deserialize(from)?;
        // An older base writes an empty text for "not given".
        Ok(Some(text).filter(|text| text.text().is_none_or(|text| !text.trim().is_empty())))
    }
}
