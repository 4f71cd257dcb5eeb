//! What surrounds the appointments of a practitioner's day: opening hours, absences, the delay that holds.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use medigest_domain::absence::Absence;
use medigest_domain::appointment::{Appointment, Step};
use medigest_domain::delay::{DelayReport, Projected, project};
use medigest_domain::hours::covers;
use medigest_domain::id::{AppointmentId, PractitionerId};
use medigest_domain::practitioner::Practitioner;
use medigest_domain::time::{Interval, local_day};

use crate::error::AppResult;
use crate::ports::AppointmentFilter;
use crate::practice::Practice;

/// The surroundings of one practitioner's day.
pub(crate) struct DayFacts {
    /// The whole local day.
    pub(crate) bounds: Interval,
    /// When they work; breaks are the gaps.
    pub(crate) openings: Vec<Interval>,
    /// Absences and closures that touch the day.
    pub(crate) absences: Vec<Absence>,
    /// The delay that holds.
    pub(crate) delay: Option<DelayReport>,
}

impl DayFacts {
    /// Of `practitioner` on `date`, out of what is known of several days.
    pub(crate) fn of(
        practitioner: &Practitioner,
        date: NaiveDate,
        zone: Tz,
        delays: &[DelayReport],
        absences: &[Absence],
    ) -> Self {
        let bounds = local_day(zone, date);
        Self {
            bounds,
            openings: practitioner.opening_hours().on(zone, date),
            absences: absences
                .iter()
                .filter(|absence| absence.hits(practitioner.id, bounds))
                .cloned()
                .collect(),
            delay: delays
                .iter()
                .find(|delay| delay.practitioner_id == practitioner.id && delay.day == date)
                .filter(|delay| delay.holds())
                .cloned(),
        }
    }

    /// Whether the practitioner works through all of `interval`.
    pub(crate) fn is_open(&self, interval: Interval) -> bool {
        covers(&self.openings, interval) && self.absence_at(interval).is_none()
    }

    /// The absence that `interval` falls into.
    pub(crate) fn absence_at(&self, interval: Interval) -> Option<&Absence> {
        self.absences
            .iter()
            .find(|absence| absence.interval.overlaps(interval))
    }

    /// Where the delay puts each of the day's appointments.
    pub(crate) fn project(&self, rows: &[Appointment]) -> Vec<Option<Projected>> {
        project(rows, self.delay.as_ref(), &self.openings, self.bounds)
    }

    /// The next patient to be seen today: the first who waits, or whose time is not over yet.
    pub(crate) fn next(
        &self,
        rows: &[Appointment],
        projected: &[Option<Projected>],
        now: DateTime<Utc>,
    ) -> Option<AppointmentId> {
        if now < self.bounds.start || now >= self.bounds.end {
            return None;
        }
        rows.iter()
            .zip(projected)
            .map(|(row, projected)| (row, projected.map_or(row.interval, |p| p.interval)))
            .filter(|(row, stands)| match row.attendance.step() {
                Step::Waiting => row.blocks(),
                Step::Expected => row.blocks() && stands.end > now,
                Step::InConsultation | Step::Finished => false,
            })
            .min_by_key(|(row, stands)| (stands.start, row.id))
            .map(|(row, _)| row.id)
    }
}

/// A practitioner's day and where its delay puts each appointment.
pub(super) struct ProjectedDay {
    pub(super) facts: DayFacts,
    pub(super) projected: HashMap<AppointmentId, Projected>,
}

impl Practice {
    /// The surroundings of a practitioner's day.
    pub(crate) async fn day_facts(
        &self,
        practitioner: &Practitioner,
        date: NaiveDate,
    ) -> AppResult<DayFacts> {
        let delays = self.store.delays(date, date).await?;
        let absences = self.store.absences(local_day(self.zone(), date)).await?;
        Ok(DayFacts::of(
            practitioner,
            date,
            self.zone(),
            &delays,
            &absences,
        ))
    }

    /// The appointments of a practitioner's day, earliest first.
    pub(crate) async fn rows(
        &self,
        practitioner: PractitionerId,
        within: Interval,
    ) -> AppResult<Vec<Appointment>> {
        let filter = AppointmentFilter {
            practitioner: Some(practitioner),
            patient: None,
            within,
        };
        Ok(self.store.appointments(filter).await?)
    }

    pub(super) async fn projected_day(
        &self,
        practitioner: PractitionerId,
        date: NaiveDate,
    ) -> AppResult<ProjectedDay> {
        let facts = match self.store.practitioner(practitioner).await? {
            Some(practitioner) => self.day_facts(&practitioner, date).await?,
            None => DayFacts {
                bounds: local_day(self.zone(), date),
                openings: Vec::new(),
                absences: Vec::new(),
                delay: None,
            },
        };
        let mut projected = HashMap::new();
        if facts.delay.is_some() {
            let rows = self.rows(practitioner, facts.bounds).await?;
            let places = facts.project(&rows);
            projected.extend(
                rows.iter()
                    .zip(places)
                    .filter_map(|(row, place)| Some((row.id, place?))),
            );
        }
        Ok(ProjectedDay { facts, projected })
    }
}
