//! A data key: seals and opens texts with XChaCha20-Poly1305.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use medigest_domain::id::DataKeyId;
use medigest_domain::secret::{KeyKind, Place, SEAL_VERSION, Sealed};
use zeroize::Zeroizing;

use crate::{NoMeans, random};

/// Bytes of a nonce: long enough to be random for every text there will ever be.
const NONCE: usize = 24;

/// A key in clear. Wiped when dropped.
#[derive(Clone)]
pub struct DataKey {
    id: DataKeyId,
    kind: KeyKind,
    number: u32,
    secret: Zeroizing<[u8; 32]>,
}

impl DataKey {
    /// A fresh key.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn generate(kind: KeyKind, number: u32) -> Result<Self, NoMeans> {
        Ok(Self {
            id: DataKeyId::from_bytes(random()?),
            kind,
            number,
            secret: Zeroizing::new(random()?),
        })
    }

    pub(crate) fn from_secret(
        id: DataKeyId,
        kind: KeyKind,
        number: u32,
        secret: Zeroizing<[u8; 32]>,
    ) -> Self {
        Self {
            id,
            kind,
            number,
            secret,
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> DataKeyId {
        self.id
    }

    /// What it seals.
    #[must_use]
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// Its number among those of its kind.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    pub(crate) fn secret(&self) -> &[u8; 32] {
        &self.secret
    }

    /// Seals `text` for its place.
    pub(crate) fn seal(&self, place: &Place, text: &str) -> Result<Sealed, NoMeans> {
        let nonce: [u8; NONCE] = random()?;
        let payload = Payload {
            msg: text.as_bytes(),
            aad: &place.bound(self.id),
        };
        let ciphertext = self
            .cipher()
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| NoMeans)?;
        let mut bytes = Vec::with_capacity(1 + 12 + NONCE + ciphertext.len());
        bytes.push(SEAL_VERSION);
        bytes.extend(self.id.bytes());
        bytes.extend(nonce);
        bytes.extend(ciphertext);
        Ok(Sealed::from_bytes(bytes))
    }

    /// Opens a text sealed by this key for `place`; none when it is not.
    pub(crate) fn open(&self, place: &Place, sealed: &Sealed) -> Option<String> {
        let (nonce, ciphertext) = sealed.body().split_first_chunk::<NONCE>()?;
        let payload = Payload {
            msg: ciphertext,
            aad: &place.bound(self.id),
        };
        let text = self.cipher().decrypt(&XNonce::from(*nonce), payload).ok()?;
        String::from_utf8(text).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.secret).into())
    }
}
