//! What a base answers to a call, in a form that can be compared.

use chrono::{DateTime, Utc};
use medigest_application::ports::{Attempt, Removal, Store, StoreError, StoreResult};
use medigest_domain::absence::Absence;
use medigest_domain::appointment::Appointment;
use medigest_domain::delay::DelayReport;
use medigest_domain::patient::Patient;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::user::User;

use super::call::Call;

/// An answer. Errors by kind; `Taken` with what blocks.
#[derive(Debug, PartialEq)]
pub enum Answer {
    /// The account, and its name as written, since names compare without their case.
    User(Box<User>, String),
    NoUser,
    /// A sign-in refused until then.
    Paused(DateTime<Utc>),
    Practitioner(Practitioner),
    Removal(Removal),
    Patient(Box<Patient>),
    Appointment(Box<Appointment>),
    Appointments(Vec<Appointment>),
    Delay(DelayReport),
    Delays(Vec<DelayReport>),
    Absence(Absence),
    Absences(Vec<Absence>),
    Done,
    Taken(Vec<Appointment>),
    Stale,
    NotFound,
    Duplicate,
    LastAdministrator,
    Failed(String),
}

impl Answer {
    /// Every kind a random run should meet.
    pub const KINDS: &[&str] = &[
        "user",
        "no user",
        "paused",
        "practitioner",
        "deleted",
        "deactivated",
        "patient",
        "appointment",
        "appointments",
        "delay",
        "delays",
        "absence",
        "absences",
        "done",
        "taken by one",
        "taken by several",
        "stale",
        "not found",
        "duplicate",
        "last administrator",
    ];

    /// Which kind this is.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::User(..) => "user",
            Self::NoUser => "no user",
            Self::Paused(_) => "paused",
            Self::Practitioner(_) => "practitioner",
            Self::Removal(Removal::Deleted) => "deleted",
            Self::Removal(Removal::Deactivated(_)) => "deactivated",
            Self::Patient(_) => "patient",
            Self::Appointment(_) => "appointment",
            Self::Appointments(_) => "appointments",
            Self::Delay(_) => "delay",
            Self::Delays(_) => "delays",
            Self::Absence(_) => "absence",
            Self::Absences(_) => "absences",
            Self::Done => "done",
            Self::Taken(blocking) if blocking.len() > 1 => "taken by several",
            Self::Taken(_) => "taken by one",
            Self::Stale => "stale",
            Self::NotFound => "not found",
            Self::Duplicate => "duplicate",
            Self::LastAdministrator => "last administrator",
            Self::Failed(_) => "failed",
        }
    }
}

/// The answer of `base` to `call`.
pub async fn answer(base: &dyn Store, call: &Call) -> Answer {
    let answer: StoreResult<Answer> = match call {
        Call::CreateUser(user, trace) => base.create_user(user, trace).await.map(of_user),
        Call::SetPassword(id, password, must_change, trace) => {
            let changed = base.set_password(*id, password, *must_change, trace);
            changed.await.map(of_user)
        }
        Call::SetUserActive(id, active, trace) => {
            base.set_user_active(*id, *active, trace).await.map(of_user)
        }
        Call::BeginSignIn(id, now) => {
            base.begin_sign_in(*id, *now)
                .await
                .map(|begun| match begun {
                    Attempt::Counted(user) => of_user(*user),
                    Attempt::Paused(until) => Answer::Paused(until),
                })
        }
        Call::NoteSignIn(id, at) => base.note_sign_in(*id, *at).await.map(|()| Answer::Done),
        Call::UnlockUser(id, trace) => base.unlock_user(*id, trace).await.map(of_user),
        Call::FindUser(name) => {
            let found = base.user_by_name(name).await;
            found.map(|user| user.map_or(Answer::NoUser, of_user))
        }
        Call::CreatePractitioner(practitioner, trace) => {
            let created = base.create_practitioner(practitioner, trace);
            created.await.map(Answer::Practitioner)
        }
        Call::UpdatePractitioner(id, details, trace) => {
            let updated = base.update_practitioner(*id, details, trace);
            updated.await.map(Answer::Practitioner)
        }
        Call::SetPractitionerActive(id, active, trace) => {
            let set = base.set_practitioner_active(*id, *active, trace);
            set.await.map(Answer::Practitioner)
        }
        Call::RemovePractitioner(id, deleted, deactivated) => {
            let removed = base.remove_practitioner(*id, deleted, deactivated);
            removed.await.map(Answer::Removal)
        }
        Call::CreatePatient(patient, trace) => {
            base.create_patient(patient, trace).await.map(of_patient)
        }
        Call::UpdatePatient(id, v, details, trace) => {
            let updated = base.update_patient(*id, *v, details, trace);
            updated.await.map(of_patient)
        }
        Call::Book(appointment, trace) => base.book(appointment, trace).await.map(of_appointment),
        Call::Save(after, trace) => base.save(after, trace).await.map(of_appointment),
        Call::FindAppointments(filter) => {
            base.appointments(*filter).await.map(Answer::Appointments)
        }
        Call::CancelledByDoctor(since) => {
            let found = base.cancelled_by_doctor(*since);
            found.await.map(Answer::Appointments)
        }
        Call::Replacements(of) => base.replacements(of).await.map(|mut found| {
            found.sort_by_key(|appointment| appointment.id);
            Answer::Appointments(found)
        }),
        Call::SetHours(id, hours, trace) => {
            let set = base.set_practitioner_hours(*id, hours.as_ref(), trace);
            set.await.map(Answer::Practitioner)
        }
        Call::ReportDelay(report, trace) => {
            base.report_delay(report, trace).await.map(Answer::Delay)
        }
        Call::WithdrawDelay(id, at, trace) => base
            .withdraw_delay(*id, *at, trace)
            .await
            .map(Answer::Delay),
        Call::FindDelays(first, last) => base.delays(*first, *last).await.map(Answer::Delays),
        Call::CreateAbsence(absence, trace) => {
            let created = base.create_absence(absence, trace);
            created.await.map(Answer::Absence)
        }
        Call::RemoveAbsence(id, trace) => {
            base.remove_absence(*id, trace).await.map(|()| Answer::Done)
        }
        Call::FindAbsences(within) => base.absences(*within).await.map(Answer::Absences),
        Call::Append(trace) => base.append(trace).await.map(|()| Answer::Done),
    };
    answer.unwrap_or_else(|error| match error {
        StoreError::Taken { blocking } => Answer::Taken(blocking),
        StoreError::Stale => Answer::Stale,
        StoreError::NotFound => Answer::NotFound,
        StoreError::Duplicate => Answer::Duplicate,
        StoreError::LastAdministrator => Answer::LastAdministrator,
        // Nothing that is asked here is refused for its use.
        StoreError::InUse | StoreError::Unavailable(_) | StoreError::Unreadable(_) => {
            Answer::Failed(error.to_string())
        }
    })
}

fn of_user(user: User) -> Answer {
    let name = user.username.as_str().to_owned();
    Answer::User(Box::new(user), name)
}

fn of_appointment(appointment: Appointment) -> Answer {
    Answer::Appointment(Box::new(appointment))
}

fn of_patient(patient: Patient) -> Answer {
    Answer::Patient(Box::new(comparable(patient)))
}

/// A file without what is the store's own: the moment of the last edit, and the order of the visits.
pub fn comparable(mut patient: Patient) -> Patient {
    patient.updated_at = DateTime::UNIX_EPOCH;
    patient
        .visits
        .sort_by_key(|visit| (visit.date, visit.appointment_id));
    patient
}
