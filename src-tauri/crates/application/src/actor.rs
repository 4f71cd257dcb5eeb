//! Who acts: the signed-in user, as every use case receives it.

use medigest_domain::id::{PractitionerId, UserId};
use medigest_domain::role::Role;
use medigest_domain::user::User;

/// A signed-in user.
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

impl From<&User> for Actor {
    fn from(user: &User) -> Self {
        Self {
            user_id: user.id,
            username: user.username.as_str().to_owned(),
            role: user.role,
            practitioner_id: user.practitioner_id,
            must_change_password: user.must_change_password,
        }
    }
}
