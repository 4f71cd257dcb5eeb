//! Signing in, failing to, and what becomes of it.

use chrono::Duration;
use medigest_application::ports::{AuditStore as _, UserStore as _};
use medigest_application::{Actor, AppError, AppResult, SignedIn, Standing, passwords};
use medigest_domain::field::FieldRule;
use medigest_domain::id::UserId;
use medigest_domain::role::Role;
use medigest_domain::throttle::LOCKS_AT;
use medigest_domain::trace::{AuditAction, Trace};
use medigest_domain::user::PasswordHash;
use medigest_sample::builders::{TraceBuilder, UserBuilder, id};
use medigest_vault::{Keyring, PasswordDigest};

use crate::support::{Scene, scene};

const PASSWORD: &str = "pluie bleue sur Lyon";

/// Sylvie, the administrator, whose password is [`PASSWORD`].
async fn with_sylvie(scene: &Scene) -> Actor {
    let sylvie = UserBuilder::numbered(40)
        .with_username("sylvie")
        .with_role(Role::Administrator)
        .with_password(passwords::hash(&PasswordDigest::of(PASSWORD)).unwrap())
        .build();
    let trace = TraceBuilder::new(id(940)).build();
    scene.store.create_user(&sylvie, &trace).await.unwrap();
    Actor::of(&sylvie, Keyring::default())
}

/// An answer as its receiver can tell it from others.
fn told(answer: AppResult<SignedIn>) -> Result<(), Option<u32>> {
    match answer {
        Ok(_) => Ok(()),
        Err(AppError::InvalidCredentials) => Err(None),
        Err(AppError::SignInPaused { seconds, .. }) => Err(Some(seconds)),
        Err(other) => panic!("{other:?}"),
    }
}

async fn sign_in(scene: &Scene, name: &str, password: &str) -> Result<(), Option<u32>> {
    told(scene.practice.sign_in(name, password).await)
}

async fn refusals(scene: &Scene) -> Vec<Trace> {
    let mut traces = scene.store.recent_traces(100).await.unwrap();
    traces.retain(|trace| trace.action == AuditAction::SignInRefused);
    traces
}

#[tokio::test]
async fn after_the_third_failure_even_the_right_password_waits() {
    let scene = scene().await;
    with_sylvie(&scene).await;
    for _ in 0..3 {
        assert_eq!(sign_in(&scene, "sylvie", "faux").await, Err(None));
    }
    assert_eq!(sign_in(&scene, "sylvie", PASSWORD).await, Err(Some(5)));
    scene.clock.advance(Duration::milliseconds(4_001));
    assert_eq!(sign_in(&scene, "Sylvie", PASSWORD).await, Err(Some(1)));
    scene.clock.advance(Duration::milliseconds(999));
    assert_eq!(sign_in(&scene, "sylvie", PASSWORD).await, Ok(()));
    for _ in 0..3 {
        let afresh = sign_in(&scene, "sylvie", "faux").await;
        assert_eq!(afresh, Err(None), "the failures before are over");
    }
}

#[tokio::test]
async fn nobody_and_a_deactivated_account_are_refused_like_a_wrong_password() {
    let scene = scene().await;
    with_sylvie(&scene).await;
    let gone = UserBuilder::numbered(41).with_username("partie").inactive();
    let gone = gone.with_password(passwords::hash(&PasswordDigest::of(PASSWORD)).unwrap());
    let trace = TraceBuilder::new(id(941)).build();
    scene
        .store
        .create_user(&gone.build(), &trace)
        .await
        .unwrap();
    for _ in 0..=LOCKS_AT {
        let known = sign_in(&scene, "sylvie", "faux").await;
        let known_again = sign_in(&scene, "sylvie", "faux").await;
        for (name, password) in [("personne", "faux"), ("partie", PASSWORD)] {
            assert_eq!(sign_in(&scene, name, password).await, known, "{name}");
            let again = sign_in(&scene, name, password).await;
            assert_eq!(again, known_again, "{name}");
        }
        if let Err(Some(seconds)) = known_again {
            scene.clock.advance(Duration::seconds(seconds.into()));
        }
    }
    let stored = scene.store.user(id::<UserId>(41)).await.unwrap().unwrap();
    assert_eq!(stored.failed_sign_ins, 0, "an account nobody can use");
}

