//! The practice's keys and who holds them: one document, changed as a whole.
//!
//! Of a kind, the key with the highest number seals; the earlier ones stay, so that nothing sealed by a device
//! that has not heard of a change is ever lost. Nothing here is secret: every key is sealed to its holders.

use chrono::{DateTime, Utc};

use crate::id::{DataKeyId, UserId};
use crate::role::Role;
use crate::secret::KeyKind;

/// A public key (X25519).
pub type PublicKey = [u8; 32];

/// A user's key pair as it is stored beside their password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPair {
    /// What data keys are sealed to.
    pub public: PublicKey,
    /// The private key, sealed under a key derived from the password.
    pub private: Vec<u8>,
    /// The salt of that derivation.
    pub salt: [u8; 16],
}

/// Whom a key is sealed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holder {
    /// A user.
    User(UserId),
    /// Whoever has the recovery code.
    Recovery,
}

/// A data key, sealed to one holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Whom.
    pub holder: Holder,
    /// The public key it is sealed to: a user who has another by now cannot open it.
    pub public: PublicKey,
    /// The sealed key.
    pub sealed: Vec<u8>,
}

/// A data key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataKeyRecord {
    /// Its id, which every text it seals carries.
    pub id: DataKeyId,
    /// What it seals.
    pub kind: KeyKind,
    /// From 1 on, in the order they were made.
    pub number: u32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who holds it.
    pub grants: Vec<Grant>,
}

impl DataKeyRecord {
    /// Whether it is sealed to `holder`, be it to a pair they do not have any more.
    #[must_use]
    pub fn is_sealed_to(&self, holder: Holder) -> bool {
        self.grants.iter().any(|grant| grant.holder == holder)
    }
}

/// The recovery code, as far as the base knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// The public key derived from it.
    pub public: PublicKey,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// Every key of the practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyCabinet {
    /// Version: each change adds one.
    pub v: u32,
    /// The data keys, in no particular order.
    pub keys: Vec<DataKeyRecord>,
    /// The recovery code.
    pub recovery: Recovery,
    /// Some texts may still be sealed by an earlier key, or not at all: sealing anew goes on.
    pub resealing: bool,
}

/// What a user has of a kind of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// The keys.
    Granted,
    /// None.
    Withheld,
    /// No key pair, so nothing can be sealed to them yet.
    Waiting,
    /// Their role never has any.
    NotForRole,
}

/// Whether users of `role` may hold keys at all: the manager never does, so that not even the raw base tells
/// them anything.
#[must_use]
pub const fn may_hold(role: Role) -> bool {
    !matches!(role, Role::Manager)
}

impl KeyCabinet {
    /// The keys of a kind, in no particular order.
    pub fn of_kind(&self, kind: KeyKind) -> impl Iterator<Item = &DataKeyRecord> {
        self.keys.iter().filter(move |key| key.kind == kind)
    }

    /// The key that seals texts of `kind`.
    #[must_use]
    pub fn current(&self, kind: KeyKind) -> Option<&DataKeyRecord> {
        self.of_kind(kind).max_by_key(|key| key.number)
    }

    /// The number the next key of `kind` gets.
    #[must_use]
    pub fn next_number(&self, kind: KeyKind) -> u32 {
        self.current(kind).map_or(1, |key| key.number + 1)
    }

    /// What the user `id` of `role`, whose key pair is `pair`, has of the keys of `kind`.
    #[must_use]
    pub fn access(&self, id: UserId, role: Role, pair: Option<&KeyPair>, kind: KeyKind) -> Access {
        if !may_hold(role) {
            return Access::NotForRole;
        }
        let Some(pair) = pair else {
            return Access::Waiting;
        };
        let fits = |grant: &Grant| grant.holder == Holder::User(id) && grant.public == pair.public;
        let current = self.current(kind);
        if current.is_some_and(|key| key.grants.iter().any(fits)) {
            Access::Granted
        } else {
            Access::Withheld
        }
    }

