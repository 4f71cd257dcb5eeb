//! Seals what must not lie open (ADR 0008): texts by data keys, data keys to public keys, private keys under
//! passwords or the recovery code. Every primitive comes from a library; here is only what is sealed with what.
//!
//! Keys live in memory that is wiped when it is given back. Nothing here is `Debug` beyond its name.

mod data_key;
mod digest;
mod keyring;
mod open;
mod pair;
mod recovery;

pub use data_key::DataKey;
pub use digest::PasswordDigest;
pub use keyring::{KeyMissing, Keyring};
pub use pair::{PrivateKey, grant};
pub use recovery::{RecoveryCode, WrongCode};

/// The system gave no randomness or no memory, so that nothing can be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the system gives no randomness or memory")]
pub struct NoMeans;

/// Random bytes of the system.
fn random<const N: usize>() -> Result<[u8; N], NoMeans> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoMeans)?;
    Ok(bytes)
}
