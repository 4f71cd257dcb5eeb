//! What a user reads and writes of confidential texts, by the keys of their session.

use medigest_domain::appointment::Appointment;
use medigest_domain::id::PatientId;
use medigest_domain::patient::{Patient, PatientDetails};
use medigest_domain::secret::{Confidential, Place};

use crate::actor::Actor;
use crate::error::AppResult;

impl Actor {
    /// The file, as far as this user can read it.
    pub(crate) fn open_patient(&self, patient: Patient) -> Patient {
        self.keys.open_patient(patient)
    }

    /// The appointment, as far as this user can read it.
    pub(crate) fn open_appointment(&self, appointment: Appointment) -> Appointment {
        self.keys.open_appointment(appointment)
    }

    /// A new text, sealed.
    ///
    /// # Errors
    /// `KeyMissing`, unless the text is empty.
    pub(crate) fn seal(&self, place: &Place, text: &str) -> AppResult<Confidential> {
        Ok(self.keys.seal(place, text)?)
    }

    /// What stands in `place` once this user has written `typed` over `before`. What they cannot read they did not
    /// mean to change: it stays, unless they typed something. What they did not change keeps its seal.
    ///
    /// # Errors
    /// `KeyMissing`, where something was typed.
    pub(crate) fn edit(
        &self,
        place: &Place,
        before: &Confidential,
        typed: &str,
    ) -> AppResult<Confidential> {
        match self.keys.open(place, before) {
            Confidential::Text(text) if text == typed && before.sealed().is_some() => {
                Ok(before.clone())
            }
            Confidential::Sealed(_) | Confidential::Damaged(_) if typed.is_empty() => {
                Ok(before.clone())
            }
            _ => self.seal(place, typed),
        }
    }

    /// As [`Self::edit`], of a text that may be missing.
    fn edit_given(
        &self,
        place: &Place,
        before: Option<&Confidential>,
        typed: Option<&Confidential>,
    ) -> AppResult<Option<Confidential>> {
        let none = Confidential::empty();
        let typed = typed.and_then(Confidential::text).unwrap_or_default();
        let after = self.edit(place, before.unwrap_or(&none), typed)?;
        Ok(Some(after).filter(|text| text.text() != Some("")))
    }

    /// The details as typed over those the file has (none: it is new), sealed.
    ///
    /// # Errors
    /// `KeyMissing`, where something was typed that this user cannot seal.
    pub(crate) fn edit_details(
        &self,
        id: PatientId,
        before: Option<&PatientDetails>,
        typed: PatientDetails,
    ) -> AppResult<PatientDetails> {
        let insurance = before.and_then(|details| details.insurance.as_ref());
        let notes = before.and_then(|details| details.notes.as_ref());
        Ok(PatientDetails {
            insurance: self.edit_given(
                &Place::Insurance(id),
                insurance,
                typed.insurance.as_ref(),
            )?,
            notes: self.edit_given(&Place::Notes(id), notes, typed.notes.as_ref())?,
            ..typed
        })
    }
}