    /// Takes every key of `kind` from `holder`.
    pub fn withhold(&mut self, holder: Holder, kind: KeyKind) {
        for key in self.keys.iter_mut().filter(|key| key.kind == kind) {
            key.grants.retain(|grant| grant.holder != holder);
        }
    }

    /// Gives the key `id` to the holder of `grant`, in place of what they had of it.
    pub fn give(&mut self, id: DataKeyId, grant: Grant) {
        if let Some(key) = self.keys.iter_mut().find(|key| key.id == id) {
            key.grants.retain(|other| other.holder != grant.holder);
            key.grants.push(grant);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8, kind: KeyKind, number: u32) -> DataKeyRecord {
        DataKeyRecord {
            id: DataKeyId::from_bytes([byte; 12]),
            kind,
            number,
            created_at: DateTime::UNIX_EPOCH,
            grants: Vec::new(),
        }
    }

    fn cabinet() -> KeyCabinet {
        KeyCabinet {
            v: 1,
            keys: vec![
                key(1, KeyKind::Medical, 2),
                key(2, KeyKind::Medical, 1),
                key(3, KeyKind::Administrative, 1),
            ],
            recovery: Recovery {
                public: [0; 32],
                since: DateTime::UNIX_EPOCH,
            },
            resealing: false,
        }
    }

    const CLAIRE: UserId = UserId::from_bytes([9; 12]);

    fn pair(byte: u8) -> KeyPair {
        KeyPair {
            public: [byte; 32],
            private: Vec::new(),
            salt: [0; 16],
        }
    }

    fn grant(public: u8) -> Grant {
        Grant {
            holder: Holder::User(CLAIRE),
            public: [public; 32],
            sealed: Vec::new(),
        }
    }

    #[test]
    fn the_highest_number_of_a_kind_seals() {
        let cabinet = cabinet();
        let current = cabinet.current(KeyKind::Medical).unwrap();
        assert_eq!(current.id, DataKeyId::from_bytes([1; 12]));
        assert_eq!(cabinet.next_number(KeyKind::Medical), 3);
        assert_eq!(cabinet.next_number(KeyKind::Administrative), 2);
    }

    #[test]
    fn access_follows_the_current_key_and_the_present_pair() {
        let mut cabinet = cabinet();
        let access = |cabinet: &KeyCabinet, role, pair: Option<&KeyPair>| {
            cabinet.access(CLAIRE, role, pair, KeyKind::Medical)
        };
        let (old, new) = (pair(1), pair(2));
        assert_eq!(access(&cabinet, Role::Reception, None), Access::Waiting);
        assert_eq!(
            access(&cabinet, Role::Reception, Some(&new)),
            Access::Withheld
        );
        cabinet.give(DataKeyId::from_bytes([2; 12]), grant(2));
        assert_eq!(
            access(&cabinet, Role::Reception, Some(&new)),
            Access::Withheld,
            "an earlier key alone reads old texts only"
        );
        cabinet.give(DataKeyId::from_bytes([1; 12]), grant(2));
        assert_eq!(
            access(&cabinet, Role::Reception, Some(&new)),
            Access::Granted
        );
        assert_eq!(
            access(&cabinet, Role::Reception, Some(&old)),
            Access::Withheld,
            "what was sealed to another pair does not open"
        );
        assert_eq!(
            access(&cabinet, Role::Manager, Some(&new)),
            Access::NotForRole
        );
        cabinet.withhold(Holder::User(CLAIRE), KeyKind::Medical);
        assert!(cabinet.keys.iter().all(|key| key.grants.is_empty()));
    }

    #[test]
    fn giving_a_key_again_replaces_what_was_given() {
        let mut cabinet = cabinet();
        let id = DataKeyId::from_bytes([3; 12]);
        cabinet.give(id, grant(1));
        cabinet.give(id, grant(2));
        let key = cabinet.current(KeyKind::Administrative).unwrap();
        assert_eq!(key.grants, [grant(2)]);
    }
}
