//! Opening the chosen base: connect, bring its shape up to date, first account.

use std::sync::Arc;
use std::time::Duration;

use medigest_application::Practice;
use medigest_application::ports::Store;
use medigest_store::mongo::{
    ConnectError, MongoStore, Protection, ServerFacts, Topology as ServerTopology, leads_elsewhere,
    protection,
};
use medigest_store::sqlite::SqliteStore;

use super::attempt::check_protection;
use super::{Address, Choice, Device, Problem, Target};
use crate::clock::PracticeClock;
use crate::system::{SystemClock, SystemIds, device_name, zone};
use crate::views::connection::Topology;

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(4);
/// From how many seconds on a device is told that its clock is off (spec §3.3).
const CLOCK_TOLERANCE: u32 = 60;

/// An open base.
pub struct Opened {
    /// The use cases on it.
    pub practice: Arc<Practice>,
    /// What it is called on screen.
    pub label: String,
    /// Of a MongoDB.
    pub topology: Option<Topology>,
    clock: Arc<PracticeClock>,
}

impl Opened {
    /// Measures the clock again.
    pub async fn measure_clock(&self) {
        self.clock.measure(self.practice.server_time()).await;
    }

    /// Seconds this device's clock is off the server's, when more than a minute.
    pub fn clock_skew_seconds(&self) -> Option<i32> {
        let seconds = i32::try_from(self.clock.ahead().num_seconds()).ok();
        seconds.filter(|seconds| seconds.unsigned_abs() > CLOCK_TOLERANCE)
    }
}

/// Opens the base of `choice`.
///
/// # Errors
/// What is wrong, as the screen explains it.
pub async fn open(choice: &Choice, device: &Device) -> Result<Opened, Problem> {
    let chain = device.id().map_err(|error| unreadable(&error))?;
    let mut is_open = false;
    let (store, label, facts): (Arc<dyn Store>, String, Option<ServerFacts>) = match &choice.target
    {
        Target::Embedded => {
            let file = device.base_file();
            std::fs::create_dir_all(device.data_dir()).map_err(|error| unreadable(&error))?;
            let label = file.display().to_string();
            let store =
                SqliteStore::open_with_chain(&file, chain).map_err(|error| unreadable(&error))?;
            (Arc::new(store), label, None)
        }
        Target::Mongo(address) => {
            let reached = connect(address, choice).await?;
            is_open = reached.is_open;
            let store = reached.store.with_chain(chain);
            (
                Arc::new(store),
                reached.facts.target.clone(),
                Some(reached.facts),
            )
        }
    };
    let ids = SystemIds::new().map_err(|error| unreadable(&error))?;
    let clock = Arc::new(PracticeClock::of(Arc::new(SystemClock)));
    // Before anything is written with its time.
    let time = async { store.server_time().await.ok().flatten() };
    clock.measure(time).await;
    let practice = Practice::open(
        store,
        clock.clone(),
        Arc::new(ids),
        name_of_device(is_open),
        zone(),
    )
    .await
    .map_err(|error| {
        tracing::error!(%error, "the base was reached but could not be opened");
        match error {
            medigest_application::AppError::Unavailable => Problem::Unreachable,
            _ => Problem::BaseUnreadable,
        }
    })?;
    Ok(Opened {
        practice: Arc::new(practice),
        label,
        topology: facts.map(|facts| match facts.topology {
            ServerTopology::Standalone => Topology::Standalone,
            ServerTopology::ReplicaSet => Topology::ReplicaSet,
        }),
        clock,
    })
}

/// The base of `choice` on a server, to copy to: reached, and nothing more.
///
/// # Errors
/// What is wrong, as for [`open`].
pub async fn reach(choice: &Choice, device: &Device) -> Result<Arc<dyn Store>, Problem> {
    check_protection(choice)?;
    let Target::Mongo(address) = &choice.target else {
        return Err(Problem::InvalidAddress);
    };
    let chain = device.id().map_err(|error| unreadable(&error))?;
    let reached = connect(address, choice).await?;
    Ok(Arc::new(reached.store.with_chain(chain)))
}

/// A server that was reached.
struct Reached {
    store: MongoStore,
    facts: ServerFacts,
    /// Somebody on the way could read what is sent, which was accepted.
    is_open: bool,
}

/// Connects to the server of `choice`, whose own way was looked at before; that of the other members of its set is now.
async fn connect(address: &Address, choice: &Choice) -> Result<Reached, Problem> {
    let uri = address.expose();
    let is_open = match protection(uri) {
        Ok(Protection::Tls) => false,
        Ok(Protection::None) => true,
        Ok(Protection::ThisMachine) => leads_elsewhere(uri, PATIENCE)
            .await
            .map_err(|error| explain(&error))?,
        Err(error) => return Err(explain(&error)),
    };
    if is_open && !choice.allow_unencrypted {
        return Err(Problem::TlsRequired);
    }
    let connected = MongoStore::connect(uri, PATIENCE).await;
    let (store, facts) = connected.map_err(|error| explain(&error))?;
    Ok(Reached {
        store,
        facts,
        is_open,
    })
}

/// What traces call this device. One whose way to the base is open says so in each.
fn name_of_device(is_open: bool) -> String {
    let name = device_name();
    if is_open {
        format!("{name}, sans TLS")
    } else {
        name
    }
}

fn unreadable(error: &dyn std::error::Error) -> Problem {
    tracing::error!(%error, "the embedded base could not be opened");
    Problem::BaseUnreadable
}

fn explain(error: &ConnectError) -> Problem {
    tracing::warn!(%error, "the server could not be used");
    match error {
        ConnectError::InvalidAddress => Problem::InvalidAddress,
        ConnectError::Unreachable => Problem::Unreachable,
        ConnectError::CredentialsRefused => Problem::CredentialsRefused,
        ConnectError::ServerTooOld { .. } => Problem::ServerTooOld,
        ConnectError::Unreadable { .. } => Problem::BaseUnreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::connection::{ConnectionChoice, ConnectionOrigin};

    async fn reached(uri: &str) -> Option<Problem> {
        let chosen = ConnectionChoice::Mongodb {
            uri: uri.to_owned(),
            allow_unencrypted: false,
        };
        reach(&Choice::by_user(chosen, None), &Device::in_memory())
            .await
            .err()
    }

    // No name ends in `.invalid`: whoever asked the network for it would be told that it is unreachable.
    #[test]
    fn a_device_whose_way_is_open_is_known_by_it_in_the_log() {
        assert_eq!(name_of_device(false), device_name());
        let open = name_of_device(true);
        assert!(open.starts_with(&device_name()) && open.ends_with("sans TLS"));
    }

    #[tokio::test]
    async fn nothing_is_sent_to_a_server_to_copy_to_that_nothing_protects() {
        let open = reached("mongodb://claire:secret@srv.invalid/cabinet").await;
        assert_eq!(open, Some(Problem::TlsRequired));
    }

    #[tokio::test]
    async fn the_base_of_this_device_is_none_to_copy_to() {
        let choice = Choice::of(Target::Embedded, ConnectionOrigin::Saved);
        let refused = reach(&choice, &Device::in_memory()).await.err();
        assert_eq!(refused, Some(Problem::InvalidAddress));
    }
}
