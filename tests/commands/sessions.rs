//! First start, signing in and out, the user's own password.

use medigest_domain::trace::AuditAction;
use serde_json::{Value, json};

use crate::support::{PASSWORD, TestApp, code, fields};

fn sign_in(app: &TestApp, username: &str, password: &str) -> crate::support::Answer {
    app.call(
        "session_sign_in",
        json!({ "username": username, "password": password }),
    )
}

#[test]
fn a_new_base_has_the_first_account_and_forces_a_new_password() {
    let app = TestApp::start_unopened();
    assert_eq!(app.connected()["firstStart"], true);
    let session = sign_in(&app, "admin", "admin123").unwrap();
    assert_eq!(
        (&session["role"], &session["mustChangePassword"]),
        (&json!("administrator"), &json!(true))
    );
    assert_eq!(
        code(app.call("user_list", json!({}))),
        "passwordChangeRequired"
    );

    let change = |current: &str, replacement: &str| {
        app.call(
            "session_change_password",
            json!({ "current": current, "replacement": replacement }),
        )
    };
    assert_eq!(
        fields(change("admin124", PASSWORD)),
        [("current".into(), "wrongPassword".into())]
    );
    assert_eq!(
        fields(change("admin123", "admin123")),
        [("replacement".into(), "samePassword".into())]
    );
    assert_eq!(
        fields(change("admin123", "court")),
        [("replacement".into(), "tooShort".into())]
    );
    assert_eq!(
        fields(change("admin123", "simplesi")),
        [("replacement".into(), "tooSimple".into())]
    );
    assert_eq!(
        fields(change("admin123", "Admin-2026!")),
        [("replacement".into(), "containsUsername".into())]
    );
    assert_eq!(
        change("admin123", PASSWORD).unwrap()["mustChangePassword"],
        false
    );
    app.call("user_list", json!({}))
        .expect("now the administrator may work");

    app.call("session_sign_out", json!({})).unwrap();
    assert_eq!(app.call("session_current", json!({})).unwrap(), Value::Null);
    assert_eq!(
        code(sign_in(&app, "admin", "admin123")),
        "invalidCredentials"
    );
    sign_in(&app, "ADMIN", PASSWORD).expect("the case of a user name does not matter");
}

#[test]
fn unknown_user_wrong_password_and_inactive_account_look_the_same() {
    let app = TestApp::start();
    let id = app.user("claire", "reception", None);
    app.call(
        "user_set_active",
        json!({ "id": id, "active": false, "opId": app.op() }),
    )
    .unwrap();
    let refusals = [
        sign_in(&app, "personne", PASSWORD),
        sign_in(&app, "admin", "faux"),
        sign_in(&app, "claire", crate::support::PROVISIONAL),
        sign_in(&app, "", ""),
    ];
    for refusal in refusals {
        assert_eq!(
            refusal.unwrap_err(),
            json!({ "code": "invalidCredentials" })
        );
    }
}

#[test]
fn sign_ins_and_refusals_are_traced_without_what_was_typed() {
    let app = TestApp::start();
    sign_in(&app, "my-secret-typed-in-the-wrong-field", "x").unwrap_err();
    let traces = app.traces();
    assert_eq!(traces[0].action, AuditAction::SignInRefused);
    assert!(
        traces
            .iter()
            .any(|trace| trace.action == AuditAction::SignIn && trace.user == "admin")
    );
    assert!(
        !format!("{traces:?}").contains("my-secret"),
        "an unknown name may be a password"
    );
}

#[test]
fn a_second_start_keeps_the_accounts() {
    let folder = TestApp::start().stop();
    let app = TestApp::start_in(folder);
    assert_eq!(app.connected()["firstStart"], false);
    assert_eq!(
        code(sign_in(&app, "admin", "admin123")),
        "invalidCredentials"
    );
    sign_in(&app, "admin", PASSWORD).unwrap();
}

#[test]
fn a_first_start_that_was_broken_off_is_one_again_until_a_password_is_chosen() {
    let app = TestApp::start_unopened();
    sign_in(&app, "admin", "admin123").unwrap();
    let app = TestApp::start_in(app.stop());
    assert_eq!(app.connected()["firstStart"], true);
    let session = sign_in(&app, "admin", "admin123").unwrap();
    assert_eq!(session["mustChangePassword"], true);
    let change = json!({ "current": "admin123", "replacement": PASSWORD });
    app.call("session_change_password", change).unwrap();
    assert_eq!(app.connected()["firstStart"], false);
}

#[test]
fn no_password_or_hash_lies_in_the_base_or_crosses_the_bridge() {
    let app = TestApp::start();
    let users = app.call("user_list", json!({})).unwrap().to_string();
    assert!(
        !users.contains("argon2") && !users.contains("password\":\""),
        "{users}"
    );
    for entry in std::fs::read_dir(app.folder()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let holds = |needle: &str| {
            bytes
                .windows(needle.len())
                .any(|window| window == needle.as_bytes())
        };
        assert!(
            !holds(PASSWORD) && !holds("admin123"),
            "a password lies open in the data folder"
        );
    }
}
