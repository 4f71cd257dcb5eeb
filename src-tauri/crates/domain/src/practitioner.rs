//! A practitioner of the practice.

use chrono::{DateTime, Utc};

use crate::field::{FieldIssue, FieldRule, Findings};
use crate::hours::WeeklyHours;
use crate::id::PractitionerId;
use crate::text::required_line;

/// A colour of the form `#rrggbb`, shown as the edge of the practitioner's appointments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Color(String);

impl Color {
    /// # Errors
    /// `InvalidColor`.
    pub fn parse(text: &str) -> Result<Self, FieldRule> {
        let text = text.trim().to_ascii_lowercase();
        let valid = text.len() == 7
            && text.starts_with('#')
            && text.bytes().skip(1).all(|byte| byte.is_ascii_hexdigit());
        if valid {
            Ok(Self(text))
        } else {
            Err(FieldRule::InvalidColor)
        }
    }

    /// `#rrggbb`, lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Color {
    /// The teal of the interface, for practitioners of an older base that has no colours.
    fn default() -> Self {
        Self("#0f766e".to_owned())
    }
}

/// What can be edited of a practitioner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PractitionerDetails {
    /// As shown everywhere, e.g. "Dr. House".
    pub name: String,
    /// e.g. "Médecine générale".
    pub speciality: String,
    /// Edge colour.
    pub color: Color,
}

impl PractitionerDetails {
    /// Parses a form.
    ///
    /// # Errors
    /// Every finding, by field: `name`, `speciality`, `color`.
    pub fn parse(name: &str, speciality: &str, color: &str) -> Result<Self, Vec<FieldIssue>> {
        let mut findings = Findings::default();
        let name = findings.parsed("name", required_line(name, 80));
        let speciality = findings.parsed("speciality", required_line(speciality, 80));
        let color = findings.parsed("color", Color::parse(color));
        let details = name
            .zip(speciality)
            .zip(color)
            .map(|((name, speciality), color)| Self {
                name,
                speciality,
                color,
            });
        findings.finish(details, false)
    }
}

/// A practitioner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practitioner {
    /// Its id.
    pub id: PractitionerId,
    /// Name, speciality, colour.
    pub details: PractitionerDetails,
    /// Weekly opening hours; none when the practice's usual ones hold.
    pub hours: Option<WeeklyHours>,
    /// Takes new appointments.
    pub active: bool,
    /// When it was created.
    pub created_at: DateTime<Utc>,
}

impl Practitioner {
    /// When they work: their own hours, or the practice's usual ones.
    #[must_use]
    pub fn opening_hours(&self) -> WeeklyHours {
        self.hours.clone().unwrap_or_else(WeeklyHours::usual)
    }
}
