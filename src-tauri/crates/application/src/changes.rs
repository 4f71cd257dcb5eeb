//! What happens to an appointment after it was booked: move, edit, cancel, absent, reinstate.

use std::ops::ControlFlow;

use medigest_domain::appointment::{
    ActionState, Appointment, Attendance, Cancellation, Change, Status,
};
use medigest_domain::field::FieldRule;
use medigest_domain::id::{AppointmentId, OpId, PractitionerId};
use medigest_domain::permission::Action;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::text::required_line;
use medigest_domain::trace::{AuditAction, EntityKind, Trace};

use crate::actor::Actor;
use crate::details;
use crate::error::{AppError, AppResult};
use crate::planning::{Line, action_for};
use crate::ports::StoreError;
use crate::practice::Practice;

/// Where and how an appointment goes, and why it is.
#[derive(Debug, Clone)]
pub struct RescheduleRequest {
    /// With whom.
    pub practitioner_id: PractitionerId,
    /// Local date, as typed.
    pub date: String,
    /// Local time, as typed.
    pub time: String,
    /// Minutes.
    pub duration_minutes: u32,
    /// Why; may be empty. None if the form did not show it: it stays as it is.
    pub reason: Option<String>,
    /// The user knows that it is outside the opening hours.
    pub accept_outside_hours: bool,
}

impl Practice {
    /// Moves or edits an appointment read at version `v`.
    ///
    /// # Errors
    /// `Forbidden` (also on the new practitioner), `KeyMissing`, `Locked`, `NotAllowedNow`, `Validation`, `SlotTaken`,
    /// `ChangedByOther`, `NotFound`.
    pub async fn reschedule(
        &self,
        actor: &Actor,
        id: AppointmentId,
        v: u32,
        request: &RescheduleRequest,
        op_id: OpId,
    ) -> AppResult<Line> {
        let before = match self
            .changeable(actor, id, v, Change::Reschedule, op_id)
            .await?
        {
            ControlFlow::Continue(before) => before,
            ControlFlow::Break(done) => return Ok(done),
        };
        let (interval, reason) = self.placed(
            &request.date,
            &request.time,
            request.duration_minutes,
            request.reason.as_deref(),
        )?;
        let stays_with_them = request.practitioner_id == before.practitioner_id;
        if !stays_with_them {
            self.authorise(actor, Action::Book, Some(request.practitioner_id))
                .await?;
        }
        let (practitioner_id, practitioner_name) = if stays_with_them && interval == before.interval
        {
            (before.practitioner_id, before.practitioner_name.clone())
        } else {
            let practitioner = self
                .takes_over(stays_with_them, request.practitioner_id)
                .await?;
            self.check_open(&practitioner, interval, request.accept_outside_hours)
                .await?;
            (practitioner.id, practitioner.details.name)
        };
        let (reason, reason_of) = actor.edit_reason(&before, reason.as_deref())?;
        let another_day = self.local_date(interval.start) != self.local_date(before.interval.start);
        let after = Appointment {
            practitioner_id,
            practitioner_name,
            interval,
            reason,
            reason_of,
            // Wherever it goes, it takes its time like any other.
            double_booked: before.double_booked && stays_with_them && interval == before.interval,
            // Who came on another day has not come on this one.
            attendance: if another_day {
                Attendance::default()
            } else {
                before.attendance
            },
            ..before.clone()
        };
        let details = details::rescheduled(&before, &after, self.zone());
        self.write(actor, after, AuditAction::UpdateAppointment, details, op_id)
            .await
    }

    /// Cancels an appointment, with a reason.
    ///
    /// # Errors
    /// `Forbidden`, `NotAllowedNow` (it has started), `Validation` on `reason`, `ChangedByOther`, `NotFound`.
    pub async fn cancel(
        &self,
        actor: &Actor,
        id: AppointmentId,
        v: u32,
        reason: &str,
        op_id: OpId,
    ) -> AppResult<Line> {
        let before = match self.changeable(actor, id, v, Change::Cancel, op_id).await? {
            ControlFlow::Continue(before) => before,
            ControlFlow::Break(done) => return Ok(done),
        };
        let reason = required_line(reason, 200)
            .map_err(|rule: FieldRule| AppError::field("reason", rule))?;
        let cancellation = Cancellation {
            by: actor.username.clone(),
            at: self.now(),
            reason,
            closed: None,
        };
        let after = Appointment {
            status: Status::Cancelled,
            cancellation: Some(cancellation),
            // Whoever it was for has no appointment again, and is called back again.
            replaces: None,
            ..before
        };
        let details = details::status_changed(&after, self.zone());
        self.write(actor, after, AuditAction::CancelAppointment, details, op_id)
            .await
    }

