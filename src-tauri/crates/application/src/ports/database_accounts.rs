//! The accounts that the database server itself knows, where it knows any: with them, the server and not only this
//! program refuses what a device has no business to do.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use medigest_domain::database_account::{DatabaseAccountName, DatabaseRole};
use medigest_domain::id::OpId;

use super::StoreError;

/// An account of the server that this program made for this base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseAccount {
    /// Unique in the base.
    pub name: String,
    /// What it is for.
    pub role: DatabaseRole,
    /// When it was made, where the server remembers.
    pub created_at: Option<DateTime<Utc>>,
    /// The operation that made it, where the server remembers.
    pub op_id: Option<OpId>,
    /// This device is signed in with it.
    pub is_own: bool,
}

/// What can be done about the accounts of this base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseAccess {
    /// The base has no server, or its server makes no accounts.
    Unsupported,
    /// The account of this device may not see to others.
    NotAllowed,
    /// It may.
    Allowed {
        /// The server asks for an account at all; until it does, they protect nothing.
        is_enforced: bool,
        /// Those of this program, by name.
        accounts: Vec<DatabaseAccount>,
    },
}

/// Why an account was not made or removed.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseAccountError {
    /// The server makes none, or not for the account of this device.
    #[error("the server makes no accounts for this device")]
    NotPossible,
    /// Another has the name.
    #[error("another account has the name")]
    Taken,
    /// This device is signed in with it.
    #[error("this device is signed in with it")]
    Own,
    /// The base did not answer as it should.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The accounts of the server. A base without a server has none.
#[async_trait]
pub trait DatabaseAccounts: Send + Sync {
    /// What can be done, and the accounts there are.
    async fn database_access(&self) -> Result<DatabaseAccess, DatabaseAccountError> {
        Ok(DatabaseAccess::Unsupported)
    }

    /// Makes an account; the whole address a device signs in with, its only copy of the password included. Asked again
    /// by the same operation, whose answer was lost, the account gets another password; asked by another, it is `Taken`.
    async fn create_database_account(
        &self,
        _name: &DatabaseAccountName,
        _role: DatabaseRole,
        _at: DateTime<Utc>,
        _op_id: OpId,
    ) -> Result<String, DatabaseAccountError> {
        Err(DatabaseAccountError::NotPossible)
    }

    /// Removes an account that this program made; there may be none.
    async fn remove_database_account(
        &self,
        _name: &DatabaseAccountName,
    ) -> Result<(), DatabaseAccountError> {
        Err(DatabaseAccountError::NotPossible)
    }
}
