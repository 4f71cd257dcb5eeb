//! A user …

use chrono::{DateTime, Duration, Utc};
use futures::future::join_all;
use futures::join;
use medigest_application::ports::{Attempt, Store, StoreError};
use medigest_domain::id::UserId;
use medigest_domain::role::Role;
use medigest_domain::throttle::{LOCKS_AT, pause_after};
use medigest_domain::trace::EntityKind;
use medigest_domain::user::{User, Username};
use medigest_sample::builders::{PractitionerBuilder, UserBuilder, at, credentials, id};

use crate::desk::Desk;

fn administrator(number: u64) -> UserBuilder {
    UserBuilder::numbered(number).with_role(Role::Administrator)
}

pub async fn is_found_by_id_and_by_name_whatever_its_case(store: &dyn Store) {
    let desk = Desk::on(store);
    let house = PractitionerBuilder::new().build();
    let doctor = UserBuilder::new()
        .with_username("Élodie")
        .with_practitioner(&house)
        .with_provisional_password();
    let added = desk.add_user(doctor.clone()).await;
    assert_eq!(added, doctor.build());
    // User names compare without their case: look at the text as well.
    assert_eq!(added.username.as_str(), "Élodie");

    let by_id = store.user(added.id).await.unwrap().unwrap();
    assert_eq!(by_id, added);
    assert_eq!(by_id.username.as_str(), "Élodie");
    for name in ["Élodie", "élodie", "ÉLODIE"] {
        let name = Username::parse(name).unwrap();
        let by_name = store.user_by_name(&name).await.unwrap();
        assert_eq!(by_name.as_ref(), Some(&added), "{name}");
    }
}

pub async fn is_none_when_unknown(store: &dyn Store) {
    let nobody = Username::parse("nobody").unwrap();
    assert_eq!(store.user(id(9)).await.unwrap(), None);
    assert_eq!(store.user_by_name(&nobody).await.unwrap(), None);
    assert!(store.users().await.unwrap().is_empty());
}

pub async fn are_listed_by_name(store: &dyn Store) {
    let desk = Desk::on(store);
    for (number, name) in [(1, "claire"), (2, "Bob"), (3, "alice")] {
        desk.add_user(UserBuilder::numbered(number).with_username(name))
            .await;
    }
    let users = store.users().await.unwrap();
    let names: Vec<_> = users.iter().map(|user| user.username.as_str()).collect();
    assert_eq!(names, ["alice", "Bob", "claire"]);
}

pub async fn of_a_name_in_use_is_a_duplicate_whatever_its_case(store: &dyn Store) {
    let desk = Desk::on(store);
    let first = desk.add_user(UserBuilder::new().with_username("Zoé")).await;
    for name in ["Zoé", "zoé", "ZOÉ"] {
        let second = UserBuilder::numbered(2).with_username(name).build();
        let trace = desk.trace(EntityKind::User, second.id);
        let refused = store.create_user(&second, &trace).await;
        assert!(matches!(refused, Err(StoreError::Duplicate)), "{name}");
    }
    assert_eq!(store.users().await.unwrap(), [first]);
}

pub async fn gets_another_role_and_practitioner(store: &dyn Store) {
    let desk = Desk::on(store);
    let user = desk
        .add_user(UserBuilder::new().with_role(Role::Reception))
        .await;
    let house = PractitionerBuilder::new().build().id;
    let change = async |role, practitioner| {
        let trace = desk.trace(EntityKind::User, user.id);
        store
            .update_user(user.id, role, practitioner, &trace)
            .await
            .unwrap()
    };
    let doctor = change(Role::Doctor, Some(house)).await;
    assert_eq!(
        (doctor.role, doctor.practitioner_id),
        (Role::Doctor, Some(house))
    );
    let manager = change(Role::Manager, None).await;
    assert_eq!(
        (manager.role, manager.practitioner_id),
        (Role::Manager, None)
    );
    assert_eq!(store.user(user.id).await.unwrap(), Some(manager));
}

