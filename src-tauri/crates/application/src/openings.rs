//! Which files a user has open: a screen that reads a file again because it changed does not open it anew.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use medigest_domain::id::{PatientId, UserId};

/// For how long after the last reading a file counts as still open.
const STAYS_OPEN: Duration = Duration::minutes(15);

/// The files that users of this device have open.
#[derive(Default)]
pub(crate) struct Openings(Mutex<HashMap<(UserId, PatientId), DateTime<Utc>>>);

impl Openings {
    /// Notes that `user` reads the file; whether it was not open before.
    pub(crate) fn is_new(&self, user: UserId, patient: PatientId, now: DateTime<Utc>) -> bool {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, read| now - *read < STAYS_OPEN);
        open.insert((user, patient), now).is_none()
    }

    /// Whoever signs in has nothing open.
    pub(crate) fn forget(&self, user: UserId) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|(other, _), _| *other != user);
    }

    /// A reading that was not traced was none.
    pub(crate) fn undo(&self, user: UserId, patient: PatientId) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.remove(&(user, patient));
    }
}
