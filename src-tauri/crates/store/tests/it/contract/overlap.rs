//! An overlap …

use chrono::Duration;
use futures::future::join_all;
use medigest_application::ports::{Store, StoreError, StoreResult};
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::id::AppointmentId;
use medigest_domain::secret::Confidential;
use medigest_domain::time::Interval;
use medigest_sample::builders::{AppointmentBuilder, PatientBuilder, PractitionerBuilder, at};

use crate::desk::Desk;

/// Appointment `number` on 25 November at this local time: practitioner and patient `who`.
fn numbered(number: u64, time: &str, (practitioner, patient): (u64, u64)) -> AppointmentBuilder {
    AppointmentBuilder::numbered(number)
        .with_start(at("2026-11-25", time))
        .with_practitioner(&PractitionerBuilder::numbered(practitioner).build())
        .with_patient(&PatientBuilder::numbered(patient).build())
}

async fn desk_with_patients(store: &dyn Store) -> Desk<'_> {
    let desk = Desk::on(store);
    for number in 1..=4 {
        desk.add_patient(PatientBuilder::numbered(number)).await;
    }
    desk
}

#[track_caller]
fn assert_taken(refused: StoreResult<Appointment>, by: &[&Appointment]) {
    match refused {
        Err(StoreError::Taken { blocking }) => assert!(blocking.iter().eq(by.iter().copied())),
        other => panic!("not taken: {other:?}"),
    }
}

fn shift(appointment: &mut Appointment, minutes: i64) {
    appointment.interval.start += Duration::minutes(minutes);
    appointment.interval.end += Duration::minutes(minutes);
}

pub async fn is_refused_for_the_same_practitioner(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let first = numbered(1, "10:00", (1, 1)).build();
    let first = desk.book(&first).await.unwrap();
    let second = numbered(2, "10:00", (1, 2)).build();
    assert_taken(desk.book(&second).await, &[&first]);
    assert_eq!(desk.all_appointments().await, [first]);
}

pub async fn is_refused_for_the_same_patient(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let first = numbered(1, "10:00", (1, 1)).build();
    let first = desk.book(&first).await.unwrap();
    let second = numbered(2, "10:00", (2, 1)).build();
    assert_taken(desk.book(&second).await, &[&first]);
    assert_eq!(desk.all_appointments().await, [first]);
}

pub async fn is_refused_wherever_two_times_share_an_instant(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let first = numbered(1, "10:00", (1, 1)).with_minutes(30).build();
    let first = desk.book(&first).await.unwrap();
    for (time, minutes) in [
        ("09:35", 30),  // its last five minutes
        ("10:25", 30),  // its first five minutes
        ("10:10", 5),   // inside
        ("09:30", 120), // around
        ("10:00", 5),   // from the same start
        ("10:25", 5),   // to the same end
    ] {
        let second = numbered(2, time, (1, 2)).with_minutes(minutes).build();
        assert_taken(desk.book(&second).await, &[&first]);
    }
}

pub async fn names_everything_that_blocks_earliest_first(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let mut booked = Vec::new();
    for (number, time, who) in [
        (9, "10:00", (1, 1)), // the practitioner's
        (8, "10:30", (2, 2)), // the patient's
        (7, "11:00", (1, 3)), // the practitioner's
        (6, "11:30", (3, 4)), // neither's
        (5, "12:00", (1, 2)), // both's
        (4, "13:00", (1, 1)), // after
    ] {
        let appointment = numbered(number, time, who).build();
        booked.push(desk.book(&appointment).await.unwrap());
    }
    let wanted = numbered(1, "09:00", (1, 2)).with_minutes(240).build();
    let blocking = [&booked[0], &booked[1], &booked[2], &booked[4]];
    assert_taken(desk.book(&wanted).await, &blocking);
}

pub async fn does_not_mean_touching(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    for (number, time) in [(1, "10:00"), (2, "10:30"), (3, "09:30")] {
        let appointment = numbered(number, time, (1, 1)).with_minutes(30).build();
        desk.book(&appointment).await.unwrap();
    }
}

pub async fn does_not_concern_other_people(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    for (number, who) in [(1, (1, 1)), (2, (2, 2)), (3, (3, 3))] {
        let appointment = numbered(number, "10:00", who).build();
        desk.book(&appointment).await.unwrap();
    }
}

pub async fn does_not_count_what_is_cancelled_or_absent(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    for (number, status) in [
        (1, Status::Cancelled),
        (2, Status::CancelledByDoctor),
        (3, Status::Absent),
    ] {
        let appointment = numbered(number, "10:00", (1, 1)).build();
        let booked = desk.book(&appointment).await.unwrap();
        desk.set_status(&booked, status).await.unwrap();
    }
    let last = numbered(4, "10:00", (1, 1)).build();
    desk.book(&last).await.unwrap();
}

