//! Reaching the server, learning what it is, and refusing it clearly when it will not do.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bson::{Document, doc};
use chrono::{DateTime, Utc};
use medigest_application::ports::{BaseState, ServerClock, StoreError, StoreResult};
use mongodb::error::{Error, ErrorKind};
use mongodb::options::{
    Acknowledgment, ClientOptions, DatabaseOptions, ReadConcern, ReadPreference, SelectionCriteria,
    WriteConcern,
};
use mongodb::{Client, Database};

use super::accounts::of_nobody;
use super::call::{NOT_AUTHORISED, call};
use super::chain::Chain;
use super::{MongoStore, indexes};
use crate::adoption::recognise;
use crate::chain::fresh_chain;

/// The database, unless the address names another.
const DEFAULT_DATABASE: &str = "medigest";
/// How long a write waits for a majority before its outcome counts as unknown.
const WRITE_TIMEOUT: Duration = Duration::from_secs(5);
/// The wire version of MongoDB 5.0, the first whose acknowledged writes are durable by default.
const OLDEST_WIRE_VERSION: i32 = 13;
/// Server codes that mean "you may not": not authorised, authentication failed.
const REFUSED: &[i32] = &[NOT_AUTHORISED, 18];

/// Why a server cannot be used, as the connection screen explains it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// The address is not one of a MongoDB.
    #[error("not the address of a MongoDB")]
    InvalidAddress,
    /// Nothing answered in time.
    #[error("no server answered")]
    Unreachable,
    /// It does not accept this user, or wants one.
    #[error("the server refused the credentials")]
    CredentialsRefused,
    /// It is older than 5.0.
    #[error("the server has version {version}, at least 5.0 is needed")]
    ServerTooOld {
        /// What it says it is.
        version: String,
    },
    /// It answers, but what is there cannot be used.
    #[error("the base cannot be used: {reason}")]
    Unreadable {
        /// A code for the log, e.g. `duplicates in appointments.slots`; never a value.
        reason: String,
    },
}

/// What kind of server it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topology {
    /// One server on its own: no change streams.
    Standalone,
    /// A replica set (even of one member) or a sharded cluster.
    ReplicaSet,
}

/// What the server says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerFacts {
    /// What kind of server it is.
    pub topology: Topology,
    /// Its version, e.g. `8.0.4`.
    pub version: String,
    /// `host:port/database`, without credentials.
    pub target: String,
}

impl MongoStore {
    /// Connects to the server at `uri`, checks that it will do and brings its indexes into place. `timeout`
    /// bounds the wait for a server, now and at every later call.
    ///
    /// # Errors
    /// See [`ConnectError`].
    pub async fn connect(
        uri: &str,
        timeout: Duration,
    ) -> Result<(Self, ServerFacts), ConnectError> {
        let options = client_options(uri, timeout).await?;
        let target = target(&options);
        let name = database_name(&options).to_owned();
        let client = Client::with_options(options).map_err(|error| explain(&error))?;
        let admin = client.database("admin");
        let hello = greet(&admin).await.map_err(|error| explain(&error))?;
        let version = version(&admin, &hello).await;
        if wire_version(&hello) < OLDEST_WIRE_VERSION {
            return Err(ConnectError::ServerTooOld { version });
        }
        let topology = topology(&hello);
        let store = Self::on(&client, uri, &name, topology);
        // An older base stays as it is, its indexes too, until it is adopted.
        let state = recognise(&store).await.map_err(unreadable)?;
        if !matches!(state, BaseState::Older | BaseState::Adopting) {
            indexes::ensure(&store).await?;
        }
        let facts = ServerFacts {
            topology,
            version,
            target,
        };
        Ok((store, facts))
    }

    fn on(client: &Client, uri: &str, name: &str, topology: Topology) -> Self {
        // A standalone does not know the stronger read concerns, and needs none: it has one copy.
        let (usual, confirmed) = match topology {
            Topology::Standalone => (ReadConcern::local(), ReadConcern::local()),
            Topology::ReplicaSet => (ReadConcern::majority(), ReadConcern::linearizable()),
        };
        let durable = WriteConcern::builder()
            .w(Acknowledgment::Majority)
            .w_timeout(WRITE_TIMEOUT)
            .journal(true)
            .build();
        let options = DatabaseOptions::builder()
            .read_concern(usual)
            .write_concern(durable)
            .selection_criteria(SelectionCriteria::ReadPreference(ReadPreference::Primary))
            .build();
        Self {
            database: client.database_with_options(name, options),
            address: of_nobody(uri).into(),
            topology,
            stream_refused: Arc::default(),
            chain: Arc::new(Chain::named(fresh_chain())),
            confirmed,
        }
    }
}

