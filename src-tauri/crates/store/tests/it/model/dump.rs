//! Everything a base holds.

use medigest_application::ports::Store;
use medigest_domain::absence::Absence;
use medigest_domain::appointment::Appointment;
use medigest_domain::delay::DelayReport;
use medigest_domain::patient::Patient;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::trace::Trace;
use medigest_domain::user::User;

use super::answer::comparable;
use crate::desk::Desk;

/// Everything a base holds, in a fixed order.
#[derive(PartialEq)]
pub struct Dump {
    pub users: Vec<User>,
    pub practitioners: Vec<Practitioner>,
    pub patients: Vec<Patient>,
    pub appointments: Vec<Appointment>,
    /// Of each practitioner and day, the report that counts.
    pub delays: Vec<DelayReport>,
    pub absences: Vec<Absence>,
    pub traces: Vec<Trace>,
}

/// Reads everything.
pub async fn dump(base: &dyn Store) -> Dump {
    let desk = Desk::on(base);
    let mut files = base.patients_changed_since(None).await.unwrap();
    files.sort_by_key(|file| file.id);
    let mut patients = Vec::new();
    for file in files {
        let patient = base.patient(file.id).await.unwrap().unwrap();
        patients.push(comparable(patient));
    }
    Dump {
        users: base.users().await.unwrap(),
        practitioners: base.practitioners().await.unwrap(),
        patients,
        appointments: desk.all_appointments().await,
        delays: desk.all_delays().await,
        absences: desk.all_absences().await,
        traces: desk.traces().await,
    }
}
