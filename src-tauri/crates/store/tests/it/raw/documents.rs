//! The contract of documents as they are stored.

use bson::oid::ObjectId;
use bson::spec::BinarySubtype;
use bson::{Binary, Bson, DateTime, Document, doc};
use medigest_domain::appointment::Appointment;
use medigest_domain::trace::EntityKind;
use medigest_sample::builders::{AbsenceBuilder, AppointmentBuilder, PatientBuilder, UserBuilder};
use medigest_store::documents::{AppointmentDocument, Stored as _, to_bson};
use medigest_store::raw::{Added, Replaced};

use super::fresh::{Fresh, all};
use crate::desk::Desk;
use crate::log;

super::on_every_base! {
    come_back_as_they_were_with_every_type,
    are_read_page_by_page_each_once,
    are_counted_by_collection,
    are_added_once,
    that_this_program_cannot_read_are_kept_too,
    are_replaced_only_while_they_are_unchanged,
    reserve_and_free_their_slots,
    are_removed,
    stand_still_in_a_snapshot,
    of_the_log_leave_its_chain_whole,
    of_what_was_deleted_are_not_there,
}

const TIME: DateTime = DateTime::from_millis(1_767_000_000_000);

fn file(byte: u8) -> Document {
    doc! {
        "_id": ObjectId::from_bytes([byte; 12]), "nom": "DANIEL", "prenom": "Jean", "updated_at": TIME,
        "created_at": TIME, "petit": 5_i32, "grand": 5_i64, "virgule": 2.0, "rien": Bson::Null,
        "octets": Binary { subtype: BinarySubtype::Generic, bytes: vec![0, 255] },
        "liste": [{ "petit": 1_i32, "le": TIME }, "deux"], "v": 1_i64,
    }
}

async fn put(base: &Fresh, collection: &str, document: &Document) {
    let added = base
        .raw
        .add(collection, std::slice::from_ref(document))
        .await;
    assert_eq!(added.unwrap(), [Added::Added]);
}

async fn come_back_as_they_were_with_every_type(base: &Fresh) {
    for collection in ["patients", "inconnue"] {
        put(base, collection, &file(1)).await;
        assert_eq!(all(&*base.raw, collection).await, [file(1)], "{collection}");
    }
}

async fn are_read_page_by_page_each_once(base: &Fresh) {
    let files: Vec<_> = (1..=10).map(file).collect();
    base.raw.add("patients", &files).await.unwrap();
    put(base, "patients", &doc! { "_id": "un texte", "nom": 3_i32 }).await;
    put(base, "patients", &doc! { "_id": 7_i32 }).await;
    for limit in [1, 3, 5, 100] {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = base
                .raw
                .page("patients", after.as_ref(), limit)
                .await
                .unwrap();
            assert!(page.documents.len() <= limit as usize);
            seen.extend(page.documents);
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        let mut ids: Vec<_> = seen
            .iter()
            .map(|one| one.get("_id").unwrap().to_string())
            .collect();
        ids.sort();
        ids.dedup();
        assert_eq!((seen.len(), ids.len()), (12, 12), "pages of {limit}");
    }
}

async fn are_counted_by_collection(base: &Fresh) {
    assert!(base.raw.collections().await.unwrap().is_empty());
    base.raw.add("patients", &[file(1), file(2)]).await.unwrap();
    put(base, "inconnue", &file(1)).await;
    let counts: Vec<_> = base.raw.collections().await.unwrap().into_iter().collect();
    assert_eq!(
        counts,
        [("inconnue".to_owned(), 1), ("patients".to_owned(), 2)]
    );
}

async fn are_added_once(base: &Fresh) {
    put(base, "patients", &file(1)).await;
    let mut other = file(1);
    other.insert("nom", "AUTRE");
    let added = base.raw.add("patients", &[other, file(2)]).await.unwrap();
    assert_eq!(added, [Added::There, Added::Added]);
    assert_eq!(all(&*base.raw, "patients").await, [file(1), file(2)]);
}

async fn that_this_program_cannot_read_are_kept_too(base: &Fresh) {
    let strange = doc! { "_id": ObjectId::from_bytes([3; 12]), "date_heure_debut": "demain", "statut": 5_i32 };
    put(base, "appointments", &strange).await;
    let again = base
        .raw
        .add("appointments", std::slice::from_ref(&strange))
        .await;
    assert_eq!(again.unwrap(), [Added::There]);
    assert_eq!(all(&*base.raw, "appointments").await, [strange]);
}

async fn are_replaced_only_while_they_are_unchanged(base: &Fresh) {
    put(base, "patients", &file(1)).await;
    let mut after = file(1);
    after.insert("nom", "DUPONT");
    let done = base
        .raw
        .replace("patients", &file(1), &after)
        .await
        .unwrap();
    assert_eq!(done, Replaced::Done);
    let again = base
        .raw
        .replace("patients", &file(1), &after)
        .await
        .unwrap();
    assert_eq!(
        again,
        Replaced::Done,
        "an answer that was lost is given again"
    );
    let mut other = file(1);
    other.insert("nom", "MARTIN");
    let late = base
        .raw
        .replace("patients", &file(1), &other)
        .await
        .unwrap();
    assert_eq!(late, Replaced::Changed);
    assert_eq!(all(&*base.raw, "patients").await, [after]);
    let gone = base
        .raw
        .replace("patients", &file(2), &other)
        .await
        .unwrap();
    assert_eq!(gone, Replaced::Changed);
}

