//! What a session holds: the user's private key, and the data keys that were sealed to it.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use medigest_domain::id::{DataKeyId, UserId};
use medigest_domain::keys::{Holder, KeyCabinet};
use medigest_domain::secret::{Confidential, KeyKind, Place};

use crate::{DataKey, NoMeans, PrivateKey};

/// The session does not have the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the {0:?} key is missing")]
pub struct KeyMissing(pub KeyKind);

/// A session's keys. Cloning shares them; they are wiped with the last clone.
#[derive(Clone, Default)]
pub struct Keyring(Arc<Held>);

#[derive(Default)]
struct Held {
    private: Option<PrivateKey>,
    keys: Vec<DataKey>,
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyring(…)")
    }
}

impl Keyring {
    /// The keys of `cabinet` that were sealed to `user`, whose private key is `private`.
    #[must_use]
    pub fn of_user(user: UserId, private: PrivateKey, cabinet: Option<&KeyCabinet>) -> Self {
        Self::of(Holder::User(user), private, cabinet)
    }

    /// The keys that were sealed to `holder`.
    #[must_use]
    pub fn of(holder: Holder, private: PrivateKey, cabinet: Option<&KeyCabinet>) -> Self {
        let records = cabinet.map_or(&[][..], |cabinet| &cabinet.keys);
        let keys = records
            .iter()
            .filter_map(|record| private.accept(holder, record))
            .collect();
        Self(Arc::new(Held {
            private: Some(private),
            keys,
        }))
    }

    /// A ring of these keys alone.
    #[must_use]
    pub fn holding(keys: Vec<DataKey>) -> Self {
        Self(Arc::new(Held {
            private: None,
            keys,
        }))
    }

    /// The same user's keys as `cabinet` has them by now.
    #[must_use]
    pub fn renewed(&self, user: UserId, cabinet: Option<&KeyCabinet>) -> Self {
        match &self.0.private {
            Some(private) => Self::of_user(user, private.clone(), cabinet),
            None => self.clone(),
        }
    }

    /// The user's private key.
    #[must_use]
    pub fn private_key(&self) -> Option<&PrivateKey> {
        self.0.private.as_ref()
    }

    /// Every data key at hand.
    #[must_use]
    pub fn data_keys(&self) -> &[DataKey] {
        &self.0.keys
    }

    /// Whether texts of `kind` can be read and written.
    #[must_use]
    pub fn holds(&self, kind: KeyKind) -> bool {
        self.current(kind).is_some()
    }

    /// Whether `other` opens exactly what this opens.
    #[must_use]
    pub fn opens_the_same_as(&self, other: &Self) -> bool {
        let ids = |ring: &Self| ring.0.keys.iter().map(DataKey::id).collect::<BTreeSet<_>>();
        ids(self) == ids(other)
    }

    fn current(&self, kind: KeyKind) -> Option<&DataKey> {
        let of_kind = self.0.keys.iter().filter(|key| key.kind() == kind);
        of_kind.max_by_key(|key| key.number())
    }

    fn by_id(&self, id: DataKeyId) -> Option<&DataKey> {
        self.0.keys.iter().find(|key| key.id() == id)
    }

    /// Seals a text for its place. An empty one tells nothing, and stays as it is.
    ///
    /// # Errors
    /// `KeyMissing`.
    pub fn seal(&self, place: &Place, text: &str) -> Result<Confidential, KeyMissing> {
        if text.is_empty() {
            return Ok(Confidential::empty());
        }
        let missing = KeyMissing(place.kind());
        let key = self.current(place.kind()).ok_or(missing)?;
        // Without randomness no key could have come this far; if it does happen, nothing is written.
        let sealed = key.seal(place, text).map_err(|NoMeans| missing)?;
        Ok(Confidential::Sealed(sealed))
    }

    /// Opens what can be opened.
    #[must_use]
    pub fn open(&self, place: &Place, stored: &Confidential) -> Confidential {
        let Some(sealed) = stored.sealed() else {
            return stored.clone();
        };
        let Some(id) = sealed.key_id() else {
            return Confidential::Damaged(sealed.clone());
        };
        match self.by_id(id) {
            // Whoever holds the other key only could have sealed it.
            Some(key) if key.kind() != place.kind() => Confidential::Damaged(sealed.clone()),
            Some(key) => match key.open(place, sealed) {
                Some(text) => Confidential::Text(text),
                None => Confidential::Damaged(sealed.clone()),
            },
            None => Confidential::Sealed(sealed.clone()),
        }
    }

