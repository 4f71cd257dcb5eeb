//! Every command and every role that may not call it: refused, traced, nothing changed.

use medigest_domain::permission::{Action, Scope, scope};
use medigest_domain::role::Role;
use medigest_domain::trace::AuditAction;
use serde_json::{Value, json};

use crate::support::{TestApp, booking_input, patient_input};

/// Commands anyone may call, with the reason.
const OPEN: &[&str] = &[
    // Before anybody signed in.
    "connection_status",
    "connection_retry",
    "connection_choose",
    "session_current",
    "session_sign_in",
    // One's own session.
    "session_change_password",
    "session_sign_out",
    "practice_info",
];

/// The other commands, the action they are, and arguments that would pass.
fn guarded(
    op: &str,
    patient: &str,
    practitioner: &str,
    user: &str,
    appointment: &str,
    day: &str,
) -> Vec<(&'static str, Action, Value)> {
    let practitioner_input =
        json!({ "name": "Dr. Neuf", "speciality": "Pédiatrie", "color": "#123456" });
    let user_input = json!({ "username": "neuf", "role": "manager", "practitionerId": null, "password": "Provisoire-1" });
    let mut form = patient_input();
    form["lastName"] = "NEUF".into();
    form["firstName"] = "Claude".into();
    let reschedule = json!({
        "practitionerId": practitioner, "date": day, "time": "16:00", "durationMinutes": 30, "reason": "Suivi",
    });
    vec![
        (
            "patient_search",
            Action::ReadPatients,
            json!({ "query": "dupont" }),
        ),
        (
            "patient_file",
            Action::ReadPatients,
            json!({ "id": patient }),
        ),
        (
            "patient_register",
            Action::EditPatients,
            json!({ "input": form, "opId": op }),
        ),
        (
            "patient_update",
            Action::EditPatients,
            json!({ "id": patient, "v": 1, "input": form, "opId": op }),
        ),
        (
            "patient_edit_notes",
            Action::EditNotes,
            json!({ "id": patient, "v": 1, "notes": "x", "opId": op }),
        ),
        ("practitioner_list", Action::ReadPlanning, json!({})),
        (
            "practitioner_create",
            Action::ManagePractitioners,
            json!({ "input": practitioner_input, "opId": op }),
        ),
        (
            "practitioner_update",
            Action::ManagePractitioners,
            json!({ "id": practitioner, "input": practitioner_input, "opId": op }),
        ),
        (
            "practitioner_remove",
            Action::ManagePractitioners,
            json!({ "id": practitioner, "opId": op }),
        ),
        (
            "practitioner_set_active",
            Action::ManagePractitioners,
            json!({ "id": practitioner, "active": false, "opId": op }),
        ),
        ("user_list", Action::ManageUsers, json!({})),
        (
            "user_create",
            Action::ManageUsers,
            json!({ "input": user_input, "opId": op }),
        ),
        (
            "user_reset_password",
            Action::ManageUsers,
            json!({ "id": user, "password": "Provisoire-2", "opId": op }),
        ),
        (
            "user_set_active",
            Action::ManageUsers,
            json!({ "id": user, "active": false, "opId": op }),
        ),
        (
            "planning_day",
            Action::ReadPlanning,
            json!({ "date": day, "practitionerId": null }),
        ),
        (
            "appointment_book",
            Action::Book,
            json!({ "input": booking_input(patient, practitioner, day, "15:00"), "opId": op }),
        ),
        (
            "appointment_reschedule",
            Action::Book,
            json!({ "id": appointment, "v": 1, "input": reschedule, "opId": op }),
        ),
        (
            "appointment_cancel",
            Action::Book,
            json!({ "id": appointment, "v": 1, "reason": "x", "opId": op }),
        ),
        (
            "appointment_mark_absent",
            Action::Book,
            json!({ "id": appointment, "v": 1, "opId": op }),
        ),
        (
            "appointment_reinstate",
            Action::Book,
            json!({ "id": appointment, "v": 1, "opId": op }),
        ),
    ]
}

