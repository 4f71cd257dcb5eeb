//! Which base the app opens, and what it says when it cannot.

use serde_json::json;

use crate::support::{TestApp, code};

fn choose(app: &TestApp, uri: &str) -> serde_json::Value {
    app.call(
        "connection_choose",
        json!({ "choice": { "kind": "mongodb", "uri": uri, "allowUnencrypted": false } }),
    )
    .unwrap()
}

#[test]
fn the_embedded_base_opens_with_nothing_installed() {
    let app = TestApp::start_unopened();
    let view = app.connected();
    assert_eq!(
        (&view["state"], &view["kind"]),
        (&json!("ready"), &json!("embedded"))
    );
    assert!(
        view["target"]
            .as_str()
            .unwrap()
            .ends_with("medigest.sqlite")
    );
}

#[test]
fn an_unreachable_server_is_said_to_be_and_the_way_back_is_open() {
    let app = TestApp::start();
    let failed = choose(&app, "mongodb://127.0.0.1:9/");
    assert_eq!(
        (&failed["state"], &failed["problem"]),
        (&json!("failed"), &json!("unreachable"))
    );
    assert_eq!(code(app.call("user_list", json!({}))), "storeUnavailable");
    let retried = app.call("connection_retry", json!({})).unwrap();
    assert_eq!(retried["problem"], "unreachable");
    let back = app
        .call(
            "connection_choose",
            json!({ "choice": { "kind": "embedded" } }),
        )
        .unwrap();
    assert_eq!(back["state"], "ready");
    assert_eq!(
        code(app.call("user_list", json!({}))),
        "notSignedIn",
        "another base is another session"
    );
}

#[test]
fn an_address_that_is_none_is_said_to_be() {
    let app = TestApp::start_unopened();
    for uri in ["mongodb://", "http://srv/", "mongodb://srv:port/"] {
        assert_eq!(choose(&app, uri)["problem"], "invalidAddress", "{uri}");
    }
}

#[test]
fn a_password_is_neither_shown_nor_saved() {
    let app = TestApp::start_unopened();
    let failed = choose(&app, "mongodb://claire:tr0p-secret@127.0.0.1:9/cabinet");
    assert!(!failed.to_string().contains("secret"), "{failed}");
    assert!(!failed["target"].to_string().contains("claire"), "{failed}");
    assert_eq!(
        failed["address"], "mongodb://claire@127.0.0.1:9/cabinet",
        "what can be corrected is given back"
    );
    let saved = std::fs::read_to_string(app.folder().join("device.json")).unwrap();
    assert!(!saved.contains("secret"), "{saved}");
    assert!(
        saved.contains("embedded"),
        "a base that did not open is not kept"
    );
}

#[test]
fn a_saved_address_without_its_password_asks_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let saved = r#"{"base":{"kind":"mongodb","uri":"mongodb://claire@127.0.0.1:9/","passwordRemoved":true}}"#;
    std::fs::write(folder.path().join("device.json"), saved).unwrap();
    let app = TestApp::start_in(folder);
    let failed = app.connected();
    assert_eq!(failed["problem"], "passwordNeeded");
    assert_eq!(failed["address"], "mongodb://claire@127.0.0.1:9/");
}

#[test]
fn a_server_elsewhere_without_tls_is_refused_unless_somebody_accepts_it() {
    let app = TestApp::start_unopened();
    // No name ends in `.invalid`: whoever asked the network for it would be told that it is unreachable.
    let uri = "mongodb://claire:tr0p-secret@srv.invalid/cabinet";
    let refused = choose(&app, uri);
    assert_eq!(refused["problem"], "tlsRequired");
    assert_eq!(refused["address"], "mongodb://claire@srv.invalid/cabinet");
    let accepted = json!({ "kind": "mongodb", "uri": uri, "allowUnencrypted": true });
    let accepted = app.call("connection_choose", json!({ "choice": accepted }));
    assert_eq!(accepted.unwrap()["problem"], "unreachable");
    let encrypted = choose(&app, &format!("{uri}?tls=true"));
    assert_eq!(encrypted["problem"], "unreachable");
}

#[test]
fn a_base_of_this_device_has_no_server_to_make_accounts_on() {
    let app = TestApp::start();
    let nothing =
        json!({ "supported": false, "allowed": false, "enforced": false, "accounts": [] });
    assert_eq!(app.call("database_accounts", json!({})).unwrap(), nothing);
    let account = json!({
        "input": { "name": "poste-1", "kind": "desk" }, "opId": "0123456789abcdef01234567",
    });
    let refused = app.call("database_account_create", account);
    assert_eq!(code(refused), "notAllowedNow");
}

#[test]
fn a_file_that_is_no_base_is_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("device.json"),
        r#"{"base":{"kind":"embedded"}}"#,
    )
    .unwrap();
    std::fs::write(
        folder.path().join("medigest.sqlite"),
        "This is not a database, it is a shopping list.",
    )
    .unwrap();
    let app = TestApp::start_in(folder);
    assert_eq!(app.connected()["problem"], "baseUnreadable");
}
