//! Every command and every role that may not call it: refused, traced, nothing changed.

use medigest_domain::permission::{Action, Scope, scope};
use medigest_domain::role::Role;
use medigest_domain::trace::AuditAction;
use serde_json::{Value, json};

use crate::support::{PASSWORD, TestApp, booking_input, patient_input};

/// Commands anyone may call, with the reason.
const OPEN: &[&str] = &[
    // Before anybody signed in.
    "connection_status",
    "connection_retry",
    "connection_choose",
    "session_current",
    "session_sign_in",
    "password_strength",
    // One's own session.
    "session_change_password",
    "session_sign_out",
    "session_lock",
    "session_unlock",
    "session_recover",
    // Stops what was begun at this window, by whoever works at it.
    "long_task_stop",
    // Shows the system's dialog, and reads nothing.
    "path_pick",
    "practice_info",
];

/// What whoever has something of their own may do with it, without naming whose it is.
const OF_ONES_OWN: &[&str] = &["export_save"];

/// What the arguments of the commands are about.
struct Subjects {
    op: String,
    patient: String,
    practitioner: String,
    user: String,
    appointment: String,
    /// One that the doctor cancelled.
    cancelled: String,
    delay: String,
    absence: String,
    day: String,
}

impl Subjects {
    /// Everything has this id.
    fn all(id: &str, op: String, day: &str) -> Self {
        let id = || id.to_owned();
        Self {
            op,
            patient: id(),
            practitioner: id(),
            user: id(),
            appointment: id(),
            cancelled: id(),
            delay: id(),
            absence: id(),
            day: day.to_owned(),
        }
    }
}

