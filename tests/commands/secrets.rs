//! Nothing that is sealed lies open on this device: not in the base, its log, the settings, what was exported, a
//! backup or what the program logs of itself.

use std::path::Path;

use medigest_store::backup;
use serde_json::{Value, json};

use crate::captured::Captured;
use crate::support::{PASSWORD, TestApp, booking_input, code, patient_input, text};

/// What no file may hold.
const INSURANCE: &str = "CANARI-ASSURANCE-7351";
const NOTES: &str = "CANARI-NOTES-7352";
const REASON: &str = "CANARI-MOTIF-7353";
const SECOND_REASON: &str = "CANARI-MOTIF-7354";
const CANARIES: [&str; 4] = [INSURANCE, NOTES, REASON, SECOND_REASON];

/// Every file below `folder`, with what it holds.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let name = path.display().to_string();
            found.push((name, std::fs::read(&path).unwrap()));
        }
    }
    found
}

fn holds(content: &[u8], needle: &str) -> bool {
    let bytes = needle.as_bytes();
    content.windows(bytes.len()).any(|window| window == bytes)
}

/// Every document of a backup, as its bytes stood in the base.
fn unpacked(path: &Path) -> Vec<u8> {
    let file = backup::verify(path).unwrap();
    let mut documents = file.documents().unwrap();
    let mut bytes = Vec::new();
    while let Some((_, page)) = documents.next_page().unwrap() {
        for document in page {
            document.to_writer(&mut bytes).unwrap();
        }
    }
    bytes
}

fn register(app: &TestApp) -> Value {
    let mut input = patient_input();
    input["lastName"] = "Canari".into();
    input["firstName"] = "Anne".into();
    input["insurance"] = INSURANCE.into();
    input["notes"] = NOTES.into();
    let wish = json!({ "input": input, "opId": app.op() });
    app.call("patient_register", wish).unwrap()["patient"].clone()
}

#[test]
fn no_file_and_no_log_of_this_device_holds_a_sealed_text() {
    const LOGGED: &str = "the log is captured to its finest";
    let log = Captured::start();
    tracing::trace!("{LOGGED}");
    let app = TestApp::start();
    let house = app.practitioner("Dr. House");
    let patient = register(&app);
    assert_eq!(patient["notes"], NOTES);
    let id = text(&patient["id"]);
    let mut booking = booking_input(&id, &house, &app.day(2), "10:00");
    booking["reason"] = REASON.into();
    let wish = json!({ "input": booking, "opId": app.op() });
    let booked = app.call("appointment_book", wish).unwrap();
    assert_eq!(booked["reason"], REASON);
    let mut moved = booking.clone();
    moved["time"] = "11:00".into();
    moved["reason"] = SECOND_REASON.into();
    let wish = json!({ "id": booked["id"], "v": booked["v"], "input": moved, "opId": app.op() });
    app.call("appointment_reschedule", wish).unwrap();
    let notes = json!({ "id": id, "v": patient["v"], "notes": format!("{NOTES} encore"), "opId": app.op() });
    app.call("patient_edit_notes", notes).unwrap();
    let query = json!({ "user": "", "action": null, "entity": null, "from": "", "to": "", "text": "", "cursor": null, "limit": 200 });
    app.call("audit_export", json!({ "input": query, "opId": app.op() }))
        .unwrap();
    // Refused, so that errors have every occasion to say too much.
    let mut stale = patient_input();
    stale["insurance"] = INSURANCE.into();
    stale["notes"] = NOTES.into();
    stale["lastName"] = "Canari".into();
    stale["firstName"] = "Anne".into();
    let wish = json!({ "id": id, "v": 1, "input": stale, "opId": app.op() });
    assert_eq!(code(app.call("patient_update", wish)), "patientChanged");
    let wish = json!({ "input": booking, "opId": "not an operation" });
    app.call("appointment_book", wish).unwrap_err();
    app.call("keys_rotate", json!({ "opId": app.op() }))
        .unwrap();
    let backup = text(&app.call("backup_write", json!({})).unwrap()["path"]);
    let file = app.call("patient_file", json!({ "id": id })).unwrap();
    assert_eq!(file["insurance"], INSURANCE);
    assert_eq!(file["visits"][0]["reason"], SECOND_REASON);

    let unpacked = unpacked(Path::new(&backup));
    let folder = app.stop();
    let log = log.bytes();
    assert!(holds(&log, LOGGED));
    let mut files = files(folder.path());
    let is_clear = |content: &[u8]| holds(content, "CANARI");
    assert!(
        files.iter().any(|(_, content)| is_clear(content)) && is_clear(&unpacked),
        "the last name is in clear, so that this test would see a text that is"
    );
    files.push((backup, unpacked));
    files.push(("the log".to_owned(), log));
    for (name, content) in &files {
        for canary in CANARIES {
            assert!(!holds(content, canary), "{canary} stands in {name}");
        }
    }
}

