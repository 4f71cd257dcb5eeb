//! Emergencies and the call-back list.

use chrono_tz::Tz;
use medigest_application::{
    Callback, EmergencyOutcome as Outcome, EmergencyRequest, EmergencyScope as Concerned, Settled,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::appointment::{AppointmentView, SlotView};
use super::local::local_date_time;
use super::mirror::Entity;
use crate::commands::id;
use crate::error::CommandError;

/// What an emergency cancels.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum EmergencyScope {
    /// One appointment.
    Appointment {
        /// Which.
        id: String,
    },
    /// Everything of a local date that has not begun.
    RestOfDay {
        /// Local date.
        date: String,
    },
    /// Everything in a span that has not begun.
    Range {
        /// First local date.
        start_date: String,
        /// Empty for its beginning.
        start_time: String,
        /// Last local date.
        end_date: String,
        /// Empty for its end.
        end_time: String,
    },
}

/// An emergency's form.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EmergencyInput {
    practitioner_id: String,
    scope: EmergencyScope,
    reason: String,
}

impl EmergencyInput {
    /// The request it makes.
    ///
    /// # Errors
    /// `notFound` for what is no id.
    pub fn request(self) -> Result<EmergencyRequest, CommandError> {
        Ok(EmergencyRequest {
            practitioner_id: id(&self.practitioner_id, Entity::Practitioner)?,
            scope: match self.scope {
                EmergencyScope::Appointment { id } => {
                    Concerned::Appointment(self::id(&id, Entity::Appointment)?)
                }
                EmergencyScope::RestOfDay { date } => Concerned::RestOfDay(date),
                EmergencyScope::Range {
                    start_date,
                    start_time,
                    end_date,
                    end_time,
                } => Concerned::Range {
                    start_date,
                    start_time,
                    end_date,
                    end_time,
                },
            },
            reason: self.reason,
        })
    }
}

/// What became of an emergency cancellation.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EmergencyOutcome {
    cancelled: Vec<AppointmentView>,
    /// How many were changed by somebody else in the same moment and stand.
    skipped: u32,
}

impl EmergencyOutcome {
    /// `outcome` with times as they read in `zone`.
    pub fn of(outcome: &Outcome, zone: Tz) -> Self {
        Self {
            cancelled: outcome
                .cancelled
                .iter()
                .map(|line| AppointmentView::of(line, zone))
                .collect(),
            skipped: outcome.skipped,
        }
    }
}

/// How a patient on the call-back list was settled.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum CallbackOutcome {
    /// Has a new appointment.
    Rebooked {
        /// Which.
        appointment: Box<AppointmentView>,
    },
    /// Ticked off without one.
    Closed {
        /// User name.
        by: String,
        /// Local date and time.
        at: String,
    },
}

/// A patient to call back.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CallbackView {
    /// The cancelled appointment.
    appointment: AppointmentView,
    /// The next free times of its length; none once settled.
    proposals: Vec<SlotView>,
    /// None while open.
    outcome: Option<CallbackOutcome>,
}

impl CallbackView {
    /// `callback` with times as they read in `zone`.
    pub fn of(callback: &Callback, zone: Tz) -> Self {
        let outcome = callback.settled.as_ref().map(|settled| match settled {
            Settled::Rebooked(line) => CallbackOutcome::Rebooked {
                appointment: Box::new(AppointmentView::of(line, zone)),
            },
            Settled::Closed(closed) => CallbackOutcome::Closed {
                by: closed.by.clone(),
                at: local_date_time(closed.at, zone),
            },
        });
        Self {
            appointment: AppointmentView::of(&callback.line, zone),
            proposals: callback
                .proposals
                .iter()
                .map(|slot| SlotView::of(*slot, zone))
                .collect(),
            outcome,
        }
    }
}