/// The other commands, the action they are, and arguments that would pass.
fn guarded(subjects: &Subjects) -> Vec<(&'static str, Action, Value)> {
    let Subjects {
        op,
        patient,
        practitioner,
        user,
        appointment,
        cancelled,
        delay,
        absence,
        day,
    } = subjects;
    let practitioner_input =
        json!({ "name": "Dr. Neuf", "speciality": "Pédiatrie", "color": "#123456" });
    let user_input = json!({ "username": "neuf", "role": "manager", "practitionerId": null, "password": "Provisoire-1" });
    let mut form = patient_input();
    form["lastName"] = "NEUF".into();
    form["firstName"] = "Claude".into();
    let reschedule = json!({
        "practitionerId": practitioner, "date": day, "time": "16:00", "durationMinutes": 30, "reason": "Suivi",
        "acceptOutsideHours": true,
    });
    let delay_input = json!({
        "practitionerId": practitioner, "date": day, "from": "", "minutes": 15, "add": false,
    });
    let emergency = json!({
        "practitionerId": practitioner, "scope": { "kind": "restOfDay", "date": day }, "reason": "Urgence",
    });
    let absence_input = json!({
        "practitionerId": practitioner, "startDate": day, "startTime": "", "endDate": day, "endTime": "",
        "label": "Congés",
    });
    let audit_query = json!({
        "user": "", "action": null, "entity": null, "from": "", "to": "", "text": "", "cursor": null, "limit": 10,
    });
    let options = json!({ "shiftTimes": true, "timeZone": "Europe/Paris", "newPasswords": true });
    let settings = json!({
        "practiceName": "Autre", "timeZone": "Europe/Paris", "defaultDurationMinutes": 20,
        "waitingAlertMinutes": 20, "idleMinutesDesk": 10, "idleMinutesTablet": 5,
    });
    let step = json!({ "id": appointment, "v": 1, "opId": op });
    let ticked = json!({ "id": cancelled, "v": 2, "opId": op });
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
            "planning_range",
            Action::ReadPlanning,
            json!({ "from": day, "to": day, "practitionerId": null }),
        ),
        ("my_day", Action::ReadPlanning, json!({})),
        (
            "free_slots",
            Action::ReadPlanning,
            json!({ "input": {
                "practitionerId": practitioner, "durationMinutes": 30, "part": null, "from": day, "fromTime": "",
                "patientId": null, "count": 3,
            } }),
        ),
        (
            "practitioner_set_hours",
            Action::ManagePractitioners,
            json!({
                "id": practitioner, "hours": [{ "weekday": 1, "start": "09:00", "end": "12:00" }], "opId": op,
            }),
        ),
        ("appointment_arrive", Action::Book, step.clone()),
        ("appointment_call_in", Action::Book, step.clone()),
        ("appointment_finish", Action::Book, step.clone()),
        ("appointment_take_back", Action::Book, step),
        (
            "delay_preview",
            Action::ReportDelay,
            json!({ "input": delay_input }),
        ),
        (
            "delay_report",
            Action::ReportDelay,
            json!({ "input": delay_input, "opId": op }),
        ),
        (
            "delay_withdraw",
            Action::ReportDelay,
            json!({ "id": delay, "opId": op }),
        ),
        (
            "emergency_preview",
            Action::ReportDelay,
            json!({ "input": emergency }),
        ),
        (
            "emergency_cancel",
            Action::ReportDelay,
            json!({ "input": emergency, "opId": op }),
        ),
        (
            "callback_list",
            Action::ReportDelay,
            json!({ "practitionerId": practitioner }),
        ),
        (
            "callback_rebook",
            Action::Book,
            json!({ "id": cancelled, "input": reschedule, "opId": op }),
        ),
        ("callback_close", Action::Book, ticked.clone()),
        ("callback_reopen", Action::Book, ticked),
        (
            "absence_list",
            Action::ReadPlanning,
            json!({ "from": day, "to": day }),
        ),
        (
            "absence_preview",
            Action::Book,
            json!({ "input": absence_input }),
        ),
        (
            "absence_create",
            Action::Book,
            json!({ "input": absence_input, "opId": op }),
        ),
        (
            "absence_remove",
            Action::Book,
            json!({ "id": absence, "opId": op }),
        ),
        ("absence_hits", Action::Book, json!({ "id": absence })),
        (
            "figures_read",
            Action::ReadDashboard,
            json!({ "input": { "from": day, "to": day, "practitionerId": practitioner } }),
        ),
        (
            "figures_list",
            Action::ReadDashboard,
            json!({ "input": {
                "from": day, "to": day, "practitionerId": practitioner, "status": null, "weekday": null,
                "hour": null, "due": false, "waited": false,
            } }),
        ),
        (
            "audit_search",
            Action::ReadAuditLog,
            json!({ "input": audit_query }),
        ),
        ("audit_verify", Action::ReadAuditLog, json!({})),
        (
            "audit_verify_archive",
            Action::ReadAuditLog,
            json!({ "path": "x" }),
        ),
        (
            "audit_export",
            Action::ReadAuditLog,
            json!({ "input": audit_query, "opId": op }),
        ),
        (
            "audit_archive",
            Action::ReadAuditLog,
            json!({ "until": "2020-01-31", "opId": op }),
        ),
        (
            "export_save",
            Action::ReadDashboard,
            json!({ "input": { "name": "a.csv", "contentBase64": "YQ==", "what": "x" }, "opId": op }),
        ),
        ("settings_read", Action::ManageSettings, json!({})),
        (
            "settings_update",
            Action::ManageSettings,
            json!({ "input": settings, "opId": op }),
        ),
        ("database_accounts", Action::ManageSettings, json!({})),
        (
            "database_account_create",
            Action::ManageSettings,
            json!({ "input": { "name": "poste-1", "kind": "desk" }, "opId": op }),
        ),
        (
            "database_account_remove",
            Action::ManageSettings,
            json!({ "name": "poste-1" }),
        ),
        (
            "user_update",
            Action::ManageUsers,
            json!({ "id": user, "role": "manager", "practitionerId": null, "opId": op }),
        ),
        (
            "user_delete",
            Action::ManageUsers,
            json!({ "id": user, "opId": op }),
        ),
        (
            "user_unlock",
            Action::ManageUsers,
            json!({ "id": user, "opId": op }),
        ),
        ("adoption_report", Action::ManageSettings, json!({})),
        (
            "adoption_run",
            Action::ManageSettings,
            json!({ "options": options }),
        ),
        ("adoption_overlaps", Action::ManageSettings, json!({})),
        (
            "import_report",
            Action::ManageSettings,
            json!({ "folder": "/nowhere" }),
        ),
        (
            "import_run",
            Action::ManageSettings,
            json!({ "folder": "/nowhere", "options": options }),
        ),
        ("backup_write", Action::ManageSettings, json!({})),
        (
            "backup_restore",
            Action::ManageSettings,
            json!({ "path": "/nowhere" }),
        ),
        (
            "base_move",
            Action::ManageSettings,
            json!({ "uri": "mongodb://127.0.0.1:9/", "allowUnencrypted": false }),
        ),
        ("keys_overview", Action::ManageUsers, json!({})),
        (
            "keys_grant",
            Action::ManageUsers,
            json!({ "userId": user, "kind": "medical", "opId": op }),
        ),
        (
            "keys_revoke",
            Action::ManageUsers,
            json!({ "userId": user, "kind": "medical", "opId": op }),
        ),
        (
            "keys_new_recovery_code",
            Action::ManageUsers,
            json!({ "password": "x", "opId": op }),
        ),
        ("keys_rotate", Action::ManageUsers, json!({ "opId": op })),
        ("keys_reseal", Action::ManageUsers, json!({})),
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
    let mut listed: Vec<&str> = guarded(&Subjects::all("", String::new(), ""))
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
    let missed = app.book(&patient, &other, &day, "11:00").unwrap();
    let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
    let emergency = json!({
        "practitionerId": other, "scope": { "kind": "appointment", "id": missed["id"] }, "reason": "Urgence",
    });
    let arguments = json!({ "input": emergency, "opId": app.op() });
    let outcome = app.call("emergency_cancel", arguments).unwrap();
    assert_eq!(outcome["cancelled"].as_array().unwrap().len(), 1);
    let late = json!({ "practitionerId": other, "date": day, "from": "10:00", "minutes": 10, "add": false });
    let delay = app.call("delay_report", json!({ "input": late, "opId": app.op() }));
    let away = json!({
        "practitionerId": other, "startDate": app.day(30), "startTime": "", "endDate": app.day(30), "endTime": "",
        "label": "",
    });
    let absence = app.call("absence_create", json!({ "input": away, "opId": app.op() }));
    let (delay, absence) = (id(&delay.unwrap()), id(&absence.unwrap()));
    let users = [
        ("accueil", "reception", Role::Reception, None),
        ("medecin", "doctor", Role::Doctor, Some(own.as_str())),
        ("responsable", "manager", Role::Manager, None),
    ];
    let ids: Vec<String> = users
        .iter()
        .map(|(name, role, _, linked)| app.user(name, role, *linked))
        .collect();

    for (name, _, role, _) in users {
        app.sign_in_as(name);
        let commands = guarded(&Subjects {
            op: app.op(),
            patient: id(&patient),
            practitioner: other.clone(),
            user: ids[0].clone(),
            appointment: id(&appointment),
            cancelled: id(&missed),
            delay: delay.clone(),
            absence: absence.clone(),
            day: day.clone(),
        });
        // Everything in these arguments belongs to the other practitioner, so "own" is not enough.
        for (command, action, arguments) in
            commands
                .into_iter()
                .filter(|(command, action, _)| match scope(role, *action) {
                    Some(Scope::All) => false,
                    Some(Scope::Own) => !OF_ONES_OWN.contains(command),
                    None => true,
                })
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
    let kept: Vec<_> = appointments
        .iter()
        .map(|row| (row["v"].clone(), row["status"].clone()))
        .collect();
    assert_eq!(
        kept,
        [
            (json!(1), json!("confirmed")),
            (json!(2), json!("cancelledByDoctor"))
        ]
    );
    assert_eq!(planned["columns"][0]["delay"]["minutes"], 10);
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
    for (command, _, arguments) in guarded(&Subjects::all("", app.op(), "2026-11-23")) {
        assert_eq!(
            app.call(command, arguments).expect_err(command)["code"],
            "notSignedIn",
            "{command}"
        );
    }
}

