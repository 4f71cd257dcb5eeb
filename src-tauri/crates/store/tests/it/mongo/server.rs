//! The MongoDB that tests talk to: a base of its own for each test, dropped afterwards.
//!
//! The servers are named by `MEDIGEST_TEST_MONGO_URI` (a standalone) and `MEDIGEST_TEST_MONGO_REPLICA_URI` (a
//! member of a replica set). Without them these tests do nothing, unless `MEDIGEST_REQUIRE_MONGO=1`.

use std::time::Duration;

use bson::oid::ObjectId;
use medigest_store::mongo::MongoStore;
use mongodb::{Client, Database};

/// How long a test waits for a server.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Which server.
#[derive(Clone, Copy, Debug)]
pub enum Server {
    Standalone,
    ReplicaSet,
}

impl Server {
    /// Its address; none if its tests are to be skipped.
    pub fn uri(self) -> Option<String> {
        let variable = match self {
            Self::Standalone => "MEDIGEST_TEST_MONGO_URI",
            Self::ReplicaSet => "MEDIGEST_TEST_MONGO_REPLICA_URI",
        };
        let uri = std::env::var(variable).ok().filter(|uri| !uri.is_empty());
        if uri.is_none() {
            let required = std::env::var("MEDIGEST_REQUIRE_MONGO").is_ok_and(|value| value == "1");
            assert!(!required, "{variable} is not set, but MongoDB is required");
            eprintln!("skipped: {variable} is not set");
        }
        uri
    }
}

/// An empty base that is dropped with this value.
pub struct Base {
    /// Its address.
    pub uri: String,
    /// The database.
    pub name: String,
}

impl Base {
    pub fn on(server: Server) -> Option<Self> {
        Some(Self::at(&server.uri()?))
    }

    /// Another base on the same server.
    pub fn beside(other: &Self) -> Self {
        Self::at(&other.uri)
    }

    fn at(uri: &str) -> Self {
        let name = format!("test_{}", ObjectId::new());
        let uri = with_database(uri, &name);
        Self { uri, name }
    }

    /// A client of its own, as each device has one.
    pub async fn open(&self) -> MongoStore {
        let connected = MongoStore::connect(&self.uri, PATIENCE).await;
        connected.expect("the test server").0
    }

    /// The bare database, to look behind the store's back.
    pub async fn database(&self) -> Database {
        let client = Client::with_uri_str(&self.uri)
            .await
            .expect("the test server");
        client.database(&self.name)
    }
}

impl Drop for Base {
    fn drop(&mut self) {
        // A test's runtime may not block, so that this needs another.
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .expect("a runtime");
                let dropped = runtime.block_on(async { self.database().await.drop().await });
                if dropped.is_err() {
                    eprintln!("the base {} could not be dropped", self.name);
                }
            });
        });
    }
}

/// `uri` with `name` as its database.
fn with_database(uri: &str, name: &str) -> String {
    let (address, query) = uri.split_once('?').unwrap_or((uri, ""));
    let (scheme, rest) = address.split_once("://").expect("a scheme");
    let hosts = rest.split('/').next().unwrap_or(rest);
    format!("{scheme}://{hosts}/{name}?{query}")
}
