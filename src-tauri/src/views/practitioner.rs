//! Practitioners.

use medigest_application::ports::Removal;
use medigest_domain::hours::TypedSpan;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::user::Username;
use serde::{Deserialize, Serialize};
use specta::Type;

/// A practitioner.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PractitionerView {
    id: String,
    name: String,
    speciality: String,
    /// #rrggbb.
    color: String,
    active: bool,
    /// Weekly opening hours, Monday first.
    hours: Vec<OpeningView>,
    /// None were set: the practice's usual hours.
    usual_hours: bool,
}

/// A span of weekly opening hours.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpeningView {
    /// 1 Monday to 7 Sunday.
    weekday: u32,
    start: String,
    end: String,
}

/// A span of opening hours, as typed.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpeningInput {
    /// 1 Monday to 7 Sunday.
    weekday: u32,
    start: String,
    end: String,
}

impl OpeningInput {
    /// As the domain parses it.
    pub fn typed(&self) -> TypedSpan<'_> {
        TypedSpan {
            weekday: self.weekday,
            start: &self.start,
            end: &self.end,
        }
    }
}

impl From<&Practitioner> for PractitionerView {
    fn from(practitioner: &Practitioner) -> Self {
        Self {
            id: practitioner.id.to_string(),
            name: practitioner.details.name.clone(),
            speciality: practitioner.details.speciality.clone(),
            color: practitioner.details.color.as_str().to_owned(),
            active: practitioner.active,
            hours: practitioner
                .opening_hours()
                .spans()
                .iter()
                .map(|(day, span)| OpeningView {
                    weekday: day.number_from_monday(),
                    start: span.start.format("%H:%M").to_string(),
                    end: span.end.format("%H:%M").to_string(),
                })
                .collect(),
            usual_hours: practitioner.hours.is_none(),
        }
    }
}

/// A practitioner's form.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PractitionerInput {
    pub(crate) name: String,
    pub(crate) speciality: String,
    pub(crate) color: String,
}

/// What became of a removal.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum RemovalOutcome {
    /// Gone.
    Deleted,
    /// Kept, because something needs them, but no longer bookable.
    Deactivated {
        /// How many appointments.
        appointments: u32,
        /// The user names of the accounts linked to them.
        accounts: Vec<String>,
    },
}

impl From<Removal> for RemovalOutcome {
    fn from(removal: Removal) -> Self {
        match removal {
            Removal::Deleted => Self::Deleted,
            Removal::Deactivated(ties) => Self::Deactivated {
                appointments: ties.appointments,
                accounts: ties.accounts.iter().map(Username::to_string).collect(),
            },
        }
    }
}
