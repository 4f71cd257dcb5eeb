//! A reason that is withheld from who rebooks.

use medigest_application::{
    Actor, AppError, BookingRequest, EmergencyRequest, EmergencyScope, Keyring, RescheduleRequest,
};
use medigest_domain::secret::Confidential;
use medigest_domain::trace::EntityKind;
use medigest_sample::builders::{PatientBuilder, date};

use super::{ADMIN, keyed};
use crate::support::DAY;

#[tokio::test]
async fn a_reason_is_taken_over_by_who_rebooks_and_cannot_read_it() {
    let keyed = keyed().await;
    let (scene, practice) = (&keyed.scene, keyed.practice());
    let patient = PatientBuilder::numbered(1).build().id;
    let request = BookingRequest {
        reason: Some("Migraine".to_owned()),
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
        reason: Some("Fièvre".to_owned()),
        ..scene.move_to("16:00")
    };
    let refused = practice
        .rebook(&keyless, first.id, &typed, scene.op())
        .await;
    assert!(matches!(refused, Err(AppError::KeyMissing(_))));
    let wish = RescheduleRequest {
        reason: None,
        ..scene.move_to("16:00")
    };
    let rebooked = practice.rebook(&keyless, first.id, &wish, scene.op()).await;
    let rebooked = rebooked.unwrap().appointment;
    assert!(matches!(rebooked.reason, Confidential::Sealed(_)));

    // Who can read it reads it: in the planning, in the file, after a move, under new keys.
    let later = RescheduleRequest {
        reason: None,
        ..scene.move_to("17:00")
    };
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
        reason: Some("Suivi".to_owned()),
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
        reason: Some("Migraine".to_owned()),
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
    for (time, reason) in [("16:00", None), ("17:00", Some(String::new()))] {
        request = BookingRequest {
            reason,
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
    request.reason = Some(String::new());
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
