//! What the program prints: accounts for people, ids for the end-to-end tests.

use std::fmt::Write;

use chrono_tz::Tz;
use medigest_domain::appointment::Appointment;
use medigest_sample::{SamplePractice, Scene};
use serde_json::{Value, json};

use crate::base::Base;

/// Where the practice is, how large, and who may sign in.
pub(crate) fn demo(base: &Base<'_>, practice: &SamplePractice, password: &str) -> String {
    let mut report = format!(
        "{base}: {} practitioners, {} patients, {} appointments\n",
        practice.practitioners.len(),
        practice.patients.len(),
        practice.appointments.len()
    );
    for user in &practice.users {
        let (name, role) = (user.username.as_str(), user.role.stored());
        // Writing to a string cannot fail.
        let _ = writeln!(report, "  {name:<8} {role:<15} {password}");
    }
    report
}

/// The scene as one line of JSON; dates and times are local.
pub(crate) fn scene(scene: &Scene, password: &str) -> String {
    let practice = &scene.practice;
    let zone = practice.settings.zone;
    let users = practice.users.iter().map(|user| {
        json!({
            "id": user.id.to_string(),
            "username": user.username.as_str(),
            "role": user.role.stored(),
        })
    });
    let practitioners = practice.practitioners.iter().map(|practitioner| {
        json!({ "id": practitioner.id.to_string(), "name": practitioner.details.name })
    });
    let patients = practice.patients.iter().map(|patient| {
        json!({
            "id": patient.id.to_string(),
            "lastName": patient.details.last_name.as_str(),
            "firstName": patient.details.first_name.as_str(),
        })
    });
    let line = json!({
        "zone": zone.name(),
        "password": password,
        "users": users.collect::<Value>(),
        "practitioners": practitioners.collect::<Value>(),
        "patients": patients.collect::<Value>(),
        "begun": appointment(&scene.begun, zone),
        "soon": appointment(&scene.soon, zone),
        "later": scene.later.each_ref().map(|later| appointment(later, zone)),
        "colleague": appointment(&scene.colleague, zone),
    });
    format!("{line}\n")
}

fn appointment(appointment: &Appointment, zone: Tz) -> Value {
    let start = appointment.interval.start.with_timezone(&zone);
    json!({
        "id": appointment.id.to_string(),
        "patientId": appointment.patient_id.to_string(),
        "practitionerId": appointment.practitioner_id.to_string(),
        "date": start.format("%Y-%m-%d").to_string(),
        "time": start.format("%H:%M").to_string(),
        "minutes": appointment.minutes(),
    })
}
