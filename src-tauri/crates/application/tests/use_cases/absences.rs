//! Absences: what they hit, and that booking into one, or outside the hours, asks and is not forbidden.

use medigest_application::{AbsenceRequest, AppError};

use crate::support::{DAY, Scene, local, scene};

fn afternoon_off(scene: &Scene) -> AbsenceRequest {
    AbsenceRequest {
        practitioner_id: Some(scene.house().id),
        start_date: DAY.to_owned(),
        start_time: "14:00".to_owned(),
        end_date: DAY.to_owned(),
        end_time: String::new(),
        label: "Formation".to_owned(),
    }
}

#[tokio::test]
async fn an_absence_lists_what_it_hits_and_leaves_it_standing() {
    let scene = scene().await;
    for time in ["13:30", "14:00", "15:00"] {
        scene.booked_at(time).await;
    }
    let (practice, claire) = (&scene.practice, &scene.claire);
    let request = afternoon_off(&scene);
    let preview = practice.preview_absence(claire, &request).await.unwrap();
    assert_eq!(preview.len(), 2);
    let created = practice
        .create_absence(claire, &request, scene.op())
        .await
        .unwrap();
    assert_eq!(
        created.practitioner_name.as_deref(),
        Some(scene.house().details.name.as_str())
    );
    let hits = practice
        .absence_hits(claire, created.absence.id)
        .await
        .unwrap();
    assert_eq!(hits.len(), 2);
    let outside: Vec<_> = scene
        .day()
        .await
        .iter()
        .map(|line| line.outside_hours)
        .collect();
    assert_eq!(outside, [false, true, true]);
    let op = scene.op();
    practice
        .remove_absence(claire, created.absence.id, op)
        .await
        .unwrap();
    practice
        .remove_absence(claire, created.absence.id, op)
        .await
        .expect("a repetition after a lost answer");
    assert!(scene.day().await.iter().all(|line| !line.outside_hours));
}

#[tokio::test]
async fn booking_into_an_absence_asks_first_and_is_not_forbidden() {
    let scene = scene().await;
    let (practice, claire) = (&scene.practice, &scene.claire);
    practice
        .create_absence(claire, &afternoon_off(&scene), scene.op())
        .await
        .unwrap();
    let mut request = scene.request(1, "15:00");
    let asked = practice
        .book(claire, &request, scene.op())
        .await
        .unwrap_err();
    let AppError::OutsideHours { absence, openings } = asked else {
        panic!("{asked:?}")
    };
    assert_eq!(absence.unwrap().absence.label, "Formation");
    assert_eq!(openings.len(), 1);
    request.accept_outside_hours = true;
    let booked = practice.book(claire, &request, scene.op()).await.unwrap();
    assert!(booked.outside_hours);
    let edited = practice
        .reschedule(
            claire,
            booked.appointment.id,
            1,
            &scene.move_to("15:00"),
            scene.op(),
        )
        .await;
    edited.expect("editing without moving does not ask again");
}

#[tokio::test]
async fn a_move_into_the_lunch_break_asks_and_names_the_hours() {
    let scene = scene().await;
    scene.with_a_lunch_break().await;
    let booked = scene.booked_at("10:00").await;
    let asked = scene
        .practice
        .reschedule(
            &scene.claire,
            booked.id,
            1,
            &scene.move_to("12:30"),
            scene.op(),
        )
        .await
        .unwrap_err();
    let AppError::OutsideHours { absence, openings } = asked else {
        panic!("{asked:?}")
    };
    assert!(absence.is_none());
    let spans: Vec<_> = openings
        .iter()
        .map(|span| (local(span.start), local(span.end)))
        .collect();
    assert_eq!(
        spans,
        [
            ("09:00".into(), "12:00".into()),
            ("14:00".into(), "18:00".into())
        ]
    );
}

#[tokio::test]
async fn a_doctor_is_away_alone_and_cannot_close_the_practice() {
    let scene = scene().await;
    let doctor = scene.doctor();
    let own = afternoon_off(&scene);
    scene
        .practice
        .create_absence(&doctor, &own, scene.op())
        .await
        .unwrap();
    let closure = AbsenceRequest {
        practitioner_id: None,
        ..own
    };
    let refused = scene
        .practice
        .create_absence(&doctor, &closure, scene.op())
        .await;
    assert!(matches!(refused.unwrap_err(), AppError::Forbidden(_)));
    scene
        .practice
        .create_absence(&scene.claire, &closure, scene.op())
        .await
        .expect("the reception closes it");
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let scene = scene().await;
    let request = AbsenceRequest {
        start_date: "demain".to_owned(),
        label: "x".repeat(81),
        ..afternoon_off(&scene)
    };
    let refused = scene
        .practice
        .create_absence(&scene.claire, &request, scene.op())
        .await;
    let AppError::Validation(issues) = refused.unwrap_err() else {
        panic!("another error")
    };
    let fields: Vec<_> = issues.iter().map(|issue| issue.field).collect();
    assert_eq!(fields, ["startDate", "label"]);
}
