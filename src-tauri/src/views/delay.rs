//! Delays: as they hold, as typed, and what one would do to the day.

use chrono_tz::Tz;
use medigest_application::{DelayPreview as Preview, DelayRequest};
use medigest_domain::delay::DelayReport;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::appointment::AppointmentView;
use super::local::local_time;
use super::mirror::Entity;
use crate::commands::id;
use crate::error::CommandError;

/// A delay that holds.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DelayView {
    id: String,
    practitioner_id: String,
    date: String,
    /// Local time.
    from: String,
    minutes: u32,
    by: String,
    /// Local time.
    at: String,
}

impl DelayView {
    /// `report` with times as they read in `zone`.
    pub fn of(report: &DelayReport, zone: Tz) -> Self {
        Self {
            id: report.id.to_string(),
            practitioner_id: report.practitioner_id.to_string(),
            date: report.day.to_string(),
            from: local_time(report.from, zone),
            minutes: report.minutes,
            by: report.by.clone(),
            at: local_time(report.at, zone),
        }
    }
}

/// A delay's form.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DelayInput {
    practitioner_id: String,
    /// Local date.
    date: String,
    /// Local time; empty for now.
    from: String,
    minutes: u32,
    /// Added to the delay that holds instead of replacing it.
    add: bool,
}

impl DelayInput {
    /// The request it makes.
    ///
    /// # Errors
    /// `notFound` for what is no id.
    pub fn request(self) -> Result<DelayRequest, CommandError> {
        Ok(DelayRequest {
            practitioner_id: id(&self.practitioner_id, Entity::Practitioner)?,
            date: self.date,
            from: self.from,
            minutes: self.minutes,
            add: self.add,
        })
    }
}

/// What a delay does to the day.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DelayPreview {
    /// The whole delay, after adding.
    minutes: u32,
    /// How many appointments shift.
    shifted: u32,
    /// Minutes that gaps absorb.
    absorbed_minutes: u32,
    /// Local time at which the last appointment ends as planned; none without appointments.
    planned_end: Option<String>,
    /// Local time at which it ends then.
    projected_end: Option<String>,
    /// What then runs into a break, past closing or past midnight.
    overflow: Vec<AppointmentView>,
}

impl DelayPreview {
    /// `preview` with times as they read in `zone`.
    pub fn of(preview: &Preview, zone: Tz) -> Self {
        let effect = &preview.effect;
        Self {
            minutes: preview.report.minutes,
            shifted: effect.shifted,
            absorbed_minutes: effect.absorbed_minutes,
            planned_end: effect.planned_end.map(|at| local_time(at, zone)),
            projected_end: effect.projected_end.map(|at| local_time(at, zone)),
            overflow: preview
                .overflow
                .iter()
                .map(|line| AppointmentView::of(line, zone))
                .collect(),
        }
    }
}
