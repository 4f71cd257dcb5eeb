//! Who is signed in on this device: the session, its lock and its end.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use chrono::{DateTime, Duration, Utc};
use medigest_application::{Actor, AppError, AppResult, Practice, SignedIn, Standing};

use crate::error::CommandError;
use crate::events::{ChangedArea, PracticeChanged, SessionEndReason, SessionEnded, Tell};
use crate::views::keys::KeyAccess;

/// A session lasts no longer than this from its sign-in, however often it is unlocked.
const LONGEST: Duration = Duration::hours(12);

/// Tells the window that the session ended by itself.
pub type TellEnd = Arc<dyn Fn(SessionEnded) + Send + Sync>;

/// The session of a user.
#[derive(Clone)]
pub struct Session {
    /// Tells it from every other of this app.
    number: u64,
    /// Who.
    pub actor: Actor,
    /// When they signed in.
    since: DateTime<Utc>,
    /// What they could read before the session was locked; none while it is not. In a locked one nothing but
    /// unlocking and signing out is open to them.
    pub locked: Option<KeyAccess>,
}

impl Session {
    /// Goes on as `actor`; without their keys while it is locked, as it may have been meanwhile.
    fn follow(&mut self, mut actor: Actor) {
        if self.locked.is_some() {
            actor.drop_keys();
        }
        self.actor = actor;
    }
}

/// The session of this device, if there is one.
pub struct Sessions {
    current: Mutex<State>,
    /// Held by whoever replaces the stored password of the session, or compares it: else one would be taken for
    /// somebody else's doing.
    proving: tokio::sync::Mutex<()>,
    tell: Tell,
    tell_end: TellEnd,
}

#[derive(Default)]
struct State {
    begun: u64,
    session: Option<Session>,
}

