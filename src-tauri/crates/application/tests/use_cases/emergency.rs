//! Emergency cancellation: what it concerns, that it goes on after a lost answer, and what it leaves alone.

use medigest_application::{AppError, EmergencyRequest, EmergencyScope};
use medigest_domain::appointment::Status;

use crate::support::{DAY, Scene, scene};

fn rest_of_the_day(scene: &Scene) -> EmergencyRequest {
    EmergencyRequest {
        practitioner_id: scene.house().id,
        scope: EmergencyScope::RestOfDay(DAY.to_owned()),
        reason: "Urgence familiale".to_owned(),
    }
}

async fn statuses(scene: &Scene) -> Vec<Status> {
    let lines = scene.day().await;
    lines.iter().map(|line| line.appointment.status).collect()
}

#[tokio::test]
async fn the_rest_of_the_day_is_cancelled_but_who_is_in_or_was_seen_stays() {
    let scene = scene().await;
    let (practice, claire) = (&scene.practice, &scene.claire);
    let mut ids = Vec::new();
    for time in ["08:00", "08:30", "08:45", "09:30", "10:00"] {
        ids.push(scene.booked_at(time).await.id);
    }
    practice
        .call_in(claire, ids[0], 1, scene.op())
        .await
        .unwrap();
    practice
        .finish(claire, ids[0], 2, scene.op())
        .await
        .unwrap();
    practice
        .call_in(claire, ids[1], 1, scene.op())
        .await
        .unwrap();
    practice
        .arrive(claire, ids[2], 1, scene.op())
        .await
        .unwrap();
    practice
        .cancel(claire, ids[4], 1, "Patient", scene.op())
        .await
        .unwrap();
    let request = rest_of_the_day(&scene);
    let preview = practice
        .preview_emergency(claire, request.practitioner_id, &request.scope)
        .await
        .unwrap();
    assert_eq!(preview.len(), 2);
    let outcome = practice
        .cancel_in_emergency(claire, &request, scene.op())
        .await
        .unwrap();
    assert_eq!((outcome.cancelled.len(), outcome.skipped), (2, 0));
    assert_eq!(
        statuses(&scene).await,
        [
            Status::Confirmed,
            Status::Confirmed,
            Status::CancelledByDoctor,
            Status::CancelledByDoctor,
            Status::Cancelled
        ],
        "who waits is sent home, though planned earlier"
    );
}

#[tokio::test]
async fn asked_again_after_a_lost_answer_it_answers_all_it_cancelled_and_writes_nothing_more() {
    let scene = scene().await;
    for time in ["09:30", "10:00"] {
        scene.booked_at(time).await;
    }
    let (request, op) = (rest_of_the_day(&scene), scene.op());
    let cancel = || {
        scene
            .practice
            .cancel_in_emergency(&scene.claire, &request, op)
    };
    let first = cancel().await.unwrap();
    let traces = scene.actions().await.len();
    let second = cancel().await.unwrap();
    let ids = |outcome: &medigest_application::EmergencyOutcome| {
        outcome
            .cancelled
            .iter()
            .map(|line| line.appointment.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&first), ids(&second));
    assert_eq!(scene.actions().await.len(), traces);
    let another = scene
        .practice
        .cancel_in_emergency(&scene.claire, &request, scene.op())
        .await
        .unwrap();
    assert!(
        another.cancelled.is_empty(),
        "another operation cancelled nothing"
    );
}

#[tokio::test]
async fn a_range_concerns_what_starts_in_it() {
    let scene = scene().await;
    for time in ["09:30", "10:00", "11:00"] {
        scene.booked_at(time).await;
    }
    let range = |start_time: &str, end_time: &str| EmergencyScope::Range {
        start_date: DAY.to_owned(),
        start_time: start_time.to_owned(),
        end_date: DAY.to_owned(),
        end_time: end_time.to_owned(),
    };
    let count = async |scope| {
        let house = scene.house().id;
        let hits = scene
            .practice
            .preview_emergency(&scene.claire, house, &scope)
            .await;
        hits.unwrap().len()
    };
    assert_eq!(count(range("10:00", "11:00")).await, 1);
    assert_eq!(count(range("", "")).await, 3);
}

#[tokio::test]
async fn it_needs_a_reason() {
    let scene = scene().await;
    scene.booked_at("09:30").await;
    let request = EmergencyRequest {
        reason: "  ".to_owned(),
        ..rest_of_the_day(&scene)
    };
    let refused = scene
        .practice
        .cancel_in_emergency(&scene.claire, &request, scene.op())
        .await;
    assert!(
        matches!(refused.unwrap_err(), AppError::Validation(issues) if issues[0].field == "reason")
    );
    assert_eq!(statuses(&scene).await, [Status::Confirmed]);
}
