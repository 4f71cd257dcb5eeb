//! The appointments: each practitioner's days filled as a busy practice's are, never two at once.

use std::collections::HashSet;

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;
use fastrand::Rng;
use medigest_domain::appointment::{Appointment, Attendance, Cancellation, Status};
use medigest_domain::id::{AppointmentId, OpId, PatientId};
use medigest_domain::patient::Patient;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::settings::opens_on;
use medigest_domain::time::{Interval, Minutes, instant, local_day};

use super::chance::{IdMaker, any, happens};
use super::people::Person;
use super::staff::{RECEPTIONIST, speciality_of};

/// An appointment is booked at most this long before.
pub(super) const LONGEST_NOTICE_DAYS: u64 = 30;

/// What the agenda is made of.
pub(super) struct Agenda<'a> {
    pub(super) practitioners: &'a [Practitioner],
    pub(super) people: &'a [Person],
    pub(super) patients: &'a [Patient],
    pub(super) today: NaiveDate,
    pub(super) zone: Tz,
    pub(super) seed: u64,
}

/// A stretch of work, as minutes of the local day.
type Session = (u32, u32);

/// How a practitioner works.
struct Habits {
    morning: Session,
    afternoon: Session,
}

/// A time of one practitioner's day that is given to somebody.
struct Slot {
    /// Index of the practitioner.
    practitioner: usize,
    day: NaiveDate,
    interval: Interval,
    reason: &'static str,
    /// What becomes of its first appointment.
    status: Status,
}

