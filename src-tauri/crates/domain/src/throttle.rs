//! How long sign-ins pause after failures in a row, so that a password cannot be guessed by trying.

use chrono::{DateTime, Duration, Utc};

/// Failures in a row that nobody pays for: anyone may mistype twice.
const FREE: u32 = 2;
/// The pause after the first failure beyond those; it doubles with each further one.
const FIRST_PAUSE: Duration = Duration::seconds(5);
/// From this failure on, sign-ins pause for [`LOCK`].
pub const LOCKS_AT: u32 = 10;
/// The longest pause.
pub const LOCK: Duration = Duration::minutes(15);

/// The pause after `failures` in a row; none while they are few.
#[must_use]
pub fn pause_after(failures: u32) -> Option<Duration> {
    let paid = failures.checked_sub(FREE + 1)?;
    if failures >= LOCKS_AT {
        return Some(LOCK);
    }
    Some((FIRST_PAUSE * 2_i32.pow(paid)).min(LOCK))
}

/// Failures in a row, and until when they make sign-ins pause.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Failures {
    /// How many.
    pub count: u32,
    /// Attempts before this moment are refused, whatever the password.
    pub paused_until: Option<DateTime<Utc>>,
}

impl Failures {
    /// The failures once an attempt at `now` is counted as one. It is counted before the password is looked at, so
    /// that attempts made at once do not all pass before the first has failed; one that succeeds takes all back.
    ///
    /// # Errors
    /// Until when attempts are refused, in a pause: then nothing is counted.
    pub fn attempt(self, now: DateTime<Utc>) -> Result<Self, DateTime<Utc>> {
        match self.paused_until {
            Some(until) if until > now => Err(until),
            _ => {
                let count = self.count.saturating_add(1);
                let paused_until = pause_after(count).map(|pause| now + pause);
                Ok(Self {
                    count,
                    paused_until,
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn pauses_double_from_the_third_failure_and_lock_at_the_tenth() {
        let seconds = |failures| pause_after(failures).map(|pause| pause.num_seconds());
        let pauses: Vec<_> = (0..=11).map(seconds).collect();
        let expected = [5, 10, 20, 40, 80, 160, 320, 900, 900].map(Some);
        assert_eq!(pauses[..3], [None; 3]);
        assert_eq!(pauses[3..], expected);
        assert_eq!(seconds(u32::MAX), Some(900));
    }

    #[test]
    fn an_attempt_in_a_pause_does_not_prolong_it_and_its_end_is_no_part_of_it() {
        let paused = Failures {
            count: 3,
            paused_until: Some(at(5)),
        };
        assert_eq!(paused.attempt(at(4)), Err(at(5)));
        let counted = Failures {
            count: 4,
            paused_until: Some(at(15)),
        };
        assert_eq!(paused.attempt(at(5)), Ok(counted));
    }

    proptest! {
        /// Whatever the rhythm, guessing is bounded: after `n` that were let through, the pauses due have passed.
        #[test]
        fn nobody_guesses_faster_than_the_pauses_allow(waits in vec(0..1_200_i64, 1..80)) {
            let mut failures = Failures::default();
            let (mut clock, mut let_through) = (0, Vec::new());
            for wait in waits {
                clock += wait;
                if let Ok(counted) = failures.attempt(at(clock)) {
                    prop_assert_eq!(counted.count, failures.count + 1);
                    failures = counted;
                    let_through.push(clock);
                }
            }
            for (index, pair) in let_through.windows(2).enumerate() {
                let failed = u32::try_from(index + 1).unwrap();
                let due = pause_after(failed).map_or(0, |pause| pause.num_seconds());
                prop_assert!(pair[1] - pair[0] >= due, "{failed} failures: {pair:?}");
            }
        }

        /// A pause never shrinks with another failure, and ends within a quarter of an hour.
        #[test]
        fn pauses_grow_up_to_a_quarter_of_an_hour(failures in any::<u32>()) {
            prop_assert!(pause_after(failures) <= pause_after(failures.saturating_add(1)));
            prop_assert!(pause_after(failures) <= Some(LOCK));
        }
    }
}
