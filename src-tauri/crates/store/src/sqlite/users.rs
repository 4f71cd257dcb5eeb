//! Accounts.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use medigest_application::ports::{Attempt, StoreError, StoreResult, UserStore};
use medigest_domain::id::{PractitionerId, UserId};
use medigest_domain::keys::KeyPair;
use medigest_domain::role::Role;
use medigest_domain::throttle::Failures;
use medigest_domain::trace::Trace;
use medigest_domain::user::{Credentials, User, Username};
use rusqlite::Connection;
use serde_json::{Value, json};

use super::SqliteStore;
use super::document::{edit, find, get, insert, overwrite, query};
use super::error::Work;
use crate::documents::{KeyPairDocument, UserDocument};

#[async_trait]
impl UserStore for SqliteStore {
    async fn user(&self, id: UserId) -> StoreResult<Option<User>> {
        self.connections
            .read(move |base| find::<UserDocument, _>(base, id))
            .await
    }

    async fn user_by_name(&self, name: &Username) -> StoreResult<Option<User>> {
        let key = name.key();
        self.connections
            .read(move |base| {
                let sql = "SELECT doc FROM users WHERE username_key = ?1";
                Ok(query::<UserDocument, _>(base, sql, [&key])?.pop())
            })
            .await
    }

    async fn users(&self) -> StoreResult<Vec<User>> {
        self.connections
            .read(|base| {
                let sql = "SELECT doc FROM users ORDER BY username_key";
                query::<UserDocument, _>(base, sql, [])
            })
            .await
    }

    async fn create_user(&self, user: &User, trace: &Trace) -> StoreResult<User> {
        let document = UserDocument::from_domain(user);
        let add = move |base: &Connection| insert(base, &document);
        self.once(trace, user.id, add, get::<UserDocument, _>).await
    }

    async fn set_password(
        &self,
        id: UserId,
        credentials: &Credentials,
        must_change: bool,
        trace: &Trace,
    ) -> StoreResult<User> {
        let credentials = credentials.clone();
        let renew = move |base: &Connection| {
            let user: User = get::<UserDocument, _>(base, id)?;
            replace(
                base,
                &user.with_credentials(credentials.clone(), must_change),
            )
        };
        self.once(trace, id, renew, get::<UserDocument, _>).await
    }

    async fn update_user(
        &self,
        id: UserId,
        role: Role,
        practitioner: Option<PractitionerId>,
        trace: &Trace,
    ) -> StoreResult<User> {
        let replace = move |base: &Connection| {
            if role != Role::Administrator && is_last_administrator(base, id)? {
                return Err(StoreError::LastAdministrator.into());
            }
            edit::<UserDocument>(base, id, |fields| {
                fields.insert("role".to_owned(), role.stored().into());
                match practitioner {
                    Some(id) => fields.insert("practitioner_id".to_owned(), oid(id)),
                    None => fields.remove("practitioner_id"),
                };
                Ok(())
            })
        };
        self.once(trace, id, replace, get::<UserDocument, _>).await
    }

    async fn keep_key_pair(&self, id: UserId, pair: &KeyPair) -> StoreResult<User> {
        let pair = stored_pair(pair);
        self.connections
            .write(move |base| {
                edit::<UserDocument>(base, id, |fields| {
                    fields.entry("cles").or_insert_with(|| pair.clone());
                    Ok(())
                })?;
                get::<UserDocument, _>(base, id)
            })
            .await
    }

    async fn begin_sign_in(&self, id: UserId, now: DateTime<Utc>) -> StoreResult<Attempt> {
        self.connections
            .write(move |base| {
                let user: User = get::<UserDocument, _>(base, id)?;
                match user.attempted(now) {
                    Ok(counted) => {
                        replace(base, &counted)?;
                        let counted = get::<UserDocument, _>(base, id)?;
                        Ok(Attempt::Counted(Box::new(counted)))
                    }
                    Err(until) => Ok(Attempt::Paused(until)),
                }
            })
            .await
    }

    async fn note_sign_in(&self, id: UserId, at: DateTime<Utc>) -> StoreResult<()> {
        self.connections
            .write(move |base| {
                let user: User = get::<UserDocument, _>(base, id)?;
                let user = User {
                    last_sign_in_at: user.last_sign_in_at.max(Some(at)),
                    ..user.with_failures(Failures::default())
                };
                replace(base, &user)
            })
            .await
    }

    async fn unlock_user(&self, id: UserId, trace: &Trace) -> StoreResult<User> {
        let unlock = move |base: &Connection| {
            let user: User = get::<UserDocument, _>(base, id)?;
            replace(base, &user.with_failures(Failures::default()))
        };
        self.once(trace, id, unlock, get::<UserDocument, _>).await
    }

    async fn set_user_active(&self, id: UserId, active: bool, trace: &Trace) -> StoreResult<User> {
        let set = move |base: &Connection| {
            if !active && is_last_administrator(base, id)? {
                return Err(StoreError::LastAdministrator.into());
            }
            edit::<UserDocument>(base, id, |fields| {
                fields.insert("actif".to_owned(), active.into());
                Ok(())
            })
        };
        self.once(trace, id, set, get::<UserDocument, _>).await
    }

    async fn delete_user(&self, id: UserId, trace: &Trace) -> StoreResult<()> {
        let delete = move |base: &Connection| {
            let user: User = get::<UserDocument, _>(base, id)?;
            if !user.may_be_deleted() {
                return Err(StoreError::InUse.into());
            }
            base.execute("DELETE FROM users WHERE id = ?1", [id.to_string()])?;
            Ok(())
        };
        self.once(trace, id, delete, |_, _| Ok(())).await
    }
}

/// A key pair as the documents write it.
fn stored_pair(pair: &KeyPair) -> Value {
    json!(KeyPairDocument::from_domain(pair))
}

/// Writes the account over the stored one.
fn replace(base: &Connection, user: &User) -> Work<()> {
    edit::<UserDocument>(base, user.id, |fields| {
        overwrite(fields, &UserDocument::from_domain(user))
    })
}

/// An id as the documents write it.
fn oid(id: PractitionerId) -> Value {
    json!({ "$oid": id.to_string() })
}

fn is_last_administrator(base: &Connection, id: UserId) -> Work<bool> {
    let mut administrators = base.prepare_cached(
        "SELECT id FROM users WHERE doc ->> '$.role' = ?1 AND COALESCE(doc ->> '$.actif', 1)",
    )?;
    let active: Vec<String> = administrators
        .query_map([Role::Administrator.stored()], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(active == [id.to_string()])
}
