//! The walk over every sealed document, page by page: what of each the current keys do not seal yet.

use medigest_domain::appointment::Appointment;
use medigest_domain::id::{AppointmentId, PatientId};
use medigest_domain::patient::Patient;
use medigest_domain::secret::{Confidential, Place};
use medigest_vault::Keyring;

use super::Resealing;
use crate::error::AppResult;
use crate::ports::{Resealed, SealedAt};
use crate::practice::Practice;

/// Documents read at once.
const PAGE: u32 = 200;

/// How far a walk is: it goes over the files, then over the appointments, each by id.
pub(super) enum Walk {
    /// After this file.
    Files(Option<PatientId>),
    /// After this appointment.
    Appointments(Option<AppointmentId>),
}

/// Some documents of a walk.
#[derive(Default)]
pub(super) struct Page {
    /// How many.
    pub documents: u32,
    /// The documents among them with something to seal anew, and the texts that do not open.
    pub due: Resealing,
    /// What to seal anew, as it will be.
    pub texts: Vec<Resealed>,
}

impl Walk {
    /// At the beginning.
    pub(super) fn new() -> Self {
        Self::Files(None)
    }
}

impl Practice {
    /// The next documents of a walk, as who has `keys` finds them; none at its end.
    pub(super) async fn next_page(
        &self,
        keys: &Keyring,
        walk: &mut Walk,
    ) -> AppResult<Option<Page>> {
        if let Walk::Files(last) = walk {
            let files = self.store.patients_after(*last, PAGE).await?;
            if let Some(end) = files.last() {
                *last = Some(end.id);
                return Ok(Some(Page::of(&files, |page, file| {
                    page.add_file(keys, file)
                })));
            }
            *walk = Walk::Appointments(None);
        }
        if let Walk::Appointments(last) = walk {
            let booked = self.store.appointments_after(*last, PAGE).await?;
            if let Some(end) = booked.last() {
                *last = Some(end.id);
                return Ok(Some(Page::of(&booked, |page, one| {
                    page.add_appointment(keys, one);
                })));
            }
        }
        Ok(None)
    }
}

impl Page {
    fn of<T>(documents: &[T], add: impl Fn(&mut Self, &T)) -> Self {
        let mut page = Self {
            documents: u32::try_from(documents.len()).unwrap_or(u32::MAX),
            ..Self::default()
        };
        for document in documents {
            add(&mut page, document);
        }
        page
    }

    fn add_file(&mut self, keys: &Keyring, file: &Patient) {
        let (id, before) = (file.id, self.texts.len());
        if let Some(insurance) = &file.details.insurance {
            let at = SealedAt::Insurance(id);
            self.add_text(keys, &Place::Insurance(id), at, insurance);
        }
        if let Some(notes) = &file.details.notes {
            self.add_text(keys, &Place::Notes(id), SealedAt::Notes(id), notes);
        }
        for visit in &file.visits {
            let place = visit.reason_place(id);
            let at = SealedAt::Visit(id, visit.appointment_id);
            self.add_text(keys, &place, at, &visit.reason);
        }
        self.due.patients += u32::from(self.texts.len() > before);
    }

    fn add_appointment(&mut self, keys: &Keyring, one: &Appointment) {
        let before = self.texts.len();
        let place = one.reason_place();
        self.add_text(keys, &place, SealedAt::Reason(one.id), &one.reason);
        self.due.appointments += u32::from(self.texts.len() > before);
    }

    /// Notes one text if it is to be sealed anew, or that it does not open.
    fn add_text(&mut self, keys: &Keyring, place: &Place, at: SealedAt, before: &Confidential) {
        if let Some(after) = keys.resealed(place, before) {
            let before = before.clone();
            self.texts.push(Resealed { at, before, after });
        } else if keys.open(place, before).text().is_none() {
            self.due.left += 1;
        }
    }
}
