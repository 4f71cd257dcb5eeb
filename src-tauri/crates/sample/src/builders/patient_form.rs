//! A patient's form as typed: by default complete, and accepted without a question.

use medigest_domain::patient::PatientForm;

/// Builds a [`PatientForm`].
#[derive(Debug, Clone)]
pub struct PatientFormBuilder(PatientForm);

macro_rules! typed_fields {
    ($($(#[$doc:meta])* $with:ident => $field:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $with(mut self, typed: &str) -> Self {
            typed.clone_into(&mut self.0.$field);
            self
        }
    )+};
}

impl PatientFormBuilder {
    /// Every field filled in.
    #[must_use]
    pub fn new() -> Self {
        Self(PatientForm {
            last_name: "Dupont".to_owned(),
            first_name: "Jean".to_owned(),
            birth_date: "12/03/1985".to_owned(),
            phone: "06 39 98 00 01".to_owned(),
            email: "jean.dupont@example.org".to_owned(),
            insurance: Some("1 85 03 75 116 001 27".to_owned()),
            notes: Some("Allergie à la pénicilline.".to_owned()),
            accept_warnings: false,
        })
    }

    /// The two names only, the rest empty or not shown.
    #[must_use]
    pub fn minimal() -> Self {
        Self(PatientForm {
            last_name: "Dupont".to_owned(),
            first_name: "Jean".to_owned(),
            ..PatientForm::default()
        })
    }

    typed_fields! {
        /// Another last name.
        with_last_name => last_name,
        /// Another first name.
        with_first_name => first_name,
        /// Another birth date.
        with_birth_date => birth_date,
        /// Another phone number.
        with_phone => phone,
        /// Another e-mail address.
        with_email => email,
    }

    /// Another NIR or insurance reference.
    #[must_use]
    pub fn with_insurance(mut self, typed: &str) -> Self {
        self.0.insurance = Some(typed.to_owned());
        self
    }

    /// Other notes.
    #[must_use]
    pub fn with_notes(mut self, typed: &str) -> Self {
        self.0.notes = Some(typed.to_owned());
        self
    }

    /// Of somebody the insurance was not shown to.
    #[must_use]
    pub fn without_insurance_shown(mut self) -> Self {
        self.0.insurance = None;
        self
    }

    /// Of somebody the notes were not shown to.
    #[must_use]
    pub fn without_notes_shown(mut self) -> Self {
        self.0.notes = None;
        self
    }

    /// Keeps unusual values.
    #[must_use]
    pub fn accepting_warnings(mut self) -> Self {
        self.0.accept_warnings = true;
        self
    }

    /// The form.
    #[must_use]
    pub fn build(self) -> PatientForm {
        self.0
    }
}

impl Default for PatientFormBuilder {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builders::now;

    #[test]
    fn the_default_form_is_accepted_without_a_question() {
        for form in [PatientFormBuilder::new(), PatientFormBuilder::minimal()] {
            assert_eq!(form.build().parse(now().date_naive()).map(drop), Ok(()));
        }
    }
}
