//! Writing a practice into any base through the ports, document by document, as the use cases would.
//!
//! Meant for small practices: each document is a write of its own. The store crate's bulk load takes large ones.

use medigest_application::ports::{Store, StoreResult};
use medigest_domain::patient::Patient;

use crate::{SamplePractice, log};

/// Writes `practice` into a base. Doing it again changes nothing.
///
/// # Errors
/// Whatever the base refuses; what was written before stays.
pub async fn fill(store: &dyn Store, practice: &SamplePractice) -> StoreResult<()> {
    store.create_settings(&practice.settings).await?;
    for practitioner in &practice.practitioners {
        let trace = log::of_practitioner(practitioner);
        store.create_practitioner(practitioner, &trace).await?;
    }
    for user in &practice.users {
        store.create_user(user, &log::of_user(user)).await?;
    }
    for patient in &practice.patients {
        // Booking enters the visits.
        let file = Patient {
            visits: Vec::new(),
            ..patient.clone()
        };
        store
            .create_patient(&file, &log::of_patient(patient))
            .await?;
    }
    for appointment in &practice.appointments {
        let trace = log::of_appointment(appointment, &practice.settings);
        store.book(appointment, &trace).await?;
    }
    for report in &practice.delays {
        store.report_delay(report, &log::of_delay(report)).await?;
    }
    for absence in &practice.absences {
        store
            .create_absence(absence, &log::of_absence(absence))
            .await?;
    }
    Ok(())
}
