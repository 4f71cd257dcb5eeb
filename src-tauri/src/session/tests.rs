//! Sessions on a practice whose clock the test moves and whose accounts another device changes.

use futures::StreamExt as _;
use futures::channel::mpsc::{UnboundedReceiver, unbounded};
use medigest_application::ports::{KeyStore as _, UserStore as _};
use medigest_application::{FIRST_PASSWORD, FIRST_USERNAME};
use medigest_domain::id::UserId;
use medigest_domain::keys::Holder;
use medigest_domain::role::Role;
use medigest_domain::secret::KeyKind;
use medigest_domain::user::{Credentials, PasswordHash};
use medigest_sample::builders::{
    CountingIds, FixedClock, PractitionerBuilder, TraceBuilder, UserBuilder, ZONE, id, now,
};
use medigest_store::memory::MemoryStore;

use super::*;

const PASSWORD: &str = "pluie bleue sur Lyon";

struct Scene {
    store: Arc<MemoryStore>,
    clock: Arc<FixedClock>,
    practice: Arc<Practice>,
    sessions: Arc<Sessions>,
    told: UnboundedReceiver<Vec<ChangedArea>>,
    ended: UnboundedReceiver<SessionEndReason>,
}

/// The first administrator is signed in, with a password of their own; there is another.
async fn scene() -> Scene {
    let store = Arc::new(MemoryStore::new());
    let clock = Arc::new(FixedClock::at(now()));
    let ids = Arc::new(CountingIds::starting_at(1_000));
    let device = "poste".to_owned();
    let opening = Practice::open(store.clone(), clock.clone(), ids, device, ZONE).await;
    let practice = Arc::new(opening.unwrap());
    let other = UserBuilder::numbered(2)
        .with_role(Role::Administrator)
        .build();
    let trace = TraceBuilder::new(id(2)).build();
    store.create_user(&other, &trace).await.unwrap();
    let (tell, told) = unbounded();
    let (tell_end, ended) = unbounded();
    let sessions = Arc::new(Sessions::new(
        Arc::new(move |changed: PracticeChanged| tell.unbounded_send(changed.areas).unwrap()),
        Arc::new(move |end: SessionEnded| tell_end.unbounded_send(end.reason).unwrap()),
    ));
    let signed_in = practice.sign_in(FIRST_USERNAME, FIRST_PASSWORD).await;
    sessions.begin(signed_in.unwrap().actor, practice.now());
    let own = sessions.change_password(&practice, FIRST_PASSWORD, PASSWORD);
    own.await.unwrap();
    Scene {
        store,
        clock,
        practice,
        sessions,
        told,
        ended,
    }
}

impl Scene {
    fn hours_pass(&self, hours: i64) {
        self.clock.advance(Duration::hours(hours));
    }

    fn user(&self) -> UserId {
        self.sessions.current().unwrap().actor.user_id
    }

    fn working(&self) -> Result<Actor, CommandError> {
        self.sessions.working(self.practice.now())
    }

    async fn unlock(&self, password: &str) -> Result<SignedIn, CommandError> {
        self.sessions.unlock(&self.practice, password).await
    }

    /// Another device deactivates the account.
    async fn deactivate(&self) {
        let trace = TraceBuilder::new(id(50)).build();
        let done = self.store.set_user_active(self.user(), false, &trace);
        done.await.unwrap();
    }

    /// Another device gives it another password.
    async fn reset_password(&self) {
        let trace = TraceBuilder::new(id(51)).build();
        let unusable = Credentials {
            password: PasswordHash::stored("!".to_owned()),
            key_pair: None,
        };
        let done = self
            .store
            .set_password(self.user(), &unusable, true, &trace);
        done.await.unwrap();
    }

    /// Another device makes its user a doctor.
    async fn promote(&self) {
        let trace = TraceBuilder::new(id(52)).build();
        let house = PractitionerBuilder::new().build().id;
        let done = self
            .store
            .update_user(self.user(), Role::Doctor, Some(house), &trace);
        done.await.unwrap();
    }

    /// Another device takes the medical key from the session's user.
    async fn withhold_notes(&self) {
        let mut cabinet = self.store.cabinet().await.unwrap().unwrap();
        cabinet.withhold(Holder::User(self.user()), KeyKind::Medical);
        cabinet.v += 1;
        let trace = TraceBuilder::new(id(53)).build();
        self.store.save_cabinet(&cabinet, &trace).await.unwrap();
    }

    /// What the window is told to read again; none when it was told nothing.
    fn told_to_read(&mut self) -> Option<Vec<ChangedArea>> {
        self.told.try_recv().ok()
    }

