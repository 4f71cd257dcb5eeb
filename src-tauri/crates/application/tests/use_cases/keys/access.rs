//! Who gets which key, who loses it, and what becomes of several changes at once.

use medigest_application::ports::{KeyStore, UserStore};
use medigest_application::{AppError, first_keys};
use medigest_domain::keys::{Access, Holder};
use medigest_domain::role::Role;
use medigest_domain::secret::KeyKind;
use medigest_domain::trace::AuditAction;
use medigest_domain::user::User;
use medigest_sample::builders::{UserBuilder, credentials, now};

use super::{ADMIN, CLAIRE, chosen, keyed};

#[tokio::test]
async fn the_first_administrator_makes_the_keys_once_and_gets_the_recovery_code_once() {
    let keyed = keyed().await;
    assert!(
        KeyKind::ALL
            .iter()
            .all(|kind| keyed.admin.keys.holds(*kind))
    );
    let again = keyed.practice().sign_in("patronne", ADMIN).await.unwrap();
    assert!(again.recovery_code.is_none());
    assert!(again.actor.keys.holds(KeyKind::Medical));
    let made = keyed.scene.actions().await;
    let made = made.iter().filter(|one| **one == AuditAction::SetUpKeys);
    assert_eq!(made.count(), 1);
}

#[tokio::test]
async fn a_manager_never_gets_a_key() {
    let keyed = keyed().await;
    let manager = keyed.account("martine", Role::Manager).await;
    assert_eq!(keyed.access(manager).await, [Access::NotForRole; 2]);
    for kind in KeyKind::ALL {
        let op = keyed.scene.op();
        let given = keyed.practice().grant_key(&keyed.admin, manager, kind, op);
        assert!(matches!(given.await, Err(AppError::NotAllowedNow(_))));
    }
    let martine = chosen(keyed.practice(), "martine", "Provisoire-2026", CLAIRE).await;
    assert!(martine.actor.keys.data_keys().is_empty());
    let cabinet = keyed.scene.store.cabinet().await.unwrap().unwrap();
    let pair = keyed.scene.store.user(manager).await.unwrap().unwrap();
    let public = pair.key_pair.unwrap().public;
    let mut grants = cabinet.keys.iter().flat_map(|key| &key.grants);
    assert!(grants.all(|grant| grant.public != public));
}

#[tokio::test]
async fn who_becomes_a_manager_loses_the_keys_and_who_was_one_gets_them() {
    let keyed = keyed().await;
    let change = |role| {
        let (practice, op) = (keyed.practice(), keyed.scene.op());
        practice.update_user(&keyed.admin, keyed.lea, role, None, op)
    };
    change(Role::Manager).await.unwrap();
    let cabinet = keyed.scene.store.cabinet().await.unwrap().unwrap();
    assert!(cabinet.keys.iter().all(|key| key.grants.len() == 2));
    change(Role::Reception).await.unwrap();
    assert_eq!(keyed.access(keyed.lea).await, [Access::Granted; 2]);
}

#[tokio::test]
async fn a_reset_password_gives_back_the_keys_the_user_had_and_no_other() {
    let keyed = keyed().await;
    let op = keyed.scene.op();
    let revoked = keyed
        .practice()
        .revoke_key(&keyed.admin, keyed.lea, KeyKind::Medical, op);
    revoked.await.unwrap();
    let op = keyed.scene.op();
    let reset = keyed
        .practice()
        .reset_password(&keyed.admin, keyed.lea, "Provisoire-2027", op);
    reset.await.unwrap();
    assert_eq!(
        keyed.access(keyed.lea).await,
        [Access::Granted, Access::Withheld]
    );
    let lea = keyed.sign_in("lea", "Provisoire-2027").await;
    assert!(lea.keys.holds(KeyKind::Administrative));
    assert!(!lea.keys.holds(KeyKind::Medical));
}

#[tokio::test]
async fn two_administrators_who_give_keys_at_once_undo_nothing() {
    let keyed = keyed().await;
    let mut users = Vec::new();
    for number in 0..4 {
        let user = keyed
            .account(&format!("accueil{number}"), Role::Reception)
            .await;
        for kind in KeyKind::ALL {
            let op = keyed.scene.op();
            let revoked = keyed.practice().revoke_key(&keyed.admin, user, kind, op);
            revoked.await.unwrap();
        }
        users.push(user);
    }
    let given = users.iter().map(|user| {
        let op = keyed.scene.op();
        keyed
            .practice()
            .grant_key(&keyed.admin, *user, KeyKind::Medical, op)
    });
    for one in futures::future::join_all(given).await {
        one.unwrap();
    }
    for user in users {
        assert_eq!(keyed.access(user).await[1], Access::Granted);
    }
}

#[test]
fn who_is_deactivated_when_the_keys_are_made_gets_none() {
    let account = |number, active| User {
        active,
        key_pair: credentials("!").key_pair,
        ..UserBuilder::numbered(number)
            .with_role(Role::Reception)
            .build()
    };
    let (works, left) = (account(1, true), account(2, false));
    let first = first_keys(&[works.clone(), left], now()).unwrap();
    for key in first.cabinet.keys {
        let holders: Vec<_> = key.grants.iter().map(|grant| grant.holder).collect();
        assert_eq!(holders, [Holder::Recovery, Holder::User(works.id)]);
    }
}
