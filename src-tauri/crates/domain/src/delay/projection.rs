//! What a delay does to a planned day: a pure function of the plan, the report and the steps noted so far.
//!
//! Planned times stay. From the report's beginning on, the first patient not yet called in is seen `minutes`
//! later, each next one at `max(planned, end of the one before)`, so that gaps absorb the delay. A patient who
//! was called in after the report took the delay upon themselves: those who follow wait for the end of that
//! consultation, not for the report again. A session's end (break or closing) pushes nobody further; what runs
//! into it is named instead (ADR 0005).

use chrono::{DateTime, Duration, Utc};

use super::DelayReport;
use crate::appointment::Appointment;
use crate::time::Interval;

/// What a shifted appointment runs into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Overflow {
    /// The break after the session it was planned in.
    Break,
    /// The end of the day's last session.
    Closing,
    /// Midnight: it does not take place that day.
    Midnight,
}

/// Where an appointment stands with the delay: later than planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Projected {
    /// When it takes place now; never past the end of the day.
    pub interval: Interval,
    /// What it runs into.
    pub overflow: Option<Overflow>,
}

/// The projected time of each appointment of `day`, in the same order: none for those that stay as planned.
///
/// `day` has the appointments of one practitioner on one local day, earliest first; `sessions` its opening hours
/// and `bounds` its first and last instant.
#[must_use]
pub fn project(
    day: &[Appointment],
    report: Option<&DelayReport>,
    sessions: &[Interval],
    bounds: Interval,
) -> Vec<Option<Projected>> {
    let Some(report) = report.filter(|report| report.holds()) else {
        return vec![None; day.len()];
    };
    let mut shifting = Shifting {
        report,
        free_from: None,
    };
    day.iter()
        .map(|row| {
            let start = shifting.next(row)?;
            (start > row.interval.start).then(|| placed(row, start, sessions, bounds))
        })
        .collect()
}

/// Carries the delay from one appointment to the next.
struct Shifting<'a> {
    report: &'a DelayReport,
    /// When the practitioner is free again; none until the delay has begun.
    free_from: Option<DateTime<Utc>>,
}

impl Shifting<'_> {
    /// When `row` begins with the delay; none if it does not take part.
    fn next(&mut self, row: &Appointment) -> Option<DateTime<Utc>> {
        if !row.blocks() || row.interval.start < self.report.from {
            return None;
        }
        let length = row.interval.end - row.interval.start;
        if let Some(called_in) = row.attendance.called_in_at {
            if called_in >= self.report.at || self.free_from.is_some() {
                let end = row.attendance.finished_at.unwrap_or(called_in + length);
                self.free_from = self.free_from.max(Some(end));
            }
            return None;
        }
        let start = match self.free_from {
            None => row.interval.start + Duration::minutes(i64::from(self.report.minutes)),
            Some(free) => free.max(row.interval.start),
        };
        self.free_from = Some(start + length);
        Some(start)
    }
}

fn placed(
    row: &Appointment,
    start: DateTime<Utc>,
    sessions: &[Interval],
    bounds: Interval,
) -> Projected {
    let end = start + (row.interval.end - row.interval.start);
    let interval = Interval {
        start: start.min(bounds.end),
        end: end.min(bounds.end),
    };
    let overflow = if end > bounds.end {
        Some(Overflow::Midnight)
    } else {
        run_into(row.interval, end, sessions)
    };
    Projected { interval, overflow }
}

/// What an appointment planned inside a session runs into when it ends at `end`.
fn run_into(planned: Interval, end: DateTime<Utc>, sessions: &[Interval]) -> Option<Overflow> {
    let session = sessions
        .iter()
        .find(|session| session.start <= planned.start && planned.end <= session.end)?;
    if end <= session.end {
        return None;
    }
    let is_last = sessions.iter().all(|other| other.end <= session.end);
    Some(if is_last {
        Overflow::Closing
    } else {
        Overflow::Break
    })
}

/// What a report does to a day, in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// How many appointments shift.
    pub shifted: u32,
    /// How many of the report's minutes gaps absorb before the last appointment.
    pub absorbed_minutes: u32,
    /// When the last standing appointment ends as planned.
    pub planned_end: Option<DateTime<Utc>>,
    /// When it ends with the delay.
    pub projected_end: Option<DateTime<Utc>>,
    /// The places in `day` of what runs into a break, closing or midnight.
    pub overflow: Vec<usize>,
}

/// The effect of `report` on `day`; see [`project`].
#[must_use]
pub fn effect(
    day: &[Appointment],
    report: &DelayReport,
    sessions: &[Interval],
    bounds: Interval,
) -> Effect {
    let projected = project(day, Some(report), sessions, bounds);
    let last = day.iter().zip(&projected).rfind(|(row, _)| row.blocks());
    let residual = last
        .and_then(|(row, projected)| {
            projected.map(|now| (now.interval.start - row.interval.start).num_minutes())
        })
        .and_then(|minutes| u32::try_from(minutes).ok())
        .unwrap_or(0);
    let standing = || day.iter().zip(&projected).filter(|(row, _)| row.blocks());
    let now = |row: &Appointment, projected: &Option<Projected>| {
        projected.map_or(row.interval.end, |projected| projected.interval.end)
    };
    Effect {
        shifted: u32::try_from(projected.iter().flatten().count()).unwrap_or(u32::MAX),
        absorbed_minutes: report.minutes.saturating_sub(residual),
        planned_end: standing().map(|(row, _)| row.interval.end).max(),
        projected_end: standing().map(|(row, p)| now(row, p)).max(),
        overflow: projected
            .iter()
            .enumerate()
            .filter(|(_, projected)| projected.is_some_and(|p| p.overflow.is_some()))
            .map(|(place, _)| place)
            .collect(),
    }
}

#[cfg(test)]
mod tests;