#[tokio::test]
async fn the_log_says_which_failure_locked_the_account() {
    let scene = scene().await;
    with_sylvie(&scene).await;
    for _ in 1..LOCKS_AT {
        sign_in(&scene, "sylvie", "faux").await.unwrap_err();
        scene.minutes_pass(6);
    }
    assert_eq!(
        refusals(&scene).await[0].details,
        "Connexion refusée, échec n° 9"
    );
    sign_in(&scene, "sylvie", "faux").await.unwrap_err();
    let locked = "Connexion refusée, échec n° 10 : compte bloqué 15 minutes";
    assert_eq!(refusals(&scene).await[0].details, locked);
    let paused = sign_in(&scene, "sylvie", PASSWORD).await;
    assert_eq!(paused, Err(Some(15 * 60)));
    assert_eq!(
        refusals(&scene).await[0].details,
        "Connexion refusée : en pause"
    );
}

#[tokio::test]
async fn guesses_at_once_are_as_few_as_one_after_the_other() {
    let scene = scene().await;
    with_sylvie(&scene).await;
    let guesses = (0..8).map(|_| sign_in(&scene, "sylvie", "faux"));
    let answers = futures::future::join_all(guesses).await;
    let looked_at = answers.iter().filter(|answer| **answer == Err(None));
    assert_eq!(looked_at.count(), 3);
}

#[tokio::test]
async fn every_place_that_asks_for_the_password_counts_together() {
    let scene = scene().await;
    let sylvie = with_sylvie(&scene).await;
    let practice = &scene.practice;
    sign_in(&scene, "sylvie", "faux").await.unwrap_err();
    let wrong = practice.change_password(&sylvie, "faux", "soleil gris sur Brest");
    match wrong.await {
        Err(AppError::Validation(issues)) => {
            let issue = (issues[0].field, issues[0].rule);
            assert_eq!(issue, ("current", FieldRule::WrongPassword));
        }
        _ => panic!("the password was taken"),
    }
    let wrong = practice.unlock_session(&sylvie, "faux").await;
    assert_eq!(told(wrong), Err(None));
    let paused = practice.unlock_session(&sylvie, PASSWORD).await;
    assert_eq!(told(paused), Err(Some(5)));
    let paused = practice.change_password(&sylvie, PASSWORD, "soleil gris sur Brest");
    assert_eq!(told(paused.await), Err(Some(5)));
    assert_eq!(refusals(&scene).await.len(), 5, "each is in the log");
}

#[tokio::test]
async fn the_administrator_unlocks_at_once_and_nobody_else_does() {
    let scene = scene().await;
    let sylvie = with_sylvie(&scene).await;
    for _ in 0..3 {
        sign_in(&scene, "sylvie", "faux").await.unwrap_err();
    }
    let (practice, user) = (&scene.practice, sylvie.user_id);
    let refused = practice.unlock_user(&scene.claire, user, scene.op()).await;
    assert!(matches!(refused, Err(AppError::Forbidden(_))));
    let unlocked = practice.unlock_user(&sylvie, user, scene.op()).await;
    assert_eq!(unlocked.unwrap().failed_sign_ins, 0);
    let traced = scene.actions().await.contains(&AuditAction::UnlockUser);
    assert!(traced);
    assert_eq!(sign_in(&scene, "sylvie", PASSWORD).await, Ok(()));
}

#[tokio::test]
async fn who_was_just_given_a_new_password_signs_in_at_once() {
    let scene = scene().await;
    let sylvie = with_sylvie(&scene).await;
    for _ in 0..3 {
        sign_in(&scene, "claire", "faux").await.unwrap_err();
    }
    let (user, given) = (scene.claire.user_id, "Provisoire-2026");
    assert_eq!(sign_in(&scene, "claire", given).await, Err(Some(5)));
    let reset = scene
        .practice
        .reset_password(&sylvie, user, given, scene.op());
    reset.await.unwrap();
    assert_eq!(sign_in(&scene, "claire", given).await, Ok(()));
}

#[tokio::test]
async fn a_session_knows_what_became_of_its_account() {
    let scene = scene().await;
    let sylvie = with_sylvie(&scene).await;
    let standing = async |actor: &Actor| scene.practice.recheck(actor).await.unwrap();
    sign_in(&scene, "sylvie", "faux").await.unwrap_err();
    let doctor = Actor {
        role: Role::Doctor,
        ..sylvie.clone()
    };
    for known in [&sylvie, &doctor] {
        match standing(known).await {
            Standing::Stands(actor) => assert_eq!(actor.role, Role::Administrator),
            other => panic!("{other:?}"),
        }
    }
    let earlier = Actor {
        password: PasswordHash::stored("!".to_owned()),
        ..sylvie.clone()
    };
    assert!(matches!(
        standing(&earlier).await,
        Standing::PasswordChanged
    ));
    let unknown = Actor {
        user_id: id(77),
        ..sylvie
    };
    assert!(matches!(standing(&unknown).await, Standing::Deactivated));
}
