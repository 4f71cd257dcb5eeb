//! Deactivating an account without ever losing the last administrator, although two clients may try at once
//! and a standalone has no transactions.
//!
//! Who deactivates an administrator first marks the account (`retrait`), then looks for another active
//! administrator without a mark, and only then deactivates, provided the mark is still there. Of two attempts
//! on two administrators, the one that marks later sees the other's mark: both may be refused, never both
//! succeed. The mark of a client that crashed is taken away once it is old; its client, should it still live,
//! then finds it missing and starts again.

use bson::oid::ObjectId;
use bson::{DateTime, Document, doc};
use chrono::Duration;
use medigest_application::ports::{StoreError, StoreResult};
use medigest_domain::id::UserId;
use medigest_domain::role::Role;
use medigest_domain::trace::Trace;
use medigest_domain::user::User;
use serde::{Deserialize, Serialize};

use super::MongoStore;
use super::call::Failure;
use crate::documents::{Stored, UserDocument};

/// An attempt takes milliseconds; a mark this old was left behind.
const STALE: Duration = Duration::seconds(30);
/// How often to start again after losing the mark to another client.
const TRIES: usize = 5;

/// An administrator, as far as a removal is concerned.
#[derive(Serialize, Deserialize)]
struct Administrator {
    #[serde(rename = "_id")]
    id: ObjectId,
    #[serde(default)]
    retrait: Option<Mark>,
}

#[derive(Serialize, Deserialize)]
struct Mark {
    /// One try of one operation.
    essai: ObjectId,
    /// When, by the server's clock.
    at: DateTime,
}

impl Stored for Administrator {
    const COLLECTION: &'static str = UserDocument::COLLECTION;
    const OPTIONAL: &'static [&'static str] = &[];
    const FIELDS: &'static [&'static str] = &["retrait"];
}

impl MongoStore {
    /// Deactivates an account, unless it is the last active administrator's.
    pub(super) async fn deactivate(&self, id: UserId, trace: &Trace) -> StoreResult<User> {
        let id = ObjectId::from_bytes(id.bytes());
        for _ in 0..TRIES {
            if let Some(id) = self.done::<UserDocument>(trace, id).await? {
                return self.present_user(id).await;
            }
            if let Some(user) = self.try_deactivate(id, trace).await? {
                return user.try_into();
            }
            self.present_user(id).await?;
        }
        Err(StoreError::Unavailable(
            "others are changing this account".to_owned(),
        ))
    }

    /// One try: none if somebody else changed the account meanwhile.
    async fn try_deactivate(
        &self,
        id: ObjectId,
        trace: &Trace,
    ) -> StoreResult<Option<UserDocument>> {
        let mut administers = active_administrators();
        administers.insert("_id", id);
        let set = doc! { "actif": false };
        let Some(mark) = self.mark(administers).await? else {
            let harmless = doc! { "_id": id, "$nor": [active_administrators()] };
            return Ok(self.write_user(harmless, set, trace).await?);
        };
        let marked = doc! { "_id": id, "retrait.essai": mark.essai };
        if self.another_stays(id, &mark).await? {
            Ok(self.write_user(marked, set, trace).await?)
        } else {
            let unmark = doc! { "$unset": { "retrait": "" } };
            self.documents::<UserDocument>()
                .update(marked, unmark)
                .await?;
            Err(StoreError::LastAdministrator)
        }
    }

    /// Marks the account if it is an active administrator's.
    async fn mark(&self, administers: Document) -> Result<Option<Mark>, Failure> {
        let set = doc! {
            "$set": { "retrait.essai": ObjectId::new() },
            "$currentDate": { "retrait.at": true },
        };
        let marked = self
            .documents::<Administrator>()
            .change(administers, set)
            .await?;
        Ok(marked.and_then(|administrator| administrator.retrait))
    }

    /// Whether an active administrator other than `id` is not being deactivated, after taking away the marks
    /// that were left behind.
    async fn another_stays(&self, id: ObjectId, own: &Mark) -> Result<bool, Failure> {
        let mut others = active_administrators();
        others.insert("_id", doc! { "$ne": id });
        let administrators = self.confirmed::<Administrator>();
        for other in administrators.all(others, doc! {}, 0).await? {
            let Some(mark) = other.retrait else {
                return Ok(true);
            };
            if own.at.to_chrono() - mark.at.to_chrono() > STALE {
                let left_behind = doc! { "_id": other.id, "retrait.essai": mark.essai };
                let unmark = doc! { "$unset": { "retrait": "" } };
                if administrators.update(left_behind, unmark).await? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}

/// A missing `actif` (an older base) means active.
fn active_administrators() -> Document {
    doc! { "role": Role::Administrator.stored(), "actif": { "$ne": false } }
}