impl Sessions {
    /// Nobody is signed in yet; `tell` tells the window what to read again with other keys, `tell_end` when a session
    /// ends by itself.
    pub fn new(tell: Tell, tell_end: TellEnd) -> Self {
        Self {
            current: Mutex::default(),
            proving: tokio::sync::Mutex::default(),
            tell,
            tell_end,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The session, locked or not.
    pub fn current(&self) -> Option<Session> {
        self.state().session.clone()
    }

    /// Who works, at `now`.
    ///
    /// # Errors
    /// `notSignedIn`, `sessionLocked`.
    pub fn working(&self, now: DateTime<Utc>) -> Result<Actor, CommandError> {
        Ok(self.unlocked(now)?.actor)
    }

    fn unlocked(&self, now: DateTime<Utc>) -> Result<Session, CommandError> {
        let session = self.lasting(now)?;
        if session.locked.is_some() {
            return Err(CommandError::SessionLocked);
        }
        Ok(session)
    }

    /// The session, locked or not, unless its time is over.
    fn lasting(&self, now: DateTime<Utc>) -> Result<Session, CommandError> {
        self.end_if_expired(now);
        self.current().ok_or(CommandError::NotSignedIn)
    }

    /// Begins the session of `actor`, in place of any other.
    pub fn begin(&self, actor: Actor, now: DateTime<Utc>) {
        let mut state = self.state();
        state.begun += 1;
        state.session = Some(Session {
            number: state.begun,
            actor,
            since: now,
            locked: None,
        });
    }

    /// Locks the session: its keys leave the memory. Whose it is, unless it was locked before.
    ///
    /// # Errors
    /// `notSignedIn`.
    pub fn lock(&self) -> Result<Option<Actor>, CommandError> {
        let mut state = self.state();
        let session = state.session.as_mut().ok_or(CommandError::NotSignedIn)?;
        if session.locked.is_some() {
            return Ok(None);
        }
        session.locked = Some(KeyAccess::from(&session.actor));
        session.actor.drop_keys();
        Ok(Some(session.actor.clone()))
    }

    /// Ends the session because somebody said so; whose it was.
    pub fn end(&self) -> Option<Actor> {
        let ended = self.state().session.take();
        ended.map(|session| session.actor)
    }

    /// Goes on with the session, if this is its user's password.
    ///
    /// # Errors
    /// `notSignedIn`; what [`Practice::unlock_session`] refuses.
    pub async fn unlock(
        &self,
        practice: &Practice,
        password: &str,
    ) -> Result<SignedIn, CommandError> {
        let _alone = self.proving.lock().await;
        let session = self.lasting(practice.now())?;
        let unlocked = practice.unlock_session(&session.actor, password).await;
        self.go_on(&session, practice, unlocked, |session| {
            session.locked = None;
        })
    }

    /// Replaces the password of the session's user.
    ///
    /// # Errors
    /// `notSignedIn`, `sessionLocked`; what [`Practice::change_password`] refuses.
    pub async fn change_password(
        &self,
        practice: &Practice,
        current: &str,
        replacement: &str,
    ) -> Result<SignedIn, CommandError> {
        let _alone = self.proving.lock().await;
        let session = self.unlocked(practice.now())?;
        let changed = practice
            .change_password(&session.actor, current, replacement)
            .await;
        self.go_on(&session, practice, changed, |_| {})
    }

    /// Does what replaces the account of the session's user, who goes on as whom `work` answers.
    ///
    /// # Errors
    /// `notSignedIn`, `sessionLocked`; what `work` refuses.
    pub async fn replacing<T>(
        &self,
        practice: &Practice,
        work: impl AsyncFnOnce(&Actor) -> AppResult<(Actor, T)>,
    ) -> Result<T, CommandError> {
        let _alone = self.proving.lock().await;
        let session = self.unlocked(practice.now())?;
        let done = work(&session.actor).await;
        let (actor, answer) =
            done.map_err(|error| CommandError::from_app(error, practice.zone()))?;
        self.change(session.number, |session| session.follow(actor));
        Ok(answer)
    }

    /// The session goes on as whom the use case answered, once `open` has changed it; unless it ended meanwhile.
    fn go_on(
        &self,
        session: &Session,
        practice: &Practice,
        proven: AppResult<SignedIn>,
        open: impl FnOnce(&mut Session),
    ) -> Result<SignedIn, CommandError> {
        let refuse = |error: AppError| CommandError::from_app(error, practice.zone());
        let signed_in = proven.map_err(refuse)?;
        let actor = signed_in.actor.clone();
        let goes_on = self.change(session.number, |session| {
            open(session);
            session.follow(actor);
        });
        if goes_on {
            Ok(signed_in)
        } else {
            Err(CommandError::NotSignedIn)
        }
    }

    /// Changes the session of this number; whether it is still there.
    fn change(&self, number: u64, change: impl FnOnce(&mut Session)) -> bool {
        let mut state = self.state();
        let session = state.session.as_mut();
        session
            .filter(|session| session.number == number)
            .map(change)
            .is_some()
    }

    /// Looks at the account again, after somebody changed accounts: the session follows its role and its keys, and
    /// ends with it. With other keys it reads more, or less: the window is told to read again what shows it.
    pub async fn recheck(&self, practice: &Practice) {
        let _alone = self.proving.lock().await;
        let Some(session) = self.current() else {
            return;
        };
        let reason = match practice.recheck(&session.actor).await {
            Ok(Standing::Stands(actor)) => {
                let mut reads_otherwise = false;
                self.change(session.number, |session| {
                    let before = session.actor.keys.clone();
                    session.follow(*actor);
                    // Locked, it has none before and after; whoever unlocks it reads everything again.
                    reads_otherwise = !session.actor.keys.opens_the_same_as(&before);
                });
                if reads_otherwise {
                    let areas = ChangedArea::SEALED.to_vec();
                    (self.tell)(PracticeChanged { areas });
                }
                return;
            }
            Ok(Standing::Deactivated) => SessionEndReason::Deactivated,
            Ok(Standing::PasswordChanged) => SessionEndReason::PasswordChanged,
            Err(error) => {
                tracing::warn!(%error, "the account was not looked at again");
                return;
            }
        };
        self.end_by_itself(reason, |current| current.number == session.number);
    }

    /// Ends the session if its time is over at `now`.
    fn end_if_expired(&self, now: DateTime<Utc>) {
        self.end_by_itself(SessionEndReason::Expired, |session| {
            now - session.since >= LONGEST
        });
    }

    /// Ends the session because its account may be another by now.
    pub fn interrupt(&self) {
        self.end_by_itself(SessionEndReason::Interrupted, |_| true);
    }

    fn end_by_itself(&self, reason: SessionEndReason, ends: impl FnOnce(&Session) -> bool) {
        let ended = self.state().session.take_if(|session| ends(session));
        if ended.is_some() {
            (self.tell_end)(SessionEnded { reason });
        }
    }
}

/// Ends sessions whose time is over, without waiting for a command: looks at the clock of an open practice again and
/// again, for the device may have slept meanwhile.
pub async fn watch_the_clock(
    sessions: Arc<Sessions>,
    practice: Weak<Practice>,
    every: std::time::Duration,
) {
    while let Some(now) = practice.upgrade().map(|practice| practice.now()) {
        sessions.end_if_expired(now);
        tokio::time::sleep(every).await;
    }
}

#[cfg(test)]
mod tests;
