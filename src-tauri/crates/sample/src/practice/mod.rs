//! The sample practice: a plausible French practice of any size, the same for the same seed and day.

mod agenda;
mod chance;
mod files;
mod names;
mod people;
mod specialities;
mod staff;

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Days, Duration, Utc};
use chrono_tz::Tz;
use fastrand::Rng;
use medigest_domain::absence::Absence;
use medigest_domain::appointment::Appointment;
use medigest_domain::delay::DelayReport;
use medigest_domain::id::PatientId;
use medigest_domain::patient::Patient;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::settings::Settings;
use medigest_domain::time::local_day;
use medigest_domain::user::{PasswordHash, User};

use self::agenda::{Agenda, LONGEST_NOTICE_DAYS};

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
    /// practitioner. Nobody can sign in before [`SamplePractice::with_passwords`].
    pub users: Vec<User>,
    /// Practitioners, all active.
    pub practitioners: Vec<Practitioner>,
    /// Files, with the visits of their appointments.
    pub patients: Vec<Patient>,
    /// Appointments, day by day.
    pub appointments: Vec<Appointment>,
    /// Delays of today.
    pub delays: Vec<DelayReport>,
    /// Absences and closures to come.
    pub absences: Vec<Absence>,
    /// Name and zone.
    pub settings: Settings,
}

impl SamplePractice {
    /// The practice of `seed` on the local day of `now`; the time of day changes nothing.
    #[must_use]
    pub fn generate(seed: u64, now: DateTime<Utc>, zone: Tz, size: Size) -> Self {
        let today = now.with_timezone(&zone).date_naive();
        // Each part draws from its own source, so that more patients do not change the practitioners.
        let mut source = Rng::with_seed(seed ^ u64::from(today.num_days_from_ce().unsigned_abs()));
        let (mut staff, mut people, mut files, mut agenda) =
            (source.fork(), source.fork(), source.fork(), source.fork());

        let days = u64::from(size.weeks) * 7 / 2;
        let known_by =
            local_day(zone, today).start - Duration::days((days + LONGEST_NOTICE_DAYS + 1) as i64);
        let founded = known_by - Days::new(3_650);
        let practitioners = staff::practitioners(size.practitioners, seed, founded, &mut staff);
        let people = people::people(size.patients, today, &mut people);
        let mut patients = files::files(&people, seed, today, known_by, &mut files);
        let appointments = Agenda {
            practitioners: &practitioners,
            people: &people,
            patients: &patients,
            today,
            zone,
            seed,
        }
        .fill(days, &mut agenda);
        enter_visits(&mut patients, &appointments);
        Self {
            users: staff::users(&practitioners, seed, founded),
            practitioners,
            patients,
            appointments,
            delays: Vec::new(),
            absences: Vec::new(),
            settings: Settings {
                practice_name: "Cabinet médical des Tilleuls".to_owned(),
                ..Settings::in_zone(zone)
            },
        }
    }

    /// Gives every account the password that `hash` hashes, called once for each.
    ///
    /// # Errors
    /// The first of `hash`.
    pub fn with_passwords<E>(
        mut self,
        hash: impl Fn() -> Result<PasswordHash, E>,
    ) -> Result<Self, E> {
        for user in &mut self.users {
            user.password = hash()?;
        }
        Ok(self)
    }
}

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
