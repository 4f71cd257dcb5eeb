//! Signing in at the base of an older MediGest: to adopt it, and for administrators only. Nothing is written, for the
//! base stays as it is until it is adopted.

use medigest_domain::role::Role;
use medigest_domain::user::{User, Username};
use medigest_vault::{Keyring, PasswordDigest, PrivateKey};

use crate::actor::Actor;
use crate::error::{AppError, AppResult};
use crate::keys::SignedIn;
use crate::passwords;
use crate::practice::Practice;

impl Practice {
    /// Signs an administrator in; failures are counted in memory.
    ///
    /// # Errors
    /// `InvalidCredentials`, `SignInPaused`; `BaseNotAdopted` for whoever is no administrator.
    pub(crate) async fn sign_in_to_adopt(
        &self,
        username: &str,
        password: &str,
    ) -> AppResult<SignedIn> {
        let now = self.now();
        let paused = |until| AppError::paused(until, now);
        self.strangers.attempt(username, now).map_err(paused)?;
        let named = match Username::parse(username) {
            Ok(name) => self.store.user_by_name(&name).await?,
            Err(_) => None,
        };
        let digest = PasswordDigest::of(password);
        let user = tokio::task::spawn_blocking(move || matching(named, &digest))
            .await
            .map_err(|error| AppError::Internal(error.to_string()))?;
        let Some((user, private)) = user else {
            return Err(AppError::InvalidCredentials);
        };
        self.strangers.forget(username);
        if user.role != Role::Administrator {
            return Err(AppError::BaseNotAdopted);
        }
        let cabinet = self.store.cabinet().await?;
        let keys = private.map_or_else(Keyring::default, |private| {
            Keyring::of_user(user.id, private, cabinet.as_ref())
        });
        Ok(SignedIn {
            actor: Actor::of(&user, keys),
            recovery_code: None,
        })
    }
}

/// The account, if this is the digest of its password, with its private key where it has one already.
fn matching(named: Option<User>, typed: &PasswordDigest) -> Option<(User, Option<PrivateKey>)> {
    let user = named.filter(|user| user.active);
    let stored = user.as_ref().map(|user| &user.password);
    let bare = stored.and_then(|stored| PasswordDigest::stored(stored.expose()));
    let matches = match bare {
        Some(bare) => passwords::verify_bare(typed, &bare),
        None => passwords::verify(typed, stored),
    };
    if !matches {
        return None;
    }
    let user = user?;
    let pair = user.key_pair.as_ref();
    let private = pair.and_then(|pair| PrivateKey::open(pair, typed).ok().flatten());
    Some((user, private))
}
