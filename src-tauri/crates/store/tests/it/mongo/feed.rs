//! The feed over a bad network and through what only a server does: whatever happens, nothing is missed unsaid.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use bson::{DateTime, Document, doc};
use futures::future::join;
use medigest_application::ports::{Area, ChangeFeed as _, FeedEvent, FeedMode, Recovery as _};
use medigest_sample::builders::{AppointmentBuilder, PatientBuilder, at};
use medigest_store::mongo::MongoStore;

use tokio::time::interval;

use super::proxy::{Loss, Proxy};
use super::server::{Base, PATIENCE, Server};
use crate::desk::Desk;
use crate::follower::{Follower, Told};

super::on_both_servers! {
    tells_that_the_connection_is_cut_and_restored_and_misses_nothing,
    tells_that_a_server_fell_silent,
}

/// The server's code when its history does not reach back to where a stream is to go on.
const HISTORY_LOST: i32 = 286;
/// Its code when an account may not.
const NOT_AUTHORISED: i32 = 13;

/// A client behind a bad network.
async fn far(base: &Base) -> (MongoStore, Proxy) {
    let proxy = Proxy::before(&base.uri).await;
    let (store, _) = MongoStore::connect(proxy.uri(), PATIENCE).await.unwrap();
    (store, proxy)
}

/// Registers patients one after the other until `enough`; who they are. Not faster than a busy practice, for which
/// a standalone is asked.
async fn register(desk: &Desk<'_>, enough: &AtomicBool) -> HashSet<Told> {
    let mut written = HashSet::new();
    let mut pace = interval(Duration::from_millis(50));
    for number in 1.. {
        if enough.load(Ordering::Relaxed) {
            break;
        }
        pace.tick().await;
        let file = desk.add_patient(PatientBuilder::numbered(number)).await;
        written.insert((Area::Patients, file.id.to_string()));
    }
    written
}

/// What is told until `end` is, which is expected next besides changes.
async fn told_until(follower: &mut Follower, end: FeedEvent) -> HashSet<Told> {
    let mut told = HashSet::new();
    loop {
        match follower.next().await {
            FeedEvent::Changed(changed) => {
                told.extend(
                    changed
                        .into_iter()
                        .map(|changed| (changed.area, changed.id)),
                );
            }
            event if event == end => return told,
            event => panic!("{event:?} instead of {end:?}"),
        }
    }
}

async fn tells_that_the_connection_is_cut_and_restored_and_misses_nothing(base: &Base) {
    let (store, proxy) = far(base).await;
    let mut follower = Follower::of(&store).await;
    let near = base.open().await;
    let desk = Desk::on(&near);
    let enough = AtomicBool::new(false);
    let follow = async {
        let mut told = HashSet::new();
        for _ in 0..10 {
            proxy.cut();
            told.extend(told_until(&mut follower, FeedEvent::Lost).await);
            proxy.mend();
            told.extend(told_until(&mut follower, FeedEvent::Restored).await);
        }
        enough.store(true, Ordering::Relaxed);
        told
    };
    let (told, written) = join(follow, register(&desk, &enough)).await;
    let late: Vec<_> = written.difference(&told).cloned().collect();
    follower.hears(&late).await;
}

async fn tells_that_a_server_fell_silent(base: &Base) {
    let (store, proxy) = far(base).await;
    let mut follower = Follower::of(&store).await;
    proxy.silence();
    assert_eq!(follower.next().await, FeedEvent::Lost);
    let near = base.open().await;
    let file = Desk::on(&near).add_patient(PatientBuilder::new()).await;
    proxy.mend();
    assert_eq!(follower.next().await, FeedEvent::Restored);
    let written = [(Area::Patients, file.id.to_string())];
    follower.hears(&written).await;
}

// On a replica set too, but the test server may tell it as a whole new document: see the tests of `stream.rs`.
#[tokio::test]
async fn an_emptied_outbox_is_not_told() {
    let Some(base) = Base::on(Server::Standalone) else {
        return;
    };
    let alive = base.open().await;
    let desk = Desk::on(&alive);
    desk.add_patient(PatientBuilder::new()).await;
    let (dying, proxy) = far(&base).await;
    proxy.lose(Loss::Everything, "findAndModify", "appointments", 1);
    let far_desk = Desk::numbered(1, &dying);
    let wanted = AppointmentBuilder::numbered(1).build();
    let left_over = far_desk.book(&wanted).await.unwrap();

    let mut follower = Follower::of(&alive).await;
    assert_eq!(alive.finish_pending().await.unwrap(), 1);
    let start = at("2026-11-24", "15:00");
    let next = AppointmentBuilder::numbered(2).with_start(start).build();
    desk.book(&next).await.unwrap();
    let told = follower
        .hears(&[(Area::Appointments, next.id.to_string())])
        .await;
    let emptied = (Area::Appointments, left_over.id.to_string());
    assert!(!told.contains(&emptied), "{told:?}");
}