pub async fn who_is_the_last_active_administrator_keeps_the_role(store: &dyn Store) {
    let desk = Desk::on(store);
    let admin = desk
        .add_user(UserBuilder::new().with_role(Role::Administrator))
        .await;
    let demote = async || {
        let trace = desk.trace(EntityKind::User, admin.id);
        store
            .update_user(admin.id, Role::Reception, None, &trace)
            .await
    };
    assert!(matches!(demote().await, Err(StoreError::LastAdministrator)));
    let other = UserBuilder::numbered(2)
        .with_username("autre")
        .with_role(Role::Administrator);
    desk.add_user(other).await;
    assert_eq!(demote().await.unwrap().role, Role::Reception);
}

pub async fn keeps_the_latest_sign_in(store: &dyn Store) {
    let desk = Desk::on(store);
    let user = desk.add_user(UserBuilder::new()).await;
    let (earlier, later) = (at("2026-11-23", "08:00"), at("2026-11-23", "09:00"));
    store.note_sign_in(user.id, later).await.unwrap();
    store.note_sign_in(user.id, earlier).await.unwrap();
    let stored = store.user(user.id).await.unwrap().unwrap();
    assert_eq!(stored.last_sign_in_at, Some(later));
}

async fn attempt(store: &dyn Store, user: UserId, now: DateTime<Utc>) -> Attempt {
    store.begin_sign_in(user, now).await.unwrap()
}

pub async fn who_fails_too_often_pauses_longer_and_longer(store: &dyn Store) {
    let desk = Desk::on(store);
    let user = desk.add_user(UserBuilder::new()).await;
    let other = desk.add_user(UserBuilder::numbered(2)).await;
    let mut now = at("2026-11-23", "09:00");
    for count in 1..=LOCKS_AT + 1 {
        let until = pause_after(count).map(|pause| now + pause);
        let counted = User {
            failed_sign_ins: count,
            locked_until: until,
            ..user.clone()
        };
        let begun = attempt(store, user.id, now).await;
        assert_eq!(begun, Attempt::Counted(Box::new(counted.clone())));
        if let Some(until) = until {
            let before = until - Duration::milliseconds(1);
            let refused = attempt(store, user.id, before).await;
            assert_eq!(refused, Attempt::Paused(until));
            now = until;
        }
        assert_eq!(store.user(user.id).await.unwrap(), Some(counted));
    }
    assert_eq!(store.user(other.id).await.unwrap(), Some(other));
}

pub async fn is_not_tried_more_often_by_many_at_once(store: &dyn Store) {
    let desk = Desk::on(store);
    let user = desk.add_user(UserBuilder::new()).await;
    let now = at("2026-11-23", "09:00");
    let attempts = join_all((0..32).map(|_| attempt(store, user.id, now))).await;
    let mut counts: Vec<_> = attempts
        .iter()
        .filter_map(|attempt| match attempt {
            Attempt::Counted(counted) => Some(counted.failed_sign_ins),
            Attempt::Paused(_) => None,
        })
        .collect();
    counts.sort_unstable();
    assert_eq!(counts, [1, 2, 3], "the third failure makes the others wait");
    let stored = store.user(user.id).await.unwrap().unwrap();
    assert_eq!(stored.failed_sign_ins, 3);
}

pub async fn who_signs_in_has_failed_no_more(store: &dyn Store) {
    let desk = Desk::on(store);
    let user = desk.add_user(UserBuilder::new()).await;
    let now = at("2026-11-23", "09:00");
    for _ in 0..4 {
        attempt(store, user.id, now).await;
    }
    store.note_sign_in(user.id, now).await.unwrap();
    let expected = User {
        last_sign_in_at: Some(now),
        ..user.clone()
    };
    assert_eq!(store.user(user.id).await.unwrap(), Some(expected));
    let again = attempt(store, user.id, now).await;
    assert!(matches!(again, Attempt::Counted(counted) if counted.failed_sign_ins == 1));
}

pub async fn is_unlocked(store: &dyn Store) {
    let desk = Desk::on(store);
    let user = desk.add_user(UserBuilder::new()).await;
    let now = at("2026-11-23", "09:00");
    for _ in 0..4 {
        attempt(store, user.id, now).await;
    }
    let trace = desk.trace(EntityKind::User, user.id);
    let unlocked = store.unlock_user(user.id, &trace).await.unwrap();
    assert_eq!(unlocked, user);
    assert_eq!(store.user(user.id).await.unwrap(), Some(user.clone()));
    assert!(desk.traces().await.contains(&trace));
    let again = attempt(store, user.id, now).await;
    assert!(matches!(again, Attempt::Counted(counted) if counted.failed_sign_ins == 1));
}

