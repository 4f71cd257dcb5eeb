//! Opening a base for the first time, and again.

use std::sync::Arc;

use futures::StreamExt as _;
use medigest_application::ports::{AuditStore, UserStore};
use medigest_application::{Actor, FIRST_PASSWORD, FIRST_USERNAME, Practice};
use medigest_domain::role::Role;
use medigest_sample::builders::{
    CountingIds, FixedClock, TraceBuilder, UserBuilder, ZONE, credentials, id,
};
use medigest_store::memory::MemoryStore;
use tokio::sync::watch;

async fn open(store: &Arc<MemoryStore>, zone: chrono_tz::Tz) -> Arc<Practice> {
    // Clear of the ids that an earlier opening gave.
    let traces = store.recent_traces(100).await.unwrap().len();
    let first = 1_000 * (1 + u64::try_from(traces).unwrap());
    let ids = Arc::new(CountingIds::starting_at(first));
    let clock = Arc::new(FixedClock::default());
    let practice = Practice::open(store.clone(), clock, ids, "poste".to_owned(), zone);
    Arc::new(practice.await.unwrap())
}

async fn sign_in(practice: &Practice) -> Actor {
    let signed_in = practice.sign_in(FIRST_USERNAME, FIRST_PASSWORD).await;
    signed_in.unwrap().actor
}

#[tokio::test]
async fn a_new_base_gets_one_account_and_keeps_its_first_zone() {
    let store = Arc::new(MemoryStore::new());
    open(&store, ZONE).await;
    let practice = open(&store, chrono_tz::Africa::Tunis).await;
    assert_eq!(
        practice.zone(),
        ZONE,
        "the practice's zone does not change with the device"
    );
    assert_eq!(store.users().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_start_is_the_first_until_somebody_chose_a_password() {
    let store = Arc::new(MemoryStore::new());
    for _ in 0..2 {
        let practice = open(&store, ZONE).await;
        assert!(practice.is_first_start());
        // They sign in, and close the app instead of choosing one.
        assert!(sign_in(&practice).await.must_change_password);
    }
    let practice = open(&store, ZONE).await;
    let admin = sign_in(&practice).await;
    let own = practice.change_password(&admin, FIRST_PASSWORD, "pluie bleue sur Lyon");
    own.await.unwrap();
    assert!(!practice.is_first_start());
    assert!(!open(&store, ZONE).await.is_first_start());
}

#[tokio::test]
async fn a_password_chosen_on_another_device_ends_the_first_start_here() {
    let store = Arc::new(MemoryStore::new());
    let (here, there) = (open(&store, ZONE).await, open(&store, ZONE).await);
    let (_watching, watched) = watch::channel(true);
    let mut changes = here.clone().changes(watched);
    changes.next().await;
    let admin = sign_in(&there).await;
    let own = there.change_password(&admin, FIRST_PASSWORD, "pluie bleue sur Lyon");
    own.await.unwrap();
    while here.is_first_start() {
        changes.next().await.unwrap();
    }
}

#[tokio::test]
async fn a_provisional_password_that_was_given_is_not_the_first() {
    let store = Arc::new(MemoryStore::new());
    let given = UserBuilder::new()
        .with_username(FIRST_USERNAME)
        .with_role(Role::Administrator)
        .with_provisional_password();
    let trace = TraceBuilder::new(id(2)).build();
    let account = store.create_user(&given.build(), &trace).await.unwrap();
    let reset = TraceBuilder::new(id(3)).build();
    let hash = credentials("$argon2id$given");
    let given = store.set_password(account.id, &hash, true, &reset);
    given.await.unwrap();
    assert!(!open(&store, ZONE).await.is_first_start());
}
