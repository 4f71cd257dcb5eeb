//! What one document becomes. Fields this program does not know stay; a document that was adopted, or cannot be read,
//! is left alone.

use bson::oid::ObjectId;
use bson::{Bson, DateTime, Document};
use medigest_application::ports::{Sealer, TransferError};
use medigest_domain::appointment::Appointment;
use medigest_domain::id::{AppointmentId, PatientId, PractitionerId};
use medigest_domain::secret::{Confidential, Sealed};
use medigest_domain::time::parse_date;

use super::fields::mark;
use super::plan::{Plan, slots};
use super::read::{id, is_readable, text};
use crate::documents::{
    AppointmentDocument, PatientDocument, PractitionerDocument, Stored as _, UNLINKED_PRACTITIONER,
    entity, stored_text,
};

/// What becomes of a document.
pub(super) enum Outcome {
    /// This.
    Adopted(Document),
    /// It is adopted already, or needs nothing.
    There,
    /// It cannot be read.
    Unreadable,
}

/// Version of what was adopted: that of something created.
const FIRST_VERSION: i64 = 1;

/// A document of any collection but the accounts'. `is_double`: its time is held by another, whatever the plan says.
pub(super) fn converted(
    plan: &Plan,
    sealer: &dyn Sealer,
    collection: &str,
    document: &Document,
    is_double: bool,
) -> Result<Outcome, TransferError> {
    if mark(collection).is_none_or(|mark| document.contains_key(mark)) {
        return Ok(Outcome::There);
    }
    let mut repaired = document.clone();
    if collection == PatientDocument::COLLECTION {
        repair(&mut repaired);
    }
    let Some(id) = id(document).filter(|_| is_readable(collection, &repaired)) else {
        return Ok(Outcome::Unreadable);
    };
    let created = repaired.get_datetime("created_at").copied();
    let created = plan.instant(created.unwrap_or_else(|_| id.timestamp()));
    repaired.insert("created_at", created);
    match collection {
        PractitionerDocument::COLLECTION => {
            repaired.insert("actif", true);
        }
        PatientDocument::COLLECTION => {
            adopt_file(plan, sealer, id, &mut repaired)?;
            repaired.insert("updated_at", created);
            repaired.insert("v", FIRST_VERSION);
        }
        AppointmentDocument::COLLECTION => {
            adopt_appointment(plan, sealer, id, &mut repaired, is_double)?;
            repaired.insert("updated_at", created);
            repaired.insert("v", FIRST_VERSION);
        }
        _ => return Ok(Outcome::There),
    }
    Ok(Outcome::Adopted(repaired))
}

/// A practitioner whom appointments name and the base does not have.
pub(super) fn absent_practitioner(name: &str, id: ObjectId, since: DateTime) -> Document {
    bson::doc! { "_id": id, "nom": name, "specialite": "", "created_at": since, "actif": false }
}

fn adopt_file(
    plan: &Plan,
    sealer: &dyn Sealer,
    id: ObjectId,
    file: &mut Document,
) -> Result<(), TransferError> {
    let patient = PatientId::from_bytes(id.bytes());
    seal(file, "assurance", |text| sealer.insurance(patient, text))?;
    seal(file, "notes_medicales", |text| sealer.notes(patient, text))?;
    let Ok(visits) = file.get_array_mut("historique_visites") else {
        return Ok(());
    };
    let mut linked = Vec::new();
    for visit in visits.iter_mut().filter_map(Bson::as_document_mut) {
        let Ok(stored) = visit.get_datetime("date").copied() else {
            continue;
        };
        let at = plan.instant(stored);
        visit.insert("date", at);
        let name = text(visit, "practitioner").to_owned();
        if let Some(practitioner) = plan.practitioner(&name) {
            visit.insert("practitioner_id", practitioner);
        }
        // Each appointment has one visit; a second of the same meeting is one of a time before.
        let found = plan.visited(id, &name, at);
        let found = found.filter(|visited| !linked.contains(&visited.appointment));
        if let Some(visited) = found {
            linked.push(visited.appointment);
            visit.insert("appointment_id", visited.appointment);
            visit.insert("statut", visited.status.stored());
            visit.insert("v", FIRST_VERSION);
        }
        let appointment = found.map(|found| AppointmentId::from_bytes(found.appointment.bytes()));
        seal(visit, "motif", |text| {
            sealer.reason(appointment, patient, text)
        })?;
    }
    Ok(())
}

