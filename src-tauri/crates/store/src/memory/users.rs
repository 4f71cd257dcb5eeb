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

use super::{MemoryStore, State, found, millis};

#[async_trait]
impl UserStore for MemoryStore {
    async fn user(&self, id: UserId) -> StoreResult<Option<User>> {
        Ok(self.state().users.get(&id).cloned())
    }

    async fn user_by_name(&self, name: &Username) -> StoreResult<Option<User>> {
        let state = self.state();
        Ok(state.users.values().find(|u| u.username == *name).cloned())
    }

    async fn users(&self) -> StoreResult<Vec<User>> {
        let mut users: Vec<_> = self.state().users.values().cloned().collect();
        users.sort_by_key(|user| user.username.key());
        Ok(users)
    }

    async fn create_user(&self, user: &User, trace: &Trace) -> StoreResult<User> {
        let mut state = self.state();
        if let Some(id) = state.done(trace, user.id) {
            return found(state.users.get(&id));
        }
        let same_name = |other: &User| other.username == user.username;
        if state.users.contains_key(&user.id) || state.users.values().any(same_name) {
            return Err(StoreError::Duplicate);
        }
        let user = User {
            created_at: millis(user.created_at),
            ..user.clone()
        };
        state.users.insert(user.id, user.clone());
        state.keep_trace(trace);
        Ok(user)
    }

    async fn set_password(
        &self,
        id: UserId,
        credentials: &Credentials,
        must_change: bool,
        trace: &Trace,
    ) -> StoreResult<User> {
        self.state().change_user(id, trace, |user| {
            *user = user
                .clone()
                .with_credentials(credentials.clone(), must_change);
        })
    }

    async fn update_user(
        &self,
        id: UserId,
        role: Role,
        practitioner: Option<PractitionerId>,
        trace: &Trace,
    ) -> StoreResult<User> {
        let mut state = self.state();
        let steps_down = role != Role::Administrator;
        if steps_down && state.done(trace, id).is_none() && state.is_last_administrator(id) {
            return Err(StoreError::LastAdministrator);
        }
        state.change_user(id, trace, |user| {
            user.role = role;
            user.practitioner_id = practitioner;
        })
    }

    async fn keep_key_pair(&self, id: UserId, pair: &KeyPair) -> StoreResult<User> {
        let mut state = self.state();
        let user = state.users.get_mut(&id).ok_or(StoreError::NotFound)?;
        user.key_pair.get_or_insert_with(|| pair.clone());
        Ok(user.clone())
    }

    async fn begin_sign_in(&self, id: UserId, now: DateTime<Utc>) -> StoreResult<Attempt> {
        let mut state = self.state();
        let user = state.users.get_mut(&id).ok_or(StoreError::NotFound)?;
        match user.clone().attempted(now) {
            Ok(counted) => {
                *user = User {
                    locked_until: counted.locked_until.map(millis),
                    ..counted
                };
                Ok(Attempt::Counted(Box::new(user.clone())))
            }
            Err(until) => Ok(Attempt::Paused(until)),
        }
    }

    async fn note_sign_in(&self, id: UserId, at: DateTime<Utc>) -> StoreResult<()> {
        let mut state = self.state();
        let user = state.users.get_mut(&id).ok_or(StoreError::NotFound)?;
        let last_sign_in_at = user.last_sign_in_at.max(Some(millis(at)));
        *user = User {
            last_sign_in_at,
            ..user.clone().with_failures(Failures::default())
        };
        Ok(())
    }

    async fn unlock_user(&self, id: UserId, trace: &Trace) -> StoreResult<User> {
        self.state().change_user(id, trace, |user| {
            *user = user.clone().with_failures(Failures::default());
        })
    }

    async fn set_user_active(&self, id: UserId, active: bool, trace: &Trace) -> StoreResult<User> {
        let mut state = self.state();
        if !active && state.done(trace, id).is_none() && state.is_last_administrator(id) {
            return Err(StoreError::LastAdministrator);
        }
        state.change_user(id, trace, |user| user.active = active)
    }

    async fn delete_user(&self, id: UserId, trace: &Trace) -> StoreResult<()> {
        let mut state = self.state();
        if state.done(trace, id).is_some() {
            return Ok(());
        }
        if !found(state.users.get(&id))?.may_be_deleted() {
            return Err(StoreError::InUse);
        }
        state.users.remove(&id);
        state.keep_trace(trace);
        Ok(())
    }
}

impl State {
    fn change_user(
        &mut self,
        id: UserId,
        trace: &Trace,
        change: impl FnOnce(&mut User),
    ) -> StoreResult<User> {
        if let Some(id) = self.done(trace, id) {
            return found(self.users.get(&id));
        }
        let user = self.users.get_mut(&id).ok_or(StoreError::NotFound)?;
        change(user);
        let user = user.clone();
        self.keep_trace(trace);
        Ok(user)
    }

    fn is_last_administrator(&self, id: UserId) -> bool {
        let mut administrators = self
            .users
            .values()
            .filter(|user| user.active && user.role == Role::Administrator)
            .map(|user| user.id);
        administrators.next() == Some(id) && administrators.next().is_none()
    }
}
