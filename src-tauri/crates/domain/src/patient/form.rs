//! The file's form, as typed, and how it becomes a file's details.

use chrono::{Datelike, NaiveDate};

use super::{Email, FirstName, LastName, PatientDetails, Phone, nir_key_matches};
use crate::field::{FieldIssue, FieldRule, Findings};
use crate::secret::Confidential;
use crate::text::{optional_block, optional_line};
use crate::time::{has_short_year, parse_date};

/// The fields as typed; empty text means "not given". A sealed text that the form did not show is none: what is
/// stored of it stays, even when whoever saves can read it by now.
#[derive(Debug, Clone, Default)]
pub struct PatientForm {
    /// Last name.
    pub last_name: String,
    /// First name.
    pub first_name: String,
    /// Birth date, as `2026-11-23` or `23/11/2026`.
    pub birth_date: String,
    /// Phone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// NIR or another reference.
    pub insurance: Option<String>,
    /// Medical notes.
    pub notes: Option<String>,
    /// The user saw the warnings and keeps what was typed.
    pub accept_warnings: bool,
}

/// Which sealed texts of a file a form showed: of the others it says nothing.
#[derive(Debug, Clone, Copy)]
pub struct ShownTexts {
    /// The insurance.
    pub insurance: bool,
    /// The medical notes.
    pub notes: bool,
}

impl PatientForm {
    /// Which sealed texts it showed.
    #[must_use]
    pub const fn shown(&self) -> ShownTexts {
        ShownTexts {
            insurance: self.insurance.is_some(),
            notes: self.notes.is_some(),
        }
    }

    /// Parses every field, one that was not shown as one not given; `today` is the practice's local date.
    ///
    /// # Errors
    /// Every finding: errors, and warnings unless they were accepted (unusual phone, NIR key, age).
    pub fn parse(&self, today: NaiveDate) -> Result<PatientDetails, Vec<FieldIssue>> {
        let mut findings = Findings::default();
        let last_name = findings.parsed("lastName", LastName::parse(&self.last_name));
        let first_name = findings.parsed("firstName", FirstName::parse(&self.first_name));
        let birth_date = self.birth_date(today, &mut findings);
        let phone = findings
            .parsed("phone", Phone::parse(&self.phone))
            .flatten()
            .map(|(phone, unusual)| {
                if unusual {
                    findings.warning("phone", FieldRule::UnusualPhone);
                }
                phone
            });
        let email = findings
            .parsed("email", Email::parse(&self.email))
            .flatten();
        let insurance = self.insurance.as_deref().unwrap_or_default();
        let insurance = findings
            .parsed("insurance", optional_line(insurance, 60))
            .flatten();
        if insurance.as_deref().and_then(nir_key_matches) == Some(false) {
            findings.warning("insurance", FieldRule::NirKey);
        }
        let notes = self.notes.as_deref().unwrap_or_default();
        let notes = findings
            .parsed("notes", optional_block(notes, 20_000))
            .flatten();
        let details = last_name
            .zip(first_name)
            .map(|(last_name, first_name)| PatientDetails {
                last_name,
                first_name,
                birth_date,
                phone,
                email,
                insurance: insurance.map(Confidential::Text),
                notes: notes.map(Confidential::Text),
            });
        findings.finish(details, self.accept_warnings)
    }

    fn birth_date(&self, today: NaiveDate, findings: &mut Findings) -> Option<NaiveDate> {
        if self.birth_date.trim().is_empty() {
            return None;
        }
        let mut date = findings.parsed("birthDate", parse_date(&self.birth_date))?;
        // Two digits of a year mean the past century when this one has not come to it yet.
        if has_short_year(&self.birth_date) && date > today {
            date = date.with_year(date.year() - 100)?;
        }
        if date > today {
            findings.error("birthDate", FieldRule::InFuture);
        } else if today.years_since(date).is_some_and(|years| years > 120) {
            findings.warning("birthDate", FieldRule::TooOld);
        }
        Some(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Severity;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    fn form() -> PatientForm {
        PatientForm {
            last_name: "Dupont".into(),
            first_name: "Jean".into(),
            ..PatientForm::default()
        }
    }

    #[test]
    fn two_names_are_enough() {
        let details = form().parse(today()).unwrap();
        assert_eq!(details.last_name.as_str(), "DUPONT");
        assert_eq!(details.insurance, None);
    }

    #[test]
    fn a_text_that_was_emptied_is_told_from_one_that_was_not_shown() {
        let typed = PatientForm {
            notes: Some(String::new()),
            ..form()
        };
        let shown = typed.shown();
        assert!(shown.notes && !shown.insurance);
        assert_eq!(typed.parse(today()).unwrap().notes, None);
    }

    #[test]
    fn every_finding_is_reported_at_its_field() {
        let bad = PatientForm {
            birth_date: "31/02/1985".into(),
            phone: "abc".into(),
            email: "jean".into(),
            ..PatientForm::default()
        };
        let fields: Vec<_> = bad
            .parse(today())
            .unwrap_err()
            .into_iter()
            .map(|issue| issue.field)
            .collect();
        assert_eq!(
            fields,
            ["lastName", "firstName", "birthDate", "phone", "email"]
        );
    }

    #[test]
    fn an_unusual_value_is_questioned_and_then_kept() {
        let mut odd = PatientForm {
            phone: "12 34 56".into(),
            insurance: Some("269054958815781".into()),
            ..form()
        };
        let issues = odd.parse(today()).unwrap_err();
        assert!(
            issues
                .iter()
                .all(|issue| issue.severity == Severity::Warning)
                && issues.len() == 2
        );
        odd.accept_warnings = true;
        assert_eq!(
            odd.parse(today()).unwrap().phone.unwrap().as_str(),
            "12 34 56"
        );
    }

    #[test]
    fn an_accepted_warning_does_not_excuse_an_error() {
        let bad = PatientForm {
            birth_date: "24/11/2026".into(),
            accept_warnings: true,
            ..form()
        };
        assert_eq!(bad.parse(today()).unwrap_err()[0].rule, FieldRule::InFuture);
    }

    #[test]
    fn a_two_digit_birth_year_lies_in_the_past() {
        let old = PatientForm {
            birth_date: "12/03/48".into(),
            ..form()
        };
        assert_eq!(
            old.parse(today()).unwrap().birth_date,
            NaiveDate::from_ymd_opt(1948, 3, 12)
        );
    }

    #[test]
    fn a_birth_date_in_the_future_is_not_taken_for_one_of_the_past_century() {
        for future in ["1/3/2030", "01/03/2030"] {
            let typed = PatientForm {
                birth_date: future.into(),
                ..form()
            };
            let issues = typed.parse(today()).unwrap_err();
            assert_eq!(issues[0].rule, FieldRule::InFuture, "{future}");
        }
    }
}
