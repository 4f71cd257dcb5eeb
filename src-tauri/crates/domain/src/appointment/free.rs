//! Free time: what a refused booking offers instead (spec §3.1), and the search for the next free times.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use crate::hours::WeeklyHours;
use crate::time::{Interval, Minutes, TICK_MINUTES};

/// How many days after the wished one are searched for a refused booking.
pub const HORIZON_DAYS: i64 = 14;

/// A part of the day to search in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayPart {
    /// Starts before noon.
    Morning,
    /// Starts at noon or later.
    Afternoon,
}

impl DayPart {
    /// Whether something that starts at this local time belongs to it.
    #[must_use]
    pub fn contains(self, start: NaiveTime) -> bool {
        const NOON: NaiveTime = NaiveTime::from_hms_opt(12, 0, 0).expect("noon exists");
        (start < NOON) == (self == Self::Morning)
    }
}

/// When somebody may be booked: within the opening hours, where nothing stands.
#[derive(Debug, Clone)]
pub struct Availability {
    zone: Tz,
    hours: WeeklyHours,
    /// Earliest first.
    taken: Vec<Interval>,
}

impl Availability {
    /// The time within `hours` that `taken` (blocking appointments, absences) leaves, in any order.
    #[must_use]
    pub fn new(zone: Tz, hours: WeeklyHours, mut taken: Vec<Interval>) -> Self {
        taken.sort_unstable();
        Self { zone, hours, taken }
    }

    /// The gaps of a local day from `now` on, earliest first; each begins and ends on the grid where the
    /// opening hours and what is taken do.
    fn gaps(&self, date: NaiveDate, now: DateTime<Utc>) -> Vec<Interval> {
        let mut gaps = Vec::new();
        for session in self.hours.on(self.zone, date) {
            let mut free_from = session.start.max(next_tick(now));
            for taken in self.taken.iter().filter(|taken| taken.overlaps(session)) {
                if taken.start > free_from {
                    gaps.push(Interval {
                        start: free_from,
                        end: taken.start,
                    });
                }
                free_from = free_from.max(next_tick(taken.end));
            }
            if free_from < session.end {
                gaps.push(Interval {
                    start: free_from,
                    end: session.end,
                });
            }
        }
        gaps
    }

    /// The free times of that length on a local day from `now` on, back to back within each gap, earliest first.
    pub fn on(
        &self,
        date: NaiveDate,
        duration: Minutes,
        part: Option<DayPart>,
        now: DateTime<Utc>,
    ) -> impl Iterator<Item = Interval> + use<> {
        let zone = self.zone;
        self.gaps(date, now)
            .into_iter()
            .flat_map(move |gap| starts(gap, duration, duration.duration()))
            .filter(move |start| {
                part.is_none_or(|part| part.contains(start.with_timezone(&zone).time()))
            })
            .map(move |start| Interval::from(start, duration))
    }

    /// Up to `count` free times of the length of `wished`, nearest first and clear of each other, on the day of
    /// `wished` and then on the days after it.
    #[must_use]
    pub fn nearest(
        &self,
        wished: DateTime<Utc>,
        duration: Minutes,
        now: DateTime<Utc>,
        count: usize,
    ) -> Vec<Interval> {
        let first_day = wished.with_timezone(&self.zone).date_naive();
        let mut found: Vec<Interval> = Vec::new();
        for day in (0..=HORIZON_DAYS).map(|ahead| first_day + Duration::days(ahead)) {
            if found.len() >= count {
                break;
            }
            let tick = Duration::minutes(i64::from(TICK_MINUTES));
            let mut candidates: Vec<Interval> = self
                .gaps(day, now)
                .into_iter()
                .flat_map(|gap| starts(gap, duration, tick))
                .map(|start| Interval::from(start, duration))
                .collect();
            candidates.sort_by_key(|candidate| {
                let distance = (candidate.start - wished).num_seconds().abs();
                (distance, candidate.start)
            });
            for candidate in candidates {
                if found.len() < count && !found.iter().any(|taken| taken.overlaps(candidate)) {
                    found.push(candidate);
                }
            }
        }
        found
    }
}

/// Every `step` within `gap` where `duration` fits.
fn starts(gap: Interval, duration: Minutes, step: Duration) -> impl Iterator<Item = DateTime<Utc>> {
    let last = gap.end - duration.duration();
    std::iter::successors(Some(gap.start), move |start| Some(*start + step))
        .take_while(move |start| *start <= last)
}

