//! The planning: who has whom, how far each visit is, where the delay puts it, what may be done with it now.

mod facts;
mod my_day;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{Duration, NaiveDate};
use medigest_domain::appointment::{ActionState, Appointment, Change};
use medigest_domain::delay::{DelayReport, Projected};
use medigest_domain::id::{AppointmentId, PatientId, PractitionerId};
use medigest_domain::patient::{Patient, PatientSummary};
use medigest_domain::permission::{Action, permits};
use medigest_domain::practitioner::Practitioner;
use medigest_domain::secret::Confidential;
use medigest_domain::time::{Interval, local_day};

pub(crate) use facts::DayFacts;
pub use my_day::MyDay;

use crate::absences::NamedAbsence;
use crate::actor::Actor;
use crate::error::AppResult;
use crate::ports::AppointmentFilter;
use crate::practice::Practice;

/// The longest span of days that is read at once.
const MAX_DAYS: i64 = 31;

/// An appointment as a user may see it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The appointment, as far as the user may and can read it; the reason of its cancellation is empty when they
    /// may not.
    pub appointment: Appointment,
    /// The patient; none if the file is gone.
    pub patient: Option<PatientSummary>,
    /// Where the delay puts it; none when it stays as planned.
    pub projected: Option<Projected>,
    /// Outside the opening hours or within an absence.
    pub outside_hours: bool,
    /// An older base has another at the same time of this practitioner or patient: somebody has to settle it.
    pub double_booked: bool,
    /// Whole minutes since the arrival, while the patient waits.
    pub waiting_minutes: Option<u32>,
    /// Longer than the practice allows.
    pub waits_too_long: bool,
    /// What may be done with it now, in the order of [`Change::ALL`].
    pub actions: [ActionState; Change::ALL.len()],
}

impl Line {
    /// When it takes place: as planned, or where the delay puts it.
    #[must_use]
    pub fn stands(&self) -> Interval {
        self.projected
            .map_or(self.appointment.interval, |projected| projected.interval)
    }
}

/// A practitioner's part of a day.
#[derive(Debug, Clone)]
pub struct Column {
    /// The practitioner.
    pub practitioner: Practitioner,
    /// Earliest first.
    pub lines: Vec<Line>,
    /// When they work, earliest first; breaks are the gaps.
    pub openings: Vec<Interval>,
    /// Absences and closures that touch the day.
    pub absences: Vec<NamedAbsence>,
    /// The delay that holds.
    pub delay: Option<DelayReport>,
    /// The next patient to come; none when none is left, or the day is not today.
    pub next: Option<AppointmentId>,
}

/// A local day of the practice.
#[derive(Debug, Clone)]
pub struct Day {
    /// The date.
    pub date: NaiveDate,
    /// A column per active practitioner, and per inactive one who has appointments that day.
    pub columns: Vec<Column>,
}

impl Day {
    /// Marks what shares its time with one that an older base booked over it.
    fn mark_double_bookings(&mut self) {
        let lines = self.columns.iter().flat_map(|column| &column.lines);
        let doubled: Vec<Appointment> = lines
            .filter(|line| line.double_booked)
            .map(|line| line.appointment.clone())
            .collect();
        if doubled.is_empty() {
            return;
        }
        for line in self.columns.iter_mut().flat_map(|column| &mut column.lines) {
            let shares = |other: &Appointment| line.appointment.conflicts_with(other);
            line.double_booked |= doubled.iter().any(shares);
        }
    }
}

