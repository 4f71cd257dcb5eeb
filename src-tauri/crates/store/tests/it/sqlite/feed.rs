//! Changes of a file that another process writes, or that one transaction writes by the hundred.

use medigest_application::ports::{Area, FeedEvent};
use medigest_sample::builders::PatientBuilder;
use medigest_store::bulk::BulkLoad;
use medigest_store::sqlite::SqliteStore;
use tempfile::TempDir;

use crate::desk::Desk;
use crate::follower::Follower;

#[tokio::test]
async fn a_write_of_another_process_is_noticed_and_ones_own_are_not_taken_for_it() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("medigest.db");
    let here = SqliteStore::open(&file).unwrap();
    let elsewhere = SqliteStore::open(&file).unwrap();
    let mut follower = Follower::of(&here).await;
    for number in 1..=2 {
        let number = number * 10;
        let desk = Desk::numbered(number, &here);
        let own = desk.add_patient(PatientBuilder::numbered(number)).await;
        let told = (Area::Patients, own.id.to_string());
        follower.hears(&[told]).await;
        let desk = Desk::numbered(number + 1, &elsewhere);
        desk.add_patient(PatientBuilder::numbered(number + 1)).await;
        assert_eq!(follower.next().await, FeedEvent::Missed);
    }
}

#[tokio::test]
async fn a_transaction_that_writes_by_the_hundred_names_none() {
    let folder = TempDir::new().unwrap();
    let store = SqliteStore::open(folder.path().join("medigest.db")).unwrap();
    let mut follower = Follower::of(&store).await;
    let patients = (1..=300).map(|number| PatientBuilder::numbered(number).build());
    let all = BulkLoad {
        patients: patients.collect(),
        ..BulkLoad::default()
    };
    store.load(all).await.unwrap();
    assert_eq!(follower.next().await, FeedEvent::Missed);
}
