//! The passwords of MongoDB addresses, in the key store of the system where there is one, never in a file of ours.
//!
//! A key store is a convenience: whatever it fails at counts as "none here", and the user is asked instead.

use std::sync::Arc;
use std::time::Duration;

use super::Address;

/// How long the system may take: it may be asking the user to unlock the key store.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why a key store did not do what was asked: a word for the log, never a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct KeyStoreFailure(pub &'static str);

/// Keeps passwords by the address they belong to. Its calls may block until the user answers the system.
pub trait KeyStore: Send + Sync {
    /// The password kept for `address`, if there is one.
    ///
    /// # Errors
    /// When the key store cannot be used.
    fn password(&self, address: &str) -> Result<Option<String>, KeyStoreFailure>;
    /// Keeps the password of `address` in place of the one before.
    ///
    /// # Errors
    /// When the key store cannot be used.
    fn keep(&self, address: &str, password: &str) -> Result<(), KeyStoreFailure>;
    /// Forgets the password of `address`; there may be none.
    ///
    /// # Errors
    /// When the key store cannot be used.
    fn forget(&self, address: &str) -> Result<(), KeyStoreFailure>;
}

/// For a system without a key store, and for a trial, which leaves nothing outside its data folder.
pub struct NoKeyStore;

impl KeyStore for NoKeyStore {
    fn password(&self, _: &str) -> Result<Option<String>, KeyStoreFailure> {
        Ok(None)
    }

    fn keep(&self, _: &str, _: &str) -> Result<(), KeyStoreFailure> {
        Err(KeyStoreFailure("there is no key store"))
    }

    fn forget(&self, _: &str) -> Result<(), KeyStoreFailure> {
        Ok(())
    }
}

/// The passwords of addresses on this device.
#[derive(Clone)]
pub struct Secrets {
    store: Arc<dyn KeyStore>,
    patience: Duration,
}

impl Secrets {
    /// Those in `store`.
    pub fn new(store: Arc<dyn KeyStore>) -> Self {
        let patience = PATIENCE;
        Self { store, patience }
    }

    /// `address` with the password that is kept for it, if one is.
    pub async fn complete(&self, address: &Address) -> Option<Address> {
        let name = address.without_password().0;
        let kept = self.ask(move |store| store.password(&name)).await??;
        Some(address.with_password(&kept))
    }

    /// Keeps the password in `address`; whether it is kept now.
    pub async fn keep(&self, address: &Address) -> bool {
        let Some(password) = address.password().map(str::to_owned) else {
            return false;
        };
        let name = address.without_password().0;
        let kept = self.ask(move |store| store.keep(&name, &password)).await;
        kept.is_some()
    }

    /// Forgets the password kept for `address`, given without it.
    pub async fn forget(&self, address: String) {
        self.ask(move |store| store.forget(&address)).await;
    }

    /// Asks the key store on a thread of its own. None when it fails, or does not answer in time.
    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn KeyStore) -> Result<T, KeyStoreFailure> + Send + 'static,
    ) -> Option<T> {
        let store = self.store.clone();
        let asked = tokio::task::spawn_blocking(move || question(&*store));
        let reason = match tokio::time::timeout(self.patience, asked).await {
            Ok(Ok(Ok(answer))) => return Some(answer),
            Ok(Ok(Err(failure))) => failure.to_string(),
            Ok(Err(_)) => "the key store broke off".to_owned(),
            Err(_) => "the key store did not answer in time".to_owned(),
        };
        tracing::info!(reason, "the password of the server is not kept here");
        None
    }
}

#[cfg(test)]
pub mod fake {
    //! A key store in memory, for tests.

    use std::collections::BTreeMap;
    use std::sync::Mutex;
    use std::sync::mpsc::Receiver;

    use super::{KeyStore, KeyStoreFailure};

    /// What it does when it is asked.
    #[derive(Default)]
    pub enum Mood {
        /// Answers.
        #[default]
        Well,
        /// Refuses everything.
        Locked,
        /// Answers once this says so, or never.
        Waits(Mutex<Receiver<()>>),
    }

    /// Keeps passwords until it is dropped.
    #[derive(Default)]
    pub struct FakeKeyStore {
        /// Passwords by address.
        pub kept: Mutex<BTreeMap<String, String>>,
        /// How it behaves.
        pub mood: Mood,
    }

    impl FakeKeyStore {
        /// One that keeps this already.
        pub fn with(address: &str, password: &str) -> Self {
            let kept = BTreeMap::from([(address.to_owned(), password.to_owned())]);
            Self {
                kept: Mutex::new(kept),
                mood: Mood::Well,
            }
        }

        /// The password kept for this address.
        pub fn get(&self, address: &str) -> Option<String> {
            self.kept.lock().unwrap().get(address).cloned()
        }

        fn answer(&self) -> Result<(), KeyStoreFailure> {
            match &self.mood {
                Mood::Well => Ok(()),
                Mood::Locked => Err(KeyStoreFailure("locked")),
                Mood::Waits(until) => {
                    // Also when nobody can say so any more.
                    let _ = until.lock().unwrap().recv();
                    Ok(())
                }
            }
        }
    }

    impl KeyStore for FakeKeyStore {
        fn password(&self, address: &str) -> Result<Option<String>, KeyStoreFailure> {
            self.answer()?;
            Ok(self.get(address))
        }

        fn keep(&self, address: &str, password: &str) -> Result<(), KeyStoreFailure> {
            self.answer()?;
            let mut kept = self.kept.lock().unwrap();
            kept.insert(address.to_owned(), password.to_owned());
            Ok(())
        }

        fn forget(&self, address: &str) -> Result<(), KeyStoreFailure> {
            self.answer()?;
            self.kept.lock().unwrap().remove(address);
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fake::{FakeKeyStore, Mood};
    use super::*;

    const NAME: &str = "mongodb://claire@srv/cabinet";

    fn address() -> Address {
        Address::new("mongodb://claire:p%40ss:w@rd@srv/cabinet")
    }

    fn locked() -> Secrets {
        Secrets::new(Arc::new(FakeKeyStore {
            mood: Mood::Locked,
            ..FakeKeyStore::default()
        }))
    }

    #[tokio::test]
    async fn a_password_is_kept_by_its_address_and_given_back_as_it_was_written() {
        let store = Arc::new(FakeKeyStore::default());
        let secrets = Secrets::new(store.clone());
        assert!(secrets.keep(&address()).await);
        assert_eq!(store.get(NAME).as_deref(), Some("p%40ss:w@rd"));
        let completed = secrets.complete(&Address::new(NAME)).await;
        assert_eq!(completed, Some(address()));
        secrets.forget(NAME.to_owned()).await;
        assert_eq!(secrets.complete(&Address::new(NAME)).await, None);
    }

    #[tokio::test]
    async fn a_key_store_that_refuses_is_as_good_as_none() {
        assert!(!locked().keep(&address()).await);
        assert_eq!(locked().complete(&Address::new(NAME)).await, None);
        locked().forget(NAME.to_owned()).await;
    }

    #[tokio::test]
    async fn a_key_store_that_waits_for_somebody_is_not_waited_for_for_ever() {
        let (answer, until) = std::sync::mpsc::channel();
        let secrets = Secrets::new(Arc::new(FakeKeyStore {
            mood: Mood::Waits(until.into()),
            ..FakeKeyStore::with(NAME, "secret")
        }));
        // Long before its twenty seconds, so that the test does not wait for them either.
        let secrets = Secrets {
            patience: Duration::from_millis(20),
            ..secrets
        };
        assert_eq!(secrets.complete(&Address::new(NAME)).await, None);
        drop(answer);
    }
}