fn adopt_appointment(
    plan: &Plan,
    sealer: &dyn Sealer,
    id: ObjectId,
    document: &mut Document,
    is_double: bool,
) -> Result<(), TransferError> {
    let Some(mut appointment) = entity::<AppointmentDocument, Appointment>(document) else {
        return Ok(());
    };
    appointment.interval = plan.span(appointment.interval);
    let linked = plan.practitioner(&appointment.practitioner_name);
    appointment.practitioner_id = linked.map_or(UNLINKED_PRACTITIONER, |id| {
        PractitionerId::from_bytes(id.bytes())
    });
    document.insert(
        "date_heure_debut",
        DateTime::from_chrono(appointment.interval.start),
    );
    document.insert(
        "date_heure_fin",
        DateTime::from_chrono(appointment.interval.end),
    );
    if let Some(practitioner) = linked {
        document.insert("practitioner_id", practitioner);
    }
    document.insert("op_id", id);
    if appointment.blocks() && (is_double || plan.is_double(id)) {
        document.insert("double_reservation", true);
    } else {
        let reserved = slots(&appointment);
        if !reserved.is_empty() {
            document.insert("slots", reserved);
        }
    }
    let patient = appointment.patient_id;
    seal(document, "motif", |text| {
        sealer.reason(Some(appointment.id), patient, text)
    })
}

/// Seals a text where it stands; one that is empty tells nothing.
fn seal(
    document: &mut Document,
    field: &str,
    seal: impl FnOnce(&str) -> Result<Sealed, TransferError>,
) -> Result<(), TransferError> {
    let clear = text(document, field);
    if clear.trim().is_empty() {
        return Ok(());
    }
    let sealed = Confidential::Sealed(seal(clear)?);
    document.insert(field, stored_text(&sealed));
    Ok(())
}

/// Gives the details of a file the types this program reads, where somebody wrote others.
fn repair(file: &mut Document) {
    for field in [
        "nom",
        "prenom",
        "telephone",
        "email",
        "assurance",
        "notes_medicales",
    ] {
        let text = match file.get(field) {
            Some(Bson::Null) => String::new(),
            Some(Bson::Int32(number)) => number.to_string(),
            Some(Bson::Int64(number)) => number.to_string(),
            // A number of so many digits that whoever wrote it took it for a broken one.
            Some(Bson::Double(number)) => format!("{number:.0}"),
            _ => continue,
        };
        file.insert(field, text);
    }
    let birth_date = match file.get("date_naissance") {
        Some(Bson::DateTime(date)) => Some(date.to_chrono().date_naive()),
        Some(Bson::String(typed)) => parse_date(typed).ok(),
        _ => None,
    };
    if let Some(date) = birth_date {
        file.insert("date_naissance", date.format("%Y-%m-%d").to_string());
    }
    if matches!(file.get("historique_visites"), Some(Bson::Null)) {
        file.insert("historique_visites", Vec::<Bson>::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bson::doc;

    #[test]
    fn details_of_other_types_become_the_texts_this_program_reads() {
        let mut file = doc! {
            "_id": ObjectId::from_bytes([1; 12]), "nom": "DANIEL", "prenom": Bson::Null,
            "telephone": 612_345_678_i32, "assurance": 1_850_375_116_001.0,
            "date_naissance": "12/03/1985", "historique_visites": Bson::Null,
        };
        repair(&mut file);
        assert!(is_readable("patients", &file));
        assert_eq!(text(&file, "telephone"), "612345678");
        assert_eq!(text(&file, "assurance"), "1850375116001");
        assert_eq!(text(&file, "date_naissance"), "1985-03-12");
        let mut unclear = doc! { "date_naissance": "printemps" };
        repair(&mut unclear);
        assert_eq!(text(&unclear, "date_naissance"), "printemps");
    }
}
