//! The recovery code: made anew, and used when every administrator's password is lost.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use medigest_domain::field::FieldRule;
use medigest_domain::id::OpId;
use medigest_domain::keys::{Holder, KeyCabinet, Recovery};
use medigest_domain::password::check_new;
use medigest_domain::permission::Action;
use medigest_domain::role::Role;
use medigest_domain::secret::KeyKind;
use medigest_domain::trace::{AuditAction, EntityKind};
use medigest_domain::user::{User, Username};
use medigest_vault::{Keyring, PasswordDigest, RecoveryCode, grant};

use super::{SignedIn, credentials, unusable_pair};
use crate::actor::Actor;
use crate::error::{AppError, AppResult};
use crate::operation::derived;
use crate::practice::Practice;

impl Practice {
    /// Makes a new recovery code; the one before is worth nothing any more. Answers it as it is shown.
    ///
    /// # Errors
    /// `Forbidden`; `Validation` on `password`; `SignInPaused`; `KeyMissing` if the actor lacks a key, which the code could then not
    /// give back.
    pub async fn new_recovery_code(
        &self,
        actor: &Actor,
        password: &str,
        op_id: OpId,
    ) -> AppResult<String> {
        self.authorise(actor, Action::ManageUsers, None).await?;
        self.check_own_password(actor, "password", password).await?;
        // If the operation was done before, its answer was lost and with it the code, which nobody has seen: the one
        // that is shown is made by an operation of its own.
        for op_id in [op_id, self.ids.op()] {
            let code = RecoveryCode::generate()?;
            let details = "Nouveau code de récupération".to_owned();
            let trace = self.trace(op_id, actor, AuditAction::NewRecoveryCode, None, details);
            let now = self.now();
            let kept = self
                .change_cabinet(&trace, |cabinet| {
                    replace_recovery(cabinet, &actor.keys, &code, now)
                })
                .await?
                .ok_or(AppError::KeyMissing(KeyKind::Administrative))?;
            if kept.recovery.public == code.private_key().public() {
                return Ok(code.shown());
            }
        }
        Err(AppError::ChangedByOther)
    }

    /// Gives an administrator whose password is lost a new one, and every key, by the recovery code; and the
    /// practice a new code, for this one has been used.
    ///
    /// # Errors
    /// `Validation` on `code`, `username` or `replacement`.
    pub async fn recover(
        &self,
        username: &str,
        code: &str,
        replacement: &str,
    ) -> AppResult<SignedIn> {
        let Some(ring) = self.opened_by(code).await? else {
            self.refuse_recovery(username).await?;
            return Err(AppError::field("code", FieldRule::WrongCode));
        };
        let user = self.administrator_named(username).await?;
        check_new(replacement, &user.username)
            .map_err(|rule| AppError::field("replacement", rule))?;
        let op_id = self.ids.op();
        let object = Some((EntityKind::User, user.id.to_string()));
        let trace = |op, what: &str| {
            let details = format!("{what} : {}", user.username);
            let name = user.username.as_str();
            self.trace_of(
                op,
                name,
                AuditAction::RecoverAccess,
                object.clone(),
                details,
            )
        };
        let fresh = credentials(replacement, None).await?;
        let set = trace(op_id, "Mot de passe remplacé par le code de récupération");
        let mut user = self
            .store
            .set_password(user.id, &fresh, false, &set)
            .await
            .map_err(AppError::on(EntityKind::User))?;
        if !user.active {
            let activated = trace(derived(op_id, "active"), "Compte réactivé");
            user = self
                .store
                .set_user_active(user.id, true, &activated)
                .await?;
        }
        let next = RecoveryCode::generate()?;
        let now = self.now();
        let given = trace(
            derived(op_id, "keys"),
            "Clés rendues par le code de récupération",
        );
        self.change_cabinet(&given, |cabinet| {
            let pair = user.key_pair.as_ref().ok_or_else(unusable_pair)?;
            for key in ring.data_keys() {
                let granted = grant(key, Holder::User(user.id), pair.public);
                cabinet.give(key.id(), granted.ok_or_else(unusable_pair)?);
            }
            replace_recovery(cabinet, &ring, &next, now)
        })
        .await?;
        let signed_in = self
            .begin_session(user, PasswordDigest::of(replacement))
            .await?;
        Ok(SignedIn {
            recovery_code: Some(Arc::new(next)),
            ..signed_in
        })
    }

    /// Every key, if this is the recovery code.
    async fn opened_by(&self, code: &str) -> AppResult<Option<Keyring>> {
        let Ok(code) = RecoveryCode::parse(code) else {
            return Ok(None);
        };
        let private = code.private_key();
        let cabinet = self.store.cabinet().await?;
        let opened = cabinet.filter(|cabinet| cabinet.recovery.public == private.public());
        Ok(opened.map(|cabinet| Keyring::of(Holder::Recovery, private, Some(&cabinet))))
    }

    async fn administrator_named(&self, username: &str) -> AppResult<User> {
        let unknown = || AppError::field("username", FieldRule::Unknown);
        let name = Username::parse(username).map_err(|_| unknown())?;
        let user = self.store.user_by_name(&name).await?;
        user.filter(|user| user.role == Role::Administrator)
            .ok_or_else(unknown)
    }
}

/// Seals every key to `code` instead of the code before.
fn replace_recovery(
    cabinet: &mut KeyCabinet,
    ring: &Keyring,
    code: &RecoveryCode,
    now: DateTime<Utc>,
) -> AppResult<()> {
    let public = code.private_key().public();
    let held = |kind: KeyKind, id| {
        let key = ring.data_keys().iter().find(|key| key.id() == id);
        key.ok_or(AppError::KeyMissing(kind))
    };
    let records: Vec<_> = cabinet.keys.iter().map(|key| (key.kind, key.id)).collect();
    for (kind, id) in records {
        let granted = grant(held(kind, id)?, Holder::Recovery, public);
        cabinet.give(id, granted.ok_or_else(unusable_pair)?);
    }
    cabinet.recovery = Recovery { public, since: now };
    Ok(())
}
