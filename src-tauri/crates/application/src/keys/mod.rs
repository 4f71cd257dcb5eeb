//! The practice's keys (ADR 0008): who holds them, and what an administrator does with them.
//!
//! Every change reads the one document with all keys, changes it, and writes it under the guard of its version:
//! two administrators at once cannot undo each other's work.

mod recovery;
mod rotation;
mod session;
mod walk;

use chrono::{DateTime, Utc};
use medigest_domain::appointment::ActionState;
use medigest_domain::id::{OpId, UserId};
use medigest_domain::keys::{Access, Holder, KeyCabinet, KeyPair, may_hold};
use medigest_domain::permission::Action;
use medigest_domain::role::Role;
use medigest_domain::secret::KeyKind;
use medigest_domain::trace::{AuditAction, EntityKind, Trace};
use medigest_domain::user::User;
use medigest_vault::{DataKey, Keyring, grant};

use crate::actor::Actor;
use crate::error::{AppError, AppResult};
use crate::ports::StoreError;
use crate::practice::Practice;

pub use rotation::Resealing;
pub(crate) use rotation::holds_both;
pub(crate) use session::credentials;
pub use session::{FirstKeys, SignedIn, first_keys, new_credentials};

/// Tries against other administrators who change the keys at the same moment.
const TRIES: usize = 8;

/// The keys, as the administrator sees them.
#[derive(Debug, Clone)]
pub struct KeysOverview {
    /// Every key: kind, number, when it was made, whether it seals.
    pub keys: Vec<KeyLine>,
    /// Since when there is a recovery code.
    pub recovery_since: Option<DateTime<Utc>>,
    /// Every account, by name, and what it has of the keys of [`KeyKind::ALL`].
    pub users: Vec<(User, [Access; 2])>,
    /// Documents with texts that an earlier key seals, or none.
    pub to_reseal: u32,
}

/// A key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyLine {
    /// What it seals.
    pub kind: KeyKind,
    /// Its number among those of its kind.
    pub number: u32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// It is the one that seals.
    pub current: bool,
}

