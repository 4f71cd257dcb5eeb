//! The sample practice is plausible, valid, and the same for the same seed and moment.

mod day;

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc, Weekday};
use medigest_domain::appointment::{Appointment, Attendance, Cancellation, SlotToken, Status};
use medigest_domain::patient::{Patient, PatientForm, nir_key_matches};
use medigest_domain::practitioner::PractitionerDetails;
use medigest_domain::secret::Confidential;
use medigest_sample::builders::{ZONE, at, now};
use medigest_sample::{SamplePractice, Size};
use proptest::prelude::*;

fn demo() -> SamplePractice {
    SamplePractice::generate(7, now(), ZONE, Size::default())
}

fn local_date(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&ZONE).date_naive()
}

#[test]
fn the_demo_has_the_size_it_promises() {
    let practice = demo();
    assert_eq!(practice.practitioners.len(), 8);
    assert_eq!(practice.patients.len(), 2_000);
    let days = practice
        .appointments
        .iter()
        .map(|a| local_date(a.interval.start));
    let (first, last) = (days.clone().min().unwrap(), days.max().unwrap());
    assert!((now().date_naive() - first).num_days() >= 20);
    assert!((last - now().date_naive()).num_days() >= 19);
}

/// The practice without what today's visits have come to.
fn before_today(mut practice: SamplePractice) -> SamplePractice {
    practice.delays.clear();
    let today = local_date(now());
    for appointment in &mut practice.appointments {
        if local_date(appointment.interval.start) == today && appointment.cancellation.is_none() {
            appointment.attendance = Attendance::default();
            appointment.status = Status::Confirmed;
            appointment.v = 1;
            appointment.updated_at = appointment.created_at;
        }
    }
    for visit in practice.patients.iter_mut().flat_map(|p| &mut p.visits) {
        if local_date(visit.date) == today && visit.status == Some(Status::Absent) {
            visit.status = Some(Status::Confirmed);
        }
    }
    practice
}

#[test]
fn the_time_of_day_changes_only_todays_visits_and_the_seed_and_the_day_the_rest() {
    let evening = SamplePractice::generate(7, at("2026-11-23", "23:30"), ZONE, Size::default());
    assert_ne!(demo(), evening);
    assert_eq!(before_today(demo()), before_today(evening));
    let tomorrow = SamplePractice::generate(7, now() + Duration::days(1), ZONE, Size::default());
    assert_ne!(demo().appointments, tomorrow.appointments);
    let other = SamplePractice::generate(8, now(), ZONE, Size::default());
    assert_ne!(demo().patients, other.patients);
}

#[test]
fn practitioners_differ_in_name_speciality_and_colour() {
    let practitioners = demo().practitioners;
    let fields: [fn(&PractitionerDetails) -> &str; 3] =
        [|p| &p.name, |p| &p.speciality, |p| p.color.as_str()];
    for field in fields {
        let values: HashSet<_> = practitioners.iter().map(|p| field(&p.details)).collect();
        assert_eq!(values.len(), practitioners.len(), "{values:?}");
    }
}

#[test]
fn every_colour_stands_out_on_a_white_and_on_a_dark_card() {
    let size = Size {
        practitioners: 12,
        patients: 0,
        weeks: 0,
    };
    for practitioner in SamplePractice::generate(7, now(), ZONE, size).practitioners {
        let color = practitioner.details.color.as_str().to_owned();
        let own = luminance(&color);
        for card in ["#ffffff", "#1c2530"] {
            let (dark, light) = (own.min(luminance(card)), own.max(luminance(card)));
            assert!((light + 0.05) / (dark + 0.05) >= 3.0, "{color} on {card}");
        }
    }
}

