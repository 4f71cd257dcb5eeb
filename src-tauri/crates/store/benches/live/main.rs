//! How live the feed of changes is, beside the targets of spec §6: the time from a write on one client to its news
//! on ten others, and what is missed over cut connections (nothing). Takes part where `MEDIGEST_TEST_MONGO_URI`
//! or `MEDIGEST_TEST_MONGO_REPLICA_URI` names a server; `MEDIGEST_BENCH_CHANGES` and `MEDIGEST_BENCH_CUTS` make it
//! smaller.

mod cuts;
mod latency;
#[path = "../../tests/it/mongo/proxy.rs"]
#[expect(
    dead_code,
    clippy::unwrap_used,
    reason = "made for the tests, which need more of it"
)]
mod proxy;
#[path = "../../tests/it/mongo/server.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod server;

use std::time::Duration;

use futures::StreamExt as _;
use futures::stream::BoxStream;
use medigest_application::ports::{ChangeFeed as _, FeedEvent, PatientStore as _};
use medigest_sample::builders::{PatientBuilder, TraceBuilder, id};
use medigest_store::mongo::MongoStore;
use server::Server;
use tokio::sync::watch;

/// Devices that follow.
const CLIENTS: u64 = 10;
const CHANGES: u64 = 1_000;
/// Of all devices together.
const CUTS: u64 = 100;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (changes, cuts) = (
        wanted("MEDIGEST_BENCH_CHANGES", CHANGES),
        wanted("MEDIGEST_BENCH_CUTS", CUTS),
    );
    runtime.block_on(async {
        for server in [Server::ReplicaSet, Server::Standalone] {
            latency::measure(server, changes).await;
            cuts::measure(server, cuts).await;
        }
    });
}

fn wanted(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).map_or(usual, |text| text.parse().expect("a number"))
}

fn label(server: Server) -> String {
    format!("MongoDB ({server:?})")
}

/// A device that follows, and whose user looks at the screen.
struct Follower {
    feed: BoxStream<'static, FeedEvent>,
    _watched: watch::Sender<bool>,
}

impl Follower {
    async fn of(store: &MongoStore) -> Self {
        let (watched, seen) = watch::channel(true);
        let mut feed = store.changes(seen);
        let beginning = feed.next().await;
        assert_eq!(beginning, Some(FeedEvent::Missed), "the beginning");
        Self {
            feed,
            _watched: watched,
        }
    }

    async fn next(&mut self) -> FeedEvent {
        self.feed.next().await.expect("an endless feed")
    }
}

/// The change that is made again and again: a new file. Its id, as it is told.
async fn change(store: &MongoStore, number: u64) -> String {
    let file = PatientBuilder::numbered(number).build();
    let trace = TraceBuilder::new(id(1_000_000 + number)).build();
    let written = store.create_patient(&file, &trace).await;
    written.expect("a file").id.to_string()
}

/// p50, p95 and p99.
fn percentiles(mut times: Vec<Duration>) -> [Duration; 3] {
    times.sort_unstable();
    [50, 95, 99].map(|share| times[(times.len() * share / 100).min(times.len() - 1)])
}
