//! A user: by default an active receptionist whose password is their own.

use medigest_domain::id::UserId;
use medigest_domain::keys::KeyPair;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::role::Role;
use medigest_domain::user::{PasswordHash, User, Username};

use super::{id, now};

/// Builds a [`User`].
#[derive(Debug, Clone)]
pub struct UserBuilder(User);

impl UserBuilder {
    /// User number 1.
    #[must_use]
    pub fn new() -> Self {
        Self::numbered(1)
    }

    /// User `number`, named after it: `user7`.
    #[must_use]
    pub fn numbered(number: u64) -> Self {
        Self(User {
            id: id(number),
            username: Username::stored(format!("user{number}")),
            // No password has this hash.
            password: PasswordHash::stored("!".to_owned()),
            key_pair: None,
            role: Role::Reception,
            practitioner_id: None,
            active: true,
            must_change_password: false,
            created_at: now(),
            last_sign_in_at: None,
            failed_sign_ins: 0,
            locked_until: None,
        })
    }

    /// Another id.
    #[must_use]
    pub fn with_id(mut self, id: UserId) -> Self {
        self.0.id = id;
        self
    }

    /// Another name to sign in with.
    #[must_use]
    pub fn with_username(mut self, username: &str) -> Self {
        self.0.username =
            Username::parse(username).unwrap_or_else(|rule| panic!("{username:?}: {rule:?}"));
        self
    }

    /// Another role.
    #[must_use]
    pub fn with_role(mut self, role: Role) -> Self {
        self.0.role = role;
        self
    }

    /// A doctor: the role, and the practitioner they are.
    #[must_use]
    pub fn with_practitioner(mut self, practitioner: &Practitioner) -> Self {
        self.0.role = Role::Doctor;
        self.0.practitioner_id = Some(practitioner.id);
        self
    }

    /// A password that can be checked.
    #[must_use]
    pub fn with_password(mut self, password: PasswordHash) -> Self {
        self.0.password = password;
        self
    }

    /// A key pair.
    #[must_use]
    pub fn with_key_pair(mut self, pair: KeyPair) -> Self {
        self.0.key_pair = Some(pair);
        self
    }

    /// A provisional password.
    #[must_use]
    pub fn with_provisional_password(mut self) -> Self {
        self.0.must_change_password = true;
        self
    }

    /// Deactivated.
    #[must_use]
    pub fn inactive(mut self) -> Self {
        self.0.active = false;
        self
    }

    /// The user.
    #[must_use]
    pub fn build(self) -> User {
        self.0
    }
}

impl Default for UserBuilder {
    fn default() -> Self {
        Self::new()
    }
}
