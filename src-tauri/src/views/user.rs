//! Accounts. A password comes in and never goes out.

use chrono_tz::Tz;
use medigest_domain::user::User;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::local::local_date_time;
use super::mirror::Role;

/// An account.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UserView {
    id: String,
    username: String,
    role: Role,
    practitioner_id: Option<String>,
    active: bool,
    must_change_password: bool,
    /// Local date and time.
    created_at: String,
    /// Local date and time; none before the first.
    last_sign_in_at: Option<String>,
}

impl UserView {
    /// `user` with times as they read in `zone`.
    pub fn of(user: &User, zone: Tz) -> Self {
        Self {
            id: user.id.to_string(),
            username: user.username.to_string(),
            role: user.role.into(),
            practitioner_id: user.practitioner_id.map(|id| id.to_string()),
            active: user.active,
            must_change_password: user.must_change_password,
            created_at: local_date_time(user.created_at, zone),
            last_sign_in_at: user.last_sign_in_at.map(|at| local_date_time(at, zone)),
        }
    }
}

/// A new account's form. The password is provisional.
#[derive(Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UserInput {
    pub(crate) username: String,
    pub(crate) role: Role,
    pub(crate) practitioner_id: Option<String>,
    pub(crate) password: String,
}
