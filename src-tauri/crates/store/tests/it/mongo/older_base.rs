//! A base that an older MediGest filled and an earlier version of this program opened, before it adopted any: it goes
//! on opening, and what this program does not know survives.

use bson::oid::ObjectId;
use bson::{Bson, DateTime, Document, doc};
use chrono_tz::Europe::Paris;
use medigest_application::ports::{
    AbsenceStore as _, AppointmentStore as _, PatientStore as _, PractitionerStore as _,
    TraceFilter, UserStore as _,
};
use medigest_domain::appointment::Status;
use medigest_domain::id::{AppointmentId, PatientId, PractitionerId, UserId};
use medigest_domain::settings::Settings;
use medigest_domain::trace::EntityKind;
use medigest_domain::user::Username;
use medigest_sample::builders::{
    AbsenceBuilder, AppointmentBuilder, DelayBuilder, PatientBuilder, PractitionerBuilder,
    UserBuilder, credentials, hours, now,
};
use medigest_store::documents::{SettingsDocument, Stored as _, to_bson};
use mongodb::Database;

use super::server::Base;
use crate::desk::{Desk, changed};
use crate::log;

super::on_both_servers! {
    accounts_are_found_whatever_their_case,
    two_accounts_whose_names_differ_by_case_both_sign_in,
    files_are_listed_and_edited_from_version_zero,
    appointments_are_read_and_cancelled,
    practitioners_with_appointments_by_name_stay,
    fields_this_program_does_not_know_survive_every_edit,
    traces_of_a_time_before_the_chains_are_none_of_theirs,
}

const TIME: DateTime = DateTime::from_millis(1_767_000_000_000);

async fn put(database: &Database, collection: &str, document: Document) -> ObjectId {
    opened_before(database).await;
    let inserted = database.collection(collection).insert_one(document).await;
    inserted.unwrap().inserted_id.as_object_id().unwrap()
}

/// The settings that this program's first opening left.
async fn opened_before(database: &Database) {
    let settings = SettingsDocument::from_domain(&Settings::in_zone(Paris));
    let settings = to_bson(&settings).unwrap();
    let all = database.collection::<Document>(SettingsDocument::COLLECTION);
    if all.count_documents(doc! {}).await.unwrap() == 0 {
        all.insert_one(settings).await.unwrap();
    }
}

fn account(username: &str) -> Document {
    doc! { "username": username, "password": "240b", "role": "Administrateur", "created_at": TIME }
}

fn name(text: &str) -> Username {
    Username::stored(text.to_owned())
}

async fn accounts_are_found_whatever_their_case(base: &Base) {
    let database = base.database().await;
    let before = put(&database, "users", account("Élodie")).await;
    let store = base.open().await;
    let after = put(&database, "users", account("Marc")).await;
    for (typed, id) in [("élodie", before), ("MARC", after)] {
        let found = store.user_by_name(&name(typed)).await.unwrap();
        assert_eq!(found.unwrap().id, UserId::from_bytes(id.bytes()));
    }
    let desk = Desk::on(&store);
    let same = UserBuilder::new().with_username("ÉLODIE").build();
    let trace = desk.trace(EntityKind::User, same.id);
    assert!(
        store.create_user(&same, &trace).await.is_err(),
        "the name is in use"
    );
}

async fn two_accounts_whose_names_differ_by_case_both_sign_in(base: &Base) {
    let database = base.database().await;
    let first = put(&database, "users", account("Admin")).await;
    let second = put(&database, "users", account("admin")).await;
    let store = base.open().await;
    for (typed, id) in [("Admin", first), ("admin", second), ("ADMIN", first)] {
        let found = store.user_by_name(&name(typed)).await.unwrap();
        assert_eq!(found.unwrap().id, UserId::from_bytes(id.bytes()), "{typed}");
    }
}

async fn files_are_listed_and_edited_from_version_zero(base: &Base) {
    let database = base.database().await;
    let file = doc! { "nom": "DANIEL", "prenom": "Jean", "telephone": "", "created_at": TIME };
    let id = put(&database, "patients", file).await;
    let id = PatientId::from_bytes(id.bytes());
    let store = base.open().await;
    for since in [None, Some(TIME.to_chrono())] {
        let changed = store.patients_changed_since(since).await.unwrap();
        assert_eq!(changed.len(), 1);
    }
    let later = TIME.to_chrono() + chrono::Duration::milliseconds(1);
    let changed = store.patients_changed_since(Some(later)).await.unwrap();
    assert_eq!(changed, []);

    let desk = Desk::on(&store);
    let details = PatientBuilder::new().build().details;
    let trace = desk.trace(EntityKind::Patient, id);
    let edited = store.update_patient(id, 0, &details, &trace).await.unwrap();
    assert_eq!((edited.v, edited.details), (1, details));
    let changed = store.patients_changed_since(Some(later)).await.unwrap();
    assert_eq!(changed.len(), 1, "now it has the server's time");
}

