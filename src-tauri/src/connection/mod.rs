//! Which base this device works on, in the order of spec §3.8, and how it is opened.

mod address;
mod device;
mod open;

pub use address::Address;
pub use device::{Device, Saved};
pub use open::{Opened, open};

use crate::views::connection::{ConnectionOrigin, ConnectionProblem, StoreKind};

/// A base to work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The file in the data folder of this device.
    Embedded,
    /// A MongoDB.
    Mongo(Address),
}

impl Target {
    /// Embedded or MongoDB.
    pub fn kind(&self) -> StoreKind {
        match self {
            Self::Embedded => StoreKind::Embedded,
            Self::Mongo(_) => StoreKind::Mongodb,
        }
    }
}

/// A base and why it was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The base.
    pub target: Target,
    /// Why.
    pub origin: ConnectionOrigin,
    /// The address was saved without its password, which must be given again.
    pub password_missing: bool,
}

/// `MONGO_URI` wins; else what was saved on this device; else a MongoDB answering on this machine; else the
/// embedded base.
pub async fn choose(
    environment: Option<String>,
    saved: Option<Saved>,
    local_server: impl AsyncFnOnce() -> bool,
) -> Choice {
    let chosen = |target, origin| Choice {
        target,
        origin,
        password_missing: false,
    };
    if let Some(uri) = environment.filter(|uri| !uri.trim().is_empty()) {
        return chosen(
            Target::Mongo(Address::new(&uri)),
            ConnectionOrigin::Environment,
        );
    }
    match saved {
        Some(Saved::Embedded) => return chosen(Target::Embedded, ConnectionOrigin::Saved),
        Some(Saved::Mongodb {
            uri,
            password_removed,
        }) => {
            let choice = chosen(Target::Mongo(Address::new(&uri)), ConnectionOrigin::Saved);
            return Choice {
                password_missing: password_removed,
                ..choice
            };
        }
        None => {}
    }
    if local_server().await {
        return chosen(
            Target::Mongo(Address::new(LOCAL_SERVER)),
            ConnectionOrigin::LocalServer,
        );
    }
    chosen(Target::Embedded, ConnectionOrigin::Default)
}

/// Where a MongoDB of this machine answers.
const LOCAL_SERVER: &str = "mongodb://localhost:27017/";

/// Whether anything answers there. Short, because every first start waits for it.
pub async fn local_server_answers() -> bool {
    let attempt = tokio::net::TcpStream::connect(("127.0.0.1", 27017));
    matches!(
        tokio::time::timeout(std::time::Duration::from_millis(250), attempt).await,
        Ok(Ok(_))
    )
}

/// Why a base could not be opened.
pub type Problem = ConnectionProblem;

#[cfg(test)]
mod tests {
    use super::*;

    async fn origin(
        environment: Option<&str>,
        saved: Option<Saved>,
        local: bool,
    ) -> ConnectionOrigin {
        choose(environment.map(str::to_owned), saved, async || local)
            .await
            .origin
    }

    #[tokio::test]
    async fn the_environment_wins_then_the_saved_choice_then_a_local_server_then_the_embedded_base()
    {
        let saved = || Some(Saved::Embedded);
        assert_eq!(
            origin(Some("mongodb://a/"), saved(), true).await,
            ConnectionOrigin::Environment
        );
        assert_eq!(
            origin(Some("  "), saved(), true).await,
            ConnectionOrigin::Saved
        );
        assert_eq!(
            origin(None, None, true).await,
            ConnectionOrigin::LocalServer
        );
        assert_eq!(origin(None, None, false).await, ConnectionOrigin::Default);
    }

    #[tokio::test]
    async fn an_address_saved_without_its_password_asks_for_it() {
        let saved = Saved::Mongodb {
            uri: "mongodb://claire@a/".into(),
            password_removed: true,
        };
        assert!(
            choose(None, Some(saved), async || false)
                .await
                .password_missing
        );
    }
}
