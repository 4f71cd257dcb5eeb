//! Call-backs, of patients whose appointment was cancelled because the doctor is not there, …

use chrono::Duration;
use futures::join;
use medigest_application::ports::{Store, StoreError, StoreResult};
use medigest_domain::appointment::{Appointment, Closed, Status};
use medigest_domain::id::AppointmentId;
use medigest_sample::builders::{AppointmentBuilder, PatientBuilder, PractitionerBuilder, at, id};

use crate::desk::Desk;

/// Appointment `number` on 25 November at this local time, of a practitioner and a patient of its own.
fn numbered(number: u64, time: &str) -> AppointmentBuilder {
    AppointmentBuilder::numbered(number)
        .with_start(at("2026-11-25", time))
        .with_practitioner(&PractitionerBuilder::numbered(number).build())
        .with_patient(&PatientBuilder::numbered(number).build())
}

fn ids(appointments: &[Appointment]) -> Vec<AppointmentId> {
    appointments.iter().map(|a| a.id).collect()
}

/// Appointment 1, cancelled because the doctor is not there, and the desk that did it.
async fn desk_with_cancelled(store: &dyn Store) -> (Desk<'_>, Appointment) {
    let desk = Desk::on(store);
    for number in 1..=3 {
        desk.add_patient(PatientBuilder::numbered(number)).await;
    }
    let booked = desk.book(&numbered(1, "10:00").build()).await.unwrap();
    let cancelled = desk.set_status(&booked, Status::CancelledByDoctor).await;
    (desk, cancelled.unwrap())
}

#[track_caller]
fn assert_stale(refused: StoreResult<Appointment>) {
    assert!(matches!(refused, Err(StoreError::Stale)), "{refused:?}");
}

pub async fn are_what_the_doctor_cancelled_since_a_moment(store: &dyn Store) {
    let desk = Desk::on(store);
    let early = numbered(1, "10:00").cancelled_by_doctor(at("2026-11-23", "09:00"));
    let late = numbered(2, "09:00").cancelled_by_doctor(at("2026-11-23", "10:00"));
    let by_patient = numbered(3, "09:00").with_status(Status::Cancelled);
    for cancelled in [early, late, by_patient, numbered(4, "11:00")] {
        desk.book(&cancelled.build()).await.unwrap();
    }
    for (since, expected) in [
        ("08:00", &[1, 2][..]),
        ("09:00", &[1, 2]),
        ("09:01", &[2]),
        ("10:01", &[]),
    ] {
        let found = store.cancelled_by_doctor(at("2026-11-23", since)).await;
        let expected: Vec<_> = expected.iter().copied().map(id).collect();
        assert_eq!(ids(&found.unwrap()), expected, "{since}");
    }
}

pub async fn are_found_by_moments_finer_than_a_store_keeps(store: &dyn Store) {
    let desk = Desk::on(store);
    let moment = at("2026-11-23", "09:00") + Duration::microseconds(1_900);
    let cancelled = numbered(1, "10:00").cancelled_by_doctor(moment).build();
    let cancelled = desk.book(&cancelled).await.unwrap();
    let found = store.cancelled_by_doctor(moment).await.unwrap();
    assert_eq!(found, [cancelled]);
}

pub async fn are_listed_by_their_cancellation(store: &dyn Store) {
    let desk = Desk::on(store);
    for (number, time) in [(4, "09:00"), (3, "08:00"), (2, "09:00"), (1, "10:00")] {
        let cancelled = numbered(number, "10:00").cancelled_by_doctor(at("2026-11-23", time));
        desk.book(&cancelled.build()).await.unwrap();
    }
    let found = store.cancelled_by_doctor(at("2026-11-01", "00:00")).await;
    assert_eq!(ids(&found.unwrap()), [3, 2, 4, 1].map(id));
}

pub async fn are_ticked_off_and_put_back(store: &dyn Store) {
    let (desk, cancelled) = desk_with_cancelled(store).await;
    let tick = |closed: Option<Closed>| {
        move |after: &mut Appointment| after.cancellation.as_mut().unwrap().closed = closed
    };
    let closed = Closed {
        by: "Élodie".to_owned(),
        at: at("2026-11-23", "12:00"),
    };
    let mut last = cancelled;
    for closed in [Some(closed), None] {
        last = desk.change(&last, tick(closed.clone())).await.unwrap();
        assert_eq!(last.cancellation.as_ref().unwrap().closed, closed);
        let listed = store.cancelled_by_doctor(at("2026-11-01", "00:00")).await;
        assert_eq!(listed.unwrap(), [last.clone()]);
    }
}

