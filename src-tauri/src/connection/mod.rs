//! Which base this device works on, in the order of spec §3.8, and how it is opened.

mod address;
mod attempt;
mod device;
mod open;
mod secrets;
#[cfg(not(target_os = "android"))]
mod system_key_store;

use std::sync::Arc;

pub use address::Address;
pub use attempt::{Attempt, attempt};
pub use device::{Device, Saved};
pub use open::{Opened, open, reach};
pub use secrets::{KeyStore, NoKeyStore, Secrets};

use crate::views::connection::{ConnectionChoice, ConnectionOrigin, ConnectionProblem, StoreKind};

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
    /// The address was saved without its password, which must be found or given again.
    pub password_missing: bool,
    /// Somebody accepted that nothing protects the way to this server.
    pub allow_unencrypted: bool,
}

impl Choice {
    /// A base whose address is complete and must be protected on its way.
    pub fn of(target: Target, origin: ConnectionOrigin) -> Self {
        Self {
            target,
            origin,
            password_missing: false,
            allow_unencrypted: false,
        }
    }

    /// What a user chose. Of the address saved here before, its password need not be typed again, nor what was
    /// accepted for it be accepted again.
    pub fn by_user(chosen: ConnectionChoice, saved: Option<Saved>) -> Self {
        let (uri, allow_unencrypted) = match chosen {
            ConnectionChoice::Embedded => {
                return Self::of(Target::Embedded, ConnectionOrigin::Saved);
            }
            ConnectionChoice::Mongodb {
                uri,
                allow_unencrypted,
            } => (uri, allow_unencrypted),
        };
        let address = Address::new(&uri);
        let name = address.without_password().0;
        let (is_removed, was_accepted) = match saved {
            Some(Saved::Mongodb {
                uri,
                password_removed,
                allow_unencrypted,
            }) if uri == name => (password_removed, allow_unencrypted),
            _ => (false, false),
        };
        Self {
            password_missing: is_removed && address.password().is_none(),
            allow_unencrypted: allow_unencrypted || was_accepted,
            ..Self::of(Target::Mongo(address), ConnectionOrigin::Saved)
        }
    }
}

/// What the environment of the process says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// `MONGO_URI`: the address of the base.
    pub uri: Option<String>,
    /// `MEDIGEST_ALLOW_UNENCRYPTED=1`: nothing need protect the way to it.
    pub allow_unencrypted: bool,
}

impl Environment {
    /// That of this process.
    pub fn of_process() -> Self {
        let allowed = std::env::var("MEDIGEST_ALLOW_UNENCRYPTED");
        Self {
            uri: std::env::var("MONGO_URI").ok(),
            allow_unencrypted: allowed.is_ok_and(|value| value == "1"),
        }
    }
}

/// `MONGO_URI` wins; else what was saved on this device; else a MongoDB answering on this machine; else the
/// embedded base.
pub async fn choose(
    environment: Environment,
    saved: Option<Saved>,
    local_server: impl AsyncFnOnce() -> bool,
) -> Choice {
    if let Some(uri) = environment.uri.filter(|uri| !uri.trim().is_empty()) {
        let target = Target::Mongo(Address::new(&uri));
        return Choice {
            allow_unencrypted: environment.allow_unencrypted,
            ..Choice::of(target, ConnectionOrigin::Environment)
        };
    }
    match saved {
        Some(Saved::Embedded) => return Choice::of(Target::Embedded, ConnectionOrigin::Saved),
        Some(Saved::Mongodb {
            uri,
            password_removed,
            allow_unencrypted,
        }) => {
            let target = Target::Mongo(Address::new(&uri));
            return Choice {
                password_missing: password_removed,
                allow_unencrypted,
                ..Choice::of(target, ConnectionOrigin::Saved)
            };
        }
        None => {}
    }
    if local_server().await {
        let target = Target::Mongo(Address::new(LOCAL_SERVER));
        return Choice::of(target, ConnectionOrigin::LocalServer);
    }
    Choice::of(Target::Embedded, ConnectionOrigin::Default)
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

/// The key store of this system.
#[cfg(not(target_os = "android"))]
pub fn system_key_store() -> Arc<dyn KeyStore> {
    Arc::new(system_key_store::SystemKeyStore)
}

/// Android's is not used: the password is asked for.
#[cfg(target_os = "android")]
pub fn system_key_store() -> Arc<dyn KeyStore> {
    Arc::new(NoKeyStore)
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
        let environment = Environment {
            uri: environment.map(str::to_owned),
            ..Environment::default()
        };
        choose(environment, saved, async || local).await.origin
    }

    /// An address that was saved without its password, for which no protection was accepted.
    fn saved() -> Saved {
        Saved::Mongodb {
            uri: "mongodb://claire@srv/".into(),
            password_removed: true,
            allow_unencrypted: true,
        }
    }

    fn typed(uri: &str) -> ConnectionChoice {
        ConnectionChoice::Mongodb {
            uri: uri.to_owned(),
            allow_unencrypted: false,
        }
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
    async fn what_was_saved_of_an_address_holds_at_the_next_start() {
        let choice = choose(Environment::default(), Some(saved()), async || false).await;
        assert!(choice.password_missing && choice.allow_unencrypted);
    }

    #[tokio::test]
    async fn what_was_accepted_on_this_device_is_not_accepted_for_the_environment() {
        for allow_unencrypted in [false, true] {
            let environment = Environment {
                uri: Some("mongodb://claire@srv/".to_owned()),
                allow_unencrypted,
            };
            let choice = choose(environment, Some(saved()), async || false).await;
            assert_eq!(choice.allow_unencrypted, allow_unencrypted);
        }
    }

    #[test]
    fn the_saved_address_typed_again_needs_nothing_that_is_known_of_it() {
        let again = Choice::by_user(typed("mongodb://claire@srv/"), Some(saved()));
        assert!(again.password_missing && again.allow_unencrypted);
        let with_password = Choice::by_user(typed("mongodb://claire:new@srv/"), Some(saved()));
        assert!(!with_password.password_missing && with_password.allow_unencrypted);
    }

    #[test]
    fn another_address_is_not_covered_by_what_was_accepted() {
        for uri in ["mongodb://claire@srv2/", "mongodb://paul@srv/"] {
            let other = Choice::by_user(typed(uri), Some(saved()));
            assert!(!other.password_missing && !other.allow_unencrypted, "{uri}");
        }
    }
}
