//! Appointments: as shown, as typed, and what a refusal offers.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use medigest_application::{Blocking, BookingRequest, FreeSlot, Line, RescheduleRequest};
use medigest_domain::delay::Projected;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::local::{local_date, local_date_time, local_time};
use super::mirror::{ActionState, AppointmentStatus, Entity, Overflow, VisitStep};
use super::secret::SecretState;
use crate::commands::id;
use crate::error::CommandError;

/// What may be done with an appointment now.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AppointmentActions {
    reschedule: ActionState,
    cancel: ActionState,
    mark_absent: ActionState,
    reinstate: ActionState,
    arrive: ActionState,
    call_in: ActionState,
    finish: ActionState,
    take_back: ActionState,
    emergency_cancel: ActionState,
}

/// How far a visit is.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VisitProgress {
    step: VisitStep,
    /// Local times; those of the steps that were noted.
    arrived_at: Option<String>,
    called_in_at: Option<String>,
    finished_at: Option<String>,
    /// Since the arrival; while waiting.
    waiting_minutes: Option<u32>,
    /// Longer than the practice allows.
    waits_too_long: bool,
}

impl VisitProgress {
    fn of(line: &Line, zone: Tz) -> Self {
        let attendance = line.appointment.attendance;
        let time = |at: Option<DateTime<Utc>>| at.map(|at| local_time(at, zone));
        Self {
            step: attendance.step().into(),
            arrived_at: time(attendance.arrived_at),
            called_in_at: time(attendance.called_in_at),
            finished_at: time(attendance.finished_at),
            waiting_minutes: line.waiting_minutes,
            waits_too_long: line.waits_too_long,
        }
    }
}

/// Where an appointment stands with the delay.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProjectedView {
    start: String,
    end: String,
    /// Minutes later than planned.
    delay_minutes: u32,
    overflow: Option<Overflow>,
}

impl ProjectedView {
    /// `projected`, of what was to start at `planned`.
    pub fn of(projected: Projected, planned: DateTime<Utc>, zone: Tz) -> Self {
        let later = (projected.interval.start - planned).num_minutes();
        Self {
            start: local_time(projected.interval.start, zone),
            end: local_time(projected.interval.end, zone),
            delay_minutes: u32::try_from(later).unwrap_or(0),
            overflow: projected.overflow.map(Overflow::from),
        }
    }
}

/// Who cancelled, when and why.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CancellationView {
    by: String,
    /// Local date and time.
    at: String,
    reason: String,
}

/// An appointment.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AppointmentView {
    id: String,
    v: u32,
    patient_id: String,
    /// "DUPONT Jean"; empty if the file is gone.
    patient_name: String,
    patient_phone: Option<String>,
    practitioner_id: String,
    practitioner_name: String,
    /// Local date: 2026-11-23.
    date: String,
    /// Local time: 10:30.
    start: String,
    /// Local time: 11:00.
    end: String,
    duration_minutes: u32,
    /// None when it is not readable; may be empty.
    reason: Option<String>,
    reason_state: SecretState,
    status: AppointmentStatus,
    cancellation: Option<CancellationView>,
    visit: VisitProgress,
    /// Where it stands with the delay; none when as planned.
    projected: Option<ProjectedView>,
    /// Outside opening hours, or within an absence.
    outside_hours: bool,
    /// An older base has another at the same time of this practitioner or patient: somebody has to settle it.
    double_booked: bool,
    actions: AppointmentActions,
}

