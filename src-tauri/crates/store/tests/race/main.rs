//! The race for free time: 32 independent clients book, move, cancel and reinstate over a few practitioners and
//! patients at once; afterwards everything is read again and no two blocking appointments may overlap. A naive
//! variant, which looks before it writes and relies on that, runs in the same harness and must show overlaps.
//!
//! `MEDIGEST_RACE_ATTEMPTS` is the number of attempts per base; without it one that CI has time for.

mod client;
mod judge;
mod naive;
mod plan;
mod processes;
mod report;
#[path = "../it/mongo/server.rs"]
#[expect(dead_code, reason = "the other tests need more of it")]
mod server;

use medigest_application::ports::Store;
use medigest_store::sqlite::SqliteStore;
use tempfile::TempDir;

use client::{Client, Contender};
use report::Report;
use server::{Base, Server};

/// Clients that race at once.
const CLIENTS: u32 = 32;
/// Attempts on the embedded base, and on a server: a stand-in for MongoDB may be slow.
const ATTEMPTS_EMBEDDED: u32 = 20_000;
const ATTEMPTS_SERVER: u32 = 3_200;
/// Attempts of the naive variant.
const ATTEMPTS_NAIVE: u32 = 1_600;

fn attempts(otherwise: u32) -> u32 {
    std::env::var("MEDIGEST_RACE_ATTEMPTS")
        .map_or(otherwise, |text| text.parse().expect("a number"))
}

/// Lets the clients race and judges what they left behind.
async fn race(label: &str, contenders: Vec<Contender>, attempts: u32, judge: &dyn Store) -> Report {
    let share = attempts / CLIENTS;
    let clients: Vec<_> = contenders
        .into_iter()
        .zip(1..)
        .map(|(contender, number)| tokio::spawn(Client::new(number, contender).attempt(share)))
        .collect();
    let mut report = Report::default();
    for client in clients {
        report.add(client.await.expect("a client"));
    }
    judge::judge(&mut report, judge).await;
    println!("{label}: {report}");
    report
}

async fn on_mongo(server: Server) {
    let Some(base) = Base::on(server) else { return };
    let judge = base.open().await;
    plan::furnish(&judge).await;
    let mut contenders = Vec::new();
    for _ in 0..CLIENTS {
        contenders.push(Contender::guarded(base.open().await));
    }
    let report = race(
        &format!("MongoDB, {server:?}"),
        contenders,
        attempts(ATTEMPTS_SERVER),
        &judge,
    )
    .await;
    report.assert_flawless();
}

async fn on_mongo_naively(server: Server) {
    let Some(base) = Base::on(server) else { return };
    let judge = base.open().await;
    plan::furnish(&judge).await;
    let mut contenders = Vec::new();
    for _ in 0..CLIENTS {
        let naive = naive::on_mongo(base.database().await);
        contenders.push(Contender::naive(base.open().await, naive));
    }
    let label = format!("MongoDB, {server:?}, naive");
    let report = race(&label, contenders, ATTEMPTS_NAIVE, &judge).await;
    assert!(report.overlaps > 0, "the harness does not race");
}

#[tokio::test(flavor = "multi_thread")]
async fn mongo_standalone_never_books_twice() {
    on_mongo(Server::Standalone).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mongo_replica_set_never_books_twice() {
    on_mongo(Server::ReplicaSet).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn naive_clients_book_twice_on_mongo_standalone() {
    on_mongo_naively(Server::Standalone).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn naive_clients_book_twice_on_mongo_replica_set() {
    on_mongo_naively(Server::ReplicaSet).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_never_books_twice() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("medigest.db");
    let judge = SqliteStore::open(&file).unwrap();
    plan::furnish(&judge).await;
    let mut report = processes::race(&file, attempts(ATTEMPTS_EMBEDDED));
    judge::judge(&mut report, &judge).await;
    println!("SQLite, {} processes: {report}", processes::PROCESSES);
    report.assert_flawless();
}

#[tokio::test(flavor = "multi_thread")]
async fn naive_clients_book_twice_on_sqlite() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("medigest.db");
    let judge = SqliteStore::open(&file).unwrap();
    plan::furnish(&judge).await;
    let contenders = (0..CLIENTS)
        .map(|_| {
            let store = SqliteStore::open(&file).unwrap();
            Contender::naive(store, naive::on_sqlite(&file))
        })
        .collect();
    let report = race("SQLite, naive", contenders, ATTEMPTS_NAIVE, &judge).await;
    assert!(report.overlaps > 0, "the harness does not race");
}
