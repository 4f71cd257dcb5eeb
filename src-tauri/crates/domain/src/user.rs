//! An account.

use std::fmt;

use chrono::{DateTime, Utc};

use crate::field::FieldRule;
use crate::id::{PractitionerId, UserId};
use crate::keys::KeyPair;
use crate::role::Role;
use crate::throttle::Failures;

/// A user name: 2 to 40 letters, digits, dots, hyphens or underscores. Unique whatever its case.
#[derive(Debug, Clone)]
pub struct Username(String);

impl Username {
    /// # Errors
    /// `Required`, `TooShort`, `TooLong` or `InvalidCharacters`.
    pub fn parse(text: &str) -> Result<Self, FieldRule> {
        let text = text.trim();
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        match text.chars().count() {
            0 => Err(FieldRule::Required),
            1 => Err(FieldRule::TooShort),
            41.. => Err(FieldRule::TooLong),
            _ if !text.chars().all(allowed) => Err(FieldRule::InvalidCharacters),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// A name as an existing base holds it, even if it would not be accepted today.
    #[must_use]
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// As its owner writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is compared: in lower case.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl PartialEq for Username {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Username {}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A hashed password as it is stored; never shown, so its `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// A stored hash.
    #[must_use]
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// The stored text, for the verifier and the store only.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// A new password: the hash that verifies it, and the key pair it opens. They are replaced together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The hash.
    pub password: PasswordHash,
    /// The pair; none leaves the account without one.
    pub key_pair: Option<KeyPair>,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// What they type to sign in.
    pub username: Username,
    /// The hashed password.
    pub password: PasswordHash,
    /// What the practice's keys are sealed to; none before it is made, at the latest at the first sign-in.
    pub key_pair: Option<KeyPair>,
    /// What they may do.
    pub role: Role,
    /// The practitioner a doctor is.
    pub practitioner_id: Option<PractitionerId>,
    /// May sign in.
    pub active: bool,
    /// The password is provisional: it must be replaced before anything else.
    pub must_change_password: bool,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// The last sign-in.
    pub last_sign_in_at: Option<DateTime<Utc>>,
    /// Sign-ins that failed since the last that did not.
    pub failed_sign_ins: u32,
    /// Sign-ins before this moment are refused, whatever the password.
    pub locked_until: Option<DateTime<Utc>>,
}

impl User {
    /// The account with a new password, provisional or not. Failures were of the password before, so whoever was
    /// just given this one need not wait for their end.
    #[must_use]
    pub fn with_credentials(self, credentials: Credentials, must_change: bool) -> Self {
        Self {
            password: credentials.password,
            key_pair: credentials.key_pair,
            must_change_password: must_change,
            ..self.with_failures(Failures::default())
        }
    }

    /// The account once an attempt to sign in at `now` is counted as a failure.
    ///
    /// # Errors
    /// Until when attempts are refused ([`Failures::attempt`]).
    pub fn attempted(self, now: DateTime<Utc>) -> Result<Self, DateTime<Utc>> {
        let failures = Failures {
            count: self.failed_sign_ins,
            paused_until: self.locked_until,
        };
        Ok(self.with_failures(failures.attempt(now)?))
    }

    /// Whether the account may be deleted: nobody ever signed in to it, so that nothing bears its name. One that was
    /// used is deactivated instead; so is, first, one that could administer the practice.
    #[must_use]
    pub fn may_be_deleted(&self) -> bool {
        let administers = self.active && self.role == Role::Administrator;
        self.last_sign_in_at.is_none() && !administers
    }

    /// The account with this many failures.
    #[must_use]
    pub fn with_failures(self, failures: Failures) -> Self {
        Self {
            failed_sign_ins: failures.count,
            locked_until: failures.paused_until,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_names_differ_by_more_than_their_case() {
        assert_eq!(
            Username::parse(" Élodie ").unwrap(),
            Username::parse("élodie").unwrap()
        );
        assert_ne!(
            Username::parse("elodie").unwrap(),
            Username::parse("elodie2").unwrap()
        );
    }

    #[test]
    fn a_user_name_is_short_and_plain() {
        assert_eq!(Username::parse("").unwrap_err(), FieldRule::Required);
        assert_eq!(Username::parse("a").unwrap_err(), FieldRule::TooShort);
        assert_eq!(
            Username::parse("a b").unwrap_err(),
            FieldRule::InvalidCharacters
        );
        assert_eq!(
            Username::parse(&"a".repeat(41)).unwrap_err(),
            FieldRule::TooLong
        );
    }

    #[test]
    fn a_hash_never_shows_in_debug_output() {
        let hash = PasswordHash::stored("$argon2id$secret".to_owned());
        assert!(!format!("{hash:?}").contains("secret"));
    }
}