impl Agenda<'_> {
    /// The appointments of the days up to `days` before and after today, day by day. A patient has at most one a
    /// day, and a practitioner's times follow each other, so that none overlaps.
    pub(super) fn fill(&self, days: u64, rng: &mut Rng) -> Vec<Appointment> {
        let habits: Vec<Habits> = self.practitioners.iter().map(|_| habits(rng)).collect();
        let mut ids = IdMaker::<b'A'>::new(self.seed);
        let mut appointments = Vec::new();
        let first = self.today - Days::new(days);
        for day in first.iter_days().take(2 * days as usize + 1) {
            let mut seen = HashSet::new();
            for (practitioner, habits) in habits.iter().enumerate() {
                for slot in self.slots(practitioner, habits, day, rng) {
                    self.give(&slot, &mut seen, &mut ids, rng, &mut appointments);
                }
            }
        }
        appointments
    }

    /// The times a practitioner gives on one day: two thirds to six sevenths of the sessions.
    fn slots(
        &self,
        practitioner: usize,
        habits: &Habits,
        day: NaiveDate,
        rng: &mut Rng,
    ) -> Vec<Slot> {
        let ill = self.falls_ill(practitioner, day, rng);
        let density = 0.66 + 0.2 * rng.f64();
        let mut slots = Vec::new();
        for (from, to) in self.sessions(habits, practitioner, day) {
            let away = ill && (from, to) == habits.afternoon;
            let mut minute = from;
            loop {
                let (reason, minutes) = any(rng, speciality_of(practitioner).reasons);
                if minute + minutes > to {
                    break;
                }
                let start = instant(self.zone, day, time_of_day(minute));
                minute += minutes;
                // No zone changes its clocks in opening hours; if one ever does, that time is left free.
                if let (Ok(start), true) = (start, happens(rng, density)) {
                    let length = Minutes::parse(minutes).expect("the reasons stand on the grid");
                    slots.push(Slot {
                        practitioner,
                        day,
                        interval: Interval::from(start, length),
                        reason,
                        status: self.status(day, away, rng),
                    });
                }
            }
        }
        slots
    }

    /// The sessions of a day: two on weekdays, a morning on every other Saturday, none on Sunday. Today is a
    /// weekday whatever its name, so that the demo never opens on an empty planning.
    fn sessions(&self, habits: &Habits, practitioner: usize, day: NaiveDate) -> Vec<Session> {
        let on_duty = (practitioner + day.iso_week().week() as usize).is_multiple_of(2);
        match day.weekday() {
            _ if day == self.today => vec![habits.morning, habits.afternoon],
            Weekday::Sun => Vec::new(),
            Weekday::Sat if on_duty => vec![habits.morning],
            Weekday::Sat => Vec::new(),
            _ => vec![habits.morning, habits.afternoon],
        }
    }

    /// Books the time for somebody; a time that they give back often goes to another.
    fn give(
        &self,
        slot: &Slot,
        seen: &mut HashSet<usize>,
        ids: &mut IdMaker<b'A'>,
        rng: &mut Rng,
        appointments: &mut Vec<Appointment>,
    ) {
        let Some(patient) = self.somebody(slot, seen, rng) else {
            return;
        };
        let first = self.appointment(slot, patient, slot.status, None, ids, rng);
        let given_back = match (&first.cancellation, first.status) {
            (Some(cancellation), Status::Cancelled) => Some(cancellation.at),
            _ => None,
        };
        appointments.push(first);
        if given_back.is_some()
            && happens(rng, 0.5)
            && let Some(other) = self.somebody(slot, seen, rng)
        {
            let second = self.appointment(slot, other, Status::Confirmed, given_back, ids, rng);
            appointments.push(second);
        }
    }

    /// Somebody the speciality sees who has no appointment on this day yet; none if nobody turns up.
    fn somebody(&self, slot: &Slot, seen: &mut HashSet<usize>, rng: &mut Rng) -> Option<PatientId> {
        let audience = speciality_of(slot.practitioner).audience;
        (0..50)
            .map(|_| rng.usize(..self.people.len().max(1)))
            .find(|candidate| {
                let person = self.people.get(*candidate);
                person.is_some_and(|person| audience.includes(person, slot.day))
                    && seen.insert(*candidate)
            })
            .map(|candidate| self.patients[candidate].id)
    }

    /// Whether a practitioner falls ill at noon. The last one certainly did a week ago and will in a few days, so
    /// that every practice shows it.
    fn falls_ill(&self, practitioner: usize, day: NaiveDate, rng: &mut Rng) -> bool {
        let certainly = practitioner + 1 == self.practitioners.len()
            && [self.today - Days::new(8), self.today + Days::new(4)]
                .map(weekday_near)
                .contains(&day);
        let by_chance = happens(rng, 0.008);
        certainly || (by_chance && day != self.today)
    }

    fn status(&self, day: NaiveDate, away: bool, rng: &mut Rng) -> Status {
        let past = day < self.today;
        match rng.u32(..100) {
            0..6 => Status::Cancelled,
            6..10 if past && !away => Status::Absent,
            _ if away => Status::CancelledByDoctor,
            _ => Status::Confirmed,
        }
    }

    fn appointment(
        &self,
        slot: &Slot,
        patient_id: PatientId,
        status: Status,
        free_since: Option<DateTime<Utc>>,
        ids: &mut IdMaker<b'A'>,
        rng: &mut Rng,
    ) -> Appointment {
        // Everything that happened did so before today: a base of this morning knows nothing of the afternoon.
        let yesterday = self.today - Days::new(1);
        let notice = Days::new(rng.u64(1..=LONGEST_NOTICE_DAYS));
        let created_at = self.office_hour((slot.day - notice).min(yesterday), rng);
        let created_at = free_since.map_or(created_at, |free| free.max(created_at));
        let cancelled_at = self.office_hour((slot.day - Days::new(1)).min(yesterday), rng);
        let cancellation = |reason: &str| Cancellation {
            by: RECEPTIONIST.to_owned(),
            at: cancelled_at.max(created_at),
            reason: reason.to_owned(),
            closed: None,
        };
        let cancellation = match status {
            Status::Confirmed | Status::Absent => None,
            Status::Cancelled => Some(cancellation(any(rng, &CANCELLED_BECAUSE))),
            Status::CancelledByDoctor => Some(cancellation("Médecin souffrant")),
        };
        let changed_at = match status {
            Status::Confirmed => None,
            Status::Absent => Some(slot.interval.start + Duration::minutes(15)),
            Status::Cancelled | Status::CancelledByDoctor => {
                cancellation.as_ref().map(|cancellation| cancellation.at)
            }
        };
        let practitioner = &self.practitioners[slot.practitioner];
        let id = ids.next(created_at);
        Appointment {
            id: AppointmentId::from_bytes(id),
            v: if changed_at.is_some() { 2 } else { 1 },
            patient_id,
            practitioner_id: practitioner.id,
            practitioner_name: practitioner.details.name.clone(),
            interval: slot.interval,
            reason: slot.reason.to_owned(),
            status,
            cancellation,
            attendance: Attendance::default(),
            replaces: None,
            op_id: OpId::from_bytes(id),
            created_by: RECEPTIONIST.to_owned(),
            created_at,
            updated_at: changed_at.unwrap_or(created_at),
        }
    }

    /// A moment at which the reception could have written: on `day`, or on the Saturday before a Sunday.
    fn office_hour(&self, day: NaiveDate, rng: &mut Rng) -> DateTime<Utc> {
        let open = if opens_on(day.weekday()) {
            day
        } else {
            day - Days::new(1)
        };
        local_day(self.zone, open).start + Duration::minutes(rng.i64(8 * 60..18 * 60))
    }
}

/// What patients say on the phone; the last one says nothing.
const CANCELLED_BECAUSE: [&str; 6] = [
    "Empêchement du patient",
    "Le patient a appelé : guéri",
    "Problème de transport",
    "Enfant malade",
    "Rendez-vous pris ailleurs",
    "",
];

fn habits(rng: &mut Rng) -> Habits {
    Habits {
        morning: (any(rng, &[480, 510, 540]), any(rng, &[720, 750])),
        afternoon: (any(rng, &[810, 840]), any(rng, &[1_050, 1_080, 1_140])),
    }
}

/// `day`, or the Monday after when it falls on a weekend.
fn weekday_near(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => day + Days::new(2),
        Weekday::Sun => day + Days::new(1),
        _ => day,
    }
}

fn time_of_day(minute: u32) -> NaiveTime {
    NaiveTime::MIN + Duration::minutes(i64::from(minute))
}
