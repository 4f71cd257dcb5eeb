//! One attempt to open a base: what must hold before anything is sent, and what is kept of it afterwards.

use medigest_store::mongo::{Protection, protection};

use super::{Choice, Device, Problem, Saved, Secrets, Target};
use crate::views::connection::ConnectionOrigin;

/// How an attempt ended.
pub struct Attempt<T> {
    /// The choice, complete where the key store had its password.
    pub choice: Choice,
    /// The open base, or what is wrong.
    pub outcome: Result<T, Problem>,
    /// Whether the key store has the password of the address; none where there is nothing for it to have.
    pub password_kept: Option<bool>,
}

/// Opens the base of `choice` with `open`, and saves the choice on this device if that succeeds. What the
/// environment says is never saved.
pub async fn attempt<T>(
    mut choice: Choice,
    device: &Device,
    secrets: &Secrets,
    open: impl AsyncFnOnce(&Choice) -> Result<T, Problem>,
) -> Attempt<T> {
    let failed = |choice, problem| Attempt {
        choice,
        outcome: Err(problem),
        password_kept: None,
    };
    if let Err(problem) = check_protection(&choice) {
        return failed(choice, problem);
    }
    let mut was_kept = false;
    if let (Target::Mongo(address), true) = (&choice.target, choice.password_missing) {
        let Some(complete) = secrets.complete(address).await else {
            return failed(choice, Problem::PasswordNeeded);
        };
        was_kept = true;
        choice.target = Target::Mongo(complete);
        choice.password_missing = false;
    }
    match open(&choice).await {
        Ok(opened) => Attempt {
            password_kept: keep(&choice, device, secrets, was_kept).await,
            choice,
            outcome: Ok(opened),
        },
        Err(problem) => {
            if let (Target::Mongo(address), true, Problem::CredentialsRefused) =
                (&choice.target, was_kept, problem)
            {
                secrets.forget(address.without_password().0).await;
            }
            failed(choice, problem)
        }
    }
}

/// Sends nothing to a server elsewhere that anybody on the way could read, unless somebody accepted it.
pub(super) fn check_protection(choice: &Choice) -> Result<(), Problem> {
    let Target::Mongo(address) = &choice.target else {
        return Ok(());
    };
    match protection(address.expose()) {
        Ok(Protection::None) if !choice.allow_unencrypted => Err(Problem::TlsRequired),
        Ok(_) => Ok(()),
        Err(_) => Err(Problem::InvalidAddress),
    }
}

/// Saves what opened and gives its password to the key store; forgets the password of the base before.
async fn keep(choice: &Choice, device: &Device, secrets: &Secrets, was_kept: bool) -> Option<bool> {
    if choice.origin == ConnectionOrigin::Environment {
        return None;
    }
    let (before, now) = (device.saved(), Saved::from(choice));
    if before.as_ref() != Some(&now) {
        device.save(&now);
    }
    let kept = match &choice.target {
        Target::Mongo(address) if address.password().is_some() => {
            Some(was_kept || secrets.keep(address).await)
        }
        _ => None,
    };
    if let Some(left) = before.and_then(Saved::named_in_key_store)
        && Some(&left) != now.named_in_key_store().as_ref()
    {
        secrets.forget(left).await;
    }
    kept
}

