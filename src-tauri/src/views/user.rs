//! Accounts. A password comes in and never goes out.

use chrono::{DateTime, Duration, Utc};
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
    /// Nobody ever signed in: it may be deleted.
    deletable: bool,
    /// Sign-ins that failed since the last that did not.
    failed_sign_ins: u32,
    /// Local date and time until which sign-ins are refused; none when they are not.
    locked_until: Option<String>,
}

impl UserView {
    /// `user` at `now`, with times as they read in `zone`.
    pub fn of(user: &User, now: DateTime<Utc>, zone: Tz) -> Self {
        let locked_until = user.locked_until.filter(|until| *until > now);
        Self {
            id: user.id.to_string(),
            username: user.username.to_string(),
            role: user.role.into(),
            practitioner_id: user.practitioner_id.map(|id| id.to_string()),
            active: user.active,
            must_change_password: user.must_change_password,
            created_at: local_date_time(user.created_at, zone),
            last_sign_in_at: user.last_sign_in_at.map(|at| local_date_time(at, zone)),
            deletable: user.may_be_deleted(),
            failed_sign_ins: user.failed_sign_ins,
            // To the minute; not one that is too early.
            locked_until: locked_until
                .map(|until| local_date_time(until + Duration::seconds(59), zone)),
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
