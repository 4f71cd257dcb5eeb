//! Adoption on a server.

use std::sync::Arc;

use bson::{Bson, Document, doc};
use medigest_application::ports::{
    AppointmentStore as _, BaseState, SettingsStore as _, WholeBase as _,
};
use medigest_domain::appointment::Status;
use medigest_domain::id::AppointmentId;
use medigest_domain::settings::Settings;
use medigest_store::raw::{RawReader as _, RawStore};

use super::Failing;
use super::older::{adopt, begun, dump, import, on};
use crate::mongo::server::Base;
use crate::raw::fresh::{all, sqlite};

crate::mongo::on_both_servers! {
    connecting_to_an_older_base_leaves_every_document_and_index_as_it_is,
    an_older_base_becomes_ready_when_its_settings_are_written,
    adopting_there_and_importing_into_a_file_give_equal_documents,
    stopped_anywhere_and_gone_on_with_it_ends_as_if_it_had_not_been,
    adopting_twice_changes_nothing,
    a_password_that_is_no_bare_digest_is_not_wrapped,
    of_overlapping_appointments_both_stay_and_one_reserves_the_time,
    what_cannot_be_read_stays_as_it_is,
    an_appointment_that_never_ends_reserves_nothing_and_is_marked,
    a_document_somebody_changes_meanwhile_is_adopted_as_changed,
}

async fn connecting_to_an_older_base_leaves_every_document_and_index_as_it_is(base: &Base) {
    let store = on(base).await;
    let before = dump(&*store).await;
    let again = base.open().await;
    assert_eq!(again.base_state().await.unwrap(), BaseState::Older);
    assert_eq!(dump(&again).await, before);
    let database = base.database().await;
    for collection in before.keys() {
        let indexes = database
            .collection::<Document>(collection)
            .list_index_names()
            .await;
        assert_eq!(indexes.unwrap(), ["_id_"], "{collection}");
    }
}

async fn an_older_base_becomes_ready_when_its_settings_are_written(base: &Base) {
    let store = on(base).await;
    assert_eq!(store.begun_adoption().await.unwrap(), None);
    store.begin_adoption(&begun()).await.unwrap();
    assert_eq!(store.base_state().await.unwrap(), BaseState::Adopting);
    let mut other = begun();
    other.options.shift_times = false;
    let held = store.begin_adoption(&other).await.unwrap();
    assert_eq!(held, begun(), "it goes on as it was begun");
    adopt(&*store).await.unwrap();
    assert_eq!(store.base_state().await.unwrap(), BaseState::Adopting);
    store
        .create_settings(&Settings::in_zone(begun().options.zone))
        .await
        .unwrap();
    store.end_transfer().await.unwrap();
    assert_eq!(store.base_state().await.unwrap(), BaseState::Ready);
}

async fn adopting_there_and_importing_into_a_file_give_equal_documents(base: &Base) {
    let there = on(base).await;
    let adopted = adopt(&*there).await.unwrap();
    let here = sqlite();
    let imported = import(&*here.raw).await.unwrap();
    assert_eq!(adopted, imported);
    assert_eq!(dump(&*there).await, dump(&*here.raw).await);
    assert_eq!(adopted.practitioners, ["Dr. Parti"]);
}

async fn stopped_anywhere_and_gone_on_with_it_ends_as_if_it_had_not_been(base: &Base) {
    let whole: Arc<dyn RawStore> = on(base).await;
    let counting = Failing::after(whole.clone(), u64::MAX);
    adopt(&counting).await.unwrap();
    let (total, expected) = (counting.written(), dump(&*whole).await);
    let mut place = 0;
    while place < total {
        let other = Base::beside(base);
        let store: Arc<dyn RawStore> = on(&other).await;
        let stopped = adopt(&Failing::after(store.clone(), place)).await;
        assert!(stopped.is_err(), "after {place} of {total}");
        // Once more on the way.
        let stopped = adopt(&Failing::after(store.clone(), total / 7)).await;
        if stopped.is_err() {
            adopt(&*store).await.unwrap();
        }
        assert_eq!(dump(&*store).await, expected, "after {place} of {total}");
        place += total / 5 + u64::from(fastrand::u8(1..20));
    }
}

async fn adopting_twice_changes_nothing(base: &Base) {
    let store = on(base).await;
    let first = adopt(&*store).await.unwrap();
    let once = dump(&*store).await;
    let counting = Failing::after(store.clone(), u64::MAX);
    assert_eq!(adopt(&counting).await.unwrap(), first);
    assert_eq!(dump(&*store).await, once);
    for user in &once["users"] {
        assert!(user.get_str("password").unwrap().starts_with("wrapped:"));
    }
}

