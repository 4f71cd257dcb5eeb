//! Followers within one process who do not listen: they are told that they missed something, and memory stays bounded.

use medigest_application::ports::{Area, FeedEvent, Store};
use medigest_domain::id::PatientId;
use medigest_sample::builders::{PatientBuilder, id};

use crate::desk::Desk;
use crate::follower::Follower;
use crate::fresh;

/// More changes than are kept for a slow follower.
const MANY: u64 = 400;

async fn missed_by_a_slow_follower(store: &dyn Store) {
    let desk = Desk::on(store);
    let mut follower = Follower::of(store).await;
    for number in 1..=MANY {
        desk.add_patient(PatientBuilder::numbered(number)).await;
    }
    assert_eq!(follower.next().await, FeedEvent::Missed);
    let last = (Area::Patients, id::<PatientId>(MANY).to_string());
    let told = follower.hears(&[last]).await;
    assert!(told.len() < MANY as usize, "{} are kept", told.len());
}

#[tokio::test]
async fn many_changes_in_memory_are_missed_by_a_slow_follower() {
    missed_by_a_slow_follower(fresh::memory().await.store.as_ref()).await;
}

#[tokio::test]
async fn many_changes_of_a_file_are_missed_by_a_slow_follower() {
    missed_by_a_slow_follower(fresh::sqlite().await.store.as_ref()).await;
}
