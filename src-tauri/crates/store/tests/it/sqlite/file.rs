//! The file: opened, refused, damaged, shared.

use std::fs;
use std::path::PathBuf;

use futures::future::join_all;
use medigest_application::ports::{PatientStore as _, StoreError};
use medigest_sample::builders::{AppointmentBuilder, PatientBuilder, PractitionerBuilder, at};
use medigest_store::sqlite::{OpenError, SqliteStore};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::desk::Desk;

fn place() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("medigest.db");
    (folder, path)
}

#[tokio::test]
async fn a_base_has_its_content_when_it_is_opened_again() {
    let (_folder, path) = place();
    let patient = {
        let store = SqliteStore::open(&path).unwrap();
        Desk::on(&store).add_patient(PatientBuilder::new()).await
    };
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(store.patient(patient.id).await.unwrap(), Some(patient));
    store.check().await.unwrap();
}

#[test]
fn a_file_that_is_no_base_is_refused_and_left_alone() {
    let (_folder, path) = place();
    let other_program = {
        let (_folder, path) = place();
        let base = Connection::open(&path).unwrap();
        base.execute_batch("CREATE TABLE notes (text); PRAGMA user_version = 1;")
            .unwrap();
        drop(base);
        fs::read(path).unwrap()
    };
    for content in [b"Cher docteur, ".repeat(100), other_program] {
        fs::write(&path, &content).unwrap();
        let refused = SqliteStore::open(&path).err();
        assert!(
            matches!(refused, Some(OpenError::Unreadable)),
            "{refused:?}"
        );
        assert!(
            !content.starts_with(b"Cher") || fs::read(&path).unwrap() == content,
            "the file was changed"
        );
    }
}

#[test]
fn a_base_of_a_newer_version_is_refused_by_name() {
    let (_folder, path) = place();
    drop(SqliteStore::open(&path).unwrap());
    let base = Connection::open(&path).unwrap();
    base.pragma_update(None, "user_version", 99).unwrap();
    drop(base);
    let refused = SqliteStore::open(&path).err();
    assert!(
        matches!(refused, Some(OpenError::Newer { found: 99, known }) if known < 99),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_damaged_base_is_recognised_by_its_check() {
    let (_folder, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    let desk = Desk::on(&store);
    for number in 1..=50 {
        desk.add_patient(PatientBuilder::numbered(number)).await;
    }
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    // Where the files are: a damaged schema would not even open.
    let end = bytes.len() - 8192;
    bytes[end..].fill(0xff);
    fs::write(&path, &bytes).unwrap();

    let store = SqliteStore::open(&path).unwrap();
    let damaged = store.check().await;
    assert!(
        matches!(damaged, Err(StoreError::Unreadable(_))),
        "{damaged:?}"
    );
}

#[test]
fn a_folder_that_does_not_exist_is_inaccessible() {
    let (folder, _) = place();
    let refused = SqliteStore::open(folder.path().join("nowhere/medigest.db")).err();
    assert!(
        matches!(refused, Some(OpenError::Inaccessible(_))),
        "{refused:?}"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn the_file_and_its_log_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;

    let (folder, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    Desk::on(&store).add_patient(PatientBuilder::new()).await;
    for file in fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{:?}", file.file_name());
    }
}

/// Twelve bases on one file book the same hour for twelve practitioners, and each other's times.
#[tokio::test(flavor = "multi_thread")]
async fn many_bases_on_one_file_wait_for_each_other() {
    let (_folder, path) = place();
    let stores: Vec<_> = (0..12).map(|_| SqliteStore::open(&path).unwrap()).collect();
    Desk::on(&stores[0])
        .add_patient(PatientBuilder::new())
        .await;
    let bookings = stores.iter().zip(1..).map(|(store, number)| async move {
        let desk = Desk::on(store);
        let mut booked = 0;
        for slot in 0..12 {
            let appointment = AppointmentBuilder::numbered(number * 100 + slot)
                .with_practitioner(&PractitionerBuilder::numbered(number).build())
                .with_start(at("2026-11-25", &format!("{:02}:00", 8 + slot)))
                .build();
            match desk.book(&appointment).await {
                Ok(_) => booked += 1,
                Err(StoreError::Taken { blocking }) => assert_eq!(blocking.len(), 1),
                Err(error) => panic!("{error}"),
            }
        }
        booked
    });
    let booked: u64 = join_all(bookings).await.into_iter().sum();
    assert_eq!(booked, 12, "the patient has each hour once");
}

#[tokio::test]
async fn a_write_waits_until_another_program_lets_go() {
    let (_folder, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let desk = Desk::on(&store);
    let (patient, ()) = futures::join!(desk.add_patient(PatientBuilder::new()), async {
        // Reading goes on meanwhile.
        assert!(store.patients_changed_since(None).await.unwrap().is_empty());
        other.execute_batch("COMMIT").unwrap();
    });
    assert_eq!(store.patient(patient.id).await.unwrap(), Some(patient));
}
