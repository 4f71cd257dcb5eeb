//! Arrived, called in, finished, taken back; and the doctor's own day.

use medigest_application::AppError;
use medigest_domain::appointment::{ActionState, Step};
use medigest_domain::trace::AuditAction;
use medigest_sample::builders::at;

use crate::support::{DAY, local, scene};

#[tokio::test]
async fn each_step_is_noted_when_it_happens_and_can_be_taken_back() {
    let scene = scene().await;
    let booked = scene.booked_at("09:30").await;
    let (practice, claire) = (&scene.practice, &scene.claire);
    let arrived = practice
        .arrive(claire, booked.id, 1, scene.op())
        .await
        .unwrap();
    assert_eq!(
        arrived.appointment.attendance.arrived_at,
        Some(at(DAY, "09:00"))
    );
    assert_eq!(arrived.waiting_minutes, Some(0));
    scene.minutes_pass(25);
    let waiting = &scene.day().await[0];
    assert_eq!(
        (waiting.waiting_minutes, waiting.waits_too_long),
        (Some(25), true)
    );
    practice
        .call_in(claire, booked.id, 2, scene.op())
        .await
        .unwrap();
    scene.minutes_pass(15);
    let finished = practice
        .finish(claire, booked.id, 3, scene.op())
        .await
        .unwrap();
    let attendance = finished.appointment.attendance;
    assert_eq!(
        [
            attendance.arrived_at,
            attendance.called_in_at,
            attendance.finished_at
        ]
        .map(|at| local(at.unwrap())),
        ["09:00", "09:25", "09:40"]
    );
    let back = practice
        .take_back(claire, booked.id, 4, scene.op())
        .await
        .unwrap();
    assert_eq!(back.appointment.attendance.step(), Step::InConsultation);
    assert_eq!(
        scene.actions().await[..4],
        [
            AuditAction::TakeBack,
            AuditAction::Finish,
            AuditAction::CallIn,
            AuditAction::Arrive
        ]
    );
}

#[tokio::test]
async fn a_wait_is_too_long_only_past_the_alert() {
    let scene = scene().await;
    let booked = scene.booked_at("09:30").await;
    scene
        .practice
        .arrive(&scene.claire, booked.id, 1, scene.op())
        .await
        .unwrap();
    scene.minutes_pass(20);
    assert!(!scene.day().await[0].waits_too_long);
    scene.minutes_pass(1);
    assert!(scene.day().await[0].waits_too_long);
}

#[tokio::test]
async fn a_step_noted_by_somebody_else_meanwhile_is_a_conflict() {
    let scene = scene().await;
    let booked = scene.booked_at("09:30").await;
    scene
        .practice
        .arrive(&scene.claire, booked.id, 1, scene.op())
        .await
        .unwrap();
    let twice = scene
        .practice
        .arrive(&scene.claire, booked.id, 2, scene.op())
        .await;
    assert!(matches!(
        twice.unwrap_err(),
        AppError::NotAllowedNow(ActionState::NotApplicable)
    ));
    let old = scene
        .practice
        .call_in(&scene.claire, booked.id, 1, scene.op())
        .await;
    assert!(matches!(old.unwrap_err(), AppError::ChangedByOther));
}

#[tokio::test]
async fn a_patient_who_came_and_is_moved_to_another_day_has_not_come_on_that_day() {
    let scene = scene().await;
    let booked = scene.booked_at("10:00").await;
    let (practice, claire) = (&scene.practice, &scene.claire);
    practice
        .arrive(claire, booked.id, 1, scene.op())
        .await
        .unwrap();
    let later = practice
        .reschedule(claire, booked.id, 2, &scene.move_to("11:00"), scene.op())
        .await
        .unwrap();
    assert_eq!(later.appointment.attendance.step(), Step::Waiting);
    let mut tomorrow = scene.move_to("11:00");
    tomorrow.date = "2026-11-24".to_owned();
    let moved = practice
        .reschedule(claire, booked.id, 3, &tomorrow, scene.op())
        .await
        .unwrap();
    assert_eq!(moved.appointment.attendance.step(), Step::Expected);
}

#[tokio::test]
async fn the_doctors_day_says_who_is_in_who_waits_and_who_comes_next() {
    let scene = scene().await;
    let (practice, doctor) = (&scene.practice, scene.doctor());
    for time in ["09:00", "09:15", "09:30", "10:00"] {
        scene.booked_at(time).await;
    }
    let rows = scene.day().await;
    let id = |index: usize| rows[index].appointment.id;
    practice
        .call_in(&doctor, id(0), 1, scene.op())
        .await
        .unwrap();
    practice
        .arrive(&scene.claire, id(2), 1, scene.op())
        .await
        .unwrap();
    let day = practice.my_day(&doctor).await.unwrap();
    let starts = |lines: &[medigest_application::Line]| {
        lines
            .iter()
            .map(|line| local(line.appointment.interval.start))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        day.current.as_ref().map(|line| line.appointment.id),
        Some(id(0))
    );
    assert_eq!(starts(&day.waiting), ["09:30"]);
    assert_eq!(starts(&day.next), ["09:15", "10:00"]);
    assert_eq!(day.free_minutes, Some(0));
    assert_eq!(day.ends_at.map(local).as_deref(), Some("10:15"));

    scene.minutes_pass(20);
    practice
        .finish(&doctor, id(0), 2, scene.op())
        .await
        .unwrap();
    practice
        .call_in(&doctor, id(2), 2, scene.op())
        .await
        .unwrap();
    practice
        .finish(&doctor, id(2), 3, scene.op())
        .await
        .unwrap();
    practice
        .mark_absent(&doctor, id(1), 1, scene.op())
        .await
        .unwrap();
    let day = practice.my_day(&doctor).await.unwrap();
    assert_eq!(starts(&day.past), ["09:00", "09:15", "09:30"]);
    assert_eq!(day.free_minutes, Some(40), "from 09:20 to 10:00");
}

#[tokio::test]
async fn an_account_without_a_practitioner_has_no_day_of_its_own() {
    let scene = scene().await;
    let day = scene.practice.my_day(&scene.claire).await;
    assert!(matches!(day.unwrap_err(), AppError::NotFound(_)));
}
