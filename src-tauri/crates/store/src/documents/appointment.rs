//! `appointments`.

use bson::DateTime;
use bson::oid::ObjectId;
use medigest_application::ports::StoreError;
use medigest_domain::appointment::{Appointment, Attendance, Cancellation, Closed, Status};
use medigest_domain::id::{AppointmentId, OpId, PatientId, PractitionerId};
use medigest_domain::secret::Confidential;
use medigest_domain::time::Interval;
use serde::{Deserialize, Serialize};

use super::{Followed, Stored, stored_time, time_or_birth, unreadable};
use crate::collections;

/// The practitioner of an appointment of an older base, which knows only the name.
pub const UNLINKED_PRACTITIONER: PractitionerId = PractitionerId::from_bytes([0; 12]);

/// An appointment as stored.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct AppointmentDocument {
    /// Id.
    #[serde(rename = "_id")]
    pub id: ObjectId,
    /// The patient.
    pub patient_id: ObjectId,
    /// The practitioner; absent from appointments of an older base.
    #[serde(default)]
    pub practitioner_id: Option<ObjectId>,
    /// The practitioner's name.
    pub practitioner_name: String,
    /// Start.
    pub date_heure_debut: DateTime,
    /// End.
    pub date_heure_fin: DateTime,
    /// Length, for readers of the base; this program computes it from start and end.
    #[serde(default, skip_deserializing)]
    pub duree_minutes: u32,
    /// Reason for the visit.
    #[serde(default = "Confidential::empty", with = "super::secret::text")]
    pub motif: Confidential,
    /// The appointment that the reason is sealed for, if it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motif_de: Option<ObjectId>,
    /// One of the four statuses.
    pub statut: String,
    /// The ticks it reserves, unique over all appointments; absent while it reserves none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<String>,
    /// Set while it is cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annulation: Option<CancellationDocument>,
    /// When the patient came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrivee_at: Option<DateTime>,
    /// When the consultation began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debut_consultation_at: Option<DateTime>,
    /// When the consultation ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fin_consultation_at: Option<DateTime>,
    /// The appointment the doctor cancelled that this one replaces, unique over all appointments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remplace: Option<ObjectId>,
    /// An older base has it at a time that another holds.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub double_reservation: bool,
    /// The booking operation.
    #[serde(default)]
    pub op_id: Option<ObjectId>,
    /// User name of who booked.
    #[serde(default)]
    pub created_by: String,
    /// When it was booked.
    #[serde(default)]
    pub created_at: Option<DateTime>,
    /// When it last changed.
    #[serde(default)]
    pub updated_at: Option<DateTime>,
    /// Version: 0 in an older base.
    #[serde(default)]
    pub v: u32,
}

/// `annulation`.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct CancellationDocument {
    /// User name.
    #[serde(default)]
    pub by: String,
    /// When.
    pub at: DateTime,
    /// Why.
    #[serde(default)]
    pub raison: String,
    /// Set when the patient was ticked off the call-back list without a new appointment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rappel: Option<CallbackDocument>,
}

/// `annulation.rappel`.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct CallbackDocument {
    /// User name.
    #[serde(default)]
    pub by: String,
    /// When.
    pub at: DateTime,
}

impl Stored for AppointmentDocument {
    const COLLECTION: &'static str = collections::APPOINTMENTS;
    const OPTIONAL: &'static [&'static str] = &[
        "motif_de",
        "slots",
        "annulation",
        "arrivee_at",
        "debut_consultation_at",
        "fin_consultation_at",
        "remplace",
        "double_reservation",
    ];
}

impl Followed for AppointmentDocument {
    const MANDATORY: &'static str = "statut";
}

