//! Opening a base for the first time, and again.

use std::sync::Arc;

use medigest_application::ports::UserStore;
use medigest_application::{FIRST_PASSWORD, FIRST_USERNAME, Practice};
use medigest_sample::builders::{CountingIds, FixedClock, ZONE};
use medigest_store::memory::MemoryStore;

async fn open(store: &Arc<MemoryStore>, zone: chrono_tz::Tz) -> (Practice, bool) {
    let ids = Arc::new(CountingIds::starting_at(
        if store.users().await.unwrap().is_empty() {
            1
        } else {
            500
        },
    ));
    let opening = Practice::open(
        store.clone(),
        Arc::new(FixedClock::default()),
        ids,
        "poste".to_owned(),
        zone,
    )
    .await;
    let opening = opening.unwrap();
    (opening.practice, opening.first_start)
}

#[tokio::test]
async fn a_new_base_gets_one_account_and_keeps_its_first_zone() {
    let store = Arc::new(MemoryStore::new());
    let (practice, first_start) = open(&store, ZONE).await;
    assert!(first_start);
    let signed_in = practice
        .sign_in(FIRST_USERNAME, FIRST_PASSWORD)
        .await
        .unwrap();
    assert!(signed_in.actor.must_change_password);

    let (practice, first_start) = open(&store, chrono_tz::Africa::Tunis).await;
    assert!(!first_start);
    assert_eq!(
        practice.zone(),
        ZONE,
        "the practice's zone does not change with the device"
    );
    assert_eq!(store.users().await.unwrap().len(), 1);
}
