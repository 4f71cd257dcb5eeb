//! Keys and passwords for tests: one pair of data keys for the whole run, and hashes no password has.

use std::sync::LazyLock;

use medigest_domain::keys::KeyPair;
use medigest_domain::secret::KeyKind;
use medigest_domain::user::{Credentials, PasswordHash};
use medigest_vault::{DataKey, Keyring};

/// Both keys, the same throughout a run.
#[must_use]
pub fn keyring() -> Keyring {
    static KEYS: LazyLock<Keyring> = LazyLock::new(|| {
        let key = |kind| DataKey::generate(kind, 1).expect("the system has randomness");
        Keyring::holding(KeyKind::ALL.map(key).into())
    });
    KEYS.clone()
}

/// Credentials that are stored as this hash, with a key pair made of it.
#[must_use]
pub fn credentials(hash: &str) -> Credentials {
    Credentials {
        password: PasswordHash::stored(hash.to_owned()),
        key_pair: Some(key_pair(hash)),
    }
}

/// A key pair that differs with its name and opens with no password.
#[must_use]
pub fn key_pair(name: &str) -> KeyPair {
    let byte = name.bytes().fold(0, u8::wrapping_add);
    KeyPair {
        public: [byte; 32],
        private: name.as_bytes().to_vec(),
        salt: [byte; 16],
    }
}
