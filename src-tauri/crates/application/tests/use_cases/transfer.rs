//! Moving a practice to another base, and restoring it from its backup.

use std::path::PathBuf;
use std::sync::Arc;

use medigest_application::ports::{FileProblem, Store, WholeBase as _};
use medigest_application::{Actor, AppError, Practice};
use medigest_domain::permission::Action;
use medigest_domain::role::Role;
use medigest_domain::trace::AuditAction;
use medigest_sample::builders::{CountingIds, FixedClock, UserBuilder, ZONE, keyring, now};
use medigest_store::memory::MemoryStore;
use tempfile::TempDir;

use crate::support::{Scene, scene};

fn administrator() -> Actor {
    let user = UserBuilder::new().with_role(Role::Administrator).build();
    Actor::of(&user, keyring())
}

/// A base as its first start leaves it.
async fn started() -> (Arc<MemoryStore>, Practice) {
    let store = Arc::new(MemoryStore::new());
    let clock = Arc::new(FixedClock::at(now()));
    let ids = Arc::new(CountingIds::starting_at(2_000_000));
    let opening = Practice::open(store.clone(), clock, ids, "poste-2".to_owned(), ZONE);
    (store.clone(), opening.await.unwrap())
}

/// What was done last in a base.
async fn last(store: &dyn Store) -> AuditAction {
    store.recent_traces(1).await.unwrap()[0].action
}

#[tokio::test]
async fn a_practice_is_copied_to_a_base_that_was_only_started_and_stays_as_it_is() {
    let scene = scene().await;
    scene.booked_at("10:00").await;
    let before = scene.store.sums().await.unwrap();
    let (target, _) = started().await;
    let copied = scene
        .practice
        .copy_base(&administrator(), &*target, &|_, _| {})
        .await
        .unwrap();
    assert_eq!((copied["patients"], copied["appointments"]), (2, 1));
    assert_eq!(scene.store.sums().await.unwrap(), before);
    let mut there = target.sums().await.unwrap();
    assert_eq!(last(&*target).await, AuditAction::MoveBase);
    // The entry that says so is one more than there was.
    assert_ne!(there.remove("logs"), before.get("logs").cloned());
    assert!(
        there
            .iter()
            .all(|(name, sum)| before.get(name) == Some(sum))
    );
}

#[tokio::test]
async fn a_base_that_holds_somebody_is_not_copied_to() {
    let (from, to) = (scene().await, scene().await);
    to.booked_at("11:00").await;
    let before = to.store.sums().await.unwrap();
    let refused = from
        .practice
        .copy_base(&administrator(), &*to.store, &|_, _| {})
        .await;
    assert!(matches!(refused, Err(AppError::BaseNotEmpty)));
    assert_eq!(to.store.sums().await.unwrap(), before);
}

#[tokio::test]
async fn who_may_not_manage_the_practice_copies_restores_and_keeps_nothing() {
    let scene = scene().await;
    let (target, _) = started().await;
    let before = target.sums().await.unwrap();
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("une.medigest");
    let practice = &scene.practice;
    let copied = practice
        .copy_base(&scene.claire, &*target, &|_, _| {})
        .await;
    let kept = practice
        .write_backup(&scene.claire, &path, &|_, _| {})
        .await;
    let restored = practice
        .restore_backup(&scene.claire, &path, &|_, _| {})
        .await;
    for refused in [copied.err(), kept.err(), restored.err()] {
        assert!(matches!(
            refused,
            Some(AppError::Forbidden(Action::ManageSettings))
        ));
    }
    assert_eq!(target.sums().await.unwrap(), before);
    assert!(!path.exists());
}

/// Where the backup of a practice is; it goes with its folder.
async fn kept(scene: &Scene) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("une.medigest");
    let admin = administrator();
    let kept = scene.practice.write_backup(&admin, &path, &|_, _| {});
    kept.await.unwrap();
    (folder, path)
}

#[tokio::test]
async fn a_backup_is_restored_once_and_into_an_empty_base_alone() {
    let scene = scene().await;
    scene.booked_at("10:00").await;
    let before = scene.store.sums().await.unwrap();
    let (_folder, path) = kept(&scene).await;
    let (store, practice) = started().await;
    let restored = practice
        .restore_backup(&administrator(), &path, &|_, _| {})
        .await;
    assert_eq!(restored.unwrap()["appointments"], 1);
    assert_eq!(last(&*store).await, AuditAction::RestoreBackup);
    let after = store.sums().await.unwrap();
    assert_eq!(after["appointments"], before["appointments"]);
    assert_eq!(after["users"], before["users"]);
    let again = practice
        .restore_backup(&administrator(), &path, &|_, _| {})
        .await;
    assert!(matches!(again, Err(AppError::BaseNotEmpty)));
}

#[tokio::test]
async fn a_damaged_backup_leaves_the_base_as_it_was() {
    let scene = scene().await;
    let (_folder, path) = kept(&scene).await;
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let (store, practice) = started().await;
    let before = store.sums().await.unwrap();
    let refused = practice
        .restore_backup(&administrator(), &path, &|_, _| {})
        .await;
    assert!(matches!(
        refused,
        Err(AppError::FileUnusable(FileProblem::Damaged))
    ));
    assert_eq!(store.sums().await.unwrap(), before);
}
