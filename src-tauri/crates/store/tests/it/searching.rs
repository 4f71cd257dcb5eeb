//! The search finds what is written with an old date, whoever writes it and however it is learnt of.

use std::sync::Arc;
use std::time::Duration;

use bson::{DateTime, Document, doc, oid::ObjectId};
use futures::StreamExt as _;
use futures::stream::BoxStream;
use medigest_application::ports::{AdoptionOptions, FeedEvent, Store};
use medigest_application::{Actor, Practice};
use medigest_domain::role::Role;
use medigest_sample::builders::{
    CountingIds, FixedClock, PatientBuilder, UserBuilder, ZONE, keyring, now,
};
use medigest_store::raw::RawStore;
use medigest_store::sqlite::SqliteStore;
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::adoption::files;
use crate::desk::Desk;
use crate::mongo::server::Server;
use crate::raw::fresh::{self, Fresh};

crate::raw::on_every_base! {
    finds_what_was_imported_after_it_was_loaded,
    finds_what_a_backup_brought_back_after_it_was_loaded,
    finds_and_forgets_by_asking_what_another_program_dated_long_ago,
}

/// How long a test waits for an event: longer than any feed needs.
const PATIENCE: Duration = Duration::from_secs(20);

type Events = BoxStream<'static, FeedEvent>;

/// Somebody who has searched before anything happens.
struct Searcher {
    practice: Arc<Practice>,
    clock: Arc<FixedClock>,
    actor: Actor,
}

impl Searcher {
    async fn on(store: Arc<dyn Store>) -> Self {
        let searcher = Self::of(store).await;
        assert_eq!(searcher.total().await, 0, "the search is loaded");
        searcher
    }

    async fn of(store: Arc<dyn Store>) -> Self {
        let clock = Arc::new(FixedClock::at(now()));
        let ids = Arc::new(CountingIds::starting_at(5_000_000));
        let opening = Practice::open(store, clock.clone(), ids, "poste".to_owned(), ZONE);
        let admin = UserBuilder::new()
            .with_username("admin")
            .with_role(Role::Administrator)
            .build();
        Self {
            practice: Arc::new(opening.await.unwrap()),
            clock,
            actor: Actor::of(&admin, keyring()),
        }
    }

    async fn found(&self, name: &str) -> usize {
        let answer = self.practice.search_patients(&self.actor, name).await;
        answer.unwrap().hits.len()
    }

    async fn total(&self) -> usize {
        let answer = self.practice.search_patients(&self.actor, "").await;
        answer.unwrap().total
    }
}

/// A file as another program leaves it: nothing says when it was really written.
fn old_file(number: u8, name: &str) -> Document {
    let long_ago = DateTime::from_millis(1_400_000_000_000);
    doc! {
        "_id": ObjectId::from_bytes([number; 12]), "nom": name, "prenom": "Ada", "historique_visites": [],
        "created_at": long_ago, "updated_at": long_ago, "v": 1_i64,
    }
}

async fn finds_what_was_imported_after_it_was_loaded(base: &Fresh) {
    let searcher = Searcher::on(base.store.clone()).await;
    let options = AdoptionOptions {
        shift_times: true,
        zone: ZONE,
        new_passwords: false,
    };
    let imported = searcher
        .practice
        .import_base(&searcher.actor, &files(), options, &|_, _| {})
        .await;
    let imported = imported.unwrap().adopted.patients;
    assert!(imported > 20);
    assert_eq!(searcher.total().await as u64, imported);
}

async fn finds_what_a_backup_brought_back_after_it_was_loaded(base: &Fresh) {
    let other = fresh::sqlite();
    Desk::on(&*other.store)
        .add_patient(PatientBuilder::new().with_last_name("Okonkwo"))
        .await;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("une.medigest");
    let there = Searcher::of(other.store.clone()).await;
    let written = there.practice.write_backup(&there.actor, &path, &|_, _| {});
    written.await.unwrap();

    let searcher = Searcher::on(base.store.clone()).await;
    let restore = searcher
        .practice
        .restore_backup(&searcher.actor, &path, &|_, _| {});
    restore.await.unwrap();
    assert_eq!(searcher.found("okonkwo").await, 1);
}

async fn finds_and_forgets_by_asking_what_another_program_dated_long_ago(base: &Fresh) {
    let searcher = Searcher::on(base.store.clone()).await;
    Desk::on(&*base.store)
        .add_patient(PatientBuilder::new())
        .await;
    let moment = chrono::Duration::seconds(2);
    searcher.clock.advance(moment);
    assert_eq!(searcher.total().await, 1, "an edit of today is seen");

    let file = old_file(7, "LOVELACE");
    let add = base.raw.add("patients", std::slice::from_ref(&file));
    add.await.unwrap();
    searcher.clock.advance(moment);
    assert_eq!(searcher.found("lovelace").await, 1);

    let id = file.get("_id").cloned().unwrap();
    base.raw.remove("patients", &[id]).await.unwrap();
    searcher.clock.advance(moment);
    assert_eq!(searcher.found("lovelace").await, 0);
    assert_eq!(searcher.total().await, 1);
}

/// Follows the base until the search finds `count` files of a name. The clock stands still: only what is told counts.
async fn told_until(searcher: &Searcher, events: &mut Events, name: &str, count: usize) {
    let told = async {
        while searcher.found(name).await != count {
            events.next().await.unwrap();
        }
    };
    let told = timeout(PATIENCE, told).await;
    told.unwrap_or_else(|_| panic!("not told of {count} files of {name}"));
}

/// What another program does to a file, through `elsewhere`, is found as soon as the feed tells of it.
async fn finds_as_soon_as_it_is_told(here: Arc<dyn Store>, elsewhere: &dyn RawStore) {
    let searcher = Searcher::on(here).await;
    let (_watched, seen) = watch::channel(true);
    let mut events = searcher.practice.clone().changes(seen);
    events.next().await.unwrap();
    assert_eq!(searcher.total().await, 0, "read once the feed has begun");

    let file = old_file(7, "LOVELACE");
    let add = elsewhere.add("patients", std::slice::from_ref(&file));
    add.await.unwrap();
    told_until(&searcher, &mut events, "lovelace", 1).await;

    let renamed = old_file(7, "BYRON");
    let replace = elsewhere.replace("patients", &file, &renamed);
    replace.await.unwrap();
    told_until(&searcher, &mut events, "byron", 1).await;
    assert_eq!(searcher.found("lovelace").await, 0);

    let id = renamed.get("_id").cloned().unwrap();
    elsewhere.remove("patients", &[id]).await.unwrap();
    told_until(&searcher, &mut events, "byron", 0).await;
    assert_eq!(searcher.total().await, 0);
}

#[tokio::test]
async fn finds_what_is_written_with_an_old_date_in_the_same_file() {
    let base = fresh::sqlite();
    finds_as_soon_as_it_is_told(base.store.clone(), &*base.raw).await;
}

#[tokio::test]
async fn finds_what_another_process_writes_with_an_old_date_in_the_same_file() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("medigest.db");
    let here = Arc::new(SqliteStore::open(&file).unwrap());
    let elsewhere = SqliteStore::open(&file).unwrap();
    finds_as_soon_as_it_is_told(here, &elsewhere).await;
}

#[tokio::test]
async fn finds_what_another_program_writes_with_an_old_date_on_a_replica_set() {
    if let Some(base) = fresh::mongo(Server::ReplicaSet).await {
        finds_as_soon_as_it_is_told(base.store.clone(), &*base.raw).await;
    }
}
