//! A base filled through the ports holds the practice.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use medigest_application::ports::{
    AbsenceStore, AppointmentFilter, AppointmentStore, AuditStore, DelayStore, PatientStore,
    PractitionerStore, SettingsStore, UserStore,
};
use medigest_domain::appointment::Appointment;
use medigest_domain::patient::Visit;
use medigest_domain::time::Interval;
use medigest_domain::trace::Trace;
use medigest_sample::builders::{ZONE, now};
use medigest_sample::{SamplePractice, Scene, Size, fill, log};
use medigest_store::memory::MemoryStore;

const EVER: AppointmentFilter = AppointmentFilter {
    practitioner: None,
    patient: None,
    within: Interval {
        start: DateTime::<Utc>::MIN_UTC,
        end: DateTime::<Utc>::MAX_UTC,
    },
};

fn small() -> SamplePractice {
    let size = Size {
        practitioners: 3,
        patients: 60,
        weeks: 2,
    };
    SamplePractice::generate(7, now(), ZONE, size)
}

fn by_id(mut appointments: Vec<Appointment>) -> Vec<Appointment> {
    appointments.sort_by_key(|appointment| appointment.id);
    appointments
}

fn by_date(mut visits: Vec<Visit>) -> Vec<Visit> {
    visits.sort_by_key(|visit| (visit.date, visit.appointment_id));
    visits
}

#[tokio::test]
async fn a_filled_base_holds_every_document_with_its_visits() {
    let (store, practice) = (MemoryStore::new(), small());
    fill(&store, &practice).await.unwrap();

    assert_eq!(store.settings().await.unwrap(), Some(practice.settings));
    assert_eq!(store.users().await.unwrap().len(), practice.users.len());
    assert_eq!(store.practitioners().await.unwrap().len(), 3);
    let stored = store.appointments(EVER).await.unwrap();
    assert_eq!(by_id(stored), by_id(practice.appointments));
    let today = now().with_timezone(&ZONE).date_naive();
    assert_eq!(store.delays(today, today).await.unwrap(), practice.delays);
    let absences = store.absences(EVER.within).await.unwrap();
    assert_eq!(absences, practice.absences);
    for expected in practice.patients {
        let file = store.patient(expected.id).await.unwrap().unwrap();
        assert_eq!(file.details, expected.details);
        assert_eq!(by_date(file.visits), by_date(expected.visits));
    }
}

#[tokio::test]
async fn filling_twice_changes_nothing() {
    let (store, practice) = (MemoryStore::new(), small());
    fill(&store, &practice).await.unwrap();
    let traces = store.recent_traces(u32::MAX).await.unwrap();
    fill(&store, &practice).await.unwrap();
    assert_eq!(store.recent_traces(u32::MAX).await.unwrap(), traces);
}

#[test]
fn the_log_tells_each_creation_in_its_order_and_names_no_patient() {
    let practice = small();
    let traces = log(&practice);
    let documents = practice.practitioners.len()
        + practice.users.len()
        + practice.patients.len()
        + practice.appointments.len()
        + practice.delays.len()
        + practice.absences.len();
    assert_eq!(traces.len(), documents);
    assert!(traces.is_sorted_by_key(|trace| trace.at));
    let operations: BTreeSet<_> = traces.iter().map(|trace| trace.op_id).collect();
    assert_eq!(operations.len(), documents);
    for patient in &practice.patients {
        let name = patient.details.last_name.to_string();
        let tells = |trace: &Trace| trace.details.split([' ', ',']).any(|word| word == name);
        assert!(!traces.iter().any(tells), "{name}");
    }
}

#[tokio::test]
async fn the_scene_fits_into_a_base() {
    let (store, scene) = (MemoryStore::new(), Scene::at(now()));
    fill(&store, &scene.practice).await.unwrap();
    let stored = store.appointments(EVER).await.unwrap();
    assert_eq!(by_id(stored), by_id(scene.practice.appointments));
    assert_eq!(store.users().await.unwrap().len(), 4);
    let patients = store.patients_changed_since(None).await.unwrap();
    assert_eq!(patients.len(), 7);
}
