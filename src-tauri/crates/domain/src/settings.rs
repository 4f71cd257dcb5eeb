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
    /// Minutes without a touch after which a session on a computer is locked.
    pub idle_minutes_desk: u32,
    /// The same on a tablet, which is left lying about more easily.
    pub idle_minutes_tablet: u32,
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
            idle_minutes_desk: IDLE_MINUTES_DESK,
            idle_minutes_tablet: IDLE_MINUTES_TABLET,
        }
    }

    /// Parses the form.
    ///
    /// # Errors
    /// Every finding, at `practiceName`, `timeZone`, `defaultDurationMinutes`, `waitingAlertMinutes`,
    /// `idleMinutesDesk` or `idleMinutesTablet`.
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
        let desk = findings.parsed("idleMinutesDesk", idle(typed.idle_minutes_desk));
        let tablet = findings.parsed("idleMinutesTablet", idle(typed.idle_minutes_tablet));
        let parsed = practice_name
            .zip(zone)
            .zip(duration)
            .zip(alert)
            .zip(desk.zip(tablet))
            .map(
                |((((practice_name, zone), duration), alert), (desk, tablet))| Self {
                    practice_name,
                    zone,
                    default_duration: duration,
                    waiting_alert_minutes: alert,
                    idle_minutes_desk: desk,
                    idle_minutes_tablet: tablet,
                },
            );
        findings.finish(parsed, false)
    }
}

fn idle(minutes: u32) -> Result<u32, FieldRule> {
    match minutes {
        1..=MAX_IDLE_MINUTES => Ok(minutes),
        _ => Err(FieldRule::IdleOutOfRange),
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
    /// Minutes.
    pub idle_minutes_desk: u32,
    /// Minutes.
    pub idle_minutes_tablet: u32,
}

/// The longest waiting alert, in minutes.
const MAX_ALERT_MINUTES: u32 = 240;
/// The longest time without a touch before a session is locked, in minutes.
const MAX_IDLE_MINUTES: u32 = 120;

/// The length a new appointment has at first in a practice that set none.
pub const DEFAULT_DURATION: Minutes = Minutes::of_ticks(6);

/// The waiting alert of a practice that set none, in minutes.
pub const WAITING_ALERT_MINUTES: u32 = 20;

/// When a session on a computer is locked in a practice that set nothing, in minutes without a touch.
pub const IDLE_MINUTES_DESK: u32 = 10;
/// The same on a tablet.
pub const IDLE_MINUTES_TABLET: u32 = 5;

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
        idle_minutes_desk: 120,
        idle_minutes_tablet: 1,
    };

    #[test]
    fn a_form_becomes_settings() {
        let settings = Settings::parse(&TYPED).unwrap();
        assert_eq!(settings.practice_name, "Cabinet des Tilleuls");
        assert_eq!(settings.default_duration.get(), 20);
        assert_eq!(
            (settings.idle_minutes_desk, settings.idle_minutes_tablet),
            (120, 1)
        );
    }

    #[test]
    fn every_wrong_field_is_named() {
        let wrong = TypedSettings {
            practice_name: " ",
            time_zone: "Europe/Lutèce",
            default_duration_minutes: 7,
            waiting_alert_minutes: 0,
            idle_minutes_desk: 121,
            idle_minutes_tablet: 0,
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
                ("idleMinutesDesk", FieldRule::IdleOutOfRange),
                ("idleMinutesTablet", FieldRule::IdleOutOfRange),
            ]
        );
    }
}
