//! Proving who one is by a password: with a pause after failures, and so that refusals do not tell whether there is
//! such an account.

use std::time::Instant;

use chrono::{DateTime, Utc};
use medigest_domain::id::UserId;
use medigest_domain::throttle::Failures;
use medigest_domain::trace::{AuditAction, EntityKind};
use medigest_domain::user::{PasswordHash, User, Username};
use medigest_vault::PasswordDigest;

use crate::details;
use crate::error::{AppError, AppResult};
use crate::passwords;
use crate::ports::Attempt;
use crate::practice::Practice;

/// What a password is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    SignIn,
    Unlock,
    /// To change it, or for something that takes it once more.
    OwnPassword,
}

impl Practice {
    /// The account `user` as it stands now, if this is its password; its failures are over then.
    ///
    /// # Errors
    /// `InvalidCredentials`; `SignInPaused` after too many failures. Both are traced.
    pub(crate) async fn prove(
        &self,
        user: &User,
        password: &str,
        purpose: Purpose,
    ) -> AppResult<User> {
        let (name, object) = (user.username.as_str(), Some(user.id));
        let now = self.now();
        let counted = match self.store.begin_sign_in(user.id, now).await? {
            Attempt::Counted(counted) => *counted,
            Attempt::Paused(until) => {
                return self.refuse_paused(name, object, purpose, until).await;
            }
        };
        let matches = verify(password, Some(counted.password.clone())).await?;
        if !(matches && counted.active) {
            self.trace_refusal(
                name,
                object,
                details::proof_failed(purpose, counted.failed_sign_ins),
            )
            .await?;
            return Err(AppError::InvalidCredentials);
        }
        self.store.note_sign_in(counted.id, now).await?;
        Ok(counted.with_failures(Failures::default()))
    }

    /// Refuses a sign-in under a name that has no account (or the deactivated one `object`), after the time and with
    /// the pauses of a wrong password.
    pub(crate) async fn refuse_stranger(
        &self,
        typed: &str,
        object: Option<UserId>,
        password: &str,
    ) -> AppError {
        match self.try_refuse_stranger(typed, object, password).await {
            Ok(()) => AppError::InvalidCredentials,
            Err(error) => error,
        }
    }

    async fn try_refuse_stranger(
        &self,
        typed: &str,
        object: Option<UserId>,
        password: &str,
    ) -> AppResult<()> {
        let purpose = Purpose::SignIn;
        // A password typed into the wrong field must not end up in the log: names we know only.
        let name = object.map_or("inconnu", |_| typed.trim());
        let failures = match self.strangers.attempt(typed, self.now()) {
            Ok(failures) => failures,
            Err(until) => return self.refuse_paused(name, object, purpose, until).await,
        };
        verify(password, None).await?;
        let writing = Instant::now();
        self.trace_refusal(name, object, details::proof_failed(purpose, failures.count))
            .await?;
        // A failure of an account is counted in the base: one more write of that length.
        tokio::time::sleep(writing.elapsed()).await;
        Ok(())
    }

    /// Traces a recovery code that is none. Its length lets nobody guess it, so there is no pause.
    pub(crate) async fn refuse_recovery(&self, typed: &str) -> AppResult<()> {
        let account = match Username::parse(typed) {
            Ok(name) => self.store.user_by_name(&name).await?,
            Err(_) => None,
        };
        // As at the sign-in: names we know only.
        let name = account
            .as_ref()
            .map_or("inconnu", |user| user.username.as_str());
        let id = account.as_ref().map(|user| user.id);
        self.trace_refusal(name, id, "Code de récupération refusé".to_owned())
            .await
    }

    async fn refuse_paused<T>(
        &self,
        name: &str,
        object: Option<UserId>,
        purpose: Purpose,
        until: DateTime<Utc>,
    ) -> AppResult<T> {
        self.trace_refusal(name, object, details::proof_paused(purpose))
            .await?;
        Err(AppError::paused(until, self.now()))
    }

    async fn trace_refusal(
        &self,
        name: &str,
        object: Option<UserId>,
        details: String,
    ) -> AppResult<()> {
        let object = object.map(|id| (EntityKind::User, id.to_string()));
        let op = self.ids.op();
        let trace = self.trace_of(op, name, AuditAction::SignInRefused, object, details);
        Ok(self.store.append(&trace).await?)
    }
}

/// Compares away from the threads that answer others; none (no such user) takes as long and never matches.
async fn verify(password: &str, stored: Option<PasswordHash>) -> AppResult<bool> {
    let password = PasswordDigest::of(password);
    tokio::task::spawn_blocking(move || passwords::verify(&password, stored.as_ref()))
        .await
        .map_err(|error| AppError::Internal(error.to_string()))
}