#[test]
fn the_recovery_code_is_shown_once_and_kept_nowhere() {
    let app = TestApp::start_unopened();
    let signed_in = json!({ "username": "admin", "password": "admin123" });
    let first = app.call("session_sign_in", signed_in).unwrap();
    assert_eq!(first["recoveryCode"], Value::Null);
    let change = json!({ "current": "admin123", "replacement": PASSWORD });
    let changed = app.call("session_change_password", change).unwrap();
    let shown = text(&changed["recoveryCode"]);
    assert_eq!(shown.split('-').count(), 8);
    let current = app.call("session_current", json!({})).unwrap();
    assert_eq!(current["recoveryCode"], Value::Null);
    assert_eq!(
        current["keys"],
        json!({ "administrative": true, "medical": true })
    );
    let folder = app.stop();
    for (name, content) in files(folder.path()) {
        for form in [shown.clone(), shown.replace('-', "")] {
            assert!(!holds(&content, &form), "the code stands in {name}");
        }
    }
}

#[test]
fn who_has_no_key_sees_that_a_text_is_there_and_loses_none_of_it() {
    let app = TestApp::start();
    let claire = app.user("claire", "reception", None);
    let patient = register(&app);
    let revoke = |kind: &str| {
        let wish = json!({ "userId": claire, "kind": kind, "opId": app.op() });
        app.call("keys_revoke", wish).unwrap()
    };
    let overview = revoke("medical");
    let line = overview["users"].as_array().unwrap().iter();
    let line = line.clone().find(|line| line["userId"] == claire).unwrap();
    assert_eq!(line["medical"], "withheld");
    assert_eq!(line["administrative"], "granted");
    app.sign_in_as("claire");
    let file = app
        .call("patient_file", json!({ "id": patient["id"] }))
        .unwrap();
    assert_eq!(
        (&file["notes"], &file["notesState"]),
        (&Value::Null, &json!("withheld"))
    );
    assert_eq!(file["insurance"], INSURANCE);
    let notes = json!({ "id": patient["id"], "v": file["v"], "notes": "x", "opId": app.op() });
    assert_eq!(code(app.call("patient_edit_notes", notes)), "keyMissing");
    let mut input = patient_input();
    input["lastName"] = "Canari".into();
    input["firstName"] = "Annie".into();
    let edit = json!({ "id": patient["id"], "v": file["v"], "input": input, "opId": app.op() });
    app.call("patient_update", edit).unwrap();
    app.sign_in_as("admin");
    let read = || app.call("patient_file", json!({ "id": patient["id"] }));
    let file = read().unwrap();
    assert_eq!(file["notes"], NOTES);
    // Nor does who has it by now, and fills in a form that did not show it.
    input["notes"] = Value::Null;
    let edit = json!({ "id": patient["id"], "v": file["v"], "input": input, "opId": app.op() });
    app.call("patient_update", edit).unwrap();
    let file = read().unwrap();
    assert_eq!(file["notes"], NOTES);
    let untouched = json!({ "id": patient["id"], "v": file["v"], "notes": null, "opId": app.op() });
    app.call("patient_edit_notes", untouched).unwrap();
    assert_eq!(read().unwrap()["notes"], NOTES);
}

#[test]
fn a_lost_administrator_comes_back_by_the_recovery_code() {
    let app = TestApp::start();
    let patient = register(&app);
    let wish = json!({ "password": PASSWORD, "opId": app.op() });
    let made = text(&app.call("keys_new_recovery_code", wish).unwrap());
    app.call("session_sign_out", json!({})).unwrap();
    let wish =
        json!({ "username": "admin", "code": made.to_lowercase(), "replacement": "Retrouve-2026" });
    let session = app.call("session_recover", wish).unwrap();
    assert_ne!(session["recoveryCode"], json!(made));
    let file = app
        .call("patient_file", json!({ "id": patient["id"] }))
        .unwrap();
    assert_eq!(file["notes"], NOTES);
}
