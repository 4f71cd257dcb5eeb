//! An absence: by default the whole practice is closed tomorrow.

use chrono::{DateTime, Utc};
use medigest_domain::absence::Absence;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::time::{Interval, local_day};

use super::{ZONE, date, id, now};

/// Builds an [`Absence`].
#[derive(Debug, Clone)]
pub struct AbsenceBuilder(Absence);

impl AbsenceBuilder {
    /// Absence number 1.
    #[must_use]
    pub fn new() -> Self {
        Self::numbered(1)
    }

    /// Absence `number`.
    #[must_use]
    pub fn numbered(number: u64) -> Self {
        Self(Absence {
            id: id(number),
            practitioner_id: None,
            interval: local_day(ZONE, date("2026-11-24")),
            label: "Fermeture".to_owned(),
            created_by: "claire".to_owned(),
            created_at: now(),
        })
    }

    /// Of one practitioner only.
    #[must_use]
    pub fn of(mut self, practitioner: &Practitioner) -> Self {
        self.0.practitioner_id = Some(practitioner.id);
        self
    }

    /// At another time.
    #[must_use]
    pub fn with_time(mut self, start: DateTime<Utc>, end: DateTime<Utc>) -> Self {
        self.0.interval = Interval { start, end };
        self
    }

    /// Another label.
    #[must_use]
    pub fn with_label(mut self, label: &str) -> Self {
        label.clone_into(&mut self.0.label);
        self
    }

    /// The absence.
    #[must_use]
    pub fn build(self) -> Absence {
        self.0
    }
}

impl Default for AbsenceBuilder {
    fn default() -> Self {
        Self::new()
    }
}