impl Saved {
    /// The address under which a key store may have its password.
    fn named_in_key_store(self) -> Option<String> {
        match self {
            Self::Mongodb {
                uri,
                password_removed: true,
                ..
            } => Some(uri),
            Self::Mongodb { .. } | Self::Embedded => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::secrets::fake::{FakeKeyStore, Mood};
    use super::super::{Environment, choose};
    use super::*;
    use crate::views::connection::ConnectionChoice;

    const NAME: &str = "mongodb://claire@localhost/cabinet";
    const WHOLE: &str = "mongodb://claire:secret@localhost/cabinet";

    /// A device with a key store.
    struct Scene {
        device: Device,
        store: Arc<FakeKeyStore>,
    }

    impl Scene {
        fn with(store: FakeKeyStore) -> Self {
            Self {
                device: Device::in_memory(),
                store: Arc::new(store),
            }
        }

        fn new() -> Self {
            Self::with(FakeKeyStore::default())
        }

        /// Tries a base whose server answers like this; how it ended and the address that was sent to it.
        async fn tries(
            &self,
            choice: Choice,
            answer: Result<(), Problem>,
        ) -> (Attempt<()>, Option<String>) {
            let secrets = Secrets::new(self.store.clone());
            let mut sent = None;
            let ended = attempt(choice, &self.device, &secrets, async |choice: &Choice| {
                if let Target::Mongo(address) = &choice.target {
                    sent = Some(address.expose().to_owned());
                }
                answer
            });
            let ended = ended.await;
            (ended, sent)
        }

        async fn starts(&self, answer: Result<(), Problem>) -> (Attempt<()>, Option<String>) {
            let saved = self.device.saved();
            let choice = choose(Environment::default(), saved, async || false).await;
            self.tries(choice, answer).await
        }

        async fn chooses(&self, uri: &str) -> Attempt<()> {
            self.tries(by_user(uri, false), Ok(())).await.0
        }
    }

    fn by_user(uri: &str, allow_unencrypted: bool) -> Choice {
        let uri = uri.to_owned();
        let chosen = ConnectionChoice::Mongodb {
            uri,
            allow_unencrypted,
        };
        Choice::by_user(chosen, None)
    }

    #[tokio::test]
    async fn a_password_given_once_is_not_asked_for_at_the_next_start() {
        let scene = Scene::new();
        assert_eq!(scene.chooses(WHOLE).await.password_kept, Some(true));
        let (ended, sent) = scene.starts(Ok(())).await;
        assert_eq!(ended.outcome, Ok(()));
        assert_eq!(ended.password_kept, Some(true));
        assert_eq!(sent.as_deref(), Some(WHOLE));
    }

    #[tokio::test]
    async fn without_a_key_store_the_password_is_asked_for() {
        let scene = Scene::with(FakeKeyStore {
            mood: Mood::Locked,
            ..FakeKeyStore::default()
        });
        assert_eq!(scene.chooses(WHOLE).await.password_kept, Some(false));
        let (ended, sent) = scene.starts(Ok(())).await;
        assert_eq!(ended.outcome, Err(Problem::PasswordNeeded));
        assert_eq!(sent, None, "nothing is sent without it");
    }

    #[tokio::test]
    async fn an_address_without_a_password_has_none_to_keep() {
        let scene = Scene::new();
        let ended = scene.chooses("mongodb://localhost/").await;
        assert_eq!(ended.password_kept, None);
        let choice = Choice::of(Target::Embedded, ConnectionOrigin::Saved);
        assert_eq!(scene.tries(choice, Ok(())).await.0.password_kept, None);
    }

    #[tokio::test]
    async fn a_kept_password_that_is_refused_is_forgotten() {
        let scene = Scene::new();
        scene.chooses(WHOLE).await;
        let (ended, _) = scene.starts(Err(Problem::CredentialsRefused)).await;
        assert_eq!(ended.outcome, Err(Problem::CredentialsRefused));
        assert_eq!(scene.store.get(NAME), None);
        let (ended, _) = scene.starts(Ok(())).await;
        assert_eq!(ended.outcome, Err(Problem::PasswordNeeded));
    }

    #[tokio::test]
    async fn a_server_that_is_away_costs_no_password() {
        let scene = Scene::new();
        scene.chooses(WHOLE).await;
        scene.starts(Err(Problem::Unreachable)).await;
        assert_eq!(scene.store.get(NAME).as_deref(), Some("secret"));
    }

    #[tokio::test]
    async fn another_base_takes_the_password_of_the_one_before_away() {
        for next in ["mongodb://localhost/", "mongodb://paul:other@localhost/"] {
            let scene = Scene::new();
            scene.chooses(WHOLE).await;
            scene.chooses(next).await;
            assert_eq!(scene.store.get(NAME), None, "{next}");
        }
    }

    #[tokio::test]
    async fn a_base_that_does_not_open_leaves_the_password_of_the_one_before() {
        let scene = Scene::new();
        scene.chooses(WHOLE).await;
        let elsewhere = by_user("mongodb://localhost:1/", false);
        scene.tries(elsewhere, Err(Problem::Unreachable)).await;
        assert_eq!(scene.store.get(NAME).as_deref(), Some("secret"));
    }

    #[tokio::test]
    async fn a_new_password_of_the_same_address_takes_the_place_of_the_old_one() {
        let scene = Scene::new();
        scene.chooses(WHOLE).await;
        scene
            .chooses("mongodb://claire:new@localhost/cabinet")
            .await;
        assert_eq!(scene.store.get(NAME).as_deref(), Some("new"));
    }

    #[tokio::test]
    async fn what_the_environment_says_leaves_no_trace_here() {
        let scene = Scene::new();
        let environment = Environment {
            uri: Some(WHOLE.to_owned()),
            ..Environment::default()
        };
        let choice = choose(environment, None, async || false).await;
        let (ended, _) = scene.tries(choice, Ok(())).await;
        assert_eq!(ended.password_kept, None);
        assert_eq!(scene.store.get(NAME), None);
        assert_eq!(scene.device.saved(), None);
    }

    #[tokio::test]
    async fn nothing_is_sent_to_a_server_elsewhere_without_tls() {
        let scene = Scene::with(FakeKeyStore::with("mongodb://claire@srv/", "secret"));
        let open = by_user("mongodb://claire:secret@srv/", false);
        let missing = Choice {
            password_missing: true,
            ..by_user("mongodb://claire@srv/", false)
        };
        for choice in [open, missing] {
            let (ended, sent) = scene.tries(choice, Ok(())).await;
            assert_eq!(ended.outcome, Err(Problem::TlsRequired));
            assert_eq!(sent, None);
        }
        assert_eq!(scene.device.saved(), None);
    }

    #[tokio::test]
    async fn what_somebody_accepted_for_an_address_holds_at_the_next_start_for_it_alone() {
        let scene = Scene::new();
        let accepted = by_user("mongodb://claire:secret@srv/", true);
        assert_eq!(scene.tries(accepted, Ok(())).await.0.outcome, Ok(()));
        let (ended, sent) = scene.starts(Ok(())).await;
        assert_eq!(ended.outcome, Ok(()));
        assert_eq!(sent.as_deref(), Some("mongodb://claire:secret@srv/"));
        let other = Choice::by_user(
            ConnectionChoice::Mongodb {
                uri: "mongodb://srv2/".to_owned(),
                allow_unencrypted: false,
            },
            scene.device.saved(),
        );
        let (ended, _) = scene.tries(other, Ok(())).await;
        assert_eq!(ended.outcome, Err(Problem::TlsRequired));
    }
}
