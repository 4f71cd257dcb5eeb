//! Where an appointment may be put: on the grid, inside one local day, not in the past (spec §3.1).

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use crate::field::{FieldIssue, FieldRule, Findings};
use crate::time::{Interval, Minutes, instant, on_grid, parse_date, parse_time};

/// A wished time as typed.
#[derive(Debug, Clone)]
pub struct Wish<'a> {
    /// Local date.
    pub date: &'a str,
    /// Local time of day.
    pub time: &'a str,
    /// Minutes.
    pub duration: u32,
}

impl Wish<'_> {
    /// The interval it asks for in `zone`.
    ///
    /// # Errors
    /// Every finding at `date`, `time` or `durationMinutes`.
    pub fn place(&self, zone: Tz, now: DateTime<Utc>) -> Result<Interval, Vec<FieldIssue>> {
        let mut findings = Findings::default();
        let date = findings.parsed("date", parse_date(self.date));
        let time = findings.parsed("time", parse_time(self.time));
        let duration = findings.parsed("durationMinutes", Minutes::parse(self.duration));
        let placed = date
            .zip(time)
            .zip(duration)
            .and_then(|((date, time), duration)| {
                findings.parsed("time", place(zone, date, time, duration, now))
            });
        findings.finish(placed, false)
    }
}

/// The interval of `duration` from a local date and time.
///
/// # Errors
/// `OffGrid`, `SkippedLocalTime`, `AcrossMidnight` or `InPast`.
pub fn place(
    zone: Tz,
    date: NaiveDate,
    time: NaiveTime,
    duration: Minutes,
    now: DateTime<Utc>,
) -> Result<Interval, FieldRule> {
    if !on_grid(time) {
        return Err(FieldRule::OffGrid);
    }
    let interval = Interval::from(instant(zone, date, time)?, duration);
    let last_instant = interval.end - Duration::seconds(1);
    if last_instant.with_timezone(&zone).date_naive() != date {
        return Err(FieldRule::AcrossMidnight);
    }
    if interval.start < now {
        return Err(FieldRule::InPast);
    }
    Ok(interval)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use chrono_tz::Europe::Paris;

    fn wish(
        date: &'static str,
        time: &'static str,
        duration: u32,
    ) -> Result<Interval, Vec<(&'static str, FieldRule)>> {
        let now = Utc.with_ymd_and_hms(2026, 1, 5, 9, 0, 0).unwrap();
        Wish {
            date,
            time,
            duration,
        }
        .place(Paris, now)
        .map_err(|issues| {
            issues
                .into_iter()
                .map(|issue| (issue.field, issue.rule))
                .collect()
        })
    }

    #[test]
    fn a_time_of_the_practice_becomes_an_instant() {
        let interval = wish("2026-07-14", "14:00", 30).unwrap();
        assert_eq!(interval.start.to_rfc3339(), "2026-07-14T12:00:00+00:00");
    }

    #[test]
    fn the_last_appointment_may_end_at_midnight_and_not_after() {
        assert!(wish("2026-07-14", "23:30", 30).is_ok());
        assert_eq!(
            wish("2026-07-14", "23:30", 35),
            Err(vec![("time", FieldRule::AcrossMidnight)])
        );
    }

    #[test]
    fn now_is_allowed_and_before_it_is_past() {
        assert!(wish("2026-01-05", "10:00", 5).is_ok());
        assert_eq!(
            wish("2026-01-05", "09:55", 5),
            Err(vec![("time", FieldRule::InPast)])
        );
    }

    #[test]
    fn each_wrong_field_is_named() {
        assert_eq!(
            wish("demain", "tôt", 0),
            Err(vec![
                ("date", FieldRule::InvalidDate),
                ("time", FieldRule::InvalidTime),
                ("durationMinutes", FieldRule::DurationOutOfRange)
            ])
        );
        assert_eq!(
            wish("2026-07-14", "14:02", 15),
            Err(vec![("time", FieldRule::OffGrid)])
        );
        assert_eq!(
            wish("2026-03-29", "02:30", 15),
            Err(vec![("time", FieldRule::SkippedLocalTime)])
        );
    }

    #[test]
    fn an_appointment_across_the_autumn_change_keeps_its_length() {
        let interval = wish("2026-10-25", "02:30", 120).unwrap();
        assert_eq!((interval.end - interval.start).num_minutes(), 120);
    }
}
