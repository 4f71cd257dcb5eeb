//! What is missed over connections that are cut again and again while another client writes.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use futures::future::{join, join_all};
use medigest_application::ports::FeedEvent;
use medigest_store::mongo::MongoStore;
use tokio::sync::watch;
use tokio::time::interval;

use crate::proxy::Proxy;
use crate::server::{Base, PATIENCE, Server};
use crate::{CLIENTS, Follower, change, label, percentiles};

/// Time between two changes.
const PACE: Duration = Duration::from_millis(100);

/// What one client went through.
#[derive(Default)]
struct Report {
    /// From the cut to its being told.
    noticed: Vec<Duration>,
    /// From the mending to its being told.
    restored: Vec<Duration>,
    /// How often everything had to be read again.
    reread: usize,
    /// Changes that were neither told nor covered by a later reading of everything.
    missed: usize,
}

/// Cuts the connections of all clients `cuts` times together and prints what they missed.
pub async fn measure(server: Server, cuts: u64) {
    let Some(base) = Base::on(server) else { return };
    let of_each = cuts.div_ceil(CLIENTS);
    let clients = join_all((0..CLIENTS).map(|_| Client::of(&base))).await;
    let (written, all) = watch::channel(None);
    let enough = AtomicBool::new(false);
    let clients = async {
        let cut = clients.into_iter().map(|client| client.endure(of_each));
        let clients = join_all(cut).await;
        enough.store(true, Ordering::Relaxed);
        join_all(clients.into_iter().map(|client| client.finish(all.clone()))).await
    };
    let near = base.open().await;
    let writer = async { written.send_replace(Some(write(&near, &enough).await)) };
    let (reports, _) = join(clients, writer).await;
    show(server, &reports);
}

/// Writes until it is enough; the ids.
async fn write(store: &MongoStore, enough: &AtomicBool) -> HashSet<String> {
    let mut pace = interval(PACE);
    let mut written = HashSet::new();
    for number in 1.. {
        if enough.load(Ordering::Relaxed) {
            break;
        }
        pace.tick().await;
        written.insert(change(store, number).await);
    }
    written
}

/// A client behind a connection of its own.
struct Client {
    follower: Follower,
    proxy: Proxy,
    heard: HashSet<String>,
    report: Report,
}

impl Client {
    async fn of(base: &Base) -> Self {
        let proxy = Proxy::before(&base.uri).await;
        let connected = MongoStore::connect(proxy.uri(), PATIENCE).await;
        Self {
            follower: Follower::of(&connected.expect("the test server").0).await,
            proxy,
            heard: HashSet::new(),
            report: Report::default(),
        }
    }

    /// Listens until `end`; how long it took.
    async fn listen_until(&mut self, end: FeedEvent) -> Duration {
        let begun = Instant::now();
        loop {
            match self.follower.next().await {
                FeedEvent::Changed(documents) => {
                    self.heard
                        .extend(documents.into_iter().map(|document| document.id));
                }
                FeedEvent::Missed => self.report.reread += 1,
                event if event == end => return begun.elapsed(),
                event => panic!("{event:?} instead of {end:?}"),
            }
        }
    }

    async fn endure(mut self, cuts: u64) -> Self {
        for _ in 0..cuts {
            self.proxy.cut();
            let noticed = self.listen_until(FeedEvent::Lost).await;
            self.report.noticed.push(noticed);
            self.proxy.mend();
            let restored = self.listen_until(FeedEvent::Restored).await;
            self.report.restored.push(restored);
        }
        self
    }

    /// Listens until everything that was written was told, or nothing more is.
    async fn finish(mut self, mut written: watch::Receiver<Option<HashSet<String>>>) -> Report {
        let written = written.wait_for(Option::is_some).await.expect("a writer");
        let written = written.clone().unwrap_or_default();
        let deadline = tokio::time::Instant::now() + PATIENCE;
        while !written.is_subset(&self.heard) {
            let Ok(event) = tokio::time::timeout_at(deadline, self.follower.next()).await else {
                break;
            };
            match event {
                FeedEvent::Changed(documents) => {
                    self.heard
                        .extend(documents.into_iter().map(|document| document.id));
                }
                // Whatever was written is read now.
                FeedEvent::Missed => {
                    self.report.reread += 1;
                    self.heard.extend(written.iter().cloned());
                }
                FeedEvent::Lost | FeedEvent::Restored => {}
            }
        }
        self.report.missed = written.difference(&self.heard).count();
        self.report
    }
}

fn show(server: Server, reports: &[Report]) {
    let all = |times: fn(&Report) -> &Vec<Duration>| {
        percentiles(reports.iter().flat_map(times).copied().collect())
    };
    let cuts: usize = reports.iter().map(|report| report.noticed.len()).sum();
    let missed: usize = reports.iter().map(|report| report.missed).sum();
    let reread: usize = reports.iter().map(|report| report.reread).sum();
    let [noticed, noticed_late, _] = all(|report| &report.noticed);
    let [restored, restored_late, _] = all(|report| &report.restored);
    let verdict = if missed == 0 { "reached" } else { "MISSED" };
    println!(
        "{}: {cuts} connections cut, noticed after p50 {noticed:.1?}, p95 {noticed_late:.1?}, restored after p50 \
         {restored:.1?}, p95 {restored_late:.1?}, everything read again {reread} times; changes missed {missed}, \
         target 0: {verdict}",
        label(server)
    );
}
