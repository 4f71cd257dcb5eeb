//! The sentences of the audit log: in French like the base, with ids instead of patients, no medical content.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use medigest_domain::appointment::Appointment;
use medigest_domain::delay::DelayReport;
use medigest_domain::id::PatientId;
use medigest_domain::permission::Action;
use medigest_domain::practitioner::PractitionerDetails;
use medigest_domain::role::Role;
use medigest_domain::throttle::{LOCK, LOCKS_AT};
use medigest_domain::time::Interval;
use medigest_domain::user::Username;

use crate::proof::Purpose;

pub(crate) fn refused(action: Action) -> String {
    format!("Action refusée : {action:?}")
}

/// The `failures`-th failure in a row.
pub(crate) fn proof_failed(purpose: Purpose, failures: u32) -> String {
    let refused = proof_refused(purpose);
    if failures < LOCKS_AT {
        format!("{refused}, échec n° {failures}")
    } else {
        let minutes = LOCK.num_minutes();
        format!("{refused}, échec n° {failures} : compte bloqué {minutes} minutes")
    }
}

pub(crate) fn proof_paused(purpose: Purpose) -> String {
    format!("{} : en pause", proof_refused(purpose))
}

const fn proof_refused(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::SignIn => "Connexion refusée",
        Purpose::Unlock => "Déverrouillage refusé",
        Purpose::OwnPassword => "Mot de passe actuel refusé",
    }
}

pub(crate) fn booked(appointment: &Appointment, zone: Tz) -> String {
    format!(
        "RDV créé pour patient {} avec {}, {}",
        appointment.patient_id,
        appointment.practitioner_name,
        when(appointment.interval, zone)
    )
}

pub(crate) fn rescheduled(before: &Appointment, after: &Appointment, zone: Tz) -> String {
    format!(
        "RDV modifié pour patient {} : {}, {} → {}, {}",
        after.patient_id,
        before.practitioner_name,
        when(before.interval, zone),
        after.practitioner_name,
        when(after.interval, zone)
    )
}

pub(crate) fn status_changed(after: &Appointment, zone: Tz) -> String {
    format!(
        "RDV {} pour patient {} avec {}, {}",
        after.status.stored(),
        after.patient_id,
        after.practitioner_name,
        when(after.interval, zone)
    )
}

fn when(interval: Interval, zone: Tz) -> String {
    let (start, end) = (
        interval.start.with_timezone(&zone),
        interval.end.with_timezone(&zone),
    );
    format!("{}–{}", start.format("%d/%m/%Y %H:%M"), end.format("%H:%M"))
}

pub(crate) fn step(word: &str, appointment: &Appointment, zone: Tz) -> String {
    format!(
        "RDV, {word} : patient {} avec {}, {}",
        appointment.patient_id,
        appointment.practitioner_name,
        when(appointment.interval, zone)
    )
}

pub(crate) fn delay(what: &str, report: &DelayReport, practitioner: &str, zone: Tz) -> String {
    format!(
        "Retard {what} : {practitioner}, {} min à partir du {}",
        report.minutes,
        report.from.with_timezone(&zone).format("%d/%m/%Y %H:%M")
    )
}

/// Without the label, which may say why somebody is away.
pub(crate) fn absence(
    what: &str,
    practitioner: Option<&str>,
    interval: Interval,
    zone: Tz,
) -> String {
    let local = |at: DateTime<Utc>| at.with_timezone(&zone).format("%d/%m/%Y %H:%M");
    format!(
        "Absence {what} : {}, du {} au {}",
        practitioner.unwrap_or("tout le cabinet"),
        local(interval.start),
        local(interval.end)
    )
}

pub(crate) fn patient(what: &str, id: PatientId) -> String {
    format!("Dossier patient {what} : {id}")
}

pub(crate) fn practitioner(what: &str, details: &PractitionerDetails) -> String {
    format!(
        "Praticien {what} : {} ({})",
        details.name, details.speciality
    )
}

pub(crate) fn user(what: &str, username: &Username, role: Role) -> String {
    format!("Utilisateur {what} : {username} ({role})")
}
