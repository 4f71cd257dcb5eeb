//! Deactivating an account, or taking its role, without ever losing the last administrator, although two clients may try at once
//! and a standalone has no transactions.
//!
//! Who deactivates an administrator first marks the account (`retrait`), then looks for another active
//! administrator without a mark, and only then deactivates, provided the mark is still there. Of two attempts
//! on two administrators, the one that marks later sees the other's mark, so never both succeed. So that they
//! do not both fail either, the one with the greater id gives way: it takes its mark back and starts again. The
//! mark of a client that crashed is taken away once it is old; its client, should it still live, then finds it
//! missing and starts again.

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
use super::tombstone::standing;
use crate::documents::{Stored, UserDocument};

/// An attempt takes milliseconds; a mark this old was left behind.
const STALE: Duration = Duration::seconds(30);
/// How long one gives way to another attempt before starting again.
const GIVE_WAY: std::time::Duration = std::time::Duration::from_millis(150);
/// How long the other then waits between two looks.
const LOOK_AGAIN: std::time::Duration = std::time::Duration::from_millis(25);
/// How often to look: together longer than giving way takes.
const LOOKS: usize = 20;
/// How often to start again.
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
    /// Changes an account so that it administers no more, unless it is the last active administrator's.
    pub(super) async fn step_down(
        &self,
        id: UserId,
        set: Document,
        trace: &Trace,
    ) -> StoreResult<User> {
        let id = ObjectId::from_bytes(id.bytes());
        for _ in 0..TRIES {
            if let Some(id) = self.done::<UserDocument>(trace, id).await? {
                return self.present_user(id).await;
            }
            if let Some(user) = self.try_step_down(id, &set, trace).await? {
                return user.try_into();
            }
            self.present_user(id).await?;
        }
        Err(StoreError::Unavailable(
            "others are changing this account".to_owned(),
        ))
    }

    /// One try: none if it is to be started again.
    async fn try_step_down(
        &self,
        id: ObjectId,
        set: &Document,
        trace: &Trace,
    ) -> StoreResult<Option<UserDocument>> {
        let Some(mark) = self.mark(id).await? else {
            let mut harmless = standing(id);
            harmless.insert("$nor", [active_administrators()]);
            return Ok(self.write_user(harmless, set.clone(), trace).await?);
        };
        let marked = doc! { "_id": id, "retrait.essai": mark.essai };
        let others = self.settled_others(id, &mark).await?;
        if matches!(others, Others::Stay) {
            return Ok(self.write_user(marked, set.clone(), trace).await?);
        }
        let unmark = doc! { "$unset": { "retrait": "" } };
        self.documents::<UserDocument>()
            .update(marked, unmark)
            .await?;
        if matches!(others, Others::None) {
            return Err(StoreError::LastAdministrator);
        }
        tokio::time::sleep(GIVE_WAY).await;
        Ok(None)
    }

    /// Marks the account if it is an active administrator's.
    async fn mark(&self, id: ObjectId) -> Result<Option<Mark>, Failure> {
        let mut administers = active_administrators();
        administers.insert("_id", id);
        let mark = doc! {
            "$set": { "retrait.essai": ObjectId::new() },
            "$currentDate": { "retrait.at": true },
        };
        let administrators = self.documents::<Administrator>();
        let marked = administrators.change(administers, mark).await?;
        Ok(marked.and_then(|administrator| administrator.retrait))
    }

    /// What can be said of the other administrators once those who give way to `id` did so.
    async fn settled_others(&self, id: ObjectId, own: &Mark) -> Result<Others, Failure> {
        for _ in 0..LOOKS {
            let others = self.others(id, own).await?;
            if !matches!(others, Others::GiveWay) {
                return Ok(others);
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        Ok(Others::GoFirst)
    }

    /// What can be said of the other administrators now, after taking away the marks that were left behind.
    async fn others(&self, id: ObjectId, own: &Mark) -> Result<Others, Failure> {
        let mut others = active_administrators();
        others.insert("_id", doc! { "$ne": id });
        let administrators = self.confirmed::<Administrator>();
        let mut found = Others::None;
        // By their ids: of those who are marked, the first decides.
        for other in administrators.all(others, doc! { "_id": -1 }, 0).await? {
            let Some(mark) = other.retrait else {
                return Ok(Others::Stay);
            };
            if own.at.to_chrono() - mark.at.to_chrono() > STALE {
                let left_behind = doc! { "_id": other.id, "retrait.essai": mark.essai };
                let unmark = doc! { "$unset": { "retrait": "" } };
                if administrators.update(left_behind, unmark).await? {
                    return Ok(Others::Stay);
                }
            }
            found = if other.id < id {
                Others::GoFirst
            } else {
                Others::GiveWay
            };
        }
        Ok(found)
    }
}

/// The other active administrators.
enum Others {
    /// There are none.
    None,
    /// One is not being deactivated.
    Stay,
    /// All are being deactivated, and give way to this attempt.
    GiveWay,
    /// All are being deactivated, and one goes before this attempt.
    GoFirst,
}

/// A missing `actif` (an older base) means active.
pub(super) fn active_administrators() -> Document {
    doc! { "role": Role::Administrator.stored(), "actif": { "$ne": false } }
}
