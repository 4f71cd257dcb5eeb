//! The recovery code.

use medigest_application::ports::{AuditStore as _, UserStore};
use medigest_application::{Actor, AppError, Keyring, RecoveryCode};
use medigest_domain::field::FieldRule;
use medigest_domain::secret::KeyKind;
use medigest_domain::trace::AuditAction;

use super::{ADMIN, BOTH, CLAIRE, keyed, texts};

#[tokio::test]
async fn the_recovery_code_gives_a_lost_administrator_everything_back_and_is_replaced() {
    let keyed = keyed().await;
    let file = keyed.file().await;
    let practice = keyed.practice();
    let field = |error: AppError| match error {
        AppError::Validation(issues) => (issues[0].field, issues[0].rule),
        other => panic!("{other}"),
    };
    let new = "Un-nouveau-mot-de-passe-9";
    let wrong = "ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-ABCD";
    for (name, code, password, expected) in [
        ("patronne", wrong, new, ("code", FieldRule::WrongCode)),
        ("patronne", "ABCD", new, ("code", FieldRule::WrongCode)),
        ("lea", &*keyed.code, new, ("username", FieldRule::Unknown)),
        (
            "personne",
            &*keyed.code,
            new,
            ("username", FieldRule::Unknown),
        ),
        (
            "patronne",
            &*keyed.code,
            "court",
            ("replacement", FieldRule::TooShort),
        ),
    ] {
        let refused = practice.recover(name, code, password).await;
        assert_eq!(refused.map(drop).map_err(field), Err(expected), "{name}");
    }
    let recovered = practice
        .recover("patronne", &keyed.code, new)
        .await
        .unwrap();
    assert_eq!(texts(&keyed.opened(&recovered.actor, file).await), BOTH);
    assert!(practice.sign_in("patronne", ADMIN).await.is_err());
    assert!(
        keyed
            .sign_in("patronne", new)
            .await
            .keys
            .holds(KeyKind::Medical)
    );
    let used = practice.recover("patronne", &keyed.code, new).await;
    assert_eq!(
        used.map(drop).map_err(field),
        Err(("code", FieldRule::WrongCode))
    );
    let next = recovered.recovery_code.expect("a new one").shown();
    practice
        .recover("patronne", &next, "Encore-un-autre-12")
        .await
        .unwrap();
}

#[tokio::test]
async fn a_wrong_recovery_code_is_traced_under_a_name_that_is_known_only() {
    let keyed = keyed().await;
    let other = RecoveryCode::generate().unwrap().shown();
    for (username, code) in [("patronne", &*other), ("mot-de-passe", "faux")] {
        let refused = keyed.practice().recover(username, code, CLAIRE).await;
        assert!(matches!(refused, Err(AppError::Validation(_))));
    }
    let traces = keyed.scene.store.recent_traces(100).await.unwrap();
    let told = traces
        .iter()
        .filter(|trace| trace.action == AuditAction::SignInRefused)
        .map(|trace| (trace.user.as_str(), trace.details.as_str()));
    let mut told: Vec<_> = told.collect();
    told.sort_unstable();
    let refused = |name| (name, "Code de récupération refusé");
    assert_eq!(told, ["inconnu", "patronne"].map(refused));
}

#[tokio::test]
async fn a_new_recovery_code_takes_the_password_and_every_key() {
    let keyed = keyed().await;
    let practice = keyed.practice();
    let wrong = practice.new_recovery_code(&keyed.admin, "faux", keyed.scene.op());
    assert!(matches!(wrong.await, Err(AppError::Validation(_))));
    let keyless = Actor {
        keys: Keyring::default(),
        ..keyed.admin.clone()
    };
    let missing = practice.new_recovery_code(&keyless, ADMIN, keyed.scene.op());
    assert!(matches!(missing.await, Err(AppError::KeyMissing(_))));
    let made = practice.new_recovery_code(&keyed.admin, ADMIN, keyed.scene.op());
    let made = made.await.unwrap();
    assert!(
        practice
            .recover("patronne", &keyed.code, CLAIRE)
            .await
            .is_err()
    );
    practice.recover("patronne", &made, CLAIRE).await.unwrap();
}

#[tokio::test]
async fn who_recovers_access_need_not_wait_for_the_end_of_a_pause() {
    let keyed = keyed().await;
    let practice = keyed.practice();
    for _ in 0..3 {
        assert!(practice.sign_in("patronne", "faux").await.is_err());
    }
    let paused = practice.sign_in("patronne", ADMIN).await;
    assert!(matches!(paused, Err(AppError::SignInPaused { .. })));
    let new = "Un-nouveau-mot-de-passe-9";
    let recovered = practice.recover("patronne", &keyed.code, new).await;
    let user = recovered.unwrap().actor.user_id;
    let stored = keyed.scene.store.user(user).await.unwrap().unwrap();
    assert_eq!((stored.failed_sign_ins, stored.locked_until), (0, None));
    keyed.sign_in("patronne", new).await;
}
