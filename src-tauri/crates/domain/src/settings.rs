//! The practice's settings: one document.

use chrono::{NaiveTime, Weekday};
use chrono_tz::Tz;

/// What the practice set for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Name of the practice, shown on top of the rail.
    pub practice_name: String,
    /// IANA time zone of every local date and time.
    pub zone: Tz,
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
            waiting_alert_minutes: WAITING_ALERT_MINUTES,
        }
    }
}

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
