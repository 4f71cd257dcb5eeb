//! What a user reads and writes of confidential texts, by the keys of their session.

use medigest_domain::appointment::Appointment;
use medigest_domain::id::{AppointmentId, PatientId};
use medigest_domain::patient::{Patient, PatientDetails, ShownTexts};
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

    /// What is to be sealed in `place` once this user has written `typed` over `before`; none where that stays. What
    /// their form did not show (`typed` is none) says nothing, even of a text they can read by now: the key may
    /// have been given after the form was opened. Nobody empties what they cannot read, and what they did not
    /// change keeps its seal.
    fn written<'a>(
        &self,
        place: &Place,
        before: &Confidential,
        typed: Option<&'a str>,
    ) -> Option<&'a str> {
        typed.filter(|typed| match self.keys.open(place, before) {
            Confidential::Text(text) => text != *typed || before.sealed().is_none(),
            Confidential::Sealed(_) | Confidential::Damaged(_) => !typed.is_empty(),
        })
    }

    /// The reason of an appointment as [`Self::written`] says, and whose it is.
    ///
    /// # Errors
    /// `KeyMissing`, where something was typed.
    pub(crate) fn edit_reason(
        &self,
        before: &Appointment,
        typed: Option<&str>,
    ) -> AppResult<(Confidential, Option<AppointmentId>)> {
        let Some(typed) = self.written(&before.reason_place(), &before.reason, typed) else {
            return Ok((before.reason.clone(), before.reason_of));
        };
        let own = Place::Reason(before.id, before.patient_id);
        Ok((self.seal(&own, typed)?, None))
    }

    /// The reason of the new appointment `id` and whose it is: what was typed; or that of `former` if the form did
    /// not show it (`typed` is none), as it is sealed where this user cannot read it.
    ///
    /// # Errors
    /// `KeyMissing`, where something was typed.
    pub(crate) fn new_reason(
        &self,
        id: AppointmentId,
        patient: PatientId,
        former: Option<&Appointment>,
        typed: Option<&str>,
    ) -> AppResult<(Confidential, Option<AppointmentId>)> {
        let own = Place::Reason(id, patient);
        if let Some(former) = former {
            match self.keys.open(&former.reason_place(), &former.reason) {
                Confidential::Text(text) if typed.is_none() => {
                    return Ok((self.seal(&own, &text)?, None));
                }
                Confidential::Sealed(sealed) if typed.is_none_or(str::is_empty) => {
                    let of = former.reason_of.unwrap_or(former.id);
                    return Ok((Confidential::Sealed(sealed), Some(of)));
                }
                // Of a damaged one there is nothing to take over.
                _ => {}
            }
        }
        Ok((self.seal(&own, typed.unwrap_or_default())?, None))
    }

    /// As [`Self::written`] says, of a text that may be missing.
    fn edit_given(
        &self,
        place: &Place,
        before: Option<&Confidential>,
        typed: Option<&str>,
    ) -> AppResult<Option<Confidential>> {
        let none = Confidential::empty();
        let Some(typed) = self.written(place, before.unwrap_or(&none), typed) else {
            return Ok(before.cloned());
        };
        let after = self.seal(place, typed)?;
        Ok(Some(after).filter(|text| text.text() != Some("")))
    }

    /// The details as typed over those the file has (none: it is new), sealed; of the texts that were not `shown`,
    /// those it has.
    ///
    /// # Errors
    /// `KeyMissing`, where something was typed that this user cannot seal.
    pub(crate) fn edit_details(
        &self,
        id: PatientId,
        before: Option<&PatientDetails>,
        typed: PatientDetails,
        shown: ShownTexts,
    ) -> AppResult<PatientDetails> {
        let insurance = self.edit_given(
            &Place::Insurance(id),
            before.and_then(|details| details.insurance.as_ref()),
            shown.insurance.then(|| text_of(typed.insurance.as_ref())),
        )?;
        let notes = self.edit_given(
            &Place::Notes(id),
            before.and_then(|details| details.notes.as_ref()),
            shown.notes.then(|| text_of(typed.notes.as_ref())),
        )?;
        Ok(PatientDetails {
            insurance,
            notes,
            ..typed
        })
    }
}

fn text_of(typed: Option<&Confidential>) -> &str {
    typed.and_then(Confidential::text).unwrap_or_default()
}
