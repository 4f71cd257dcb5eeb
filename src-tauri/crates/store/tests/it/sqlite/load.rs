//! Filling an empty base at once.

use medigest_application::ports::{SettingsStore as _, StoreError};
use medigest_domain::delay::DelayReport;
use medigest_sample::builders::{ZONE, now};
use medigest_sample::{SamplePractice, Size};
use medigest_store::bulk::BulkLoad;
use medigest_store::sqlite::SqliteStore;
use tempfile::TempDir;

use crate::model::dump;

#[tokio::test]
async fn a_practice_is_loaded_whole_and_only_once() {
    let size = Size {
        practitioners: 3,
        patients: 60,
        weeks: 2,
    };
    let sample = SamplePractice::generate(7, now(), ZONE, size);
    let all = BulkLoad {
        users: sample.users.clone(),
        practitioners: sample.practitioners.clone(),
        patients: sample.patients.clone(),
        appointments: sample.appointments.clone(),
        delays: sample.delays.clone(),
        absences: sample.absences.clone(),
        settings: Some(sample.settings.clone()),
        ..BulkLoad::default()
    };
    let folder = TempDir::new().unwrap();
    let store = SqliteStore::open(folder.path().join("medigest.db")).unwrap();
    store.load(all.clone()).await.unwrap();

    let again = store.load(all).await;
    assert!(matches!(again, Err(StoreError::Duplicate)), "{again:?}");
    let held = dump(&store).await;
    assert_eq!(held.users.len(), sample.users.len());
    assert_eq!(held.practitioners.len(), sample.practitioners.len());
    let visits = |patients: &[medigest_domain::patient::Patient]| -> usize {
        patients.iter().map(|patient| patient.visits.len()).sum()
    };
    assert_eq!(held.patients.len(), sample.patients.len());
    assert_eq!(visits(&held.patients), visits(&sample.patients));
    let mut expected = sample.appointments;
    expected.sort_by_key(|appointment| (appointment.interval.start, appointment.id));
    assert_eq!(held.appointments, expected);
    let by_day = |report: &DelayReport| (report.day, report.practitioner_id);
    let mut expected = sample.delays;
    expected.sort_by_key(by_day);
    assert_eq!(held.delays, expected);
    let mut expected = sample.absences;
    expected.sort_by_key(|absence| (absence.interval.start, absence.id));
    assert_eq!(held.absences, expected);
    assert_eq!(store.settings().await.unwrap(), Some(sample.settings));
}
