//! Accounts of the database server: who makes them, and what the audit log says of it.

use medigest_application::ports::{AuditStore as _, DatabaseAccess, DatabaseAccount};
use medigest_application::{Actor, AppError};
use medigest_domain::appointment::ActionState;
use medigest_domain::database_account::DatabaseRole;
use medigest_domain::role::Role;
use medigest_domain::trace::AuditAction;
use medigest_sample::builders::{UserBuilder, id, keyring};

use crate::support::{Scene, scene};

/// The account this device is signed in with.
const OWN: &str = "direction";

/// A practice on a server, and its administrator.
async fn served() -> (Scene, Actor) {
    let scene = scene().await;
    scene.store.serve(vec![DatabaseAccount {
        name: OWN.to_owned(),
        role: DatabaseRole::Administrator,
        created_at: None,
        op_id: None,
        is_own: true,
    }]);
    (scene, administrator())
}

fn administrator() -> Actor {
    let user = UserBuilder::new().with_role(Role::Administrator).build();
    Actor::of(&user, keyring())
}

/// What the audit log says of accounts of the server, newest first.
async fn told(scene: &Scene) -> Vec<String> {
    let traces = scene.store.recent_traces(100).await.unwrap();
    let of_accounts = traces
        .into_iter()
        .filter(|trace| trace.action == AuditAction::DatabaseAccount);
    of_accounts.map(|trace| trace.details).collect()
}

#[tokio::test]
async fn an_account_is_made_and_removed_and_both_are_traced() {
    let (scene, admin) = served().await;
    let practice = &scene.practice;
    let made = practice.create_database_account(&admin, " poste-1 ", DatabaseRole::Desk, id(7_001));
    assert_eq!(made.await.unwrap(), "memory://poste-1");
    for _twice in 0..2 {
        let removed = practice.remove_database_account(&admin, "poste-1");
        removed.await.unwrap();
    }
    assert_eq!(
        told(&scene).await,
        [
            "Suppression du compte de base de données poste-1 (poste)",
            "Création du compte de base de données poste-1 (poste)",
        ],
        "what was gone already is not removed again"
    );
}

#[tokio::test]
async fn a_name_that_is_taken_or_none_makes_nothing() {
    let (scene, admin) = served().await;
    for name in [OWN, "", "Poste 1"] {
        let made =
            scene
                .practice
                .create_database_account(&admin, name, DatabaseRole::Desk, id(7_001));
        let refused = made.await.unwrap_err();
        assert!(
            matches!(refused, AppError::Validation(_)),
            "{name}: {refused}"
        );
    }
    assert!(told(&scene).await.is_empty());
}

#[tokio::test]
async fn an_account_whose_address_was_lost_is_made_again_by_the_same_operation_alone() {
    let (scene, admin) = served().await;
    let practice = &scene.practice;
    let make = |op| practice.create_database_account(&admin, "poste-1", DatabaseRole::Desk, id(op));
    for _twice in 0..2 {
        assert_eq!(make(7_001).await.unwrap(), "memory://poste-1");
    }
    let other = make(7_002).await;
    assert!(matches!(other, Err(AppError::Validation(_))), "{other:?}");
    assert_eq!(told(&scene).await.len(), 1, "it was made once");
}

#[tokio::test]
async fn a_device_does_not_remove_the_account_it_is_signed_in_with() {
    let (scene, admin) = served().await;
    let removed = scene.practice.remove_database_account(&admin, OWN).await;
    assert!(matches!(
        removed,
        Err(AppError::NotAllowedNow(ActionState::NotApplicable))
    ));
    assert!(told(&scene).await.is_empty());
}

#[tokio::test]
async fn a_base_without_a_server_has_no_accounts() {
    let (scene, admin) = (scene().await, administrator());
    let access = scene.practice.database_access(&admin).await.unwrap();
    assert_eq!(access, DatabaseAccess::Unsupported);
    let made =
        scene
            .practice
            .create_database_account(&admin, "poste-1", DatabaseRole::Desk, id(7_001));
    assert!(matches!(made.await, Err(AppError::NotAllowedNow(_))));
    assert!(told(&scene).await.is_empty());
}
