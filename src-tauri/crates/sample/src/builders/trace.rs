//! A trace. Its operation is always given: a store takes two writes of one operation for a repetition.

use chrono::{DateTime, Utc};
use medigest_domain::appointment::Appointment;
use medigest_domain::id::OpId;
use medigest_domain::trace::{AuditAction, EntityKind, Trace};

use super::now;

/// Builds a [`Trace`].
#[derive(Debug, Clone)]
pub struct TraceBuilder(Trace);

impl TraceBuilder {
    /// Of operation `op`: a sign-in, about no object.
    #[must_use]
    pub fn new(op: OpId) -> Self {
        Self(Trace {
            op_id: op,
            user: "claire".to_owned(),
            action: AuditAction::SignIn,
            object: None,
            details: "Connexion".to_owned(),
            device: "poste-1".to_owned(),
            at: now(),
        })
    }

    /// Of the booking of `appointment`.
    #[must_use]
    pub fn booking(appointment: &Appointment) -> Self {
        Self::new(appointment.op_id)
            .with_action(AuditAction::CreateAppointment)
            .with_object(EntityKind::Appointment, appointment.id)
    }

    /// Of another action; its code stands for the details.
    #[must_use]
    pub fn with_action(mut self, action: AuditAction) -> Self {
        self.0.action = action;
        action.stored().clone_into(&mut self.0.details);
        self
    }

    /// About this object.
    #[must_use]
    pub fn with_object(mut self, kind: EntityKind, id: impl std::fmt::Display) -> Self {
        self.0.object = Some((kind, id.to_string()));
        self
    }

    /// By another user.
    #[must_use]
    pub fn with_user(mut self, username: &str) -> Self {
        username.clone_into(&mut self.0.user);
        self
    }

    /// At another moment.
    #[must_use]
    pub fn with_at(mut self, at: DateTime<Utc>) -> Self {
        self.0.at = at;
        self
    }

    /// The trace.
    #[must_use]
    pub fn build(self) -> Trace {
        self.0
    }
}
