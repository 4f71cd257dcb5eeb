//! The scene of the end-to-end tests: a tiny practice in which something is due around the real time of the run.

use chrono::{DateTime, Duration, DurationRound, Utc};
use medigest_domain::appointment::Appointment;
use medigest_domain::patient::Patient;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::role::Role;
use medigest_domain::settings::Settings;
use medigest_domain::time::TICK_MINUTES;
use medigest_domain::user::User;

use crate::SamplePractice;
use crate::builders::{AppointmentBuilder, PatientBuilder, PractitionerBuilder, UserBuilder, ZONE};

/// A practice of two practitioners and three patients, with two appointments of five minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// All of it, in Europe/Paris; nobody can sign in before [`SamplePractice::with_passwords`].
    pub practice: SamplePractice,
    /// Confirmed, began 10 to 15 minutes ago: its patient can be marked absent.
    pub begun: Appointment,
    /// Confirmed, starts in 20 to 25 minutes: it is locked.
    pub soon: Appointment,
}

impl Scene {
    /// The scene at `now`.
    ///
    /// # Panics
    /// Never on a date that a test can run on.
    #[must_use]
    pub fn at(now: DateTime<Utc>) -> Self {
        let opened = now - Duration::days(1);
        let practitioners = [
            ("Dr. House", "Médecine générale", "#0d8a7e"),
            ("Dr. Lefèvre", "Cardiologie", "#3576f0"),
        ];
        let practitioners: Vec<Practitioner> = (1..)
            .zip(practitioners)
            .map(|(number, (name, speciality, color))| Practitioner {
                created_at: opened,
                ..PractitionerBuilder::numbered(number)
                    .with_name(name)
                    .with_speciality(speciality)
                    .with_color(color)
                    .build()
            })
            .collect();
        let mut patients = patients(opened);

        let tick = Duration::minutes(TICK_MINUTES.into());
        let grid = now
            .duration_trunc(tick)
            .expect("the moment is far from the ends of time");
        let appointment = |number: u64, patient: &Patient, minutes: i64| Appointment {
            created_at: opened,
            updated_at: opened,
            ..AppointmentBuilder::numbered(number)
                .with_patient(patient)
                .with_practitioner(&practitioners[0])
                .with_start(grid + Duration::minutes(minutes))
                .with_minutes(TICK_MINUTES)
                .build()
        };
        let begun = appointment(1, &patients[1], -10);
        let soon = appointment(2, &patients[2], 25);
        patients[1].visits.push(begun.visit());
        patients[2].visits.push(soon.visit());
        Self {
            practice: SamplePractice {
                users: users(&practitioners[0], opened),
                practitioners,
                patients,
                appointments: vec![begun.clone(), soon.clone()],
                delays: Vec::new(),
                absences: Vec::new(),
                settings: Settings::in_zone(ZONE),
            },
            begun,
            soon,
        }
    }
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
    use medigest_domain::time::on_grid;

    #[test]
    fn one_patient_can_be_marked_absent_and_one_appointment_is_locked_at_any_time_of_day() {
        for time in ["00:00", "00:05", "09:59", "12:00", "23:33", "23:55"] {
            for seconds in [0, 61, 299] {
                let now = at("2026-11-24", time) + Duration::seconds(seconds);
                let Scene { begun, soon, .. } = Scene::at(now);
                assert_eq!(
                    begun.action_state(Change::MarkAbsent, now, ZONE),
                    ActionState::Allowed
                );
                assert_eq!(
                    soon.action_state(Change::Reschedule, now, ZONE),
                    ActionState::Locked
                );
                let ahead = (soon.interval.start - now).num_seconds();
                assert!((20 * 60..=25 * 60).contains(&ahead), "{time}+{seconds}");
            }
        }
    }

    #[test]
    fn its_appointments_stand_on_the_grid_within_one_local_day() {
        for minute in 0..24 * 60 {
            let now = at("2026-11-24", "00:00") + Duration::minutes(minute);
            for appointment in Scene::at(now).practice.appointments {
                let start = appointment.interval.start.with_timezone(&ZONE);
                let last = (appointment.interval.end - Duration::seconds(1)).with_timezone(&ZONE);
                assert!(on_grid(start.time()), "{start}");
                assert_eq!(start.date_naive(), last.date_naive());
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
