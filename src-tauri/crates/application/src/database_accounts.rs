//! Accounts of the database server for the devices of the practice, as the administrator makes and removes them.

use medigest_domain::appointment::ActionState;
use medigest_domain::database_account::{DatabaseAccountName, DatabaseRole};
use medigest_domain::field::FieldRule;
use medigest_domain::id::OpId;
use medigest_domain::permission::Action;
use medigest_domain::trace::AuditAction;

use crate::actor::Actor;
use crate::error::{AppError, AppResult};
use crate::ports::{DatabaseAccess, DatabaseAccount, DatabaseAccountError};
use crate::practice::Practice;

impl Practice {
    /// What can be done about the accounts of the server, and those there are.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn database_access(&self, actor: &Actor) -> AppResult<DatabaseAccess> {
        self.authorise(actor, Action::ManageSettings, None).await?;
        Ok(self.store.database_access().await?)
    }

    /// Makes an account; the address a device signs in with. Nobody keeps its password: repeated because the answer
    /// was lost, the operation tells another one.
    ///
    /// # Errors
    /// `Forbidden`; `Validation` on `name`; `NotAllowedNow` where the server makes no accounts for this device.
    pub async fn create_database_account(
        &self,
        actor: &Actor,
        name: &str,
        role: DatabaseRole,
        op_id: OpId,
    ) -> AppResult<String> {
        let name = self.account_name(actor, name).await?;
        let found = self.found_account(&name).await?;
        if found.is_some_and(|account| account.op_id != Some(op_id)) {
            return Err(DatabaseAccountError::Taken.into());
        }
        let details = format!(
            "Création du compte de base de données {name} ({})",
            word(role)
        );
        self.trace_account(actor, op_id, details).await?;
        let created = self
            .store
            .create_database_account(&name, role, self.now(), op_id)
            .await;
        Ok(created?)
    }

    /// Removes an account; there may be none.
    ///
    /// # Errors
    /// `Forbidden`; `Validation` on `name`; `NotAllowedNow` for the account of this device itself, and where the
    /// server makes none.
    pub async fn remove_database_account(&self, actor: &Actor, name: &str) -> AppResult<()> {
        let name = self.account_name(actor, name).await?;
        let Some(account) = self.found_account(&name).await? else {
            return Ok(());
        };
        if account.is_own {
            return Err(DatabaseAccountError::Own.into());
        }
        let role = word(account.role);
        let details = format!("Suppression du compte de base de données {name} ({role})");
        self.trace_account(actor, self.ids.op(), details).await?;
        Ok(self.store.remove_database_account(&name).await?)
    }

    async fn account_name(&self, actor: &Actor, name: &str) -> AppResult<DatabaseAccountName> {
        self.authorise(actor, Action::ManageSettings, None).await?;
        DatabaseAccountName::parse(name).map_err(|rule| AppError::field("name", rule))
    }

    /// The account of this name, if there is one, on a server that lets this device see to them.
    async fn found_account(
        &self,
        name: &DatabaseAccountName,
    ) -> Result<Option<DatabaseAccount>, DatabaseAccountError> {
        match self.store.database_access().await? {
            DatabaseAccess::Allowed { accounts, .. } => Ok(accounts
                .into_iter()
                .find(|account| account.name == name.as_str())),
            DatabaseAccess::Unsupported | DatabaseAccess::NotAllowed => {
                Err(DatabaseAccountError::NotPossible)
            }
        }
    }

    /// Before it is done, so that nothing goes untraced.
    async fn trace_account(&self, actor: &Actor, op_id: OpId, details: String) -> AppResult<()> {
        let action = AuditAction::DatabaseAccount;
        let trace = self.trace(op_id, actor, action, None, details);
        Ok(self.store.append(&trace).await?)
    }
}

const fn word(role: DatabaseRole) -> &'static str {
    match role {
        DatabaseRole::Desk => "poste",
        DatabaseRole::Administrator => "administrateur",
    }
}

impl From<DatabaseAccountError> for AppError {
    fn from(error: DatabaseAccountError) -> Self {
        match error {
            DatabaseAccountError::NotPossible | DatabaseAccountError::Own => {
                Self::NotAllowedNow(ActionState::NotApplicable)
            }
            DatabaseAccountError::Taken => Self::field("name", FieldRule::AlreadyUsed),
            DatabaseAccountError::Store(error) => error.into(),
        }
    }
}
