//! Accounts of the server for the devices of the practice: they live in the practice's own base.

use async_trait::async_trait;
use bson::oid::ObjectId;
use bson::{Bson, DateTime, Document, doc};
use chrono::Utc;
use medigest_application::ports::{
    DatabaseAccess, DatabaseAccount, DatabaseAccountError, DatabaseAccounts, StoreError,
};
use medigest_domain::database_account::{DatabaseAccountName, DatabaseRole};
use medigest_domain::hex;
use medigest_domain::id::OpId;

use super::MongoStore;
use super::call::{Failure, call, repeated};
use super::privileges::{self, ServerRole};

/// The server's code for a role of this name that exists.
const ROLE_EXISTS: i32 = 51_002;
/// Its code for an account of this name that exists.
const ACCOUNT_EXISTS: i32 = 51_003;
/// Its code for an account that does not exist.
const NO_ACCOUNT: i32 = 11;
/// Random bytes of a password: nobody has to type or to remember it.
const RANDOM: usize = 24;
/// Options of an address that are about who signs in, in small letters.
const CREDENTIAL_OPTIONS: [&str; 3] = ["authsource", "authmechanism", "authmechanismproperties"];

#[async_trait]
impl DatabaseAccounts for MongoStore {
    async fn database_access(&self) -> Result<DatabaseAccess, DatabaseAccountError> {
        let found = match self.command(doc! { "usersInfo": 1 }).await {
            Ok(found) => found,
            Err(Failure::NotAllowed) => return Ok(DatabaseAccess::NotAllowed),
            Err(Failure::Refused { .. }) => return Ok(DatabaseAccess::Unsupported),
            Err(failure) => return Err(failure.into()),
        };
        let signed_in = self.signed_in().await?;
        let mut accounts: Vec<_> = documents(&found, "users")
            .filter_map(|user| self.account(user, &signed_in))
            .collect();
        accounts.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(DatabaseAccess::Allowed {
            is_enforced: !signed_in.is_empty(),
            accounts,
        })
    }

    async fn create_database_account(
        &self,
        name: &DatabaseAccountName,
        role: DatabaseRole,
        at: chrono::DateTime<Utc>,
        op_id: OpId,
    ) -> Result<String, DatabaseAccountError> {
        for role in privileges::roles(self.database.name()) {
            self.put_role(&role).await?;
        }
        let password = password()?;
        let create = doc! {
            "createUser": name.as_str(),
            "pwd": &password,
            "roles": [{ "role": privileges::name(role), "db": self.database.name() }],
            "mechanisms": ["SCRAM-SHA-256"],
            "customData": {
                "created_at": DateTime::from_chrono(at), "op_id": ObjectId::from_bytes(op_id.bytes()),
            },
        };
        match repeated(|| self.database.run_command(create.clone())).await {
            Ok(_) => {}
            Err(Failure::Refused {
                code: Some(ACCOUNT_EXISTS),
                ..
            }) => {
                if !self.is_made_by(name, op_id).await? {
                    return Err(DatabaseAccountError::Taken);
                }
                // By a try whose answer was lost, and with it the password.
                let update = doc! { "updateUser": name.as_str(), "pwd": &password };
                repeated(|| self.database.run_command(update.clone())).await?;
            }
            Err(failure) => return Err(failure.into()),
        }
        Ok(address(
            &self.address,
            self.database.name(),
            name,
            &password,
        ))
    }

    async fn remove_database_account(
        &self,
        name: &DatabaseAccountName,
    ) -> Result<(), DatabaseAccountError> {
        match self.command(doc! { "dropUser": name.as_str() }).await {
            Ok(_)
            | Err(Failure::Refused {
                code: Some(NO_ACCOUNT),
                ..
            }) => Ok(()),
            Err(failure) => Err(failure.into()),
        }
    }
}

impl MongoStore {
    /// Sends a command about accounts to the practice's base.
    async fn command(&self, command: Document) -> Result<Document, Failure> {
        call(self.database.run_command(command)).await
    }

    async fn is_made_by(
        &self,
        name: &DatabaseAccountName,
        op_id: OpId,
    ) -> Result<bool, DatabaseAccountError> {
        let access = self.database_access().await?;
        let DatabaseAccess::Allowed { accounts, .. } = access else {
            return Ok(false);
        };
        let ours = |account: &DatabaseAccount| {
            account.name == name.as_str() && account.op_id == Some(op_id)
        };
        Ok(accounts.iter().any(ours))
    }

    /// Makes a role, or gives the one there is what this version needs.
    async fn put_role(&self, role: &ServerRole) -> Result<(), Failure> {
        match self.command(role.command("createRole")).await {
            Err(Failure::Refused {
                code: Some(ROLE_EXISTS),
                ..
            }) => self.command(role.command("updateRole")).await.map(drop),
            made => made.map(drop),
        }
    }

