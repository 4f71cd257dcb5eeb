//! Accounts.

use async_trait::async_trait;
use medigest_application::ports::{StoreError, StoreResult, UserStore};
use medigest_domain::id::UserId;
use medigest_domain::role::Role;
use medigest_domain::trace::Trace;
use medigest_domain::user::{PasswordHash, User, Username};
use rusqlite::Connection;

use super::SqliteStore;
use super::document::{edit, find, get, insert, query};
use super::error::Work;
use crate::documents::UserDocument;

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
        password: &PasswordHash,
        must_change: bool,
        trace: &Trace,
    ) -> StoreResult<User> {
        let password = password.clone();
        let replace = move |base: &Connection| {
            edit::<UserDocument>(base, id, |fields| {
                fields.insert("password".to_owned(), password.expose().into());
                fields.insert("must_change_password".to_owned(), must_change.into());
                Ok(())
            })
        };
        self.once(trace, id, replace, get::<UserDocument, _>).await
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
