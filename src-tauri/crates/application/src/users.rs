//! Accounts, as the administrator manages them.

use medigest_domain::field::{FieldRule, Findings};
use medigest_domain::id::{OpId, PractitionerId, UserId};
use medigest_domain::keys::{Holder, may_hold};
use medigest_domain::password::check_new;
use medigest_domain::permission::Action;
use medigest_domain::role::Role;
use medigest_domain::secret::KeyKind;
use medigest_domain::trace::{AuditAction, EntityKind};
use medigest_domain::user::{User, Username};

use crate::actor::Actor;
use crate::details;
use crate::error::{AppError, AppResult};
use crate::keys::{credentials, usual_kinds};
use crate::operation::derived;
use crate::ports::StoreError;
use crate::practice::Practice;
use crate::sessions::new_user;

/// An account to create. The password is provisional: its owner replaces it at the first sign-in.
#[derive(Clone)]
pub struct NewUser {
    /// As typed.
    pub username: String,
    /// As typed.
    pub password: String,
    /// What they may do.
    pub role: Role,
    /// The practitioner a doctor is; asked of doctors only.
    pub practitioner_id: Option<PractitionerId>,
}

impl Practice {
    /// Every account, by name.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn users(&self, actor: &Actor) -> AppResult<Vec<User>> {
        self.authorise(actor, Action::ManageUsers, None).await?;
        Ok(self.store.users().await?)
    }

    /// Creates an account.
    ///
    /// # Errors
    /// `Forbidden`; `Validation` on `username`, `password` or `practitionerId`.
    pub async fn create_user(&self, actor: &Actor, new: &NewUser, op_id: OpId) -> AppResult<User> {
        self.authorise(actor, Action::ManageUsers, None).await?;
        let mut findings = Findings::default();
        let username = findings.parsed("username", Username::parse(&new.username));
        if let Some(username) = &username {
            findings.parsed("password", check_new(&new.password, username));
        }
        let practitioner_id = self
            .linked(new.role, new.practitioner_id, &mut findings)
            .await?;
        let username = findings.finish(username, false)?;
        let details = details::user("créé", &username, new.role);
        let credentials = credentials(&new.password, None).await?;
        let user = new_user(op_id, username, credentials, new.role, self.now());
        let user = User {
            practitioner_id,
            ..user
        };
        let trace = self.trace(
            op_id,
            actor,
            AuditAction::CreateUser,
            object(user.id),
            details,
        );
        let user = match self.store.create_user(&user, &trace).await {
            Err(StoreError::Duplicate) => {
                return Err(AppError::field("username", FieldRule::AlreadyUsed));
            }
            created => created?,
        };
        let kinds = usual_kinds(user.role, &actor.keys);
        self.equip(actor, &user, &kinds, op_id).await?;
        Ok(user)
    }

    /// Gives a user whose key pair is new the keys of `kinds`.
    async fn equip(
        &self,
        actor: &Actor,
        user: &User,
        kinds: &[KeyKind],
        op_id: OpId,
    ) -> AppResult<()> {
        let Some(pair) = user.key_pair.as_ref().filter(|_| !kinds.is_empty()) else {
            return Ok(());
        };
        let op_id = derived(op_id, "keys");
        let trace = self.key_trace(actor, AuditAction::GrantKey, user, kinds, op_id);
        self.give(&actor.keys, user, pair, kinds, &trace).await
    }

    /// Changes the role of an account, and the practitioner a doctor is.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`, `LastAdministrator`; `Validation` on `practitionerId`.
    pub async fn update_user(
        &self,
        actor: &Actor,
        id: UserId,
        role: Role,
        practitioner: Option<PractitionerId>,
        op_id: OpId,
    ) -> AppResult<User> {
        self.authorise(actor, Action::ManageUsers, None).await?;
        let before = self.account(id).await?;
        let mut findings = Findings::default();
        let linked = self.linked(role, practitioner, &mut findings).await?;
        findings.finish(Some(()), false)?;
        let details = details::user_edited(
            &before.username,
            (before.role, self.name_of(before.practitioner_id).await?),
            (role, self.name_of(linked).await?),
        );
        let trace = self.trace(op_id, actor, AuditAction::UpdateUser, object(id), details);
        let after = self
            .store
            .update_user(id, role, linked, &trace)
            .await
            .map_err(AppError::on(EntityKind::User))?;
        if !may_hold(role) {
            self.take_keys(actor, &after, op_id).await?;
        } else if !may_hold(before.role) {
            let kinds = usual_kinds(role, &actor.keys);
            self.equip(actor, &after, &kinds, op_id).await?;
        }
        Ok(after)
    }

    /// Takes the keys from a user who may not hold any, whatever their role was before: the operation that changed it
    /// may have stopped half-way.
    async fn take_keys(&self, actor: &Actor, user: &User, op_id: OpId) -> AppResult<()> {
        let cabinet = self.store.cabinet().await?;
        let holder = Holder::User(user.id);
        let mut keys = cabinet.iter().flat_map(|cabinet| &cabinet.keys);
        if !keys.any(|key| key.is_sealed_to(holder)) {
            return Ok(());
        }
        let op_id = derived(op_id, "keys");
        let kinds = KeyKind::ALL;
        let trace = self.key_trace(actor, AuditAction::RevokeKey, user, &kinds, op_id);
        self.withhold(user.id, &kinds, &trace).await
    }

    /// The practitioner an account of `role` is linked to: asked of doctors only.
    async fn linked(
        &self,
        role: Role,
        practitioner: Option<PractitionerId>,
        findings: &mut Findings,
    ) -> AppResult<Option<PractitionerId>> {
        let practitioner = practitioner.filter(|_| role == Role::Doctor);
        match practitioner {
            None if role == Role::Doctor => findings.error("practitionerId", FieldRule::Required),
            Some(id) if self.store.practitioner(id).await?.is_none() => {
                findings.error("practitionerId", FieldRule::Unknown);
            }
            _ => {}
        }
        Ok(practitioner)
    }

    /// Gives a user a new provisional password, and with it a new key pair: they keep the keys they were given, as far
    /// as the actor has them too.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`; `Validation` on `password`.
    pub async fn reset_password(
        &self,
        actor: &Actor,
        id: UserId,
        password: &str,
        op_id: OpId,
    ) -> AppResult<User> {
        self.authorise(actor, Action::ManageUsers, None).await?;
        let user = self.account(id).await?;
        check_new(password, &user.username).map_err(|rule| AppError::field("password", rule))?;
        let details = details::user("mot de passe réinitialisé", &user.username, user.role);
        let trace = self.trace(
            op_id,
            actor,
            AuditAction::ResetPassword,
            object(id),
            details,
        );
        let fresh = credentials(password, None).await?;
        let user = self
            .store
            .set_password(id, &fresh, true, &trace)
            .await
            .map_err(AppError::on(EntityKind::User))?;
        let usual = usual_kinds(user.role, &actor.keys);
        let mut kinds = self.given_to(id).await?;
        kinds.retain(|kind| usual.contains(kind));
        self.equip(actor, &user, &kinds, op_id).await?;
        Ok(user)
    }

    /// Activates or deactivates an account.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`, `LastAdministrator`.
    pub async fn set_user_active(
        &self,
        actor: &Actor,
        id: UserId,
        active: bool,
        op_id: OpId,
    ) -> AppResult<User> {
        self.authorise(actor, Action::ManageUsers, None).await?;
        let user = self.account(id).await?;
        let (action, what) = if active {
            (AuditAction::ActivateUser, "réactivé")
        } else {
            (AuditAction::DeactivateUser, "désactivé")
        };
        let trace = self.trace(
            op_id,
            actor,
            action,
            object(id),
            details::user(what, &user.username, user.role),
        );
        self.store
            .set_user_active(id, active, &trace)
            .await
            .map_err(AppError::on(EntityKind::User))
    }

    /// Deletes an account that nobody ever signed in to, with what it was given of the keys. One that was used keeps
    /// its name on what it did, and can only be deactivated.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`, `AccountUsed`.
    pub async fn delete_user(&self, actor: &Actor, id: UserId, op_id: OpId) -> AppResult<()> {
        self.authorise(actor, Action::ManageUsers, None).await?;
        // A repeated deletion finds nobody, and must be answered as the first was.
        let user = self.store.user(id).await?;
        let details = user.as_ref().map_or_else(String::new, |user| {
            details::user("supprimé", &user.username, user.role)
        });
        let trace = self.trace(op_id, actor, AuditAction::DeleteUser, object(id), details);
        self.store
            .delete_user(id, &trace)
            .await
            .map_err(AppError::on(EntityKind::User))?;
        if let Some(user) = user.filter(|user| may_hold(user.role)) {
            let kinds = KeyKind::ALL;
            let op_id = derived(op_id, "keys");
            let trace = self.key_trace(actor, AuditAction::RevokeKey, &user, &kinds, op_id);
            self.withhold(id, &kinds, &trace).await?;
        }
        Ok(())
    }

    /// Lets a user who failed too often sign in again at once.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`.
    pub async fn unlock_user(&self, actor: &Actor, id: UserId, op_id: OpId) -> AppResult<User> {
        self.authorise(actor, Action::ManageUsers, None).await?;
        let user = self.account(id).await?;
        let details = details::user("débloqué", &user.username, user.role);
        let trace = self.trace(op_id, actor, AuditAction::UnlockUser, object(id), details);
        self.store
            .unlock_user(id, &trace)
            .await
            .map_err(AppError::on(EntityKind::User))
    }

    pub(crate) async fn account(&self, id: UserId) -> AppResult<User> {
        self.store
            .user(id)
            .await?
            .ok_or(AppError::NotFound(EntityKind::User))
    }
}

fn object(id: UserId) -> Option<(EntityKind, String)> {
    Some((EntityKind::User, id.to_string()))
}
