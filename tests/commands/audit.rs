//! The audit log: searched, verified, taken along; and what screens export.

use std::path::Path;

use medigest_application::ports::AuditStore as _;
use medigest_domain::trace::AuditAction;
use medigest_sample::builders::{TraceBuilder, at, id};
use medigest_store::archive::JsonLines;
use medigest_store::sqlite::SqliteStore;
use serde_json::{Value, json};

use crate::support::{Answer, PASSWORD, TestApp, code, fields, text};

fn query() -> Value {
    json!({
        "user": "", "action": null, "entity": null, "from": "", "to": "", "text": "", "cursor": null, "limit": 200,
    })
}

fn search(app: &TestApp, change: impl FnOnce(&mut Value)) -> Answer {
    let mut query = query();
    change(&mut query);
    app.call("audit_search", json!({ "input": query }))
}

fn verify(app: &TestApp) -> Value {
    app.call("audit_verify", json!({})).unwrap()
}

/// The bare file of the base.
fn base(app: &TestApp) -> rusqlite::Connection {
    rusqlite::Connection::open(app.folder().join("medigest.sqlite")).unwrap()
}

#[test]
fn entries_show_who_did_what_where_and_when() {
    let app = TestApp::start();
    let patient = app.patient("Dupont", "Jean");
    let page = search(&app, |query| query["action"] = "createPatient".into()).unwrap();
    assert_eq!((&page["total"], &page["cursor"]), (&json!(1), &Value::Null));
    let entry = &page["entries"][0];
    assert_eq!(entry["code"], "CREATE_PATIENT");
    assert_eq!(
        (&entry["user"], &entry["entity"], &entry["entityId"]),
        (&json!("admin"), &json!("patient"), &patient["id"])
    );
    assert!(text(&entry["at"]).starts_with(&app.day(0)));
    assert_eq!(text(&entry["at"]).len(), "2026-11-23T10:30:05".len());
    assert_eq!(text(&entry["chain"]).len(), 24);
    assert!(entry["place"].as_u64().unwrap() > 1);
}

