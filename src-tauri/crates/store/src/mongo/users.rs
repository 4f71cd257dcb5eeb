//! Accounts. A deleted one stays as a tombstone (`supprime_at`) without name or password, in whose outbox its trace
//! waits.

use async_trait::async_trait;
use bson::oid::ObjectId;
use bson::{Bson, DateTime, Document, doc};
use chrono::Utc;
use medigest_application::ports::{Attempt, StoreError, StoreResult, UserStore};
use medigest_domain::id::{PractitionerId, UserId};
use medigest_domain::keys::KeyPair;
use medigest_domain::role::Role;
use medigest_domain::trace::Trace;
use medigest_domain::user::{Credentials, User, Username};

use super::call::Failure;
use super::last_administrator::active_administrators;
use super::outbox::Pending;
use super::tombstone::{alive, bury, standing};
use super::{MongoStore, created};
use crate::documents::{KeyPairDocument, UserDocument};

/// How often to count an attempt that others were faster to count.
const COUNTING_TRIES: usize = 32;

/// The stored account as long as nobody counted another failure of it, or took the failures back.
fn as_counted(user: &User) -> Document {
    // None counted yet may as well be stored as nothing.
    let failures = match user.failed_sign_ins {
        0 => doc! { "$in": [0, null] },
        count => doc! { "$eq": count },
    };
    doc! { "echecs": failures, "verrouille_jusqua": user.locked_until.map(DateTime::from_chrono) }
}

/// What is stored of failures and pause when they are over.
fn no_failures() -> Document {
    doc! { "echecs": 0, "verrouille_jusqua": null }
}

#[async_trait]
impl UserStore for MongoStore {
    async fn user(&self, id: UserId) -> StoreResult<Option<User>> {
        let id = ObjectId::from_bytes(id.bytes());
        let found = self.documents::<UserDocument>().one(standing(id)).await?;
        found.map(User::try_from).transpose()
    }

    async fn user_by_name(&self, name: &Username) -> StoreResult<Option<User>> {
        // An account that an older program adds has no key until the base is opened again.
        let keyed = doc! {
            "$or": [{ "username_key": name.key() }, { "username_key": null }], "supprime_at": null,
        };
        let mut found: Vec<User> = self
            .documents::<UserDocument>()
            .all(keyed, doc! { "_id": 1 }, 0)
            .await?
            .into_iter()
            .filter(|user| user.username.to_lowercase() == name.key())
            .map(User::try_from)
            .collect::<Result<_, _>>()?;
        // Two whose names differ by their case only can only come from an older base: the exact one wins.
        let exact = found
            .iter()
            .position(|user| user.username.as_str() == name.as_str());
        Ok((!found.is_empty()).then(|| found.swap_remove(exact.unwrap_or(0))))
    }

    async fn users(&self) -> StoreResult<Vec<User>> {
        let found = self
            .documents::<UserDocument>()
            .all(alive(), doc! {}, 0)
            .await?;
        let mut users: Vec<_> = found
            .into_iter()
            .map(User::try_from)
            .collect::<Result<_, _>>()?;
        users.sort_by_key(|user| (user.username.key(), user.id));
        Ok(users)
    }

    async fn create_user(&self, user: &User, trace: &Trace) -> StoreResult<User> {
        let stored = UserDocument::from_domain(user);
        if let Some(id) = self.done::<UserDocument>(trace, stored.id).await? {
            return self.present_user(id).await;
        }
        let pending = Pending::account(trace, stored.practitioner_id);
        let document = created(&stored, &pending)?;
        match self.documents::<UserDocument>().create(document, &[]).await {
            Ok(_) => {}
            // Perhaps the first of two tries, whose answer was lost.
            Err(Failure::Duplicate { .. }) => {
                let done = self.done::<UserDocument>(trace, stored.id).await?;
                return self.present_user(done.ok_or(StoreError::Duplicate)?).await;
            }
            Err(failure) => return Err(failure.into()),
        }
        self.deliver::<UserDocument>(stored.id, &pending).await;
        stored.try_into()
    }

    async fn set_password(
        &self,
        id: UserId,
        credentials: &Credentials,
        must_change: bool,
        trace: &Trace,
    ) -> StoreResult<User> {
        let mut set = doc! {
            "password": credentials.password.expose(),
            // A document that has no pair may as well say so.
            "cles": credentials.key_pair.as_ref().map(stored_pair).transpose()?,
            "must_change_password": must_change,
        };
        set.extend(no_failures());
        self.change_user(id, set, trace).await
    }

    async fn update_user(
        &self,
        id: UserId,
        role: Role,
        practitioner: Option<PractitionerId>,
        trace: &Trace,
    ) -> StoreResult<User> {
        // A document that has no practitioner may as well say so.
        let practitioner = practitioner.map(|id| ObjectId::from_bytes(id.bytes()));
        let set = doc! { "role": role.stored(), "practitioner_id": practitioner };
        if role == Role::Administrator {
            self.change_user(id, set, trace).await
        } else {
            self.step_down(id, set, trace).await
        }
    }

    async fn keep_key_pair(&self, id: UserId, pair: &KeyPair) -> StoreResult<User> {
        let id = ObjectId::from_bytes(id.bytes());
        let mut without = standing(id);
        without.insert("cles", Bson::Null);
        let set = doc! { "$set": { "cles": stored_pair(pair)? } };
        self.documents::<UserDocument>()
            .update(without, set)
            .await?;
        self.present_user(id).await
    }

