//! The sample practice as one that is in use: with passwords, keys, and sealed texts.

use chrono::{DateTime, Utc};
use medigest_application::{AppResult, RecoveryCode, first_keys, new_credentials};
use medigest_domain::patient::{Patient, PatientDetails, Visit};
use medigest_domain::secret::{Confidential, Place};
use medigest_vault::{KeyMissing, Keyring, PasswordDigest};

use super::SamplePractice;

impl SamplePractice {
    /// The same practice, in which everybody signs in with `password` and every confidential text is sealed; and
    /// its recovery code.
    ///
    /// # Errors
    /// When the system has no randomness or memory to give.
    pub fn secured(mut self, password: &str) -> AppResult<(Self, RecoveryCode)> {
        for user in &mut self.users {
            let credentials = new_credentials(&PasswordDigest::of(password))?;
            user.password = credentials.password;
            user.key_pair = credentials.key_pair;
        }
        let first = first_keys(&self.users, self.founded_at())?;
        for patient in &mut self.patients {
            *patient = sealed_patient(&first.ring, patient.clone())?;
        }
        for appointment in &mut self.appointments {
            let place = Place::Reason(appointment.id, appointment.patient_id);
            appointment.reason = sealed(&first.ring, &place, &appointment.reason)?;
        }
        self.keys = Some(first.cabinet);
        Ok((self, first.code))
    }

    /// When the first account was created.
    fn founded_at(&self) -> DateTime<Utc> {
        let created = self.users.iter().map(|user| user.created_at);
        created.min().unwrap_or_default()
    }
}

fn sealed_patient(ring: &Keyring, patient: Patient) -> Result<Patient, KeyMissing> {
    let id = patient.id;
    let given = |place: Place, text: Option<Confidential>| {
        text.map(|text| sealed(ring, &place, &text)).transpose()
    };
    let details = PatientDetails {
        insurance: given(Place::Insurance(id), patient.details.insurance)?,
        notes: given(Place::Notes(id), patient.details.notes)?,
        ..patient.details
    };
    let visits = patient.visits.into_iter().map(|visit| {
        let place = Place::of_visit(visit.appointment_id, id);
        let reason = sealed(ring, &place, &visit.reason)?;
        Ok(Visit { reason, ..visit })
    });
    Ok(Patient {
        details,
        visits: visits.collect::<Result<_, _>>()?,
        ..patient
    })
}

fn sealed(ring: &Keyring, place: &Place, text: &Confidential) -> Result<Confidential, KeyMissing> {
    ring.seal(place, text.text().unwrap_or_default())
}
