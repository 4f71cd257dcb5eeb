//! The practice's keys and who has them.

use chrono_tz::Tz;
use medigest_application::{Actor, KeyLine, KeysOverview, Resealing};
use medigest_domain::keys;
use medigest_domain::secret;
use medigest_domain::user::User;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::local::local_date_time;
use super::mirror::{Access, KeyKind, Role};

/// What a user can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeyAccess {
    /// Insurance and reasons.
    administrative: bool,
    /// Medical notes.
    medical: bool,
}

impl From<&Actor> for KeyAccess {
    fn from(actor: &Actor) -> Self {
        Self {
            administrative: actor.keys.holds(secret::KeyKind::Administrative),
            medical: actor.keys.holds(secret::KeyKind::Medical),
        }
    }
}

/// A key of the practice.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeyView {
    kind: KeyKind,
    /// From 1 on; the highest is the one that seals.
    number: u32,
    /// Local date and time.
    created_at: String,
    current: bool,
}

impl KeyView {
    fn of(line: &KeyLine, zone: Tz) -> Self {
        Self {
            kind: line.kind.into(),
            number: line.number,
            created_at: local_date_time(line.created_at, zone),
            current: line.current,
        }
    }
}

/// A user and their keys.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UserKeysView {
    user_id: String,
    username: String,
    role: Role,
    active: bool,
    administrative: Access,
    medical: Access,
}

impl UserKeysView {
    fn of((user, [administrative, medical]): &(User, [keys::Access; 2])) -> Self {
        Self {
            user_id: user.id.to_string(),
            username: user.username.to_string(),
            role: user.role.into(),
            active: user.active,
            administrative: (*administrative).into(),
            medical: (*medical).into(),
        }
    }
}

/// Keys, and who has them.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KeysView {
    /// What the signed-in administrator has.
    mine: KeyAccess,
    keys: Vec<KeyView>,
    /// Local date and time of the recovery code; none when there is none.
    recovery_since: Option<String>,
    users: Vec<UserKeysView>,
    /// Documents that an earlier key seals, or none: sealing anew was interrupted, or is due.
    to_reseal: u32,
}

impl KeysView {
    /// `overview` as `actor` sees it, with times of `zone`.
    pub fn of(overview: &KeysOverview, actor: &Actor, zone: Tz) -> Self {
        Self {
            mine: actor.into(),
            keys: overview
                .keys
                .iter()
                .map(|key| KeyView::of(key, zone))
                .collect(),
            recovery_since: overview.recovery_since.map(|at| local_date_time(at, zone)),
            users: overview.users.iter().map(UserKeysView::of).collect(),
            to_reseal: overview.to_reseal,
        }
    }
}

/// What sealing anew did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ResealView {
    patients: u32,
    appointments: u32,
    /// What could not be opened, and so stays as it is.
    left: u32,
}

impl From<Resealing> for ResealView {
    fn from(done: Resealing) -> Self {
        Self {
            patients: done.patients,
            appointments: done.appointments,
            left: done.left,
        }
    }
}
