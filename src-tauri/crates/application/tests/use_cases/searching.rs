//! The search sees what other devices write.

use futures::StreamExt as _;
use medigest_application::ports::{FeedEvent, PatientStore};
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

#[tokio::test]
async fn a_file_another_desk_creates_is_found_as_soon_as_it_is_told() {
    let scene = scene().await;
    let practice = std::sync::Arc::new(scene.practice);
    let (_watched, seen) = tokio::sync::watch::channel(true);
    let mut changes = practice.clone().changes(seen);
    let beginning = changes.next().await.unwrap();
    assert_eq!(beginning, FeedEvent::Missed);
    let found = async |text: &str| {
        let answer = practice.search_patients(&scene.claire, text).await;
        answer.unwrap().hits.len()
    };
    assert_eq!(found("Okonkwo").await, 0, "the search is loaded");

    let elsewhere = PatientBuilder::numbered(77)
        .with_last_name("Okonkwo")
        .build();
    let trace = TraceBuilder::new(id(900)).build();
    let created = scene.store.create_patient(&elsewhere, &trace).await;
    created.unwrap();
    changes.next().await.unwrap();
    assert_eq!(found("okonkwo").await, 1, "no clock had to move");
}
