//! Signing in and out, the first account, and the user's own password.

use chrono::{DateTime, Utc};
use medigest_domain::field::FieldRule;
use medigest_domain::id::{OpId, UserId};
use medigest_domain::password::check_new;
use medigest_domain::role::Role;
use medigest_domain::trace::{AuditAction, EntityKind};
use medigest_domain::user::{PasswordHash, User, Username};

use crate::actor::Actor;
use crate::details;
use crate::error::{AppError, AppResult};
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
    pub async fn sign_in(&self, username: &str, password: &str) -> AppResult<Actor> {
        let user = match Username::parse(username) {
            Ok(name) => self.store.user_by_name(&name).await?,
            Err(_) => None,
        };
        let matches = verify(password, user.as_ref().map(|user| user.password.clone())).await?;
        let object = user
            .as_ref()
            .map(|user| (EntityKind::User, user.id.to_string()));
        match user.filter(|user| matches && user.active) {
            Some(user) => {
                let actor = Actor::from(&user);
                self.openings.forget(user.id);
                let trace = self.trace(
                    self.ids.op(),
                    &actor,
                    AuditAction::SignIn,
                    object,
                    "Connexion".to_owned(),
                );
                self.store.append(&trace).await?;
                self.store.note_sign_in(user.id, trace.at).await?;
                Ok(actor)
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

    /// Replaces the actor's own password; afterwards they may work.
    ///
    /// # Errors
    /// `Validation` on `current` or `replacement`.
    pub async fn change_password(
        &self,
        actor: &Actor,
        current: &str,
        replacement: &str,
    ) -> AppResult<Actor> {
        let user = self
            .store
            .user(actor.user_id)
            .await?
            .ok_or(AppError::NotFound(EntityKind::User))?;
        if !verify(current, Some(user.password.clone())).await? {
            return Err(AppError::field("current", FieldRule::WrongPassword));
        }
        if current == replacement {
            return Err(AppError::field("replacement", FieldRule::SamePassword));
        }
        check_new(replacement, &user.username)
            .map_err(|rule| AppError::field("replacement", rule))?;
        let hash = hash(replacement).await?;
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
            .set_password(user.id, &hash, false, &trace)
            .await
            .map_err(AppError::on(EntityKind::User))?;
        Ok(Actor::from(&user))
    }

    /// Creates `admin` / `admin123` in a base without users; whether it did.
    pub(crate) async fn create_first_account(&self) -> AppResult<bool> {
        if !self.store.users().await?.is_empty() {
            return Ok(false);
        }
        let username = Username::parse(FIRST_USERNAME)
            .map_err(|rule| AppError::Internal(format!("the first user name breaks {rule:?}")))?;
        let op = self.ids.op();
        let user = new_user(
            op,
            username,
            hash(FIRST_PASSWORD).await?,
            Role::Administrator,
            self.now(),
        );
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
    password: PasswordHash,
    role: Role,
    now: DateTime<Utc>,
) -> User {
    User {
        id: UserId::from_bytes(op.bytes()),
        username,
        password,
        role,
        practitioner_id: None,
        active: true,
        must_change_password: true,
        created_at: now,
        last_sign_in_at: None,
    }
}

/// Hashes away from the threads that answer others.
pub(crate) async fn hash(password: &str) -> AppResult<PasswordHash> {
    let password = password.to_owned();
    tokio::task::spawn_blocking(move || passwords::hash(&password))
        .await
        .map_err(|error| AppError::Internal(error.to_string()))?
        .map_err(|error| AppError::Internal(error.to_string()))
}

async fn verify(password: &str, stored: Option<PasswordHash>) -> AppResult<bool> {
    let password = password.to_owned();
    tokio::task::spawn_blocking(move || passwords::verify(&password, stored.as_ref()))
        .await
        .map_err(|error| AppError::Internal(error.to_string()))
}