#[tokio::test]
async fn a_stream_whose_history_is_lost_begins_anew_and_says_so() {
    let Some(base) = Base::on(Server::ReplicaSet) else {
        return;
    };
    let (store, proxy) = far(&base).await;
    let mut follower = Follower::of(&store).await;
    proxy.lose(Loss::Refused(HISTORY_LOST), "getMore", "$cmd.aggregate", 1);
    assert_eq!(follower.next().await, FeedEvent::Missed);
    assert_eq!(proxy.lost(), 1);
    let file = Desk::on(&store).add_patient(PatientBuilder::new()).await;
    follower
        .hears(&[(Area::Patients, file.id.to_string())])
        .await;
}

#[tokio::test]
async fn a_stream_that_cannot_be_resumed_begins_anew_and_says_so() {
    let Some(base) = Base::on(Server::ReplicaSet) else {
        return;
    };
    let (store, proxy) = far(&base).await;
    let mut follower = Follower::of(&store).await;
    proxy.cut();
    assert_eq!(follower.next().await, FeedEvent::Lost);
    proxy.lose(Loss::Refused(HISTORY_LOST), "aggregate", "", 1);
    proxy.mend();
    assert_eq!(follower.next().await, FeedEvent::Restored);
    assert_eq!(follower.next().await, FeedEvent::Missed);
    assert_eq!(proxy.lost(), 1);
}

#[tokio::test]
async fn an_account_that_may_open_no_stream_is_told_changes_all_the_same() {
    let Some(base) = Base::on(Server::ReplicaSet) else {
        return;
    };
    let (store, proxy) = far(&base).await;
    proxy.lose(Loss::Refused(NOT_AUTHORISED), "aggregate", "", usize::MAX);
    let mut follower = Follower::of(&store).await;
    assert_eq!(store.feed_mode(), FeedMode::Polling);
    assert_eq!(proxy.lost(), 1, "a stream is asked for once");
    let file = Desk::on(&base.open().await)
        .add_patient(PatientBuilder::new())
        .await;
    let written = [(Area::Patients, file.id.to_string())];
    follower.hears(&written).await;
    Follower::of(&store).await;
    assert_eq!(proxy.lost(), 1, "nor again on this connection");
}

#[tokio::test]
async fn an_account_that_loses_the_right_to_its_stream_is_asked_for_what_was_missed() {
    let Some(base) = Base::on(Server::ReplicaSet) else {
        return;
    };
    let (store, proxy) = far(&base).await;
    let mut follower = Follower::of(&store).await;
    assert_eq!(store.feed_mode(), FeedMode::Stream);
    let answers = [("getMore", "$cmd.aggregate"), ("aggregate", "")];
    for (command, collection) in answers {
        proxy.lose(Loss::Refused(NOT_AUTHORISED), command, collection, 1);
    }
    assert_eq!(follower.next().await, FeedEvent::Missed);
    assert_eq!(store.feed_mode(), FeedMode::Polling);
    let file = Desk::on(&store).add_patient(PatientBuilder::new()).await;
    let written = [(Area::Patients, file.id.to_string())];
    follower.hears(&written).await;
}

#[tokio::test]
async fn a_stream_of_a_base_that_was_dropped_begins_anew_and_says_so() {
    let Some(base) = Base::on(Server::ReplicaSet) else {
        return;
    };
    let store = base.open().await;
    let mut follower = Follower::of(&store).await;
    base.database().await.drop().await.unwrap();
    assert_eq!(follower.next().await, FeedEvent::Missed);
}

#[tokio::test]
async fn more_changes_than_a_standalone_is_asked_for_are_not_missed_unsaid() {
    let Some(base) = Base::on(Server::Standalone) else {
        return;
    };
    let store = base.open().await;
    let mut follower = Follower::of(&store).await;
    let delays = base.database().await.collection::<Document>("retards");
    let now = DateTime::now();
    let many = (0..600).map(|number| {
        doc! { "practitioner_id": number, "jour": "2026-11-23", "numero": 1, "maj": now }
    });
    delays.insert_many(many).await.unwrap();
    assert_eq!(follower.next().await, FeedEvent::Missed);
}

#[tokio::test]
async fn a_standalone_is_asked_at_once_when_somebody_looks() {
    let Some(base) = Base::on(Server::Standalone) else {
        return;
    };
    let store = base.open().await;
    let mut follower = Follower::of(&store).await;
    follower.watched.send_replace(false);
    let file = Desk::on(&store).add_patient(PatientBuilder::new()).await;
    let begun = Instant::now();
    let watched = follower.watched.clone();
    let written = [(Area::Patients, file.id.to_string())];
    // It waits before anybody looks.
    join(follower.hears(&written), async {
        watched.send_replace(true)
    })
    .await;
    assert!(
        begun.elapsed() < Duration::from_secs(8),
        "{:?}",
        begun.elapsed()
    );
}