pub(super) async fn client_options(
    uri: &str,
    timeout: Duration,
) -> Result<ClientOptions, ConnectError> {
    let mut options = ClientOptions::parse(uri)
        .await
        .map_err(|error| explain(&error))?;
    options.app_name = Some("MediGest".to_owned());
    options.server_selection_timeout = Some(timeout);
    options.connect_timeout = Some(timeout);
    // Every write may be repeated, and is, on a standalone too: the driver's own way would be a second one.
    options.retry_writes = Some(false);
    Ok(options)
}

/// What a first look at the base failed for.
fn unreadable(error: StoreError) -> ConnectError {
    match error {
        StoreError::Unreadable(reason) => ConnectError::Unreadable { reason },
        _ => ConnectError::Unreachable,
    }
}

fn database_name(options: &ClientOptions) -> &str {
    options
        .default_database
        .as_deref()
        .unwrap_or(DEFAULT_DATABASE)
}

fn target(options: &ClientOptions) -> String {
    let hosts: Vec<_> = options.hosts.iter().map(ToString::to_string).collect();
    format!("{}/{}", hosts.join(","), database_name(options))
}

/// What the server says when it is greeted.
pub(super) async fn greet(database: &Database) -> mongodb::error::Result<Document> {
    database.run_command(doc! { "hello": 1 }).await
}

#[async_trait]
impl ServerClock for MongoStore {
    async fn server_time(&self) -> StoreResult<Option<DateTime<Utc>>> {
        let hello = call(greet(&self.database)).await?;
        let time = hello.get_datetime("localTime");
        Ok(time.ok().map(|time| time.to_chrono()))
    }
}

fn wire_version(hello: &Document) -> i32 {
    hello.get_i32("maxWireVersion").unwrap_or(0)
}

fn topology(hello: &Document) -> Topology {
    let sharded = hello.get_str("msg").is_ok_and(|msg| msg == "isdbgrid");
    if hello.contains_key("setName") || sharded {
        Topology::ReplicaSet
    } else {
        Topology::Standalone
    }
}

/// The version, for people; a server that keeps it to itself is known by its wire version.
async fn version(admin: &Database, hello: &Document) -> String {
    admin
        .run_command(doc! { "buildInfo": 1 })
        .await
        .ok()
        .and_then(|info| info.get_str("version").map(str::to_owned).ok())
        .unwrap_or_else(|| format!("wire {}", wire_version(hello)))
}

/// What the driver's error means to somebody who tries to connect.
pub(super) fn explain(error: &Error) -> ConnectError {
    match error.kind.as_ref() {
        ErrorKind::InvalidArgument { .. } | ErrorKind::InvalidTlsConfig { .. } => {
            ConnectError::InvalidAddress
        }
        ErrorKind::Authentication { .. } => ConnectError::CredentialsRefused,
        ErrorKind::Command(command) if REFUSED.contains(&command.code) => {
            ConnectError::CredentialsRefused
        }
        ErrorKind::Command(command) => ConnectError::Unreadable {
            reason: format!("server code {}", command.code),
        },
        // The driver itself refuses servers before 4.2, naming them in words only.
        ErrorKind::ServerSelection { message, .. } if message.contains("wire version") => {
            ConnectError::ServerTooOld {
                version: "< 4.2".to_owned(),
            }
        }
        ErrorKind::IncompatibleServer { .. } => ConnectError::ServerTooOld {
            version: "< 4.2".to_owned(),
        },
        _ => ConnectError::Unreachable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn options(uri: &str) -> Result<ClientOptions, ConnectError> {
        client_options(uri, Duration::from_secs(1)).await
    }

    #[tokio::test]
    async fn what_is_not_an_address_is_said_so() {
        for uri in [
            "",
            "localhost:27017",
            "http://localhost",
            "mongodb://",
            "mongodb://h:port",
        ] {
            assert_eq!(
                options(uri).await.err(),
                Some(ConnectError::InvalidAddress),
                "{uri}"
            );
        }
    }

    #[tokio::test]
    async fn the_target_never_shows_the_credentials() {
        let options = options("mongodb://claire:secret@serveur:27018/cabinet?authSource=admin")
            .await
            .unwrap();
        assert_eq!(target(&options), "serveur:27018/cabinet");
    }

    #[tokio::test]
    async fn the_database_is_medigest_unless_the_address_names_one() {
        assert_eq!(
            database_name(&options("mongodb://h").await.unwrap()),
            "medigest"
        );
        assert_eq!(
            database_name(&options("mongodb://h/autre").await.unwrap()),
            "autre"
        );
    }

    #[test]
    fn a_member_of_a_set_and_a_router_are_told_from_a_standalone() {
        assert_eq!(topology(&doc! { "ok": 1 }), Topology::Standalone);
        assert_eq!(topology(&doc! { "setName": "rs0" }), Topology::ReplicaSet);
        assert_eq!(topology(&doc! { "msg": "isdbgrid" }), Topology::ReplicaSet);
    }
}
