//! What of a file and of an appointment opens, and for whom.

use medigest_application::ports::{AppointmentStore, PatientStore};
use medigest_application::{Actor, AppError, Keyring, RescheduleRequest};
use medigest_domain::keys::Access;
use medigest_domain::secret::{Confidential, KeyKind, Sealed};
use medigest_sample::builders::{PatientBuilder, PatientFormBuilder, TraceBuilder, keyring};

use super::{BOTH, keyed, texts};

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
        .edit_notes(&lea, file, saved.patient.v, Some("Autre chose"), op)
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
    request.reason = Some("Migraine".to_owned());
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
        reason: None,
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
    other.reason = Some("Fièvre".to_owned());
    let op = keyed.scene.op();
    let refused = keyed.practice().book(&keyless, &other, op).await;
    assert!(matches!(
        refused,
        Err(AppError::KeyMissing(KeyKind::Administrative))
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
    let trace = TraceBuilder::new(keyed.scene.op()).build();
    let store = &keyed.scene.store;
    let swapped = store.update_patient(one, first.v, &first.details, &trace);
    swapped.await.unwrap();
    let opened = keyed.opened(&keyed.admin, one).await;
    for text in [opened.details.insurance, opened.details.notes] {
        assert!(matches!(text, Some(Confidential::Damaged(_))), "{text:?}");
    }
}