    /// Who this connection is signed in as; nobody where the server does not ask.
    async fn signed_in(&self) -> Result<Vec<Document>, Failure> {
        let status = self.command(doc! { "connectionStatus": 1 }).await?;
        let info = status.get_document("authInfo").ok();
        Ok(info
            .into_iter()
            .flat_map(|info| documents(info, "authenticatedUsers"))
            .cloned()
            .collect())
    }

    /// An account as the server describes it, if this program made it.
    fn account(&self, user: &Document, signed_in: &[Document]) -> Option<DatabaseAccount> {
        let base = self.database.name();
        let is_ours = |role: &&Document| says(role, "db", base);
        let name = user.get_str("user").ok()?;
        let roles = documents(user, "roles").filter(is_ours);
        let role = roles
            .filter_map(|role| privileges::named(role.get_str("role").ok()?))
            .max_by_key(|role| *role == DatabaseRole::Administrator)?;
        let noted = user.get_document("customData").ok();
        let created_at = noted.and_then(|noted| noted.get_datetime("created_at").ok());
        let op_id = noted.and_then(|noted| noted.get_object_id("op_id").ok());
        Some(DatabaseAccount {
            name: name.to_owned(),
            role,
            created_at: created_at.map(|at| at.to_chrono()),
            op_id: op_id.map(|id| OpId::from_bytes(id.bytes())),
            is_own: signed_in
                .iter()
                .any(|who| says(who, "user", name) && says(who, "db", base)),
        })
    }
}

impl ServerRole {
    /// The command that makes it or changes it.
    fn command(&self, command: &str) -> Document {
        doc! { command: self.name, "privileges": &self.privileges, "roles": &self.includes }
    }
}

impl From<Failure> for DatabaseAccountError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotAllowed | Failure::Refused { .. } => Self::NotPossible,
            other => Self::Store(other.into()),
        }
    }
}

/// The documents in a list.
fn documents<'a>(of: &'a Document, field: &str) -> impl Iterator<Item = &'a Document> {
    let list = of.get_array(field).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Bson::as_document)
}

/// Whether a field has this text.
fn says(document: &Document, field: &str, text: &str) -> bool {
    document.get_str(field).is_ok_and(|found| found == text)
}

fn password() -> Result<String, StoreError> {
    let mut random = [0_u8; RANDOM];
    getrandom::fill(&mut random)
        .map_err(|_| StoreError::Unavailable("no randomness".to_owned()))?;
    Ok(hex::digits(&random))
}

/// `address` without who signs in.
pub(super) fn of_nobody(address: &str) -> String {
    let (scheme, rest) = address.split_once("://").unwrap_or(("mongodb", address));
    format!("{scheme}://{}", rest.rsplit('@').next().unwrap_or(rest))
}

/// The address with which the account `name` of `base` signs in to the server at `nobodys`.
fn address(nobodys: &str, base: &str, name: &DatabaseAccountName, password: &str) -> String {
    let (whole, query) = nobodys.split_once('?').unwrap_or((nobodys, ""));
    let (scheme, rest) = whole.split_once("://").unwrap_or(("mongodb", whole));
    let hosts = rest.split('/').next().unwrap_or(rest);
    let is_kept = |option: &&str| {
        let key = option.split('=').next().unwrap_or(option).to_lowercase();
        !option.is_empty() && !CREDENTIAL_OPTIONS.contains(&key.as_str())
    };
    let source = format!("authSource={base}");
    let options: Vec<_> = query
        .split('&')
        .filter(is_kept)
        .chain([source.as_str()])
        .collect();
    format!(
        "{scheme}://{name}:{password}@{hosts}/{base}?{}",
        options.join("&")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_signs_in_to_the_same_server_as_whoever_made_it_but_as_itself() {
        let name = DatabaseAccountName::parse("poste-1").unwrap();
        for (other, expected) in [
            (
                "mongodb://srv:27018",
                "mongodb://poste-1:secret@srv:27018/cabinet?authSource=cabinet",
            ),
            (
                "mongodb://root:p@ss@a,b:1/cabinet?replicaSet=rs0&authSource=admin&tls=true",
                "mongodb://poste-1:secret@a,b:1/cabinet?replicaSet=rs0&tls=true&authSource=cabinet",
            ),
            (
                "mongodb+srv://root@srv/?authMechanism=SCRAM-SHA-1&AuthSource=admin",
                "mongodb+srv://poste-1:secret@srv/cabinet?authSource=cabinet",
            ),
        ] {
            assert_eq!(
                address(&of_nobody(other), "cabinet", &name, "secret"),
                expected
            );
        }
    }

    #[test]
    fn every_password_is_another() {
        let (one, other) = (password().unwrap(), password().unwrap());
        assert_eq!(one.len(), 2 * RANDOM);
        assert_ne!(one, other);
    }
}
