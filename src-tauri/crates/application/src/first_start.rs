//! The first account of a new base, and for how long its password is the one that everybody knows.

use std::sync::atomic::Ordering;

use medigest_domain::role::Role;
use medigest_domain::trace::{AuditAction, EntityKind};
use medigest_domain::user::{Credentials, PasswordHash, User, Username};
use medigest_vault::PasswordDigest;

use crate::details;
use crate::error::{AppError, AppResult};
use crate::passwords;
use crate::ports::StoreError;
use crate::practice::Practice;
use crate::sessions::new_user;

/// The account a base without users gets (the seed's).
pub const FIRST_USERNAME: &str = "admin";
/// Its password, which must be changed at the first sign-in.
pub const FIRST_PASSWORD: &str = "admin123";

impl Practice {
    /// Whether the first account is still the only one, with the password that everybody knows. So says the base,
    /// however often and wherever it was opened since.
    #[must_use]
    pub fn is_first_start(&self) -> bool {
        self.first_start.load(Ordering::Relaxed)
    }

    /// Looks at the accounts, after they may have changed.
    ///
    /// # Errors
    /// When the base does not answer; what was known before holds.
    pub(crate) async fn refresh_first_start(&self) -> AppResult<()> {
        let is_first = is_untouched(&self.store.users().await?);
        self.first_start.store(is_first, Ordering::Relaxed);
        Ok(())
    }

    /// Somebody chose a password of their own.
    pub(crate) fn first_password_is_over(&self) {
        self.first_start.store(false, Ordering::Relaxed);
    }

    /// Creates `admin` / `admin123` in a base without users.
    pub(crate) async fn create_first_account(&self) -> AppResult<()> {
        if !self.store.users().await?.is_empty() {
            return Ok(());
        }
        let username = Username::parse(FIRST_USERNAME)
            .map_err(|rule| AppError::Internal(format!("the first user name breaks {rule:?}")))?;
        let op = self.ids.op();
        // Everybody knows this password, so it opens no key pair: that is made with the one that replaces it.
        let credentials = Credentials {
            password: hash(FIRST_PASSWORD).await?,
            key_pair: None,
        };
        let user = new_user(op, username, credentials, Role::Administrator, self.now());
        let details = details::user("créé au premier démarrage", &user.username, user.role);
        let object = Some((EntityKind::User, user.id.to_string()));
        let trace = self.trace_of(op, FIRST_USERNAME, AuditAction::CreateUser, object, details);
        match self.store.create_user(&user, &trace).await {
            // Or another device opened the new base in the same moment.
            Ok(_) | Err(StoreError::Duplicate) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// Every other provisional password opens a key pair, so the account that has none has the first one.
fn is_untouched(users: &[User]) -> bool {
    match users {
        [only] => {
            only.username.key() == FIRST_USERNAME
                && only.must_change_password
                && only.key_pair.is_none()
        }
        _ => false,
    }
}

/// Hashes away from the threads that answer others.
async fn hash(password: &str) -> AppResult<PasswordHash> {
    let password = PasswordDigest::of(password);
    tokio::task::spawn_blocking(move || passwords::hash(&password))
        .await
        .map_err(|error| AppError::Internal(error.to_string()))?
        .map_err(|error| AppError::Internal(error.to_string()))
}