impl Practice {
    /// The appointments of a local day, of one practitioner or of all.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn day(
        &self,
        actor: &Actor,
        date: NaiveDate,
        only: Option<PractitionerId>,
    ) -> AppResult<Day> {
        let days = self.days(actor, date, date, only).await?;
        Ok(days.into_iter().next().unwrap_or(Day {
            date,
            columns: Vec::new(),
        }))
    }

    /// The local days from `first` to `last`, both included, of one practitioner or of all; at most 31.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn days(
        &self,
        actor: &Actor,
        first: NaiveDate,
        last: NaiveDate,
        only: Option<PractitionerId>,
    ) -> AppResult<Vec<Day>> {
        self.authorise(actor, Action::ReadPlanning, None).await?;
        let last = last.min(first + Duration::days(MAX_DAYS - 1));
        let within = Interval {
            start: local_day(self.zone(), first).start,
            end: local_day(self.zone(), last).end,
        };
        let filter = AppointmentFilter {
            practitioner: only,
            patient: None,
            within,
        };
        let practitioners = self.store.practitioners().await?;
        let appointments = self.store.appointments(filter).await?;
        let patients = self.patients_of(&appointments).await?;
        let delays = self.store.delays(first, last).await?;
        let absences = self.store.absences(within).await?;
        let mut by_column: HashMap<(NaiveDate, PractitionerId), Vec<Appointment>> = HashMap::new();
        for appointment in appointments {
            let date = self.local_date(appointment.interval.start);
            by_column
                .entry((date, appointment.practitioner_id))
                .or_default()
                .push(appointment);
        }
        let dates = first.iter_days().take_while(|date| *date <= last);
        let mut days: Vec<Day> = dates
            .map(|date| Day {
                date,
                columns: practitioners
                    .iter()
                    .filter(|practitioner| only.is_none_or(|only| only == practitioner.id))
                    .filter_map(|practitioner| {
                        let rows = by_column
                            .remove(&(date, practitioner.id))
                            .unwrap_or_default();
                        if !practitioner.active && rows.is_empty() {
                            return None;
                        }
                        let facts =
                            DayFacts::of(practitioner, date, self.zone(), &delays, &absences);
                        Some(self.column(actor, practitioner.clone(), rows, &patients, facts))
                    })
                    .collect(),
            })
            .collect();
        days.iter_mut().for_each(Day::mark_double_bookings);
        Ok(days)
    }

    fn column(
        &self,
        actor: &Actor,
        practitioner: Practitioner,
        rows: Vec<Appointment>,
        patients: &HashMap<PatientId, PatientSummary>,
        facts: DayFacts,
    ) -> Column {
        let projected = facts.project(&rows);
        let next = facts.next(&rows, &projected, self.now());
        let lines = rows
            .into_iter()
            .zip(projected)
            .map(|(row, projected)| {
                let patient = patients.get(&row.patient_id).cloned();
                self.shown(actor, row, patient, projected, &facts)
            })
            .collect();
        let absences = facts
            .absences
            .iter()
            .map(|absence| NamedAbsence::of(absence, &practitioner))
            .collect();
        Column {
            practitioner,
            lines,
            openings: facts.openings,
            absences,
            delay: facts.delay,
            next,
        }
    }

    /// `appointment` as `actor` may see it.
    pub(crate) async fn line(&self, actor: &Actor, appointment: Appointment) -> AppResult<Line> {
        let mut lines = self.lines(actor, vec![appointment]).await?;
        // One in, one out.
        Ok(lines.remove(0))
    }

    /// `appointments`, of any days and practitioners, as `actor` may see them.
    pub(crate) async fn lines(
        &self,
        actor: &Actor,
        appointments: Vec<Appointment>,
    ) -> AppResult<Vec<Line>> {
        let patients = self.patients_of(&appointments).await?;
        let mut days: HashMap<(NaiveDate, PractitionerId), facts::ProjectedDay> = HashMap::new();
        let mut lines = Vec::with_capacity(appointments.len());
        for appointment in appointments {
            let date = self.local_date(appointment.interval.start);
            let key = (date, appointment.practitioner_id);
            let day = match days.entry(key) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => {
                    let day = self
                        .projected_day(appointment.practitioner_id, date)
                        .await?;
                    unknown.insert(day)
                }
            };
            let patient = patients.get(&appointment.patient_id).cloned();
            let projected = day.projected.get(&appointment.id).copied();
            lines.push(self.shown(actor, appointment, patient, projected, &day.facts));
        }
        Ok(lines)
    }

    /// Appointments of one day with the places a delay gives them, as `actor` may see them.
    pub(crate) async fn lines_with(
        &self,
        actor: &Actor,
        rows: Vec<(Appointment, Option<Projected>)>,
        facts: &DayFacts,
    ) -> AppResult<Vec<Line>> {
        let appointments: Vec<_> = rows.iter().map(|(row, _)| row.clone()).collect();
        let patients = self.patients_of(&appointments).await?;
        Ok(rows
            .into_iter()
            .map(|(row, projected)| {
                let patient = patients.get(&row.patient_id).cloned();
                self.shown(actor, row, patient, projected, facts)
            })
            .collect())
    }

    /// Where delays put the appointments of a file from today on; those that stay as planned are left out.
    pub(crate) async fn projected_visits(
        &self,
        patient: &Patient,
    ) -> AppResult<HashMap<AppointmentId, Projected>> {
        let mut projected = HashMap::new();
        let (first, start) = (self.today(), local_day(self.zone(), self.today()).start);
        let to_come = patient.visits.iter().map(|visit| visit.date);
        let Some(last) = to_come.max().filter(|last| *last >= start) else {
            return Ok(projected);
        };
        let last = self.local_date(last);
        let delays = self.store.delays(first, last).await?;
        if !delays.iter().any(DelayReport::holds) {
            return Ok(projected);
        }
        let filter = AppointmentFilter {
            practitioner: None,
            patient: Some(patient.id),
            within: Interval {
                start,
                end: local_day(self.zone(), last).end,
            },
        };
        let rows = self.store.appointments(filter).await?;
        for delay in delays.iter().filter(|delay| delay.holds()) {
            let is_on_that_day = |row: &Appointment| {
                row.practitioner_id == delay.practitioner_id
                    && self.local_date(row.interval.start) == delay.day
            };
            if rows.iter().any(is_on_that_day) {
                let day = self.projected_day(delay.practitioner_id, delay.day).await?;
                let places = rows.iter().map(|row| (row.id, day.projected.get(&row.id)));
                projected.extend(places.filter_map(|(id, place)| Some((id, *place?))));
            }
        }
        Ok(projected)
    }

    async fn patients_of(
        &self,
        appointments: &[Appointment],
    ) -> AppResult<HashMap<PatientId, PatientSummary>> {
        let mut ids: Vec<PatientId> = appointments.iter().map(|row| row.patient_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let patients = self.store.patient_summaries(&ids).await?;
        Ok(patients
            .into_iter()
            .map(|patient| (patient.id, patient))
            .collect())
    }

    fn shown(
        &self,
        actor: &Actor,
        appointment: Appointment,
        patient: Option<PatientSummary>,
        projected: Option<Projected>,
        facts: &DayFacts,
    ) -> Line {
        let now = self.now();
        let may = |action| {
            permits(
                actor.role,
                actor.practitioner_id,
                action,
                Some(appointment.practitioner_id),
            )
        };
        let may_read_reasons = may(Action::ReadReasons);
        let actions =
            Change::ALL.map(
                |change| match appointment.action_state(change, now, self.zone()) {
                    ActionState::NotApplicable => ActionState::NotApplicable,
                    _ if !may(action_for(change)) => ActionState::Forbidden,
                    state => state,
                },
            );
        let mut appointment = actor.open_appointment(appointment);
        if !may_read_reasons {
            appointment.reason = Confidential::withheld();
            if let Some(cancellation) = &mut appointment.cancellation {
                cancellation.reason.clear();
            }
        }
        let waiting_minutes = appointment.attendance.waiting_minutes(now);
        Line {
            outside_hours: !facts.is_open(appointment.interval),
            double_booked: appointment.blocks() && appointment.double_booked,
            waits_too_long: waiting_minutes
                .is_some_and(|minutes| minutes > self.settings().waiting_alert_minutes),
            waiting_minutes,
            appointment,
            patient,
            projected,
            actions,
        }
    }

    /// The local date of an instant.
    pub(crate) fn local_date(&self, at: chrono::DateTime<chrono::Utc>) -> NaiveDate {
        at.with_timezone(&self.zone()).date_naive()
    }
}

/// The permission a change needs.
pub(crate) fn action_for(change: Change) -> Action {
    match change {
        Change::EmergencyCancel => Action::ReportDelay,
        _ => Action::Book,
    }
}
