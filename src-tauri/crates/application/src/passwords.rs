//! Passwords: Argon2id over the SHA-256 of the password, as a PHC string with its own salt and parameters.
//!
//! The inner SHA-256 is what the older MediGest stored, so that its accounts can be sealed without waiting
//! for their owners. Parameters: Argon2id, 19 MiB, t=2, p=1 (OWASP's floor; ASVS 5.0 appendix C).

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use medigest_domain::user::PasswordHash;
use medigest_vault::PasswordDigest;

const MEMORY_KIB: u32 = 19 * 1024;
const ITERATIONS: u32 = 2;
const LANES: u32 = 1;

/// A hash to compare with when there is no such user, so that both answers take the same time.
static NOBODY: LazyLock<Option<PasswordHash>> =
    LazyLock::new(|| hash(&PasswordDigest::of("nobody")).ok());

/// Hashing failed: no randomness or no memory to be had.
#[derive(Debug, thiserror::Error)]
#[error("hashing a password failed")]
pub struct HashError;

/// Hashes a password with a fresh salt. Takes tens of milliseconds and 19 MiB.
///
/// # Errors
/// When the system has no randomness or memory to give.
pub fn hash(password: &PasswordDigest) -> Result<PasswordHash, HashError> {
    let params = Params::new(MEMORY_KIB, ITERATIONS, LANES, None).map_err(|_| HashError)?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password(password.expose())
        .map(|phc| PasswordHash::stored(phc.to_string()))
        .map_err(|_| HashError)
}

/// Whether `password` is the one behind `stored`; none (no such user) takes as long and never matches.
#[must_use]
pub fn verify(password: &PasswordDigest, stored: Option<&PasswordHash>) -> bool {
    let known = stored.is_some();
    let Some(candidate) = stored.or(NOBODY.as_ref()) else {
        return false;
    };
    let Ok(phc) = Phc::new(candidate.expose()) else {
        return false;
    };
    Argon2::default()
        .verify_password(password.expose(), &phc)
        .is_ok()
        && known
}

/// Whether `password` is the one of which an older base kept the bare digest; takes as long as [`verify`], so that the
/// time does not tell which names exist.
#[must_use]
pub fn verify_bare(password: &PasswordDigest, stored: &PasswordDigest) -> bool {
    // Nobody's password is never matched, and takes its time.
    verify(password, None) || password.expose() == stored.expose()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(password: &str) -> PasswordDigest {
        PasswordDigest::of(password)
    }

    #[test]
    fn a_password_matches_its_own_hash_only() {
        let stored = hash(&of("Un bon mot de passe")).unwrap();
        assert!(verify(&of("Un bon mot de passe"), Some(&stored)));
        assert!(!verify(&of("un bon mot de passe"), Some(&stored)));
    }

    #[test]
    fn two_hashes_of_one_password_differ_and_say_their_parameters() {
        let (a, b) = (hash(&of("même")).unwrap(), hash(&of("même")).unwrap());
        assert_ne!(a, b, "each has its own salt");
        assert!(
            a.expose().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{}",
            a.expose()
        );
    }

    #[test]
    fn nobody_has_no_password() {
        assert!(
            !verify(&of("nobody"), None),
            "not even the one behind the comparison hash"
        );
    }

    #[test]
    fn a_bare_digest_is_matched_by_its_own_password_only() {
        assert!(verify_bare(&of("admin123"), &of("admin123")));
        assert!(!verify_bare(&of("admin124"), &of("admin123")));
    }

    #[test]
    fn a_bare_sha_256_of_an_older_base_is_no_hash() {
        let digest = of("admin123");
        let bare = String::from_utf8(digest.expose().to_vec()).unwrap();
        assert!(!verify(&digest, Some(&PasswordHash::stored(bare))));
    }
}
