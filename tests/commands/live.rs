//! What the window is told without asking.

use std::sync::mpsc::Receiver;
use std::time::Duration;

use medigest_application::ports::PatientStore as _;
use medigest_sample::builders::{PatientBuilder, TraceBuilder, id};
use medigest_store::sqlite::SqliteStore;
use serde_json::json;

use crate::support::TestApp;

const PATIENCE: Duration = Duration::from_secs(20);

/// Waits until `wanted` were told, together or one after the other.
fn hears(told: &Receiver<Vec<String>>, wanted: &[&str]) {
    let mut heard = Vec::new();
    while !wanted
        .iter()
        .all(|area| heard.iter().any(|told| told == area))
    {
        heard.extend(
            told.recv_timeout(PATIENCE)
                .unwrap_or_else(|_| panic!("{heard:?}")),
        );
    }
}

#[test]
fn a_booking_is_told_and_so_is_the_file_it_is_noted_in() {
    let app = TestApp::start();
    let practitioner = app.practitioner("Dr Curie");
    let patient = app.patient("Durand", "Chloé");
    let told = app.listen();
    app.book(&patient, &practitioner, &app.day(1), "10:00")
        .unwrap();
    hears(&told, &["appointments", "patients"]);
}

#[test]
fn what_another_program_writes_into_the_file_is_told_as_a_change_of_everything() {
    let app = TestApp::start();
    let told = app.listen();
    let elsewhere = SqliteStore::open(app.folder().join("medigest.sqlite")).unwrap();
    let patient = PatientBuilder::new().build();
    let trace = TraceBuilder::new(id(1)).build();
    let written = elsewhere.create_patient(&patient, &trace);
    tauri::async_runtime::block_on(written).unwrap();
    hears(&told, &["patients", "appointments", "delays", "absences"]);
}

#[test]
fn another_base_is_told_as_a_change_of_everything() {
    let app = TestApp::start();
    let told = app.listen();
    let embedded = json!({ "choice": { "kind": "embedded" } });
    app.call("connection_choose", embedded).unwrap();
    hears(&told, &["patients", "appointments", "users", "settings"]);
}

#[test]
fn the_connection_says_how_changes_arrive() {
    let app = TestApp::start_unopened();
    let live = json!({ "mode": "local", "staleSince": null });
    assert_eq!(app.connected()["live"], live);
}

#[test]
fn a_key_that_is_taken_away_is_told_as_a_change_of_what_it_seals() {
    let app = TestApp::start();
    let session = app.call("session_current", json!({})).unwrap();
    let told = app.listen();
    let own = json!({ "userId": session["userId"], "kind": "medical", "opId": app.op() });
    app.call("keys_revoke", own).unwrap();
    hears(&told, &["appointments", "patients", "users"]);
}
