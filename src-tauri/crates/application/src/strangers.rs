//! Failed sign-ins under names that have no account (or a deactivated one): they pause as those of an account do,
//! so that the pauses do not tell which names exist. Kept in memory: what is not in the base leaves nothing there.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use medigest_domain::throttle::Failures;
use sha2::{Digest, Sha256};

/// How many names are remembered.
const REMEMBERED: usize = 1_000;

/// A name as it is remembered: its digest, for a password may be typed in the field of the name.
type Name = [u8; 32];

struct Tried {
    failures: Failures,
    last: DateTime<Utc>,
}

/// The names that were tried.
#[derive(Default)]
pub(crate) struct Strangers(Mutex<HashMap<Name, Tried>>);

impl Strangers {
    /// Counts a failed sign-in under `name` at `now`; the failures with it.
    ///
    /// # Errors
    /// Until when attempts are refused, in a pause.
    pub(crate) fn attempt(
        &self,
        name: &str,
        now: DateTime<Utc>,
    ) -> Result<Failures, DateTime<Utc>> {
        let name: Name = Sha256::digest(name.trim().to_lowercase().as_bytes()).into();
        let mut tried = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = tried.get(&name).map(|tried| tried.failures);
        let failures = before.unwrap_or_default().attempt(now)?;
        if before.is_none() && tried.len() >= REMEMBERED {
            let oldest = tried.iter().min_by_key(|(_, tried)| tried.last);
            if let Some(oldest) = oldest.map(|(name, _)| *name) {
                tried.remove(&oldest);
            }
        }
        let last = now;
        tried.insert(name, Tried { failures, last });
        Ok(failures)
    }

    /// Forgets the failures of a name under which somebody signed in.
    pub(crate) fn forget(&self, name: &str) {
        let name: Name = Sha256::digest(name.trim().to_lowercase().as_bytes()).into();
        let mut tried = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tried.remove(&name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + second, 0).unwrap()
    }

    #[test]
    fn a_name_pauses_like_an_account_whatever_its_case() {
        let strangers = Strangers::default();
        for name in ["personne", " Personne", "PERSONNE "] {
            strangers.attempt(name, at(0)).unwrap();
        }
        assert_eq!(strangers.attempt("personne", at(4)), Err(at(5)));
        assert!(strangers.attempt("quelqu'un", at(4)).is_ok());
        assert_eq!(strangers.attempt("personne", at(5)).unwrap().count, 4);
    }

    #[test]
    fn only_so_many_names_are_remembered_and_the_oldest_goes_first() {
        let strangers = Strangers::default();
        for second in 0..3 {
            strangers.attempt("premier", at(second)).unwrap();
        }
        let mut paused = 0;
        for number in 0..=REMEMBERED {
            let second = 3 + i64::try_from(number).unwrap() / 1_000;
            strangers.attempt(&number.to_string(), at(second)).unwrap();
            paused += 1;
        }
        assert_eq!(paused, REMEMBERED + 1);
        assert_eq!(strangers.0.lock().unwrap().len(), REMEMBERED);
        assert_eq!(strangers.attempt("premier", at(4)).unwrap().count, 1);
    }
}
