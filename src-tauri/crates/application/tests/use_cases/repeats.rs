//! Operations of several writes that are asked for again, because the first answer was lost or came half-way.

use medigest_application::ports::{KeyStore as _, UserStore as _};
use medigest_application::{Actor, Keyring, NewUser, PasswordDigest, new_credentials};
use medigest_domain::id::{OpId, UserId};
use medigest_domain::keys::{Access, Holder};
use medigest_domain::role::Role;
use medigest_domain::secret::KeyKind;
use medigest_domain::trace::{EntityKind, Trace};
use medigest_sample::builders::TraceBuilder;

use crate::support::{Scene, scene};

const PROVISIONAL: &str = "Provisoire-2026";
const PASSWORD: &str = "pluie bleue sur Lyon";

/// A practice whose administrator made its keys.
struct Keyed {
    scene: Scene,
    admin: Actor,
}

async fn keyed() -> Keyed {
    let scene = scene().await;
    let before = Actor {
        role: Role::Administrator,
        keys: Keyring::default(),
        ..scene.claire.clone()
    };
    create(&scene, &before, "patronne", Role::Administrator).await;
    let first = scene.practice.sign_in("patronne", PROVISIONAL).await;
    let first = first.unwrap().actor;
    let chosen = scene
        .practice
        .change_password(&first, PROVISIONAL, PASSWORD);
    let admin = chosen.await.unwrap().actor;
    Keyed { scene, admin }
}

async fn create(scene: &Scene, by: &Actor, username: &str, role: Role) -> UserId {
    let new = NewUser {
        username: username.to_owned(),
        password: PROVISIONAL.to_owned(),
        role,
        practitioner_id: None,
    };
    let created = scene.practice.create_user(by, &new, scene.op());
    created.await.unwrap().id
}

/// The trace of an operation on `user` of which only the first write was done.
fn begun(op: OpId, user: UserId) -> Trace {
    let trace = TraceBuilder::new(op).with_object(EntityKind::User, user);
    trace.build()
}

impl Keyed {
    async fn receptionist(&self) -> UserId {
        create(&self.scene, &self.admin, "lea", Role::Reception).await
    }

    async fn access(&self, user: UserId) -> [Access; 2] {
        let overview = self.scene.practice.keys(&self.admin).await.unwrap();
        let line = overview.users.iter().find(|(line, _)| line.id == user);
        line.unwrap().1
    }

    async fn is_given(&self, user: UserId, kind: KeyKind) -> bool {
        let cabinet = self.scene.store.cabinet().await.unwrap().unwrap();
        let mut grants = cabinet.of_kind(kind).flat_map(|key| &key.grants);
        grants.any(|grant| grant.holder == Holder::User(user))
    }
}

#[tokio::test]
async fn a_recovery_code_whose_first_answer_was_lost_is_the_one_that_opens() {
    let keyed = keyed().await;
    let practice = &keyed.scene.practice;
    let op = keyed.scene.op();
    let ask = || practice.new_recovery_code(&keyed.admin, PASSWORD, op);
    let lost = ask().await.unwrap();
    let shown = ask().await.unwrap();
    let next = "soleil gris sur Brest";
    assert!(practice.recover("patronne", &lost, next).await.is_err());
    let recovered = practice.recover("patronne", &shown, next).await;
    assert!(recovered.unwrap().actor.keys.holds(KeyKind::Medical));
}

#[tokio::test]
async fn who_was_made_a_manager_half_way_loses_the_keys_when_it_is_asked_again() {
    let keyed = keyed().await;
    let lea = keyed.receptionist().await;
    let op = keyed.scene.op();
    let (store, trace) = (&keyed.scene.store, begun(op, lea));
    let first = store.update_user(lea, Role::Manager, None, &trace);
    first.await.unwrap();
    let practice = &keyed.scene.practice;
    let again = practice.update_user(&keyed.admin, lea, Role::Manager, None, op);
    again.await.unwrap();
    for kind in KeyKind::ALL {
        assert!(!keyed.is_given(lea, kind).await, "{kind:?}");
    }
}

#[tokio::test]
async fn a_password_that_was_reset_half_way_gives_the_keys_back_when_it_is_asked_again() {
    let keyed = keyed().await;
    let lea = keyed.receptionist().await;
    let op = keyed.scene.op();
    let reset = "Provisoire-2027";
    let credentials = new_credentials(&PasswordDigest::of(reset)).unwrap();
    let (store, trace) = (&keyed.scene.store, begun(op, lea));
    let first = store.set_password(lea, &credentials, true, &trace);
    first.await.unwrap();
    assert_eq!(keyed.access(lea).await, [Access::Withheld; 2]);
    let practice = &keyed.scene.practice;
    let again = practice.reset_password(&keyed.admin, lea, reset, op);
    again.await.unwrap();
    assert_eq!(keyed.access(lea).await, [Access::Granted; 2]);
    let signed_in = practice.sign_in("lea", reset).await.unwrap();
    assert!(signed_in.actor.keys.holds(KeyKind::Medical));
}