impl Practice {
    /// The keys and who has them.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn keys(&self, actor: &Actor) -> AppResult<KeysOverview> {
        self.authorise(actor, Action::ManageUsers, None).await?;
        let cabinet = self.store.cabinet().await?;
        let users = self.store.users().await?;
        let access = |user: &User, kind| match &cabinet {
            Some(cabinet) => cabinet.access(user.id, user.role, user.key_pair.as_ref(), kind),
            None if may_hold(user.role) => Access::Waiting,
            None => Access::NotForRole,
        };
        let users = users
            .into_iter()
            .map(|user| {
                let all = KeyKind::ALL.map(|kind| access(&user, kind));
                (user, all)
            })
            .collect();
        let resealing = cabinet.as_ref().is_some_and(|cabinet| cabinet.resealing);
        let to_reseal = if resealing {
            self.to_reseal(&actor.keys).await?
        } else {
            0
        };
        Ok(KeysOverview {
            keys: cabinet.as_ref().map(lines).unwrap_or_default(),
            recovery_since: cabinet.map(|cabinet| cabinet.recovery.since),
            users,
            to_reseal,
        })
    }

    /// Gives a user the keys of `kind`.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`; `KeyMissing` if the actor does not have them; `NotAllowedNow` for a user whose role
    /// has none or who has no key pair yet.
    pub async fn grant_key(
        &self,
        actor: &Actor,
        id: UserId,
        kind: KeyKind,
        op_id: OpId,
    ) -> AppResult<()> {
        self.authorise(actor, Action::ManageUsers, None).await?;
        let user = self.account(id).await?;
        let not_applicable = AppError::NotAllowedNow(ActionState::NotApplicable);
        if !may_hold(user.role) {
            return Err(not_applicable);
        }
        let Some(pair) = &user.key_pair else {
            return Err(not_applicable);
        };
        if !actor.keys.holds(kind) {
            return Err(AppError::KeyMissing(kind));
        }
        let trace = self.key_trace(actor, AuditAction::GrantKey, &user, &[kind], op_id);
        self.give(&actor.keys, &user, pair, &[kind], &trace).await
    }

    /// Takes the keys of `kind` from a user.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`.
    pub async fn revoke_key(
        &self,
        actor: &Actor,
        id: UserId,
        kind: KeyKind,
        op_id: OpId,
    ) -> AppResult<()> {
        self.authorise(actor, Action::ManageUsers, None).await?;
        let user = self.account(id).await?;
        let trace = self.key_trace(actor, AuditAction::RevokeKey, &user, &[kind], op_id);
        self.withhold(id, &[kind], &trace).await
    }

    /// Seals the keys of `kinds` on `ring` to a user.
    pub(crate) async fn give(
        &self,
        ring: &Keyring,
        user: &User,
        pair: &KeyPair,
        kinds: &[KeyKind],
        trace: &Trace,
    ) -> AppResult<()> {
        let keys: Vec<&DataKey> = ring
            .data_keys()
            .iter()
            .filter(|key| kinds.contains(&key.kind()))
            .collect();
        self.change_cabinet(trace, |cabinet| {
            for key in &keys {
                let holder = Holder::User(user.id);
                let granted = grant(key, holder, pair.public).ok_or_else(unusable_pair)?;
                cabinet.give(key.id(), granted);
            }
            Ok(())
        })
        .await
        .map(drop)
    }

    /// Takes the keys of `kinds` from a user.
    pub(crate) async fn withhold(
        &self,
        user: UserId,
        kinds: &[KeyKind],
        trace: &Trace,
    ) -> AppResult<()> {
        self.change_cabinet(trace, |cabinet| {
            for kind in kinds {
                cabinet.withhold(Holder::User(user), *kind);
            }
            Ok(())
        })
        .await
        .map(drop)
    }

    /// Changes the keys, whatever other administrators do at the same moment. A practice without keys has nothing
    /// to change.
    pub(crate) async fn change_cabinet(
        &self,
        trace: &Trace,
        change: impl Fn(&mut KeyCabinet) -> AppResult<()>,
    ) -> AppResult<Option<KeyCabinet>> {
        for _ in 0..TRIES {
            let Some(mut cabinet) = self.store.cabinet().await? else {
                return Ok(None);
            };
            change(&mut cabinet)?;
            cabinet.v += 1;
            match self.store.save_cabinet(&cabinet, trace).await {
                Ok(saved) => return Ok(Some(saved)),
                Err(StoreError::Stale) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(AppError::ChangedByOther)
    }

    /// The kinds of keys that a user was given and nobody took from them since, whichever pair they had then.
    pub(crate) async fn given_to(&self, user: UserId) -> AppResult<Vec<KeyKind>> {
        let Some(cabinet) = self.store.cabinet().await? else {
            return Ok(Vec::new());
        };
        let is_given = |kind: &KeyKind| {
            let current = cabinet.current(*kind);
            current.is_some_and(|key| key.is_sealed_to(Holder::User(user)))
        };
        Ok(KeyKind::ALL.into_iter().filter(is_given).collect())
    }

    /// The trace of something done with a user's keys.
    pub(crate) fn key_trace(
        &self,
        actor: &Actor,
        action: AuditAction,
        user: &User,
        kinds: &[KeyKind],
        op_id: OpId,
    ) -> Trace {
        let kinds: Vec<_> = kinds.iter().map(|kind| in_french(*kind)).collect();
        let details = format!("Clé {} de {}", kinds.join(" et "), user.username);
        let object = Some((EntityKind::User, user.id.to_string()));
        self.trace(op_id, actor, action, object, details)
    }
}

/// The kinds a new user of `role` gets, of those on `ring`.
pub(crate) fn usual_kinds(role: Role, ring: &Keyring) -> Vec<KeyKind> {
    let kinds = KeyKind::ALL.into_iter();
    kinds
        .filter(|kind| may_hold(role) && ring.holds(*kind))
        .collect()
}

pub(crate) fn unusable_pair() -> AppError {
    AppError::Internal("a public key is none".to_owned())
}

fn in_french(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Administrative => "administrative",
        KeyKind::Medical => "médicale",
    }
}

fn lines(cabinet: &KeyCabinet) -> Vec<KeyLine> {
    let mut lines: Vec<_> = cabinet
        .keys
        .iter()
        .map(|key| KeyLine {
            kind: key.kind,
            number: key.number,
            created_at: key.created_at,
            current: cabinet.current(key.kind).map(|current| current.id) == Some(key.id),
        })
        .collect();
    lines.sort_by_key(|line| (line.kind, std::cmp::Reverse(line.number)));
    lines
}
