//! The lock, absence, taking back, and operations whose answer was lost.

use medigest_application::AppError;
use medigest_application::ports::AuditStore;
use medigest_domain::appointment::{ActionState, Status};
use medigest_sample::builders::at;

use crate::support::{DAY, scene};

#[tokio::test]
async fn a_move_is_locked_from_thirty_minutes_before_the_start() {
    let scene = scene().await;
    let booked = scene.booked_at("10:00").await;
    scene.minutes_pass(30);
    let moved = scene
        .practice
        .reschedule(
            &scene.claire,
            booked.id,
            1,
            &scene.move_to("10:15"),
            scene.op(),
        )
        .await
        .expect("exactly thirty minutes before is still allowed");
    scene.minutes_pass(16);
    let refused = scene
        .practice
        .reschedule(
            &scene.claire,
            booked.id,
            2,
            &scene.move_to("11:00"),
            scene.op(),
        )
        .await
        .unwrap_err();
    assert!(
        matches!(refused, AppError::Locked { starts_at } if starts_at == moved.appointment.interval.start)
    );
    let cancelled = scene
        .practice
        .cancel(&scene.claire, booked.id, 2, "Empêchement", scene.op())
        .await;
    assert_eq!(
        cancelled
            .expect("cancelling is not locked")
            .appointment
            .status,
        Status::Cancelled
    );
}

#[tokio::test]
async fn absence_begins_with_the_appointment_and_can_be_taken_back() {
    let scene = scene().await;
    let booked = scene.booked_at("09:30").await;
    let early = scene
        .practice
        .mark_absent(&scene.claire, booked.id, 1, scene.op())
        .await
        .unwrap_err();
    assert!(matches!(
        early,
        AppError::NotAllowedNow(ActionState::NotStarted)
    ));
    scene.minutes_pass(30);
    let absent = scene
        .practice
        .mark_absent(&scene.claire, booked.id, 1, scene.op())
        .await
        .unwrap();
    assert_eq!(absent.appointment.status, Status::Absent);
    let late = scene
        .practice
        .cancel(&scene.claire, booked.id, 2, "Empêchement", scene.op())
        .await
        .unwrap_err();
    assert!(matches!(
        late,
        AppError::NotAllowedNow(ActionState::NotApplicable)
    ));
    scene.minutes_pass(2);
    let back = scene
        .practice
        .reinstate(&scene.claire, booked.id, 2, scene.op())
        .await
        .unwrap();
    assert_eq!(
        (back.appointment.status, back.appointment.v),
        (Status::Confirmed, 3)
    );
}

#[tokio::test]
async fn an_absence_whose_time_was_given_to_another_cannot_be_taken_back() {
    let scene = scene().await;
    let booked = scene.booked_at("09:00").await;
    scene
        .practice
        .mark_absent(&scene.claire, booked.id, 1, scene.op())
        .await
        .unwrap();
    let walk_in = scene
        .practice
        .book(&scene.claire, &scene.request(2, "09:00"), scene.op())
        .await;
    walk_in.expect("an absence frees the time");
    let refused = scene
        .practice
        .reinstate(&scene.claire, booked.id, 2, scene.op())
        .await
        .unwrap_err();
    let AppError::SlotTaken { blocking, nearest } = refused else {
        panic!("{refused:?}")
    };
    assert_eq!((blocking.len(), nearest.len()), (1, 3));
    assert!(
        nearest
            .iter()
            .all(|slot| slot.interval.start >= at(DAY, "09:15"))
    );
}

#[tokio::test]
async fn a_refused_move_is_offered_other_times_than_its_own() {
    let scene = scene().await;
    let booked = scene.booked_at("10:00").await;
    scene.booked_at("10:15").await;
    let refused = scene
        .practice
        .reschedule(
            &scene.claire,
            booked.id,
            1,
            &scene.move_to("10:10"),
            scene.op(),
        )
        .await
        .unwrap_err();
    let AppError::SlotTaken { nearest, .. } = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(nearest.len(), 3);
    assert!(nearest.iter().all(|slot| slot.interval != booked.interval));
}

#[tokio::test]
async fn a_cancelled_appointment_comes_back_only_before_its_start() {
    let scene = scene().await;
    let booked = scene.booked_at("09:05").await;
    let cancelled = scene
        .practice
        .cancel(&scene.claire, booked.id, 1, "Erreur", scene.op())
        .await
        .unwrap();
    assert_eq!(cancelled.appointment.v, 2);
    scene.minutes_pass(5);
    let late = scene
        .practice
        .reinstate(&scene.claire, booked.id, 2, scene.op())
        .await
        .unwrap_err();
    assert!(matches!(
        late,
        AppError::NotAllowedNow(ActionState::Started)
    ));
}

#[tokio::test]
async fn an_operation_repeated_after_a_lost_answer_is_answered_and_not_done_again() {
    let scene = scene().await;
    let booked = scene.booked_at("11:00").await;
    let op = scene.op();
    let first = scene
        .practice
        .cancel(&scene.claire, booked.id, 1, "Empêchement", op)
        .await
        .unwrap();
    let traces = scene.store.recent_traces(100).await.unwrap().len();
    let second = scene
        .practice
        .cancel(&scene.claire, booked.id, 1, "Empêchement", op)
        .await
        .unwrap();
    assert_eq!(first.appointment, second.appointment);
    assert_eq!(
        scene.store.recent_traces(100).await.unwrap().len(),
        traces,
        "no second trace"
    );
    let other = scene
        .practice
        .cancel(&scene.claire, booked.id, 1, "Autre", scene.op())
        .await
        .unwrap_err();
    assert!(
        matches!(other, AppError::ChangedByOther),
        "another operation on an old version is a conflict"
    );
}

#[tokio::test]
async fn a_booking_repeated_after_a_lost_answer_is_the_same_booking() {
    let scene = scene().await;
    let op = scene.op();
    let first = scene
        .practice
        .book(&scene.claire, &scene.request(1, "10:00"), op)
        .await
        .unwrap();
    let second = scene
        .practice
        .book(&scene.claire, &scene.request(1, "10:00"), op)
        .await
        .unwrap();
    assert_eq!(first.appointment, second.appointment);
}
