//! Key pairs (X25519): a private key under a password, and data keys sealed to public keys by HPKE (RFC 9180).

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem as _, OpModeR, OpModeS, Serializable};
use medigest_domain::id::DataKeyId;
use medigest_domain::keys::{DataKeyRecord, Grant, Holder, KeyPair, PublicKey};
use medigest_domain::secret::KeyKind;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{DataKey, NoMeans, PasswordDigest, random};

type Kem = X25519HkdfSha256;

/// Argon2id: 19 MiB, t=2, p=1 (OWASP's floor; ASVS 5.0 appendix C), as for the verifier, with a salt of its own.
const MEMORY_KIB: u32 = 19 * 1024;
const ITERATIONS: u32 = 2;
const LANES: u32 = 1;
const WRAPPING: &[u8] = b"medigest private key 1";
const GRANTING: &[u8] = b"medigest data key 1";
const NONCE: usize = 24;
/// Bytes of HPKE's encapsulated key, which stands before the ciphertext.
const ENCAPSULATED: usize = 32;

/// A private key in clear. Wiped when dropped.
#[derive(Clone)]
pub struct PrivateKey(Zeroizing<[u8; 32]>);

impl PrivateKey {
    /// A fresh one.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn generate() -> Result<Self, NoMeans> {
        let material = Zeroizing::new(random::<32>()?);
        Ok(Self::derived(&*material))
    }

    /// The one that belongs to `material`, which has 128 bits of randomness or more.
    pub(crate) fn derived(material: &[u8]) -> Self {
        let (private, _) = Kem::derive_keypair(material);
        Self(Zeroizing::new(private.to_bytes().into()))
    }

    /// What others seal to.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        self.hpke()
            .map(|private| Kem::sk_to_pk(&private).to_bytes().into())
            .unwrap_or_default()
    }

    /// As it is stored, sealed under a key derived from the password.
    ///
    /// # Errors
    /// When the system has no randomness or memory to give.
    pub fn under(&self, password: &PasswordDigest) -> Result<KeyPair, NoMeans> {
        let salt = random()?;
        let nonce: [u8; NONCE] = random()?;
        let public = self.public();
        let sealed = wrapping(password, &salt)?
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: &*self.0,
                    aad: &public,
                },
            )
            .map_err(|_| NoMeans)?;
        let private = [&nonce[..], &sealed].concat();
        Ok(KeyPair {
            public,
            private,
            salt,
        })
    }

    /// Opens a stored pair; none when the password is another, or the pair is damaged.
    ///
    /// # Errors
    /// When the system has no memory to give.
    pub fn open(pair: &KeyPair, password: &PasswordDigest) -> Result<Option<Self>, NoMeans> {
        let Some((nonce, sealed)) = pair.private.split_first_chunk::<NONCE>() else {
            return Ok(None);
        };
        let payload = Payload {
            msg: sealed,
            aad: &pair.public,
        };
        let opened = wrapping(password, &pair.salt)?.decrypt(&XNonce::from(*nonce), payload);
        let private = opened.ok().map(Zeroizing::new);
        Ok(private
            .and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok())
            .map(|bytes| Self(Zeroizing::new(bytes)))
            .filter(|private| private.public() == pair.public))
    }

    /// The data key of `record`, if it was sealed to `holder` and this pair.
    #[must_use]
    pub fn accept(&self, holder: Holder, record: &DataKeyRecord) -> Option<DataKey> {
        let public = self.public();
        let grant = record
            .grants
            .iter()
            .find(|grant| grant.holder == holder && grant.public == public)?;
        let (encapsulated, ciphertext) = grant.sealed.split_first_chunk::<ENCAPSULATED>()?;
        let secret = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeR::Base,
            &self.hpke()?,
            &Deserializable::from_bytes(encapsulated).ok()?,
            GRANTING,
            ciphertext,
            &bound(holder, record.id, record.kind, record.number),
        );
        let secret = Zeroizing::new(secret.ok()?);
        let secret = Zeroizing::new(<[u8; 32]>::try_from(secret.as_slice()).ok()?);
        Some(DataKey::from_secret(
            record.id,
            record.kind,
            record.number,
            secret,
        ))
    }

    fn hpke(&self) -> Option<<Kem as hpke::Kem>::PrivateKey> {
        Deserializable::from_bytes(&*self.0).ok()
    }
}

/// Seals `key` to `holder`, whose public key is `public`; none when that is no public key.
#[must_use]
pub fn grant(key: &DataKey, holder: Holder, public: PublicKey) -> Option<Grant> {
    let recipient = Deserializable::from_bytes(&public).ok()?;
    let (encapsulated, ciphertext) = hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, Kem>(
        &OpModeS::Base,
        &recipient,
        GRANTING,
        key.secret(),
        &bound(holder, key.id(), key.kind(), key.number()),
    )
    .ok()?;
    Some(Grant {
        holder,
        public,
        sealed: [&encapsulated.to_bytes()[..], &ciphertext].concat(),
    })
}

