//! An entry of `patients.historique_visites`.

use bson::DateTime;
use bson::oid::ObjectId;
use medigest_application::ports::StoreError;
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::id::{AppointmentId, PractitionerId};
use medigest_domain::patient::Visit;
use medigest_domain::secret::Confidential;
use serde::{Deserialize, Serialize};

use super::{Stored as _, stored_time, unreadable};
use crate::documents::PatientDocument;

/// A visit as stored: at most one per appointment.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitDocument {
    /// When it starts or started.
    pub date: DateTime,
    /// The practitioner's name.
    #[serde(default)]
    pub practitioner: String,
    /// The reason for the visit.
    #[serde(default = "Confidential::empty", with = "super::secret::text")]
    pub motif: Confidential,
    /// The appointment that the reason is sealed for, if it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motif_de: Option<ObjectId>,
    /// The appointment; absent from visits of an older base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment_id: Option<ObjectId>,
    /// The practitioner; absent from visits of an older base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practitioner_id: Option<ObjectId>,
    /// What became of it; absent from visits of an older base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statut: Option<String>,
    /// Version of the appointment it shows, so that an older write never overwrites a newer one.
    #[serde(default)]
    pub v: u32,
}

impl VisitDocument {
    /// What a visit brought up to date loses where its appointment has it no more.
    pub const LOSES: &'static str = "motif_de";

    /// The visit of an appointment at its version.
    #[must_use]
    pub fn of(appointment: &Appointment) -> Self {
        Self {
            v: appointment.v,
            ..Self::from_domain(&appointment.visit())
        }
    }

    /// The stored form of a visit whose version is unknown: any write of its appointment replaces it.
    #[must_use]
    pub fn from_domain(visit: &Visit) -> Self {
        Self {
            date: stored_time(visit.date),
            practitioner: visit.practitioner.clone(),
            motif: visit.reason.clone(),
            motif_de: visit.reason_of.map(|id| ObjectId::from_bytes(id.bytes())),
            appointment_id: visit
                .appointment_id
                .map(|id| ObjectId::from_bytes(id.bytes())),
            practitioner_id: visit
                .practitioner_id
                .map(|id| ObjectId::from_bytes(id.bytes())),
            statut: visit.status.map(|status| status.stored().to_owned()),
            v: 0,
        }
    }

    /// The visit in the file of `patient`, which an error names.
    pub(super) fn into_domain(self, patient: ObjectId) -> Result<Visit, StoreError> {
        let status = self
            .statut
            .map(|text| {
                Status::from_stored(&text).ok_or_else(|| {
                    unreadable(
                        PatientDocument::COLLECTION,
                        patient,
                        "historique_visites.statut",
                    )
                })
            })
            .transpose()?;
        Ok(Visit {
            appointment_id: self
                .appointment_id
                .map(|id| AppointmentId::from_bytes(id.bytes())),
            date: self.date.to_chrono(),
            practitioner_id: self
                .practitioner_id
                .map(|id| PractitionerId::from_bytes(id.bytes())),
            practitioner: self.practitioner,
            reason: self.motif,
            reason_of: self
                .motif_de
                .map(|id| AppointmentId::from_bytes(id.bytes())),
            status,
        })
    }
}