async fn a_password_that_is_no_bare_digest_is_not_wrapped(base: &Base) {
    let hash = "$argon2id$v=19$m=19456,t=2,p=1$c2Vs$aGFjaGU";
    let other = doc! {
        "_id": bson::oid::ObjectId::from_bytes([5; 12]), "username": "Marc", "password": hash,
        "role": "Accueil",
    };
    let users = base.database().await.collection::<Document>("users");
    users.insert_one(&other).await.unwrap();
    let store = on(base).await;
    let survey = store.survey(begun().options.zone).await.unwrap();
    assert_eq!(survey.bare_passwords, 3);
    adopt(&*store).await.unwrap();
    let adopted = all(&*store, "users").await;
    let marc = adopted
        .iter()
        .find(|user| user.get_str("username").is_ok_and(|name| name == "Marc"));
    let marc = marc.unwrap();
    assert_eq!(marc.get_str("password").unwrap(), hash);
    assert_eq!(marc.get_str("username_key").unwrap(), "marc");
    assert!(!marc.contains_key("cles"));
}

async fn of_overlapping_appointments_both_stay_and_one_reserves_the_time(base: &Base) {
    let store = on(base).await;
    let survey = store.survey(begun().options.zone).await.unwrap();
    assert!(survey.overlaps.len() >= 3, "{}", survey.overlaps.len());
    adopt(&*store).await.unwrap();
    let adopted = all(&*store, "appointments").await;
    let find = |id: AppointmentId| {
        let id = Bson::ObjectId(bson::oid::ObjectId::from_bytes(id.bytes()));
        adopted
            .iter()
            .find(|one| one.get("_id") == Some(&id))
            .unwrap()
    };
    for (first, second) in &survey.overlaps {
        let sides = [find(first.appointment), find(second.appointment)];
        let reserved = sides.iter().filter(|one| one.contains_key("slots")).count();
        let doubled = sides
            .iter()
            .filter(|one| one.contains_key("double_reservation"))
            .count();
        assert_eq!((reserved, doubled), (1, 1));
        for side in [first, second] {
            let document = find(side.appointment);
            assert_eq!(
                document.get_str("statut").unwrap(),
                Status::Confirmed.stored()
            );
            let start = document.get_datetime("date_heure_debut").unwrap();
            assert_eq!(start.to_chrono(), side.interval.start);
        }
    }
    assert!(
        store
            .appointment(survey.overlaps[0].0.appointment)
            .await
            .is_ok()
    );
}

async fn what_cannot_be_read_stays_as_it_is(base: &Base) {
    let strange = doc! { "_id": "un texte", "nom": "X" };
    let odd = doc! { "_id": bson::oid::ObjectId::from_bytes([1; 12]), "statut": "?", "patient_id": 3_i32 };
    let database = base.database().await;
    database
        .collection::<Document>("patients")
        .insert_one(&strange)
        .await
        .unwrap();
    database
        .collection::<Document>("appointments")
        .insert_one(&odd)
        .await
        .unwrap();
    let store = on(base).await;
    assert_eq!(
        store.survey(begun().options.zone).await.unwrap().unreadable,
        2
    );
    assert_eq!(adopt(&*store).await.unwrap().unreadable, 2);
    assert!(all(&*store, "patients").await.contains(&strange));
    assert!(all(&*store, "appointments").await.contains(&odd));
}

async fn an_appointment_that_never_ends_reserves_nothing_and_is_marked(base: &Base) {
    let store = on(base).await;
    let appointments = all(&*store, "appointments").await;
    let mut endless = appointments
        .into_iter()
        .find(|one| {
            one.get_str("statut")
                .is_ok_and(|stored| stored == "Confirmé")
        })
        .unwrap();
    let id = bson::oid::ObjectId::from_bytes([2; 12]);
    let instant = |text| bson::DateTime::parse_rfc3339_str(text).unwrap();
    endless.insert("_id", id);
    let usual = store
        .survey(begun().options.zone)
        .await
        .unwrap()
        .overlaps
        .len();
    // Made before all others, it would hold the times of each that follows.
    endless.insert("created_at", instant("2001-01-01T00:00:00Z"));
    endless.insert("date_heure_fin", instant("2199-01-01T00:00:00Z"));
    let database = base.database().await;
    let collection = database.collection::<Document>("appointments");
    collection.insert_one(&endless).await.unwrap();
    adopt(&*store).await.unwrap();
    let mut doubles = all(&*store, "appointments").await;
    doubles.retain(|one| one.contains_key("double_reservation"));
    assert!(doubles.iter().all(|one| !one.contains_key("slots")));
    let ids: Vec<_> = doubles
        .iter()
        .map(|one| one.get_object_id("_id").unwrap())
        .collect();
    assert!(ids.contains(&id));
    assert_eq!(ids.len(), usual + 1, "the others keep their times");
}

async fn a_document_somebody_changes_meanwhile_is_adopted_as_changed(base: &Base) {
    let store = on(base).await;
    let before = all(&*store, "patients").await.remove(0);
    let mut changed = before.clone();
    changed.insert("telephone", "0611223344");
    let mut adopted = before.clone();
    adopted.insert("v", 1_i64);
    store.replace("patients", &before, &changed).await.unwrap();
    let late = store.replace("patients", &before, &adopted).await.unwrap();
    assert_eq!(late, medigest_store::raw::Replaced::Changed);
    adopt(&*store).await.unwrap();
    let after = all(&*store, "patients").await.remove(0);
    assert_eq!(after.get_str("telephone").unwrap(), "0611223344");
    assert_eq!(after.get_i64("v").unwrap(), 1);
    assert_eq!(store.collections().await.unwrap()["users"], 3);
}