impl AppointmentView {
    /// `line` with times as they read in `zone`.
    pub fn of(line: &Line, zone: Tz) -> Self {
        let appointment = &line.appointment;
        let [
            reschedule,
            cancel,
            mark_absent,
            reinstate,
            arrive,
            call_in,
            finish,
            take_back,
            emergency_cancel,
        ] = line.actions.map(ActionState::from);
        Self {
            id: appointment.id.to_string(),
            v: appointment.v,
            patient_id: appointment.patient_id.to_string(),
            patient_name: line
                .patient
                .as_ref()
                .map(|patient| patient.full_name())
                .unwrap_or_default(),
            patient_phone: line
                .patient
                .as_ref()
                .and_then(|patient| patient.phone.as_ref())
                .map(|phone| phone.as_str().to_owned()),
            practitioner_id: appointment.practitioner_id.to_string(),
            practitioner_name: appointment.practitioner_name.clone(),
            date: local_date(appointment.interval.start, zone),
            start: local_time(appointment.interval.start, zone),
            end: local_time(appointment.interval.end, zone),
            duration_minutes: appointment.minutes(),
            reason: appointment.reason.text().map(str::to_owned),
            reason_state: SecretState::from(&appointment.reason),
            status: appointment.status.into(),
            cancellation: appointment
                .cancellation
                .as_ref()
                .map(|cancellation| CancellationView {
                    by: cancellation.by.clone(),
                    at: local_date_time(cancellation.at, zone),
                    reason: cancellation.reason.clone(),
                }),
            visit: VisitProgress::of(line, zone),
            projected: line
                .projected
                .map(|projected| ProjectedView::of(projected, appointment.interval.start, zone)),
            outside_hours: line.outside_hours,
            double_booked: line.double_booked,
            actions: AppointmentActions {
                reschedule,
                cancel,
                mark_absent,
                reinstate,
                arrive,
                call_in,
                finish,
                take_back,
                emergency_cancel,
            },
        }
    }
}

/// A booking's form.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BookingInput {
    pub(crate) patient_id: String,
    pub(crate) practitioner_id: String,
    pub(crate) date: String,
    pub(crate) time: String,
    pub(crate) duration_minutes: u32,
    /// Null when the form did not show that of the one it is booked instead of, which then is taken over.
    pub(crate) reason: Option<String>,
    /// The appointment of the patient it is booked instead of.
    pub(crate) instead_of: Option<String>,
    /// The user knows that it is outside opening hours.
    pub(crate) accept_outside_hours: bool,
}

/// A move's or edit's form.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RescheduleInput {
    pub(crate) practitioner_id: String,
    pub(crate) date: String,
    pub(crate) time: String,
    pub(crate) duration_minutes: u32,
    /// Null when the form did not show it: it stays as it is.
    pub(crate) reason: Option<String>,
    /// The user knows that it is outside opening hours.
    pub(crate) accept_outside_hours: bool,
}

impl BookingInput {
    /// The request it makes.
    ///
    /// # Errors
    /// `notFound` for what is no id.
    pub fn request(self) -> Result<BookingRequest, CommandError> {
        let former = self.instead_of.as_deref();
        let instead_of = former.map(|former| id(former, Entity::Appointment));
        Ok(BookingRequest {
            patient_id: id(&self.patient_id, Entity::Patient)?,
            practitioner_id: id(&self.practitioner_id, Entity::Practitioner)?,
            date: self.date,
            time: self.time,
            duration_minutes: self.duration_minutes,
            reason: self.reason,
            instead_of: instead_of.transpose()?,
            accept_outside_hours: self.accept_outside_hours,
        })
    }
}

impl RescheduleInput {
    /// The request it makes.
    ///
    /// # Errors
    /// `notFound` for what is no id.
    pub fn request(self) -> Result<RescheduleRequest, CommandError> {
        Ok(RescheduleRequest {
            practitioner_id: id(&self.practitioner_id, Entity::Practitioner)?,
            date: self.date,
            time: self.time,
            duration_minutes: self.duration_minutes,
            reason: self.reason,
            accept_outside_hours: self.accept_outside_hours,
        })
    }
}

/// An appointment in the way.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BlockingView {
    practitioner_name: String,
    /// None when this role may not read it.
    patient_name: Option<String>,
    date: String,
    start: String,
    end: String,
    /// It is the same patient's own.
    same_patient: bool,
}

impl BlockingView {
    /// `other` with times as they read in `zone`.
    pub fn of(other: &Blocking, zone: Tz) -> Self {
        Self {
            practitioner_name: other.practitioner_name.clone(),
            patient_name: other.patient_name.clone(),
            date: local_date(other.interval.start, zone),
            start: local_time(other.interval.start, zone),
            end: local_time(other.interval.end, zone),
            same_patient: other.same_patient,
        }
    }
}

/// A free time.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SlotView {
    practitioner_id: String,
    date: String,
    start: String,
    end: String,
}

impl SlotView {
    /// `slot` with times as they read in `zone`.
    pub fn of(slot: FreeSlot, zone: Tz) -> Self {
        Self {
            practitioner_id: slot.practitioner_id.to_string(),
            date: local_date(slot.interval.start, zone),
            start: local_time(slot.interval.start, zone),
            end: local_time(slot.interval.end, zone),
        }
    }
}
