//! New keys, and sealing everything anew: in pages, from the beginning at every try, so that whatever interrupted it
//! is caught up with.

use medigest_domain::id::OpId;
use medigest_domain::keys::{Access, DataKeyRecord, Grant, Holder, KeyCabinet};
use medigest_domain::permission::Action;
use medigest_domain::secret::KeyKind;
use medigest_domain::trace::AuditAction;
use medigest_domain::user::User;
use medigest_vault::{DataKey, Keyring, grant};

use super::unusable_pair;
use super::walk::Walk;
use crate::actor::Actor;
use crate::error::{AppError, AppResult};
use crate::operation::derived;
use crate::practice::Practice;

/// Passes over the base: what devices that had not heard of the new keys wrote meanwhile is caught by a later one.
const PASSES: usize = 3;

/// What sealing anew did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Resealing {
    /// Files with a text that was sealed anew.
    pub patients: u32,
    /// Appointments whose reason was sealed anew.
    pub appointments: u32,
    /// Texts that do not open, and so stay as they are.
    pub left: u32,
}

impl Resealing {
    /// Files and appointments together.
    fn documents(self) -> u32 {
        self.patients + self.appointments
    }

    fn add(&mut self, other: Self) {
        self.patients += other.patients;
        self.appointments += other.appointments;
        self.left += other.left;
    }
}

impl Practice {
    /// Makes new keys for everybody who has those before and may still sign in, and seals everything anew.
    /// `progress` hears how many documents of how many are done.
    ///
    /// # Errors
    /// `Forbidden`; `KeyMissing` if the actor lacks a key. When the base stops answering, [`Practice::reseal`] goes
    /// on later.
    pub async fn rotate_keys(
        &self,
        actor: &Actor,
        op_id: OpId,
        progress: impl Fn(u32, u32) + Send + Sync,
    ) -> AppResult<Resealing> {
        self.authorise(actor, Action::ManageUsers, None).await?;
        holds_both(&actor.keys)?;
        let users = self.store.users().await?;
        let details = "Clés du cabinet changées".to_owned();
        let trace = self.trace(op_id, actor, AuditAction::RotateKeys, None, details);
        let now = self.now();
        self.change_cabinet(&trace, |cabinet| {
            for kind in KeyKind::ALL {
                let key = DataKey::generate(kind, cabinet.next_number(kind))?;
                let grants = grants(cabinet, &users, &key)?;
                cabinet.keys.push(DataKeyRecord {
                    id: key.id(),
                    kind,
                    number: key.number(),
                    created_at: now,
                    grants,
                });
            }
            cabinet.resealing = true;
            Ok(())
        })
        .await?;
        let actor = self.renew_keys(actor).await?;
        self.reseal_all(&actor, op_id, progress).await
    }

    /// Goes on sealing anew after an interruption.
    ///
    /// # Errors
    /// As [`Practice::rotate_keys`].
    pub async fn reseal(
        &self,
        actor: &Actor,
        progress: impl Fn(u32, u32) + Send + Sync,
    ) -> AppResult<Resealing> {
        self.authorise(actor, Action::ManageUsers, None).await?;
        let actor = self.renew_keys(actor).await?;
        holds_both(&actor.keys)?;
        self.reseal_all(&actor, self.ids.op(), progress).await
    }

    async fn reseal_all(
        &self,
        actor: &Actor,
        op_id: OpId,
        progress: impl Fn(u32, u32) + Send + Sync,
    ) -> AppResult<Resealing> {
        let total = self.store.sealed_documents().await?;
        let mut done = Resealing::default();
        for _ in 0..PASSES {
            let pass = self.pass(&actor.keys, total, &progress).await?;
            // What does not open does so at every pass.
            done.left = 0;
            done.add(pass);
            if pass.documents() == 0 {
                break;
            }
        }
        let details = format!(
            "Scellement repris : {} fiches, {} rendez-vous, {} textes illisibles",
            done.patients, done.appointments, done.left
        );
        let op_id = derived(op_id, "resealed");
        let trace = self.trace(op_id, actor, AuditAction::RotateKeys, None, details);
        self.change_cabinet(&trace, |cabinet| {
            cabinet.resealing = false;
            Ok(())
        })
        .await?;
        Ok(done)
    }

    /// Seals anew what is due, once over.
    async fn pass(
        &self,
        keys: &Keyring,
        total: u32,
        progress: &(impl Fn(u32, u32) + Send + Sync),
    ) -> AppResult<Resealing> {
        let (mut done, mut seen) = (Resealing::default(), 0);
        let mut walk = Walk::new();
        while let Some(page) = self.next_page(keys, &mut walk).await? {
            self.store.reseal(&page.texts).await?;
            done.add(page.due);
            seen += page.documents;
            progress(seen, total.max(seen));
        }
        Ok(done)
    }

    /// Documents with a text that another key than the current one seals, or none.
    pub(crate) async fn to_reseal(&self, keys: &Keyring) -> AppResult<u32> {
        let mut due = Resealing::default();
        let mut walk = Walk::new();
        while let Some(page) = self.next_page(keys, &mut walk).await? {
            due.add(page.due);
        }
        Ok(due.documents())
    }
}

/// Whoever lacks a key would take for damaged what they cannot open, and seal but a part.
pub(crate) fn holds_both(keys: &Keyring) -> AppResult<()> {
    let missing = KeyKind::ALL.into_iter().find(|kind| !keys.holds(*kind));
    missing.map_or(Ok(()), |kind| Err(AppError::KeyMissing(kind)))
}

/// To whom a new key goes: the recovery code, and every active user who has the key before it.
fn grants(cabinet: &KeyCabinet, users: &[User], key: &DataKey) -> AppResult<Vec<Grant>> {
    let kind = key.kind();
    let recovery = grant(key, Holder::Recovery, cabinet.recovery.public);
    let mut grants = vec![recovery.ok_or_else(unusable_pair)?];
    for user in users.iter().filter(|user| user.active) {
        let pair = user.key_pair.as_ref();
        let access = cabinet.access(user.id, user.role, pair, kind);
        if let (Access::Granted, Some(pair)) = (access, pair) {
            let granted = grant(key, Holder::User(user.id), pair.public);
            grants.push(granted.ok_or_else(unusable_pair)?);
        }
    }
    Ok(grants)
}
