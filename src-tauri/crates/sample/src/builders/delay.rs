//! A delay: by default practitioner 1 is 15 minutes late today, from now on.

use chrono::{DateTime, Utc};
use medigest_domain::delay::DelayReport;
use medigest_domain::practitioner::Practitioner;

use super::{PractitionerBuilder, date, id, now};

/// Builds a [`DelayReport`].
#[derive(Debug, Clone)]
pub struct DelayBuilder(DelayReport);

impl DelayBuilder {
    /// Report number 1.
    #[must_use]
    pub fn new() -> Self {
        Self::numbered(1)
    }

    /// Report with id `number`, reported by operation `number`: the first of its day.
    #[must_use]
    pub fn numbered(number: u64) -> Self {
        Self(DelayReport {
            id: id(number),
            practitioner_id: PractitionerBuilder::new().build().id,
            day: date("2026-11-23"),
            number: 1,
            from: now(),
            minutes: 15,
            by: "claire".to_owned(),
            at: now(),
            op_id: id(number),
            withdrawn_at: None,
        })
    }

    /// Of another practitioner.
    #[must_use]
    pub fn with_practitioner(mut self, practitioner: &Practitioner) -> Self {
        self.0.practitioner_id = practitioner.id;
        self
    }

    /// About another local day, e.g. `2026-11-24`.
    #[must_use]
    pub fn with_day(mut self, day: &str) -> Self {
        self.0.day = date(day);
        self
    }

    /// Another number among the reports of its day.
    #[must_use]
    pub fn with_number(mut self, number: u32) -> Self {
        self.0.number = number;
        self
    }

    /// From another planned start on.
    #[must_use]
    pub fn with_from(mut self, from: DateTime<Utc>) -> Self {
        self.0.from = from;
        self
    }

    /// Another number of minutes.
    #[must_use]
    pub fn with_minutes(mut self, minutes: u32) -> Self {
        self.0.minutes = minutes;
        self
    }

    /// Withdrawn at this moment.
    #[must_use]
    pub fn withdrawn(mut self, at: DateTime<Utc>) -> Self {
        self.0.withdrawn_at = Some(at);
        self
    }

    /// The report.
    #[must_use]
    pub fn build(self) -> DelayReport {
        self.0
    }
}

impl Default for DelayBuilder {
    fn default() -> Self {
        Self::new()
    }
}
