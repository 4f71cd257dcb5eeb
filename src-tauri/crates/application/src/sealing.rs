//! What a user reads and writes of confidential texts, by the keys of their session.

use medigest_domain::appointment::Appointment;
use medigest_domain::id::{AppointmentId, PatientId};
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
        if self.stays(place, before, typed) {
            Ok(before.clone())
        } else {
            self.seal(place, typed)
        }
    }

    /// Whether what stands in `place` stays as it is sealed once this user has written `typed` over it.
    fn stays(&self, place: &Place, before: &Confidential, typed: &str) -> bool {
        match self.keys.open(place, before) {
            Confidential::Text(text) => text == typed && before.sealed().is_some(),
            Confidential::Sealed(_) | Confidential::Damaged(_) => typed.is_empty(),
        }
    }

    /// The reason of an appointment as [`Self::edit`] says, and whose it is.
    ///
    /// # Errors
    /// `KeyMissing`, where something was typed.
    pub(crate) fn edit_reason(
        &self,
        before: &Appointment,
        typed: &str,
    ) -> AppResult<(Confidential, Option<AppointmentId>)> {
        if self.stays(&before.reason_place(), &before.reason, typed) {
            return Ok((before.reason.clone(), before.reason_of));
        }
        let own = Place::Reason(before.id, before.patient_id);
        Ok((self.seal(&own, typed)?, None))
    }

    /// The reason of the new appointment `id` and whose it is: that of `former`, as it is sealed, if this user
    /// cannot read it and typed nothing; else what they typed.
    ///
    /// # Errors
    /// `KeyMissing`, where something was typed.
    pub(crate) fn new_reason(
        &self,
        id: AppointmentId,
        patient: PatientId,
        former: Option<&Appointment>,
        typed: &str,
    ) -> AppResult<(Confidential, Option<AppointmentId>)> {
        if let Some(former) = former.filter(|_| typed.is_empty())
            && let Confidential::Sealed(sealed) =
                self.keys.open(&former.reason_place(), &former.reason)
        {
            let of = former.reason_of.unwrap_or(former.id);
            return Ok((Confidential::Sealed(sealed), Some(of)));
        }
        Ok((self.seal(&Place::Reason(id, patient), typed)?, None))
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
