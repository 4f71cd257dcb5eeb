//! A patient's file: identity, contact, assurance, notes and visits.

mod contact;
mod form;
mod name;
mod nir;

use chrono::{DateTime, NaiveDate, Utc};

pub use contact::{Email, Phone};
pub use form::{PatientForm, ShownTexts};
pub use name::{FirstName, LastName};
pub use nir::key_matches as nir_key_matches;

use crate::appointment::Status;
use crate::id::{AppointmentId, PatientId, PractitionerId};
use crate::secret::{Confidential, Place};

/// What can be edited of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatientDetails {
    /// Upper case.
    pub last_name: LastName,
    /// As typed.
    pub first_name: FirstName,
    /// A local date.
    pub birth_date: Option<NaiveDate>,
    /// French numbers as ten digits, others as given.
    pub phone: Option<Phone>,
    /// E-mail address.
    pub email: Option<Email>,
    /// Social security number (NIR) or any other insurance reference.
    pub insurance: Option<Confidential>,
    /// Medical notes.
    pub notes: Option<Confidential>,
}

/// A visit as the file keeps it (`historique_visites`): one per appointment, following what happens to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The appointment; none for visits of an older base.
    pub appointment_id: Option<AppointmentId>,
    /// When it starts or started.
    pub date: DateTime<Utc>,
    /// The practitioner; none for visits of an older base, which knows only the name.
    pub practitioner_id: Option<PractitionerId>,
    /// The practitioner's name; renaming updates it.
    pub practitioner: String,
    /// The reason for the visit.
    pub reason: Confidential,
    /// As [`crate::appointment::Appointment::reason_of`].
    pub reason_of: Option<AppointmentId>,
    /// What became of it; none for visits of an older base.
    pub status: Option<Status>,
}

impl Visit {
    /// Where its reason is sealed for, in the file of `patient`.
    #[must_use]
    pub fn reason_place(&self, patient: PatientId) -> Place {
        Place::of_visit(self.reason_of.or(self.appointment_id), patient)
    }
}

/// A patient's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patient {
    /// Its id.
    pub id: PatientId,
    /// Version: each accepted edit adds one.
    pub v: u32,
    /// Identity, contact, assurance, notes.
    pub details: PatientDetails,
    /// Visits, in no particular order.
    pub visits: Vec<Visit>,
    /// When the file was created.
    pub created_at: DateTime<Utc>,
    /// When it was last edited.
    pub updated_at: DateTime<Utc>,
    /// User name of who edited it last; none for a file of an older base.
    pub updated_by: Option<String>,
}

impl Patient {
    /// What lists and the search show of it.
    #[must_use]
    pub fn summary(&self) -> PatientSummary {
        PatientSummary {
            id: self.id,
            last_name: self.details.last_name.clone(),
            first_name: self.details.first_name.clone(),
            birth_date: self.details.birth_date,
            phone: self.details.phone.clone(),
            updated_at: self.updated_at,
        }
    }
}

/// What lists, plannings and the search show of a patient: identity and phone, nothing medical.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatientSummary {
    /// The file.
    pub id: PatientId,
    /// Last name.
    pub last_name: LastName,
    /// First name.
    pub first_name: FirstName,
    /// Birth date.
    pub birth_date: Option<NaiveDate>,
    /// Phone.
    pub phone: Option<Phone>,
    /// When the file was last edited.
    pub updated_at: DateTime<Utc>,
}

impl PatientSummary {
    /// "DUPONT Jean".
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.last_name, self.first_name)
    }
}