    /// The same text under the key that seals now; none when it is already, or cannot be opened.
    #[must_use]
    pub fn resealed(&self, place: &Place, stored: &Confidential) -> Option<Confidential> {
        let current = self.current(place.kind())?;
        let is_current = match stored.sealed() {
            Some(sealed) => sealed.key_id() == Some(current.id()),
            None => stored.text().is_some_and(str::is_empty),
        };
        if is_current {
            return None;
        }
        match self.open(place, stored) {
            Confidential::Text(text) => self.seal(place, &text).ok(),
            Confidential::Sealed(_) | Confidential::Damaged(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use medigest_domain::id::{AppointmentId, PatientId};
    use medigest_domain::secret::Sealed;
    use proptest::prelude::*;

    const PATIENT: PatientId = PatientId::from_bytes([1; 12]);
    const OTHER: PatientId = PatientId::from_bytes([2; 12]);

    fn ring(numbers: &[u32]) -> Keyring {
        let of = |kind: KeyKind| {
            numbers
                .iter()
                .map(move |number| DataKey::generate(kind, *number).unwrap())
        };
        Keyring::holding(KeyKind::ALL.into_iter().flat_map(of).collect())
    }

    fn sealed(text: &Confidential) -> &Sealed {
        text.sealed().expect("it was sealed")
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_in_its_place_and_in_no_other(text in "\\PC{1,80}") {
            let ring = ring(&[1]);
            let place = Place::Notes(PATIENT);
            let stored = ring.seal(&place, &text).unwrap();
            prop_assert_eq!(ring.open(&place, &stored), Confidential::Text(text));
            for elsewhere in [Place::Notes(OTHER), Place::Insurance(PATIENT)] {
                let opened = ring.open(&elsewhere, &stored);
                prop_assert!(matches!(opened, Confidential::Damaged(_)));
            }
        }

        #[test]
        fn one_flipped_bit_or_a_cut_end_is_damage_and_never_a_text(
            text in "\\PC{1,40}", place in 0usize..60, bit in 0u8..8, cut in 1usize..60,
        ) {
            let ring = ring(&[1]);
            let at = Place::Notes(PATIENT);
            let stored = ring.seal(&at, &text).unwrap();
            let bytes = sealed(&stored).bytes().to_vec();
            let mut flipped = bytes.clone();
            let place = place % flipped.len();
            flipped[place] ^= 1 << bit;
            let opened = ring.open(&at, &Confidential::Sealed(Sealed::from_bytes(flipped)));
            prop_assert!(opened.text().is_none(), "{}", place);
            let cut = &bytes[..bytes.len() - cut.min(bytes.len())];
            let opened = ring.open(&at, &Confidential::Sealed(Sealed::from_bytes(cut)));
            prop_assert!(opened.text().is_none());
        }
    }

    #[test]
    fn notes_sealed_by_who_has_the_other_key_only_are_damaged() {
        let ring = ring(&[1]);
        let place = Place::Notes(PATIENT);
        let mut keys = ring.data_keys().iter();
        let other = keys
            .find(|key| key.kind() == KeyKind::Administrative)
            .unwrap();
        let forged = Confidential::Sealed(other.seal(&place, "Aucune allergie.").unwrap());
        assert!(matches!(
            ring.open(&place, &forged),
            Confidential::Damaged(_)
        ));
    }

    #[test]
    fn two_seals_of_one_text_differ() {
        let ring = ring(&[1]);
        let place = Place::Insurance(PATIENT);
        assert_ne!(
            ring.seal(&place, "1850375116001").unwrap(),
            ring.seal(&place, "1850375116001").unwrap()
        );
    }

    #[test]
    fn without_the_key_nothing_opens_and_nothing_is_sealed() {
        let place = Place::Notes(PATIENT);
        let stored = ring(&[1]).seal(&place, "Asthme.").unwrap();
        let stranger = ring(&[1]);
        assert_eq!(stranger.open(&place, &stored), stored);
        let nobody = Keyring::default();
        assert_eq!(nobody.open(&place, &stored), stored);
        assert_eq!(
            nobody.seal(&place, "Asthme."),
            Err(KeyMissing(KeyKind::Medical))
        );
        assert_eq!(nobody.seal(&place, ""), Ok(Confidential::empty()));
    }

    #[test]
    fn the_highest_number_seals_and_the_others_open() {
        let both = ring(&[2, 1]);
        let place = Place::Reason(AppointmentId::from_bytes([3; 12]), PATIENT);
        let old = Keyring::holding(
            both.data_keys()
                .iter()
                .filter(|key| key.number() == 1)
                .cloned()
                .collect(),
        );
        let before = old.seal(&place, "Toux").unwrap();
        assert_eq!(both.open(&place, &before), Confidential::from("Toux"));
        let after = both.resealed(&place, &before).unwrap();
        assert_eq!(both.open(&place, &after), Confidential::from("Toux"));
        assert_eq!(
            old.open(&place, &after),
            after,
            "the old key is worth nothing for it"
        );
        assert_eq!(both.resealed(&place, &after), None, "nothing is left to do");
    }

    #[test]
    fn a_text_in_clear_is_sealed_and_an_empty_or_damaged_one_stays() {
        let ring = ring(&[1]);
        let place = Place::Notes(PATIENT);
        let done = ring
            .resealed(&place, &Confidential::from("Asthme."))
            .unwrap();
        assert_eq!(ring.open(&place, &done), Confidential::from("Asthme."));
        assert_eq!(ring.resealed(&place, &Confidential::empty()), None);
        let damaged = Confidential::Sealed(Sealed::from_bytes(vec![1; 60]));
        assert_eq!(ring.resealed(&place, &damaged), None);
    }
}
