//! The search sees what other devices write.

use medigest_application::ports::PatientStore;
use medigest_sample::builders::{PatientBuilder, TraceBuilder, id};

use crate::support::scene;

#[tokio::test]
async fn a_file_another_desk_creates_is_found_within_seconds() {
    let scene = scene().await;
    let found = async |text: &str| {
        scene
            .practice
            .search_patients(&scene.claire, text)
            .await
            .unwrap()
            .hits
            .len()
    };
    assert_eq!(found("Okonkwo").await, 0, "the search is loaded");
    let elsewhere = PatientBuilder::numbered(77)
        .with_last_name("Okonkwo")
        .with_updated_at(medigest_application::ports::Clock::now(&*scene.clock))
        .build();
    let trace = TraceBuilder::new(id(900))
        .with_at(elsewhere.updated_at)
        .build();
    scene
        .store
        .create_patient(&elsewhere, &trace)
        .await
        .unwrap();
    scene.clock.advance(chrono::Duration::seconds(2));
    assert_eq!(found("okonkwo").await, 1);
}