    fn told(&mut self) -> Option<SessionEndReason> {
        self.ended.try_recv().ok()
    }
}

#[tokio::test]
async fn a_session_lasts_twelve_hours_and_unlocking_does_not_prolong_it() {
    let mut scene = scene().await;
    scene.hours_pass(11);
    scene.sessions.lock().unwrap();
    scene.unlock(PASSWORD).await.unwrap();
    scene.working().unwrap();
    scene.hours_pass(1);
    assert!(matches!(scene.working(), Err(CommandError::NotSignedIn)));
    assert_eq!(scene.told(), Some(SessionEndReason::Expired));
    assert!(scene.sessions.current().is_none());
}

#[tokio::test]
async fn a_locked_session_whose_time_is_over_is_not_unlocked() {
    let mut scene = scene().await;
    scene.sessions.lock().unwrap();
    scene.hours_pass(12);
    let late = scene.unlock(PASSWORD).await;
    assert!(matches!(late, Err(CommandError::NotSignedIn)));
    assert_eq!(scene.told(), Some(SessionEndReason::Expired));
}

#[tokio::test]
async fn a_session_that_nobody_touches_ends_too_and_the_window_hears_of_it() {
    let mut scene = scene().await;
    let every = std::time::Duration::from_millis(1);
    let practice = Arc::downgrade(&scene.practice);
    tokio::spawn(watch_the_clock(scene.sessions.clone(), practice, every));
    scene.hours_pass(12);
    assert_eq!(scene.ended.next().await, Some(SessionEndReason::Expired));
}

#[tokio::test]
async fn a_locked_session_is_open_to_its_own_user_only() {
    let scene = scene().await;
    let owner = scene.sessions.lock().unwrap();
    assert_eq!(owner.unwrap().username, FIRST_USERNAME);
    let locked = scene.sessions.current().unwrap().actor;
    assert!(locked.keys.private_key().is_none(), "the keys are gone");
    assert!(scene.sessions.lock().unwrap().is_none(), "locked before");
    assert!(matches!(scene.working(), Err(CommandError::SessionLocked)));
    let refused = scene.unlock("autre chose").await;
    assert!(matches!(refused, Err(CommandError::InvalidCredentials)));
    assert!(matches!(scene.working(), Err(CommandError::SessionLocked)));
    let (sessions, practice) = (&scene.sessions, &scene.practice);
    let changed = sessions.change_password(practice, PASSWORD, "soleil gris sur Brest");
    assert!(matches!(changed.await, Err(CommandError::SessionLocked)));
    let replaced = sessions.replacing(practice, async |actor| Ok((actor.clone(), ())));
    assert!(matches!(replaced.await, Err(CommandError::SessionLocked)));
    scene.unlock(PASSWORD).await.unwrap();
    let unlocked = scene.working().unwrap();
    assert!(unlocked.keys.private_key().is_some(), "and back");
}

#[tokio::test]
async fn an_account_that_is_deactivated_takes_its_session_along_locked_or_not() {
    for locked in [false, true] {
        let mut scene = scene().await;
        if locked {
            scene.sessions.lock().unwrap();
        }
        scene.deactivate().await;
        scene.sessions.recheck(&scene.practice).await;
        assert_eq!(scene.told(), Some(SessionEndReason::Deactivated));
        assert!(scene.sessions.current().is_none());
    }
}

#[tokio::test]
async fn a_password_changed_elsewhere_ends_the_session_and_ones_own_does_not() {
    let mut scene = scene().await;
    let next = "soleil gris sur Brest";
    let own = scene
        .sessions
        .change_password(&scene.practice, PASSWORD, next);
    own.await.unwrap();
    scene.sessions.recheck(&scene.practice).await;
    scene.working().unwrap();
    scene.reset_password().await;
    scene.sessions.recheck(&scene.practice).await;
    assert_eq!(scene.told(), Some(SessionEndReason::PasswordChanged));
    assert!(matches!(scene.working(), Err(CommandError::NotSignedIn)));
}

#[tokio::test]
async fn a_password_that_is_being_changed_here_is_not_taken_for_one_changed_elsewhere() {
    let mut scene = scene().await;
    let (sessions, practice) = (scene.sessions.clone(), scene.practice.clone());
    let changing = tokio::spawn(async move {
        let next = "soleil gris sur Brest";
        let changed = sessions.change_password(&practice, PASSWORD, next);
        changed.await.map(drop)
    });
    while !changing.is_finished() {
        scene.sessions.recheck(&scene.practice).await;
        tokio::task::yield_now().await;
    }
    changing.await.unwrap().unwrap();
    assert_eq!(scene.told(), None);
    scene.working().unwrap();
}

