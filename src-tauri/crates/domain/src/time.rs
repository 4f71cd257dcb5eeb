//! Local times of the practice and the five-minute grid they stand on (spec §3.1).

use std::ops::RangeInclusive;

use chrono::{
    DateTime, Datelike, Duration, LocalResult, NaiveDate, NaiveTime, TimeZone, Timelike, Utc,
};
use chrono_tz::Tz;

use crate::field::FieldRule;

/// The grid: starts and durations are multiples of it.
pub const TICK_MINUTES: u32 = 5;
/// The longest appointment.
pub const MAX_DURATION_MINUTES: u32 = 480;
/// The years a date may be of: four digits, so that one that is still being typed is none, and none is so far off that
/// the calendar ends near it.
const YEARS: RangeInclusive<i32> = 1_000..=9_999;

/// A duration in minutes: a multiple of 5 from 5 to 480.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minutes(u32);

impl Minutes {
    /// That many ticks; more than eight hours become eight hours, none becomes one.
    #[must_use]
    pub const fn of_ticks(ticks: u32) -> Self {
        let minutes = ticks.saturating_mul(TICK_MINUTES);
        if minutes > MAX_DURATION_MINUTES {
            Self(MAX_DURATION_MINUTES)
        } else if minutes == 0 {
            Self(TICK_MINUTES)
        } else {
            Self(minutes)
        }
    }

    /// # Errors
    /// `DurationOutOfRange` or `OffGrid`.
    pub fn parse(minutes: u32) -> Result<Self, FieldRule> {
        if !(TICK_MINUTES..=MAX_DURATION_MINUTES).contains(&minutes) {
            return Err(FieldRule::DurationOutOfRange);
        }
        if !minutes.is_multiple_of(TICK_MINUTES) {
            return Err(FieldRule::OffGrid);
        }
        Ok(Self(minutes))
    }

    /// The number of minutes.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// As a chrono duration.
    #[must_use]
    pub fn duration(self) -> Duration {
        Duration::minutes(i64::from(self.0))
    }
}

/// A span of time, half-open: it contains its start but not its end, so touching spans do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Interval {
    /// First instant inside.
    pub start: DateTime<Utc>,
    /// First instant after.
    pub end: DateTime<Utc>,
}

impl Interval {
    /// `duration` from `start`.
    #[must_use]
    pub fn from(start: DateTime<Utc>, duration: Minutes) -> Self {
        Self {
            start,
            end: start + duration.duration(),
        }
    }

    /// Whether the two share an instant (spec §3.1: `start < other.end && end > other.start`).
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && self.end > other.start
    }

    /// The five-minute ticks it touches, as counts of ticks since 1970. An interval off the grid (an adopted
    /// base has some) reserves every tick it touches, so that overlap is never missed.
    pub fn ticks(self) -> impl Iterator<Item = i64> {
        let tick = i64::from(TICK_MINUTES) * 60;
        let first = self.start.timestamp().div_euclid(tick);
        let last = (self.end.timestamp() - 1).div_euclid(tick);
        first..=last
    }
}

/// A date typed as `2026-11-23`, `23/11/2026`, `23/11/26` or `23112026`.
///
/// # Errors
/// `InvalidDate`.
pub fn parse_date(text: &str) -> Result<NaiveDate, FieldRule> {
    let text = text.trim();
    let format = if has_short_year(text) {
        "%d/%m/%y"
    } else if text.contains('/') {
        "%d/%m/%Y"
    } else if text.len() == 8 {
        "%d%m%Y"
    } else {
        "%Y-%m-%d"
    };
    NaiveDate::parse_from_str(text, format)
        .ok()
        .filter(|date| YEARS.contains(&date.year()))
        .ok_or(FieldRule::InvalidDate)
}

/// Whether a date is typed with two digits of its year, as `23/11/26` is.
#[must_use]
pub fn has_short_year(text: &str) -> bool {
    let year = text.trim().rsplit_once('/').map(|(_, year)| year);
    year.is_some_and(|year| year.len() == 2)
}

/// A time of day as `10:30`.
///
/// # Errors
/// `InvalidTime`.
pub fn parse_time(text: &str) -> Result<NaiveTime, FieldRule> {
    NaiveTime::parse_from_str(text.trim(), "%H:%M").map_err(|_| FieldRule::InvalidTime)
}