    async fn begin_sign_in(&self, id: UserId, now: chrono::DateTime<Utc>) -> StoreResult<Attempt> {
        let id = ObjectId::from_bytes(id.bytes());
        // Of several that read the same count, one writes the next; the others read again. Every round lets one
        // through, so before long there is a pause, or nobody else.
        for _ in 0..COUNTING_TRIES {
            let user = self.present_user(id).await?;
            let mut unless_counted = as_counted(&user);
            unless_counted.extend(standing(id));
            let counted = match user.attempted(now) {
                Ok(counted) => counted,
                Err(until) => return Ok(Attempt::Paused(until)),
            };
            let set = doc! { "$set": {
                "echecs": counted.failed_sign_ins,
                "verrouille_jusqua": counted.locked_until.map(DateTime::from_chrono),
            } };
            let users = self.documents::<UserDocument>();
            if let Some(user) = users.change(unless_counted, set).await? {
                return Ok(Attempt::Counted(Box::new(user.try_into()?)));
            }
        }
        Err(StoreError::Unavailable(
            "others are signing in to this account".to_owned(),
        ))
    }

    async fn note_sign_in(&self, id: UserId, at: chrono::DateTime<Utc>) -> StoreResult<()> {
        let latest = doc! {
            "$max": { "derniere_connexion": DateTime::from_chrono(at) },
            "$unset": { "echecs": "", "verrouille_jusqua": "" },
        };
        let only = standing(ObjectId::from_bytes(id.bytes()));
        let found = self
            .documents::<UserDocument>()
            .update(only, latest)
            .await?;
        if found {
            Ok(())
        } else {
            Err(StoreError::NotFound)
        }
    }

    async fn unlock_user(&self, id: UserId, trace: &Trace) -> StoreResult<User> {
        self.change_user(id, no_failures(), trace).await
    }

    async fn set_user_active(&self, id: UserId, active: bool, trace: &Trace) -> StoreResult<User> {
        let set = doc! { "actif": active };
        if active {
            self.change_user(id, set, trace).await
        } else {
            self.step_down(id, set, trace).await
        }
    }

    async fn delete_user(&self, id: UserId, trace: &Trace) -> StoreResult<()> {
        let id = ObjectId::from_bytes(id.bytes());
        if self.done::<UserDocument>(trace, id).await?.is_some() {
            return Ok(());
        }
        let pending = Pending::trace(trace);
        let mut bury = bury(&pending)?;
        // Older programs know nothing of tombstones: nobody gets in by one.
        bury.insert("$set", doc! { "actif": false, "password": "" });
        bury.insert("$unset", doc! { "username_key": "", "cles": "" });
        let documents = self.documents::<UserDocument>();
        if documents.change(deletable(id), bury).await?.is_some() {
            self.deliver::<UserDocument>(id, &pending).await;
            return Ok(());
        }
        // Deleted by the first of two tries, whose answer was lost; or it was used, or is not there.
        if self.done::<UserDocument>(trace, id).await?.is_some() {
            return Ok(());
        }
        self.present_user(id).await?;
        Err(StoreError::InUse)
    }
}

/// The account, if it may be deleted ([`User::may_be_deleted`]).
fn deletable(id: ObjectId) -> Document {
    let mut deletable = standing(id);
    deletable.insert("derniere_connexion", Bson::Null);
    deletable.insert("$nor", [active_administrators()]);
    deletable
}

/// A key pair as the documents write it.
fn stored_pair(pair: &KeyPair) -> StoreResult<Document> {
    bson::serialize_to_document(&KeyPairDocument::from_domain(pair))
        .map_err(|_| StoreError::Unreadable("users: cles cannot be written".to_owned()))
}

impl MongoStore {
    /// The account as it stands now, or `NotFound`.
    pub(super) async fn present_user(&self, id: ObjectId) -> StoreResult<User> {
        let found = self.confirmed::<UserDocument>().one(standing(id)).await?;
        found.ok_or(StoreError::NotFound)?.try_into()
    }

    async fn change_user(&self, id: UserId, set: Document, trace: &Trace) -> StoreResult<User> {
        let id = ObjectId::from_bytes(id.bytes());
        if let Some(id) = self.done::<UserDocument>(trace, id).await? {
            return self.present_user(id).await;
        }
        if let Some(changed) = self.write_user(standing(id), set, trace).await? {
            return changed.try_into();
        }
        // Done by the first of two tries, whose answer was lost; or there is no such account.
        self.done::<UserDocument>(trace, id).await?;
        self.present_user(id).await
    }

    /// Changes the account that fits, once per operation, and traces it; none if none fits.
    pub(super) async fn write_user(
        &self,
        filter: Document,
        set: Document,
        trace: &Trace,
    ) -> Result<Option<UserDocument>, Failure> {
        let linked = set.get_object_id("practitioner_id").ok();
        let pending = Pending::account(trace, linked);
        // Whoever deactivates marks the account first; whatever changes it takes the mark away.
        let update = doc! { "$set": set, "$unset": { "retrait": "" } };
        let (not_yet, update) = pending.once(filter, update)?;
        let changed = self
            .documents::<UserDocument>()
            .change(not_yet, update)
            .await?;
        if let Some(user) = &changed {
            self.deliver::<UserDocument>(user.id, &pending).await;
        }
        Ok(changed)
    }
}
