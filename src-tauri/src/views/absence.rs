//! Absences and closures.

use chrono_tz::Tz;
use medigest_application::{AbsenceRequest, NamedAbsence};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::local::local_date_time;
use super::mirror::Entity;
use crate::commands::id;
use crate::error::CommandError;

/// An absence of a practitioner, or a closure of the practice.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AbsenceView {
    id: String,
    /// None for a closure of the whole practice.
    practitioner_id: Option<String>,
    practitioner_name: Option<String>,
    /// Local date and time.
    starts_at: String,
    /// Local date and time.
    ends_at: String,
    /// May be empty: "Congés".
    label: String,
    by: String,
}

impl AbsenceView {
    /// `named` with times as they read in `zone`.
    pub fn of(named: &NamedAbsence, zone: Tz) -> Self {
        let absence = &named.absence;
        Self {
            id: absence.id.to_string(),
            practitioner_id: absence.practitioner_id.map(|id| id.to_string()),
            practitioner_name: named.practitioner_name.clone(),
            starts_at: local_date_time(absence.interval.start, zone),
            ends_at: local_date_time(absence.interval.end, zone),
            label: absence.label.clone(),
            by: absence.created_by.clone(),
        }
    }
}

/// An absence's form; an empty time means the beginning of the first, or the end of the last day.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AbsenceInput {
    practitioner_id: Option<String>,
    start_date: String,
    start_time: String,
    end_date: String,
    end_time: String,
    label: String,
}

impl AbsenceInput {
    /// The request it makes.
    ///
    /// # Errors
    /// `notFound` for what is no id.
    pub fn request(self) -> Result<AbsenceRequest, CommandError> {
        Ok(AbsenceRequest {
            practitioner_id: self
                .practitioner_id
                .map(|text| id(&text, Entity::Practitioner))
                .transpose()?,
            start_date: self.start_date,
            start_time: self.start_time,
            end_date: self.end_date,
            end_time: self.end_time,
            label: self.label,
        })
    }
}
