//! The documents in the file: open to fields this program does not know, closed to overlaps of any origin.

use medigest_application::ports::{PatientStore as _, PractitionerStore as _, UserStore as _};
use medigest_domain::appointment::Status;
use medigest_domain::trace::EntityKind;
use medigest_sample::builders::{
    AppointmentBuilder, DelayBuilder, PatientBuilder, PractitionerBuilder, UserBuilder,
    credentials, hours, id, now,
};
use medigest_store::documents::{AppointmentDocument, to_json};
use medigest_store::sqlite::SqliteStore;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::desk::Desk;

fn count(base: &Connection, sql: &str) -> u32 {
    base.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn unknown_fields_survive_every_edit() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("medigest.db");
    let store = SqliteStore::open(&path).unwrap();
    let desk = Desk::on(&store);
    let user = desk.add_user(UserBuilder::new()).await;
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let patient = desk.add_patient(PatientBuilder::new()).await;
    let appointment = AppointmentBuilder::new().with_practitioner(&practitioner);
    let appointment = desk.book(&appointment.build()).await.unwrap();

    let report = desk.report(&DelayBuilder::new().build()).await.unwrap();

    let base = Connection::open(&path).unwrap();
    let tables = [
        "users",
        "practitioners",
        "patients",
        "appointments",
        "retards",
    ];
    for table in tables {
        let sql = format!("UPDATE {table} SET doc = json_set(doc, '$.groupe_sanguin', 'AB')");
        assert_eq!(base.execute(&sql, []).unwrap(), 1);
    }
    base.execute(
        "UPDATE patients SET doc = json_set(doc, '$.historique_visites[0].tarif', 26.5)",
        [],
    )
    .unwrap();

    let hash = credentials("!");
    let trace = desk.trace(EntityKind::User, user.id);
    store
        .set_password(user.id, &hash, true, &trace)
        .await
        .unwrap();
    let trace = desk.trace(EntityKind::User, user.id);
    store.set_user_active(user.id, false, &trace).await.unwrap();
    let trace = desk.trace(EntityKind::Patient, patient.id);
    store
        .update_patient(patient.id, 1, &patient.details, &trace)
        .await
        .unwrap();
    let cancelled = desk
        .set_status(&appointment, Status::Cancelled)
        .await
        .unwrap();
    desk.set_status(&cancelled, Status::Confirmed)
        .await
        .unwrap();
    let trace = desk.trace(EntityKind::Practitioner, practitioner.id);
    let renamed = PractitionerBuilder::new().with_name("Dr. House").build();
    store
        .update_practitioner(practitioner.id, &renamed.details, &trace)
        .await
        .unwrap();

    for hours in [Some(hours(&[(1, "09:00", "12:00")])), None] {
        let trace = desk.trace(EntityKind::Practitioner, practitioner.id);
        store
            .set_practitioner_hours(practitioner.id, hours.as_ref(), &trace)
            .await
            .unwrap();
    }
    desk.withdraw(report.id, now()).await.unwrap();

    for table in tables {
        let sql = format!("SELECT COUNT(*) FROM {table} WHERE doc ->> '$.groupe_sanguin' = 'AB'");
        assert_eq!(count(&base, &sql), 1, "{table}");
    }
    let kept = "SELECT COUNT(*) FROM patients WHERE doc ->> '$.historique_visites[0].tarif' = 26.5";
    assert_eq!(count(&base, kept), 1);
    // A field of ours that has no value any more is gone, and not kept like an unknown one.
    let cancellations = "SELECT COUNT(*) FROM appointments WHERE doc -> '$.annulation' IS NOT NULL";
    assert_eq!(count(&base, cancellations), 0);
    let own_hours = "SELECT COUNT(*) FROM practitioners WHERE doc -> '$.horaires' IS NOT NULL";
    assert_eq!(count(&base, own_hours), 0);
}

#[tokio::test]
async fn another_program_cannot_write_an_overlap_either() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("medigest.db");
    let store = SqliteStore::open(&path).unwrap();
    let desk = Desk::on(&store);
    desk.add_patient(PatientBuilder::new()).await;
    let booked = AppointmentBuilder::numbered(1).build();
    desk.book(&booked).await.unwrap();

    let base = Connection::open(&path).unwrap();
    let other = AppointmentBuilder::numbered(2).build();
    let json = to_json(&AppointmentDocument::from_domain(&other)).unwrap();
    let refused = base.execute("INSERT INTO appointments (doc) VALUES (?1)", [json]);
    assert!(refused.is_err());
    assert_eq!(desk.all_appointments().await, [booked]);
}

#[tokio::test]
async fn another_program_cannot_replace_an_appointment_twice_either() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("medigest.db");
    let store = SqliteStore::open(&path).unwrap();
    let desk = Desk::on(&store);
    desk.add_patient(PatientBuilder::new()).await;
    let booked = AppointmentBuilder::numbered(1).replacing(id(50)).build();
    desk.book(&booked).await.unwrap();

    let base = Connection::open(&path).unwrap();
    let other = AppointmentBuilder::numbered(2)
        .with_start(booked.interval.end)
        .replacing(id(50))
        .build();
    let json = to_json(&AppointmentDocument::from_domain(&other)).unwrap();
    let refused = base.execute("INSERT INTO appointments (doc) VALUES (?1)", [json]);
    assert!(refused.is_err());
    assert_eq!(desk.all_appointments().await, [booked]);
}