fn stored(appointment: &Appointment) -> Document {
    to_bson(&AppointmentDocument::from_domain(appointment)).unwrap()
}

async fn reserve_and_free_their_slots(base: &Fresh) {
    let first = AppointmentBuilder::numbered(1).build();
    let second = AppointmentBuilder::numbered(2).build();
    let (mine, theirs) = (stored(&first), stored(&second));
    put(base, "appointments", &mine).await;
    let taken = base
        .raw
        .add("appointments", std::slice::from_ref(&theirs))
        .await;
    assert_eq!(taken.unwrap(), [Added::Conflict]);
    let mut without = theirs.clone();
    without.remove("slots");
    put(base, "appointments", &without).await;
    let taken = base
        .raw
        .replace("appointments", &without, &theirs)
        .await
        .unwrap();
    assert_eq!(taken, Replaced::Conflict);
    let mut freed = mine.clone();
    freed.remove("slots");
    let done = base
        .raw
        .replace("appointments", &mine, &freed)
        .await
        .unwrap();
    assert_eq!(done, Replaced::Done);
    let done = base
        .raw
        .replace("appointments", &without, &theirs)
        .await
        .unwrap();
    assert_eq!(done, Replaced::Done, "the time is free now");
    let refused = Desk::on(&*base.store)
        .book(&AppointmentBuilder::numbered(3).build())
        .await;
    assert!(refused.is_err(), "and taken again");
}

async fn are_removed(base: &Fresh) {
    let booked = stored(&AppointmentBuilder::numbered(1).build());
    for (collection, document) in [
        (AppointmentDocument::COLLECTION, &booked),
        ("inconnue", &file(1)),
    ] {
        put(base, collection, document).await;
        let id = document.get("_id").unwrap();
        for _ in 0..2 {
            base.raw
                .remove(collection, std::slice::from_ref(id))
                .await
                .unwrap();
            assert!(all(&*base.raw, collection).await.is_empty());
        }
    }
    let free = Desk::on(&*base.store)
        .book(&AppointmentBuilder::numbered(2).build())
        .await;
    assert!(free.is_ok(), "its slots went with it");
}

async fn stand_still_in_a_snapshot(base: &Fresh) {
    put(base, "patients", &file(1)).await;
    let snapshot = base.raw.snapshot().await.unwrap();
    assert_eq!(all(&*snapshot, "patients").await, [file(1)]);
    if base.store.feed_mode() == medigest_application::ports::FeedMode::Local {
        put(base, "patients", &file(2)).await;
        assert_eq!(all(&*snapshot, "patients").await, [file(1)]);
        assert_eq!(snapshot.collections().await.unwrap()["patients"], 1);
    }
}

async fn of_the_log_leave_its_chain_whole(base: &Fresh) {
    let desk = Desk::on(&*base.store);
    desk.add_patient(PatientBuilder::new()).await;
    desk.add_patient(PatientBuilder::numbered(2)).await;
    let logs = all(&*base.raw, "logs").await;
    assert_eq!(logs.len(), 2);
    forget(base, &logs).await;
    base.raw.add("logs", &logs).await.unwrap();
    desk.add_patient(PatientBuilder::numbered(3)).await;
    log::assert_whole(&*base.store).await;
    // The end was known; it is not what it was.
    forget(base, &all(&*base.raw, "logs").await).await;
    desk.add_patient(PatientBuilder::numbered(4)).await;
    log::assert_whole(&*base.store).await;
}

async fn forget(base: &Fresh, logs: &[Document]) {
    let ids: Vec<_> = logs
        .iter()
        .map(|log| log.get("_id").unwrap().clone())
        .collect();
    base.raw.remove("logs", &ids).await.unwrap();
}

async fn of_what_was_deleted_are_not_there(base: &Fresh) {
    let store = &*base.store;
    let desk = Desk::on(store);
    let user = desk.add_user(UserBuilder::new()).await;
    let absence = desk.note(&AbsenceBuilder::new().build()).await.unwrap();
    let trace = desk.trace(EntityKind::User, user.id);
    store.delete_user(user.id, &trace).await.unwrap();
    let trace = desk.trace(EntityKind::Absence, absence.id);
    store.remove_absence(absence.id, &trace).await.unwrap();
    for collection in ["users", "absences"] {
        assert!(all(&*base.raw, collection).await.is_empty(), "{collection}");
    }
    let held = base.raw.collections().await.unwrap();
    assert_eq!(held.keys().collect::<Vec<_>>(), ["logs"]);
}
