//! Files and appointments as a whole: opened as far as a session's keys go, or sealed.

use medigest_domain::appointment::Appointment;
use medigest_domain::id::PatientId;
use medigest_domain::patient::{Patient, PatientDetails, Visit};
use medigest_domain::secret::{Confidential, Place};

use crate::{KeyMissing, Keyring};

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
        let place = visit.reason_place(patient);
        Visit {
            reason: self.open(&place, &visit.reason),
            ..visit
        }
    }

    /// The appointment with what can be opened.
    #[must_use]
    pub fn open_appointment(&self, appointment: Appointment) -> Appointment {
        let place = appointment.reason_place();
        Appointment {
            reason: self.open(&place, &appointment.reason),
            ..appointment
        }
    }

    /// The file with every text sealed for its place.
    ///
    /// # Errors
    /// `KeyMissing`.
    pub fn seal_patient(&self, patient: Patient) -> Result<Patient, KeyMissing> {
        let id = patient.id;
        let given = |place: Place, text: Option<Confidential>| {
            text.map(|text| self.seal_text(&place, text)).transpose()
        };
        let details = PatientDetails {
            insurance: given(Place::Insurance(id), patient.details.insurance)?,
            notes: given(Place::Notes(id), patient.details.notes)?,
            ..patient.details
        };
        let visits = patient.visits.into_iter().map(|visit| {
            let place = visit.reason_place(id);
            let reason = self.seal_text(&place, visit.reason)?;
            Ok(Visit { reason, ..visit })
        });
        Ok(Patient {
            details,
            visits: visits.collect::<Result<_, _>>()?,
            ..patient
        })
    }

    /// The appointment with its reason sealed.
    ///
    /// # Errors
    /// `KeyMissing`.
    pub fn seal_appointment(&self, appointment: Appointment) -> Result<Appointment, KeyMissing> {
        let place = appointment.reason_place();
        Ok(Appointment {
            reason: self.seal_text(&place, appointment.reason)?,
            ..appointment
        })
    }

    /// What is sealed already stays as it is.
    fn seal_text(&self, place: &Place, text: Confidential) -> Result<Confidential, KeyMissing> {
        match &text {
            Confidential::Text(clear) => self.seal(place, clear),
            Confidential::Sealed(_) | Confidential::Damaged(_) => Ok(text),
        }
    }
}
