//! What was noted of visits: who came when, who was called in, who never came. Past days are complete; today has
//! got as far as the time of day.

use std::collections::HashMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use fastrand::Rng;
use medigest_domain::appointment::{Appointment, Attendance, Status};
use medigest_domain::id::PractitionerId;
use medigest_domain::time::Interval;

use super::chance::happens;

/// A patient who is not there this long after the start is marked absent.
pub(super) const GRACE: Duration = Duration::minutes(15);
/// How late the practitioner who runs late today begins.
const LATE_START: Duration = Duration::minutes(15);

/// What is noted at a moment.
pub(super) struct Noting {
    /// Of the practice.
    pub(super) zone: Tz,
    /// The local day of the demo.
    pub(super) today: Interval,
    /// Now.
    pub(super) now: DateTime<Utc>,
    /// Who begins late today.
    pub(super) late: Option<PractitionerId>,
    pub(super) seed: u64,
}

impl Noting {
    /// Notes the steps of every visit up to now. A patient's own chance decides, so that an hour later the same
    /// day has merely gone on.
    pub(super) fn note(&self, appointments: &mut [Appointment]) {
        let mut due: Vec<&mut Appointment> = appointments
            .iter_mut()
            .filter(|row| row.status == Status::Confirmed && row.interval.start < self.today.end)
            .collect();
        due.sort_by_key(|row| row.interval.start);
        let mut free_from: HashMap<(PractitionerId, NaiveDate), DateTime<Utc>> = HashMap::new();
        for row in due {
            let rng = &mut self.chance_of(row);
            // Whose past day it is was decided with the appointment.
            if row.interval.start >= self.today.start && happens(rng, 0.05) {
                self.mark_absent(row);
                continue;
            }
            let day = row.interval.start.with_timezone(&self.zone).date_naive();
            let free = free_from
                .entry((row.practitioner_id, day))
                .or_insert_with(|| self.begins(row));
            let visit = visit(row.interval, *free, rng);
            *free = visit.finished_at.unwrap_or(*free);
            self.note_visit(row, visit);
        }
    }

    fn chance_of(&self, row: &Appointment) -> Rng {
        let mut number = [0; 8];
        number.copy_from_slice(&row.id.bytes()[4..]);
        Rng::with_seed(self.seed ^ u64::from_be_bytes(number))
    }

    /// When the practitioner of the day's first patient begins.
    fn begins(&self, first: &Appointment) -> DateTime<Utc> {
        let is_late =
            first.interval.start >= self.today.start && self.late == Some(first.practitioner_id);
        if is_late {
            first.interval.start + LATE_START
        } else {
            first.interval.start
        }
    }

    fn mark_absent(&self, row: &mut Appointment) {
        let at = row.interval.start + GRACE;
        if at <= self.now {
            row.status = Status::Absent;
            row.v += 1;
            row.updated_at = at;
        }
    }

    /// Keeps the steps that have been taken by now: each is a change of the appointment.
    fn note_visit(&self, row: &mut Appointment, visit: Attendance) {
        let taken = |step: Option<DateTime<Utc>>| step.filter(|at| *at <= self.now);
        row.attendance = Attendance {
            arrived_at: taken(visit.arrived_at),
            called_in_at: taken(visit.called_in_at),
            finished_at: taken(visit.finished_at),
        };
        let Attendance {
            arrived_at,
            called_in_at,
            finished_at,
        } = row.attendance;
        for step in [arrived_at, called_in_at, finished_at]
            .into_iter()
            .flatten()
        {
            row.v += 1;
            row.updated_at = step;
        }
    }
}

/// A visit from beginning to end. Most patients are early; the practitioner sees them when both are there, takes
/// a little more or less than planned, and now and then calls in somebody whom nobody noted as arrived.
fn visit(planned: Interval, free: DateTime<Utc>, rng: &mut Rng) -> Attendance {
    let seconds = |rng: &mut Rng, range| Duration::seconds(rng.i64(range));
    let arrived_at = planned.start + seconds(rng, -20 * 60..4 * 60);
    let ready = arrived_at
        .max(free)
        .max(planned.start - Duration::minutes(4));
    let called_in_at = ready + seconds(rng, 30..150);
    let length = (planned.end - planned.start).num_seconds();
    let finished_at = called_in_at + seconds(rng, length * 3 / 4..length * 6 / 5);
    Attendance {
        arrived_at: (!happens(rng, 0.06)).then_some(arrived_at),
        called_in_at: Some(called_in_at),
        finished_at: Some(finished_at),
    }
}
