//! The waiting room: arrived, called in, finished; each an instant on the appointment, each can be taken back.

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use medigest_domain::appointment::{Appointment, Attendance, Change};
use medigest_domain::id::{AppointmentId, OpId};
use medigest_domain::trace::AuditAction;

use crate::actor::Actor;
use crate::details;
use crate::error::AppResult;
use crate::planning::Line;
use crate::practice::Practice;

/// A step of a visit: how it changes what is noted.
struct StepChange {
    change: Change,
    trace: AuditAction,
    /// The word for the audit log.
    word: &'static str,
    note: fn(Attendance, DateTime<Utc>) -> Attendance,
}

const ARRIVE: StepChange = StepChange {
    change: Change::Arrive,
    trace: AuditAction::Arrive,
    word: "arrivée notée",
    note: |attendance, now| Attendance {
        arrived_at: Some(now),
        ..attendance
    },
};
const CALL_IN: StepChange = StepChange {
    change: Change::CallIn,
    trace: AuditAction::CallIn,
    word: "appel en consultation",
    note: |attendance, now| Attendance {
        called_in_at: Some(now),
        ..attendance
    },
};
const FINISH: StepChange = StepChange {
    change: Change::Finish,
    trace: AuditAction::Finish,
    word: "consultation terminée",
    note: |attendance, now| Attendance {
        finished_at: Some(now),
        ..attendance
    },
};
const TAKE_BACK: StepChange = StepChange {
    change: Change::TakeBack,
    trace: AuditAction::TakeBack,
    word: "dernière étape annulée",
    note: |attendance, _| attendance.taken_back(),
};

impl Practice {
    /// Notes that the patient of an appointment read at version `v` is here.
    ///
    /// # Errors
    /// `Forbidden`, `NotAllowedNow`, `ChangedByOther`, `NotFound`.
    pub async fn arrive(
        &self,
        actor: &Actor,
        id: AppointmentId,
        v: u32,
        op_id: OpId,
    ) -> AppResult<Line> {
        self.note(actor, id, v, &ARRIVE, op_id).await
    }

    /// Notes that the consultation begins.
    ///
    /// # Errors
    /// As [`Practice::arrive`].
    pub async fn call_in(
        &self,
        actor: &Actor,
        id: AppointmentId,
        v: u32,
        op_id: OpId,
    ) -> AppResult<Line> {
        self.note(actor, id, v, &CALL_IN, op_id).await
    }

    /// Notes that the consultation is over.
    ///
    /// # Errors
    /// As [`Practice::arrive`].
    pub async fn finish(
        &self,
        actor: &Actor,
        id: AppointmentId,
        v: u32,
        op_id: OpId,
    ) -> AppResult<Line> {
        self.note(actor, id, v, &FINISH, op_id).await
    }

    /// Takes back the last step noted.
    ///
    /// # Errors
    /// As [`Practice::arrive`].
    pub async fn take_back(
        &self,
        actor: &Actor,
        id: AppointmentId,
        v: u32,
        op_id: OpId,
    ) -> AppResult<Line> {
        self.note(actor, id, v, &TAKE_BACK, op_id).await
    }

    async fn note(
        &self,
        actor: &Actor,
        id: AppointmentId,
        v: u32,
        step: &StepChange,
        op_id: OpId,
    ) -> AppResult<Line> {
        let before = match self.changeable(actor, id, v, step.change, op_id).await? {
            ControlFlow::Continue(before) => before,
            ControlFlow::Break(done) => return Ok(done),
        };
        let after = Appointment {
            attendance: (step.note)(before.attendance, self.now()),
            ..before
        };
        let details = details::step(step.word, &after, self.zone());
        self.write(actor, after, step.trace, details, op_id).await
    }
}
