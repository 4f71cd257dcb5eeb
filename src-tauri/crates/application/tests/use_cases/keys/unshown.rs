//! Forms that were opened without a key and are saved with it: what they did not show, they do not change.

use medigest_application::ports::PatientStore;
use medigest_application::{Actor, BookingRequest, Line, RescheduleRequest};
use medigest_domain::appointment::Appointment;
use medigest_domain::id::PatientId;
use medigest_domain::secret::{Confidential, KeyKind};
use medigest_sample::builders::PatientFormBuilder;

use super::{BOTH, Keyed, keyed, texts};

/// Léa, from whom both keys were withdrawn.
async fn keyless(keyed: &Keyed) -> Actor {
    for kind in KeyKind::ALL {
        let op = keyed.scene.op();
        let revoked = keyed
            .practice()
            .revoke_key(&keyed.admin, keyed.lea, kind, op);
        revoked.await.unwrap();
    }
    keyed.lea().await
}

/// The session of `lea` once she was given both keys.
async fn given_both(keyed: &Keyed, lea: &Actor) -> Actor {
    for kind in KeyKind::ALL {
        let op = keyed.scene.op();
        let given = keyed
            .practice()
            .grant_key(&keyed.admin, keyed.lea, kind, op);
        given.await.unwrap();
    }
    keyed.practice().renew_keys(lea).await.unwrap()
}

/// An appointment of patient 1, for a migraine.
async fn booked(keyed: &Keyed) -> Appointment {
    let request = BookingRequest {
        reason: Some("Migraine".to_owned()),
        ..keyed.scene.request(1, "15:00")
    };
    let op = keyed.scene.op();
    let line = keyed.practice().book(&keyed.admin, &request, op).await;
    line.unwrap().appointment
}

/// The reason in the appointment, and of the visit it left.
async fn reasons(keyed: &Keyed, line: &Line) -> [Confidential; 2] {
    let file = keyed
        .opened(&keyed.admin, line.appointment.patient_id)
        .await;
    let mut visits = file.visits.into_iter();
    let visit = visits.find(|visit| visit.appointment_id == Some(line.appointment.id));
    [line.appointment.reason.clone(), visit.unwrap().reason]
}

#[tokio::test]
async fn a_file_that_was_opened_without_the_keys_and_is_saved_with_them_keeps_its_texts() {
    let keyed = keyed().await;
    let file = keyed.file().await;
    let lea = keyless(&keyed).await;
    let seen = keyed.opened(&lea, file).await;
    assert_eq!(texts(&seen), [None, None]);
    let lea = given_both(&keyed, &lea).await;
    let form = PatientFormBuilder::new()
        .with_last_name("Durand")
        .without_insurance_shown()
        .without_notes_shown()
        .build();
    let op = keyed.scene.op();
    let saved = keyed
        .practice()
        .update_patient(&lea, file, seen.v, &form, op)
        .await
        .unwrap()
        .patient;
    assert_eq!(saved.details.last_name.as_str(), "DURAND");
    assert_eq!(texts(&saved), BOTH);
    let op = keyed.scene.op();
    let notes_alone = keyed
        .practice()
        .edit_notes(&lea, file, saved.v, None, op)
        .await;
    assert_eq!(texts(&notes_alone.unwrap().patient), BOTH);
}

#[tokio::test]
async fn texts_that_were_shown_and_emptied_are_emptied() {
    let keyed = keyed().await;
    let file = keyed.file().await;
    let seen = keyed.opened(&keyed.admin, file).await;
    let op = keyed.scene.op();
    let saved = keyed
        .practice()
        .edit_notes(&keyed.admin, file, seen.v, Some(""), op)
        .await
        .unwrap()
        .patient;
    assert_eq!(texts(&saved), [BOTH[0], None]);
    let form = PatientFormBuilder::new()
        .with_insurance("")
        .with_notes(" ")
        .build();
    let op = keyed.scene.op();
    keyed
        .practice()
        .update_patient(&keyed.admin, file, saved.v, &form, op)
        .await
        .unwrap();
    let stored = keyed.scene.store.patient(file).await.unwrap().unwrap();
    assert_eq!(stored.details.insurance, None);
    assert_eq!(stored.details.notes, None);
}

#[tokio::test]
async fn an_appointment_whose_reason_was_not_shown_is_moved_with_it_even_by_who_can_read_it_by_now()
{
    let keyed = keyed().await;
    let (scene, practice) = (&keyed.scene, keyed.practice());
    let first = booked(&keyed).await;
    let unshown = RescheduleRequest {
        reason: None,
        ..scene.move_to("16:00")
    };
    let moved = practice.reschedule(&keyed.admin, first.id, first.v, &unshown, scene.op());
    let moved = moved.await.unwrap();
    assert_eq!(
        reasons(&keyed, &moved).await,
        ["Migraine".into(), "Migraine".into()]
    );
    let (id, v) = (moved.appointment.id, moved.appointment.v);
    let emptied = RescheduleRequest {
        reason: Some(String::new()),
        ..unshown
    };
    let edited = practice.reschedule(&keyed.admin, id, v, &emptied, scene.op());
    let edited = edited.await.unwrap();
    assert_eq!(
        reasons(&keyed, &edited).await,
        [Confidential::empty(), Confidential::empty()]
    );
}

#[tokio::test]
async fn who_books_anew_and_can_read_by_now_what_was_not_shown_seals_it_for_the_new_appointment() {
    let keyed = keyed().await;
    let (scene, practice) = (&keyed.scene, keyed.practice());
    let first = booked(&keyed).await;
    let request = BookingRequest {
        reason: None,
        instead_of: Some(first.id),
        ..scene.request(1, "16:00")
    };
    let anew = practice.book(&keyed.admin, &request, scene.op()).await;
    let anew = anew.unwrap();
    assert_eq!(anew.appointment.reason_of, None, "it is its own");
    assert_eq!(
        reasons(&keyed, &anew).await,
        ["Migraine".into(), "Migraine".into()]
    );
}

#[tokio::test]
async fn what_is_new_has_no_text_that_was_not_shown() {
    let keyed = keyed().await;
    let (scene, practice) = (&keyed.scene, keyed.practice());
    let form = PatientFormBuilder::minimal().build();
    let op = scene.op();
    let registered = practice.register_patient(&keyed.admin, &form, true, op);
    registered.await.unwrap();
    let file = PatientId::from_bytes(op.bytes());
    let stored = scene.store.patient(file).await.unwrap().unwrap();
    assert_eq!(
        (stored.details.insurance, stored.details.notes),
        (None, None)
    );
    let request = BookingRequest {
        reason: None,
        ..scene.request(1, "16:00")
    };
    let line = practice.book(&keyed.admin, &request, scene.op()).await;
    assert_eq!(line.unwrap().appointment.reason, Confidential::empty());
}