/// The relative luminance of `#rrggbb` (WCAG 2).
fn luminance(color: &str) -> f64 {
    let channel = |from: usize| {
        let value =
            f64::from(u8::from_str_radix(&color[from..from + 2], 16).expect("a colour")) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[test]
fn every_file_passes_the_form_without_a_warning() {
    for patient in demo().patients {
        let details = &patient.details;
        let retyped = PatientForm {
            last_name: details.last_name.to_string(),
            first_name: details.first_name.to_string(),
            birth_date: details
                .birth_date
                .map(|date| date.to_string())
                .unwrap_or_default(),
            phone: details
                .phone
                .as_ref()
                .map(|p| p.as_str().to_owned())
                .unwrap_or_default(),
            email: details
                .email
                .as_ref()
                .map(|e| e.as_str().to_owned())
                .unwrap_or_default(),
            insurance: Some(text(details.insurance.as_ref())),
            notes: Some(text(details.notes.as_ref())),
            accept_warnings: false,
        };
        assert_eq!(retyped.parse(now().date_naive()).as_ref(), Ok(details));
    }
}

#[test]
fn most_files_have_a_right_social_security_number_and_some_have_none() {
    let patients = demo().patients;
    let insured =
        |p: &&Patient| nir_key_matches(p.details.insurance.as_ref().and_then(Confidential::text)?);
    let right = patients.iter().filter(|p| insured(p) == Some(true)).count();
    assert!((1_300..1_800).contains(&right), "{right}");
    assert!(patients.iter().any(|p| p.details.insurance.is_none()));
}

#[test]
fn names_are_as_varied_as_in_france() {
    let patients = demo().patients;
    let last_names: Vec<String> = patients
        .iter()
        .map(|p| p.details.last_name.to_string())
        .collect();
    let distinct: HashSet<_> = last_names.iter().collect();
    assert!(distinct.len() > 600, "{} family names", distinct.len());
    for part in [
        "LE ", "BEN ", "DE ", "-", "'", "É", "NGUYEN", "DA SILVA", "MARTIN", "SKI",
    ] {
        assert!(
            last_names.iter().any(|name| name.contains(part)),
            "no {part}"
        );
    }
}

#[test]
fn ids_are_unique_over_all_documents() {
    let practice = demo();
    let ids: Vec<[u8; 12]> = (practice.patients.iter().map(|p| p.id.bytes()))
        .chain(practice.practitioners.iter().map(|p| p.id.bytes()))
        .chain(practice.users.iter().map(|u| u.id.bytes()))
        .chain(practice.appointments.iter().map(|a| a.id.bytes()))
        .chain(practice.delays.iter().map(|d| d.id.bytes()))
        .chain(practice.absences.iter().map(|a| a.id.bytes()))
        .collect();
    let distinct: HashSet<_> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len());
}

#[test]
fn every_status_occurs_where_it_makes_sense() {
    let practice = demo();
    let today = local_date(now());
    let count = |status: Status, past: bool| {
        let here = |a: &&Appointment| (local_date(a.interval.start) < today) == past;
        practice
            .appointments
            .iter()
            .filter(here)
            .filter(|a| a.status == status)
            .count()
    };
    let past: Vec<usize> = Status::ALL
        .iter()
        .map(|status| count(*status, true))
        .collect();
    let future: Vec<usize> = Status::ALL
        .iter()
        .map(|status| count(*status, false))
        .collect();
    let [confirmed, cancelled, absent, by_doctor] = past[..] else {
        unreachable!()
    };
    assert!(confirmed > 4 * (cancelled + absent + by_doctor), "{past:?}");
    assert!(cancelled > 20 && absent > 20 && by_doctor > 0, "{past:?}");
    let absent = |a: &&Appointment| a.status == Status::Absent;
    let mut absent = practice.appointments.iter().filter(absent);
    assert!(absent.all(|a| a.interval.start < now()), "nobody is yet");
    assert!(
        future[0] > 1_000 && future[1] > 20 && future[3] > 0,
        "{future:?}"
    );
}

#[test]
fn every_change_is_told_by_the_version_and_nothing_happened_after_now() {
    for appointment in demo().appointments {
        let closed = |cancellation: &Cancellation| cancellation.closed.is_some();
        let attendance = appointment.attendance;
        let changes = [
            appointment.status != Status::Confirmed,
            appointment.cancellation.as_ref().is_some_and(closed),
            attendance.arrived_at.is_some(),
            attendance.called_in_at.is_some(),
            attendance.finished_at.is_some(),
        ];
        let changes = changes.into_iter().filter(|changed| *changed).count();
        assert_eq!(appointment.v as usize, 1 + changes);
        let cancelled = matches!(
            appointment.status,
            Status::Cancelled | Status::CancelledByDoctor
        );
        assert_eq!(appointment.cancellation.is_some(), cancelled);
        assert!(appointment.created_at < appointment.interval.start);
        assert!(appointment.created_at <= appointment.updated_at);
        assert!(appointment.updated_at <= now());
    }
}

#[test]
fn a_time_given_back_went_to_another_only_afterwards() {
    let appointments = demo().appointments;
    let mut given_again = 0;
    for first in &appointments {
        let second = appointments.iter().find(|second| {
            second.id != first.id
                && second.practitioner_id == first.practitioner_id
                && second.interval == first.interval
                && second.status == Status::Confirmed
        });
        if let (Some(second), Some(cancellation)) = (second, &first.cancellation) {
            assert!(second.created_at >= cancellation.at);
            given_again += 1;
        }
    }
    assert!(given_again > 20, "{given_again}");
}

#[test]
fn practitioners_are_busy_but_not_full() {
    let practice = demo();
    let mut booked: HashMap<_, i64> = HashMap::new();
    for appointment in &practice.appointments {
        let day = local_date(appointment.interval.start);
        let stands = matches!(appointment.status, Status::Confirmed | Status::Absent);
        if stands && day.weekday() != Weekday::Sat {
            *booked
                .entry((appointment.practitioner_id, day))
                .or_default() += i64::from(appointment.minutes());
        }
    }
    let average = booked.values().sum::<i64>() / i64::try_from(booked.len()).unwrap();
    // A weekday has about eight hours of consultation.
    assert!(
        (480 * 60 / 100..480 * 85 / 100).contains(&average),
        "{average} minutes a day"
    );
}

#[test]
fn visits_are_the_patients_appointments() {
    let practice = demo();
    let mut expected: HashMap<_, Vec<_>> = HashMap::new();
    for appointment in &practice.appointments {
        expected
            .entry(appointment.patient_id)
            .or_default()
            .push(appointment.visit());
    }
    for patient in &practice.patients {
        assert_eq!(
            patient.visits,
            expected.remove(&patient.id).unwrap_or_default()
        );
    }
    assert!(expected.is_empty(), "every appointment has its patient");
}

#[test]
fn there_is_an_account_for_every_role_and_the_doctor_is_the_first_practitioner() {
    let practice = demo();
    let roles: HashSet<_> = practice.users.iter().map(|user| user.role).collect();
    assert_eq!(roles.len(), 4);
    let doctor = practice
        .users
        .iter()
        .find(|user| user.practitioner_id.is_some());
    assert_eq!(
        doctor.unwrap().practitioner_id,
        Some(practice.practitioners[0].id)
    );
    assert!(practice.users.iter().all(|user| !user.must_change_password));
}

fn overlaps(practice: &SamplePractice) -> Vec<SlotToken> {
    let mut seen = HashSet::new();
    let tokens = practice.appointments.iter().flat_map(Appointment::slots);
    tokens.filter(|token| !seen.insert(token.clone())).collect()
}

#[test]
fn the_search_for_overlaps_finds_one() {
    let mut practice = demo();
    let mut twin = practice
        .appointments
        .iter()
        .find(|a| a.blocks())
        .unwrap()
        .clone();
    twin.interval.start += Duration::minutes(5);
    practice.appointments.push(twin);
    assert!(!overlaps(&practice).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nobody_is_ever_at_two_places(
        seed: u64, day in 0_i64..3_000, practitioners in 0_u32..15, patients in 0_u32..300, weeks in 0_u32..5,
    ) {
        let size = Size { practitioners, patients, weeks };
        let practice = SamplePractice::generate(seed, now() + Duration::days(day), ZONE, size);
        prop_assert_eq!(overlaps(&practice), vec![]);
        prop_assert_eq!(practice.patients.len(), patients as usize);
    }
}

fn text(given: Option<&Confidential>) -> String {
    given
        .and_then(Confidential::text)
        .unwrap_or_default()
        .to_owned()
}
