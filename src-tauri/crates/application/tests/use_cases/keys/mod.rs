//! Who can read what is sealed: from the first keys to the recovery code.

mod access;
mod rebooking;
mod recovery;
mod rotation;
mod texts;
mod unshown;

use medigest_application::{Actor, Keyring, NewUser, Practice, SignedIn};
use medigest_domain::id::{PatientId, UserId};
use medigest_domain::keys::Access;
use medigest_domain::patient::Patient;
use medigest_domain::role::Role;
use medigest_domain::secret::Confidential;
use medigest_sample::builders::PatientFormBuilder;

use crate::support::{Scene, scene};

const ADMIN: &str = "Admin-du-cabinet-7";
const CLAIRE: &str = "Claire-a-l-accueil-7";

/// A practice whose keys were made by its administrator, and a receptionist they created.
struct Keyed {
    scene: Scene,
    admin: Actor,
    code: String,
    lea: UserId,
}

impl Keyed {
    fn practice(&self) -> &Practice {
        &self.scene.practice
    }

    async fn sign_in(&self, username: &str, password: &str) -> Actor {
        let signed_in = self.practice().sign_in(username, password).await;
        signed_in.unwrap().actor
    }

    async fn lea(&self) -> Actor {
        self.sign_in("lea", CLAIRE).await
    }

    /// A file that the administrator wrote.
    async fn file(&self) -> PatientId {
        let form = PatientFormBuilder::new()
            .with_last_name("Dupont")
            .with_insurance("1 85 03 75 116 001 27")
            .with_notes("Allergie à la pénicilline.")
            .build();
        let op = self.scene.op();
        let registered = self
            .practice()
            .register_patient(&self.admin, &form, true, op);
        registered.await.unwrap();
        PatientId::from_bytes(op.bytes())
    }

    async fn opened(&self, actor: &Actor, file: PatientId) -> Patient {
        let opened = self.practice().open_patient(actor, file).await;
        opened.unwrap().patient
    }

    async fn access(&self, user: UserId) -> [Access; 2] {
        let overview = self.practice().keys(&self.admin).await.unwrap();
        let line = overview.users.iter().find(|(line, _)| line.id == user);
        line.unwrap().1
    }

    async fn account(&self, name: &str, role: Role) -> UserId {
        let new = NewUser {
            username: name.to_owned(),
            password: "Provisoire-2026".to_owned(),
            role,
            practitioner_id: None,
        };
        let made = self
            .practice()
            .create_user(&self.admin, &new, self.scene.op());
        made.await.unwrap().id
    }
}

async fn chosen(practice: &Practice, name: &str, first: &str, own: &str) -> SignedIn {
    let SignedIn { actor, .. } = practice.sign_in(name, first).await.unwrap();
    practice.change_password(&actor, first, own).await.unwrap()
}

async fn keyed() -> Keyed {
    let scene = scene().await;
    let admin = NewUser {
        username: "patronne".to_owned(),
        password: "Provisoire-2026".to_owned(),
        role: Role::Administrator,
        practitioner_id: None,
    };
    let before = Actor {
        role: Role::Administrator,
        keys: Keyring::default(),
        ..scene.claire.clone()
    };
    let made = scene.practice.create_user(&before, &admin, scene.op());
    made.await.unwrap();
    let first = chosen(&scene.practice, "patronne", "Provisoire-2026", ADMIN).await;
    let code = first.recovery_code.expect("the keys were just made");
    let mut keyed = Keyed {
        scene,
        admin: first.actor,
        code: code.shown(),
        lea: UserId::from_bytes([0; 12]),
    };
    keyed.lea = keyed.account("lea", Role::Reception).await;
    chosen(keyed.practice(), "lea", "Provisoire-2026", CLAIRE).await;
    keyed
}

fn texts(patient: &Patient) -> [Option<&str>; 2] {
    let details = &patient.details;
    [&details.insurance, &details.notes].map(|text| text.as_ref().and_then(Confidential::text))
}

const BOTH: [Option<&str>; 2] = [
    Some("1 85 03 75 116 001 27"),
    Some("Allergie à la pénicilline."),
];
