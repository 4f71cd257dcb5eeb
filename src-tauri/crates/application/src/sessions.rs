//! Signing in and out, locked sessions, and the user's own password.

use chrono::{DateTime, Utc};
use medigest_domain::field::FieldRule;
use medigest_domain::id::{OpId, UserId};
use medigest_domain::password::check_new;
use medigest_domain::role::Role;
use medigest_domain::trace::{AuditAction, EntityKind};
use medigest_domain::user::{Credentials, User, Username};
use medigest_vault::PasswordDigest;

use crate::actor::Actor;
use crate::details;
use crate::error::{AppError, AppResult};
use crate::keys::{SignedIn, credentials};
use crate::ports::BaseState;
use crate::practice::Practice;
use crate::proof::Purpose;

impl Practice {
    /// Signs in.
    ///
    /// # Errors
    /// `InvalidCredentials` for an unknown user, a wrong password and a deactivated account alike, after the
    /// same time; `SignInPaused` after too many of them; `BaseNotAdopted` at an older base.
    pub async fn sign_in(&self, username: &str, password: &str) -> AppResult<SignedIn> {
        if !self.is_ready_by_now().await? {
            return self.sign_in_to_adopt(username, password).await;
        }
        let named = match Username::parse(username) {
            Ok(name) => self.store.user_by_name(&name).await?,
            Err(_) => None,
        };
        let named_id = named.as_ref().map(|user| user.id);
        let Some(user) = named.filter(|user| user.active) else {
            return Err(self.refuse_stranger(username, named_id, password).await);
        };
        let user = self.prove(&user, password, Purpose::SignIn).await?;
        self.openings.forget(user.id);
        let signed_in = self
            .begin_session(user, PasswordDigest::of(password))
            .await?;
        self.note_session(&signed_in.actor, AuditAction::SignIn, "Connexion")
            .await?;
        Ok(signed_in)
    }

    /// Goes on with the locked session of `actor`, if this is their password.
    ///
    /// # Errors
    /// `InvalidCredentials` for a wrong password and a deactivated account; `SignInPaused`.
    pub async fn unlock_session(&self, actor: &Actor, password: &str) -> AppResult<SignedIn> {
        if self.base_state() != BaseState::Ready {
            return self.sign_in_to_adopt(&actor.username, password).await;
        }
        let user = self
            .store
            .user(actor.user_id)
            .await?
            .ok_or(AppError::InvalidCredentials)?;
        let user = self.prove(&user, password, Purpose::Unlock).await?;
        let signed_in = self
            .begin_session(user, PasswordDigest::of(password))
            .await?;
        let what = "Session déverrouillée";
        self.note_session(&signed_in.actor, AuditAction::SignIn, what)
            .await?;
        Ok(signed_in)
    }

    /// Notes that the session of `actor` was locked.
    ///
    /// # Errors
    /// When the base does not answer; the session is locked all the same.
    pub async fn note_lock(&self, actor: &Actor) -> AppResult<()> {
        self.note_session(actor, AuditAction::LockSession, "Session verrouillée")
            .await
    }

    /// Notes that `actor` signed out.
    ///
    /// # Errors
    /// When the base does not answer; the session ends all the same.
    pub async fn sign_out(&self, actor: &Actor) -> AppResult<()> {
        self.note_session(actor, AuditAction::SignOut, "Déconnexion")
            .await
    }

    /// Traces what `actor` did with a session of theirs.
    async fn note_session(&self, actor: &Actor, action: AuditAction, what: &str) -> AppResult<()> {
        // An older base stays as it is until it is adopted.
        if self.base_state() != BaseState::Ready {
            return Ok(());
        }
        let object = Some((EntityKind::User, actor.user_id.to_string()));
        let trace = self.trace(self.ids.op(), actor, action, object, what.to_owned());
        Ok(self.store.append(&trace).await?)
    }

    /// Replaces the actor's own password; afterwards they may work. Their key pair stays, sealed under the new one.
    ///
    /// # Errors
    /// `Validation` on `current` or `replacement`; `SignInPaused` after too many wrong ones.
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
        self.first_password_is_over();
        self.begin_session(user, PasswordDigest::of(replacement))
            .await
    }

    /// The actor's account, if `password` is its password.
    ///
    /// # Errors
    /// `Validation` on `field`; `SignInPaused` after too many wrong ones.
    pub(crate) async fn check_own_password(
        &self,
        actor: &Actor,
        field: &'static str,
        password: &str,
    ) -> AppResult<User> {
        let user = self.account(actor.user_id).await?;
        match self.prove(&user, password, Purpose::OwnPassword).await {
            Err(AppError::InvalidCredentials) => {
                Err(AppError::field(field, FieldRule::WrongPassword))
            }
            proven => proven,
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
        failed_sign_ins: 0,
        locked_until: None,
    }
}
