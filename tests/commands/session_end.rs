//! Sessions that end, or change, because of what another workstation did.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{TestApp, code, text};

const PATIENCE: Duration = Duration::from_secs(20);

/// The administrator here, the reception at another workstation; and the account of the reception.
fn two_desks() -> (TestApp, TestApp, String) {
    let here = TestApp::start();
    let account = here.user("claire", "reception", None);
    let there = here.start_beside();
    there.sign_in_as("claire");
    (here, there, account)
}

/// Does something here, and waits for the session there to end: why.
fn ends(there: &TestApp, act: impl FnOnce()) -> String {
    let ended = there.listen_to("session-ended", |payload| text(&payload["reason"]));
    act();
    let reason = ended.recv_timeout(PATIENCE).unwrap();
    let current = there.call("session_current", json!({})).unwrap();
    assert_eq!(current, Value::Null);
    let search = there.call("patient_search", json!({ "query": "" }));
    assert_eq!(code(search), "notSignedIn");
    reason
}

#[test]
fn a_deactivated_user_is_out_everywhere_without_touching_anything() {
    let (here, there, account) = two_desks();
    let off = json!({ "id": account, "active": false, "opId": here.op() });
    let reason = ends(&there, || {
        here.call("user_set_active", off).unwrap();
    });
    assert_eq!(reason, "deactivated");
}

#[test]
fn a_password_reset_elsewhere_ends_the_session_it_opened() {
    let (here, there, account) = two_desks();
    let reset = json!({ "id": account, "password": "pluie bleue sur Lyon", "opId": here.op() });
    let reason = ends(&there, || {
        here.call("user_reset_password", reset).unwrap();
    });
    assert_eq!(reason, "passwordChanged");
}

#[test]
fn a_role_changed_elsewhere_is_followed() {
    let (here, there, account) = two_desks();
    let told = there.listen();
    let manager = json!({
        "id": account, "role": "manager", "practitionerId": null, "opId": here.op(),
    });
    here.call("user_update", manager).unwrap();
    // Its own sign-in may be told first.
    let role = || text(&there.call("session_current", json!({})).unwrap()["role"]);
    while role() != "manager" {
        told.recv_timeout(PATIENCE).unwrap();
    }
    let search = there.call("patient_search", json!({ "query": "" }));
    assert_eq!(code(search), "forbidden");
}
