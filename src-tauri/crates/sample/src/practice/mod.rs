//! The sample practice: a plausible French practice of any size, the same for the same seed and day; only what
//! was noted of today's visits follows the time of day.

mod absences;
mod agenda;
mod callbacks;
mod chance;
mod delays;
mod files;
mod hours;
mod names;
mod people;
mod secured;
mod specialities;
mod staff;
mod visits;

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Days, Duration, Utc};
use chrono_tz::Tz;
use fastrand::Rng;
use medigest_domain::absence::Absence;
use medigest_domain::appointment::Appointment;
use medigest_domain::delay::DelayReport;
use medigest_domain::id::PatientId;
use medigest_domain::keys::KeyCabinet;
use medigest_domain::patient::Patient;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::settings::Settings;
use medigest_domain::time::local_day;
use medigest_domain::user::User;

use self::agenda::{Agenda, LONGEST_NOTICE_DAYS};
use self::callbacks::Callbacks;
use self::visits::Noting;

/// How large a sample practice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Practitioners: up to 12 have specialities and colours of their own.
    pub practitioners: u32,
    /// Patients' files.
    pub patients: u32,
    /// Weeks of appointments, half of them before today.
    pub weeks: u32,
}

impl Default for Size {
    /// The practice of the demo.
    fn default() -> Self {
        Self {
            practitioners: 8,
            patients: 2_000,
            weeks: 6,
        }
    }
}

/// A whole practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamplePractice {
    /// One account per role: `admin`, `claire` (reception), `martine` (manager) and `drhouse`, the first
    /// practitioner. Nobody can sign in before [`SamplePractice::secured`].
    pub users: Vec<User>,
    /// Practitioners, all active, each with their own weekly hours.
    pub practitioners: Vec<Practitioner>,
    /// Files, with the visits of their appointments.
    pub patients: Vec<Patient>,
    /// Appointments, day by day; those of past days and of today up to now with the steps of their visits. Two
    /// patients whose doctor fell ill wait for a call, a third has another appointment.
    pub appointments: Vec<Appointment>,
    /// The first practitioner's delay of today, while they have patients to see.
    pub delays: Vec<DelayReport>,
    /// An absence next week and a closure after it.
    pub absences: Vec<Absence>,
    /// Name and zone.
    pub settings: Settings,
    /// The practice's keys; none before [`SamplePractice::secured`].
    pub keys: Option<KeyCabinet>,
}

impl SamplePractice {
    /// The practice of `seed` on the local day of `now`, with today's visits as far as they have got by then.
    #[must_use]
    pub fn generate(seed: u64, now: DateTime<Utc>, zone: Tz, size: Size) -> Self {
        let today = now.with_timezone(&zone).date_naive();
        // Each part draws from its own source, so that more patients do not change the practitioners.
        let mut source = Rng::with_seed(seed ^ u64::from(today.num_days_from_ce().unsigned_abs()));
        let (mut staff, mut people, mut files, mut agenda, mut calls) = (
            source.fork(),
            source.fork(),
            source.fork(),
            source.fork(),
            source.fork(),
        );

        let days = u64::from(size.weeks) * 7 / 2;
        let bounds = local_day(zone, today);
        let known_by = bounds.start - Duration::days((days + LONGEST_NOTICE_DAYS + 1) as i64);
        let founded = known_by - Days::new(3_650);
        let practitioners = staff::practitioners(
            size.practitioners,
            seed,
            today.weekday(),
            founded,
            &mut staff,
        );
        let absences = absences::absences(
            &practitioners,
            today,
            zone,
            seed,
            bounds.start - ABSENCES_NOTED,
        );
        let people = people::people(size.patients, today, &mut people);
        let mut patients = files::files(&people, seed, today, known_by, &mut files);
        let mut appointments = Agenda {
            practitioners: &practitioners,
            people: &people,
            patients: &patients,
            absences: &absences,
            today,
            zone,
            seed,
        }
        .fill(days, &mut agenda);
        Callbacks {
            practitioners: &practitioners,
            absences: &absences,
            zone,
            today: bounds,
            seed,
        }
        .settle(&mut appointments, &mut calls);
        let late = practitioners.first();
        Noting {
            zone,
            today: bounds,
            now,
            late: late.map(|practitioner| practitioner.id),
            seed,
        }
        .note(&mut appointments);
        enter_visits(&mut patients, &appointments);
        let delay =
            late.and_then(|late| delays::delay(late, &appointments, today, zone, now, seed));
        Self {
            users: staff::users(&practitioners, seed, founded),
            practitioners,
            patients,
            appointments,
            delays: delay.into_iter().collect(),
            absences,
            keys: None,
            settings: Settings {
                practice_name: "Cabinet médical des Tilleuls".to_owned(),
                ..Settings::in_zone(zone)
            },
        }
    }
}

/// How long before today absences were noted: well before anybody was booked into them.
const ABSENCES_NOTED: Duration = Duration::days(60);

/// Writes each appointment into its patient's file.
fn enter_visits(patients: &mut [Patient], appointments: &[Appointment]) {
    let mut files: HashMap<PatientId, &mut Patient> =
        patients.iter_mut().map(|file| (file.id, file)).collect();
    for appointment in appointments {
        if let Some(file) = files.get_mut(&appointment.patient_id) {
            file.visits.push(appointment.visit());
        }
    }
}
