//! A delay is previewed, reported, added to, replaced and withdrawn; planned times stay.

use medigest_application::{AppError, DelayRequest};
use medigest_domain::delay::{Overflow, Projected};
use medigest_domain::trace::AuditAction;

use crate::support::{DAY, Scene, local, scene};

fn late(scene: &Scene, minutes: u32, add: bool) -> DelayRequest {
    DelayRequest {
        practitioner_id: scene.house().id,
        date: DAY.to_owned(),
        from: String::new(),
        minutes,
        add,
    }
}

/// "09:30 → 09:45" of every appointment of the day.
async fn shown(scene: &Scene) -> Vec<String> {
    let lines = scene.day().await;
    lines
        .iter()
        .map(|line| {
            let planned = local(line.appointment.interval.start);
            match line.projected {
                None => planned,
                Some(Projected { interval, .. }) => {
                    format!("{planned} → {}", local(interval.start))
                }
            }
        })
        .collect()
}

#[tokio::test]
async fn a_preview_writes_nothing_and_says_what_the_report_then_does() {
    let scene = scene().await;
    for time in ["09:30", "09:45", "10:10"] {
        scene.booked_at(time).await;
    }
    let preview = scene
        .practice
        .preview_delay(&scene.claire, &late(&scene, 15, false))
        .await
        .unwrap();
    assert_eq!(shown(&scene).await, ["09:30", "09:45", "10:10"]);
    assert_eq!(
        (preview.effect.shifted, preview.effect.absorbed_minutes),
        (3, 10)
    );
    assert_eq!(
        preview.effect.planned_end.map(local).as_deref(),
        Some("10:25")
    );
    assert_eq!(
        preview.effect.projected_end.map(local).as_deref(),
        Some("10:30")
    );
    scene
        .practice
        .report_delay(&scene.claire, &late(&scene, 15, false), scene.op())
        .await
        .unwrap();
    assert_eq!(
        shown(&scene).await,
        ["09:30 → 09:45", "09:45 → 10:00", "10:10 → 10:15"]
    );
}

#[tokio::test]
async fn a_report_replaces_or_adds_and_withdrawing_restores_the_plan() {
    let scene = scene().await;
    scene.booked_at("09:30").await;
    let (practice, claire) = (&scene.practice, &scene.claire);
    let report = |minutes, add| {
        let request = late(&scene, minutes, add);
        let op = scene.op();
        async move { practice.report_delay(claire, &request, op).await.unwrap() }
    };
    report(15, false).await;
    report(5, true).await;
    assert_eq!(shown(&scene).await, ["09:30 → 09:50"]);
    let last = report(10, false).await;
    assert_eq!(last.number, 3);
    assert_eq!(shown(&scene).await, ["09:30 → 09:40"]);
    practice
        .withdraw_delay(claire, last.id, scene.op())
        .await
        .unwrap();
    assert_eq!(shown(&scene).await, ["09:30"], "not the report before it");
    let added = report(5, true).await;
    assert_eq!(added.minutes, 5, "what was withdrawn counts no more");
    assert_eq!(scene.actions().await[0], AuditAction::ReportDelay);
}

#[tokio::test]
async fn a_report_repeated_after_a_lost_answer_is_the_same_report() {
    let scene = scene().await;
    scene.booked_at("09:30").await;
    let op = scene.op();
    let request = late(&scene, 15, true);
    let first = scene
        .practice
        .report_delay(&scene.claire, &request, op)
        .await
        .unwrap();
    let second = scene
        .practice
        .report_delay(&scene.claire, &request, op)
        .await
        .unwrap();
    assert_eq!(first, second);
    assert_eq!(shown(&scene).await, ["09:30 → 09:45"]);
}

#[tokio::test]
async fn a_long_delay_repeated_after_a_lost_answer_is_not_added_to_itself() {
    let scene = scene().await;
    let op = scene.op();
    let request = late(&scene, 300, true);
    let report = || scene.practice.report_delay(&scene.claire, &request, op);
    let first = report().await.unwrap();
    assert_eq!(report().await.unwrap(), first);
}

#[tokio::test]
async fn what_runs_into_the_lunch_break_is_listed() {
    let scene = scene().await;
    scene.with_a_lunch_break().await;
    scene.booked_at("11:45").await;
    scene.booked_at("14:00").await;
    let preview = scene
        .practice
        .preview_delay(&scene.claire, &late(&scene, 20, false))
        .await
        .unwrap();
    let [line] = preview.overflow.as_slice() else {
        panic!("{:?}", preview.overflow)
    };
    let projected = line.projected.unwrap();
    assert_eq!(local(projected.interval.start), "12:05");
    assert_eq!(projected.overflow, Some(Overflow::Break));
    assert_eq!(preview.effect.shifted, 1, "the afternoon begins on time");
}

#[tokio::test]
async fn a_doctor_reports_their_own_delay_and_no_other() {
    let scene = scene().await;
    let doctor = scene.doctor();
    let own = late(&scene, 10, false);
    scene
        .practice
        .report_delay(&doctor, &own, scene.op())
        .await
        .unwrap();
    let other = DelayRequest {
        practitioner_id: medigest_sample::builders::id(99),
        ..own
    };
    let refused = scene
        .practice
        .report_delay(&doctor, &other, scene.op())
        .await;
    assert!(matches!(refused.unwrap_err(), AppError::Forbidden(_)));
}

#[tokio::test]
async fn minutes_that_make_no_sense_are_named_at_their_field() {
    let scene = scene().await;
    for minutes in [0, 481] {
        let refused = scene
            .practice
            .preview_delay(&scene.claire, &late(&scene, minutes, false))
            .await;
        let AppError::Validation(issues) = refused.unwrap_err() else {
            panic!("{minutes} was taken for another error")
        };
        assert_eq!(issues[0].field, "minutes");
    }
}

#[tokio::test]
async fn a_file_says_where_a_delay_puts_its_visits_to_come() {
    let scene = scene().await;
    let booked = [
        scene.booked_at("09:30").await,
        scene.booked_at("11:00").await,
    ];
    let file = booked[0].patient_id;
    let projected = async || {
        let opened = scene.practice.open_patient(&scene.claire, file).await;
        let projected = opened.unwrap().projected;
        booked.each_ref().map(|visit| {
            let place = projected.get(&visit.id);
            place.map(|place| local(place.interval.start))
        })
    };
    let moved_by = |times: [&str; 2]| times.map(|time| Some(time.to_owned()));
    assert_eq!(projected().await, [None, None]);
    let report = scene
        .practice
        .report_delay(&scene.claire, &late(&scene, 90, false), scene.op())
        .await
        .unwrap();
    assert_eq!(projected().await, moved_by(["11:00", "11:15"]));

    let doctor = scene.doctor();
    let op = scene.op();
    let edit = scene
        .practice
        .edit_notes(&doctor, file, 1, Some("Asthme"), op);
    let edited = edit.await.unwrap().projected;
    assert_eq!(edited.len(), 2, "an answer to an edit says it too");

    let withdrawal = scene
        .practice
        .withdraw_delay(&scene.claire, report.id, scene.op());
    withdrawal.await.unwrap();
    assert_eq!(projected().await, [None, None]);
}
