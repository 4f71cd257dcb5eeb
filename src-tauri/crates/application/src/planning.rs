//! The day: who has whom, and what may be done with each appointment now.

use std::collections::HashMap;

use chrono::NaiveDate;
use medigest_domain::appointment::{ActionState, Appointment, Change};
use medigest_domain::id::{PatientId, PractitionerId};
use medigest_domain::patient::PatientSummary;
use medigest_domain::permission::{Action, permits};
use medigest_domain::practitioner::Practitioner;
use medigest_domain::time::local_day;

use crate::actor::Actor;
use crate::error::AppResult;
use crate::ports::AppointmentFilter;
use crate::practice::Practice;

/// An appointment as a user may see it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The appointment; its reason is empty when the user may not read it.
    pub appointment: Appointment,
    /// Whether the reason was left out because the role may not read it.
    pub reason_withheld: bool,
    /// The patient; none if the file is gone.
    pub patient: Option<PatientSummary>,
    /// What may be done with it now, in the order of [`Change::ALL`].
    pub actions: [ActionState; Change::ALL.len()],
}

/// A practitioner's part of the day.
#[derive(Debug, Clone)]
pub struct Column {
    /// The practitioner.
    pub practitioner: Practitioner,
    /// Earliest first.
    pub lines: Vec<Line>,
}

/// A local day of the practice.
#[derive(Debug, Clone)]
pub struct Day {
    /// The date.
    pub date: NaiveDate,
    /// A column per active practitioner, and per inactive one who has appointments that day.
    pub columns: Vec<Column>,
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
        self.authorise(actor, Action::ReadPlanning, None).await?;
        let filter = AppointmentFilter {
            practitioner: only,
            patient: None,
            within: local_day(self.zone(), date),
        };
        let practitioners = self.store.practitioners().await?;
        let lines = self
            .lines(actor, self.store.appointments(filter).await?)
            .await?;
        let mut by_practitioner: HashMap<PractitionerId, Vec<Line>> = HashMap::new();
        for line in lines {
            by_practitioner
                .entry(line.appointment.practitioner_id)
                .or_default()
                .push(line);
        }
        let columns = practitioners
            .into_iter()
            .filter(|practitioner| only.is_none_or(|only| only == practitioner.id))
            .map(|practitioner| {
                let lines = by_practitioner.remove(&practitioner.id).unwrap_or_default();
                Column {
                    practitioner,
                    lines,
                }
            })
            .filter(|column| column.practitioner.active || !column.lines.is_empty())
            .collect();
        Ok(Day { date, columns })
    }

    /// `appointment` as `actor` may see it.
    pub(crate) async fn line(&self, actor: &Actor, appointment: Appointment) -> AppResult<Line> {
        let mut patients = self
            .store
            .patient_summaries(&[appointment.patient_id])
            .await?;
        Ok(self.shown(actor, appointment, patients.pop()))
    }

    async fn lines(&self, actor: &Actor, appointments: Vec<Appointment>) -> AppResult<Vec<Line>> {
        let mut ids: Vec<PatientId> = appointments
            .iter()
            .map(|appointment| appointment.patient_id)
            .collect();
        ids.sort_unstable();
        ids.dedup();
        let patients: HashMap<PatientId, PatientSummary> = self
            .store
            .patient_summaries(&ids)
            .await?
            .into_iter()
            .map(|patient| (patient.id, patient))
            .collect();
        Ok(appointments
            .into_iter()
            .map(|appointment| {
                let patient = patients.get(&appointment.patient_id).cloned();
                self.shown(actor, appointment, patient)
            })
            .collect())
    }

    fn shown(
        &self,
        actor: &Actor,
        mut appointment: Appointment,
        patient: Option<PatientSummary>,
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
        let may_change = may(Action::Book);
        let reason_withheld = !may(Action::ReadReasons);
        let actions =
            Change::ALL.map(
                |change| match appointment.action_state(change, now, self.zone()) {
                    ActionState::NotApplicable => ActionState::NotApplicable,
                    _ if !may_change => ActionState::Forbidden,
                    state => state,
                },
            );
        if reason_withheld {
            appointment.reason.clear();
        }
        Line {
            appointment,
            reason_withheld,
            patient,
            actions,
        }
    }
}
