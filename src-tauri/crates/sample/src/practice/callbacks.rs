//! The call-back list: of the patients the doctor cancelled, two still wait for a call, one has another
//! appointment, the others were reached.

use chrono::{DateTime, Days, Duration, Utc};
use chrono_tz::Tz;
use fastrand::Rng;
use medigest_domain::absence::Absence;
use medigest_domain::appointment::free::Availability;
use medigest_domain::appointment::{Appointment, Attendance, Closed, Status};
use medigest_domain::id::{AppointmentId, OpId};
use medigest_domain::practitioner::Practitioner;
use medigest_domain::time::{Interval, Minutes};

use super::chance::IdMaker;
use super::staff::RECEPTIONIST;

/// Patients who wait for a call.
const OPEN: usize = 2;
/// How long after the cancellation the first call was made.
const FIRST_CALL: Duration = Duration::minutes(20);

/// What a call-back needs to know.
pub(super) struct Callbacks<'a> {
    pub(super) practitioners: &'a [Practitioner],
    pub(super) absences: &'a [Absence],
    pub(super) zone: Tz,
    /// The local day of the demo; who was cancelled on it or later comes first on the list.
    pub(super) today: Interval,
    pub(super) seed: u64,
}

impl Callbacks<'_> {
    /// Settles all but two, one of them by another appointment.
    pub(super) fn settle(&self, appointments: &mut Vec<Appointment>, rng: &mut Rng) {
        let mut cancelled: Vec<usize> = (0..appointments.len())
            .filter(|index| appointments[*index].status == Status::CancelledByDoctor)
            .collect();
        cancelled.sort_by_key(|index| {
            let start = appointments[*index].interval.start;
            (start < self.today.start, start)
        });
        let mut settled = cancelled.into_iter().skip(OPEN);
        let replacement = settled
            .next()
            .and_then(|index| self.replacement(&appointments[index], appointments));
        for index in settled {
            close(&mut appointments[index], rng);
        }
        appointments.extend(replacement);
    }

    /// Another appointment for the patient, as near as possible to the same time on the next free day.
    fn replacement(&self, cancelled: &Appointment, all: &[Appointment]) -> Option<Appointment> {
        let practitioner = cancelled.practitioner_id;
        let hours = self.practitioners.iter().find(|p| p.id == practitioner)?;
        let booked = all.iter().filter(|row| {
            let shares = row.practitioner_id == practitioner;
            row.blocks() && (shares || row.patient_id == cancelled.patient_id)
        });
        let away = self.absences.iter().filter(|a| a.concerns(practitioner));
        let taken = booked
            .map(|row| row.interval)
            .chain(away.map(|absence| absence.interval))
            .collect();
        let length = Minutes::parse(cancelled.minutes()).ok()?;
        let next_day = cancelled.interval.start + Days::new(1);
        let interval = Availability::new(self.zone, hours.opening_hours(), taken)
            .nearest(next_day, length, self.today.end, 1)
            .pop()?;
        let created_at = called_at(cancelled)?;
        let id = IdMaker::<b'B'>::new(self.seed).next(created_at);
        Some(Appointment {
            id: AppointmentId::from_bytes(id),
            v: 1,
            interval,
            status: Status::Confirmed,
            cancellation: None,
            attendance: Attendance::default(),
            replaces: Some(cancelled.id),
            op_id: OpId::from_bytes(id),
            created_at,
            updated_at: created_at,
            ..cancelled.clone()
        })
    }
}

fn called_at(cancelled: &Appointment) -> Option<DateTime<Utc>> {
    let cancellation = cancelled.cancellation.as_ref()?;
    Some(cancellation.at + FIRST_CALL)
}

/// Ticks the patient off: reached, and needs no other appointment.
fn close(cancelled: &mut Appointment, rng: &mut Rng) {
    let Some(at) = called_at(cancelled) else {
        return;
    };
    let at = at + Duration::minutes(rng.i64(0..60));
    if let Some(cancellation) = &mut cancelled.cancellation {
        cancellation.closed = Some(Closed {
            by: RECEPTIONIST.to_owned(),
            at,
        });
        cancelled.v += 1;
        cancelled.updated_at = at;
    }
}
