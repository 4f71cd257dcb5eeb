//! Who can read what is sealed: from the first keys to the recovery code.

use std::sync::atomic::{AtomicU32, Ordering};

use medigest_application::ports::{
    AppointmentStore, KeyStore, PatientStore, ResealStore, UserStore,
};
use medigest_application::{
    Actor, AppError, BookingRequest, EmergencyRequest, EmergencyScope, Keyring, NewUser, Practice,
    RescheduleRequest, SignedIn,
};
use medigest_domain::field::FieldRule;
use medigest_domain::id::{PatientId, UserId};
use medigest_domain::keys::Access;
use medigest_domain::patient::Patient;
use medigest_domain::role::Role;
use medigest_domain::secret::{Confidential, KeyKind, Sealed};
use medigest_domain::trace::{AuditAction, EntityKind};
use medigest_sample::builders::{PatientBuilder, PatientFormBuilder, date, keyring};

use crate::support::{DAY, Scene, scene};

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
async fn what_the_base_holds_opens_for_who_has_the_keys_and_for_nobody_else() {
    let keyed = keyed().await;
    let file = keyed.file().await;
    let stored = keyed.scene.store.patient(file).await.unwrap().unwrap();
    assert_eq!(texts(&stored), [None, None], "sealed");
    let lea = keyed.lea().await;
    assert_eq!(texts(&keyed.opened(&lea, file).await), BOTH);
    let stranger = Actor {
        keys: keyring(),
        ..lea.clone()
    };
    assert_eq!(texts(&keyed.opened(&stranger, file).await), [None, None]);
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
async fn notes_that_are_withheld_stay_as_they_are_while_the_rest_is_edited() {
    let keyed = keyed().await;
    let file = keyed.file().await;
    let op = keyed.scene.op();
    let revoked = keyed
        .practice()
        .revoke_key(&keyed.admin, keyed.lea, KeyKind::Medical, op);
    revoked.await.unwrap();
    assert_eq!(
        keyed.access(keyed.lea).await,
        [Access::Granted, Access::Withheld]
    );
    let lea = keyed.lea().await;
    let seen = keyed.opened(&lea, file).await;
    assert_eq!(texts(&seen), [BOTH[0], None]);
    let form = PatientFormBuilder::new()
        .with_last_name("Durand")
        .with_insurance("756.1234.5678.97")
        .with_notes("")
        .build();
    let op = keyed.scene.op();
    let saved = keyed
        .practice()
        .update_patient(&lea, file, seen.v, &form, op)
        .await
        .unwrap();
    let read = keyed.opened(&keyed.admin, file).await;
    assert_eq!(texts(&read), [Some("756.1234.5678.97"), BOTH[1]]);
    let op = keyed.scene.op();
    let refused = keyed
        .practice()
        .edit_notes(&lea, file, saved.patient.v, "Autre chose", op)
        .await;
    assert!(matches!(
        refused,
        Err(AppError::KeyMissing(KeyKind::Medical))
    ));
    let op = keyed.scene.op();
    let given = keyed
        .practice()
        .grant_key(&keyed.admin, keyed.lea, KeyKind::Medical, op);
    given.await.unwrap();
    let lea = keyed.practice().renew_keys(&lea).await.unwrap();
    assert_eq!(texts(&keyed.opened(&lea, file).await)[1], BOTH[1]);
}

#[tokio::test]
async fn a_reason_is_sealed_in_the_appointment_and_in_the_visit_and_survives_who_cannot_read_it() {
    let keyed = keyed().await;
    let patient = PatientBuilder::numbered(1).build().id;
    let mut request = keyed.scene.request(1, "15:00");
    request.reason = "Migraine".to_owned();
    let op = keyed.scene.op();
    let booked = keyed.practice().book(&keyed.admin, &request, op).await;
    let booked = booked.unwrap().appointment;
    assert_eq!(booked.reason, "Migraine".into());
    let stored = keyed.scene.store.appointment(booked.id).await.unwrap();
    assert!(stored.unwrap().reason.text().is_none());
    let file = keyed.scene.store.patient(patient).await.unwrap().unwrap();
    assert!(file.visits[0].reason.text().is_none());

    let keyless = Actor {
        keys: Keyring::default(),
        ..keyed.admin.clone()
    };
    let moved = RescheduleRequest {
        reason: String::new(),
        ..keyed.scene.move_to("16:00")
    };
    let op = keyed.scene.op();
    let moved = keyed
        .practice()
        .reschedule(&keyless, booked.id, booked.v, &moved, op)
        .await
        .unwrap();
    assert!(moved.appointment.reason.text().is_none());
    let read = keyed.opened(&keyed.admin, patient).await;
    assert_eq!(read.visits[0].reason, "Migraine".into());
    let mut other = keyed.scene.request(2, "17:00");
    other.reason = "Fièvre".to_owned();
    let op = keyed.scene.op();
    let refused = keyed.practice().book(&keyless, &other, op).await;
    assert!(matches!(
        refused,
        Err(AppError::KeyMissing(KeyKind::Administrative))
    ));
}

#[tokio::test]
async fn a_reason_is_taken_over_by_who_rebooks_and_cannot_read_it() {
    let keyed = keyed().await;
    let (scene, practice) = (&keyed.scene, keyed.practice());
    let patient = PatientBuilder::numbered(1).build().id;
    let request = BookingRequest {
        reason: "Migraine".to_owned(),
        ..scene.request(1, "15:00")
    };
    let first = practice.book(&keyed.admin, &request, scene.op()).await;
    let first = first.unwrap().appointment;
    let emergency = EmergencyRequest {
        practitioner_id: scene.house().id,
        scope: EmergencyScope::RestOfDay(DAY.to_owned()),
        reason: "Urgence".to_owned(),
    };
    let cancelled = practice.cancel_in_emergency(&keyed.admin, &emergency, scene.op());
    cancelled.await.unwrap();
    let keyless = Actor {
        keys: Keyring::default(),
        ..keyed.admin.clone()
    };
    let typed = RescheduleRequest {
        reason: "Fièvre".to_owned(),
        ..scene.move_to("16:00")
    };
    let refused = practice
        .rebook(&keyless, first.id, &typed, scene.op())
        .await;
    assert!(matches!(refused, Err(AppError::KeyMissing(_))));
    let wish = scene.move_to("16:00");
    let rebooked = practice.rebook(&keyless, first.id, &wish, scene.op()).await;
    let rebooked = rebooked.unwrap().appointment;
    assert!(matches!(rebooked.reason, Confidential::Sealed(_)));

    // Who can read it reads it: in the planning, in the file, after a move, under new keys.
    let later = scene.move_to("17:00");
    let moved = practice.reschedule(&keyless, rebooked.id, rebooked.v, &later, scene.op());
    let moved = moved.await.unwrap().appointment;
    let rotated = practice.rotate_keys(&keyed.admin, scene.op(), |_, _| {});
    assert_eq!(rotated.await.unwrap().left, 0);
    let admin = keyed.sign_in("patronne", ADMIN).await;
    let reasons = async || -> Vec<_> {
        let day = practice.day(&admin, date(DAY), None).await.unwrap();
        let lines = day.columns[0].lines.iter();
        let shown = lines.map(|line| line.appointment.reason.clone());
        let file = keyed.opened(&admin, patient).await;
        let visits = file.visits.into_iter().map(|visit| visit.reason);
        shown.chain(visits).collect()
    };
    assert_eq!(reasons().await, vec![Confidential::from("Migraine"); 4]);

    // Written anew, it is the appointment's own.
    let another = RescheduleRequest {
        reason: "Suivi".to_owned(),
        ..scene.move_to("17:00")
    };
    let edited = practice.reschedule(&admin, moved.id, moved.v, &another, scene.op());
    let edited = edited.await.unwrap().appointment;
    assert_eq!(edited.reason_of, None);
    let mut left = reasons().await;
    left.retain(|reason| *reason == Confidential::from("Suivi"));
    assert_eq!(left.len(), 2, "in the planning and in the file");
}

#[tokio::test]
async fn who_books_instead_of_another_appointment_takes_over_what_they_cannot_read() {
    let keyed = keyed().await;
    let (scene, practice) = (&keyed.scene, keyed.practice());
    let mut request = BookingRequest {
        reason: "Migraine".to_owned(),
        ..scene.request(1, "15:00")
    };
    let mut last = practice
        .book(&keyed.admin, &request, scene.op())
        .await
        .unwrap();
    let first = last.appointment.id;
    let keyless = Actor {
        keys: Keyring::default(),
        ..keyed.admin.clone()
    };
    for time in ["16:00", "17:00"] {
        request = BookingRequest {
            instead_of: Some(last.appointment.id),
            ..scene.request(1, time)
        };
        last = practice.book(&keyless, &request, scene.op()).await.unwrap();
        assert_eq!(last.appointment.reason_of, Some(first), "{time}");
    }
    let day = practice.day(&keyed.admin, date(DAY), None).await.unwrap();
    for line in &day.columns[0].lines {
        assert_eq!(line.appointment.reason, "Migraine".into());
    }
    // Who can read it and types nothing means nothing.
    request.time = "17:30".to_owned();
    let empty = practice
        .book(&keyed.admin, &request, scene.op())
        .await
        .unwrap();
    assert_eq!(empty.appointment.reason, Confidential::empty());
    let of_another = BookingRequest {
        instead_of: Some(first),
        ..scene.request(2, "10:00")
    };
    let refused = practice.book(&keyless, &of_another, scene.op()).await;
    assert!(matches!(
        refused,
        Err(AppError::NotFound(EntityKind::Appointment))
    ));
}

#[tokio::test]
async fn sealed_texts_that_change_places_are_damaged_and_never_another_patients() {
    let keyed = keyed().await;
    let (one, other) = (keyed.file().await, keyed.file().await);
    let mut first = keyed.scene.store.patient(one).await.unwrap().unwrap();
    let second = keyed.scene.store.patient(other).await.unwrap().unwrap();
    first.details.notes.clone_from(&second.details.notes);
    let cut = first.details.insurance.as_ref().unwrap();
    let bytes = cut.sealed().unwrap().bytes();
    let cut = Sealed::from_bytes(&bytes[..bytes.len() - 1]);
    first.details.insurance = Some(Confidential::Sealed(cut));
    let trace = medigest_sample::builders::TraceBuilder::new(keyed.scene.op()).build();
    let store = &keyed.scene.store;
    let swapped = store.update_patient(one, first.v, &first.details, &trace);
    swapped.await.unwrap();
    let opened = keyed.opened(&keyed.admin, one).await;
    for text in [opened.details.insurance, opened.details.notes] {
        assert!(matches!(text, Some(Confidential::Damaged(_))), "{text:?}");
    }
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
async fn changed_keys_seal_everything_anew_and_leave_out_who_has_no_access() {
    let keyed = keyed().await;
    let file = keyed.file().await;
    let mut request = keyed.scene.request(2, "15:00");
    request.reason = "Migraine".to_owned();
    let op = keyed.scene.op();
    let booked = keyed.practice().book(&keyed.admin, &request, op).await;
    let booked = booked.unwrap().appointment;
    let old = keyed.lea().await;
    let op = keyed.scene.op();
    let revoked = keyed
        .practice()
        .revoke_key(&keyed.admin, keyed.lea, KeyKind::Medical, op);
    revoked.await.unwrap();

    let steps = AtomicU32::new(0);
    let op = keyed.scene.op();
    let done = keyed
        .practice()
        .rotate_keys(&keyed.admin, op, |done, total| {
            assert!(done <= total);
            steps.fetch_add(1, Ordering::Relaxed);
        });
    let done = done.await.unwrap();
    // The two files of the scene were written in clear by hand.
    assert_eq!((done.patients, done.appointments, done.left), (3, 1, 0));
    assert!(steps.into_inner() > 0);
    let overview = keyed.practice().keys(&keyed.admin).await.unwrap();
    assert_eq!(overview.to_reseal, 0);
    let numbers: Vec<_> = overview
        .keys
        .iter()
        .map(|key| (key.number, key.current))
        .collect();
    assert_eq!(numbers, [(2, true), (1, false), (2, true), (1, false)]);

    let admin = keyed.practice().renew_keys(&keyed.admin).await.unwrap();
    assert_eq!(texts(&keyed.opened(&admin, file).await), BOTH);
    let read = keyed.opened(&admin, request.patient_id).await;
    assert_eq!(read.visits[0].reason, "Migraine".into());
    let row = keyed.scene.store.appointment(booked.id).await.unwrap();
    assert_eq!(
        admin.keys.open_appointment(row.unwrap()).reason,
        "Migraine".into()
    );
    // The notes are out of reach of the key they had.
    assert_eq!(texts(&keyed.opened(&old, file).await), [None, None]);
    let lea = keyed.lea().await;
    assert_eq!(texts(&keyed.opened(&lea, file).await), [BOTH[0], None]);
}

#[tokio::test]
async fn sealing_anew_goes_on_where_it_was_interrupted() {
    let keyed = keyed().await;
    let file = keyed.file().await;
    // The keys were changed, and the program stopped before anything was sealed anew.
    let mut cabinet = keyed.scene.store.cabinet().await.unwrap().unwrap();
    cabinet.v += 1;
    cabinet.resealing = true;
    let trace = medigest_sample::builders::TraceBuilder::new(keyed.scene.op()).build();
    let saved = keyed.scene.store.save_cabinet(&cabinet, &trace);
    saved.await.unwrap();
    let due = keyed.practice().keys(&keyed.admin).await.unwrap().to_reseal;
    assert_eq!(
        due, 2,
        "the files in clear; the other is under the current key"
    );
    let done = keyed
        .practice()
        .reseal(&keyed.admin, |_, _| {})
        .await
        .unwrap();
    assert_eq!(done.patients, 2);
    let again = keyed
        .practice()
        .reseal(&keyed.admin, |_, _| {})
        .await
        .unwrap();
    assert_eq!((again.patients, again.appointments), (0, 0));
    assert_eq!(texts(&keyed.opened(&keyed.admin, file).await), BOTH);
    for patient in keyed.scene.store.patients_after(None, 10).await.unwrap() {
        assert_eq!(texts(&patient), [None, None]);
    }
}

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
