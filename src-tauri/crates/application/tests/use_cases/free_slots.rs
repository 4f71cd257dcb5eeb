//! The search for the next free times.

use medigest_application::{AppError, FreeSlotRequest};
use medigest_domain::appointment::free::DayPart;

use crate::support::{DAY, Scene, local, scene};

fn half_hours(scene: &Scene) -> FreeSlotRequest {
    FreeSlotRequest {
        practitioner_id: Some(scene.house().id),
        patient_id: None,
        duration_minutes: 30,
        part: None,
        from: DAY.to_owned(),
        from_time: String::new(),
        count: 4,
    }
}

async fn found(scene: &Scene, request: &FreeSlotRequest) -> Vec<String> {
    let slots = scene
        .practice
        .free_slots(&scene.claire, request)
        .await
        .unwrap();
    slots
        .iter()
        .map(|slot| {
            let day = scene.practice.zone();
            let start = slot.interval.start.with_timezone(&day);
            format!("{} {}", start.format("%d"), local(slot.interval.start))
        })
        .collect()
}

#[tokio::test]
async fn they_begin_now_leave_out_what_stands_and_go_on_the_next_day() {
    let scene = scene().await;
    scene.with_a_lunch_break().await;
    scene.booked_at("09:30").await;
    scene.minutes_pass(2);
    let request = half_hours(&scene);
    assert_eq!(
        found(&scene, &request).await,
        ["23 09:45", "23 10:15", "23 10:45", "23 11:15"]
    );
    scene.minutes_pass(8 * 60 + 30);
    assert_eq!(
        found(&scene, &request).await,
        ["24 09:00", "24 09:30", "24 10:00", "24 10:30"]
    );
}

#[tokio::test]
async fn a_busy_patient_is_left_out() {
    let scene = scene().await;
    let booked = scene.booked_at("09:00").await;
    let mut request = half_hours(&scene);
    request.practitioner_id = None;
    request.patient_id = Some(booked.patient_id);
    request.count = 1;
    assert_eq!(found(&scene, &request).await, ["23 09:15"]);
}

#[tokio::test]
async fn afternoons_only() {
    let scene = scene().await;
    let mut request = half_hours(&scene);
    request.part = Some(DayPart::Afternoon);
    request.count = 2;
    assert_eq!(found(&scene, &request).await, ["23 12:00", "23 12:30"]);
}

#[tokio::test]
async fn a_search_goes_on_from_a_time_of_a_day() {
    let scene = scene().await;
    let mut request = half_hours(&scene);
    request.from_time = "10:30".to_owned();
    request.count = 2;
    assert_eq!(found(&scene, &request).await, ["23 10:30", "23 11:00"]);
    request.from_time = "10:35".to_owned();
    assert_eq!(
        found(&scene, &request).await,
        ["23 11:00", "23 11:30"],
        "the same times as before, not others"
    );
}

#[tokio::test]
async fn the_past_is_not_searched() {
    let scene = scene().await;
    let mut request = half_hours(&scene);
    request.from = "2026-11-02".to_owned();
    request.count = 1;
    assert_eq!(found(&scene, &request).await, ["23 09:00"]);
}

#[tokio::test]
async fn a_length_that_does_not_exist_is_named_at_its_field() {
    let scene = scene().await;
    let request = FreeSlotRequest {
        duration_minutes: 7,
        ..half_hours(&scene)
    };
    let refused = scene.practice.free_slots(&scene.claire, &request).await;
    assert!(
        matches!(refused.unwrap_err(), AppError::Validation(issues) if issues[0].field == "durationMinutes")
    );
}
