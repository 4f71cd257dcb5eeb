//! The sentences of the audit log: in French like the base, with ids instead of patients, no medical content.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use medigest_domain::appointment::Appointment;
use medigest_domain::delay::DelayReport;
use medigest_domain::hours::WeeklyHours;
use medigest_domain::id::PatientId;
use medigest_domain::patient::PatientDetails;
use medigest_domain::permission::Action;
use medigest_domain::practitioner::PractitionerDetails;
use medigest_domain::role::Role;
use medigest_domain::throttle::{LOCK, LOCKS_AT};
use medigest_domain::time::Interval;
use medigest_domain::user::Username;

use crate::proof::Purpose;

pub(crate) fn refused(action: Action) -> String {
    let what = match action {
        Action::ReadPatients => "lire les dossiers des patients",
        Action::EditPatients => "créer ou modifier un dossier patient",
        Action::EditNotes => "modifier des notes médicales",
        Action::Book => "prendre ou modifier un rendez-vous",
        Action::ReadPlanning => "lire les plannings",
        Action::ReadReasons => "lire les motifs",
        Action::ReportDelay => "signaler un retard ou une urgence",
        Action::ReadDashboard => "lire le tableau de bord",
        Action::ManagePractitioners => "gérer les praticiens",
        Action::ManageUsers => "gérer les utilisateurs",
        Action::ManageSettings => "modifier les réglages",
        Action::ReadAuditLog => "lire le journal d'audit",
    };
    format!("Action refusée : {what}")
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

/// Of a booking.
#[must_use]
pub fn booked(appointment: &Appointment, zone: Tz) -> String {
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

/// Of a file to which `what` was done ("créé").
#[must_use]
pub fn patient(what: &str, id: PatientId) -> String {
    format!("Dossier patient {what} : {id}")
}

/// Which fields of a file were changed; never what they say.
pub(crate) fn patient_edited(
    id: PatientId,
    before: &PatientDetails,
    after: &PatientDetails,
) -> String {
    let fields = [
        ("nom", before.last_name != after.last_name),
        ("prénom", before.first_name != after.first_name),
        ("date de naissance", before.birth_date != after.birth_date),
        ("téléphone", before.phone != after.phone),
        ("e-mail", before.email != after.email),
        ("assurance", before.insurance != after.insurance),
        ("notes", before.notes != after.notes),
    ];
    let changed: Vec<_> = fields
        .into_iter()
        .filter_map(|(name, is_changed)| is_changed.then_some(name))
        .collect();
    match changed.as_slice() {
        [] => patient("enregistré sans changement", id),
        names => format!("{} ({})", patient("modifié", id), names.join(", ")),
    }
}

pub(crate) fn practitioner_edited(
    before: &PractitionerDetails,
    after: &PractitionerDetails,
) -> String {
    let all = |one: &PractitionerDetails| {
        format!("{}, {}, {}", one.name, one.speciality, one.color.as_str())
    };
    format!("Praticien modifié : {} → {}", all(before), all(after))
}

pub(crate) fn hours(
    practitioner: &PractitionerDetails,
    before: Option<&WeeklyHours>,
    after: Option<&WeeklyHours>,
) -> String {
    let name = &practitioner.name;
    let (before, after) = (week(before), week(after));
    format!("Praticien horaires modifiés : {name}, {before} → {name}, {after}")
}

/// `lun. 08:00–12:00 14:00–18:00, mar. …`: the days on which somebody works.
fn week(hours: Option<&WeeklyHours>) -> String {
    const DAYS: [&str; 7] = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."];
    let Some(hours) = hours else {
        return "horaires usuels".to_owned();
    };
    let mut days: Vec<String> = Vec::new();
    let mut last = None;
    for (day, span) in hours.spans() {
        let span = format!(
            "{}–{}",
            span.start.format("%H:%M"),
            span.end.format("%H:%M")
        );
        match days.last_mut().filter(|_| last == Some(*day)) {
            Some(same) => *same = format!("{same} {span}"),
            None => {
                let name = DAYS[day.num_days_from_monday() as usize];
                days.push(format!("{name} {span}"));
            }
        }
        last = Some(*day);
    }
    days.join(", ")
}

/// `before` and `after`: the role, and the name of the practitioner a doctor is.
pub(crate) fn user_edited(
    username: &Username,
    before: (Role, Option<String>),
    after: (Role, Option<String>),
) -> String {
    let linked = |name: Option<String>| name.map_or_else(String::new, |name| format!(", {name}"));
    let (role, was) = (before.0, linked(before.1));
    let (becomes, is) = (after.0, linked(after.1));
    format!(
        "{}{was} → {becomes}{is}",
        user("rôle modifié", username, role)
    )
}

/// Of a practitioner to whom `what` was done ("créé").
#[must_use]
pub fn practitioner(what: &str, details: &PractitionerDetails) -> String {
    format!(
        "Praticien {what} : {} ({})",
        details.name, details.speciality
    )
}

/// Of an account to which `what` was done ("créé").
#[must_use]
pub fn user(what: &str, username: &Username, role: Role) -> String {
    format!("Utilisateur {what} : {username} ({role})")
}
