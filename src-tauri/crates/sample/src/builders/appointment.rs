//! An appointment: by default confirmed, tomorrow at 10:00 in Paris for 30 minutes, of patient 1 with practitioner 1.

use chrono::{DateTime, Utc};
use medigest_domain::appointment::{Appointment, Attendance, Cancellation, Closed, Status};
use medigest_domain::id::{AppointmentId, OpId};
use medigest_domain::patient::Patient;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::secret::Confidential;
use medigest_domain::time::{Interval, Minutes};

use super::{PatientBuilder, PractitionerBuilder, at, id, now};

/// Builds an [`Appointment`].
#[derive(Debug, Clone)]
pub struct AppointmentBuilder(Appointment);

impl AppointmentBuilder {
    /// Appointment number 1.
    #[must_use]
    pub fn new() -> Self {
        Self::numbered(1)
    }

    /// Appointment `number`, booked by operation `number`: same time, practitioner and patient.
    #[must_use]
    pub fn numbered(number: u64) -> Self {
        let practitioner = PractitionerBuilder::new().build();
        Self(Appointment {
            id: id(number),
            v: 1,
            patient_id: PatientBuilder::new().build().id,
            practitioner_id: practitioner.id,
            practitioner_name: practitioner.details.name,
            interval: Interval::from(at("2026-11-24", "10:00"), minutes(30)),
            reason: "Consultation".into(),
            reason_of: None,
            status: Status::Confirmed,
            cancellation: None,
            attendance: Attendance::default(),
            replaces: None,
            double_booked: false,
            op_id: id(number),
            created_by: "claire".to_owned(),
            created_at: now(),
            updated_at: now(),
        })
    }

    /// Another id.
    #[must_use]
    pub fn with_id(mut self, id: AppointmentId) -> Self {
        self.0.id = id;
        self
    }

    /// At version `v`.
    #[must_use]
    pub fn with_v(mut self, v: u32) -> Self {
        self.0.v = v;
        self
    }

    /// Booked by another operation.
    #[must_use]
    pub fn with_op(mut self, op: OpId) -> Self {
        self.0.op_id = op;
        self
    }

    /// With the reason of another appointment, as it is sealed for that one.
    #[must_use]
    pub fn with_reason_of(mut self, other: AppointmentId, sealed: Confidential) -> Self {
        self.0.reason = sealed;
        self.0.reason_of = Some(other);
        self
    }

    /// Starts at another moment, for as long as before.
    #[must_use]
    pub fn with_start(mut self, start: DateTime<Utc>) -> Self {
        let interval = self.0.interval;
        self.0.interval = Interval {
            start,
            end: start + (interval.end - interval.start),
        };
        self
    }

    /// Lasts another number of minutes, a multiple of 5.
    #[must_use]
    pub fn with_minutes(mut self, number: u32) -> Self {
        self.0.interval = Interval::from(self.0.interval.start, minutes(number));
        self
    }

    /// Of another patient.
    #[must_use]
    pub fn with_patient(mut self, patient: &Patient) -> Self {
        self.0.patient_id = patient.id;
        self
    }

    /// With another practitioner.
    #[must_use]
    pub fn with_practitioner(mut self, practitioner: &Practitioner) -> Self {
        self.0.practitioner_id = practitioner.id;
        self.0
            .practitioner_name
            .clone_from(&practitioner.details.name);
        self
    }

    /// For another reason.
    #[must_use]
    pub fn with_reason(mut self, reason: &str) -> Self {
        self.0.reason = reason.into();
        self
    }

    /// In another status; a cancelled one says who cancelled it and why.
    #[must_use]
    pub fn with_status(mut self, status: Status) -> Self {
        self.0.status = status;
        self.0.cancellation = match status {
            Status::Confirmed | Status::Absent => None,
            Status::Cancelled => Some(cancellation("Empêchement du patient")),
            Status::CancelledByDoctor => Some(cancellation("Médecin absent")),
        };
        self
    }

    /// Cancelled because the doctor is not there, at another moment.
    #[must_use]
    pub fn cancelled_by_doctor(self, at: DateTime<Utc>) -> Self {
        let mut cancelled = self.with_status(Status::CancelledByDoctor);
        if let Some(cancellation) = &mut cancelled.0.cancellation {
            cancellation.at = at;
        }
        cancelled
    }

    /// Ticked off the call-back list at this moment; only of a cancelled one.
    #[must_use]
    pub fn closed(mut self, at: DateTime<Utc>) -> Self {
        let cancellation = self.0.cancellation.as_mut();
        cancellation
            .expect("only who was cancelled is called back")
            .closed = Some(Closed {
            by: "claire".to_owned(),
            at,
        });
        self
    }

    /// The patient came at this moment.
    #[must_use]
    pub fn arrived(mut self, at: DateTime<Utc>) -> Self {
        self.0.attendance.arrived_at = Some(at);
        self
    }

    /// The consultation began at this moment.
    #[must_use]
    pub fn called_in(mut self, at: DateTime<Utc>) -> Self {
        self.0.attendance.called_in_at = Some(at);
        self
    }

    /// The consultation ended at this moment.
    #[must_use]
    pub fn finished(mut self, at: DateTime<Utc>) -> Self {
        self.0.attendance.finished_at = Some(at);
        self
    }

    /// In place of a cancelled one.
    #[must_use]
    pub fn replacing(mut self, cancelled: AppointmentId) -> Self {
        self.0.replaces = Some(cancelled);
        self
    }

    /// Booked by another user.
    #[must_use]
    pub fn with_created_by(mut self, username: &str) -> Self {
        username.clone_into(&mut self.0.created_by);
        self
    }

    /// The appointment.
    #[must_use]
    pub fn build(self) -> Appointment {
        self.0
    }
}

impl Default for AppointmentBuilder {
    fn default() -> Self {
        Self::new()
    }
}

fn minutes(number: u32) -> Minutes {
    Minutes::parse(number).unwrap_or_else(|rule| panic!("{number} minutes: {rule:?}"))
}

fn cancellation(reason: &str) -> Cancellation {
    Cancellation {
        by: "claire".to_owned(),
        at: now(),
        reason: reason.to_owned(),
        closed: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builders::ZONE;
    use medigest_domain::appointment::placement::place;

    #[test]
    fn the_default_appointment_could_be_booked_now() {
        let appointment = AppointmentBuilder::new().build();
        let local = appointment.interval.start.with_timezone(&ZONE);
        let placed = place(
            ZONE,
            local.date_naive(),
            local.time(),
            minutes(appointment.minutes()),
            now(),
        );
        assert_eq!(placed, Ok(appointment.interval));
    }

    #[test]
    fn moving_keeps_the_length() {
        let appointment = AppointmentBuilder::new()
            .with_minutes(45)
            .with_start(at("2026-11-25", "09:00"))
            .build();
        assert_eq!(appointment.interval.end, at("2026-11-25", "09:45"));
    }
}
