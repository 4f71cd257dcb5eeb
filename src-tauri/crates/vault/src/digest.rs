//! What a password is taken for: its SHA-256, which is all that an older MediGest kept of it.

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The lower-case hexadecimal SHA-256 of a password. As good as the password here, so it is wiped and never shown.
#[derive(Clone)]
pub struct PasswordDigest(Zeroizing<String>);

impl PasswordDigest {
    /// Of `password`.
    #[must_use]
    pub fn of(password: &str) -> Self {
        let mut digest = Sha256::digest(password.as_bytes());
        let halves = digest.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
        // With all its room from the beginning, for a text that grows leaves copies of itself behind.
        let mut hex = Zeroizing::new(String::with_capacity(2 * digest.len()));
        hex.extend(halves.map(|half| char::from(DIGITS[usize::from(half)])));
        zeroize::Zeroize::zeroize(&mut digest[..]);
        Self(hex)
    }

    /// As an older base stored it; none when `text` is no such digest.
    #[must_use]
    pub fn stored(text: &str) -> Option<Self> {
        let is_digest = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_digest.then(|| Self(Zeroizing::new(text.to_ascii_lowercase())))
    }

    /// Its bytes, for deriving from them only.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_digest_is_that_of_its_password() {
        let stored = "240be518fabd2724ddb6f04eeb1da5967448d7e831c08c8fa822809f74c720a9";
        assert_eq!(PasswordDigest::of("admin123").expose(), stored.as_bytes());
        let read = PasswordDigest::stored(&stored.to_uppercase()).unwrap();
        assert_eq!(read.expose(), stored.as_bytes());
        assert!(PasswordDigest::stored("$argon2id$v=19$…").is_none());
    }
}
