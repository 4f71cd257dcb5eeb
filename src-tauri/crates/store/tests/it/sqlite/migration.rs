//! A file of an earlier version: it opens with all it had, and can do what this version can.

use medigest_application::ports::{AppointmentStore as _, PractitionerStore as _};
use medigest_sample::builders::{
    AbsenceBuilder, AppointmentBuilder, DelayBuilder, PatientBuilder, PractitionerBuilder,
    TraceBuilder, at, id,
};
use medigest_store::documents::{
    AppointmentDocument, LogDocument, PatientDocument, PractitionerDocument, Stored, to_json,
};
use medigest_store::sqlite::SqliteStore;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::desk::Desk;
use crate::log;

const FIRST_SCHEMA: &str = include_str!("../../../src/sqlite/schema/1.sql");

fn put<T: Stored>(base: &Connection, document: &T) {
    let sql = format!("INSERT INTO {} (doc) VALUES (?1)", T::COLLECTION);
    base.execute(&sql, [to_json(document).unwrap()]).unwrap();
}

#[tokio::test]
async fn a_base_of_the_first_version_keeps_its_content_and_learns_the_practice_day() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("medigest.db");
    let patient = PatientBuilder::new().build();
    let practitioner = PractitionerBuilder::new().build();
    let cancelled = AppointmentBuilder::numbered(1)
        .cancelled_by_doctor(at("2026-11-23", "11:00"))
        .build();
    let standing = AppointmentBuilder::numbered(2).build();
    let older = TraceBuilder::new(id(500)).with_at(at("2026-01-05", "08:00"));
    let older = older.build();
    {
        let base = Connection::open(&path).unwrap();
        base.execute_batch(FIRST_SCHEMA).unwrap();
        base.pragma_update(None, "application_id", 0x4d64_4774)
            .unwrap();
        base.pragma_update(None, "user_version", 1).unwrap();
        put(&base, &PatientDocument::from_domain(&patient));
        put(&base, &PractitionerDocument::from_domain(&practitioner));
        put(&base, &AppointmentDocument::from_domain(&cancelled));
        put(&base, &AppointmentDocument::from_domain(&standing));
        put(&base, &LogDocument::from_domain(&older));
    }

    // The second time there is nothing left to do.
    drop(SqliteStore::open(&path).unwrap());
    let store = SqliteStore::open(&path).unwrap();
    store.check().await.unwrap();
    let desk = Desk::on(&store);
    assert_eq!(
        desk.all_appointments().await,
        [cancelled.clone(), standing.clone()]
    );
    assert_eq!(store.practitioners().await.unwrap(), [practitioner]);
    let to_call = store.cancelled_by_doctor(at("2026-11-23", "11:00")).await;
    assert_eq!(to_call.unwrap(), std::slice::from_ref(&cancelled));

    let instead = AppointmentBuilder::numbered(3)
        .with_start(standing.interval.end)
        .replacing(cancelled.id)
        .build();
    let instead = desk.book(&instead).await.unwrap();
    let found = store.replacements(&[cancelled.id]).await.unwrap();
    assert_eq!(found, [instead]);
    desk.report(&DelayBuilder::new().build()).await.unwrap();
    desk.note(&AbsenceBuilder::new().build()).await.unwrap();

    // What was traced before the chains is none of theirs, and nothing is wrong with it.
    let report = log::verified(&store).await;
    assert_eq!(
        (report.entries, report.unlinked, report.findings()),
        (4, 1, vec![])
    );
    assert_eq!(desk.traces().await.last(), Some(&older));
}