/// The instant of a local date and time. The time that exists twice in autumn is the first one.
///
/// # Errors
/// `SkippedLocalTime` for the hour that spring leaves out.
pub fn instant(zone: Tz, date: NaiveDate, time: NaiveTime) -> Result<DateTime<Utc>, FieldRule> {
    match zone.from_local_datetime(&date.and_time(time)) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Ok(at.with_timezone(&Utc)),
        LocalResult::None => Err(FieldRule::SkippedLocalTime),
    }
}

/// The whole local day: from the first instant of `date` to the first of the next day.
#[must_use]
pub fn local_day(zone: Tz, date: NaiveDate) -> Interval {
    Interval {
        start: day_start(zone, date),
        end: day_start(zone, date + Duration::days(1)),
    }
}

/// The first instant of a local date; a few zones change their clocks at midnight and skip it.
fn day_start(zone: Tz, date: NaiveDate) -> DateTime<Utc> {
    let midnight = date.and_time(NaiveTime::MIN);
    (0..=12)
        .find_map(|quarters| {
            let local = midnight + Duration::minutes(15 * quarters);
            zone.from_local_datetime(&local).earliest()
        })
        .map_or_else(|| midnight.and_utc(), |at| at.with_timezone(&Utc))
}

/// Whether the minute of day stands on the grid.
#[must_use]
pub fn on_grid(time: NaiveTime) -> bool {
    time.minute().is_multiple_of(TICK_MINUTES) && time.second() == 0 && time.nanosecond() == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn date(text: &str) -> NaiveDate {
        parse_date(text).unwrap()
    }

    fn time(text: &str) -> NaiveTime {
        parse_time(text).unwrap()
    }

    #[test]
    fn a_date_is_understood_in_the_ways_people_type_it() {
        for text in [
            "2026-11-23",
            "23/11/2026",
            "23/11/26",
            "23112026",
            " 23/11/2026 ",
        ] {
            assert_eq!(
                date(text),
                NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
                "{text}"
            );
        }
        for text in ["", "31/02/2026", "2026", "23.11.2026", "abc"] {
            assert_eq!(parse_date(text), Err(FieldRule::InvalidDate), "{text}");
        }
    }

    #[test]
    fn leading_zeros_need_not_be_typed_and_change_no_year() {
        for text in ["3/1/2026", "03/1/2026", "3/1/26", "03/1/26"] {
            assert_eq!(date(text), date("2026-01-03"), "{text}");
        }
    }

    #[test]
    fn a_year_that_no_calendar_of_a_practice_has_is_no_date() {
        for text in [
            "+262142-12-31",
            "-262143-01-01",
            "10000-01-01",
            "0026-11-23",
            "23/11/026",
            "23/11/202",
        ] {
            assert_eq!(parse_date(text), Err(FieldRule::InvalidDate), "{text}");
        }
    }

    #[test]
    fn the_hour_that_spring_skips_is_refused() {
        assert_eq!(
            instant(Paris, date("2026-03-29"), time("02:30")),
            Err(FieldRule::SkippedLocalTime)
        );
    }

    #[test]
    fn the_hour_that_autumn_repeats_is_the_first_one() {
        let at = instant(Paris, date("2026-10-25"), time("02:30")).unwrap();
        assert_eq!(at.to_rfc3339(), "2026-10-25T00:30:00+00:00");
    }

    #[test]
    fn a_local_day_has_23_24_or_25_hours() {
        for (day, hours) in [("2026-03-29", 23), ("2026-11-23", 24), ("2026-10-25", 25)] {
            let day = local_day(Paris, date(day));
            assert_eq!((day.end - day.start).num_hours(), hours);
        }
    }

    #[test]
    fn a_day_whose_midnight_is_skipped_starts_at_its_first_instant() {
        let day = local_day(chrono_tz::America::Santiago, date("2026-09-06"));
        assert_eq!((day.end - day.start).num_hours(), 23);
    }

    #[test]
    fn durations_are_multiples_of_five_up_to_eight_hours() {
        assert_eq!(Minutes::parse(0), Err(FieldRule::DurationOutOfRange));
        assert_eq!(Minutes::parse(485), Err(FieldRule::DurationOutOfRange));
        assert_eq!(Minutes::parse(12), Err(FieldRule::OffGrid));
        assert_eq!(Minutes::parse(480).unwrap().get(), 480);
    }
}
