//! The local dates that figures are about, and the stretches of constant UTC offset they are cut into.
//!
//! Within a stretch a local date, weekday or hour is plain arithmetic, which any database can do; the counts of
//! the stretches add up to those of the period.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use crate::field::{FieldIssue, FieldRule, Findings};
use crate::time::{Interval, local_day, parse_date};

/// The longest period, in days: a year, and some to compare.
pub const MAX_DAYS: u32 = 400;

/// Local dates from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    first: NaiveDate,
    last: NaiveDate,
}

impl Period {
    /// Parses two dates as typed.
    ///
    /// # Errors
    /// At `from` or `to`: `InvalidDate`; at `to`: `EndsBeforeStart`, or `TooLong` for more than [`MAX_DAYS`].
    pub fn parse(from: &str, to: &str) -> Result<Self, Vec<FieldIssue>> {
        let mut findings = Findings::default();
        let first = findings.parsed("from", plausible(from));
        let last = findings.parsed("to", plausible(to));
        let period = first.zip(last).and_then(|(first, last)| {
            let period = Self { first, last };
            let checked = match (last - first).num_days() {
                ..0 => Err(FieldRule::EndsBeforeStart),
                _ if period.days() > MAX_DAYS => Err(FieldRule::TooLong),
                _ => Ok(period),
            };
            findings.parsed("to", checked)
        });
        findings.finish(period, false)
    }

    /// The first date.
    #[must_use]
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// The last date.
    #[must_use]
    pub const fn last(self) -> NaiveDate {
        self.last
    }

    /// How many dates.
    #[must_use]
    pub fn days(self) -> u32 {
        u32::try_from((self.last - self.first).num_days() + 1).unwrap_or(0)
    }

    /// Every date, earliest first.
    pub fn dates(self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take(self.days() as usize)
    }

    /// The period of the same number of days right before it.
    #[must_use]
    pub fn before(self) -> Self {
        let days = Days::new(self.days().into());
        Self {
            first: self.first - days,
            last: self.last - days,
        }
    }

    /// From the first instant of the first date to that of the date after the last.
    #[must_use]
    pub fn interval(self, zone: Tz) -> Interval {
        Interval {
            start: local_day(zone, self.first).start,
            end: local_day(zone, self.last).end,
        }
    }

    /// The stretches of constant offset it is made of, earliest first.
    #[must_use]
    pub fn segments(self, zone: Tz) -> Vec<Segment> {
        segments(zone, self.interval(zone))
    }
}

/// A stretch of time during which local time is a fixed number of seconds ahead of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Which time.
    pub interval: Interval,
    /// Seconds that local time is ahead of UTC; negative in the west.
    pub offset_seconds: i32,
}

impl Segment {
    /// What a clock on the wall shows at `at`, an instant within.
    #[must_use]
    pub fn local(self, at: DateTime<Utc>) -> NaiveDateTime {
        at.naive_utc() + Duration::seconds(self.offset_seconds.into())
    }
}

/// Cuts `within` wherever the clocks of `zone` change. No zone changes them twice within a day.
#[must_use]
pub fn segments(zone: Tz, within: Interval) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut start = within.start;
    while start < within.end {
        let segment = Segment {
            interval: Interval {
                start,
                end: end_of_offset(zone, start, within.end),
            },
            offset_seconds: offset(zone, start),
        };
        start = segment.interval.end;
        segments.push(segment);
    }
    segments
}

/// The first second after `start` at which another offset holds than at `start`, or `limit`.
fn end_of_offset(zone: Tz, start: DateTime<Utc>, limit: DateTime<Utc>) -> DateTime<Utc> {
    let is_same = |at| offset(zone, at) == offset(zone, start);
    let mut same = start;
    let mut other = loop {
        let next = (same + Duration::days(1)).min(limit);
        if !is_same(next) {
            break next;
        }
        if next == limit {
            return limit;
        }
        same = next;
    };
    while other - same > Duration::seconds(1) {
        let between = same + Duration::seconds((other - same).num_seconds() / 2);
        if is_same(between) {
            same = between;
        } else {
            other = between;
        }
    }
    other
}

fn offset(zone: Tz, at: DateTime<Utc>) -> i32 {
    let offset = zone.offset_from_utc_datetime(&at.naive_utc());
    offset.fix().local_minus_utc()
}

