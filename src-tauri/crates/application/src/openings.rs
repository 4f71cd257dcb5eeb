//! What users have open: a screen that reads a file again because it changed does not open it anew.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use medigest_domain::id::{PatientId, UserId};
use medigest_domain::trace::{AuditAction, EntityKind};

use crate::actor::Actor;
use crate::error::AppResult;
use crate::practice::Practice;

/// For how long after the last reading something counts as still open.
const STAYS_OPEN: Duration = Duration::minutes(15);

/// What is read so that its reading is traced.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Opened {
    /// A patient's file.
    Patient(PatientId),
    /// The audit log, looked through in this way.
    Log(String),
}

/// What users of this device have open.
#[derive(Default)]
pub(crate) struct Openings(Mutex<HashMap<(UserId, Opened), DateTime<Utc>>>);

impl Openings {
    /// Notes that `user` reads it; whether it was not open before.
    pub(crate) fn is_new(&self, user: UserId, opened: Opened, now: DateTime<Utc>) -> bool {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, read| now - *read < STAYS_OPEN);
        open.insert((user, opened), now).is_none()
    }

    /// Whoever signs in has nothing open.
    pub(crate) fn forget(&self, user: UserId) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|(other, _), _| *other != user);
    }

    /// A reading that was not traced was none.
    fn undo(&self, user: UserId, opened: Opened) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.remove(&(user, opened));
    }
}

impl Practice {
    /// Traces that `actor` opens something, before they read it; reading what one has open is no opening.
    pub(crate) async fn note_opening(
        &self,
        actor: &Actor,
        opened: Opened,
        action: AuditAction,
        object: Option<(EntityKind, String)>,
        details: String,
    ) -> AppResult<()> {
        let user = actor.user_id;
        if !self.openings.is_new(user, opened.clone(), self.now()) {
            return Ok(());
        }
        let trace = self.trace(self.ids.op(), actor, action, object, details);
        let traced = self.store.append(&trace).await;
        if traced.is_err() {
            self.openings.undo(user, opened);
        }
        Ok(traced?)
    }
}