    /// Marks the patient absent; the time is free again.
    ///
    /// # Errors
    /// `Forbidden`, `NotAllowedNow` (it has not started), `ChangedByOther`, `NotFound`.
    pub async fn mark_absent(
        &self,
        actor: &Actor,
        id: AppointmentId,
        v: u32,
        op_id: OpId,
    ) -> AppResult<Line> {
        let before = match self
            .changeable(actor, id, v, Change::MarkAbsent, op_id)
            .await?
        {
            ControlFlow::Continue(before) => before,
            ControlFlow::Break(done) => return Ok(done),
        };
        let after = Appointment {
            status: Status::Absent,
            ..before
        };
        let details = details::status_changed(&after, self.zone());
        self.write(actor, after, AuditAction::MarkAbsent, details, op_id)
            .await
    }

    /// Confirms a cancelled or missed appointment again, if its time is still free.
    ///
    /// # Errors
    /// `Forbidden`, `NotAllowedNow`, `SlotTaken`, `ChangedByOther`, `NotFound`.
    pub async fn reinstate(
        &self,
        actor: &Actor,
        id: AppointmentId,
        v: u32,
        op_id: OpId,
    ) -> AppResult<Line> {
        let before = match self
            .changeable(actor, id, v, Change::Reinstate, op_id)
            .await?
        {
            ControlFlow::Continue(before) => before,
            ControlFlow::Break(done) => return Ok(done),
        };
        let after = Appointment {
            status: Status::Confirmed,
            cancellation: None,
            double_booked: false,
            ..before
        };
        let details = details::status_changed(&after, self.zone());
        self.write(
            actor,
            after,
            AuditAction::ReinstateAppointment,
            details,
            op_id,
        )
        .await
    }

    /// The practitioner an appointment goes to: one who takes appointments, unless it is theirs already.
    async fn takes_over(&self, is_theirs: bool, id: PractitionerId) -> AppResult<Practitioner> {
        if is_theirs {
            self.practitioner(id).await
        } else {
            self.bookable(id).await
        }
    }

    /// The appointment, if `actor` may make `change` on it now and nobody changed it since version `v`; or, when
    /// this very operation was done already and only its answer got lost, the answer.
    pub(crate) async fn changeable(
        &self,
        actor: &Actor,
        id: AppointmentId,
        v: u32,
        change: Change,
        op_id: OpId,
    ) -> AppResult<ControlFlow<Line, Appointment>> {
        let current = match self
            .current(actor, id, v, action_for(change), op_id)
            .await?
        {
            ControlFlow::Continue(current) => current,
            done => return Ok(done),
        };
        match current.action_state(change, self.now(), self.zone()) {
            ActionState::Allowed => Ok(ControlFlow::Continue(current)),
            ActionState::Locked => Err(AppError::Locked {
                starts_at: current.interval.start,
            }),
            state => Err(AppError::NotAllowedNow(state)),
        }
    }

    /// The appointment at version `v`, if `actor` may do `action` on it; or, when this very operation was done
    /// already and only its answer got lost, the answer.
    pub(crate) async fn current(
        &self,
        actor: &Actor,
        id: AppointmentId,
        v: u32,
        action: Action,
        op_id: OpId,
    ) -> AppResult<ControlFlow<Line, Appointment>> {
        let found = self.store.appointment(id).await?;
        let current = found.ok_or(AppError::NotFound(EntityKind::Appointment))?;
        self.authorise(actor, action, Some(current.practitioner_id))
            .await?;
        if current.v == v {
            return Ok(ControlFlow::Continue(current));
        }
        // The store refuses this write unless it knows the operation as the last one done.
        let repeated = Appointment { v, ..current };
        let trace = self.trace(
            op_id,
            actor,
            AuditAction::UpdateAppointment,
            None,
            String::new(),
        );
        Ok(ControlFlow::Break(
            self.save(repeated, &trace, actor).await?,
        ))
    }

    pub(crate) async fn write(
        &self,
        actor: &Actor,
        after: Appointment,
        action: AuditAction,
        details: String,
        op_id: OpId,
    ) -> AppResult<Line> {
        let object = Some((EntityKind::Appointment, after.id.to_string()));
        let trace = self.trace(op_id, actor, action, object, details);
        self.save(after, &trace, actor).await
    }

    /// Writes `changed`, which still carries the version it was made from.
    pub(crate) async fn save(
        &self,
        changed: Appointment,
        trace: &Trace,
        actor: &Actor,
    ) -> AppResult<Line> {
        let after = Appointment {
            v: changed.v + 1,
            updated_at: self.now(),
            ..changed
        };
        match self.store.save(&after, trace).await {
            Ok(saved) => self.line(actor, saved).await,
            Err(StoreError::Taken { blocking }) => Err(self.taken(actor, &after, blocking).await?),
            Err(error) => Err(AppError::on(EntityKind::Appointment)(error)),
        }
    }
}
