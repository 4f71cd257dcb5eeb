//! A patient's file: by default complete, at its first version, without visits.

use chrono::{DateTime, Utc};
use medigest_domain::id::PatientId;
use medigest_domain::patient::{Email, FirstName, LastName, Patient, PatientDetails, Phone, Visit};

use super::{PatientFormBuilder, date, id, now};

/// Builds a [`Patient`].
#[derive(Debug, Clone)]
pub struct PatientBuilder(Patient);

impl PatientBuilder {
    /// Patient number 1.
    #[must_use]
    pub fn new() -> Self {
        Self::numbered(1)
    }

    /// Patient `number`: same details, another file.
    #[must_use]
    pub fn numbered(number: u64) -> Self {
        Self(Patient {
            id: id(number),
            v: 1,
            details: PatientFormBuilder::new()
                .build()
                .parse(now().date_naive())
                .expect("the default form is valid"),
            visits: Vec::new(),
            created_at: now(),
            updated_at: now(),
            updated_by: Some("claire".to_owned()),
        })
    }

    /// Another id.
    #[must_use]
    pub fn with_id(mut self, id: PatientId) -> Self {
        self.0.id = id;
        self
    }

    /// At version `v`.
    #[must_use]
    pub fn with_v(mut self, v: u32) -> Self {
        self.0.v = v;
        self
    }

    /// Other details as a whole.
    #[must_use]
    pub fn with_details(mut self, details: PatientDetails) -> Self {
        self.0.details = details;
        self
    }

    /// Another last name; upper case comes by itself.
    #[must_use]
    pub fn with_last_name(mut self, name: &str) -> Self {
        self.0.details.last_name =
            LastName::parse(name).unwrap_or_else(|rule| panic!("{name:?}: {rule:?}"));
        self
    }

    /// Another first name.
    #[must_use]
    pub fn with_first_name(mut self, name: &str) -> Self {
        self.0.details.first_name =
            FirstName::parse(name).unwrap_or_else(|rule| panic!("{name:?}: {rule:?}"));
        self
    }

    /// Another birth date, e.g. `1985-03-12`; none when empty.
    #[must_use]
    pub fn with_birth_date(mut self, text: &str) -> Self {
        self.0.details.birth_date = (!text.is_empty()).then(|| date(text));
        self
    }

    /// Another phone number; none when empty.
    #[must_use]
    pub fn with_phone(mut self, phone: &str) -> Self {
        self.0.details.phone = Phone::parse(phone)
            .unwrap_or_else(|rule| panic!("{phone:?}: {rule:?}"))
            .map(|(phone, _unusual)| phone);
        self
    }

    /// Another e-mail address; none when empty.
    #[must_use]
    pub fn with_email(mut self, email: &str) -> Self {
        self.0.details.email =
            Email::parse(email).unwrap_or_else(|rule| panic!("{email:?}: {rule:?}"));
        self
    }

    /// Another NIR or insurance reference; none when empty.
    #[must_use]
    pub fn with_insurance(mut self, insurance: &str) -> Self {
        self.0.details.insurance = (!insurance.is_empty()).then(|| insurance.into());
        self
    }

    /// Other medical notes; none when empty.
    #[must_use]
    pub fn with_notes(mut self, notes: &str) -> Self {
        self.0.details.notes = (!notes.is_empty()).then(|| notes.into());
        self
    }

    /// One visit more.
    #[must_use]
    pub fn with_visit(mut self, visit: Visit) -> Self {
        self.0.visits.push(visit);
        self
    }

    /// Last edited at another moment.
    #[must_use]
    pub fn with_updated_at(mut self, at: DateTime<Utc>) -> Self {
        self.0.updated_at = at;
        self
    }

    /// The file.
    #[must_use]
    pub fn build(self) -> Patient {
        self.0
    }
}

impl Default for PatientBuilder {
    fn default() -> Self {
        Self::new()
    }
}
