//! Booking, its refusals, and what happens to an appointment afterwards.

use serde_json::{Value, json};

use crate::support::{TestApp, code, fields, text};

struct Desk {
    app: TestApp,
    house: String,
    cuddy: String,
    jean: Value,
    sonia: Value,
    day: String,
}

fn desk() -> Desk {
    let app = TestApp::start();
    let (house, cuddy) = (app.practitioner("Dr. House"), app.practitioner("Dr. Cuddy"));
    let (jean, sonia) = (
        app.patient("Dupont", "Jean"),
        app.patient("Ben Amar", "Sonia"),
    );
    // Far enough that no test meets the lock, and a weekday, so that free times are offered that day.
    let day = (7..14)
        .map(|ahead| app.day(ahead))
        .find(|day| {
            day.parse::<chrono::NaiveDate>()
                .unwrap()
                .format("%u")
                .to_string()
                != "7"
        })
        .unwrap();
    Desk {
        app,
        house,
        cuddy,
        jean,
        sonia,
        day,
    }
}

impl Desk {
    fn change(
        &self,
        command: &str,
        appointment: &Value,
        mut more: Value,
    ) -> crate::support::Answer {
        more["id"] = appointment["id"].clone();
        more["v"] = appointment["v"].clone();
        more["opId"] = self.app.op().into();
        self.app.call(command, more)
    }

    fn reschedule(
        &self,
        appointment: &Value,
        practitioner: &str,
        time: &str,
    ) -> crate::support::Answer {
        let input = json!({
            "practitionerId": practitioner, "date": self.day, "time": time, "durationMinutes": 30, "reason": "Suivi",
            "acceptOutsideHours": true,
        });
        self.change(
            "appointment_reschedule",
            appointment,
            json!({ "input": input }),
        )
    }
}

#[test]
fn a_booked_appointment_is_in_the_day_and_in_the_patients_history() {
    let desk = desk();
    let booked = desk
        .app
        .book(&desk.jean, &desk.house, &desk.day, "10:00")
        .unwrap();
    assert_eq!(
        (
            &booked["start"],
            &booked["end"],
            &booked["status"],
            &booked["patientName"]
        ),
        (
            &json!("10:00"),
            &json!("10:30"),
            &json!("confirmed"),
            &json!("DUPONT Jean")
        )
    );
    let planned = desk
        .app
        .call(
            "planning_day",
            json!({ "date": desk.day, "practitionerId": desk.house }),
        )
        .unwrap();
    assert_eq!(planned["columns"][0]["appointments"][0]["id"], booked["id"]);
    let file = desk
        .app
        .call("patient_file", json!({ "id": desk.jean["id"] }))
        .unwrap();
    let visit = &file["visits"][0];
    assert_eq!(
        (
            text(&visit["startsAt"]),
            text(&visit["practitioner"]),
            text(&visit["reason"])
        ),
        (
            format!("{}T10:00", desk.day),
            "Dr. House".into(),
            "Suivi".into()
        )
    );
}

#[test]
fn a_conflict_names_what_blocks_and_offers_the_three_nearest_free_times() {
    let desk = desk();
    desk.app
        .book(&desk.jean, &desk.house, &desk.day, "10:00")
        .unwrap();
    let refused = desk
        .app
        .book(&desk.sonia, &desk.house, &desk.day, "10:15")
        .unwrap_err();
    assert_eq!(refused["code"], "slotTaken");
    let blocking = &refused["blocking"][0];
    assert_eq!(
        (
            &blocking["patientName"],
            &blocking["start"],
            &blocking["samePatient"]
        ),
        (&json!("DUPONT Jean"), &json!("10:00"), &json!(false))
    );
    let nearest: Vec<String> = refused["nearest"]
        .as_array()
        .unwrap()
        .iter()
        .map(|slot| text(&slot["start"]))
        .collect();
    assert_eq!(nearest, ["10:30", "09:30", "11:00"]);
    desk.app
        .book(&desk.sonia, &desk.house, &desk.day, "10:30")
        .expect("touching is free");
    let twice = desk
        .app
        .book(&desk.jean, &desk.cuddy, &desk.day, "10:15")
        .unwrap_err();
    assert_eq!(
        twice["blocking"][0]["samePatient"], true,
        "nobody is in two rooms at once"
    );
}

#[test]
fn a_wish_that_cannot_be_is_refused_at_its_field() {
    let desk = desk();
    let book = |date: &str, time: &str| fields(desk.app.book(&desk.jean, &desk.house, date, time));
    assert_eq!(
        book(&desk.day, "10:02"),
        [("time".into(), "offGrid".into())]
    );
    assert_eq!(
        book(&desk.day, "23:45"),
        [("time".into(), "acrossMidnight".into())]
    );
    assert_eq!(
        book(&desk.app.day(-1), "10:00"),
        [("time".into(), "inPast".into())]
    );
    assert_eq!(
        book("31/02/2030", "25:00"),
        [
            ("date".into(), "invalidDate".into()),
            ("time".into(), "invalidTime".into())
        ]
    );
}

