//! What the audit log says of a practice that somebody entered: the creation of each document.

use chrono::{DateTime, Utc};
use medigest_application::details;
use medigest_domain::absence::Absence;
use medigest_domain::appointment::Appointment;
use medigest_domain::delay::DelayReport;
use medigest_domain::id::OpId;
use medigest_domain::patient::Patient;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::settings::Settings;
use medigest_domain::trace::{AuditAction, EntityKind, Trace};
use medigest_domain::user::User;

use crate::SamplePractice;

/// Who enters what nobody says of who entered it.
const FILLER: &str = "admin";

/// The whole log of `practice`, oldest first.
#[must_use]
pub fn log(practice: &SamplePractice) -> Vec<Trace> {
    let settings = &practice.settings;
    let mut traces: Vec<_> = (practice.practitioners.iter().map(of_practitioner))
        .chain(practice.users.iter().map(of_user))
        .chain(practice.patients.iter().map(of_patient))
        .chain(
            practice
                .appointments
                .iter()
                .map(|one| of_appointment(one, settings)),
        )
        .chain(practice.delays.iter().map(of_delay))
        .chain(practice.absences.iter().map(of_absence))
        .collect();
    traces.sort_by_key(|trace| trace.at);
    traces
}

pub(crate) fn of_practitioner(practitioner: &Practitioner) -> Trace {
    Trace {
        details: details::practitioner("créé", &practitioner.details),
        ..creation(
            EntityKind::Practitioner,
            practitioner.id.bytes(),
            practitioner.created_at,
        )
    }
}

pub(crate) fn of_user(user: &User) -> Trace {
    Trace {
        details: details::user("créé", &user.username, user.role),
        ..creation(EntityKind::User, user.id.bytes(), user.created_at)
    }
}

pub(crate) fn of_patient(patient: &Patient) -> Trace {
    Trace {
        details: details::patient("créé", patient.id),
        ..creation(EntityKind::Patient, patient.id.bytes(), patient.created_at)
    }
}

pub(crate) fn of_appointment(appointment: &Appointment, settings: &Settings) -> Trace {
    Trace {
        op_id: appointment.op_id,
        user: appointment.created_by.clone(),
        details: details::booked(appointment, settings.zone),
        ..creation(
            EntityKind::Appointment,
            appointment.id.bytes(),
            appointment.created_at,
        )
    }
}

pub(crate) fn of_delay(report: &DelayReport) -> Trace {
    creation(EntityKind::Delay, report.id.bytes(), report.at)
}

pub(crate) fn of_absence(absence: &Absence) -> Trace {
    creation(EntityKind::Absence, absence.id.bytes(), absence.created_at)
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