#[test]
fn every_command_is_in_one_of_the_two_lists() {
    let bindings = include_str!("../../ui/src/lib/api/bindings.ts");
    let mut called: Vec<&str> = bindings
        .split("__TAURI_INVOKE(\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let mut listed: Vec<&str> = guarded("", "", "", "", "", "")
        .into_iter()
        .map(|(command, ..)| command)
        .collect();
    listed.extend(OPEN);
    called.sort_unstable();
    listed.sort_unstable();
    assert_eq!(called, listed);
}

#[test]
fn who_may_not_is_refused_and_traced_and_changes_nothing() {
    let app = TestApp::start();
    let other = app.practitioner("Dr. House");
    let own = app.practitioner("Dr. Cuddy");
    let patient = app.patient("Dupont", "Jean");
    let day = app.day(7);
    let appointment = app.book(&patient, &other, &day, "10:00").unwrap();
    let users = [
        ("accueil", "reception", Role::Reception, None),
        ("medecin", "doctor", Role::Doctor, Some(own.as_str())),
        ("responsable", "manager", Role::Manager, None),
    ];
    let ids: Vec<String> = users
        .iter()
        .map(|(name, role, _, linked)| app.user(name, role, *linked))
        .collect();
    let id = |value: &Value| value["id"].as_str().unwrap().to_owned();

    for (name, _, role, _) in users {
        app.sign_in_as(name);
        let op = app.op();
        let commands = guarded(&op, &id(&patient), &other, &ids[0], &id(&appointment), &day);
        // Everything in these arguments belongs to the other practitioner, so "own" is not enough.
        for (command, action, arguments) in commands
            .into_iter()
            .filter(|(_, action, _)| scope(role, *action) != Some(Scope::All))
        {
            let before = app.traces();
            let error = app.call(command, arguments).expect_err(command);
            assert_eq!(error["code"], "forbidden", "{name} {command}: {error}");
            let after = app.traces();
            assert_eq!(
                after.len(),
                before.len() + 1,
                "{name} {command}: one trace, of the refusal, and no other"
            );
            assert_eq!(
                (after[0].action, after[0].user.as_str()),
                (AuditAction::Refused, name),
                "{action:?}"
            );
        }
    }

    app.sign_in_as("admin");
    let file = app
        .call("patient_file", json!({ "id": id(&patient) }))
        .unwrap();
    assert_eq!(
        (&file["v"], &file["lastName"]),
        (&json!(1), &json!("DUPONT"))
    );
    let planned = app
        .call(
            "planning_day",
            json!({ "date": day, "practitionerId": other }),
        )
        .unwrap();
    let appointments = planned["columns"][0]["appointments"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(appointments.len(), 1);
    assert_eq!(
        (&appointments[0]["v"], &appointments[0]["status"]),
        (&json!(1), &json!("confirmed"))
    );
    assert_eq!(
        app.call("practitioner_list", json!({}))
            .unwrap()
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(
        app.call("user_list", json!({}))
            .unwrap()
            .as_array()
            .unwrap()
            .len(),
        4
    );
}

#[test]
fn who_may_is_not_refused() {
    let app = TestApp::start();
    let own = app.practitioner("Dr. Cuddy");
    let patient = app.patient("Dupont", "Jean");
    let day = app.day(7);
    app.user("medecin", "doctor", Some(&own));
    app.user("accueil", "reception", None);
    app.sign_in_as("medecin");
    let booked = app
        .book(&patient, &own, &day, "10:00")
        .expect("a doctor books their own appointments");
    let cancel = json!({ "id": booked["id"], "v": 1, "reason": "Empêchement", "opId": app.op() });
    app.call("appointment_cancel", cancel)
        .expect("and cancels them");
    let notes = json!({ "id": patient["id"], "v": 1, "notes": "Asthme.", "opId": app.op() });
    assert_eq!(
        app.call("patient_edit_notes", notes)
            .expect("and edits notes")["notes"],
        "Asthme."
    );
    app.sign_in_as("accueil");
    app.book(&patient, &own, &day, "11:00")
        .expect("the reception books for everyone");
}

#[test]
fn nobody_signed_in_may_do_nothing() {
    let app = TestApp::start_unopened();
    for (command, _, arguments) in guarded(&app.op(), "", "", "", "", "2026-11-23") {
        assert_eq!(
            app.call(command, arguments).expect_err(command)["code"],
            "notSignedIn",
            "{command}"
        );
    }
}

#[test]
fn a_provisional_password_opens_nothing_but_its_own_change() {
    let app = TestApp::start_unopened();
    app.call(
        "session_sign_in",
        json!({ "username": "admin", "password": "admin123" }),
    )
    .unwrap();
    let id = "654fe1c0a1b2c3d4e5f60718";
    for (command, action, arguments) in guarded(&app.op(), id, id, id, id, "2030-11-23") {
        // Changes to an appointment look for it first.
        let expected = if command.starts_with("appointment_") && command != "appointment_book" {
            "notFound"
        } else {
            "passwordChangeRequired"
        };
        assert_eq!(
            app.call(command, arguments).expect_err(command)["code"],
            expected,
            "{command} {action:?}"
        );
    }
}

#[test]
fn the_manager_reads_plannings_without_reasons() {
    let app = TestApp::start();
    let practitioner = app.practitioner("Dr. House");
    let patient = app.patient("Dupont", "Jean");
    let day = app.day(7);
    app.book(&patient, &practitioner, &day, "10:00").unwrap();
    app.user("responsable", "manager", None);
    app.sign_in_as("responsable");
    let planned = app
        .call(
            "planning_day",
            json!({ "date": day, "practitionerId": null }),
        )
        .unwrap();
    let line = &planned["columns"][0]["appointments"][0];
    assert_eq!(line["reason"], Value::Null);
    assert_eq!(line["actions"]["cancel"], "forbidden");
    assert!(
        !planned.to_string().contains("Suivi"),
        "the reason must not cross the bridge at all"
    );
}
