//! Writing a practice into any base through the ports, document by document, as the use cases would.
//!
//! Meant for small practices: each document is a write of its own. The store crate's bulk load takes large ones.

use chrono::{DateTime, Utc};
use medigest_application::ports::{Store, StoreResult};
use medigest_domain::id::OpId;
use medigest_domain::patient::Patient;
use medigest_domain::trace::{AuditAction, EntityKind, Trace};

use crate::SamplePractice;

/// Who fills the base, in its traces.
const FILLER: &str = "admin";

/// Writes `practice` into a base. Doing it again changes nothing.
///
/// # Errors
/// Whatever the base refuses; what was written before stays.
pub async fn fill(store: &dyn Store, practice: &SamplePractice) -> StoreResult<()> {
    store.create_settings(&practice.settings).await?;
    for practitioner in &practice.practitioners {
        let at = practitioner.created_at;
        let trace = creation(EntityKind::Practitioner, practitioner.id.bytes(), at);
        store.create_practitioner(practitioner, &trace).await?;
    }
    for user in &practice.users {
        let trace = creation(EntityKind::User, user.id.bytes(), user.created_at);
        store.create_user(user, &trace).await?;
    }
    for patient in &practice.patients {
        let trace = creation(EntityKind::Patient, patient.id.bytes(), patient.created_at);
        // Booking enters the visits.
        let file = Patient {
            visits: Vec::new(),
            ..patient.clone()
        };
        store.create_patient(&file, &trace).await?;
    }
    for appointment in &practice.appointments {
        let trace = Trace {
            op_id: appointment.op_id,
            user: appointment.created_by.clone(),
            ..creation(
                EntityKind::Appointment,
                appointment.id.bytes(),
                appointment.created_at,
            )
        };
        store.book(appointment, &trace).await?;
    }
    for report in &practice.delays {
        let trace = creation(EntityKind::Delay, report.id.bytes(), report.at);
        store.report_delay(report, &trace).await?;
    }
    for absence in &practice.absences {
        let trace = creation(EntityKind::Absence, absence.id.bytes(), absence.created_at);
        store.create_absence(absence, &trace).await?;
    }
    Ok(())
}

/// The trace of a document's creation. Its operation is made of the document's kind and id, so that it is the
/// same when the base is filled again.
fn creation(kind: EntityKind, id: [u8; 12], at: DateTime<Utc>) -> Trace {
    let (tag, action) = match kind {
        EntityKind::Practitioner => (1, AuditAction::CreatePractitioner),
        EntityKind::User => (2, AuditAction::CreateUser),
        EntityKind::Patient => (3, AuditAction::CreatePatient),
        EntityKind::Appointment => (4, AuditAction::CreateAppointment),
        EntityKind::Delay => (5, AuditAction::ReportDelay),
        EntityKind::Absence => (6, AuditAction::CreateAbsence),
        EntityKind::Settings => (7, AuditAction::UpdateSettings),
    };
    let mut op = id;
    op[0] = tag;
    Trace {
        op_id: OpId::from_bytes(op),
        user: FILLER.to_owned(),
        action,
        object: Some((kind, hexadecimal(id))),
        details: "Base d'exemple".to_owned(),
        device: "medigest-sample".to_owned(),
        at,
    }
}

fn hexadecimal(id: [u8; 12]) -> String {
    OpId::from_bytes(id).to_string()
}
