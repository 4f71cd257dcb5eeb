//! Texts that stand sealed in the base, and where each of them belongs.
//!
//! Sealing itself is the work of the `medigest-vault` crate; here is what is sealed, by which key, and to what
//! it is bound, so that no sealed text can be read in another place than its own.

use std::fmt;

use crate::id::{AppointmentId, DataKeyId, PatientId};

/// The key of a kind of texts. Which users hold which is decided by the administrator, within what
/// [`crate::keys::may_hold`] allows their role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyKind {
    /// Insurance numbers and the reasons of visits.
    Administrative,
    /// Medical notes.
    Medical,
}

impl KeyKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Administrative, Self::Medical];

    /// The value stored in `cles.cles.genre`.
    #[must_use]
    pub const fn stored(self) -> &'static str {
        match self {
            Self::Administrative => "administrative",
            Self::Medical => "medicale",
        }
    }

    /// The kind stored as `text`.
    #[must_use]
    pub fn from_stored(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.stored() == text)
    }
}

/// The version of sealed texts' layout.
pub const SEAL_VERSION: u8 = 1;
/// Bytes before the nonce: the version and the key's id.
const HEADER: usize = 13;

/// A sealed text: version (one byte), key id (twelve), nonce (twenty-four), ciphertext with its tag.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Box<[u8]>);

impl Sealed {
    /// A sealed text as it is stored, whatever it is worth.
    #[must_use]
    pub fn from_bytes(bytes: impl Into<Box<[u8]>>) -> Self {
        Self(bytes.into())
    }

    /// The stored bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The key that sealed it; none when this is nothing this version could have sealed.
    #[must_use]
    pub fn key_id(&self) -> Option<DataKeyId> {
        let (&version, rest) = self.0.split_first()?;
        let id = rest.first_chunk::<12>()?;
        (version == SEAL_VERSION).then(|| DataKeyId::from_bytes(*id))
    }

    /// What follows the version and the key's id; empty when there is nothing.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.0.get(HEADER..).unwrap_or_default()
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} bytes)", self.0.len())
    }
}

/// A text that stands sealed in the base. What a user may read of it is `Text`; the rest travels through the
/// program as it is stored, so that who edits around it loses nothing.
#[derive(Clone, PartialEq, Eq)]
pub enum Confidential {
    /// Readable: opened for this user, or left in clear by an older program.
    Text(String),
    /// Sealed, by a key that is not at hand.
    Sealed(Sealed),
    /// Its seal does not fit: it was changed, cut, or put in another place than its own.
    Damaged(Sealed),
}

impl Confidential {
    /// A text that was not given. It tells nothing, so it needs no seal.
    #[must_use]
    pub const fn empty() -> Self {
        Self::Text(String::new())
    }

    /// A text that is not shown, whatever its seal: to be shown instead of it, never to be stored.
    #[must_use]
    pub fn withheld() -> Self {
        Self::Sealed(Sealed::from_bytes([]))
    }

    /// The text, if it is readable.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Sealed(_) | Self::Damaged(_) => None,
        }
    }

    /// The bytes that are stored, if it is sealed.
    #[must_use]
    pub fn sealed(&self) -> Option<&Sealed> {
        match self {
            Self::Text(_) => None,
            Self::Sealed(sealed) | Self::Damaged(sealed) => Some(sealed),
        }
    }
}

impl From<&str> for Confidential {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Confidential {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl fmt::Debug for Confidential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => f.write_str("Text(…)"),
            Self::Sealed(sealed) => sealed.fmt(f),
            Self::Damaged(sealed) => write!(f, "Damaged({sealed:?})"),
        }
    }
}

/// Where a sealed text belongs. It is part of the seal: a text that is put elsewhere does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// `patients.assurance`.
    Insurance(PatientId),
    /// `patients.notes_medicales`.
    Notes(PatientId),
    /// `appointments.motif`, and the same in the visit it left in the patient's file.
    Reason(AppointmentId, PatientId),
    /// `patients.historique_visites.motif` of a visit that no appointment of the base belongs to.
    FormerReason(PatientId),
}

impl Place {
    /// The reason of a visit in the file of `patient`.
    #[must_use]
    pub fn of_visit(appointment: Option<AppointmentId>, patient: PatientId) -> Self {
        appointment.map_or(Self::FormerReason(patient), |id| Self::Reason(id, patient))
    }

    /// The key that seals it.
    #[must_use]
    pub const fn kind(&self) -> KeyKind {
        match self {
            Self::Notes(_) => KeyKind::Medical,
            Self::Insurance(_) | Self::Reason(..) | Self::FormerReason(_) => {
                KeyKind::Administrative
            }
        }
    }

    /// What the seal binds: layout, collection, document, field, key; of a reason also its patient, so that a
    /// visit cannot be copied into another file.
    #[must_use]
    pub fn bound(&self, key: DataKeyId) -> Vec<u8> {
        let place = match self {
            Self::Insurance(patient) => format!("patients|{patient}|assurance"),
            Self::Notes(patient) => format!("patients|{patient}|notes_medicales"),
            Self::Reason(appointment, patient) => {
                format!("appointments|{appointment}|motif|{patient}")
            }
            Self::FormerReason(patient) => format!("patients|{patient}|historique_visites.motif"),
        };
        format!("medigest|{SEAL_VERSION}|{place}|{key}").into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confidential_text_never_shows_in_debug_output() {
        let text = Confidential::from("Allergie");
        assert_eq!(format!("{text:?}"), "Text(…)");
        let sealed = Confidential::Sealed(Sealed::from_bytes(*b"Allergie"));
        assert_eq!(format!("{sealed:?}"), "Sealed(8 bytes)");
    }

    #[test]
    fn what_is_too_short_or_of_another_version_names_no_key() {
        let mut bytes = vec![SEAL_VERSION];
        bytes.extend([7; 12]);
        let key = Sealed::from_bytes(bytes.clone()).key_id();
        assert_eq!(key, Some(DataKeyId::from_bytes([7; 12])));
        assert_eq!(Sealed::from_bytes(&bytes[..12]).key_id(), None);
        assert!(Sealed::from_bytes(&bytes[..12]).body().is_empty());
        bytes[0] = 9;
        assert_eq!(Sealed::from_bytes(bytes).key_id(), None);
    }

    #[test]
    fn no_two_places_are_bound_alike() {
        let (patient, other) = (
            PatientId::from_bytes([1; 12]),
            PatientId::from_bytes([2; 12]),
        );
        let appointment = AppointmentId::from_bytes([1; 12]);
        let key = DataKeyId::from_bytes([3; 12]);
        let places = [
            Place::Insurance(patient),
            Place::Insurance(other),
            Place::Notes(patient),
            Place::Reason(appointment, patient),
            Place::Reason(appointment, other),
            Place::FormerReason(patient),
        ];
        let mut bound: Vec<_> = places.iter().map(|place| place.bound(key)).collect();
        bound.push(Place::Notes(patient).bound(DataKeyId::from_bytes([4; 12])));
        let all = bound.len();
        bound.sort();
        bound.dedup();
        assert_eq!(bound.len(), all);
    }
}
