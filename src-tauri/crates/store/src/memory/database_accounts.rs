//! Accounts of a server, for a base that was told it has one.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use medigest_application::ports::{
    DatabaseAccess, DatabaseAccount, DatabaseAccountError, DatabaseAccounts,
};
use medigest_domain::database_account::{DatabaseAccountName, DatabaseRole};
use medigest_domain::id::OpId;

use super::MemoryStore;

impl MemoryStore {
    /// From now on the base has a server, which knows these accounts.
    pub fn serve(&self, accounts: Vec<DatabaseAccount>) {
        self.state().accounts = Some(accounts);
    }
}

#[async_trait]
impl DatabaseAccounts for MemoryStore {
    async fn database_access(&self) -> Result<DatabaseAccess, DatabaseAccountError> {
        let known = self.state().accounts.clone();
        Ok(known.map_or(DatabaseAccess::Unsupported, |accounts| {
            DatabaseAccess::Allowed {
                is_enforced: true,
                accounts,
            }
        }))
    }

    async fn create_database_account(
        &self,
        name: &DatabaseAccountName,
        role: DatabaseRole,
        at: DateTime<Utc>,
        op_id: OpId,
    ) -> Result<String, DatabaseAccountError> {
        let mut state = self.state();
        let accounts = state.accounts.as_mut();
        let accounts = accounts.ok_or(DatabaseAccountError::NotPossible)?;
        match accounts.iter().find(|other| other.name == name.as_str()) {
            Some(account) if account.op_id == Some(op_id) => {}
            Some(_) => return Err(DatabaseAccountError::Taken),
            None => accounts.push(DatabaseAccount {
                name: name.as_str().to_owned(),
                role,
                created_at: Some(at),
                op_id: Some(op_id),
                is_own: false,
            }),
        }
        Ok(format!("memory://{name}"))
    }

    async fn remove_database_account(
        &self,
        name: &DatabaseAccountName,
    ) -> Result<(), DatabaseAccountError> {
        let mut state = self.state();
        let accounts = state.accounts.as_mut();
        accounts
            .ok_or(DatabaseAccountError::NotPossible)?
            .retain(|account| account.name != name.as_str());
        Ok(())
    }
}