pub async fn is_refused_to_a_reinstatement(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    for (number, status) in [(1, Status::Cancelled), (3, Status::Absent)] {
        let time = format!("1{number}:00");
        let away = numbered(number, &time, (1, 1)).build();
        let away = desk.book(&away).await.unwrap();
        let away = desk.set_status(&away, status).await.unwrap();
        let other = numbered(number + 1, &time, (1, 2)).build();
        let other = desk.book(&other).await.unwrap();

        let refused = desk.set_status(&away, Status::Confirmed).await;
        assert_taken(refused, &[&other]);
        assert_eq!(desk.appointment(away.id).await, away);
    }
}

pub async fn is_guarded_again_after_a_reinstatement(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let first = numbered(1, "10:00", (1, 1)).build();
    let first = desk.book(&first).await.unwrap();
    let first = desk.set_status(&first, Status::Absent).await.unwrap();
    let first = desk.set_status(&first, Status::Confirmed).await.unwrap();
    let second = numbered(2, "10:00", (1, 2)).build();
    assert_taken(desk.book(&second).await, &[&first]);
}

pub async fn is_refused_to_a_move_which_then_changes_nothing(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let first = numbered(1, "10:00", (1, 1)).build();
    let first = desk.book(&first).await.unwrap();
    let second = numbered(2, "11:00", (1, 2)).build();
    let second = desk.book(&second).await.unwrap();

    let refused = desk.change(&second, |after| shift(after, -45)).await;
    assert_taken(refused, &[&first]);
    assert_eq!(desk.appointment(second.id).await, second);
    // It still holds its own time.
    let third = numbered(3, "11:00", (1, 3)).build();
    assert_taken(desk.book(&third).await, &[&second]);
}

pub async fn with_itself_does_not_stop_a_move(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let first = numbered(1, "10:00", (1, 1)).build();
    let mut last = desk.book(&first).await.unwrap();
    for minutes in [5, -10] {
        last = desk
            .change(&last, |after| shift(after, minutes))
            .await
            .unwrap();
    }
    let longer = desk
        .change(&last, |after| after.interval.end += Duration::minutes(15))
        .await
        .unwrap();
    assert_eq!(
        longer.interval,
        Interval {
            start: at("2026-11-25", "09:55"),
            end: at("2026-11-25", "10:40"),
        }
    );
}

pub async fn with_itself_is_not_named_when_another_blocks_a_move(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let first = numbered(1, "10:00", (1, 1)).build();
    let first = desk.book(&first).await.unwrap();
    let second = numbered(2, "10:30", (1, 2)).build();
    let second = desk.book(&second).await.unwrap();
    let refused = desk.change(&second, |after| shift(after, -5)).await;
    assert_taken(refused, &[&first]);
}

pub async fn ends_where_an_appointment_was_moved_from(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let first = numbered(1, "10:00", (1, 1)).build();
    let first = desk.book(&first).await.unwrap();
    let first = desk.change(&first, |after| shift(after, 60)).await.unwrap();
    let old_time = numbered(2, "10:00", (1, 1)).build();
    desk.book(&old_time).await.unwrap();
    let new_time = numbered(3, "11:15", (1, 2)).build();
    assert_taken(desk.book(&new_time).await, &[&first]);
}

pub async fn moves_with_the_appointment_to_another_practitioner(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let first = numbered(1, "10:00", (1, 1)).build();
    let first = desk.book(&first).await.unwrap();
    let other = PractitionerBuilder::numbered(2).build();
    let first = desk
        .change(&first, |after| {
            after.practitioner_id = other.id;
            after.practitioner_name.clone_from(&other.details.name);
        })
        .await
        .unwrap();
    let with_the_first = numbered(2, "10:00", (1, 2)).build();
    desk.book(&with_the_first).await.unwrap();
    let with_the_other = numbered(3, "10:00", (2, 3)).build();
    assert_taken(desk.book(&with_the_other).await, &[&first]);
}

pub async fn of_a_stale_save_is_reported_as_stale(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let first = numbered(1, "10:00", (1, 1)).build();
    desk.book(&first).await.unwrap();
    let second = numbered(2, "11:00", (1, 2)).build();
    let second = desk.book(&second).await.unwrap();
    desk.change(&second, |after| after.reason = Confidential::empty())
        .await
        .unwrap();
    let refused = desk.change(&second, |after| shift(after, -60)).await;
    assert!(matches!(refused, Err(StoreError::Stale)), "{refused:?}");
}

pub async fn is_refused_to_all_but_one_who_book_at_once(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let wanted: Vec<_> = (1..=4)
        .map(|number| numbered(number, "10:00", (1, number)).build())
        .collect();
    let answers = join_all(wanted.iter().map(|appointment| desk.book(appointment))).await;
    let winners: Vec<AppointmentId> = answers
        .iter()
        .filter_map(|answer| answer.as_ref().ok().map(|booked| booked.id))
        .collect();
    assert_eq!(winners.len(), 1);
    for refused in answers.into_iter().filter(Result::is_err) {
        let winner = &wanted[wanted.iter().position(|a| a.id == winners[0]).unwrap()];
        assert_taken(refused, &[winner]);
    }
    let ids: Vec<_> = desk.all_appointments().await.iter().map(|a| a.id).collect();
    assert_eq!(ids, winners);
}