/// The first tick at or after `at`.
fn next_tick(at: DateTime<Utc>) -> DateTime<Utc> {
    let tick = i64::from(TICK_MINUTES) * 60;
    let past = at.timestamp().rem_euclid(tick);
    if past == 0 && at.timestamp_subsec_nanos() == 0 {
        return at;
    }
    DateTime::from_timestamp(at.timestamp() - past + tick, 0).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::TypedSpan;
    use crate::time::{instant, parse_date};
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;

    fn monday() -> NaiveDate {
        parse_date("2026-11-23").unwrap()
    }

    fn at(hour: u32, minute: u32) -> DateTime<Utc> {
        let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        instant(Paris, monday(), time).unwrap()
    }

    fn span(from: (u32, u32), to: (u32, u32)) -> Interval {
        Interval {
            start: at(from.0, from.1),
            end: at(to.0, to.1),
        }
    }

    fn minutes(number: u32) -> Minutes {
        Minutes::parse(number).unwrap()
    }

    fn usual(taken: &[Interval]) -> Availability {
        Availability::new(Paris, WeeklyHours::usual(), taken.to_vec())
    }

    /// 09:00-12:00 and 14:00-18:00 on every day.
    fn with_a_break(taken: &[Interval]) -> Availability {
        let typed: Vec<_> = (1..=7)
            .flat_map(|weekday| {
                [("09:00", "12:00"), ("14:00", "18:00")].map(|(start, end)| TypedSpan {
                    weekday,
                    start,
                    end,
                })
            })
            .collect();
        let hours = WeeklyHours::parse(&typed).unwrap().unwrap();
        Availability::new(Paris, hours, taken.to_vec())
    }

    #[test]
    fn the_nearest_times_touch_what_blocks() {
        let found =
            usual(&[span((10, 15), (10, 45))]).nearest(at(10, 30), minutes(30), at(7, 0), 3);
        assert_eq!(
            found,
            [
                span((10, 45), (11, 15)),
                span((9, 45), (10, 15)),
                span((11, 15), (11, 45))
            ]
        );
    }

    #[test]
    fn a_full_day_leads_to_the_next_open_one() {
        let found = usual(&[span((0, 0), (23, 0))]).nearest(at(10, 30), minutes(30), at(7, 0), 3);
        assert_eq!(found[0].start, at(8, 0) + Duration::days(1));
    }

    #[test]
    fn the_past_is_never_proposed() {
        let found = usual(&[]).nearest(at(10, 30), minutes(30), at(12, 1), 3);
        assert_eq!(found[0], span((12, 5), (12, 35)));
    }

    #[test]
    fn the_next_times_follow_each_other_and_leave_the_break_alone() {
        let found: Vec<_> = with_a_break(&[span((9, 30), (11, 10))])
            .on(monday(), minutes(30), None, at(7, 0))
            .take(3)
            .collect();
        assert_eq!(
            found,
            [
                span((9, 0), (9, 30)),
                span((11, 10), (11, 40)),
                span((14, 0), (14, 30))
            ]
        );
    }

    #[test]
    fn mornings_end_and_afternoons_begin_at_noon() {
        let starts = |part| {
            let found = usual(&[]).on(monday(), minutes(120), Some(part), at(7, 0));
            found
                .map(|slot| slot.start.with_timezone(&Paris).format("%H").to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(starts(DayPart::Morning), ["08", "10"]);
        assert_eq!(starts(DayPart::Afternoon), ["12", "14", "16"]);
    }

    proptest! {
        #[test]
        fn what_is_proposed_is_free_open_clear_of_each_other_and_not_past(
            wished in 0_i64..280, length in 1_u32..24,
            taken in proptest::collection::vec((0_i64..2_000, 1_i64..40), 0..40),
            now in 0_i64..1_440, part in proptest::option::of(any::<bool>()),
        ) {
            let tick = |n: i64| at(0, 0) + Duration::minutes(5 * n);
            let now = at(0, 0) + Duration::minutes(now);
            let taken: Vec<_> = taken.into_iter().map(|(s, l)| Interval { start: tick(s), end: tick(s + l) }).collect();
            let part = part.map(|morning| if morning { DayPart::Morning } else { DayPart::Afternoon });
            let availability = with_a_break(&taken);
            let nearest = availability.nearest(tick(wished), minutes(length * 5), now, 3);
            let next: Vec<_> = availability.on(monday(), minutes(length * 5), part, now).collect();
            for slot in &next {
                let local = slot.start.with_timezone(&Paris).time();
                prop_assert!(part.is_none_or(|part| part.contains(local)));
            }
            for found in [nearest, next] {
                for (i, slot) in found.iter().enumerate() {
                    prop_assert!(slot.start >= now);
                    prop_assert!(!taken.iter().any(|other| other.overlaps(*slot)));
                    prop_assert!(!found[..i].iter().any(|other| other.overlaps(*slot)));
                    prop_assert_eq!(slot.start.timestamp() % 300, 0);
                    let day = slot.start.with_timezone(&Paris).date_naive();
                    let inside = |session: &Interval| session.start <= slot.start && slot.end <= session.end;
                    prop_assert!(availability.hours.on(Paris, day).iter().any(inside));
                }
            }
        }

        #[test]
        fn a_day_offers_something_exactly_when_a_gap_is_long_enough(
            length in 1_u32..24, taken in proptest::collection::vec((0_i64..288, 1_i64..40), 0..40),
        ) {
            let tick = |n: i64| at(0, 0) + Duration::minutes(5 * n);
            let taken: Vec<_> = taken.into_iter().map(|(s, l)| Interval { start: tick(s), end: tick(s + l) }).collect();
            let availability = with_a_break(&taken);
            let sessions = availability.hours.on(Paris, monday());
            let fits = (0..288).map(|n| Interval::from(tick(n), minutes(length * 5))).any(|slot| {
                sessions.iter().any(|s| s.start <= slot.start && slot.end <= s.end)
                    && !taken.iter().any(|other| other.overlaps(slot))
            });
            let offered = availability.on(monday(), minutes(length * 5), None, at(0, 0)).next().is_some();
            prop_assert_eq!(offered, fits);
        }
    }
}
