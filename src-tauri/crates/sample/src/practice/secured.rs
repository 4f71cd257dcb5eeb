//! The sample practice as one that is in use: with passwords, keys, and sealed texts.

use chrono::{DateTime, Utc};
use medigest_application::{AppResult, RecoveryCode, first_keys, new_credentials};
use medigest_vault::PasswordDigest;

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
            *patient = first.ring.seal_patient(patient.clone())?;
        }
        for appointment in &mut self.appointments {
            *appointment = first.ring.seal_appointment(appointment.clone())?;
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