#[tokio::test]
async fn a_session_follows_the_role_of_its_user_and_stays_locked() {
    let mut scene = scene().await;
    scene.sessions.lock().unwrap();
    scene.promote().await;
    scene.sessions.recheck(&scene.practice).await;
    let session = scene.sessions.current().unwrap();
    assert_eq!(session.actor.role, Role::Doctor);
    assert!(session.actor.practitioner_id.is_some());
    assert!(session.locked.is_some());
    assert_eq!(scene.told(), None);
}

#[tokio::test]
async fn a_session_that_ended_meanwhile_does_not_come_back() {
    let scene = scene().await;
    let session = scene.sessions.current().unwrap();
    scene.sessions.end();
    let proven = || {
        Ok(SignedIn {
            actor: session.actor.clone(),
            recovery_code: None,
        })
    };
    let late = scene
        .sessions
        .go_on(&session, &scene.practice, proven(), |_| {});
    assert!(matches!(late, Err(CommandError::NotSignedIn)));
    scene
        .sessions
        .begin(session.actor.clone(), scene.practice.now());
    let late = scene
        .sessions
        .go_on(&session, &scene.practice, proven(), |_| {});
    assert!(matches!(late, Err(CommandError::NotSignedIn)));
}

#[tokio::test]
async fn what_ends_once_the_session_was_locked_leaves_it_locked_and_without_keys() {
    let scene = scene().await;
    let owner = scene.sessions.current().unwrap();
    let long = scene
        .sessions
        .replacing(&scene.practice, async |actor: &Actor| {
            scene.sessions.lock().unwrap();
            Ok((actor.clone(), ()))
        });
    long.await.unwrap();
    let locked = scene.sessions.current().unwrap();
    assert!(locked.locked.is_some());
    assert!(locked.actor.keys.private_key().is_none());
    let changed = Ok(SignedIn {
        actor: owner.actor.clone(),
        recovery_code: None,
    });
    let late = scene
        .sessions
        .go_on(&owner, &scene.practice, changed, |_| {});
    late.unwrap();
    let locked = scene.sessions.current().unwrap();
    assert!(locked.locked.is_some());
    assert!(locked.actor.keys.private_key().is_none());
}

#[tokio::test]
async fn keys_that_change_elsewhere_make_the_window_read_again_what_they_seal() {
    let mut scene = scene().await;
    scene.sessions.recheck(&scene.practice).await;
    assert_eq!(scene.told_to_read(), None, "nothing changed");
    scene.withhold_notes().await;
    scene.sessions.recheck(&scene.practice).await;
    let sealed = ChangedArea::SEALED.to_vec();
    assert_eq!(scene.told_to_read(), Some(sealed.clone()));
    let keys = scene.working().unwrap().keys;
    assert!(keys.holds(KeyKind::Administrative) && !keys.holds(KeyKind::Medical));
    scene.sessions.recheck(&scene.practice).await;
    assert_eq!(scene.told_to_read(), None, "told once");
}

#[tokio::test]
async fn new_keys_of_the_same_kinds_make_the_window_read_again_too() {
    let mut scene = scene().await;
    let actor = scene.working().unwrap();
    let before = KeyAccess::from(&actor);
    let rotated = scene.practice.rotate_keys(&actor, id(60), |_, _| {});
    rotated.await.unwrap();
    scene.sessions.recheck(&scene.practice).await;
    assert_eq!(scene.told_to_read(), Some(ChangedArea::SEALED.to_vec()));
    assert_eq!(KeyAccess::from(&scene.working().unwrap()), before);
}

#[tokio::test]
async fn keys_that_change_while_the_session_is_locked_are_those_it_goes_on_with() {
    let mut scene = scene().await;
    let before = KeyAccess::from(&scene.working().unwrap());
    scene.sessions.lock().unwrap();
    scene.withhold_notes().await;
    scene.sessions.recheck(&scene.practice).await;
    let locked = scene.sessions.current().unwrap().locked;
    assert_eq!(locked, Some(before), "what is hidden stays as it was");
    assert_eq!(scene.told_to_read(), None, "nothing may be read");
    let gone_on = scene.unlock(PASSWORD).await.unwrap().actor;
    for actor in [gone_on, scene.working().unwrap()] {
        assert!(actor.keys.holds(KeyKind::Administrative));
        assert!(!actor.keys.holds(KeyKind::Medical));
    }
    assert_eq!(scene.sessions.current().unwrap().locked, None);
}
