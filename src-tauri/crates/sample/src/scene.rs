//! The scene of the end-to-end tests: a tiny practice in which something is due around the real time of the run.

use chrono::{DateTime, Duration, DurationRound, Timelike, Utc};
use chrono_tz::Tz;
use medigest_domain::appointment::Appointment;
use medigest_domain::patient::Patient;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::role::Role;
use medigest_domain::settings::Settings;
use medigest_domain::time::TICK_MINUTES;
use medigest_domain::user::User;

use crate::SamplePractice;
use crate::builders::{AppointmentBuilder, PatientBuilder, PractitionerBuilder, UserBuilder};

/// Opening hours of both practitioners: the same every day, so that no run falls on a day off.
const OPEN: (&str, &str) = ("07:00", "21:00");
/// The local hour of the scene, whenever it is written.
const MORNING: i32 = 10;

/// A practice of two practitioners in the middle of a morning: there the day's work lies ahead at any hour a test runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// All of it; nobody can sign in before [`SamplePractice::secured`].
    pub practice: SamplePractice,
    /// Of Dr. House, confirmed, began 10 to 15 minutes ago: its patient can be marked absent.
    pub begun: Appointment,
    /// Of Dr. House, confirmed, starts in 20 to 25 minutes: it is locked.
    pub soon: Appointment,
    /// The rest of Dr. House's day: two in a row, then an hour free, then one more.
    pub later: [Appointment; 3],
    /// Of Dr. Lefèvre, two hours from now.
    pub colleague: Appointment,
}

impl Scene {
    /// The scene at `now`.
    ///
    /// # Panics
    /// Never on a date that a test can run on.
    #[must_use]
    pub fn at(now: DateTime<Utc>) -> Self {
        let opened = now - Duration::days(1);
        let practitioners = practitioners(opened);
        let [house, lefevre] = &practitioners;
        let mut patients = patients(opened);

        let tick = Duration::minutes(TICK_MINUTES.into());
        let grid = now
            .duration_trunc(tick)
            .expect("the moment is far from the ends of time");
        let mut written = Vec::new();
        let mut appointment =
            |patient: usize, practitioner: &Practitioner, from: i64, minutes: u32| {
                let number = written.len() as u64 + 1;
                let appointment = Appointment {
                    created_at: opened,
                    updated_at: opened,
                    ..AppointmentBuilder::numbered(number)
                        .with_patient(&patients[patient])
                        .with_practitioner(practitioner)
                        .with_start(grid + Duration::minutes(from))
                        .with_minutes(minutes)
                        .build()
                };
                patients[patient].visits.push(appointment.visit());
                written.push(appointment.clone());
                appointment
            };
        let begun = appointment(1, house, -10, TICK_MINUTES);
        let soon = appointment(2, house, 25, TICK_MINUTES);
        let later = [
            appointment(3, house, 60, 30),
            appointment(4, house, 90, 30),
            appointment(5, house, 180, 30),
        ];
        let colleague = appointment(6, lefevre, 120, 20);
        Self {
            practice: SamplePractice {
                users: users(house, opened),
                practitioners: practitioners.into(),
                patients,
                appointments: written,
                delays: Vec::new(),
                absences: Vec::new(),
                keys: None,
                settings: Settings::in_zone(zone_of_the_morning(now)),
            },
            begun,
            soon,
            later,
            colleague,
        }
    }
}

/// Where on earth it is between ten and eleven in the morning at `now`.
fn zone_of_the_morning(now: DateTime<Utc>) -> Tz {
    let hour = i32::try_from(now.hour()).expect("an hour is less than 24");
    let ahead = MORNING - hour;
    let ahead = if ahead < -12 { ahead + 24 } else { ahead };
    // These zones count the hours to UTC, not from it.
    format!("Etc/GMT{:+}", -ahead)
        .parse()
        .expect("there is a zone for every hour from -12 to +14")
}

fn practitioners(opened: DateTime<Utc>) -> [Practitioner; 2] {
    let week = [1, 2, 3, 4, 5, 6, 7].map(|weekday| (weekday, OPEN.0, OPEN.1));
    [
        PractitionerBuilder::numbered(1)
            .with_name("Dr. House")
            .with_speciality("Médecine générale")
            .with_color("#0d8a7e"),
        PractitionerBuilder::numbered(2)
            .with_name("Dr. Lefèvre")
            .with_speciality("Cardiologie")
            .with_color("#3576f0"),
    ]
    .map(|practitioner| Practitioner {
        created_at: opened,
        ..practitioner.with_hours(&week).build()
    })
}

fn users(doctor: &Practitioner, opened: DateTime<Utc>) -> Vec<User> {
    [
        UserBuilder::numbered(1)
            .with_username("admin")
            .with_role(Role::Administrator),
        UserBuilder::numbered(2).with_username("claire"),
        UserBuilder::numbered(3)
            .with_username("martine")
            .with_role(Role::Manager),
        UserBuilder::numbered(4)
            .with_username("drhouse")
            .with_practitioner(doctor),
    ]
    .map(|user| User {
        created_at: opened,
        ..user.build()
    })
    .into()
}

