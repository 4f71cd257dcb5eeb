//! The practice's settings: one document.

use chrono::{NaiveTime, Weekday};
use chrono_tz::Tz;

use crate::field::{FieldIssue, FieldRule, Findings};
use crate::text::required_line;
use crate::time::Minutes;

/// What the practice set for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Name of the practice, shown on top of the rail.
    pub practice_name: String,
    /// IANA time zone of every local date and time.
    pub zone: Tz,
    /// The length a new appointment has at first.
    pub default_duration: Minutes,
    /// A patient who waits longer than this is pointed out, in minutes.
    pub waiting_alert_minutes: u32,
}

impl Settings {
    /// A new practice in `zone`.
    #[must_use]
    pub fn in_zone(zone: Tz) -> Self {
        Self {
            practice_name: "Cabinet médical".to_owned(),
            zone,
            default_duration: DEFAULT_DURATION,
            waiting_alert_minutes: WAITING_ALERT_MINUTES,
        }
    }

    /// Parses the form.
    ///
    /// # Errors
    /// Every finding, at `practiceName`, `timeZone`, `defaultDurationMinutes` or `waitingAlertMinutes`.
    pub fn parse(typed: &TypedSettings) -> Result<Self, Vec<FieldIssue>> {
        let mut findings = Findings::default();
        let practice_name = findings.parsed("practiceName", required_line(typed.practice_name, 80));
        let zone = typed.time_zone.parse().map_err(|_| FieldRule::Unknown);
        let zone = findings.parsed("timeZone", zone);
        let duration = Minutes::parse(typed.default_duration_minutes);
        let duration = findings.parsed("defaultDurationMinutes", duration);
        let alert = match typed.waiting_alert_minutes {
            minutes @ 1..=MAX_ALERT_MINUTES => Ok(minutes),
            _ => Err(FieldRule::AlertOutOfRange),
        };
        let alert = findings.parsed("waitingAlertMinutes", alert);
        let parsed = practice_name.zip(zone).zip(duration).zip(alert).map(
            |(((practice_name, zone), default_duration), waiting_alert_minutes)| Self {
                practice_name,
                zone,
                default_duration,
                waiting_alert_minutes,
            },
        );
        findings.finish(parsed, false)
    }
}

/// The settings as typed.
#[derive(Debug, Clone, Copy)]
pub struct TypedSettings<'a> {
    /// Name of the practice.
    pub practice_name: &'a str,
    /// IANA name.
    pub time_zone: &'a str,
    /// Minutes.
    pub default_duration_minutes: u32,
    /// Minutes.
    pub waiting_alert_minutes: u32,
}

/// The longest waiting alert, in minutes.
const MAX_ALERT_MINUTES: u32 = 240;

/// The length a new appointment has at first in a practice that set none.
pub const DEFAULT_DURATION: Minutes = Minutes::of_ticks(6);

/// The waiting alert of a practice that set none, in minutes.
pub const WAITING_ALERT_MINUTES: u32 = 20;

/// When the practice usually works. Used to propose times, never to refuse one.
pub const OPENS_AT: NaiveTime = NaiveTime::from_hms_opt(8, 0, 0).expect("08:00 exists");
/// When the practice usually closes.
pub const CLOSES_AT: NaiveTime = NaiveTime::from_hms_opt(19, 0, 0).expect("19:00 exists");

/// Whether times are proposed on `day`: every day but Sunday.
#[must_use]
pub fn opens_on(day: Weekday) -> bool {
    day != Weekday::Sun
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPED: TypedSettings<'static> = TypedSettings {
        practice_name: "  Cabinet des Tilleuls ",
        time_zone: "Europe/Paris",
        default_duration_minutes: 20,
        waiting_alert_minutes: 15,
    };

    #[test]
    fn a_form_becomes_settings() {
        let settings = Settings::parse(&TYPED).unwrap();
        assert_eq!(settings.practice_name, "Cabinet des Tilleuls");
        assert_eq!(settings.default_duration.get(), 20);
    }

    #[test]
    fn every_wrong_field_is_named() {
        let wrong = TypedSettings {
            practice_name: " ",
            time_zone: "Europe/Lutèce",
            default_duration_minutes: 7,
            waiting_alert_minutes: 0,
        };
        let issues = Settings::parse(&wrong).unwrap_err();
        let found: Vec<_> = issues
            .iter()
            .map(|issue| (issue.field, issue.rule))
            .collect();
        assert_eq!(
            found,
            [
                ("practiceName", FieldRule::Required),
                ("timeZone", FieldRule::Unknown),
                ("defaultDurationMinutes", FieldRule::OffGrid),
                ("waitingAlertMinutes", FieldRule::AlertOutOfRange),
            ]
        );
    }
}
