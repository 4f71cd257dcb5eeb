//! A clock that stands still until a test moves it.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use medigest_application::ports::Clock;

/// Shows the same moment until it is set or advanced.
#[derive(Debug)]
pub struct FixedClock(Mutex<DateTime<Utc>>);

impl FixedClock {
    /// A clock that shows `now`.
    #[must_use]
    pub const fn at(now: DateTime<Utc>) -> Self {
        Self(Mutex::new(now))
    }

    /// Shows `now` from here on.
    pub fn set(&self, now: DateTime<Utc>) {
        self.change(|shown| *shown = now);
    }

    /// Shows a later moment from here on.
    pub fn advance(&self, by: Duration) {
        self.change(|shown| *shown += by);
    }

    fn change<T>(&self, with: impl FnOnce(&mut DateTime<Utc>) -> T) -> T {
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Default for FixedClock {
    /// Shows [`now`](super::now).
    fn default() -> Self {
        Self::at(super::now())
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        self.change(|shown| *shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_passes_only_when_told() {
        let clock = FixedClock::default();
        assert_eq!(clock.now(), crate::builders::now());
        clock.advance(Duration::minutes(5));
        assert_eq!(clock.now() - crate::builders::now(), Duration::minutes(5));
    }
}
