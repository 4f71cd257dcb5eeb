//! When a practitioner works: weekly opening hours with breaks, as local times of the practice.
//!
//! Hours are advice: booking outside them asks, it is never forbidden.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use chrono_tz::Tz;

use crate::field::{FieldIssue, FieldRule, Findings};
use crate::settings::{CLOSES_AT, OPENS_AT, opens_on};
use crate::time::{Interval, instant, on_grid, parse_time};

/// One span of work within a day; breaks are what lies between two spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OpeningSpan {
    /// First local time inside.
    pub start: NaiveTime,
    /// First local time after; later than `start`.
    pub end: NaiveTime,
}

/// A span as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedSpan<'a> {
    /// 1 Monday to 7 Sunday.
    pub weekday: u32,
    /// Local time of day.
    pub start: &'a str,
    /// Local time of day.
    pub end: &'a str,
}

/// Weekly opening hours: spans sorted by day and time, none sharing time with another of its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeeklyHours(Vec<(Weekday, OpeningSpan)>);

impl WeeklyHours {
    /// The practice's usual hours, for practitioners who set none.
    #[must_use]
    pub fn usual() -> Self {
        let span = OpeningSpan {
            start: OPENS_AT,
            end: CLOSES_AT,
        };
        let week = (1..=7).filter_map(weekday).filter(|day| opens_on(*day));
        Self(week.map(|day| (day, span)).collect())
    }

    /// Parses a form; none when it has no span, which means the usual hours.
    ///
    /// # Errors
    /// On `hours`: `InvalidTime`, `OffGrid`, `EndsBeforeStart`, or `OverlapsAnother` span of its day.
    pub fn parse(typed: &[TypedSpan]) -> Result<Option<Self>, Vec<FieldIssue>> {
        let mut findings = Findings::default();
        let parsed: Vec<_> = typed
            .iter()
            .filter_map(|span| findings.parsed("hours", parse_span(span)))
            .collect();
        let hours = (parsed.len() == typed.len())
            .then(|| findings.parsed("hours", Self::from_spans(parsed)))
            .flatten();
        let hours = findings.finish(hours, false)?;
        Ok((!hours.0.is_empty()).then_some(hours))
    }

    /// The hours made of these spans, in any order.
    ///
    /// # Errors
    /// `EndsBeforeStart` or `OverlapsAnother`.
    pub fn from_spans(mut spans: Vec<(Weekday, OpeningSpan)>) -> Result<Self, FieldRule> {
        if spans.iter().any(|(_, span)| span.end <= span.start) {
            return Err(FieldRule::EndsBeforeStart);
        }
        spans.sort_by_key(|(day, span)| (day.number_from_monday(), *span));
        let overlap = spans
            .windows(2)
            .any(|pair| pair[0].0 == pair[1].0 && pair[1].1.start < pair[0].1.end);
        if overlap {
            return Err(FieldRule::OverlapsAnother);
        }
        Ok(Self(spans))
    }

    /// Every span, Monday first.
    #[must_use]
    pub fn spans(&self) -> &[(Weekday, OpeningSpan)] {
        &self.0
    }

    /// The spans of a local date as instants, earliest first. A span that the spring change cuts begins or ends
    /// where the skipped hour is over.
    #[must_use]
    pub fn on(&self, zone: Tz, date: NaiveDate) -> Vec<Interval> {
        self.0
            .iter()
            .filter(|(day, _)| *day == date.weekday())
            .filter_map(|(_, span)| {
                let start =
                    instant(zone, date, span.start).or_else(|_| after_gap(zone, date, span.start));
                let end =
                    instant(zone, date, span.end).or_else(|_| after_gap(zone, date, span.end));
                Some(Interval {
                    start: start.ok()?,
                    end: end.ok()?,
                })
            })
            .filter(|span| span.start < span.end)
            .collect()
    }
}

/// Whether `interval` lies wholly within one of the sessions.
#[must_use]
pub fn covers(sessions: &[Interval], interval: Interval) -> bool {
    sessions
        .iter()
        .any(|session| session.start <= interval.start && interval.end <= session.end)
}

/// Monday is 1, Sunday 7.
#[must_use]
pub fn weekday(number: u32) -> Option<Weekday> {
    number
        .checked_sub(1)
        .and_then(|index| Weekday::try_from(u8::try_from(index).ok()?).ok())
}

