//! A practitioner who runs late: the report is one write, and what it does to the day is computed (spec §3.4).

mod projection;

use chrono::{DateTime, NaiveDate, Utc};

pub use projection::{Effect, Overflow, Projected, effect, project};

use crate::appointment::Appointment;
use crate::field::FieldRule;
use crate::id::{DelayId, OpId, PractitionerId};

/// The longest delay, in minutes: more is an emergency, not a delay.
pub const MAX_DELAY_MINUTES: u32 = 480;

/// A report: from `from` on, the practitioner is `minutes` late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DelayReport {
    /// Its id.
    pub id: DelayId,
    /// Who is late.
    pub practitioner_id: PractitionerId,
    /// The local day it is about.
    pub day: NaiveDate,
    /// Counts the reports of this practitioner and day from 1; the highest is the one that counts.
    pub number: u32,
    /// The first planned start it concerns.
    pub from: DateTime<Utc>,
    /// How late, in minutes.
    pub minutes: u32,
    /// User name of who reported it.
    pub by: String,
    /// When it was reported.
    pub at: DateTime<Utc>,
    /// The operation that reported it.
    pub op_id: OpId,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl DelayReport {
    /// Whether it still shifts anything: not withdrawn.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.withdrawn_at.is_none()
    }
}

/// A number of minutes as typed.
///
/// # Errors
/// `DelayOutOfRange` unless from 1 to 480.
pub fn parse_minutes(minutes: u32) -> Result<u32, FieldRule> {
    if (1..=MAX_DELAY_MINUTES).contains(&minutes) {
        Ok(minutes)
    } else {
        Err(FieldRule::DelayOutOfRange)
    }
}

/// Where a delay reported at `now` begins unless a time is given: with the first standing appointment whose
/// patient was not called in and either waits already or is planned to be seen still; else now.
#[must_use]
pub fn begins(day: &[Appointment], now: DateTime<Utc>) -> DateTime<Utc> {
    day.iter()
        .filter(|row| row.blocks() && row.attendance.called_in_at.is_none())
        .filter(|row| row.attendance.arrived_at.is_some() || row.interval.end > now)
        .map(|row| row.interval.start)
        .min()
        .map_or(now, |start| start.min(now))
}
