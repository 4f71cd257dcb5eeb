//! A write whose last statement fails leaves nothing of the others.

use medigest_application::ports::{
    AbsenceStore as _, PatientStore as _, PractitionerStore as _, UserStore as _,
};
use medigest_domain::appointment::Status;
use medigest_domain::trace::EntityKind;
use medigest_sample::builders::{
    AbsenceBuilder, AppointmentBuilder, DelayBuilder, PatientBuilder, PractitionerBuilder,
    UserBuilder, hours, now,
};
use medigest_store::sqlite::SqliteStore;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::desk::Desk;
use crate::model::dump;

#[tokio::test]
async fn a_write_whose_trace_cannot_be_kept_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("medigest.db");
    let store = SqliteStore::open(&path).unwrap();
    let desk = Desk::on(&store);
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let patient = desk.add_patient(PatientBuilder::new()).await;
    let booked = AppointmentBuilder::new()
        .with_practitioner(&practitioner)
        .build();
    let booked = desk.book(&booked).await.unwrap();
    let report = desk.report(&DelayBuilder::new().build()).await.unwrap();
    let absence = desk.note(&AbsenceBuilder::new().build()).await.unwrap();
    let before = dump(&store).await;

    let no_traces = "CREATE TRIGGER no_traces BEFORE INSERT ON logs BEGIN
                         SELECT RAISE(ABORT, 'no traces');
                     END";
    let base = Connection::open(&path).unwrap();
    base.execute_batch(no_traces).unwrap();

    let later = AppointmentBuilder::numbered(2)
        .with_start(booked.interval.end)
        .build();
    desk.book(&later).await.unwrap_err();
    desk.set_status(&booked, Status::Cancelled)
        .await
        .unwrap_err();
    let trace = desk.trace(EntityKind::Practitioner, practitioner.id);
    let renamed = PractitionerBuilder::new().with_name("Dr. House").build();
    store
        .update_practitioner(practitioner.id, &renamed.details, &trace)
        .await
        .unwrap_err();
    let trace = desk.trace(EntityKind::Patient, patient.id);
    let details = PatientBuilder::new().with_notes("Asthme").build().details;
    store
        .update_patient(patient.id, patient.v, &details, &trace)
        .await
        .unwrap_err();
    let user = UserBuilder::new().build();
    let trace = desk.trace(EntityKind::User, user.id);
    store.create_user(&user, &trace).await.unwrap_err();
    let trace = desk.trace(EntityKind::Practitioner, practitioner.id);
    let mornings = hours(&[(1, "09:00", "12:00")]);
    store
        .set_practitioner_hours(practitioner.id, Some(&mornings), &trace)
        .await
        .unwrap_err();
    desk.withdraw(report.id, now()).await.unwrap_err();
    let second = DelayBuilder::numbered(2).with_number(2).build();
    desk.report(&second).await.unwrap_err();
    let trace = desk.trace(EntityKind::Absence, absence.id);
    store.remove_absence(absence.id, &trace).await.unwrap_err();
    let second = AbsenceBuilder::numbered(2).build();
    desk.note(&second).await.unwrap_err();

    assert!(dump(&store).await == before);
    // Nor is the time of the refused booking held.
    base.execute_batch("DROP TRIGGER no_traces").unwrap();
    desk.book(&later).await.unwrap();
}
