//! A session's keys: opened with the password, made where there are none yet.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use medigest_domain::keys::{DataKeyRecord, Holder, KeyCabinet, KeyPair, Recovery, may_hold};
use medigest_domain::role::Role;
use medigest_domain::secret::KeyKind;
use medigest_domain::trace::AuditAction;
use medigest_domain::user::{Credentials, User};
use medigest_vault::{DataKey, Keyring, PasswordDigest, PrivateKey, RecoveryCode, grant};

use super::unusable_pair;
use crate::actor::Actor;
use crate::error::{AppError, AppResult};
use crate::passwords;
use crate::ports::StoreError;
use crate::practice::Practice;

/// Who signed in, and the recovery code if it was just made: shown once, and kept nowhere.
#[derive(Clone)]
pub struct SignedIn {
    /// Who acts from now on.
    pub actor: Actor,
    /// The code, as it is shown.
    pub recovery_code: Option<Arc<RecoveryCode>>,
}

impl Practice {
    /// The session of `user`, whose password is `password`: opens their keys, makes their pair if they have none,
    /// and the practice's keys if it has none and they administer it.
    pub(crate) async fn begin_session(
        &self,
        user: User,
        password: PasswordDigest,
    ) -> AppResult<SignedIn> {
        // A provisional password of nobody's choosing seals nothing: the pair follows with the first one chosen.
        if user.key_pair.is_none() && user.must_change_password {
            return Ok(SignedIn {
                actor: Actor::of(&user, Keyring::default()),
                recovery_code: None,
            });
        }
        let (user, private) = self.private_key(user, password).await?;
        let Some(private) = private else {
            tracing::warn!(id = %user.id, "a key pair does not open with the password of its account");
            return Ok(SignedIn {
                actor: Actor::of(&user, Keyring::default()),
                recovery_code: None,
            });
        };
        let (cabinet, recovery_code) = self.cabinet_for(&user).await?;
        let keys = Keyring::of_user(user.id, private, cabinet.as_ref());
        Ok(SignedIn {
            actor: Actor::of(&user, keys),
            recovery_code,
        })
    }

    /// The user's private key; none when it does not open.
    async fn private_key(
        &self,
        user: User,
        password: PasswordDigest,
    ) -> AppResult<(User, Option<PrivateKey>)> {
        if user.key_pair.is_none() {
            let fresh = new_pair(password.clone()).await?;
            let kept = self.store.keep_key_pair(user.id, &fresh).await?;
            return opened(kept, password).await;
        }
        opened(user, password).await
    }

    /// The practice's keys, made now if it has none and `user` administers it.
    async fn cabinet_for(
        &self,
        user: &User,
    ) -> AppResult<(Option<KeyCabinet>, Option<Arc<RecoveryCode>>)> {
        let cabinet = self.store.cabinet().await?;
        // With a provisional password they choose their own first; the recovery code comes with that.
        let makes_keys = user.role == Role::Administrator && !user.must_change_password;
        if cabinet.is_some() || !makes_keys {
            return Ok((cabinet, None));
        }
        let older = !self.store.patients_after(None, 1).await?.is_empty()
            || !self.store.appointments_after(None, 1).await?.is_empty();
        let users = self.store.users().await?;
        let FirstKeys { cabinet, code, .. } = first_keys(&users, self.now())?;
        let fresh = KeyCabinet {
            resealing: older,
            ..cabinet
        };
        let details = "Clés du cabinet créées, avec un code de récupération".to_owned();
        let user_name = user.username.as_str();
        let trace = self.trace_of(
            self.ids.op(),
            user_name,
            AuditAction::SetUpKeys,
            None,
            details,
        );
        match self.store.save_cabinet(&fresh, &trace).await {
            Ok(saved) => Ok((Some(saved), Some(Arc::new(code)))),
            // Another administrator was faster; that one has the code.
            Err(StoreError::Stale) => Ok((self.store.cabinet().await?, None)),
            Err(error) => Err(error.into()),
        }
    }

    /// `actor` with the keys that are theirs by now.
    ///
    /// # Errors
    /// When the base does not answer.
    pub async fn renew_keys(&self, actor: &Actor) -> AppResult<Actor> {
        let cabinet = self.store.cabinet().await?;
        Ok(Actor {
            keys: actor.keys.renewed(actor.user_id, cabinet.as_ref()),
            ..actor.clone()
        })
    }
}

/// The first keys of a practice.
pub struct FirstKeys {
    /// As they are stored.
    pub cabinet: KeyCabinet,
    /// The recovery code, to be shown once.
    pub code: RecoveryCode,
    /// The keys themselves.
    pub ring: Keyring,
}

/// Makes the first keys of a practice, sealed to every user who may hold some and has a key pair, and to a fresh
/// recovery code.
///
/// # Errors
/// When the system has no randomness to give.
pub fn first_keys(users: &[User], now: DateTime<Utc>) -> AppResult<FirstKeys> {
    let code = RecoveryCode::generate()?;
    let recovery = code.private_key().public();
    let (mut keys, mut held) = (Vec::new(), Vec::new());
    for kind in KeyKind::ALL {
        let key = DataKey::generate(kind, 1)?;
        let mut grants = vec![grant(&key, Holder::Recovery, recovery).ok_or_else(unusable_pair)?];
        // Who is deactivated gets them from an administrator, like everything else, once they are back.
        let holders = users
            .iter()
            .filter(|user| user.active && may_hold(user.role));
        for (user, pair) in holders.filter_map(|user| Some((user, user.key_pair.as_ref()?))) {
            let granted = grant(&key, Holder::User(user.id), pair.public);
            grants.push(granted.ok_or_else(unusable_pair)?);
        }
        keys.push(DataKeyRecord {
            id: key.id(),
            kind,
            number: 1,
            created_at: now,
            grants,
        });
        held.push(key);
    }
    let cabinet = KeyCabinet {
        v: 1,
        keys,
        recovery: Recovery {
            public: recovery,
            since: now,
        },
        resealing: false,
    };
    Ok(FirstKeys {
        cabinet,
        code,
        ring: Keyring::holding(held),
    })
}

/// What is stored of a new password: its hash, and a fresh key pair. Takes a tenth of a second.
///
/// # Errors
/// When the system has no randomness or memory to give.
pub fn new_credentials(password: &PasswordDigest) -> AppResult<Credentials> {
    under(password, &PrivateKey::generate()?)
}

fn under(password: &PasswordDigest, private: &PrivateKey) -> AppResult<Credentials> {
    let hash = passwords::hash(password).map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(Credentials {
        password: hash,
        key_pair: Some(private.under(password)?),
    })
}

/// What is stored of a password: its hash, and the pair whose private key is `private` (none: a fresh one).
pub(crate) async fn credentials(
    password: &str,
    private: Option<PrivateKey>,
) -> AppResult<Credentials> {
    let digest = PasswordDigest::of(password);
    blocking(move || match private {
        Some(private) => under(&digest, &private),
        None => new_credentials(&digest),
    })
    .await
}

async fn new_pair(password: PasswordDigest) -> AppResult<KeyPair> {
    blocking(move || Ok(PrivateKey::generate()?.under(&password)?)).await
}

async fn opened(user: User, password: PasswordDigest) -> AppResult<(User, Option<PrivateKey>)> {
    let Some(pair) = user.key_pair.clone() else {
        return Ok((user, None));
    };
    let private = blocking(move || Ok(PrivateKey::open(&pair, &password)?)).await?;
    Ok((user, private))
}

/// Derives away from the threads that answer others.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> AppResult<T> + Send + 'static,
) -> AppResult<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| AppError::Internal(error.to_string()))?
}
