//! Accounts: create, reset, deactivate; somebody always administers.

use serde_json::{Value, json};

use crate::support::{PASSWORD, TestApp, code, fields, text};

fn create(
    app: &TestApp,
    username: &str,
    role: &str,
    practitioner: Option<&str>,
    password: &str,
) -> crate::support::Answer {
    let input = json!({ "username": username, "role": role, "practitionerId": practitioner, "password": password });
    app.call("user_create", json!({ "input": input, "opId": app.op() }))
}

#[test]
fn every_wrong_field_is_named() {
    let app = TestApp::start();
    let named = |answer| {
        fields(answer)
            .into_iter()
            .map(|(field, rule)| format!("{field}:{rule}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        named(create(&app, "", "reception", None, "")),
        ["username:required"]
    );
    assert_eq!(
        named(create(&app, "claire", "reception", None, "court")),
        ["password:tooShort"]
    );
    assert_eq!(
        named(create(&app, "house", "doctor", None, "Provisoire-1")),
        ["practitionerId:required"]
    );
    let nobody = Some("654fe1c0a1b2c3d4e5f60718");
    assert_eq!(
        named(create(&app, "house", "doctor", nobody, "Provisoire-1")),
        ["practitionerId:unknown"]
    );
    assert_eq!(
        named(create(&app, "ADMIN", "reception", None, "Provisoire-1")),
        ["username:alreadyUsed"]
    );
}

#[test]
fn a_new_user_signs_in_at_once_and_chooses_a_password() {
    let app = TestApp::start();
    create(&app, "claire", "reception", None, "Provisoire-1").unwrap();
    app.call("session_sign_out", json!({})).unwrap();
    let sign_in = json!({ "username": "claire", "password": "Provisoire-1" });
    let session = app.call("session_sign_in", sign_in).unwrap();
    assert_eq!(
        (&session["role"], &session["mustChangePassword"]),
        (&json!("reception"), &json!(true))
    );
}

#[test]
fn a_reset_password_replaces_the_old_one_and_is_provisional() {
    let app = TestApp::start();
    let id = app.user("claire", "reception", None);
    app.sign_in_as("claire");
    app.sign_in_as("admin");
    app.call(
        "user_reset_password",
        json!({ "id": id, "password": "Nouveau-mot-1", "opId": app.op() }),
    )
    .unwrap();
    let sign_in = |password: &str| {
        app.call(
            "session_sign_in",
            json!({ "username": "claire", "password": password }),
        )
    };
    assert_eq!(code(sign_in(PASSWORD)), "invalidCredentials");
    assert_eq!(
        sign_in("Nouveau-mot-1").unwrap()["mustChangePassword"],
        true
    );
}

#[test]
fn who_never_signed_in_is_deleted_and_who_did_is_not() {
    let app = TestApp::start();
    let typo = app.user("clairre", "reception", None);
    let used = app.user("claire", "reception", None);
    app.sign_in_as("claire");
    app.sign_in_as("admin");
    let delete = |id: &str| app.call("user_delete", json!({ "id": id, "opId": app.op() }));
    assert_eq!(code(delete(&used)), "accountUsed");
    delete(&typo).unwrap();
    let users = app.call("user_list", json!({})).unwrap();
    let of = |name: &str| {
        let mut users = users.as_array().unwrap().iter();
        users.find(|user| user["username"] == name).cloned()
    };
    assert_eq!(of("clairre"), None);
    assert_eq!(of("claire").unwrap()["deletable"], false);
}

#[test]
fn the_last_active_administrator_stays() {
    let app = TestApp::start();
    let users = app.call("user_list", json!({})).unwrap();
    let admin = text(&users[0]["id"]);
    let set_active = |id: &str, active: bool| {
        app.call(
            "user_set_active",
            json!({ "id": id, "active": active, "opId": app.op() }),
        )
    };
    assert_eq!(code(set_active(&admin, false)), "lastAdministrator");
    let second = app.user("adjointe", "administrator", None);
    assert_eq!(
        set_active(&admin, false).unwrap()["active"],
        Value::Bool(false)
    );
    assert_eq!(code(set_active(&second, false)), "lastAdministrator");
}