pub async fn know_the_appointments_that_replace_them(store: &dyn Store) {
    let (desk, cancelled) = desk_with_cancelled(store).await;
    let instead = numbered(2, "11:00").replacing(cancelled.id).build();
    let instead = desk.book(&instead).await.unwrap();
    assert_eq!(instead.replaces, Some(cancelled.id));
    let other = numbered(3, "11:00").replacing(id(77)).build();
    desk.book(&other).await.unwrap();
    for (of, expected) in [
        (&[cancelled.id, id(9)][..], &[instead.clone()][..]),
        (&[id(9)], &[]),
        (&[], &[]),
    ] {
        assert_eq!(store.replacements(of).await.unwrap(), expected);
    }
    // Whatever becomes of it, it says what it replaces.
    let cancelled_too = desk.set_status(&instead, Status::Cancelled).await.unwrap();
    let found = store.replacements(&[cancelled.id]).await.unwrap();
    assert_eq!(found, [cancelled_too]);
}

pub async fn are_replaced_once(store: &dyn Store) {
    let (desk, cancelled) = desk_with_cancelled(store).await;
    let first = numbered(2, "11:00").replacing(cancelled.id).build();
    desk.book(&first).await.unwrap();
    let traces = desk.traces().await.len();
    let second = numbered(3, "15:00").replacing(cancelled.id).build();
    assert_stale(desk.book(&second).await);
    assert_eq!(store.appointment(second.id).await.unwrap(), None);
    assert!(desk.visits(second.patient_id).await.is_empty());
    assert_eq!(desk.traces().await.len(), traces);
    // Its time is not held either.
    let same_time = numbered(3, "15:00").build();
    desk.book(&same_time).await.unwrap();
}

pub async fn are_replaced_once_even_if_the_time_is_taken_too(store: &dyn Store) {
    let (desk, cancelled) = desk_with_cancelled(store).await;
    let first = numbered(2, "11:00").replacing(cancelled.id).build();
    desk.book(&first).await.unwrap();
    let same_time = numbered(3, "11:00")
        .with_patient(&PatientBuilder::numbered(2).build())
        .replacing(cancelled.id)
        .build();
    assert_stale(desk.book(&same_time).await);
}

pub async fn are_replaced_once_whatever_becomes_of_the_other(store: &dyn Store) {
    let (desk, cancelled) = desk_with_cancelled(store).await;
    let first = numbered(2, "11:00").replacing(cancelled.id).build();
    let mut first = desk.book(&first).await.unwrap();
    for status in [Status::Cancelled, Status::Absent, Status::CancelledByDoctor] {
        first = desk.set_status(&first, status).await.unwrap();
        let second = numbered(3, "15:00").replacing(cancelled.id).build();
        assert_stale(desk.book(&second).await);
    }
}

pub async fn are_replaced_once_when_two_book_at_once(store: &dyn Store) {
    let (desk, cancelled) = desk_with_cancelled(store).await;
    let first = numbered(2, "11:00").replacing(cancelled.id).build();
    let second = numbered(3, "15:00").replacing(cancelled.id).build();
    let (one, two) = join!(desk.book(&first), desk.book(&second));
    let (kept, refused) = if one.is_ok() { (one, two) } else { (two, one) };
    assert_stale(refused);
    let found = store.replacements(&[cancelled.id]).await.unwrap();
    assert_eq!(found, [kept.unwrap()]);
}

pub async fn are_replaced_once_by_a_save_too(store: &dyn Store) {
    let (desk, cancelled) = desk_with_cancelled(store).await;
    let first = numbered(2, "11:00").replacing(cancelled.id).build();
    desk.book(&first).await.unwrap();
    let second = desk.book(&numbered(3, "15:00").build()).await.unwrap();
    // Also onto the time of the other.
    for time in ["15:00", "11:00"] {
        let refused = desk.change(&second, |after| {
            after.replaces = Some(cancelled.id);
            after.practitioner_id = id(2);
            after.interval = numbered(3, time).build().interval;
        });
        assert_stale(refused.await);
    }
    assert_eq!(desk.appointment(second.id).await, second);
}

pub async fn are_replaced_again_by_the_same_appointment(store: &dyn Store) {
    let (desk, cancelled) = desk_with_cancelled(store).await;
    let first = numbered(2, "11:00").replacing(cancelled.id).build();
    let first = desk.book(&first).await.unwrap();
    let first = desk.set_status(&first, Status::Absent).await.unwrap();
    let first = desk.set_status(&first, Status::Confirmed).await.unwrap();
    assert_eq!(first.replaces, Some(cancelled.id));
}

pub async fn in_doubt_about_an_id_are_duplicates(store: &dyn Store) {
    let (desk, cancelled) = desk_with_cancelled(store).await;
    let first = numbered(2, "11:00").replacing(cancelled.id).build();
    desk.book(&first).await.unwrap();
    for in_use in [first.id, cancelled.id] {
        let same_id = numbered(3, "15:00")
            .with_id(in_use)
            .replacing(cancelled.id)
            .build();
        let refused = desk.book(&same_id).await;
        assert!(matches!(refused, Err(StoreError::Duplicate)), "{refused:?}");
    }
}
