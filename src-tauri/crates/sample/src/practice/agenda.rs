//! The appointments: each practitioner's days filled as a busy practice's are, never two at once.

use std::collections::HashSet;

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;
use fastrand::Rng;
use medigest_domain::absence::Absence;
use medigest_domain::appointment::{Appointment, Attendance, Cancellation, Status};
use medigest_domain::id::{AppointmentId, OpId, PatientId};
use medigest_domain::patient::Patient;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::settings::opens_on;
use medigest_domain::time::{Interval, Minutes, local_day};

use super::chance::{IdMaker, any, happens};
use super::people::Person;
use super::staff::{RECEPTIONIST, speciality_of};
use super::visits::GRACE;

/// An appointment is booked at most this long before.
pub(super) const LONGEST_NOTICE_DAYS: u64 = 30;

/// What the agenda is made of.
pub(super) struct Agenda<'a> {
    pub(super) practitioners: &'a [Practitioner],
    pub(super) people: &'a [Person],
    pub(super) patients: &'a [Patient],
    /// Nobody is booked into them.
    pub(super) absences: &'a [Absence],
    pub(super) today: NaiveDate,
    pub(super) zone: Tz,
    pub(super) seed: u64,
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
        let mut ids = IdMaker::<b'A'>::new(self.seed);
        let mut appointments = Vec::new();
        let first = self.today - Days::new(days);
        for day in first.iter_days().take(2 * days as usize + 1) {
            let mut seen = HashSet::new();
            for practitioner in 0..self.practitioners.len() {
                for slot in self.slots(practitioner, day, rng) {
                    self.give(&slot, &mut seen, &mut ids, rng, &mut appointments);
                }
            }
        }
        appointments
    }

    /// The times a practitioner gives on one day: two thirds to six sevenths of the sessions.
    fn slots(&self, practitioner: usize, day: NaiveDate, rng: &mut Rng) -> Vec<Slot> {
        let ill = self.falls_ill(practitioner, day, rng);
        let density = 0.66 + 0.2 * rng.f64();
        let mut slots = Vec::new();
        let sessions = self.sessions(practitioner, day);
        for (number, session) in (1..).zip(&sessions) {
            let away = ill && number == sessions.len();
            let mut start = session.start;
            loop {
                let (reason, minutes) = any(rng, speciality_of(practitioner).reasons);
                let length = Minutes::parse(minutes).expect("the reasons stand on the grid");
                let interval = Interval::from(start, length);
                if interval.end > session.end {
                    break;
                }
                start = interval.end;
                let is_given = happens(rng, density);
                if is_given && !self.is_away(practitioner, interval) {
                    slots.push(Slot {
                        practitioner,
                        day,
                        interval,
                        reason,
                        status: self.status(day, away, rng),
                    });
                }
            }
        }
        slots
    }

    fn is_away(&self, practitioner: usize, interval: Interval) -> bool {
        let id = self.practitioners[practitioner].id;
        let mut absences = self.absences.iter();
        absences.any(|absence| absence.hits(id, interval))
    }

    /// The sessions of a day: the opening hours, but only every other Saturday's morning and no Sunday's. Today is
    /// a weekday whatever its name.
    fn sessions(&self, practitioner: usize, day: NaiveDate) -> Vec<Interval> {
        let hours = self.practitioners[practitioner].opening_hours();
        let mut sessions = hours.on(self.zone, day);
        let on_duty = (practitioner / 2 + day.iso_week().week() as usize).is_multiple_of(2);
        match day.weekday() {
            _ if day == self.today => {}
            Weekday::Sat if on_duty => sessions.truncate(1),
            Weekday::Sat | Weekday::Sun => sessions.clear(),
            _ => {}
        }
        sessions
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

    /// Whether a practitioner falls ill before the last session of the day. The last one certainly did a week ago and will in a few days, so
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
            Status::Absent => Some(slot.interval.start + GRACE),
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
            reason: slot.reason.into(),
            status,
            cancellation,
            attendance: Attendance::default(),
            replaces: None,
            reason_of: None,
            double_booked: false,
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

/// `day`, or the Monday after when it falls on a weekend.
fn weekday_near(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => day + Days::new(2),
        Weekday::Sun => day + Days::new(1),
        _ => day,
    }
}
