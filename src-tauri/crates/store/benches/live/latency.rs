//! From a write on one client to its news on the others.

use std::time::{Duration, Instant};

use medigest_application::ports::FeedEvent;
use medigest_domain::id::PatientId;
use medigest_sample::builders::id;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::time::interval;

use crate::server::{Base, Server};
use crate::{CLIENTS, Follower, change, label, percentiles};

/// Time between two changes: far more than a practice makes.
const PACE: Duration = Duration::from_millis(50);

fn target(server: Server) -> Duration {
    match server {
        Server::ReplicaSet => Duration::from_millis(250),
        Server::Standalone => Duration::from_millis(2_500),
    }
}

/// Makes `changes` changes and prints how long each of the other clients took to hear of each: from the call of
/// the write on, so that the write itself is in it.
pub async fn measure(server: Server, changes: u64) {
    let Some(base) = Base::on(server) else { return };
    let (tell, mut told) = unbounded_channel();
    for _ in 0..CLIENTS {
        let follower = Follower::of(&base.open().await).await;
        tokio::spawn(listen(follower, changes, tell.clone()));
    }
    drop(tell);
    let writer = base.open().await;
    let mut pace = interval(PACE);
    let mut begun = Vec::new();
    for number in 1..=changes {
        pace.tick().await;
        begun.push(Instant::now());
        change(&writer, number).await;
    }
    let mut times = Vec::new();
    while let Some((number, heard)) = told.recv().await {
        times.push(heard - begun[number]);
    }
    assert_eq!(
        times.len() as u64,
        changes * CLIENTS,
        "each client heard of each change"
    );
    let [p50, p95, p99] = percentiles(times);
    let target = target(server);
    let verdict = if p95 <= target { "reached" } else { "MISSED" };
    println!(
        "{}: {changes} changes to {CLIENTS} clients, p50 {p50:.1?}, p95 {p95:.1?}, p99 {p99:.1?}; target p95 \
         {target:?}: {verdict}",
        label(server)
    );
}

/// Tells when each change is first heard of, until all were.
async fn listen(mut follower: Follower, changes: u64, tell: UnboundedSender<(usize, Instant)>) {
    let expected: Vec<_> = (1..=changes)
        .map(|number| id::<PatientId>(number).to_string())
        .collect();
    let mut waiting: std::collections::HashMap<_, _> = expected.into_iter().zip(0..).collect();
    while !waiting.is_empty() {
        let FeedEvent::Changed(documents) = follower.next().await else {
            panic!("the connection was lost during the measurement");
        };
        let now = Instant::now();
        for document in documents {
            if let Some(number) = waiting.remove(&document.id) {
                tell.send((number, now)).expect("somebody measures");
            }
        }
    }
}