#[test]
fn a_search_is_read_page_by_page() {
    let app = TestApp::start();
    for name in ["Un", "Deux", "Trois"] {
        app.practitioner(name);
    }
    let ids = |page: &Value| -> Vec<String> {
        let entries = page["entries"].as_array().unwrap().iter();
        entries.map(|entry| text(&entry["id"])).collect()
    };
    let all = search(&app, |_| {}).unwrap();
    let mut read = Vec::new();
    let mut cursor = Value::Null;
    loop {
        let page = search(&app, |query| {
            query["limit"] = 2.into();
            query["cursor"] = cursor.clone();
        });
        let page = page.unwrap();
        read.extend(ids(&page));
        cursor = page["cursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(read, ids(&all));
    let refused = search(&app, |query| query["cursor"] = "x".into());
    assert_eq!(fields(refused), [("cursor".into(), "unknown".into())]);
    let refused = search(&app, |query| query["from"] = "hier".into());
    assert_eq!(fields(refused), [("from".into(), "invalidDate".into())]);
}

#[test]
fn a_clean_log_verifies_and_a_tampered_one_does_not() {
    let app = TestApp::start();
    app.practitioner("Dr. House");
    let told = app.listen_to("long-task-progress", Value::clone);
    let report = verify(&app);
    assert_eq!(report["findings"], json!([]), "{report}");
    assert_eq!(
        (&report["unlinked"], &report["stopped"]),
        (&json!(0), &json!(false))
    );
    let [chain] = &report["chains"].as_array().unwrap()[..] else {
        panic!("{report}")
    };
    assert_eq!(
        (&chain["own"], &chain["place"]),
        (&json!(true), &report["entries"])
    );
    let progress = told.try_iter().last().unwrap();
    assert_eq!(
        progress,
        json!({ "task": "auditVerify", "done": report["entries"], "total": report["entries"] })
    );
    assert_eq!(app.traces()[0].action, AuditAction::VerifyLog);

    let forge = "UPDATE logs SET doc = json_set(doc, '$.user', 'martine') WHERE place = 2";
    assert_eq!(base(&app).execute(forge, []).unwrap(), 1);
    let report = verify(&app);
    assert_eq!(report["findingsTotal"], 1);
    let finding = &report["findings"][0];
    assert!(text(&finding["at"]).starts_with(&app.day(0)), "{finding}");
    assert_eq!(
        finding,
        &json!({
            "kind": "edited", "chain": chain["chain"], "place": 2, "to": null, "seenBy": null, "entryId": null,
            "at": finding["at"],
        })
    );
}

#[test]
fn an_end_cut_off_is_missed_on_a_workstation_alone_too_and_after_a_restart() {
    let app = TestApp::start();
    app.practitioner("Dr. House");
    let chain = text(&verify(&app)["chains"][0]["chain"]);
    let cut = "DELETE FROM logs WHERE place > (SELECT MAX(place) - 2 FROM logs)";
    assert_eq!(base(&app).execute(cut, []).unwrap(), 2);

    let app = TestApp::start_in(app.stop());
    let sign_in = json!({ "username": "admin", "password": PASSWORD });
    app.call("session_sign_in", sign_in).unwrap();
    let kinds = |report: &Value| -> Vec<String> {
        let findings = report["findings"].as_array().unwrap().iter();
        findings.map(|finding| text(&finding["kind"])).collect()
    };
    let report = verify(&app);
    // The restarted app went on where the end now was: its chain is the same, and contradicts what it kept.
    assert!(!kinds(&report).is_empty(), "{report}");
    assert_eq!(text(&report["chains"][0]["chain"]), chain);
    assert_eq!(report["chains"][0]["own"], true);
    // And it goes on being said.
    assert!(!kinds(&verify(&app)).is_empty());
}

#[test]
fn an_export_of_the_log_is_a_table_in_the_folder_of_exports() {
    let app = TestApp::start();
    app.practitioner("Dr. House");
    let mut input = query();
    input["action"] = "createPractitioner".into();
    let arguments = json!({ "input": input, "opId": app.op() });
    let saved = app.call("audit_export", arguments).unwrap();
    assert_eq!(saved["entries"], 1);
    assert_eq!(
        text(&saved["name"]),
        format!("medigest-journal-{}.csv", app.day(0))
    );
    let path = text(&saved["path"]);
    assert!(Path::new(&path).starts_with(app.folder()), "{path}");
    let table = std::fs::read_to_string(path).unwrap();
    assert!(table.starts_with('\u{feff}') && table.contains(";CREATE_PRACTITIONER;"));
    assert_eq!(app.traces()[0].action, AuditAction::Export);
}

/// Another device wrote to the log, months ago.
fn write_old_entries(app: &TestApp, count: u64) {
    let elsewhere = SqliteStore::open(app.folder().join("medigest.sqlite")).unwrap();
    for number in 0..count {
        let trace = TraceBuilder::new(id(number)).with_at(at("2026-01-05", "08:00"));
        let trace = trace.build();
        tauri::async_runtime::block_on(elsewhere.append(&trace)).unwrap();
    }
}

fn archive(app: &TestApp, until: &str) -> Answer {
    let arguments = json!({ "until": until, "opId": app.op() });
    app.call("audit_archive", arguments)
}

fn verify_archive(app: &TestApp, path: &str) -> Answer {
    app.call("audit_verify_archive", json!({ "path": path }))
}

#[test]
fn what_is_over_is_archived_to_a_file_that_verifies() {
    let app = TestApp::start();
    assert_eq!(
        fields(archive(&app, &app.day(0))),
        [("until".into(), "inFuture".into())]
    );
    let nothing = archive(&app, &app.day(-1)).unwrap();
    assert_eq!(nothing, json!({ "name": "", "path": "", "entries": 0 }));
    write_old_entries(&app, 40);
    let saved = archive(&app, &app.day(-1)).unwrap();
    assert_eq!(saved["entries"], 40);
    let name = format!("medigest-journal-{}.jsonl", app.day(-1));
    assert_eq!(text(&saved["name"]), name);
    let mut checked = verify_archive(&app, &text(&saved["path"])).unwrap();
    let device = checked["chains"][0]["device"].take();
    assert_eq!(
        checked,
        json!({
            "standing": "vouched", "practice": checked["practice"], "until": app.day(-1), "entries": 40,
            "unreadable": 0, "findings": [], "findingsTotal": 0,
            "chains": [{ "chain": checked["chains"][0]["chain"], "place": 40, "own": false, "device": null }],
        })
    );
    assert_eq!(device, "poste-1");
    let report = verify(&app);
    assert_eq!(report["findings"], json!([]), "{report}");
    let trace = app
        .traces()
        .into_iter()
        .find(|trace| trace.action == AuditAction::ArchiveLog);
    let file = JsonLines::at(text(&saved["path"]));
    let sha256 = medigest_application::check_archive(&file).unwrap().sha256;
    assert!(trace.unwrap().details.contains(&sha256));
}

#[test]
fn a_changed_archive_is_told_and_what_is_none_is_refused() {
    let app = TestApp::start();
    write_old_entries(&app, 40);
    let saved = archive(&app, &app.day(-1)).unwrap();
    let path = text(&saved["path"]);
    let written = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, written.replacen("\"claire\"", "\"martine\"", 1)).unwrap();
    let checked = verify_archive(&app, &path).unwrap();
    assert_eq!(checked["standing"], "altered");
    let finding = &checked["findings"][0];
    assert_eq!(
        (&finding["kind"], &finding["place"]),
        (&json!("edited"), &json!(1))
    );
    assert!(text(&finding["at"]).starts_with("2026-01-05T"), "{finding}");
    for (path, problem) in [
        (app.folder().join("medigest.sqlite"), "notRecognised"),
        (app.folder().join("nulle part"), "missing"),
    ] {
        let refused = verify_archive(&app, &path.display().to_string()).unwrap_err();
        assert_eq!(
            refused,
            json!({ "code": "fileUnusable", "problem": problem })
        );
    }
}

#[test]
fn what_a_screen_made_is_written_and_traced() {
    let app = TestApp::start();
    let save = |name: &str, content: &str| {
        let input = json!({ "name": name, "contentBase64": content, "what": "Tableau de bord" });
        app.call("export_save", json!({ "input": input, "opId": app.op() }))
    };
    let saved = save("../../charge.csv", "77u/YTtiDQoxOzINCg==").unwrap();
    assert_eq!(
        (&saved["name"], &saved["entries"]),
        (&json!("charge.csv"), &json!(1))
    );
    let path = text(&saved["path"]);
    assert!(Path::new(&path).starts_with(app.folder()), "{path}");
    assert_eq!(
        std::fs::read(path).unwrap(),
        "\u{feff}a;b\r\n1;2\r\n".as_bytes()
    );
    let again = save("charge.csv", "YQ==").unwrap();
    assert_eq!(again["name"], "charge (2).csv");
    let newest = app.traces().remove(0);
    assert_eq!(newest.action, AuditAction::Export);
    assert_eq!(newest.details, "Export : Tableau de bord");

    let before = app.traces().len();
    let large = "A".repeat(28 * 1024 * 1024);
    for (name, content, refused) in [
        ("a.exe", "YQ==", ("name", "unknown")),
        ("a.csv", "?", ("contentBase64", "invalidCharacters")),
        ("a.csv", large.as_str(), ("contentBase64", "tooLong")),
    ] {
        let refused = (refused.0.to_owned(), refused.1.to_owned());
        assert_eq!(fields(save(name, content)), [refused]);
    }
    assert_eq!(
        app.traces().len(),
        before,
        "what was not written is not traced"
    );

    app.user("accueil", "reception", None);
    app.user("responsable", "manager", None);
    app.sign_in_as("responsable");
    let input = json!({ "name": "a.png", "contentBase64": "YQ==", "what": "Courbe" });
    let arguments = json!({ "input": input, "opId": app.op() });
    app.call("export_save", arguments.clone()).unwrap();
    app.sign_in_as("accueil");
    assert_eq!(code(app.call("export_save", arguments)), "forbidden");
}