fn parse_span(typed: &TypedSpan) -> Result<(Weekday, OpeningSpan), FieldRule> {
    let day = weekday(typed.weekday).ok_or(FieldRule::InvalidDate)?;
    let span = OpeningSpan {
        start: parse_time(typed.start)?,
        end: parse_time(typed.end)?,
    };
    if !on_grid(span.start) || !on_grid(span.end) {
        return Err(FieldRule::OffGrid);
    }
    Ok((day, span))
}

/// The first instant after the hour that spring skips.
fn after_gap(
    zone: Tz,
    date: NaiveDate,
    time: NaiveTime,
) -> Result<chrono::DateTime<chrono::Utc>, FieldRule> {
    (1..=24)
        .find_map(|steps| {
            let (later, wrapped) =
                time.overflowing_add_signed(chrono::Duration::minutes(5 * steps));
            (wrapped == 0)
                .then(|| instant(zone, date, later).ok())
                .flatten()
        })
        .ok_or(FieldRule::SkippedLocalTime)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Africa::{Abidjan, Tunis};
    use chrono_tz::Europe::Paris;

    fn typed(weekday: u32, start: &'static str, end: &'static str) -> TypedSpan<'static> {
        TypedSpan {
            weekday,
            start,
            end,
        }
    }

    fn date(text: &str) -> NaiveDate {
        crate::time::parse_date(text).unwrap()
    }

    fn local(zone: Tz, hours: &WeeklyHours, day: &str) -> Vec<String> {
        let show =
            |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&zone).format("%H:%M").to_string();
        hours
            .on(zone, date(day))
            .into_iter()
            .map(|span| format!("{}-{}", show(span.start), show(span.end)))
            .collect()
    }

    #[test]
    fn a_day_has_its_spans_in_order_and_breaks_between_them() {
        let hours = WeeklyHours::parse(&[typed(1, "14:00", "18:00"), typed(1, "09:00", "12:00")]);
        let hours = hours.unwrap().unwrap();
        assert_eq!(
            local(Paris, &hours, "2026-11-23"),
            ["09:00-12:00", "14:00-18:00"]
        );
        assert!(
            local(Paris, &hours, "2026-11-24").is_empty(),
            "a Tuesday without a span is closed"
        );
    }

    #[test]
    fn no_span_at_all_means_the_usual_hours() {
        assert_eq!(WeeklyHours::parse(&[]), Ok(None));
        assert_eq!(
            local(Paris, &WeeklyHours::usual(), "2026-11-23"),
            ["08:00-19:00"]
        );
        assert!(
            local(Paris, &WeeklyHours::usual(), "2026-11-22").is_empty(),
            "a Sunday"
        );
    }

    #[test]
    fn what_cannot_be_a_span_is_refused() {
        for (spans, rule) in [
            (vec![typed(1, "12:00", "09:00")], FieldRule::EndsBeforeStart),
            (vec![typed(1, "09:00", "09:00")], FieldRule::EndsBeforeStart),
            (vec![typed(1, "tôt", "09:00")], FieldRule::InvalidTime),
            (vec![typed(1, "09:02", "10:00")], FieldRule::OffGrid),
            (vec![typed(8, "09:00", "10:00")], FieldRule::InvalidDate),
            (
                vec![typed(1, "09:00", "12:00"), typed(1, "11:00", "13:00")],
                FieldRule::OverlapsAnother,
            ),
        ] {
            let issues = WeeklyHours::parse(&spans).unwrap_err();
            assert_eq!(issues[0].rule, rule);
            assert_eq!(issues[0].field, "hours");
        }
    }

    #[test]
    fn touching_spans_are_two_sessions() {
        let hours = WeeklyHours::parse(&[typed(1, "09:00", "12:00"), typed(1, "12:00", "13:00")]);
        assert_eq!(hours.unwrap().unwrap().spans().len(), 2);
    }

    #[test]
    fn hours_follow_the_wall_clock_over_a_clock_change() {
        let hours = WeeklyHours::parse(&[typed(7, "01:00", "10:00")])
            .unwrap()
            .unwrap();
        for (zone, day, length) in [
            (Paris, "2026-03-29", 8),
            (Paris, "2026-10-25", 10),
            (Tunis, "2026-03-29", 9),
            (Abidjan, "2026-10-25", 9),
        ] {
            let span = hours.on(zone, date(day))[0];
            assert_eq!((span.end - span.start).num_hours(), length, "{zone} {day}");
        }
    }

    #[test]
    fn a_span_that_begins_in_the_skipped_hour_begins_when_it_is_over() {
        let hours = WeeklyHours::parse(&[typed(7, "02:30", "10:00")])
            .unwrap()
            .unwrap();
        assert_eq!(local(Paris, &hours, "2026-03-29"), ["03:00-10:00"]);
    }
}
