//! The search for free times.

use medigest_application::FreeSlotRequest;
use serde::Deserialize;
use specta::Type;

use super::mirror::{DayPart, Entity};
use crate::commands::id;
use crate::error::CommandError;

/// What free times are searched.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FreeSlotInput {
    /// None for any practitioner.
    practitioner_id: Option<String>,
    duration_minutes: u32,
    part: Option<DayPart>,
    /// Local date to start from.
    from: String,
    /// Local time of that date to start from; empty for its beginning.
    from_time: String,
    /// Leaves out times at which this patient is busy.
    patient_id: Option<String>,
    /// How many, at most 30.
    count: u32,
}

impl FreeSlotInput {
    /// The request it makes.
    ///
    /// # Errors
    /// `notFound` for what is no id.
    pub fn request(self) -> Result<FreeSlotRequest, CommandError> {
        let practitioner = self.practitioner_id;
        let patient = self.patient_id;
        Ok(FreeSlotRequest {
            practitioner_id: practitioner
                .map(|text| id(&text, Entity::Practitioner))
                .transpose()?,
            patient_id: patient.map(|text| id(&text, Entity::Patient)).transpose()?,
            duration_minutes: self.duration_minutes,
            part: self.part.map(Into::into),
            from: self.from,
            from_time: self.from_time,
            count: usize::try_from(self.count).unwrap_or(usize::MAX),
        })
    }
}
