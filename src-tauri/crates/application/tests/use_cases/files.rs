//! Opening a patient's file leaves a trace, reading again what is open does not; a file says who edited it last.

use medigest_application::AppError;
use medigest_domain::trace::AuditAction;
use medigest_sample::builders::PatientBuilder;

use crate::support::{Scene, scene};

async fn openings(scene: &Scene) -> usize {
    let actions = scene.actions().await;
    actions
        .iter()
        .filter(|action| **action == AuditAction::OpenPatient)
        .count()
}

#[tokio::test]
async fn a_file_is_opened_once_while_a_screen_keeps_reading_it() {
    let scene = scene().await;
    let file = PatientBuilder::numbered(1).build().id;
    for _ in 0..3 {
        scene
            .practice
            .open_patient(&scene.claire, file)
            .await
            .unwrap();
        scene.minutes_pass(14);
    }
    assert_eq!(openings(&scene).await, 1);
    scene.minutes_pass(1);
    scene
        .practice
        .open_patient(&scene.claire, file)
        .await
        .unwrap();
    assert_eq!(
        openings(&scene).await,
        2,
        "a quarter of an hour later it is opened again"
    );
}

#[tokio::test]
async fn every_user_and_every_file_has_openings_of_its_own() {
    let scene = scene().await;
    let file = |number| PatientBuilder::numbered(number).build().id;
    scene
        .practice
        .open_patient(&scene.claire, file(1))
        .await
        .unwrap();
    scene
        .practice
        .open_patient(&scene.claire, file(2))
        .await
        .unwrap();
    scene
        .practice
        .open_patient(&scene.doctor(), file(1))
        .await
        .unwrap();
    assert_eq!(openings(&scene).await, 3);
}

#[tokio::test]
async fn whoever_saves_too_late_learns_who_was_faster() {
    let scene = scene().await;
    let (practice, doctor) = (&scene.practice, scene.doctor());
    let file = PatientBuilder::numbered(1).build().id;
    let opened = practice.open_patient(&scene.claire, file).await;
    let v = opened.unwrap().patient.v;
    practice
        .edit_notes(&doctor, file, v, Some("Asthme"), scene.op())
        .await
        .unwrap();
    let late = practice
        .edit_notes(&scene.claire, file, v, Some("Migraine"), scene.op())
        .await;
    let Err(AppError::PatientChanged(current)) = late else {
        panic!("the doctor was faster: {late:?}");
    };
    assert_eq!(current.patient.updated_by, Some(doctor.username));
}
