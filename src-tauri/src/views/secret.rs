//! Sealed texts as a screen shows them.

use medigest_domain::secret::Confidential;
use serde::Serialize;
use specta::Type;

/// Whether a sealed text can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SecretState {
    /// Read, or not given.
    Open,
    /// This user does not have the key, or may not read it.
    Withheld,
    /// Its seal does not fit: it was changed behind the program's back.
    Damaged,
}

impl From<&Confidential> for SecretState {
    fn from(text: &Confidential) -> Self {
        match text {
            Confidential::Text(_) => Self::Open,
            Confidential::Sealed(_) => Self::Withheld,
            Confidential::Damaged(_) => Self::Damaged,
        }
    }
}

impl SecretState {
    /// Of a text that may be missing.
    pub fn of(text: Option<&Confidential>) -> Self {
        text.map_or(Self::Open, Self::from)
    }
}

/// The text, if it was given and can be read.
pub fn given(text: Option<&Confidential>) -> Option<String> {
    let text = text?.text()?;
    (!text.is_empty()).then(|| text.to_owned())
}
