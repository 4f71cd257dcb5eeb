//! Every write dates its document by the server's clock, so that a device that asks for changes misses none.

use bson::{DateTime, Document, doc};
use medigest_application::ports::{
    AbsenceStore as _, PatientStore as _, PractitionerStore as _, Recovery as _,
    SettingsStore as _, StoreError, UserStore as _,
};
use medigest_domain::appointment::Status;
use medigest_domain::practitioner::PractitionerDetails;
use medigest_domain::settings::Settings;
use medigest_domain::trace::EntityKind;
use medigest_sample::builders::{
    AbsenceBuilder, AppointmentBuilder, DelayBuilder, PatientBuilder, PractitionerBuilder,
    TraceBuilder, UserBuilder, ZONE, credentials, id, now,
};
use medigest_store::documents::LogDocument;
use mongodb::Database;

use super::server::Base;
use crate::contract::practitioners::removal_traces;
use crate::desk::Desk;

super::on_both_servers! {
    every_write_dates_what_it_writes,
    a_visit_and_a_new_name_date_the_files_they_are_written_into,
    what_only_waited_to_be_delivered_dates_nothing,
    a_document_with_the_id_of_a_new_one_stays_as_it_was,
}

/// The bare database, to see what is dated.
struct Dates(Database);

impl Dates {
    async fn of(base: &Base) -> Self {
        Self(base.database().await)
    }

    /// The date of the only document of a collection, taken away so that the next write must set it anew.
    async fn take(&self, collection: &str) -> Option<DateTime> {
        let documents = self.0.collection::<Document>(collection);
        let undated = doc! { "$unset": { "maj": "" } };
        let before = documents.find_one_and_update(doc! {}, undated).await;
        before.unwrap().unwrap().get_datetime("maj").ok().copied()
    }

    /// The server dated the only document of a collection just now.
    async fn assert_dated(&self, collection: &str, by: &str) {
        let hello = self.0.run_command(doc! { "hello": 1 }).await.unwrap();
        let server = *hello.get_datetime("localTime").unwrap();
        let dated = self.take(collection).await;
        let dated = dated.unwrap_or_else(|| panic!("{by} does not date {collection}"));
        let age = server.timestamp_millis() - dated.timestamp_millis();
        assert!((-1_000..60_000).contains(&age), "{by}: {dated}");
    }
}

async fn every_write_dates_what_it_writes(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    let dates = Dates::of(base).await;

    let settings = Settings::in_zone(ZONE);
    store.create_settings(&settings).await.unwrap();
    dates.assert_dated("settings", "the first settings").await;

    let user = desk.add_user(UserBuilder::new()).await;
    dates.assert_dated("users", "a new account").await;
    let trace = desk.trace(EntityKind::User, user.id);
    let hash = credentials("hash");
    let set = store.set_password(user.id, &hash, false, &trace).await;
    set.unwrap();
    dates.assert_dated("users", "a new password").await;
    for active in [false, true] {
        let trace = desk.trace(EntityKind::User, user.id);
        let set = store.set_user_active(user.id, active, &trace).await;
        set.unwrap();
        dates.assert_dated("users", "an activation").await;
    }

    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let id = practitioner.id;
    dates.assert_dated("practitioners", "a new one").await;
    let trace = desk.trace(EntityKind::Practitioner, id);
    let set = store.set_practitioner_hours(id, None, &trace).await;
    set.unwrap();
    dates.assert_dated("practitioners", "new hours").await;
    let trace = desk.trace(EntityKind::Practitioner, id);
    let set = store.set_practitioner_active(id, false, &trace).await;
    set.unwrap();
    dates.assert_dated("practitioners", "a deactivation").await;
    let (deleted, deactivated) = removal_traces(&desk, id);
    let removed = store.remove_practitioner(id, &deleted, &deactivated).await;
    removed.unwrap();
    dates.assert_dated("practitioners", "a removal").await;

    let file = desk.add_patient(PatientBuilder::new()).await;
    dates.assert_dated("patients", "a new file").await;
    let trace = desk.trace(EntityKind::Patient, file.id);
    let edited = store.update_patient(file.id, file.v, &file.details, &trace);
    edited.await.unwrap();
    dates.assert_dated("patients", "an edit").await;

    let booked = desk.book(&AppointmentBuilder::new().build()).await.unwrap();
    dates.assert_dated("appointments", "a booking").await;
    desk.set_status(&booked, Status::Absent).await.unwrap();
    dates.assert_dated("appointments", "a change").await;

    let report = desk.report(&DelayBuilder::new().build()).await.unwrap();
    dates.assert_dated("retards", "a report").await;
    desk.withdraw(report.id, now()).await.unwrap();
    dates.assert_dated("retards", "a withdrawal").await;

    let absence = desk.note(&AbsenceBuilder::new().build()).await.unwrap();
    dates.assert_dated("absences", "a new one").await;
    let trace = desk.trace(EntityKind::Absence, absence.id);
    store.remove_absence(absence.id, &trace).await.unwrap();
    dates.assert_dated("absences", "a removal").await;
}

async fn a_visit_and_a_new_name_date_the_files_they_are_written_into(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    let dates = Dates::of(base).await;
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    desk.add_patient(PatientBuilder::new()).await;
    dates.take("patients").await;
    let booked = AppointmentBuilder::new().with_practitioner(&practitioner);
    let booked = desk.book(&booked.build()).await.unwrap();
    dates.assert_dated("patients", "a new visit").await;
    desk.set_status(&booked, Status::Absent).await.unwrap();
    dates.assert_dated("patients", "a changed visit").await;

    dates.take("appointments").await;
    let details = PractitionerDetails {
        name: "Dr. House".to_owned(),
        ..practitioner.details
    };
    let trace = desk.trace(EntityKind::Practitioner, practitioner.id);
    let renamed = store.update_practitioner(practitioner.id, &details, &trace);
    renamed.await.unwrap();
    for collection in ["practitioners", "appointments", "patients"] {
        dates.assert_dated(collection, "a new name").await;
    }
}

async fn what_only_waited_to_be_delivered_dates_nothing(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    let dates = Dates::of(base).await;
    let report = desk.report(&DelayBuilder::new().build()).await.unwrap();
    // The entry of an operation that was written but not delivered.
    let trace = TraceBuilder::new(id(99)).with_object(EntityKind::Delay, report.id);
    let trace = trace.build();
    let log = bson::serialize_to_document(&LogDocument::from_domain(&trace)).unwrap();
    let entry = doc! { "op_id": log.get_object_id("_id").unwrap(), "log": log };
    let waiting = doc! { "$set": { "outbox": [entry] }, "$unset": { "maj": "" } };
    let reports = dates.0.collection::<Document>("retards");
    reports.update_one(doc! {}, waiting).await.unwrap();

    assert_eq!(store.finish_pending().await.unwrap(), 1);
    assert!(desk.traces().await.contains(&trace));
    assert_eq!(dates.take("retards").await, None);
}

async fn a_document_with_the_id_of_a_new_one_stays_as_it_was(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    let dates = Dates::of(base).await;
    let first = desk.book(&AppointmentBuilder::new().build()).await.unwrap();
    dates.take("appointments").await;
    let same_id = AppointmentBuilder::numbered(2)
        .with_id(first.id)
        .with_start(first.interval.end)
        .build();
    let refused = desk.book(&same_id).await;
    assert!(matches!(refused, Err(StoreError::Duplicate)), "{refused:?}");
    assert_eq!(dates.take("appointments").await, None);
    assert_eq!(desk.appointment(first.id).await, first);
}
