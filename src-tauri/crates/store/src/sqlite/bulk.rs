//! Filling an empty base in one transaction.

use medigest_application::ports::StoreResult;
use medigest_domain::id::OpId;
use rusqlite::Connection;

use super::SqliteStore;
use super::appointments::refusal;
use super::audit::add_trace;
use super::document::insert;
use super::error::Work;
use crate::bulk::BulkLoad;
use crate::documents::{
    AbsenceDocument, AppointmentDocument, CabinetDocument, DelayDocument, LogDocument,
    PatientDocument, PractitionerDocument, SettingsDocument, UserDocument,
};

impl SqliteStore {
    /// Writes a whole practice into an empty base: all of it or nothing.
    ///
    /// # Errors
    /// `Duplicate` when the base already has one of the documents, `Taken` when two appointments overlap.
    pub async fn load(&self, all: BulkLoad) -> StoreResult<()> {
        self.connections.write(move |base| fill(base, &all)).await
    }
}

fn fill(base: &Connection, all: &BulkLoad) -> Work<()> {
    for user in &all.users {
        insert(base, &UserDocument::from_domain(user))?;
    }
    for practitioner in &all.practitioners {
        insert(base, &PractitionerDocument::from_domain(practitioner))?;
    }
    for patient in &all.patients {
        insert(base, &PatientDocument::from_domain(patient))?;
    }
    for appointment in &all.appointments {
        insert(base, &AppointmentDocument::from_domain(appointment))
            .map_err(|failure| refusal(base, appointment, failure))?;
    }
    for report in &all.delays {
        insert(base, &DelayDocument::from_domain(report))?;
    }
    for absence in &all.absences {
        let op = OpId::from_bytes(absence.id.bytes());
        insert(base, &AbsenceDocument::from_domain(absence, op))?;
    }
    for trace in &all.traces {
        add_trace(base, &LogDocument::from_domain(trace))?;
    }
    if let Some(keys) = &all.keys {
        insert(base, &CabinetDocument::from_domain(keys))?;
    }
    if let Some(settings) = &all.settings {
        insert(base, &SettingsDocument::from_domain(settings))?;
    }
    Ok(())
}
