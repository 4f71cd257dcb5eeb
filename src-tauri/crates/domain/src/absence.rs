//! Times at which a practitioner, or the whole practice, is away.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::field::{FieldIssue, FieldRule, Findings};
use crate::id::{AbsenceId, PractitionerId};
use crate::text::optional_line;
use crate::time::{Interval, instant, local_day, parse_date, parse_time};

/// The longest label, in characters.
const MAX_LABEL: usize = 80;
/// The longest span, in days: more is a slip of the year.
const MAX_DAYS: i64 = 400;

/// An absence of one practitioner, or a closure of the practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Its id.
    pub id: AbsenceId,
    /// Who is away; none when the whole practice is closed.
    pub practitioner_id: Option<PractitionerId>,
    /// When.
    pub interval: Interval,
    /// e.g. "Congés"; may be empty.
    pub label: String,
    /// User name of who noted it.
    pub created_by: String,
    /// When it was noted.
    pub created_at: DateTime<Utc>,
}

impl Absence {
    /// Whether `practitioner` is away because of it.
    #[must_use]
    pub fn concerns(&self, practitioner: PractitionerId) -> bool {
        self.practitioner_id.is_none_or(|id| id == practitioner)
    }

    /// Whether `practitioner` is away at some instant of `interval`.
    #[must_use]
    pub fn hits(&self, practitioner: PractitionerId, interval: Interval) -> bool {
        self.concerns(practitioner) && self.interval.overlaps(interval)
    }
}

/// A span of days and times as typed; an empty time means the beginning of the first, the end of the last day.
#[derive(Debug, Clone, Copy)]
pub struct TypedRange<'a> {
    /// First local date.
    pub start_date: &'a str,
    /// Local time, or empty.
    pub start_time: &'a str,
    /// Last local date.
    pub end_date: &'a str,
    /// Local time, or empty.
    pub end_time: &'a str,
}

impl TypedRange<'_> {
    /// The interval it means in `zone`.
    ///
    /// # Errors
    /// Every finding at `startDate`, `startTime`, `endDate` or `endTime`.
    pub fn place(&self, zone: Tz) -> Result<Interval, Vec<FieldIssue>> {
        let mut findings = Findings::default();
        let first = findings.parsed("startDate", parse_date(self.start_date));
        let last = findings.parsed("endDate", parse_date(self.end_date));
        let start = first.and_then(|date| {
            let at = edge(zone, date, self.start_time, |day| day.start);
            findings.parsed("startTime", at)
        });
        let end = last.and_then(|date| {
            let at = edge(zone, date, self.end_time, |day| day.end);
            findings.parsed("endTime", at)
        });
        let interval = start.zip(end).and_then(|(start, end)| {
            let field = if first == last { "endTime" } else { "endDate" };
            let checked = match end - start {
                length if length <= chrono::Duration::zero() => Err(FieldRule::EndsBeforeStart),
                length if length.num_days() > MAX_DAYS => Err(FieldRule::TooLong),
                _ => Ok(Interval { start, end }),
            };
            findings.parsed(field, checked)
        });
        findings.finish(interval, false)
    }
}

fn edge(
    zone: Tz,
    date: NaiveDate,
    time: &str,
    whole_day: impl FnOnce(Interval) -> DateTime<Utc>,
) -> Result<DateTime<Utc>, FieldRule> {
    if time.trim().is_empty() {
        return Ok(whole_day(local_day(zone, date)));
    }
    instant(zone, date, parse_time(time)?)
}

/// A label as typed; empty is fine.
///
/// # Errors
/// At `label`: `TooLong` or `InvalidCharacters`.
pub fn parse_label(text: &str) -> Result<String, Vec<FieldIssue>> {
    let mut findings = Findings::default();
    let label = findings.parsed("label", optional_line(text, MAX_LABEL));
    findings.finish(label.map(Option::unwrap_or_default), false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn range(
        start: (&str, &str),
        end: (&str, &str),
    ) -> Result<String, Vec<(&'static str, FieldRule)>> {
        let typed = TypedRange {
            start_date: start.0,
            start_time: start.1,
            end_date: end.0,
            end_time: end.1,
        };
        let show = |at: DateTime<Utc>| at.with_timezone(&Paris).format("%d/%m %H:%M").to_string();
        typed
            .place(Paris)
            .map(|interval| format!("{} - {}", show(interval.start), show(interval.end)))
            .map_err(|issues| {
                issues
                    .into_iter()
                    .map(|issue| (issue.field, issue.rule))
                    .collect()
            })
    }

    #[test]
    fn without_times_it_is_whole_days_also_over_a_clock_change() {
        assert_eq!(
            range(("2026-03-28", ""), ("2026-03-29", "")).unwrap(),
            "28/03 00:00 - 30/03 00:00"
        );
        assert_eq!(
            range(("2026-10-25", ""), ("2026-10-25", "")).unwrap(),
            "25/10 00:00 - 26/10 00:00"
        );
    }

    #[test]
    fn times_cut_the_first_and_the_last_day() {
        assert_eq!(
            range(("23/11/2026", "14:00"), ("24/11/2026", "12:00")).unwrap(),
            "23/11 14:00 - 24/11 12:00"
        );
    }

    #[test]
    fn what_ends_before_it_starts_is_refused_where_it_was_typed() {
        assert_eq!(
            range(("2026-11-23", "14:00"), ("2026-11-23", "14:00")),
            Err(vec![("endTime", FieldRule::EndsBeforeStart)])
        );
        assert_eq!(
            range(("2026-11-23", ""), ("2026-11-22", "")),
            Err(vec![("endDate", FieldRule::EndsBeforeStart)])
        );
        assert_eq!(
            range(("2026-11-23", ""), ("2036-11-22", "")),
            Err(vec![("endDate", FieldRule::TooLong)])
        );
        assert_eq!(
            range(("", "x"), ("2026-11-22", "25:00")),
            Err(vec![
                ("startDate", FieldRule::InvalidDate),
                ("endTime", FieldRule::InvalidTime)
            ])
        );
    }
}
