//! Practitioners: create, rename everywhere, delete or deactivate.

use medigest_domain::trace::AuditAction;
use serde_json::{Value, json};

use crate::support::{TestApp, fields, text};

#[test]
fn every_wrong_field_is_named() {
    let app = TestApp::start();
    let input = json!({ "name": " ", "speciality": "", "color": "teal" });
    let found = fields(app.call(
        "practitioner_create",
        json!({ "input": input, "opId": app.op() }),
    ));
    let expected = [
        ("name", "required"),
        ("speciality", "required"),
        ("color", "invalidColor"),
    ];
    assert_eq!(
        found,
        expected.map(|(field, rule)| (field.to_owned(), rule.to_owned()))
    );
}

#[test]
fn a_new_name_reaches_the_planning_and_the_patients_history_without_a_restart() {
    let app = TestApp::start();
    let practitioner = app.practitioner("Dr. House");
    let patient = app.patient("Dupont", "Jean");
    let day = app.day(7);
    app.book(&patient, &practitioner, &day, "10:00").unwrap();
    let input = json!({ "name": "Dr. Maison", "speciality": "Cardiologie", "color": "#0f766e" });
    app.call(
        "practitioner_update",
        json!({ "id": practitioner, "input": input, "opId": app.op() }),
    )
    .unwrap();
    let planned = app
        .call(
            "planning_day",
            json!({ "date": day, "practitionerId": null }),
        )
        .unwrap();
    assert_eq!(planned["columns"][0]["practitioner"]["name"], "Dr. Maison");
    assert_eq!(
        planned["columns"][0]["appointments"][0]["practitionerName"],
        "Dr. Maison"
    );
    let file = app
        .call("patient_file", json!({ "id": patient["id"] }))
        .unwrap();
    assert_eq!(file["visits"][0]["practitioner"], "Dr. Maison");
}

#[test]
fn one_without_appointments_is_deleted_and_one_with_some_only_deactivated() {
    let app = TestApp::start();
    let (unused, used) = (app.practitioner("Dr. Neuf"), app.practitioner("Dr. House"));
    let patient = app.patient("Dupont", "Jean");
    let day = app.day(7);
    let appointment = app.book(&patient, &used, &day, "10:00").unwrap();
    let remove = |id: &str| {
        app.call("practitioner_remove", json!({ "id": id, "opId": app.op() }))
            .unwrap()
    };
    assert_eq!(remove(&unused), json!({ "kind": "deleted" }));
    assert_eq!(
        remove(&used),
        json!({ "kind": "deactivated", "appointments": 1, "accounts": [] })
    );
    let listed = app.call("practitioner_list", json!({})).unwrap();
    let listed: Vec<(String, &Value)> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(&one["id"]), &one["active"]))
        .collect();
    assert_eq!(listed, [(used.clone(), &json!(false))]);

    assert_eq!(
        fields(app.book(&patient, &used, &day, "11:00")),
        [("practitionerId".into(), "inactive".into())]
    );
    assert_eq!(
        fields(app.book(&patient, &unused, &day, "11:00")),
        [("practitionerId".into(), "unknown".into())]
    );
    let planned = app
        .call(
            "planning_day",
            json!({ "date": day, "practitionerId": null }),
        )
        .unwrap();
    assert_eq!(
        planned["columns"][0]["appointments"][0]["id"], appointment["id"],
        "their appointments stay in sight"
    );

    app.call(
        "practitioner_set_active",
        json!({ "id": used, "active": true, "opId": app.op() }),
    )
    .unwrap();
    app.book(&patient, &used, &day, "11:00")
        .expect("active again");
}

#[test]
fn one_whose_account_is_left_is_only_deactivated_and_the_account_is_named() {
    let app = TestApp::start();
    let house = app.practitioner("Dr. House");
    let account = app.user("gregory", "doctor", Some(&house));
    let remove = || {
        let removal = json!({ "id": house, "opId": app.op() });
        app.call("practitioner_remove", removal).unwrap()
    };
    let kept = json!({ "kind": "deactivated", "appointments": 0, "accounts": ["gregory"] });
    assert_eq!(remove(), kept);
    assert_eq!(app.traces()[0].action, AuditAction::DeactivatePractitioner);
    let unlinked = json!({
        "id": account, "role": "reception", "practitionerId": null, "opId": app.op(),
    });
    app.call("user_update", unlinked).unwrap();
    assert_eq!(remove(), json!({ "kind": "deleted" }));
}
