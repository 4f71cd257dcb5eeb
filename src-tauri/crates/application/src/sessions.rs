//! Signing in and out, the first account, and the user's own password.

use chrono::{DateTime, Utc};
use medigest_domain::field::FieldRule;
use medigest_domain::id::{OpId, UserId};
use medigest_domain::password::check_new;
use medigest_domain::role::Role;
use medigest_domain::trace::{AuditAction, EntityKind};
use medigest_domain::user::{Credentials, PasswordHash, User, Username};
use medigest_vault::PasswordDigest;

use crate::actor::Actor;
use crate::details;
use crate::error::{AppError, AppResult};
use crate::keys::{SignedIn, credentials};
use crate::passwords;
use crate::ports::StoreError;
use crate::practice::Practice;

/// The account a base without users gets (the seed's).
pub const FIRST_USERNAME: &str = "admin";
/// Its password, which must be changed at the first sign-in.
pub const FIRST_PASSWORD: &str = "admin123";

impl Practice {
    /// Signs in.
    ///
    /// # Errors
    /// `InvalidCredentials` for an unknown user, a wrong password and a deactivated account alike, after the
    /// same time.
    pub async fn sign_in(&self, username: &str, password: &str) -> AppResult<SignedIn> {
        let user = match Username::parse(username) {
            Ok(name) => self.store.user_by_name(&name).await?,
            Err(_) => None,
        };
        let password = PasswordDigest::of(password);
        let matches = verify(&password, user.as_ref().map(|user| user.password.clone())).await?;
        let object = user
            .as_ref()
            .map(|user| (EntityKind::User, user.id.to_string()));
        match user.filter(|user| matches && user.active) {
            Some(user) => {
                let id = user.id;
                self.openings.forget(id);
                let signed_in = self.begin_session(user, password).await?;
                let trace = self.trace(
                    self.ids.op(),
                    &signed_in.actor,
                    AuditAction::SignIn,
                    object,
                    "Connexion".to_owned(),
                );
                self.store.append(&trace).await?;
                self.store.note_sign_in(id, trace.at).await?;
                Ok(signed_in)
            }
            None => {
                // A password typed into the wrong field must not end up in the log: names we know only.
                let known = object.as_ref().map_or("inconnu", |_| username.trim());
                let trace = self.trace_of(
                    self.ids.op(),
                    known,
                    AuditAction::SignInRefused,
                    object,
                    "Connexion refusée".to_owned(),
                );
                self.store.append(&trace).await?;
                Err(AppError::InvalidCredentials)
            }
        }
    }

    /// Notes that `actor` signed out.
    ///
    /// # Errors
    /// When the base does not answer; the session ends all the same.
    pub async fn sign_out(&self, actor: &Actor) -> AppResult<()> {
        let object = Some((EntityKind::User, actor.user_id.to_string()));
        let trace = self.trace(
            self.ids.op(),
            actor,
            AuditAction::SignOut,
            object,
            "Déconnexion".to_owned(),
        );
        Ok(self.store.append(&trace).await?)
    }

    /// Replaces the actor's own password; afterwards they may work. Their key pair stays, sealed under the new one.
    ///
    /// # Errors
    /// `Validation` on `current` or `replacement`.
    pub async fn change_password(
        &self,
        actor: &Actor,
        current: &str,
        replacement: &str,
    ) -> AppResult<SignedIn> {
        let user = self.check_own_password(actor, "current", current).await?;
        if current == replacement {
            return Err(AppError::field("replacement", FieldRule::SamePassword));
        }
        check_new(replacement, &user.username)
            .map_err(|rule| AppError::field("replacement", rule))?;
        let private = actor.keys.private_key().cloned();
        let credentials = credentials(replacement, private).await?;
        let object = Some((EntityKind::User, user.id.to_string()));
        let details = details::user("change son mot de passe", &user.username, user.role);
        let trace = self.trace(
            self.ids.op(),
            actor,
            AuditAction::ChangePassword,
            object,
            details,
        );
        let user = self
            .store
            .set_password(user.id, &credentials, false, &trace)
            .await
            .map_err(AppError::on(EntityKind::User))?;
        self.begin_session(user, PasswordDigest::of(replacement))
            .await
    }

    /// The actor's account, if `password` is its password.
    ///
    /// # Errors
    /// `Validation` on `field`.
    pub(crate) async fn check_own_password(
        &self,
        actor: &Actor,
        field: &'static str,
        password: &str,
    ) -> AppResult<User> {
        let user = self.account(actor.user_id).await?;
        let password = PasswordDigest::of(password);
        if verify(&password, Some(user.password.clone())).await? {
            Ok(user)
        } else {
            Err(AppError::field(field, FieldRule::WrongPassword))
        }
    }

    /// Creates `admin` / `admin123` in a base without users; whether it did.
    pub(crate) async fn create_first_account(&self) -> AppResult<bool> {
        if !self.store.users().await?.is_empty() {
            return Ok(false);
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
            Ok(_) => Ok(true),
            // Another device opened the new base in the same moment.
            Err(StoreError::Duplicate) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

/// An active account with a provisional password, whose id is the operation's so that a repeat finds it.
pub(crate) fn new_user(
    op: OpId,
    username: Username,
    credentials: Credentials,
    role: Role,
    now: DateTime<Utc>,
) -> User {
    User {
        id: UserId::from_bytes(op.bytes()),
        username,
        password: credentials.password,
        key_pair: credentials.key_pair,
        role,
        practitioner_id: None,
        active: true,
        must_change_password: true,
        created_at: now,
        last_sign_in_at: None,
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

async fn verify(password: &PasswordDigest, stored: Option<PasswordHash>) -> AppResult<bool> {
    let password = password.clone();
    tokio::task::spawn_blocking(move || passwords::verify(&password, stored.as_ref()))
        .await
        .map_err(|error| AppError::Internal(error.to_string()))
}