fn patients(opened: DateTime<Utc>) -> Vec<Patient> {
    [
        PatientBuilder::numbered(1)
            .with_last_name("Lefèvre")
            .with_first_name("Éloïse")
            .with_birth_date("1991-06-14")
            .with_phone("06 39 98 00 11")
            .with_email("eloise.lefevre@example.org")
            .with_insurance("")
            .with_notes(""),
        PatientBuilder::numbered(2)
            .with_last_name("Dupont")
            .with_first_name("Jean")
            .with_phone("06 39 98 00 12"),
        PatientBuilder::numbered(3)
            .with_last_name("Ben Amar")
            .with_first_name("Sonia")
            .with_birth_date("1978-02-03")
            .with_phone("06 39 98 00 13")
            .with_email("")
            .with_insurance(""),
        PatientBuilder::numbered(4)
            .with_last_name("Martin")
            .with_first_name("Lucas")
            .with_birth_date("1985-09-30")
            .with_phone("06 39 98 00 14"),
        PatientBuilder::numbered(5)
            .with_last_name("Nguyen")
            .with_first_name("Mai")
            .with_birth_date("2001-01-19")
            .with_phone("06 39 98 00 15"),
        PatientBuilder::numbered(6)
            .with_last_name("Petit")
            .with_first_name("Camille")
            .with_birth_date("1949-12-08")
            .with_phone("06 39 98 00 16"),
        PatientBuilder::numbered(7)
            .with_last_name("Durand")
            .with_first_name("Hugo")
            .with_birth_date("2016-05-24")
            .with_phone("06 39 98 00 17"),
    ]
    .map(|patient| Patient {
        created_at: opened,
        updated_at: opened,
        ..patient.build()
    })
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builders::at;
    use medigest_domain::appointment::{ActionState, Change};
    use medigest_domain::hours::covers;
    use medigest_domain::time::on_grid;

    fn at_every_minute_of_a_day() -> impl Iterator<Item = (DateTime<Utc>, Scene)> {
        let midnight = at("2026-11-24", "00:00");
        (0..24 * 60).map(move |minute| {
            let now = midnight + Duration::minutes(minute) + Duration::seconds(minute % 60);
            (now, Scene::at(now))
        })
    }

    #[test]
    fn it_is_a_morning_at_any_hour_and_everything_is_of_that_day() {
        for (now, scene) in at_every_minute_of_a_day() {
            let zone = scene.practice.settings.zone;
            let local = now.with_timezone(&zone);
            assert_eq!(local.hour(), 10, "{now}");
            for appointment in scene.practice.appointments {
                let start = appointment.interval.start.with_timezone(&zone);
                assert!(on_grid(start.time()), "{start}");
                assert_eq!(start.date_naive(), local.date_naive());
            }
        }
    }

    #[test]
    fn one_patient_can_be_marked_absent_and_one_appointment_is_locked() {
        for (now, scene) in at_every_minute_of_a_day() {
            let zone = scene.practice.settings.zone;
            let state =
                |appointment: &Appointment, change| appointment.action_state(change, now, zone);
            assert_eq!(
                state(&scene.begun, Change::MarkAbsent),
                ActionState::Allowed
            );
            assert_eq!(state(&scene.soon, Change::Reschedule), ActionState::Locked);
            for movable in scene.later.iter().chain([&scene.colleague]) {
                assert_eq!(state(movable, Change::Reschedule), ActionState::Allowed);
            }
            let ahead = (scene.soon.interval.start - now).num_seconds();
            assert!((20 * 60..=25 * 60).contains(&ahead), "{now}");
        }
    }

    #[test]
    fn its_appointments_lie_within_opening_hours_and_do_not_overlap() {
        let Scene { practice, .. } = Scene::at(crate::builders::now());
        let zone = practice.settings.zone;
        for one in &practice.appointments {
            let practitioner = practice
                .practitioners
                .iter()
                .find(|practitioner| practitioner.id == one.practitioner_id)
                .unwrap();
            let date = one.interval.start.with_timezone(&zone).date_naive();
            let sessions = practitioner.hours.as_ref().unwrap().on(zone, date);
            assert!(covers(&sessions, one.interval));
            for other in practice
                .appointments
                .iter()
                .filter(|other| other.id != one.id)
            {
                let overlap = one.interval.overlaps(other.interval);
                assert!(!overlap || one.practitioner_id != other.practitioner_id);
                assert_ne!(one.patient_id, other.patient_id);
            }
        }
    }

    #[test]
    fn an_administrator_and_every_other_role_can_sign_in_without_a_new_password() {
        let users = Scene::at(crate::builders::now()).practice.users;
        assert_eq!(users.len(), 4);
        assert!(
            users
                .iter()
                .all(|user| user.active && !user.must_change_password)
        );
    }
}
