//! Who acts: the signed-in user, as every use case receives it.

use medigest_domain::id::{PractitionerId, UserId};
use medigest_domain::role::Role;
use medigest_domain::user::{PasswordHash, User};
use medigest_vault::Keyring;

/// A signed-in user.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The account.
    pub user_id: UserId,
    /// Its name, for traces.
    pub username: String,
    /// What they may do.
    pub role: Role,
    /// The practitioner a doctor is.
    pub practitioner_id: Option<PractitionerId>,
    /// Nothing but changing the password is open to them.
    pub must_change_password: bool,
    /// What they can read and write of what is sealed.
    pub keys: Keyring,
    /// The stored password they gave the right one for: when another is stored, the session ends.
    pub password: PasswordHash,
}

impl Actor {
    /// The owner of an account, with the keys of their session.
    #[must_use]
    pub fn of(user: &User, keys: Keyring) -> Self {
        Self {
            user_id: user.id,
            username: user.username.as_str().to_owned(),
            role: user.role,
            practitioner_id: user.practitioner_id,
            must_change_password: user.must_change_password,
            keys,
            password: user.password.clone(),
        }
    }

    /// Lets go of the keys, as a locked session does.
    pub fn drop_keys(&mut self) {
        self.keys = Keyring::default();
    }
}
