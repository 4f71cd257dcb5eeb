//! Patients: the list's line, the file, the form.

use chrono_tz::Tz;
use medigest_application::{OpenFile, Registration, SearchAnswer};
use medigest_domain::delay::Projected;
use medigest_domain::patient::{PatientForm, PatientSummary, Visit};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::appointment::ProjectedView;
use super::local::local_date_time;
use super::mirror::AppointmentStatus;
use super::secret::{SecretState, given};

/// A patient in a list.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PatientHit {
    id: String,
    last_name: String,
    first_name: String,
    /// 1985-03-12.
    birth_date: Option<String>,
    phone: Option<String>,
}

impl From<&PatientSummary> for PatientHit {
    fn from(summary: &PatientSummary) -> Self {
        Self {
            id: summary.id.to_string(),
            last_name: summary.last_name.to_string(),
            first_name: summary.first_name.to_string(),
            birth_date: summary.birth_date.map(|date| date.to_string()),
            phone: summary
                .phone
                .as_ref()
                .map(|phone| phone.as_str().to_owned()),
        }
    }
}

/// What a search found.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PatientSearchView {
    /// Best first.
    hits: Vec<PatientHit>,
    /// Patients of the practice.
    total: u32,
}

impl From<&SearchAnswer> for PatientSearchView {
    fn from(answer: &SearchAnswer) -> Self {
        Self {
            hits: answer.hits.iter().map(PatientHit::from).collect(),
            total: u32::try_from(answer.total).unwrap_or(u32::MAX),
        }
    }
}

/// A visit in a file.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VisitView {
    appointment_id: Option<String>,
    /// Local date and time: 2026-11-23T10:30.
    starts_at: String,
    /// Where a delay puts it; none when as planned.
    projected: Option<ProjectedView>,
    practitioner: String,
    reason: Option<String>,
    reason_state: SecretState,
    /// None for visits of an older base.
    status: Option<AppointmentStatus>,
}

impl VisitView {
    fn of(visit: &Visit, projected: Option<Projected>, zone: Tz) -> Self {
        Self {
            appointment_id: visit.appointment_id.map(|id| id.to_string()),
            starts_at: local_date_time(visit.date, zone),
            projected: projected.map(|projected| ProjectedView::of(projected, visit.date, zone)),
            practitioner: visit.practitioner.clone(),
            reason: given(Some(&visit.reason)),
            reason_state: SecretState::from(&visit.reason),
            status: visit.status.map(AppointmentStatus::from),
        }
    }
}

/// A patient's file.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PatientFile {
    id: String,
    v: u32,
    last_name: String,
    first_name: String,
    birth_date: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    /// None when not given, or not readable.
    insurance: Option<String>,
    insurance_state: SecretState,
    /// None when not given, or not readable.
    notes: Option<String>,
    notes_state: SecretState,
    /// Local date and time.
    created_at: String,
    /// Local date and time.
    updated_at: String,
    /// User name of who edited it last; none for a file of an older base.
    updated_by: Option<String>,
    /// Latest first.
    visits: Vec<VisitView>,
}

impl PatientFile {
    /// `file` with times as they read in `zone`.
    pub fn of(file: &OpenFile, zone: Tz) -> Self {
        let patient = &file.patient;
        let details = &patient.details;
        let mut visits: Vec<&Visit> = patient.visits.iter().collect();
        visits.sort_by_key(|visit| (std::cmp::Reverse(visit.date), visit.appointment_id));
        Self {
            id: patient.id.to_string(),
            v: patient.v,
            last_name: details.last_name.to_string(),
            first_name: details.first_name.to_string(),
            birth_date: details.birth_date.map(|date| date.to_string()),
            phone: details
                .phone
                .as_ref()
                .map(|phone| phone.as_str().to_owned()),
            email: details
                .email
                .as_ref()
                .map(|email| email.as_str().to_owned()),
            insurance: given(details.insurance.as_ref()),
            insurance_state: SecretState::of(details.insurance.as_ref()),
            notes: given(details.notes.as_ref()),
            notes_state: SecretState::of(details.notes.as_ref()),
            created_at: local_date_time(patient.created_at, zone),
            updated_at: local_date_time(patient.updated_at, zone),
            updated_by: patient.updated_by.clone(),
            visits: visits
                .into_iter()
                .map(|visit| {
                    let appointment = visit.appointment_id.as_ref();
                    let projected = appointment.and_then(|id| file.projected.get(id));
                    VisitView::of(visit, projected.copied(), zone)
                })
                .collect(),
        }
    }
}

/// A file's form, everything as typed; empty text means "not given". A sealed text that the form did not show is
/// null, and stays as it is stored.
#[derive(Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PatientInput {
    last_name: String,
    first_name: String,
    birth_date: String,
    phone: String,
    email: String,
    insurance: Option<String>,
    notes: Option<String>,
    /// The user saw the warnings and keeps what was typed.
    accept_warnings: bool,
    /// The user saw the likely duplicates and registers all the same.
    pub(crate) accept_duplicate: bool,
}

impl From<PatientInput> for PatientForm {
    fn from(input: PatientInput) -> Self {
        Self {
            last_name: input.last_name,
            first_name: input.first_name,
            birth_date: input.birth_date,
            phone: input.phone,
            email: input.email,
            insurance: input.insurance,
            notes: input.notes,
            accept_warnings: input.accept_warnings,
        }
    }
}

/// What became of a registration.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum RegisterOutcome {
    /// The new file.
    Registered {
        /// The file.
        patient: Box<PatientFile>,
    },
    /// Nothing was written.
    LikelyDuplicates {
        /// Who may be the same person.
        candidates: Vec<PatientHit>,
    },
}

impl RegisterOutcome {
    /// `registration` with times as they read in `zone`.
    pub fn of(registration: &Registration, zone: Tz) -> Self {
        match registration {
            Registration::Registered(file) => Self::Registered {
                patient: Box::new(PatientFile::of(file, zone)),
            },
            Registration::LikelyDuplicates(candidates) => Self::LikelyDuplicates {
                candidates: candidates.iter().map(PatientHit::from).collect(),
            },
        }
    }
}