fn appointment(practitioner: &str) -> Document {
    doc! {
        "patient_id": ObjectId::new(), "practitioner_name": practitioner, "date_heure_debut": TIME,
        "date_heure_fin": DateTime::from_millis(TIME.timestamp_millis() + 900_000), "duree_minutes": 15,
        "motif": "Toux", "statut": "Confirmé", "created_at": TIME,
    }
}

async fn appointments_are_read_and_cancelled(base: &Base) {
    let database = base.database().await;
    let id = put(&database, "appointments", appointment("Dr. House")).await;
    let id = AppointmentId::from_bytes(id.bytes());
    let store = base.open().await;
    let desk = Desk::on(&store);
    let found = desk.appointment(id).await;
    assert_eq!(
        (found.v, found.practitioner_name.as_str()),
        (0, "Dr. House")
    );
    let cancelled = desk.set_status(&found, Status::Cancelled).await.unwrap();
    assert_eq!((cancelled.v, cancelled.status), (1, Status::Cancelled));
    let stale = store
        .save(&cancelled, &desk.trace(EntityKind::Appointment, id))
        .await;
    assert!(stale.is_err(), "version 0 is gone");
}

async fn practitioners_with_appointments_by_name_stay(base: &Base) {
    let database = base.database().await;
    let id = put(&database, "practitioners", doc! { "nom": "Dr. House" }).await;
    put(&database, "appointments", appointment("Dr. House")).await;
    let id = PractitionerId::from_bytes(id.bytes());
    let store = base.open().await;
    let desk = Desk::on(&store);
    let (deleted, deactivated) = crate::contract::practitioners::removal_traces(&desk, id);
    store
        .remove_practitioner(id, &deleted, &deactivated)
        .await
        .unwrap();
    assert!(!store.practitioner(id).await.unwrap().unwrap().active);
}

async fn fields_this_program_does_not_know_survive_every_edit(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    let user = desk.add_user(UserBuilder::new()).await;
    let file = desk
        .add_patient(PatientBuilder::new().with_notes("Asthme"))
        .await;
    let booked = desk.book(&AppointmentBuilder::new().build()).await.unwrap();
    let database = base.database().await;
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let report = desk.report(&DelayBuilder::new().build()).await.unwrap();
    let absence = desk.note(&AbsenceBuilder::new().build()).await.unwrap();
    let collections = [
        "users",
        "patients",
        "appointments",
        "practitioners",
        "retards",
        "absences",
    ];
    for collection in collections {
        let add = doc! { "$set": { "groupe_sanguin": "O-" } };
        let all = database.collection::<Document>(collection);
        all.update_many(doc! {}, add).await.unwrap();
    }

    let trace = desk.trace(EntityKind::User, user.id);
    let hash = credentials("hash");
    store
        .set_password(user.id, &hash, false, &trace)
        .await
        .unwrap();
    let mut details = file.details;
    details.notes = None;
    let trace = desk.trace(EntityKind::Patient, file.id);
    store
        .update_patient(file.id, file.v, &details, &trace)
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
    let trace = desk.trace(EntityKind::Absence, absence.id);
    store.remove_absence(absence.id, &trace).await.unwrap();
    let seen = desk.change(&booked, |after| {
        after.status = Status::Cancelled;
        after.cancellation = AppointmentBuilder::new()
            .with_status(Status::Cancelled)
            .build()
            .cancellation;
        after.attendance.arrived_at = Some(now());
    });
    let back = changed(&seen.await.unwrap(), |after| {
        after.status = Status::Confirmed;
        after.cancellation = None;
        after.attendance.arrived_at = None;
    });
    let trace = desk.trace(EntityKind::Appointment, back.id);
    store.save(&back, &trace).await.unwrap();

    for (collection, left_out) in [
        ("users", "retrait"),
        ("patients", "notes_medicales"),
        ("appointments", "annulation"),
        ("appointments", "arrivee_at"),
        ("practitioners", "horaires"),
        ("retards", "outbox"),
        ("absences", "outbox"),
    ] {
        let all = database.collection::<Document>(collection);
        let document = all.find_one(doc! {}).await.unwrap().unwrap();
        assert_eq!(
            document.get("groupe_sanguin"),
            Some(&Bson::from("O-")),
            "{collection}"
        );
        assert!(!document.contains_key(left_out), "{collection}");
        assert!(
            !document.contains_key("outbox"),
            "{collection}: nothing waits"
        );
    }
}

async fn traces_of_a_time_before_the_chains_are_none_of_theirs(base: &Base) {
    let database = base.database().await;
    let older = doc! {
        "user": "secr", "action": "CREATE_APPT", "details": "RDV créé", "timestamp": TIME,
    };
    let id = put(&database, "logs", older).await;
    let store = base.open().await;
    let desk = Desk::on(&store);
    desk.add_patient(PatientBuilder::new()).await;
    let report = log::verified(&store).await;
    assert_eq!(
        (report.entries, report.unlinked, report.findings()),
        (2, 1, vec![])
    );
    let filter = TraceFilter {
        text: id.to_hex(),
        ..TraceFilter::default()
    };
    let found = log::found(&store, filter).await;
    assert_eq!(found[0].content.user, "secr");
    assert_eq!((found.len(), &found[0].link), (1, &None));
}
