//! Free time near a wished one: what a refused booking offers instead (spec §3.1).

use chrono::{DateTime, Datelike, Duration, Utc};
use chrono_tz::Tz;

use crate::settings::{CLOSES_AT, OPENS_AT, opens_on};
use crate::time::{Interval, Minutes, TICK_MINUTES, instant};

/// How many days after the wished one are searched.
pub const HORIZON_DAYS: i64 = 14;

/// Up to `count` free intervals of the length of `wished`, nearest first and clear of each other, on the day
/// of `wished` and then on the days after it, within the practice's usual hours.
///
/// `busy` is everything that blocks the practitioner or the patient in that time.
#[must_use]
pub fn nearest(
    wished: Interval,
    duration: Minutes,
    busy: &[Interval],
    zone: Tz,
    now: DateTime<Utc>,
    count: usize,
) -> Vec<Interval> {
    let wished_day = wished.start.with_timezone(&zone).date_naive();
    let mut found: Vec<Interval> = Vec::new();
    for day in (0..=HORIZON_DAYS).map(|ahead| wished_day + Duration::days(ahead)) {
        if found.len() >= count {
            break;
        }
        // A Sunday is proposed only to who asked for one.
        if !opens_on(day.weekday()) && day != wished_day {
            continue;
        }
        let (Ok(opens), Ok(closes)) = (instant(zone, day, OPENS_AT), instant(zone, day, CLOSES_AT))
        else {
            continue;
        };
        let mut candidates: Vec<Interval> = starts(opens, closes - duration.duration())
            .filter(|start| *start >= now)
            .map(|start| Interval::from(start, duration))
            .filter(|candidate| !busy.iter().any(|other| other.overlaps(*candidate)))
            .collect();
        candidates.sort_by_key(|candidate| {
            (
                (candidate.start - wished.start).num_seconds().abs(),
                candidate.start,
            )
        });
        for candidate in candidates {
            if found.len() < count && !found.iter().any(|taken| taken.overlaps(candidate)) {
                found.push(candidate);
            }
        }
    }
    found
}

/// The ticks from `first` to `last`, both included.
fn starts(first: DateTime<Utc>, last: DateTime<Utc>) -> impl Iterator<Item = DateTime<Utc>> {
    std::iter::successors(Some(first), |start| {
        Some(*start + Duration::minutes(i64::from(TICK_MINUTES)))
    })
    .take_while(move |start| *start <= last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, NaiveTime};
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;

    fn at(hour: u32, minute: u32) -> DateTime<Utc> {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        instant(
            Paris,
            day,
            NaiveTime::from_hms_opt(hour, minute, 0).unwrap(),
        )
        .unwrap()
    }

    fn span(from: (u32, u32), to: (u32, u32)) -> Interval {
        Interval {
            start: at(from.0, from.1),
            end: at(to.0, to.1),
        }
    }

    fn half_hour() -> Minutes {
        Minutes::parse(30).unwrap()
    }

    #[test]
    fn the_nearest_times_touch_what_blocks() {
        let wished = span((10, 30), (11, 0));
        let found = nearest(
            wished,
            half_hour(),
            &[span((10, 15), (10, 45))],
            Paris,
            at(7, 0),
            3,
        );
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
        let found = nearest(
            span((10, 30), (11, 0)),
            half_hour(),
            &[span((0, 0), (23, 0))],
            Paris,
            at(7, 0),
            3,
        );
        assert_eq!(found[0].start, at(8, 0) + Duration::days(1));
    }

    #[test]
    fn the_past_is_never_proposed() {
        let found = nearest(
            span((10, 30), (11, 0)),
            half_hour(),
            &[],
            Paris,
            at(12, 1),
            3,
        );
        assert_eq!(found[0], span((12, 5), (12, 35)));
    }

    proptest! {
        #[test]
        fn what_is_proposed_is_free_open_clear_of_each_other_and_not_past(
            wished in 0_i64..280, length in 1_u32..24,
            busy in proptest::collection::vec((0_i64..2_000, 1_i64..40), 0..40),
            now in 0_i64..288,
        ) {
            let tick = |n: i64| at(0, 0) + Duration::minutes(5 * n);
            let duration = Minutes::parse(length * 5).unwrap();
            let busy: Vec<_> = busy.into_iter().map(|(s, l)| Interval { start: tick(s), end: tick(s + l) }).collect();
            let found = nearest(Interval::from(tick(wished), duration), duration, &busy, Paris, tick(now), 3);
            for (i, slot) in found.iter().enumerate() {
                prop_assert!(slot.start >= tick(now));
                prop_assert!(!busy.iter().any(|other| other.overlaps(*slot)));
                prop_assert!(!found[..i].iter().any(|other| other.overlaps(*slot)));
                let local = slot.start.with_timezone(&Paris);
                prop_assert!(local.time() >= OPENS_AT && opens_on(local.weekday()));
                prop_assert!(slot.end.with_timezone(&Paris).time() <= CLOSES_AT);
            }
        }
    }
}
