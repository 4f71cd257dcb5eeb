//! What became of the account of somebody who is signed in: sessions follow it, and end with it.

use crate::actor::Actor;
use crate::error::AppResult;
use crate::practice::Practice;

/// How an account stands with a session of its.
#[derive(Debug, Clone)]
pub enum Standing {
    /// The session goes on, with the role, the practitioner and the keys that are theirs by now.
    Stands(Box<Actor>),
    /// It was deactivated, or is gone.
    Deactivated,
    /// Its password was replaced by somebody else, or on another device.
    PasswordChanged,
}

impl Practice {
    /// How the account of `actor` stands now.
    ///
    /// # Errors
    /// When the base does not answer.
    pub async fn recheck(&self, actor: &Actor) -> AppResult<Standing> {
        let account = self.store.user(actor.user_id).await?;
        let Some(user) = account.filter(|user| user.active) else {
            return Ok(Standing::Deactivated);
        };
        if user.password != actor.password {
            return Ok(Standing::PasswordChanged);
        }
        let actor = self
            .renew_keys(&Actor::of(&user, actor.keys.clone()))
            .await?;
        Ok(Standing::Stands(Box::new(actor)))
    }
}
