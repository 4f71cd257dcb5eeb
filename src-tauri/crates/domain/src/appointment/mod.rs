//! An appointment: who, with whom, when, why, and what became of it.

mod attendance;
pub mod free;
pub mod placement;
mod slots;
mod status;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

pub use attendance::{Attendance, Step};
pub use slots::SlotToken;
pub use status::{ActionState, Change, LOCK_SECONDS, Status, action_state};

use crate::id::{AppointmentId, OpId, PatientId, PractitionerId};
use crate::patient::Visit;
use crate::secret::{Confidential, Place};
use crate::time::Interval;

/// Who cancelled, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    /// User name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// As typed; may be empty.
    pub reason: String,
    /// Set when the patient was ticked off the call-back list without a new appointment.
    pub closed: Option<Closed>,
}

/// Who ticked a patient off the call-back list, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// User name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// An appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// Its id.
    pub id: AppointmentId,
    /// Version: each accepted change adds one.
    pub v: u32,
    /// The patient.
    pub patient_id: PatientId,
    /// The practitioner.
    pub practitioner_id: PractitionerId,
    /// The practitioner's name, kept as the seed does; renaming updates it.
    pub practitioner_name: String,
    /// When.
    pub interval: Interval,
    /// Reason for the visit; may be empty.
    pub reason: Confidential,
    /// Whose reason it is, if it was taken over from another appointment of the patient by somebody who could not
    /// read it, and so not seal it anew.
    pub reason_of: Option<AppointmentId>,
    /// What became of it.
    pub status: Status,
    /// Set while it is cancelled.
    pub cancellation: Option<Cancellation>,
    /// The steps of the visit.
    pub attendance: Attendance,
    /// The appointment the doctor cancelled that this one replaces: no other may replace it too.
    pub replaces: Option<AppointmentId>,
    /// An older base has it at a time that another holds: it reserves none until it is moved or reinstated.
    pub double_booked: bool,
    /// The booking operation.
    pub op_id: OpId,
    /// User name of who booked.
    pub created_by: String,
    /// When it was booked.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Appointment {
    /// Whether it keeps others from its time (spec §3.1: only `Confirmé` does).
    #[must_use]
    pub fn blocks(&self) -> bool {
        self.status == Status::Confirmed
    }

    /// Whether both cannot stand: they overlap, both block, and share the practitioner or the patient.
    #[must_use]
    pub fn conflicts_with(&self, other: &Self) -> bool {
        self.id != other.id
            && self.blocks()
            && other.blocks()
            && self.interval.overlaps(other.interval)
            && (self.practitioner_id == other.practitioner_id
                || self.patient_id == other.patient_id)
    }

    /// The tokens it reserves: none while it does not block, or while another holds its time.
    #[must_use]
    pub fn slots(&self) -> Vec<SlotToken> {
        if self.blocks() && !self.double_booked {
            slots::tokens(self.practitioner_id, self.patient_id, self.interval)
        } else {
            Vec::new()
        }
    }

    /// Its length in minutes.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        u32::try_from((self.interval.end - self.interval.start).num_minutes()).unwrap_or(0)
    }

    /// How the patient's file keeps it.
    #[must_use]
    pub fn visit(&self) -> Visit {
        Visit {
            appointment_id: Some(self.id),
            date: self.interval.start,
            practitioner_id: Some(self.practitioner_id),
            practitioner: self.practitioner_name.clone(),
            reason: self.reason.clone(),
            reason_of: self.reason_of,
            status: Some(self.status),
        }
    }

    /// Where its reason is sealed for.
    #[must_use]
    pub fn reason_place(&self) -> Place {
        Place::Reason(self.reason_of.unwrap_or(self.id), self.patient_id)
    }

    /// The state of `change` on it at `now`.
    #[must_use]
    pub fn action_state(&self, change: Change, now: DateTime<Utc>, zone: Tz) -> ActionState {
        action_state(
            self.status,
            self.attendance.step(),
            self.interval,
            change,
            now,
            zone,
        )
    }

    /// Whether the patient waits on the call-back list: cancelled by the doctor and not ticked off. Whether
    /// another appointment replaces it is the store's to say.
    #[must_use]
    pub fn asks_for_callback(&self) -> bool {
        let cancellation = self.cancellation.as_ref();
        self.status == Status::CancelledByDoctor
            && cancellation.is_some_and(|cancellation| cancellation.closed.is_none())
    }
}
