//! Appointments, the day, and what a refusal offers.

use chrono_tz::Tz;
use medigest_application::{Blocking, Column, Day, FreeSlot, Line, Practice};
use medigest_domain::settings::{CLOSES_AT, OPENS_AT};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::local::{local_date, local_date_time, local_time};
use super::mirror::{ActionState, AppointmentStatus};
use super::practitioner::PractitionerView;

/// What may be done with an appointment now.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AppointmentActions {
    reschedule: ActionState,
    cancel: ActionState,
    mark_absent: ActionState,
    reinstate: ActionState,
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
    /// None when this role may not read it; may be empty.
    reason: Option<String>,
    status: AppointmentStatus,
    cancellation: Option<CancellationView>,
    actions: AppointmentActions,
}

impl AppointmentView {
    /// `line` with times as they read in `zone`.
    pub fn of(line: &Line, zone: Tz) -> Self {
        let appointment = &line.appointment;
        let [reschedule, cancel, mark_absent, reinstate] = line.actions.map(ActionState::from);
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
            reason: (!line.reason_withheld).then(|| appointment.reason.clone()),
            status: appointment.status.into(),
            cancellation: appointment
                .cancellation
                .as_ref()
                .map(|cancellation| CancellationView {
                    by: cancellation.by.clone(),
                    at: local_date_time(cancellation.at, zone),
                    reason: cancellation.reason.clone(),
                }),
            actions: AppointmentActions {
                reschedule,
                cancel,
                mark_absent,
                reinstate,
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
    pub(crate) reason: String,
}

/// A move's or edit's form.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RescheduleInput {
    pub(crate) practitioner_id: String,
    pub(crate) date: String,
    pub(crate) time: String,
    pub(crate) duration_minutes: u32,
    pub(crate) reason: String,
}

/// A practitioner's part of the day.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DayColumn {
    practitioner: PractitionerView,
    /// Earliest first.
    appointments: Vec<AppointmentView>,
}

/// A local day.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DayView {
    date: String,
    today: String,
    /// Local time of the practice.
    now: String,
    opens_at: String,
    closes_at: String,
    columns: Vec<DayColumn>,
}

impl DayView {
    /// `day` as `practice` sees it now.
    pub fn of(day: &Day, practice: &Practice) -> Self {
        let (now, zone) = (practice.now(), practice.zone());
        let column = |column: &Column| DayColumn {
            practitioner: PractitionerView::from(&column.practitioner),
            appointments: column
                .lines
                .iter()
                .map(|line| AppointmentView::of(line, zone))
                .collect(),
        };
        Self {
            date: day.date.to_string(),
            today: local_date(now, zone),
            now: local_time(now, zone),
            opens_at: OPENS_AT.format("%H:%M").to_string(),
            closes_at: CLOSES_AT.format("%H:%M").to_string(),
            columns: day.columns.iter().map(column).collect(),
        }
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