pub async fn gets_a_new_password(store: &dyn Store) {
    let desk = Desk::on(store);
    let before = desk.add_user(UserBuilder::new()).await;
    let hash = credentials("$argon2id$new");
    for must_change in [true, false] {
        let trace = desk.trace(EntityKind::User, before.id);
        let after = store
            .set_password(before.id, &hash, must_change, &trace)
            .await
            .unwrap();
        let expected = User {
            password: hash.password.clone(),
            key_pair: hash.key_pair.clone(),
            must_change_password: must_change,
            ..before.clone()
        };
        assert_eq!(after, expected);
        assert_eq!(store.user(before.id).await.unwrap(), Some(expected));
    }
}

pub async fn who_gets_a_new_password_has_failed_no_more(store: &dyn Store) {
    let desk = Desk::on(store);
    let user = desk.add_user(UserBuilder::new()).await;
    let now = at("2026-11-23", "09:00");
    for _ in 0..4 {
        attempt(store, user.id, now).await;
    }
    let hash = credentials("$argon2id$new");
    let trace = desk.trace(EntityKind::User, user.id);
    let reset = async || {
        store
            .set_password(user.id, &hash, true, &trace)
            .await
            .unwrap()
    };
    let expected = user.clone().with_credentials(hash.clone(), true);
    assert_eq!((expected.failed_sign_ins, expected.locked_until), (0, None));
    assert_eq!(reset().await, expected);
    assert_eq!(store.user(user.id).await.unwrap(), Some(expected));

    // Whoever asks again because the answer was lost does not take back what was tried since.
    attempt(store, user.id, now).await;
    assert_eq!(reset().await.failed_sign_ins, 1);
}

pub async fn is_deactivated_and_activated_again(store: &dyn Store) {
    let desk = Desk::on(store);
    let user = desk.add_user(UserBuilder::new()).await;
    for active in [false, true] {
        let trace = desk.trace(EntityKind::User, user.id);
        let after = store.set_user_active(user.id, active, &trace).await;
        assert_eq!(after.unwrap().active, active);
        assert_eq!(store.user(user.id).await.unwrap().unwrap().active, active);
    }
}

pub async fn who_never_signed_in_is_deleted_and_leaves_the_name_free(store: &dyn Store) {
    let desk = Desk::on(store);
    let named = |number| UserBuilder::numbered(number).with_username("Claire");
    let user = desk.add_user(named(1)).await;
    let other = desk.add_user(UserBuilder::numbered(2)).await;
    let trace = desk.trace(EntityKind::User, user.id);
    store.delete_user(user.id, &trace).await.unwrap();
    assert_eq!(store.user(user.id).await.unwrap(), None);
    assert_eq!(store.user_by_name(&user.username).await.unwrap(), None);
    assert_eq!(store.users().await.unwrap(), [other]);
    assert!(desk.traces().await.contains(&trace));
    let again = desk.add_user(named(3)).await;
    let found = store.user_by_name(&user.username).await.unwrap();
    assert_eq!(found, Some(again));
}

pub async fn who_was_deleted_is_changed_no_more(store: &dyn Store) {
    let desk = Desk::on(store);
    let user = desk.add_user(UserBuilder::new()).await;
    let trace = || desk.trace(EntityKind::User, user.id);
    store.delete_user(user.id, &trace()).await.unwrap();
    let hash = credentials("!");
    let results = [
        store.set_password(user.id, &hash, false, &trace()).await,
        store.set_user_active(user.id, true, &trace()).await,
        store.set_user_active(user.id, false, &trace()).await,
        store
            .update_user(user.id, Role::Administrator, None, &trace())
            .await,
        store.unlock_user(user.id, &trace()).await,
        store
            .keep_key_pair(user.id, &hash.key_pair.clone().unwrap())
            .await,
    ];
    for result in results {
        assert!(matches!(result, Err(StoreError::NotFound)), "{result:?}");
    }
    let now = at("2026-11-23", "09:00");
    let begun = store.begin_sign_in(user.id, now).await;
    assert!(matches!(begun, Err(StoreError::NotFound)), "{begun:?}");
    let noted = store.note_sign_in(user.id, now).await;
    assert!(matches!(noted, Err(StoreError::NotFound)), "{noted:?}");
    assert!(store.users().await.unwrap().is_empty());
}

