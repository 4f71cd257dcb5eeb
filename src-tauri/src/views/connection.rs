//! The connection as the screen shows it, never with credentials.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use medigest_application::ports::FeedMode;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::adoption::Adoption;
use super::local::local_time;
use crate::connection::{Choice, Opened, Target};

/// Which kind of base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StoreKind {
    /// The practice's server.
    Mongodb,
    /// A file on this device.
    Embedded,
}

/// What a MongoDB server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Topology {
    /// One server without history.
    Standalone,
    /// One or more servers that tell changes as they happen.
    ReplicaSet,
}

/// Why this base was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ConnectionOrigin {
    /// `MONGO_URI`.
    Environment,
    /// Chosen on this device.
    Saved,
    /// A server answers on this machine.
    LocalServer,
    /// Nothing else.
    Default,
}

/// Why a base could not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ConnectionProblem {
    /// Nothing answers.
    Unreachable,
    /// Not a MongoDB address.
    InvalidAddress,
    /// User or password refused.
    CredentialsRefused,
    /// The address was saved without its password.
    PasswordNeeded,
    /// Not on this machine, and the address does not ask for TLS.
    TlsRequired,
    /// Older than MongoDB 5.0.
    ServerTooOld,
    /// The base is damaged, newer than this program, or not readable by it.
    BaseUnreadable,
}

/// How changes made elsewhere arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LiveMode {
    /// As they happen.
    Stream,
    /// Asked for every two seconds.
    Polling,
    /// There is no elsewhere.
    Local,
}

/// How a base tells changes made elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LiveView {
    mode: LiveMode,
    /// Since when changes made elsewhere may be missing: local time; none while all is well.
    stale_since: Option<String>,
}

impl LiveView {
    pub(crate) fn of(mode: FeedMode, stale_since: Option<DateTime<Utc>>, zone: Tz) -> Self {
        Self {
            mode: match mode {
                FeedMode::Stream => LiveMode::Stream,
                FeedMode::Polling => LiveMode::Polling,
                FeedMode::Local => LiveMode::Local,
            },
            stale_since: stale_since.map(|since| local_time(since, zone)),
        }
    }
}

/// The connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "state",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ConnectionView {
    /// On its way.
    Connecting {
        /// Which kind.
        kind: StoreKind,
        /// Host and base, or file.
        target: String,
    },
    /// Open.
    Ready {
        /// Which kind.
        kind: StoreKind,
        /// Host and base, or file.
        target: String,
        /// Why this one.
        origin: ConnectionOrigin,
        /// Of a MongoDB.
        topology: Option<Topology>,
        /// Seconds the server's clock is ahead of this device's, when more than 60 either way.
        clock_skew_seconds: Option<i32>,
        /// How changes made elsewhere arrive.
        live: LiveView,
        /// The password of the first account, alone, is still the one that everybody knows.
        first_start: bool,
        /// Whether it is the base of an older MediGest.
        adoption: Adoption,
        /// Whether the password of its address is kept in the key store of the system; none when it has none.
        password_kept: Option<bool>,
    },
    /// Not open.
    Failed {
        /// Which kind.
        kind: StoreKind,
        /// Host and base, or file.
        target: String,
        /// Its address without the password, to correct it or to give the password again; of a MongoDB.
        address: Option<String>,
        /// Why this one.
        origin: ConnectionOrigin,
        /// What is wrong.
        problem: ConnectionProblem,
    },
}

impl ConnectionView {
    pub(crate) fn connecting(target: &Target, label: String) -> Self {
        Self::Connecting {
            kind: target.kind(),
            target: label,
        }
    }

    pub(crate) fn ready(
        choice: &Choice,
        opened: &Opened,
        live: LiveView,
        password_kept: Option<bool>,
    ) -> Self {
        Self::Ready {
            kind: choice.target.kind(),
            target: opened.label.clone(),
            origin: choice.origin,
            topology: opened.topology,
            clock_skew_seconds: opened.clock_skew_seconds(),
            live,
            first_start: opened.practice.is_first_start(),
            adoption: opened.practice.base_state().into(),
            password_kept,
        }
    }

    pub(crate) fn failed(choice: &Choice, label: String, problem: ConnectionProblem) -> Self {
        Self::Failed {
            kind: choice.target.kind(),
            target: label,
            address: match &choice.target {
                Target::Embedded => None,
                Target::Mongo(address) => Some(address.without_password().0),
            },
            origin: choice.origin,
            problem,
        }
    }
}

/// A base to change to.
#[derive(Clone, Deserialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ConnectionChoice {
    /// The embedded base.
    Embedded,
    /// A MongoDB.
    Mongodb {
        /// Its address, with credentials where it needs them.
        uri: String,
        /// The user knows that nothing protects what goes over the network.
        allow_unencrypted: bool,
    },
}
