//! The key store of the system: the Secret Service, the Keychain or the Credential Manager.

#[cfg(target_os = "ios")]
use keyring_core::{Entry, Error, Result};

#[cfg(not(target_os = "ios"))]
use keyring::{Entry, Error, Result};

use super::secrets::{KeyStore, KeyStoreFailure};

/// Under which name the system lists what is kept.
const SERVICE: &str = "MediGest";

/// The key store of the system.
pub struct SystemKeyStore;

impl KeyStore for SystemKeyStore {
    fn password(&self, address: &str) -> std::result::Result<Option<String>, KeyStoreFailure> {
        found(entry(address)?.get_password())
    }

    fn keep(&self, address: &str, password: &str) -> std::result::Result<(), KeyStoreFailure> {
        entry(address)?
            .set_password(password)
            .map_err(|error| failure(&error))
    }

    fn forget(&self, address: &str) -> std::result::Result<(), KeyStoreFailure> {
        found(entry(address)?.delete_credential()).map(drop)
    }
}

fn entry(address: &str) -> std::result::Result<Entry, KeyStoreFailure> {
    #[cfg(target_os = "ios")]
    ios::choose().map_err(failure)?;
    Entry::new(SERVICE, address).map_err(|error| failure(&error))
}

/// The Keychain of iOS, which `keyring` leaves to its user to choose.
#[cfg(target_os = "ios")]
mod ios {
    use std::sync::LazyLock;

    use apple_native_keyring_store::protected::Store;
    use keyring_core::{Error, Result, set_default_store};

    static CHOSEN: LazyLock<Result<()>> = LazyLock::new(|| {
        set_default_store(Store::new()?);
        Ok(())
    });

    pub(super) fn choose() -> std::result::Result<(), &'static Error> {
        CHOSEN.as_ref().copied()
    }
}

fn found<T>(answer: Result<T>) -> std::result::Result<Option<T>, KeyStoreFailure> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(failure(&error)),
    }
}

/// The kind of an error. Its text is dropped: it may quote what is kept.
fn failure(error: &Error) -> KeyStoreFailure {
    KeyStoreFailure(match error {
        Error::NoDefaultStore => "this system has no key store",
        Error::NoStorageAccess(_) => "the key store is locked or refuses",
        Error::PlatformFailure(_) => "the key store failed",
        Error::TooLong(..) => "the key store has no room for it",
        Error::Ambiguous(_) => "the key store has several of it",
        _ => "the key store holds something else",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_no_value() {
        let kept = b"tr0p-secret".to_vec();
        let shown = format!("{:?}", failure(&Error::BadEncoding(kept)));
        assert!(
            !shown.contains("secret") && !shown.contains("116"),
            "{shown}"
        );
    }
}