impl AppointmentDocument {
    /// The stored form.
    #[must_use]
    pub fn from_domain(appointment: &Appointment) -> Self {
        let attendance = appointment.attendance;
        Self {
            id: ObjectId::from_bytes(appointment.id.bytes()),
            patient_id: ObjectId::from_bytes(appointment.patient_id.bytes()),
            practitioner_id: Some(ObjectId::from_bytes(appointment.practitioner_id.bytes())),
            practitioner_name: appointment.practitioner_name.clone(),
            date_heure_debut: stored_time(appointment.interval.start),
            date_heure_fin: stored_time(appointment.interval.end),
            duree_minutes: appointment.minutes(),
            motif: appointment.reason.clone(),
            motif_de: appointment
                .reason_of
                .map(|id| ObjectId::from_bytes(id.bytes())),
            statut: appointment.status.stored().to_owned(),
            slots: appointment
                .slots()
                .iter()
                .map(|token| token.as_str().to_owned())
                .collect(),
            annulation: appointment
                .cancellation
                .as_ref()
                .map(CancellationDocument::from_domain),
            arrivee_at: attendance.arrived_at.map(stored_time),
            debut_consultation_at: attendance.called_in_at.map(stored_time),
            fin_consultation_at: attendance.finished_at.map(stored_time),
            remplace: appointment
                .replaces
                .map(|id| ObjectId::from_bytes(id.bytes())),
            double_reservation: appointment.double_booked,
            op_id: Some(ObjectId::from_bytes(appointment.op_id.bytes())),
            created_by: appointment.created_by.clone(),
            created_at: Some(stored_time(appointment.created_at)),
            updated_at: Some(stored_time(appointment.updated_at)),
            v: appointment.v,
        }
    }
}

impl CancellationDocument {
    fn from_domain(cancellation: &Cancellation) -> Self {
        Self {
            by: cancellation.by.clone(),
            at: stored_time(cancellation.at),
            raison: cancellation.reason.clone(),
            rappel: cancellation.closed.as_ref().map(|closed| CallbackDocument {
                by: closed.by.clone(),
                at: stored_time(closed.at),
            }),
        }
    }

    fn into_domain(self) -> Cancellation {
        Cancellation {
            by: self.by,
            at: self.at.to_chrono(),
            reason: self.raison,
            closed: self.rappel.map(|callback| Closed {
                by: callback.by,
                at: callback.at.to_chrono(),
            }),
        }
    }
}

impl TryFrom<AppointmentDocument> for Appointment {
    type Error = StoreError;

    fn try_from(stored: AppointmentDocument) -> Result<Self, StoreError> {
        let id = stored.id;
        let wrong = |field| unreadable(AppointmentDocument::COLLECTION, id, field);
        let interval = Interval {
            start: stored.date_heure_debut.to_chrono(),
            end: stored.date_heure_fin.to_chrono(),
        };
        if interval.end <= interval.start {
            return Err(wrong("date_heure_fin"));
        }
        let created_at = time_or_birth(stored.created_at, id);
        Ok(Self {
            id: AppointmentId::from_bytes(id.bytes()),
            v: stored.v,
            patient_id: PatientId::from_bytes(stored.patient_id.bytes()),
            practitioner_id: stored.practitioner_id.map_or(UNLINKED_PRACTITIONER, |id| {
                PractitionerId::from_bytes(id.bytes())
            }),
            practitioner_name: stored.practitioner_name,
            interval,
            reason: stored.motif,
            reason_of: stored
                .motif_de
                .map(|id| AppointmentId::from_bytes(id.bytes())),
            status: Status::from_stored(&stored.statut).ok_or_else(|| wrong("statut"))?,
            cancellation: stored.annulation.map(CancellationDocument::into_domain),
            attendance: Attendance {
                arrived_at: stored.arrivee_at.map(DateTime::to_chrono),
                called_in_at: stored.debut_consultation_at.map(DateTime::to_chrono),
                finished_at: stored.fin_consultation_at.map(DateTime::to_chrono),
            },
            replaces: stored
                .remplace
                .map(|id| AppointmentId::from_bytes(id.bytes())),
            double_booked: stored.double_reservation,
            op_id: OpId::from_bytes(stored.op_id.unwrap_or(id).bytes()),
            created_by: stored.created_by,
            created_at,
            updated_at: stored.updated_at.map_or(created_at, DateTime::to_chrono),
        })
    }
}
