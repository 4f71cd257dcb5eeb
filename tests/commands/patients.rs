//! Patients' files: search, register, edit, two people at once.

use serde_json::{Value, json};

use crate::support::{TestApp, code, fields, patient_input, text};

fn form(changes: Value) -> Value {
    let mut input = patient_input();
    for (field, value) in changes.as_object().unwrap() {
        input[field] = value.clone();
    }
    input
}

fn hits(app: &TestApp, query: &str) -> Vec<String> {
    let answer = app
        .call("patient_search", json!({ "query": query }))
        .unwrap();
    answer["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| text(&hit["lastName"]))
        .collect()
}

#[test]
fn a_patient_is_found_by_what_people_remember() {
    let app = TestApp::start();
    app.patient("Durand", "Paul");
    let input = form(json!({
        "lastName": "Lefèvre", "firstName": "Éloïse", "phone": "+33 6 01 02 03 04", "birthDate": "12/03/1985",
    }));
    let registered = app
        .call(
            "patient_register",
            json!({ "input": input, "opId": app.op() }),
        )
        .unwrap();
    assert_eq!(registered["patient"]["lastName"], "LEFÈVRE");
    let id = text(&registered["patient"]["id"]);
    for query in [
        "lefevre",
        "Éloïse LEFÈVRE",
        "eloise",
        "lefevre elo",
        "lefebre",
        "0601020304",
        "06 01 02",
        "12/03/1985",
        &id,
    ] {
        assert_eq!(
            hits(&app, query).first().map(String::as_str),
            Some("LEFÈVRE"),
            "{query}"
        );
    }
    assert_eq!(hits(&app, "zzzzzz"), Vec::<String>::new());
    assert_eq!(
        hits(&app, "").len(),
        2,
        "without a query, the files edited last"
    );
}

#[test]
fn every_wrong_field_is_named_and_a_question_can_be_answered() {
    let app = TestApp::start();
    let register = |input: Value| {
        app.call(
            "patient_register",
            json!({ "input": input, "opId": app.op() }),
        )
    };
    let wrong = form(json!({ "birthDate": "31/02/1985", "email": "jean", "phone": "abc" }));
    let found: Vec<String> = fields(register(wrong))
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(
        found,
        ["lastName", "firstName", "birthDate", "phone", "email"]
    );

    let odd =
        json!({ "lastName": "Dupont", "firstName": "Jean", "insurance": "2 69 05 49 588 157 81" });
    assert_eq!(
        fields(register(form(odd.clone()))),
        [("insurance".into(), "nirKey".into())]
    );
    let mut accepted = form(odd);
    accepted["acceptWarnings"] = true.into();
    assert_eq!(
        register(accepted).unwrap()["patient"]["insurance"],
        "2 69 05 49 588 157 81"
    );
    let foreign =
        form(json!({ "lastName": "Müller", "firstName": "Anna", "insurance": "756.1234.5678.97" }));
    register(foreign).expect("a foreign number is fine");
}

#[test]
fn a_likely_duplicate_is_shown_before_anything_is_written() {
    let app = TestApp::start();
    let jean =
        form(json!({ "lastName": "Dupont", "firstName": "Jean", "birthDate": "12/03/1985" }));
    app.call(
        "patient_register",
        json!({ "input": jean, "opId": app.op() }),
    )
    .unwrap();
    let mut again =
        form(json!({ "lastName": "DUPONT", "firstName": "jean", "birthDate": "12/03/1985" }));
    let op = app.op();
    let outcome = app
        .call("patient_register", json!({ "input": again, "opId": op }))
        .unwrap();
    assert_eq!(outcome["kind"], "likelyDuplicates");
    assert_eq!(outcome["candidates"].as_array().unwrap().len(), 1);
    assert_eq!(hits(&app, "dupont").len(), 1, "nothing was written");
    again["acceptDuplicate"] = true.into();
    let outcome = app
        .call("patient_register", json!({ "input": again, "opId": op }))
        .unwrap();
    assert_eq!(outcome["kind"], "registered");
    let namesake =
        form(json!({ "lastName": "Dupont", "firstName": "Jean", "birthDate": "01/01/1990" }));
    let outcome = app
        .call(
            "patient_register",
            json!({ "input": namesake, "opId": app.op() }),
        )
        .unwrap();
    assert_eq!(
        outcome["kind"], "registered",
        "a namesake born another day is somebody else"
    );
}

#[test]
fn asking_twice_with_one_operation_registers_once() {
    let app = TestApp::start();
    let input =
        form(json!({ "lastName": "Dupont", "firstName": "Jean", "birthDate": "12/03/1985" }));
    let op = app.op();
    let first = app
        .call("patient_register", json!({ "input": input, "opId": op }))
        .unwrap();
    let second = app
        .call("patient_register", json!({ "input": input, "opId": op }))
        .unwrap();
    assert_eq!(first["patient"]["id"], second["patient"]["id"]);
    assert_eq!(hits(&app, "dupont").len(), 1);
}

#[test]
fn the_second_of_two_editors_receives_the_file_as_it_is_now() {
    let app = TestApp::start();
    let file = app.patient("Dupont", "Jean");
    let edit = |v: u32, phone: &str| {
        let input = form(json!({ "lastName": "Dupont", "firstName": "Jean", "phone": phone }));
        app.call(
            "patient_update",
            json!({ "id": file["id"], "v": v, "input": input, "opId": app.op() }),
        )
    };
    assert_eq!(edit(1, "0601020304").unwrap()["v"], 2);
    let refused = edit(1, "0611111111").unwrap_err();
    assert_eq!(refused["code"], "patientChanged");
    assert_eq!(
        (&refused["current"]["v"], &refused["current"]["phone"]),
        (&json!(2), &json!("0601020304"))
    );
    assert_eq!(edit(2, "0611111111").unwrap()["phone"], "0611111111");
}

#[test]
fn a_file_that_does_not_exist_is_not_found() {
    let app = TestApp::start();
    for id in ["654fe1c0a1b2c3d4e5f60718", "x", ""] {
        let error = app.call("patient_file", json!({ "id": id })).unwrap_err();
        assert_eq!(error, json!({ "code": "notFound", "entity": "patient" }));
    }
    let input = form(json!({ "lastName": "Dupont", "firstName": "Jean" }));
    let update =
        json!({ "id": "654fe1c0a1b2c3d4e5f60718", "v": 1, "input": input, "opId": app.op() });
    assert_eq!(code(app.call("patient_update", update)), "notFound");
}
