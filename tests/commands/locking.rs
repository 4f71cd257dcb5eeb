//! Pauses after failed sign-ins, locked sessions, and the strength of passwords.

use medigest_domain::trace::AuditAction;
use serde_json::{Value, json};

use crate::support::{Answer, PASSWORD, PROVISIONAL, TestApp, code, fields};

fn sign_in(app: &TestApp, username: &str, password: &str) -> Answer {
    app.call(
        "session_sign_in",
        json!({ "username": username, "password": password }),
    )
}

fn unlock(app: &TestApp, password: &str) -> Answer {
    app.call("session_unlock", json!({ "password": password }))
}

fn strength(app: &TestApp, password: &str, username: &str) -> Value {
    let typed = json!({ "password": password, "username": username });
    app.call("password_strength", typed).unwrap()
}

#[test]
fn a_user_who_fails_too_often_waits_until_the_administrator_unlocks_them() {
    let app = TestApp::start();
    let id = app.user("claire", "reception", None);
    let session = app.call("session_current", json!({})).unwrap();
    for name in ["claire", "personne"] {
        for _ in 0..3 {
            assert_eq!(code(sign_in(&app, name, "faux")), "invalidCredentials");
        }
        let paused = sign_in(&app, name, PROVISIONAL).unwrap_err();
        assert_eq!(paused["code"], "signInPaused", "{paused}");
        let seconds = paused["seconds"].as_u64().unwrap();
        assert!((1..=5).contains(&seconds), "{seconds}");
    }
    assert_eq!(
        app.call("session_current", json!({})).unwrap(),
        session,
        "a sign-in that failed ends no session"
    );

    let listed = |list: Value| {
        let users = list.as_array().unwrap().clone();
        users
            .into_iter()
            .find(|user| user["id"] == json!(id))
            .unwrap()
    };
    let claire = listed(app.call("user_list", json!({})).unwrap());
    assert_eq!(claire["failedSignIns"], 3);
    assert!(claire["lockedUntil"].is_string(), "{claire}");
    let unlocked = app.call("user_unlock", json!({ "id": id, "opId": app.op() }));
    let unlocked = unlocked.unwrap();
    assert_eq!(
        (&unlocked["failedSignIns"], &unlocked["lockedUntil"]),
        (&json!(0), &Value::Null)
    );
    assert_eq!(app.traces()[0].action, AuditAction::UnlockUser);
    sign_in(&app, "claire", PROVISIONAL).unwrap();
}

#[test]
fn a_locked_session_shows_whose_it_is_and_goes_on_with_the_password() {
    let app = TestApp::start();
    let open = app.call("session_current", json!({})).unwrap();
    assert_eq!(open["locked"], false);
    app.call("session_lock", json!({})).unwrap();
    let mut locked = open.clone();
    locked["locked"] = json!(true);
    assert_eq!(app.call("session_current", json!({})).unwrap(), locked);
    assert_eq!(code(app.call("user_list", json!({}))), "sessionLocked");

    assert_eq!(code(unlock(&app, "faux")), "invalidCredentials");
    assert_eq!(unlock(&app, PASSWORD).unwrap(), open);
    app.call("user_list", json!({})).unwrap();

    let actions: Vec<_> = app.traces().iter().map(|trace| trace.action).collect();
    let expected = [
        AuditAction::SignIn,
        AuditAction::SignInRefused,
        AuditAction::LockSession,
    ];
    assert_eq!(actions[..3], expected);
}

#[test]
fn another_user_begins_afresh_where_a_session_is_locked() {
    let app = TestApp::start();
    app.user("claire", "reception", None);
    app.call("session_lock", json!({})).unwrap();
    app.call("session_sign_out", json!({})).unwrap();
    assert_eq!(code(unlock(&app, PASSWORD)), "notSignedIn");
    let session = sign_in(&app, "claire", PROVISIONAL).unwrap();
    assert_eq!(
        (&session["username"], &session["locked"]),
        (&json!("claire"), &json!(false))
    );
}

#[test]
fn nobody_has_nothing_to_lock() {
    let app = TestApp::start_unopened();
    assert_eq!(code(app.call("session_lock", json!({}))), "notSignedIn");
    assert_eq!(code(unlock(&app, PASSWORD)), "notSignedIn");
}

#[test]
fn strength_is_told_before_anybody_is_signed_in() {
    let app = TestApp::start_unopened();
    let common = strength(&app, "P@ssw0rd2026", "claire");
    assert_eq!(common["issue"], "commonPassword");
    let strong = strength(&app, "pluie bleue sur Lyon", "claire");
    assert_eq!(strong, json!({ "score": 4, "issue": null }));
}

#[test]
fn a_common_password_is_refused_wherever_one_is_given() {
    let app = TestApp::start();
    let input = json!({ "username": "claire", "role": "reception", "practitionerId": null, "password": "Azerty123" });
    let created = app.call("user_create", json!({ "input": input, "opId": app.op() }));
    let common = |field: &str| [(field.to_owned(), "commonPassword".to_owned())];
    assert_eq!(fields(created), common("password"));
    let change = json!({ "current": PASSWORD, "replacement": "Motdepasse1" });
    assert_eq!(
        fields(app.call("session_change_password", change)),
        common("replacement")
    );
}

#[test]
fn the_practice_sets_after_how_long_sessions_are_locked() {
    let app = TestApp::start();
    let info = app.call("practice_info", json!({})).unwrap();
    assert_eq!(
        (&info["idleMinutesDesk"], &info["idleMinutesTablet"]),
        (&json!(10), &json!(5))
    );
    let settings = |desk: u32, tablet: u32| {
        let input = json!({
            "practiceName": "Cabinet", "timeZone": "Europe/Paris", "defaultDurationMinutes": 20,
            "waitingAlertMinutes": 20, "idleMinutesDesk": desk, "idleMinutesTablet": tablet,
        });
        app.call(
            "settings_update",
            json!({ "input": input, "opId": app.op() }),
        )
    };
    assert_eq!(
        fields(settings(0, 121)),
        ["idleMinutesDesk", "idleMinutesTablet"]
            .map(|field| (field.to_owned(), "idleOutOfRange".to_owned()))
    );
    assert_eq!(settings(120, 1).unwrap()["idleMinutesDesk"], 120);
    let info = app.call("practice_info", json!({})).unwrap();
    assert_eq!(info["idleMinutesTablet"], 1);
}
