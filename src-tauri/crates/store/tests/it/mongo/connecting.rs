//! Connecting, and being refused with the right reason.

use std::time::Duration;

use bson::{DateTime, Document, doc};
use medigest_application::ports::ServerClock as _;
use medigest_store::mongo::{ConnectError, MongoStore, Topology, leads_elsewhere};

use super::proxy::Proxy;
use super::server::{Base, PATIENCE, Server};

const IMPATIENT: Duration = Duration::from_millis(500);

super::on_both_servers! {
    tells_what_the_server_is,
    tells_what_time_the_server_shows,
    twice_changes_nothing,
    with_a_wrong_password_is_refused,
    to_a_server_before_5_0_is_refused,
    to_a_server_before_4_2_is_refused,
    to_a_base_with_overlaps_under_the_guard_says_so,
}

async fn refusal(uri: &str) -> ConnectError {
    match MongoStore::connect(uri, IMPATIENT).await {
        Ok(_) => panic!("it connected"),
        Err(error) => error,
    }
}

async fn tells_what_the_server_is(base: &Base) {
    let (_, facts) = MongoStore::connect(&base.uri, PATIENCE).await.unwrap();
    assert_eq!(leads_elsewhere(&base.uri, PATIENCE).await, Ok(false));
    assert!(
        facts
            .version
            .starts_with(|first: char| first.is_ascii_digit())
    );
    assert!(facts.target.ends_with(&base.name), "{}", facts.target);
}

async fn tells_what_time_the_server_shows(base: &Base) {
    let store = base.open().await;
    let before = DateTime::now().to_chrono();
    let shown = store.server_time().await.unwrap().unwrap();
    let after = DateTime::now().to_chrono();
    // The same machine, which says it in milliseconds.
    assert!(
        before <= shown && shown <= after,
        "{before} {shown} {after}"
    );
}

#[tokio::test]
async fn a_standalone_is_told_from_a_replica_set() {
    for (server, topology) in [
        (Server::Standalone, Topology::Standalone),
        (Server::ReplicaSet, Topology::ReplicaSet),
    ] {
        let Some(base) = Base::on(server) else { return };
        let (_, facts) = MongoStore::connect(&base.uri, PATIENCE).await.unwrap();
        assert_eq!(leads_elsewhere(&base.uri, PATIENCE).await, Ok(false));
        assert_eq!(facts.topology, topology);
    }
}

async fn twice_changes_nothing(base: &Base) {
    base.open().await;
    let appointments = base.database().await.collection::<Document>("appointments");
    let first = appointments.list_index_names().await.unwrap();
    base.open().await;
    assert_eq!(appointments.list_index_names().await.unwrap(), first);
}

async fn with_a_wrong_password_is_refused(base: &Base) {
    let uri = base.uri.replace("://", "://claire:wrong@");
    let uri = format!("{uri}&authSource=admin").replace("?&", "?");
    assert_eq!(refusal(&uri).await, ConnectError::CredentialsRefused);
}

async fn to_a_server_before_5_0_is_refused(base: &Base) {
    let proxy = Proxy::before(&base.uri).await;
    proxy.age(9);
    let refused = refusal(proxy.uri()).await;
    assert!(
        matches!(refused, ConnectError::ServerTooOld { .. }),
        "{refused}"
    );
}

async fn to_a_server_before_4_2_is_refused(base: &Base) {
    let proxy = Proxy::before(&base.uri).await;
    proxy.age(6);
    let refused = refusal(proxy.uri()).await;
    assert!(
        matches!(refused, ConnectError::ServerTooOld { .. }),
        "{refused}"
    );
}

async fn to_a_base_with_overlaps_under_the_guard_says_so(base: &Base) {
    let appointments = base.database().await.collection::<Document>("appointments");
    let overlapping = [
        doc! { "v": 1_i64, "slots": ["D:1|1"] },
        doc! { "v": 1_i64, "slots": ["D:1|1", "D:1|2"] },
    ];
    appointments.insert_many(overlapping).await.unwrap();
    assert_eq!(
        refusal(&base.uri).await,
        ConnectError::Unreadable {
            reason: "duplicates in appointments".to_owned()
        }
    );
}

#[tokio::test]
async fn to_nobody_is_unreachable() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let uri = format!("mongodb://127.0.0.1:{port}");
    assert_eq!(refusal(&uri).await, ConnectError::Unreachable);
}

#[tokio::test]
async fn to_something_else_is_unreachable() {
    // It accepts connections and never says a word.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("mongodb://{}", listener.local_addr().unwrap());
    assert_eq!(refusal(&uri).await, ConnectError::Unreachable);
}