/// What a grant binds: to whom, and which key it is.
fn bound(holder: Holder, id: DataKeyId, kind: KeyKind, number: u32) -> Vec<u8> {
    let holder = match holder {
        Holder::User(id) => id.to_string(),
        Holder::Recovery => "recovery".to_owned(),
    };
    let kind = kind.stored();
    format!("{holder}|{id}|{kind}|{number}").into_bytes()
}

/// Argon2id over the password, then HKDF: the verifier, which has another salt, says nothing about it.
fn wrapping(password: &PasswordDigest, salt: &[u8; 16]) -> Result<XChaCha20Poly1305, NoMeans> {
    let params = Params::new(MEMORY_KIB, ITERATIONS, LANES, Some(32)).map_err(|_| NoMeans)?;
    let mut derived = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.expose(), salt, &mut *derived)
        .map_err(|_| NoMeans)?;
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), &*derived)
        .expand(WRAPPING, &mut *key)
        .map_err(|_| NoMeans)?;
    Ok(XChaCha20Poly1305::new((&*key).into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use medigest_domain::id::UserId;

    const CLAIRE: Holder = Holder::User(UserId::from_bytes([1; 12]));

    fn record(key: &DataKey, grants: Vec<Grant>) -> DataKeyRecord {
        DataKeyRecord {
            id: key.id(),
            kind: key.kind(),
            number: key.number(),
            created_at: chrono::DateTime::UNIX_EPOCH,
            grants,
        }
    }

    #[test]
    fn a_pair_opens_with_its_password_only() {
        let private = PrivateKey::generate().unwrap();
        let password = PasswordDigest::of("le bon mot de passe");
        let pair = private.under(&password).unwrap();
        let opened = PrivateKey::open(&pair, &password).unwrap().unwrap();
        assert_eq!(opened.public(), private.public());
        let wrong = PasswordDigest::of("le mauvais");
        assert!(PrivateKey::open(&pair, &wrong).unwrap().is_none());
        let again = private.under(&password).unwrap();
        assert_ne!(
            pair.private, again.private,
            "each has its own salt and nonce"
        );
    }

    #[test]
    fn a_damaged_pair_does_not_open() {
        let password = PasswordDigest::of("le bon mot de passe");
        let pair = PrivateKey::generate().unwrap().under(&password).unwrap();
        for change in [
            |pair: &mut KeyPair| pair.public[0] ^= 1,
            |pair: &mut KeyPair| pair.salt[0] ^= 1,
            |pair: &mut KeyPair| pair.private[30] ^= 1,
            |pair: &mut KeyPair| pair.private.truncate(40),
            |pair: &mut KeyPair| pair.private.clear(),
        ] {
            let mut damaged = pair.clone();
            change(&mut damaged);
            assert!(PrivateKey::open(&damaged, &password).unwrap().is_none());
        }
    }

    #[test]
    fn a_data_key_reaches_its_holder_and_nobody_else() {
        let (mine, other) = (
            PrivateKey::generate().unwrap(),
            PrivateKey::generate().unwrap(),
        );
        let key = DataKey::generate(KeyKind::Medical, 3).unwrap();
        let granted = grant(&key, CLAIRE, mine.public()).unwrap();
        let kept = record(&key, vec![granted.clone()]);
        let accepted = mine.accept(CLAIRE, &kept).unwrap();
        assert_eq!(accepted.secret(), key.secret());
        assert!(other.accept(CLAIRE, &kept).is_none());
        assert!(mine.accept(Holder::Recovery, &kept).is_none());
    }

    #[test]
    fn a_grant_is_bound_to_holder_key_and_kind() {
        let mine = PrivateKey::generate().unwrap();
        let key = DataKey::generate(KeyKind::Medical, 3).unwrap();
        let granted = grant(&key, CLAIRE, mine.public()).unwrap();
        let moved = Grant {
            holder: Holder::Recovery,
            ..granted.clone()
        };
        let kept = record(&key, vec![moved]);
        assert!(mine.accept(Holder::Recovery, &kept).is_none());
        let renamed = DataKeyRecord {
            kind: KeyKind::Administrative,
            ..record(&key, vec![granted.clone()])
        };
        assert!(mine.accept(CLAIRE, &renamed).is_none());
        for cut in [0, 31, granted.sealed.len() - 1] {
            let mut cut_short = granted.clone();
            cut_short.sealed.truncate(cut);
            let kept = record(&key, vec![cut_short]);
            assert!(mine.accept(CLAIRE, &kept).is_none());
        }
    }
}
