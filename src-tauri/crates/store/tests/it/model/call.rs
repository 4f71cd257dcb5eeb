//! One call of a port with its arguments: what is done on both bases, and again when it is repeated.

use chrono::{DateTime, NaiveDate, Utc};
use medigest_application::ports::AppointmentFilter;
use medigest_domain::absence::Absence;
use medigest_domain::appointment::Appointment;
use medigest_domain::delay::DelayReport;
use medigest_domain::hours::WeeklyHours;
use medigest_domain::id::{AbsenceId, AppointmentId, DelayId, PatientId, PractitionerId, UserId};
use medigest_domain::patient::{Patient, PatientDetails};
use medigest_domain::practitioner::{Practitioner, PractitionerDetails};
use medigest_domain::time::Interval;
use medigest_domain::trace::Trace;
use medigest_domain::user::{Credentials, User, Username};

/// A call.
#[derive(Debug, Clone)]
pub enum Call {
    CreateUser(User, Trace),
    SetPassword(UserId, Credentials, bool, Trace),
    SetUserActive(UserId, bool, Trace),
    BeginSignIn(UserId, DateTime<Utc>),
    NoteSignIn(UserId, DateTime<Utc>),
    UnlockUser(UserId, Trace),
    FindUser(Username),
    CreatePractitioner(Practitioner, Trace),
    UpdatePractitioner(PractitionerId, PractitionerDetails, Trace),
    SetPractitionerActive(PractitionerId, bool, Trace),
    RemovePractitioner(PractitionerId, Trace, Trace),
    CreatePatient(Patient, Trace),
    UpdatePatient(PatientId, u32, PatientDetails, Trace),
    Book(Appointment, Trace),
    Save(Appointment, Trace),
    FindAppointments(AppointmentFilter),
    CancelledByDoctor(DateTime<Utc>),
    Replacements(Vec<AppointmentId>),
    SetHours(PractitionerId, Option<WeeklyHours>, Trace),
    ReportDelay(DelayReport, Trace),
    WithdrawDelay(DelayId, DateTime<Utc>, Trace),
    FindDelays(NaiveDate, NaiveDate),
    CreateAbsence(Absence, Trace),
    RemoveAbsence(AbsenceId, Trace),
    FindAbsences(Interval),
    Append(Trace),
}
