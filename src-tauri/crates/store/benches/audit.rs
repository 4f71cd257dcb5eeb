//! The audit log on each store: one million entries of four devices verified, and searched for what is there and
//! for what is not. `MEDIGEST_BENCH_ENTRIES` makes it smaller. MongoDB takes part where `MEDIGEST_TEST_MONGO_URI` or
//! `MEDIGEST_TEST_MONGO_REPLICA_URI` names a server, with a tenth of the entries: the stand-in of the tests is slow.

#[path = "../tests/it/mongo/server.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod server;

use std::sync::Arc;
use std::time::{Duration, Instant};

use medigest_application::ports::Store;
use medigest_application::{Actor, LogQuery, Practice, Verification};
use medigest_domain::id::AppointmentId;
use medigest_domain::role::Role;
use medigest_domain::trace::{AuditAction, EntityKind, Trace};
use medigest_sample::builders::{
    CountingIds, FixedClock, TraceBuilder, UserBuilder, ZONE, at, id, keyring,
};
use medigest_store::bulk::BulkLoad;
use medigest_store::sqlite::SqliteStore;
use server::{Base, Server};
use tempfile::TempDir;

const ENTRIES: u64 = 1_000_000;
const DEVICES: u64 = 4;
/// Entries loaded at once.
const BATCH: u64 = 50_000;
/// For all the entries on SQLite.
const TARGET: Duration = Duration::from_secs(10);

fn main() {
    let entries = std::env::var("MEDIGEST_BENCH_ENTRIES")
        .map_or(ENTRIES, |text| text.parse().expect("a number"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        sqlite(entries).await;
        mongo(Server::Standalone, entries / 10).await;
        mongo(Server::ReplicaSet, entries / 10).await;
    });
}

async fn sqlite(entries: u64) {
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let file = folder.path().join("medigest.db");
    let started = Instant::now();
    for device in 0..DEVICES {
        let chain = format!("poste-{device}");
        let store = SqliteStore::open_with_chain(&file, chain).expect("a base");
        for batch in batches(entries, device) {
            store.load(batch).await.expect("loading");
        }
    }
    println!(
        "SQLite: {entries} entries loaded in {:.1?}",
        started.elapsed()
    );
    let store = SqliteStore::open(&file).expect("a base");
    measure("SQLite", Arc::new(store), entries, Some(TARGET)).await;
}

async fn mongo(server: Server, entries: u64) {
    let Some(base) = Base::on(server) else { return };
    let label = format!("MongoDB ({server:?})");
    let started = Instant::now();
    for device in 0..DEVICES {
        let store = base.open().await.with_chain(format!("poste-{device}"));
        for batch in batches(entries, device) {
            store.load(batch).await.expect("loading");
        }
    }
    println!(
        "{label}: {entries} entries loaded in {:.1?}",
        started.elapsed()
    );
    measure(&label, Arc::new(base.open().await), entries, None).await;
}

/// What a device wrote in a few years.
fn batches(entries: u64, device: u64) -> impl Iterator<Item = BulkLoad> {
    let each = entries / DEVICES;
    (0..each)
        .step_by(usize::try_from(BATCH).expect("a size"))
        .map(move |first| {
            let numbers = first..each.min(first + BATCH);
            let traces = numbers.map(|number| trace(number * DEVICES + device));
            BulkLoad {
                traces: traces.collect(),
                ..BulkLoad::default()
            }
        })
}

fn trace(number: u64) -> Trace {
    TraceBuilder::new(id(number))
        .with_user(["claire", "martine", "zoé"][usize::try_from(number % 3).expect("small")])
        .with_action(AuditAction::CreateAppointment)
        .with_object(EntityKind::Appointment, id::<AppointmentId>(number))
        .with_at(at("2024-01-01", "08:00") + chrono::Duration::minutes(number.cast_signed()))
        .build()
}

async fn measure(label: &str, store: Arc<dyn Store>, entries: u64, target: Option<Duration>) {
    let clock = Arc::new(FixedClock::at(at("2026-11-23", "09:00")));
    let ids = Arc::new(CountingIds::starting_at(u64::from(u32::MAX)));
    let opening = Practice::open(store, clock, ids, "bench".to_owned(), ZONE);
    let practice = opening.await.expect("a practice");
    let admin = Actor::of(
        &UserBuilder::new().with_role(Role::Administrator).build(),
        keyring(),
    );

    let wish = Verification {
        seen: &[],
        progress: &|_, _| {},
    };
    let started = Instant::now();
    let verified = practice.verify_log(&admin, wish).await.expect("a report");
    let taken = started.elapsed();
    assert!(verified.report.found.is_empty());
    assert!(verified.report.entries >= entries / DEVICES * DEVICES);
    let verdict = match target {
        Some(target) if taken <= target => format!("; target {target:?}: reached"),
        Some(target) => format!("; target {target:?}: MISSED"),
        None => String::new(),
    };
    let a_second = verified.report.entries as f64 / taken.as_secs_f64();
    println!("{label}: {entries} entries verified in {taken:.2?}, {a_second:.0} a second{verdict}");

    let newest = LogQuery {
        limit: 50,
        ..LogQuery::default()
    };
    let nowhere = LogQuery {
        text: "nulle part".to_owned(),
        ..newest.clone()
    };
    let of_a_user = LogQuery {
        user: "claire".to_owned(),
        ..newest.clone()
    };
    for (what, query) in [
        ("newest entries", newest),
        ("entries of a user", of_a_user),
        ("a text that is nowhere", nowhere),
    ] {
        let started = Instant::now();
        let page = practice.search_log(&admin, &query).await.expect("a page");
        println!(
            "{label}: {what}, {} in all, in {:.1?}",
            page.total,
            started.elapsed()
        );
    }
}
