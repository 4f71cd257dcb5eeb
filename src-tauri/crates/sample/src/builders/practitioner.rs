//! A practitioner: by default an active general practitioner.

use medigest_domain::hours::{TypedSpan, WeeklyHours};
use medigest_domain::id::PractitionerId;
use medigest_domain::practitioner::{Color, Practitioner, PractitionerDetails};

use super::{id, now};

/// Builds a [`Practitioner`].
#[derive(Debug, Clone)]
pub struct PractitionerBuilder(Practitioner);

impl PractitionerBuilder {
    /// Practitioner number 1.
    #[must_use]
    pub fn new() -> Self {
        Self::numbered(1)
    }

    /// Practitioner `number`, named after it: `Dr. Martin 7`.
    #[must_use]
    pub fn numbered(number: u64) -> Self {
        Self(Practitioner {
            id: id(number),
            details: PractitionerDetails {
                name: format!("Dr. Martin {number}"),
                speciality: "Médecine générale".to_owned(),
                color: Color::default(),
            },
            hours: None,
            active: true,
            created_at: now(),
        })
    }

    /// Another id.
    #[must_use]
    pub fn with_id(mut self, id: PractitionerId) -> Self {
        self.0.id = id;
        self
    }

    /// Another name.
    #[must_use]
    pub fn with_name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.0.details.name);
        self
    }

    /// Another speciality.
    #[must_use]
    pub fn with_speciality(mut self, speciality: &str) -> Self {
        speciality.clone_into(&mut self.0.details.speciality);
        self
    }

    /// Another colour, as `#rrggbb`.
    #[must_use]
    pub fn with_color(mut self, color: &str) -> Self {
        self.0.details.color =
            Color::parse(color).unwrap_or_else(|rule| panic!("{color:?}: {rule:?}"));
        self
    }

    /// Works at these hours: weekday (1 Monday to 7 Sunday), from, to.
    #[must_use]
    pub fn with_hours(mut self, spans: &[(u32, &str, &str)]) -> Self {
        self.0.hours = Some(hours(spans));
        self
    }

    /// Deactivated.
    #[must_use]
    pub fn inactive(mut self) -> Self {
        self.0.active = false;
        self
    }

    /// The practitioner.
    #[must_use]
    pub fn build(self) -> Practitioner {
        self.0
    }
}

/// Weekly hours of these spans: weekday (1 Monday to 7 Sunday), from, to.
#[must_use]
pub fn hours(spans: &[(u32, &str, &str)]) -> WeeklyHours {
    let typed: Vec<_> = spans
        .iter()
        .map(|(weekday, start, end)| TypedSpan {
            weekday: *weekday,
            start,
            end,
        })
        .collect();
    WeeklyHours::parse(&typed)
        .unwrap_or_else(|issues| panic!("{spans:?}: {issues:?}"))
        .expect("at least one span")
}

impl Default for PractitionerBuilder {
    fn default() -> Self {
        Self::new()
    }
}
