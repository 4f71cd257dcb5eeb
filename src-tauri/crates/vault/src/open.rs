//! Files and appointments, opened as far as a session's keys go.

use medigest_domain::appointment::Appointment;
use medigest_domain::id::PatientId;
use medigest_domain::patient::{Patient, PatientDetails, Visit};
use medigest_domain::secret::Place;

use crate::Keyring;

impl Keyring {
    /// The file with what can be opened.
    #[must_use]
    pub fn open_patient(&self, patient: Patient) -> Patient {
        let id = patient.id;
        let details = PatientDetails {
            insurance: patient
                .details
                .insurance
                .map(|text| self.open(&Place::Insurance(id), &text)),
            notes: patient
                .details
                .notes
                .map(|text| self.open(&Place::Notes(id), &text)),
            ..patient.details
        };
        let visits = patient
            .visits
            .into_iter()
            .map(|visit| self.open_visit(id, visit))
            .collect();
        Patient {
            details,
            visits,
            ..patient
        }
    }

    fn open_visit(&self, patient: PatientId, visit: Visit) -> Visit {
        let place = Place::of_visit(visit.appointment_id, patient);
        Visit {
            reason: self.open(&place, &visit.reason),
            ..visit
        }
    }

    /// The appointment with what can be opened.
    #[must_use]
    pub fn open_appointment(&self, appointment: Appointment) -> Appointment {
        let place = Place::Reason(appointment.id, appointment.patient_id);
        Appointment {
            reason: self.open(&place, &appointment.reason),
            ..appointment
        }
    }
}