/// A date as typed, of the time in which practices have computers.
fn plausible(text: &str) -> Result<NaiveDate, FieldRule> {
    let date = parse_date(text)?;
    let known = (1970..=9999).contains(&date.year());
    known.then_some(date).ok_or(FieldRule::InvalidDate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::tests::period;
    use chrono_tz::Africa::{Abidjan, Casablanca, Tunis};
    use chrono_tz::Europe::Paris;

    /// From, to (UTC) and hours ahead of UTC.
    fn cut(zone: Tz, period: Period) -> Vec<(String, String, i32)> {
        let show = |at: DateTime<Utc>| at.format("%m-%d %H:%M").to_string();
        period
            .segments(zone)
            .into_iter()
            .map(|segment| {
                let Interval { start, end } = segment.interval;
                (show(start), show(end), segment.offset_seconds / 3600)
            })
            .collect()
    }

    fn of(rows: &[(&str, &str, i32)]) -> Vec<(String, String, i32)> {
        let owned =
            |(from, to, hours): &(&str, &str, i32)| (from.to_string(), to.to_string(), *hours);
        rows.iter().map(owned).collect()
    }

    #[test]
    fn a_day_on_which_the_clocks_change_is_cut_in_two() {
        assert_eq!(
            cut(Paris, period("2026-03-29", "2026-03-29")),
            of(&[
                ("03-28 23:00", "03-29 01:00", 1),
                ("03-29 01:00", "03-29 22:00", 2)
            ])
        );
        assert_eq!(
            cut(Paris, period("2026-10-25", "2026-10-25")),
            of(&[
                ("10-24 22:00", "10-25 01:00", 2),
                ("10-25 01:00", "10-25 23:00", 1)
            ])
        );
    }

    #[test]
    fn a_year_is_cut_where_the_clocks_change_and_nowhere_else() {
        let year = period("2026-01-01", "2026-12-31");
        assert_eq!(
            cut(Paris, year),
            of(&[
                ("12-31 23:00", "03-29 01:00", 1),
                ("03-29 01:00", "10-25 01:00", 2),
                ("10-25 01:00", "12-31 23:00", 1),
            ])
        );
        assert_eq!(cut(Tunis, year), of(&[("12-31 23:00", "12-31 23:00", 1)]));
        assert_eq!(cut(Abidjan, year), of(&[("01-01 00:00", "01-01 00:00", 0)]));
        // Around Ramadan, from 15 February to 22 March.
        assert_eq!(
            cut(Casablanca, year),
            of(&[
                ("12-31 23:00", "02-15 02:00", 1),
                ("02-15 02:00", "03-22 02:00", 0),
                ("03-22 02:00", "12-31 23:00", 1),
            ])
        );
    }

    #[test]
    fn a_clock_on_the_wall_shows_the_time_of_the_zone_all_year() {
        let year = period("2026-01-01", "2026-12-31");
        for zone in [Paris, Tunis, Abidjan, Casablanca] {
            for segment in year.segments(zone) {
                let Interval { start, end } = segment.interval;
                let mut at = start;
                while at < end {
                    assert_eq!(segment.local(at), at.with_timezone(&zone).naive_local());
                    at += Duration::minutes(15);
                }
            }
        }
    }

    #[test]
    fn stretches_follow_each_other_without_a_gap() {
        let year = period("2026-01-01", "2027-01-31");
        let segments = year.segments(Paris);
        let joined = segments
            .windows(2)
            .all(|pair| pair[0].interval.end == pair[1].interval.start);
        assert!(joined);
        let whole = Interval {
            start: segments[0].interval.start,
            end: segments[segments.len() - 1].interval.end,
        };
        assert_eq!(whole, year.interval(Paris));
    }

    #[test]
    fn the_period_before_is_as_long_and_ends_the_day_before() {
        let november = period("2026-11-01", "2026-11-30");
        assert_eq!(november.before(), period("2026-10-02", "2026-10-31"));
        let today = period("2026-03-01", "2026-03-01");
        assert_eq!(today.before(), period("2026-02-28", "2026-02-28"));
    }

    #[test]
    fn what_cannot_be_a_period_is_refused_at_its_field() {
        let longest = Period::parse("2026-01-01", "2027-02-04").unwrap();
        assert_eq!(longest.days(), MAX_DAYS);
        assert_eq!(longest.dates().count(), 400);
        for (from, to, expected) in [
            ("demain", "2026-11-23", ("from", FieldRule::InvalidDate)),
            ("2026-11-23", "", ("to", FieldRule::InvalidDate)),
            ("1969-12-31", "1970-01-02", ("from", FieldRule::InvalidDate)),
            (
                "2026-11-23",
                "2026-11-22",
                ("to", FieldRule::EndsBeforeStart),
            ),
            ("2026-01-01", "2027-02-05", ("to", FieldRule::TooLong)),
        ] {
            let issues = Period::parse(from, to).unwrap_err();
            assert_eq!((issues[0].field, issues[0].rule), expected, "{from} {to}");
        }
    }
}
