//! Instants as they read on the practice's wall: `2026-11-23`, `10:30`, `2026-11-23T10:30`.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// `2026-11-23`.
pub fn local_date(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%Y-%m-%d").to_string()
}

/// `10:30`.
pub fn local_time(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%H:%M").to_string()
}

/// `2026-11-23T10:30`.
pub fn local_date_time(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%Y-%m-%dT%H:%M").to_string()
}

/// `2026-11-23T10:30:05`.
pub fn local_second(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone)
        .format("%Y-%m-%dT%H:%M:%S")
        .to_string()
}