pub async fn who_signed_in_or_administers_is_not_deleted(store: &dyn Store) {
    let desk = Desk::on(store);
    let used = desk.add_user(UserBuilder::numbered(1)).await;
    let signed_in = at("2026-11-23", "08:00");
    store.note_sign_in(used.id, signed_in).await.unwrap();
    let administrator = desk.add_user(administrator(2)).await;
    for user in [used.id, administrator.id] {
        let trace = desk.trace(EntityKind::User, user);
        let refused = store.delete_user(user, &trace).await;
        assert!(matches!(refused, Err(StoreError::InUse)), "{refused:?}");
        assert!(store.user(user).await.unwrap().is_some());
    }
    let nobody = desk.trace(EntityKind::User, id::<UserId>(9));
    let refused = store.delete_user(id(9), &nobody).await;
    assert!(matches!(refused, Err(StoreError::NotFound)), "{refused:?}");
}

pub async fn that_does_not_exist_is_not_found(store: &dyn Store) {
    let desk = Desk::on(store);
    let trace = desk.trace(EntityKind::User, id::<UserId>(9));
    let hash = credentials("!");
    let results = [
        store.set_password(id(9), &hash, false, &trace).await,
        store.set_user_active(id(9), false, &trace).await,
        store.set_user_active(id(9), true, &trace).await,
        store.unlock_user(id(9), &trace).await,
    ];
    for result in results {
        assert!(matches!(result, Err(StoreError::NotFound)), "{result:?}");
    }
    let begun = store.begin_sign_in(id(9), trace.at).await;
    assert!(matches!(begun, Err(StoreError::NotFound)), "{begun:?}");
}

async fn deactivate(desk: &Desk<'_>, user: UserId) -> Result<User, StoreError> {
    let trace = desk.trace(EntityKind::User, user);
    desk.store.set_user_active(user, false, &trace).await
}

pub async fn who_is_the_last_active_administrator_stays(store: &dyn Store) {
    let desk = Desk::on(store);
    let first = desk.add_user(administrator(1)).await;
    let second = desk.add_user(administrator(2)).await;
    let other = desk.add_user(UserBuilder::numbered(3)).await;

    assert!(!deactivate(&desk, first.id).await.unwrap().active);
    let refused = deactivate(&desk, second.id).await;
    assert!(matches!(refused, Err(StoreError::LastAdministrator)));
    assert!(store.user(second.id).await.unwrap().unwrap().active);
    assert!(!deactivate(&desk, other.id).await.unwrap().active);
}

pub async fn who_is_inactive_does_not_count_as_administrator(store: &dyn Store) {
    let desk = Desk::on(store);
    let active = desk.add_user(administrator(1)).await;
    let inactive = desk.add_user(administrator(2).inactive()).await;

    let refused = deactivate(&desk, active.id).await;
    assert!(matches!(refused, Err(StoreError::LastAdministrator)));
    // Nothing changes for the practice when an inactive one is deactivated once more.
    assert!(!deactivate(&desk, inactive.id).await.unwrap().active);
}

pub async fn who_are_the_last_two_administrators_cannot_both_go_at_once(store: &dyn Store) {
    let desk = Desk::on(store);
    for round in 0..5 {
        let first = desk.add_user(administrator(10 * round + 1)).await;
        let second = desk.add_user(administrator(10 * round + 2)).await;
        for earlier in store.users().await.unwrap() {
            if earlier.id != first.id && earlier.id != second.id {
                let _ = deactivate(&desk, earlier.id).await;
            }
        }
        let (one, two) = join!(deactivate(&desk, first.id), deactivate(&desk, second.id));
        let refusals = [&one, &two]
            .into_iter()
            .filter(|result| matches!(result, Err(StoreError::LastAdministrator)))
            .count();
        assert_eq!(refusals, 1, "{one:?} {two:?}");
        let users = store.users().await.unwrap();
        assert_eq!(users.iter().filter(|user| user.active).count(), 1);
    }
}
