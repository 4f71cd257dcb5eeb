//! Absences and closures, and the appointments they hit.

use chrono::NaiveDate;
use medigest_domain::absence::{Absence, TypedRange, parse_label};
use medigest_domain::appointment::Appointment;
use medigest_domain::field::{FieldIssue, FieldRule, both};
use medigest_domain::id::{AbsenceId, OpId, PractitionerId};
use medigest_domain::permission::Action;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::time::{Interval, local_day};
use medigest_domain::trace::{AuditAction, EntityKind};

use crate::actor::Actor;
use crate::details;
use crate::error::{AppError, AppResult};
use crate::planning::Line;
use crate::ports::AppointmentFilter;
use crate::practice::Practice;

/// An absence as typed.
#[derive(Debug, Clone)]
pub struct AbsenceRequest {
    /// Who is away; none closes the whole practice.
    pub practitioner_id: Option<PractitionerId>,
    /// First local date.
    pub start_date: String,
    /// Local time, or empty for the whole day.
    pub start_time: String,
    /// Last local date.
    pub end_date: String,
    /// Local time, or empty for the whole day.
    pub end_time: String,
    /// e.g. "Congés"; may be empty.
    pub label: String,
}

/// An absence with the name of who is away.
#[derive(Debug, Clone)]
pub struct NamedAbsence {
    /// The absence.
    pub absence: Absence,
    /// Who is away; none for a closure, or when the practitioner is gone.
    pub practitioner_name: Option<String>,
}

impl NamedAbsence {
    /// `absence`, which concerns `practitioner`.
    pub(crate) fn of(absence: &Absence, practitioner: &Practitioner) -> Self {
        Self {
            practitioner_name: absence
                .practitioner_id
                .map(|_| practitioner.details.name.clone()),
            absence: absence.clone(),
        }
    }
}

impl Practice {
    /// Absences and closures that touch the local dates from `first` to `last`, both included.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn absences(
        &self,
        actor: &Actor,
        first: NaiveDate,
        last: NaiveDate,
    ) -> AppResult<Vec<NamedAbsence>> {
        self.authorise(actor, Action::ReadPlanning, None).await?;
        let within = Interval {
            start: local_day(self.zone(), first).start,
            end: local_day(self.zone(), last).end,
        };
        let absences = self.store.absences(within).await?;
        let practitioners = self.store.practitioners().await?;
        let name = |id| {
            let found = practitioners.iter().find(|known| Some(known.id) == id);
            found.map(|practitioner| practitioner.details.name.clone())
        };
        Ok(absences
            .into_iter()
            .map(|absence| NamedAbsence {
                practitioner_name: name(absence.practitioner_id),
                absence,
            })
            .collect())
    }

    /// The standing appointments that an absence would hit, earliest first.
    ///
    /// # Errors
    /// `Forbidden`; `Validation` on the fields of the request.
    pub async fn preview_absence(
        &self,
        actor: &Actor,
        request: &AbsenceRequest,
    ) -> AppResult<Vec<Line>> {
        self.authorise(actor, Action::Book, request.practitioner_id)
            .await?;
        let interval = self.away(request)?;
        let hits = self.hit(request.practitioner_id, interval).await?;
        self.lines(actor, hits).await
    }

    /// Notes an absence. What it hits stands until somebody moves or cancels it.
    ///
    /// # Errors
    /// As [`Practice::preview_absence`]; `Validation` on `practitionerId` or `label`.
    pub async fn create_absence(
        &self,
        actor: &Actor,
        request: &AbsenceRequest,
        op_id: OpId,
    ) -> AppResult<NamedAbsence> {
        self.authorise(actor, Action::Book, request.practitioner_id)
            .await?;
        let (interval, label) = both(self.away(request), parse_label(&request.label))?;
        let name = match request.practitioner_id {
            None => None,
            Some(id) => {
                let found = self.store.practitioner(id).await?;
                let unknown = AppError::field("practitionerId", FieldRule::Unknown);
                Some(found.ok_or(unknown)?.details.name)
            }
        };
        let absence = Absence {
            id: AbsenceId::from_bytes(op_id.bytes()),
            practitioner_id: request.practitioner_id,
            interval,
            label,
            created_by: actor.username.clone(),
            created_at: self.now(),
        };
        let details = details::absence("notée", name.as_deref(), interval, self.zone());
        let object = Some((EntityKind::Absence, absence.id.to_string()));
        let trace = self.trace(op_id, actor, AuditAction::CreateAbsence, object, details);
        Ok(NamedAbsence {
            absence: self.store.create_absence(&absence, &trace).await?,
            practitioner_name: name,
        })
    }

    /// Takes an absence back. Asked again with the same operation, it does nothing more.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`.
    pub async fn remove_absence(&self, actor: &Actor, id: AbsenceId, op_id: OpId) -> AppResult<()> {
        let found = self.store.absence(id).await?;
        // Gone already: only a repetition of this very operation is answered by the store.
        let practitioner = found
            .as_ref()
            .map_or(actor.practitioner_id, |absence| absence.practitioner_id);
        self.authorise(actor, Action::Book, practitioner).await?;
        let details = match &found {
            None => String::new(),
            Some(absence) => {
                let name = self.name_of(absence.practitioner_id).await?;
                details::absence("retirée", name.as_deref(), absence.interval, self.zone())
            }
        };
        let object = Some((EntityKind::Absence, id.to_string()));
        let trace = self.trace(op_id, actor, AuditAction::RemoveAbsence, object, details);
        self.store
            .remove_absence(id, &trace)
            .await
            .map_err(AppError::on(EntityKind::Absence))
    }

    /// The standing appointments that an absence hits, earliest first.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`.
    pub async fn absence_hits(&self, actor: &Actor, id: AbsenceId) -> AppResult<Vec<Line>> {
        let found = self.store.absence(id).await?;
        let absence = found.ok_or(AppError::NotFound(EntityKind::Absence))?;
        self.authorise(actor, Action::Book, absence.practitioner_id)
            .await?;
        let hits = self.hit(absence.practitioner_id, absence.interval).await?;
        self.lines(actor, hits).await
    }

    fn away(&self, request: &AbsenceRequest) -> Result<Interval, Vec<FieldIssue>> {
        TypedRange {
            start_date: &request.start_date,
            start_time: &request.start_time,
            end_date: &request.end_date,
            end_time: &request.end_time,
        }
        .place(self.zone())
    }

    pub(crate) async fn name_of(
        &self,
        practitioner: Option<PractitionerId>,
    ) -> AppResult<Option<String>> {
        let Some(id) = practitioner else {
            return Ok(None);
        };
        let found = self.store.practitioner(id).await?;
        Ok(found.map(|practitioner| practitioner.details.name))
    }

    /// What stands within `interval` and is not over.
    async fn hit(
        &self,
        practitioner: Option<PractitionerId>,
        interval: Interval,
    ) -> AppResult<Vec<Appointment>> {
        let filter = AppointmentFilter {
            practitioner,
            patient: None,
            within: interval,
        };
        let now = self.now();
        let mut rows = self.store.appointments(filter).await?;
        rows.retain(|row| row.blocks() && row.interval.start >= now);
        Ok(rows)
    }
}
