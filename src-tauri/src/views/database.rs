//! The accounts of the database server.

use chrono_tz::Tz;
use medigest_application::ports::{DatabaseAccess, DatabaseAccount};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::local::local_date_time;
use super::mirror::DatabaseAccountKind;

/// The accounts of the database server, and what can be done about them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DatabaseAccountsView {
    /// The base is on a server that makes accounts.
    supported: bool,
    /// The account this device is signed in with may make and remove others.
    allowed: bool,
    /// The server asks for an account; until it does, they protect nothing.
    enforced: bool,
    /// Those made here, by name.
    accounts: Vec<DatabaseAccountView>,
}

/// An account of the database server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DatabaseAccountView {
    name: String,
    kind: DatabaseAccountKind,
    /// Local date and time; none where the server does not remember.
    created_at: Option<String>,
    /// This device is signed in with it: it cannot be removed from here.
    own: bool,
}

impl DatabaseAccountsView {
    /// `access` with times as they read in `zone`.
    pub fn of(access: DatabaseAccess, zone: Tz) -> Self {
        let nothing = |supported| Self {
            supported,
            allowed: false,
            enforced: false,
            accounts: vec![],
        };
        match access {
            DatabaseAccess::Unsupported => nothing(false),
            // A server that refuses an account asks for one.
            DatabaseAccess::NotAllowed => Self {
                enforced: true,
                ..nothing(true)
            },
            DatabaseAccess::Allowed {
                is_enforced,
                accounts,
            } => Self {
                allowed: true,
                enforced: is_enforced,
                accounts: accounts
                    .into_iter()
                    .map(|account| DatabaseAccountView::of(account, zone))
                    .collect(),
                ..nothing(true)
            },
        }
    }
}

impl DatabaseAccountView {
    fn of(account: DatabaseAccount, zone: Tz) -> Self {
        Self {
            name: account.name,
            kind: account.role.into(),
            created_at: account.created_at.map(|at| local_date_time(at, zone)),
            own: account.is_own,
        }
    }
}

/// An account to make.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DatabaseAccountInput {
    /// 2 to 32 small letters, digits, dots, hyphens or underscores, a letter first.
    pub(crate) name: String,
    pub(crate) kind: DatabaseAccountKind,
}

/// An account that was made.
#[derive(Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewDatabaseAccountView {
    /// The address a device connects with, password included: told once, kept nowhere.
    pub(crate) uri: String,
}
