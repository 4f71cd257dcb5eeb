//! The practice day: weekly hours, absences, visits as they go on, a delay, call-backs.

use std::collections::HashSet;

use chrono::{Datelike, Duration, Weekday};
use medigest_domain::appointment::{Appointment, Attendance, Status, Step};
use medigest_domain::practitioner::Practitioner;
use medigest_domain::time::{Interval, on_grid};
use medigest_sample::builders::{ZONE, at, now};
use medigest_sample::{SamplePractice, Size};

use crate::{demo, local_date};

#[test]
fn practitioners_have_weeks_of_their_own_with_lunch_breaks() {
    let practitioners = demo().practitioners;
    let weeks: HashSet<_> = practitioners
        .iter()
        .map(|practitioner| format!("{:?}", practitioner.hours.as_ref().unwrap().spans()))
        .collect();
    assert!(weeks.len() > 4, "{weeks:?}");
    for practitioner in &practitioners {
        let today = practitioner.opening_hours().on(ZONE, local_date(now()));
        let [morning, afternoon] = today[..] else {
            panic!("{today:?}");
        };
        assert!(afternoon.start - morning.end >= Duration::hours(1));
    }
}

#[test]
fn appointments_stand_on_the_grid_in_the_opening_hours_of_their_practitioner() {
    let practice = demo();
    for appointment in &practice.appointments {
        let start = appointment.interval.start.with_timezone(&ZONE);
        assert_ne!(start.weekday(), Weekday::Sun);
        assert!(on_grid(start.time()) && [15, 20, 30].contains(&appointment.minutes()));
        let of = |p: &&Practitioner| p.id == appointment.practitioner_id;
        let practitioner = practice.practitioners.iter().find(of).unwrap();
        let sessions = practitioner.opening_hours().on(ZONE, start.date_naive());
        let within = |session: &Interval| {
            session.start <= appointment.interval.start && appointment.interval.end <= session.end
        };
        assert!(sessions.iter().any(within), "{start}");
    }
}

#[test]
fn somebody_is_away_next_week_the_practice_closes_once_and_nobody_is_booked_then() {
    let practice = demo();
    let [holiday, closure] = &practice.absences[..] else {
        panic!("{:?}", practice.absences);
    };
    assert_eq!(holiday.practitioner_id, Some(practice.practitioners[1].id));
    assert_eq!(holiday.interval.start, at("2026-11-30", "00:00"));
    assert_eq!(closure.practitioner_id, None);
    for appointment in &practice.appointments {
        let hit = practice
            .absences
            .iter()
            .any(|absence| absence.hits(appointment.practitioner_id, appointment.interval));
        assert!(!hit, "{}", appointment.interval.start);
    }
}

/// Whose visit is at this step at a local time of today.
fn at_step(time: &str, step: Step) -> Vec<Appointment> {
    let practice = SamplePractice::generate(7, at("2026-11-23", time), ZONE, Size::default());
    let here = |row: &Appointment| {
        local_date(row.interval.start) == local_date(now()) && row.attendance.step() == step
    };
    practice.appointments.into_iter().filter(here).collect()
}

#[test]
fn today_goes_on_with_the_time_of_day() {
    let steps = [
        Step::Expected,
        Step::Waiting,
        Step::InConsultation,
        Step::Finished,
    ];
    let count = |time| steps.map(|step| at_step(time, step).len());
    let [expected, waiting, seen, finished] = count("07:30");
    assert!(expected > 80, "{expected}");
    assert_eq!((waiting, seen, finished), (0, 0, 0));
    for time in ["10:05", "11:10", "15:20", "16:45"] {
        let [expected, waiting, seen, finished] = count(time);
        assert!(expected > 10 && finished > 10, "{time}");
        assert!((1..=4).contains(&waiting), "{time}: {waiting} wait");
        let busy: HashSet<_> = at_step(time, Step::InConsultation)
            .iter()
            .map(|row| row.practitioner_id)
            .collect();
        assert!(seen >= 1, "{time}");
        assert_eq!(seen, busy.len(), "{time}: one at a time");
    }
    let [_, waiting, seen, finished] = count("23:00");
    assert_eq!((waiting, seen), (0, 0));
    assert!(finished > 80, "{finished}");
}

#[test]
fn past_visits_give_plausible_figures() {
    let today = at("2026-11-23", "00:00");
    let practice = demo();
    let past = practice
        .appointments
        .iter()
        .filter(|row| row.interval.end < today && row.status == Status::Confirmed);
    let (mut waits, mut late) = (Vec::new(), 0);
    for row in past.clone() {
        let Attendance {
            arrived_at,
            called_in_at: Some(called_in),
            finished_at: Some(finished),
        } = row.attendance
        else {
            panic!("{:?}", row.attendance);
        };
        assert!(arrived_at.is_none_or(|arrived| arrived < called_in));
        assert!(called_in < finished && finished < today);
        waits.extend(arrived_at.map(|arrived| (called_in - arrived).num_minutes()));
        late += usize::from(called_in > row.interval.start + Duration::minutes(5));
    }
    let average = waits.iter().sum::<i64>() / i64::try_from(waits.len()).unwrap();
    assert!((5..20).contains(&average), "{average} minutes of waiting");
    assert!(waits.iter().all(|wait| *wait < 90), "{waits:?}");
    let all = past.count();
    assert!((all / 10..all * 7 / 10).contains(&late), "{late} of {all}");
}

#[test]
fn one_practitioner_runs_a_quarter_of_an_hour_late_while_there_is_somebody_to_see() {
    for (time, expected) in [("07:30", 1), ("10:05", 1), ("15:20", 1), ("23:00", 0)] {
        let now = at("2026-11-23", time);
        let practice = SamplePractice::generate(7, now, ZONE, Size::default());
        assert_eq!(practice.delays.len(), expected, "{time}");
        for report in &practice.delays {
            assert_eq!((report.minutes, report.number), (15, 1));
            assert_eq!(report.practitioner_id, practice.practitioners[0].id);
            assert!(report.at < now && report.from <= report.at && report.holds());
        }
    }
}

#[test]
fn two_patients_wait_for_a_call_and_a_third_was_rebooked() {
    let practice = demo();
    let by_doctor = |row: &&Appointment| row.status == Status::CancelledByDoctor;
    let cancelled: Vec<_> = practice.appointments.iter().filter(by_doctor).collect();
    let replaced = |row: &Appointment| {
        let replaces = |other: &&Appointment| other.replaces == Some(row.id);
        practice.appointments.iter().find(replaces)
    };
    let open = cancelled
        .iter()
        .filter(|row| row.asks_for_callback() && replaced(row).is_none());
    assert_eq!(open.count(), 2);
    let rebooked: Vec<_> = cancelled
        .iter()
        .filter_map(|row| Some((row, replaced(row)?)))
        .collect();
    let [(before, after)] = rebooked[..] else {
        panic!("{} were rebooked", rebooked.len());
    };
    assert_eq!(after.patient_id, before.patient_id);
    assert_eq!(after.status, Status::Confirmed);
    assert!(after.interval.start > before.interval.start);
    assert!(after.created_at > before.cancellation.as_ref().unwrap().at);
    assert!(cancelled.len() > 3, "the others were reached");
}