#[test]
fn moving_frees_the_old_time_and_takes_the_new_one() {
    let desk = desk();
    let booked = desk
        .app
        .book(&desk.jean, &desk.house, &desk.day, "10:00")
        .unwrap();
    desk.app
        .book(&desk.sonia, &desk.cuddy, &desk.day, "11:00")
        .unwrap();
    assert_eq!(
        code(desk.reschedule(&booked, &desk.cuddy, "11:15")),
        "slotTaken"
    );
    let moved = desk.reschedule(&booked, &desk.cuddy, "11:30").unwrap();
    assert_eq!(
        (&moved["start"], &moved["practitionerName"], &moved["v"]),
        (&json!("11:30"), &json!("Dr. Cuddy"), &json!(2))
    );
    desk.app
        .book(&desk.sonia, &desk.house, &desk.day, "10:00")
        .expect("the old time is free");
    assert_eq!(
        code(desk.reschedule(&booked, &desk.house, "15:00")),
        "changedByOther",
        "an older version"
    );
    let shifted = desk
        .reschedule(&moved, &desk.cuddy, "11:35")
        .expect("an appointment does not block itself");
    let file = desk
        .app
        .call("patient_file", json!({ "id": desk.jean["id"] }))
        .unwrap();
    assert_eq!(
        file["visits"].as_array().unwrap().len(),
        1,
        "one visit, which follows"
    );
    assert_eq!(
        text(&file["visits"][0]["startsAt"]),
        format!("{}T{}", desk.day, text(&shifted["start"]))
    );
}

#[test]
fn cancelling_needs_a_reason_frees_the_time_and_can_be_undone_while_it_is_free() {
    let desk = desk();
    let booked = desk
        .app
        .book(&desk.jean, &desk.house, &desk.day, "10:00")
        .unwrap();
    let no_reason = desk.change("appointment_cancel", &booked, json!({ "reason": " " }));
    assert_eq!(fields(no_reason), [("reason".into(), "required".into())]);
    let cancelled = desk
        .change(
            "appointment_cancel",
            &booked,
            json!({ "reason": "Empêchement" }),
        )
        .unwrap();
    assert_eq!(
        (&cancelled["status"], &cancelled["cancellation"]["by"]),
        (&json!("cancelled"), &json!("admin"))
    );
    let file = desk
        .app
        .call("patient_file", json!({ "id": desk.jean["id"] }))
        .unwrap();
    assert_eq!(file["visits"][0]["status"], "cancelled");

    let back = desk
        .change("appointment_reinstate", &cancelled, json!({}))
        .unwrap();
    assert_eq!(
        (&back["status"], &back["cancellation"]),
        (&json!("confirmed"), &Value::Null)
    );
    let cancelled = desk
        .change(
            "appointment_cancel",
            &back,
            json!({ "reason": "Empêchement" }),
        )
        .unwrap();
    desk.app
        .book(&desk.sonia, &desk.house, &desk.day, "10:15")
        .expect("the time is free");
    assert_eq!(
        code(desk.change("appointment_reinstate", &cancelled, json!({}))),
        "slotTaken",
        "and then it is not"
    );
}

#[test]
fn what_makes_no_sense_now_is_refused() {
    let desk = desk();
    let booked = desk
        .app
        .book(&desk.jean, &desk.house, &desk.day, "10:00")
        .unwrap();
    let early = desk
        .change("appointment_mark_absent", &booked, json!({}))
        .unwrap_err();
    assert_eq!(
        early,
        json!({ "code": "notAllowedNow", "state": "notStarted" })
    );
    let again = desk
        .change("appointment_reinstate", &booked, json!({}))
        .unwrap_err();
    assert_eq!(
        again,
        json!({ "code": "notAllowedNow", "state": "notApplicable" })
    );
}

#[test]
fn asking_twice_with_one_operation_does_it_once() {
    let desk = desk();
    let input =
        crate::support::booking_input(&text(&desk.jean["id"]), &desk.house, &desk.day, "10:00");
    let op = desk.app.op();
    let book = || {
        desk.app
            .call("appointment_book", json!({ "input": input, "opId": op }))
            .unwrap()
    };
    let (first, second) = (book(), book());
    assert_eq!(first["id"], second["id"]);
    let op = desk.app.op();
    let cancel = || {
        desk.app.call(
            "appointment_cancel",
            json!({ "id": first["id"], "v": 1, "reason": "x", "opId": op }),
        )
    };
    assert_eq!(cancel().unwrap()["v"], 2);
    assert_eq!(
        cancel().unwrap()["v"],
        2,
        "the second answer is the first one's"
    );
}
