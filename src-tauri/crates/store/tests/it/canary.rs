//! No store keeps a sealed text in clear, whatever the use cases write: what the base holds is read behind their backs.

use std::sync::Arc;

use bson::Document;
use futures::TryStreamExt as _;
use medigest_application::ports::Store;
use medigest_application::{Actor, BookingRequest, Practice, RescheduleRequest};
use medigest_domain::role::Role;
use medigest_sample::builders::{
    CountingIds, FixedClock, PatientFormBuilder, PractitionerBuilder, UserBuilder, ZONE, id,
    keyring, now,
};
use medigest_store::sqlite::SqliteStore;
use tempfile::TempDir;

use crate::desk::Desk;
use crate::mongo::server::{Base, Server};

const CANARIES: [&str; 4] = [
    "CANARI-ASSURANCE",
    "CANARI-NOTES",
    "CANARI-MOTIF",
    "CANARI-AUTRE",
];

/// What a reception and a doctor write of a patient in a day.
async fn work(store: Arc<dyn Store>) {
    let desk = Desk::on(&*store);
    let user = desk
        .add_user(UserBuilder::new().with_role(Role::Administrator))
        .await;
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let actor = Actor::of(&user, keyring());
    let clock = Arc::new(FixedClock::at(now()));
    let ids = Arc::new(CountingIds::starting_at(10_000));
    let opening = Practice::open(store.clone(), clock, ids, "poste".to_owned(), ZONE);
    let practice = opening.await.unwrap();
    let form = PatientFormBuilder::new()
        .with_last_name("Canari")
        .with_insurance(CANARIES[0])
        .with_notes(CANARIES[1]);
    let file = id(500);
    practice
        .register_patient(&actor, &form.clone().build(), true, id(500))
        .await
        .unwrap();
    let booking = BookingRequest {
        patient_id: file,
        practitioner_id: practitioner.id,
        date: "2026-11-24".to_owned(),
        time: "10:00".to_owned(),
        duration_minutes: 15,
        reason: Some(CANARIES[2].to_owned()),
        instead_of: None,
        accept_outside_hours: true,
    };
    let booked = practice.book(&actor, &booking, id(501)).await.unwrap();
    let booked = booked.appointment;
    let moved = RescheduleRequest {
        practitioner_id: practitioner.id,
        date: booking.date.clone(),
        time: "11:00".to_owned(),
        duration_minutes: 15,
        reason: Some(CANARIES[3].to_owned()),
        accept_outside_hours: true,
    };
    let moved = practice
        .reschedule(&actor, booked.id, booked.v, &moved, id(502))
        .await
        .unwrap()
        .appointment;
    let cancelled = practice
        .cancel(&actor, moved.id, moved.v, "Empêchement", id(503))
        .await
        .unwrap()
        .appointment;
    let reinstated = practice.reinstate(&actor, cancelled.id, cancelled.v, id(504));
    reinstated.await.unwrap();
    let read = practice.open_patient(&actor, file).await.unwrap().patient;
    assert_eq!(read.visits[0].reason, CANARIES[3].into());
    let form = form.build();
    let edited = practice.update_patient(&actor, file, read.v, &form, id(505));
    edited.await.unwrap();
}

fn assert_sealed(dump: &[u8]) {
    let holds = |needle: &str| {
        dump.windows(needle.len())
            .any(|window| window == needle.as_bytes())
    };
    assert!(
        holds("CANARI"),
        "the name is in clear, so it was looked in the right place"
    );
    for canary in CANARIES {
        assert!(!holds(canary), "{canary}");
    }
}

#[tokio::test]
async fn sqlite_keeps_none_in_its_file_or_its_log() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("medigest.db");
    let store = Arc::new(SqliteStore::open(&path).unwrap());
    work(store.clone()).await;
    let mut dump = Vec::new();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        dump.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    assert_sealed(&dump);
}

async fn mongo_keeps_none(server: Server) {
    let Some(base) = Base::on(server) else { return };
    work(Arc::new(base.open().await)).await;
    let database = base.database().await;
    let mut dump = Vec::new();
    for name in database.list_collection_names().await.unwrap() {
        let collection = database.collection::<Document>(&name);
        let found = collection.find(Document::new()).await.unwrap();
        let documents: Vec<Document> = found.try_collect().await.unwrap();
        for document in documents {
            dump.extend(bson::serialize_to_vec(&document).unwrap());
        }
    }
    assert_sealed(&dump);
}

#[tokio::test]
async fn a_standalone_keeps_none() {
    mongo_keeps_none(Server::Standalone).await;
}

#[tokio::test]
async fn a_replica_set_keeps_none() {
    mongo_keeps_none(Server::ReplicaSet).await;
}
