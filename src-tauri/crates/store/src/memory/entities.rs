//! Entities and the documents they are stored as, collection by collection.

use bson::oid::ObjectId;
use bson::{Bson, Document};
use medigest_application::ports::{LogArchive, StoreResult};
use medigest_domain::absence::Absence;
use medigest_domain::appointment::Appointment;
use medigest_domain::delay::DelayReport;
use medigest_domain::id::{
    AbsenceId, AppointmentId, DelayId, OpId, PatientId, PractitionerId, UserId,
};
use medigest_domain::keys::KeyCabinet;
use medigest_domain::patient::Patient;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::settings::Settings;
use medigest_domain::trace::Trace;
use medigest_domain::user::User;

use super::State;
use crate::collections::{
    ABSENCES, APPOINTMENTS, ARCHIVES, DELAYS, KEYS, LOGS, PATIENTS, PRACTITIONERS, SETTINGS, USERS,
};
use crate::documents::{
    AbsenceDocument, AppointmentDocument, ArchiveDocument, CABINET_ID, CabinetDocument,
    DelayDocument, LogDocument, PatientDocument, PractitionerDocument, SETTINGS_ID,
    SettingsDocument, Stored, UserDocument, entity, to_bson,
};

/// The entities of a collection as this base writes them.
pub(super) fn ours(state: &State, collection: &str) -> StoreResult<Vec<Document>> {
    match collection {
        USERS => all(state.users.values().map(UserDocument::from_domain)),
        PRACTITIONERS => all(state
            .practitioners
            .values()
            .map(PractitionerDocument::from_domain)),
        PATIENTS => all(state.patients.values().map(PatientDocument::from_domain)),
        APPOINTMENTS => all(state
            .appointments
            .values()
            .map(AppointmentDocument::from_domain)),
        DELAYS => all(state.delays.values().map(DelayDocument::from_domain)),
        ABSENCES => all(state.absences.values().map(|absence| {
            let op = OpId::from_bytes(absence.id.bytes());
            AbsenceDocument::from_domain(absence, op)
        })),
        SETTINGS => all(state.settings.iter().map(SettingsDocument::from_domain)),
        KEYS => all(state.cabinet.iter().map(CabinetDocument::from_domain)),
        LOGS => all(state.log.iter().map(LogDocument::from)),
        ARCHIVES => all(state.archives.iter().map(ArchiveDocument::from_domain)),
        _ => Ok(Vec::new()),
    }
}

fn all<D: Stored>(documents: impl Iterator<Item = D>) -> StoreResult<Vec<Document>> {
    documents.map(|document| to_bson(&document)).collect()
}

/// Keeps the entity of a document, if it has one.
pub(super) fn keep(state: &mut State, collection: &str, document: &Document) {
    match collection {
        USERS => {
            if let Some(user) = entity::<UserDocument, User>(document) {
                state.users.insert(user.id, user);
            }
        }
        PRACTITIONERS => {
            if let Some(one) = entity::<PractitionerDocument, Practitioner>(document) {
                state.practitioners.insert(one.id, one);
            }
        }
        PATIENTS => {
            if let Some(file) = entity::<PatientDocument, Patient>(document) {
                state.patients.insert(file.id, file);
            }
        }
        APPOINTMENTS => {
            if let Some(one) = entity::<AppointmentDocument, Appointment>(document) {
                state.appointments.insert(one.id, one);
            }
        }
        DELAYS => {
            if let Some(report) = entity::<DelayDocument, DelayReport>(document) {
                state.delays.insert(report.id, report);
            }
        }
        ABSENCES => {
            if let Some(absence) = entity::<AbsenceDocument, Absence>(document) {
                state.absences.insert(absence.id, absence);
            }
        }
        SETTINGS if is(document, SETTINGS_ID) => {
            let settings = entity::<SettingsDocument, Settings>(document);
            state.settings = settings.or(state.settings.take());
        }
        KEYS if is(document, CABINET_ID) => {
            let cabinet = entity::<CabinetDocument, KeyCabinet>(document);
            state.cabinet = cabinet.or(state.cabinet.take());
        }
        LOGS => keep_entry(state, document),
        ARCHIVES => state
            .archives
            .extend(entity::<ArchiveDocument, LogArchive>(document)),
        _ => {}
    }
}

fn is(document: &Document, id: ObjectId) -> bool {
    document.get("_id") == Some(&Bson::ObjectId(id))
}

fn keep_entry(state: &mut State, document: &Document) {
    let stored: Option<LogDocument> = bson::deserialize_from_document(document.clone()).ok();
    let Some(stored) = stored else { return };
    if let Ok(trace) = Trace::try_from(stored.clone()) {
        state.traces.insert(trace.op_id, trace);
    }
    state.log.push(stored.into());
    // Each chain in the order of its places.
    let place = |link: &medigest_domain::chain::Link| link.place;
    state
        .log
        .sort_by_key(|entry| entry.link.as_ref().map_or(0, place));
}

/// Removes the entity with this id, if there is one.
pub(super) fn forget(state: &mut State, collection: &str, id: ObjectId) {
    let bytes = id.bytes();
    match collection {
        USERS => drop(state.users.remove(&UserId::from_bytes(bytes))),
        PRACTITIONERS => drop(
            state
                .practitioners
                .remove(&PractitionerId::from_bytes(bytes)),
        ),
        PATIENTS => drop(state.patients.remove(&PatientId::from_bytes(bytes))),
        APPOINTMENTS => drop(state.appointments.remove(&AppointmentId::from_bytes(bytes))),
        DELAYS => drop(state.delays.remove(&DelayId::from_bytes(bytes))),
        ABSENCES => drop(state.absences.remove(&AbsenceId::from_bytes(bytes))),
        SETTINGS if id == SETTINGS_ID => state.settings = None,
        KEYS if id == CABINET_ID => state.cabinet = None,
        LOGS => {
            state.traces.remove(&OpId::from_bytes(bytes));
            state.log.retain(|entry| entry.content.op_id != id.to_hex());
        }
        ARCHIVES => state
            .archives
            .retain(|archive| archive.op_id != OpId::from_bytes(bytes)),
        _ => {}
    }
}
