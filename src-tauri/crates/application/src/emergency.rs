//! Emergency: the doctor is not there. What they would have seen is cancelled and joins the call-back list.

use medigest_domain::absence::TypedRange;
use medigest_domain::appointment::{ActionState, Appointment, Cancellation, Change, Status};
use medigest_domain::id::{AppointmentId, OpId, PractitionerId};
use medigest_domain::permission::Action;
use medigest_domain::text::required_line;
use medigest_domain::time::{Interval, local_day, parse_date};
use medigest_domain::trace::{AuditAction, EntityKind};

use crate::actor::Actor;
use crate::details;
use crate::error::{AppError, AppResult};
use crate::operation::derived;
use crate::planning::Line;
use crate::practice::Practice;

/// The longest reason, in characters.
const MAX_REASON: usize = 200;
/// How often one appointment is tried when others change it at the same time.
const TRIES: u32 = 3;

/// What an emergency cancels, as typed.
#[derive(Debug, Clone)]
pub enum EmergencyScope {
    /// One appointment.
    Appointment(AppointmentId),
    /// What is left of a local date.
    RestOfDay(String),
    /// Everything planned to start in a span of days and times.
    Range {
        /// First local date.
        start_date: String,
        /// Local time, or empty for the whole day.
        start_time: String,
        /// Last local date.
        end_date: String,
        /// Local time, or empty for the whole day.
        end_time: String,
    },
}

/// An emergency as typed.
#[derive(Debug, Clone)]
pub struct EmergencyRequest {
    /// Who is not there.
    pub practitioner_id: PractitionerId,
    /// What is cancelled.
    pub scope: EmergencyScope,
    /// Why.
    pub reason: String,
}

/// What became of an emergency cancellation.
#[derive(Debug, Clone)]
pub struct EmergencyOutcome {
    /// What is cancelled now, earliest first.
    pub cancelled: Vec<Line>,
    /// How many others changed at the same time, so that they stand.
    pub skipped: u32,
}

impl Practice {
    /// What an emergency would cancel.
    ///
    /// # Errors
    /// `Forbidden`; `Validation` on the fields of the scope; `NotFound`.
    pub async fn preview_emergency(
        &self,
        actor: &Actor,
        practitioner: PractitionerId,
        scope: &EmergencyScope,
    ) -> AppResult<Vec<Line>> {
        let mut hits = self.concerned(actor, practitioner, scope).await?;
        hits.retain(|row| self.is_cancellable(row));
        self.lines(actor, hits).await
    }

    /// Cancels what an emergency concerns. Asked again with the same operation, it goes on where it stopped and
    /// answers everything it cancelled.
    ///
    /// # Errors
    /// `Forbidden`; `Validation` on `reason` or the fields of the scope; `NotFound`.
    pub async fn cancel_in_emergency(
        &self,
        actor: &Actor,
        request: &EmergencyRequest,
        op_id: OpId,
    ) -> AppResult<EmergencyOutcome> {
        let rows = self
            .concerned(actor, request.practitioner_id, &request.scope)
            .await?;
        let reason = required_line(&request.reason, MAX_REASON)
            .map_err(|rule| AppError::field("reason", rule))?;
        let mut cancelled = Vec::new();
        let mut skipped = 0;
        for row in rows {
            let op = derived(op_id, &row.id.to_string());
            if row.status == Status::CancelledByDoctor {
                // By this very operation, whose answer got lost?
                cancelled.extend(self.cancelled_by(actor, row, op).await?);
            } else if self.is_cancellable(&row) {
                match self.cancel_one(actor, row, &reason, op).await? {
                    Some(line) => cancelled.push(line),
                    None => skipped += 1,
                }
            }
        }
        Ok(EmergencyOutcome { cancelled, skipped })
    }

    fn is_cancellable(&self, row: &Appointment) -> bool {
        row.action_state(Change::EmergencyCancel, self.now(), self.zone()) == ActionState::Allowed
    }

    /// Every appointment of the scope, of any status, earliest first.
    async fn concerned(
        &self,
        actor: &Actor,
        practitioner: PractitionerId,
        scope: &EmergencyScope,
    ) -> AppResult<Vec<Appointment>> {
        self.authorise(actor, Action::ReportDelay, Some(practitioner))
            .await?;
        let within = match scope {
            EmergencyScope::Appointment(id) => {
                let found = self.store.appointment(*id).await?;
                let theirs = found.filter(|row| row.practitioner_id == practitioner);
                return theirs
                    .map(|row| vec![row])
                    .ok_or(AppError::NotFound(EntityKind::Appointment));
            }
            EmergencyScope::RestOfDay(date) => {
                let date = parse_date(date).map_err(|rule| AppError::field("date", rule))?;
                local_day(self.zone(), date)
            }
            EmergencyScope::Range {
                start_date,
                start_time,
                end_date,
                end_time,
            } => TypedRange {
                start_date,
                start_time,
                end_date,
                end_time,
            }
            .place(self.zone())?,
        };
        let mut rows = self.rows(practitioner, within).await?;
        rows.retain(|row| starts_within(row, within));
        Ok(rows)
    }

    /// Cancels one appointment; none if others keep changing it, or changed it so that it stands.
    async fn cancel_one(
        &self,
        actor: &Actor,
        row: Appointment,
        reason: &str,
        op: OpId,
    ) -> AppResult<Option<Line>> {
        let mut row = row;
        for _ in 0..TRIES {
            let cancellation = Cancellation {
                by: actor.username.clone(),
                at: self.now(),
                reason: reason.to_owned(),
                closed: None,
            };
            let after = Appointment {
                status: Status::CancelledByDoctor,
                cancellation: Some(cancellation),
                ..row.clone()
            };
            let details = details::status_changed(&after, self.zone());
            let action = AuditAction::EmergencyCancel;
            match self.write(actor, after, action, details, op).await {
                Err(AppError::ChangedByOther) => {}
                outcome => return outcome.map(Some),
            }
            match self.store.appointment(row.id).await? {
                Some(now) if self.is_cancellable(&now) => row = now,
                _ => return Ok(None),
            }
        }
        Ok(None)
    }

    /// The appointment, if it was operation `op` that cancelled it: a store that knows the operation answers,
    /// one that does not finds the version outdated.
    async fn cancelled_by(
        &self,
        actor: &Actor,
        row: Appointment,
        op: OpId,
    ) -> AppResult<Option<Line>> {
        let before = Appointment {
            v: row.v.saturating_sub(1),
            ..row
        };
        let action = AuditAction::EmergencyCancel;
        match self.write(actor, before, action, String::new(), op).await {
            Err(AppError::ChangedByOther) => Ok(None),
            outcome => outcome.map(Some),
        }
    }
}

fn starts_within(row: &Appointment, within: Interval) -> bool {
    within.start <= row.interval.start && row.interval.start < within.end
}