#[test]
fn a_locked_session_opens_nothing() {
    let app = TestApp::start();
    app.call("session_lock", json!({})).unwrap();
    let commands = guarded(&Subjects::all("", app.op(), "2026-11-23"));
    let commands = commands
        .into_iter()
        .map(|(command, _, arguments)| (command, arguments));
    let password = json!({ "current": PASSWORD, "replacement": "pluie bleue sur Lyon" });
    let own = [
        ("practice_info", json!({})),
        ("session_change_password", password),
    ];
    for (command, arguments) in commands.chain(own) {
        assert_eq!(
            app.call(command, arguments).expect_err(command)["code"],
            "sessionLocked",
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
    for (command, action, arguments) in guarded(&Subjects::all(id, app.op(), "2030-11-23")) {
        // What belongs to a practitioner is looked for first, to know whose it is.
        const LOOKED_FOR: &[&str] = &[
            "delay_withdraw",
            "callback_rebook",
            "callback_close",
            "callback_reopen",
            "absence_hits",
        ];
        let is_appointment = command.starts_with("appointment_") && command != "appointment_book";
        let expected = if is_appointment || LOOKED_FOR.contains(&command) {
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
    let cancelled = app.book(&patient, &practitioner, &day, "11:00").unwrap();
    let cancel =
        json!({ "id": cancelled["id"], "v": 1, "reason": "Hospitalisation", "opId": app.op() });
    app.call("appointment_cancel", cancel).unwrap();
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
        !planned.to_string().contains("Suivi") && !planned.to_string().contains("Hospitalisation"),
        "the reasons must not cross the bridge at all"
    );
}
