//! Repeats (the same write with the same operation id, from a caller who lost the answer) …

use chrono::Duration;
use futures::future::join_all;
use medigest_application::ports::{Removal, Store, StoreError, Ties};
use medigest_domain::appointment::Status;
use medigest_domain::role::Role;
use medigest_domain::trace::EntityKind;
use medigest_sample::builders::{
    AbsenceBuilder, AppointmentBuilder, DelayBuilder, PatientBuilder, PractitionerBuilder,
    TraceBuilder, UserBuilder, credentials, hours, id, now,
};

use super::practitioners::removal_traces;
use crate::desk::{Desk, changed};

async fn desk_with_patients(store: &dyn Store) -> Desk<'_> {
    let desk = Desk::on(store);
    for number in 1..=2 {
        desk.add_patient(PatientBuilder::numbered(number)).await;
    }
    desk
}

pub async fn of_a_booking_book_once(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let wanted = AppointmentBuilder::new().build();
    let first = desk.book(&wanted).await.unwrap();
    let traces = desk.traces().await;
    assert_eq!(desk.book(&wanted).await.unwrap(), first);
    assert_eq!(desk.all_appointments().await, [first]);
    assert_eq!(desk.visits(wanted.patient_id).await.len(), 1);
    assert_eq!(desk.traces().await, traces);
}

pub async fn of_a_booking_with_another_id_answer_the_first(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let wanted = AppointmentBuilder::new().build();
    let first = desk.book(&wanted).await.unwrap();
    let again = AppointmentBuilder::new().with_id(id(77)).build();
    assert_eq!(desk.book(&again).await.unwrap(), first);
    assert_eq!(desk.all_appointments().await, [first]);
    assert_eq!(desk.visits(wanted.patient_id).await.len(), 1);
}

pub async fn of_a_booking_at_once_book_once(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let wanted = AppointmentBuilder::new().build();
    for answer in join_all((0..4).map(|_| desk.book(&wanted))).await {
        assert_eq!(answer.unwrap(), wanted);
    }
    assert_eq!(desk.visits(wanted.patient_id).await, [wanted.visit()]);
    assert_eq!(desk.all_appointments().await, [wanted]);
}

pub async fn of_a_booking_after_a_change_change_nothing(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let wanted = AppointmentBuilder::new().build();
    let booked = desk.book(&wanted).await.unwrap();
    let cancelled = desk.set_status(&booked, Status::Cancelled).await.unwrap();
    let answer = desk.book(&wanted).await.unwrap();
    assert_eq!(answer, cancelled, "the appointment as it stands now");
    assert_eq!(desk.visits(wanted.patient_id).await, [cancelled.visit()]);
    assert_eq!(desk.all_appointments().await, [cancelled]);
}

pub async fn of_a_refused_booking_count_when_the_time_is_free(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let first = AppointmentBuilder::numbered(1).build();
    let first = desk.book(&first).await.unwrap();
    let second = AppointmentBuilder::numbered(2).build();
    let refused = desk.book(&second).await;
    assert!(matches!(refused, Err(StoreError::Taken { .. })));
    desk.set_status(&first, Status::Cancelled).await.unwrap();
    assert_eq!(desk.book(&second).await.unwrap(), second);
}

pub async fn of_a_save_save_once(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let booked = desk.book(&AppointmentBuilder::new().build()).await.unwrap();
    let moved = changed(&booked, |after| after.interval.end += Duration::minutes(5));
    let trace = desk.trace(EntityKind::Appointment, moved.id);
    assert_eq!(store.save(&moved, &trace).await.unwrap(), moved);
    let traces = desk.traces().await;
    // The version it was made from is gone, and yet it is not stale.
    assert_eq!(store.save(&moved, &trace).await.unwrap(), moved);
    assert_eq!(desk.visits(moved.patient_id).await, [moved.visit()]);
    assert_eq!(desk.all_appointments().await, [moved]);
    assert_eq!(desk.traces().await, traces);
}

pub async fn of_a_new_user_add_one(store: &dyn Store) {
    let desk = Desk::on(store);
    let user = UserBuilder::new().build();
    let trace = desk.trace(EntityKind::User, user.id);
    for _ in 0..2 {
        assert_eq!(store.create_user(&user, &trace).await.unwrap(), user);
    }
    assert_eq!(store.users().await.unwrap(), [user]);
    assert_eq!(desk.traces().await, [trace]);
}

pub async fn of_a_password_do_not_bring_it_back(store: &dyn Store) {
    let desk = Desk::on(store);
    let user = desk.add_user(UserBuilder::new()).await;
    let hash = |text: &str| credentials(text);
    let first = desk.trace(EntityKind::User, user.id);
    let second = desk.trace(EntityKind::User, user.id);
    for (text, trace) in [("first", &first), ("second", &second), ("first", &first)] {
        store
            .set_password(user.id, &hash(text), false, trace)
            .await
            .unwrap();
    }
    let now = store.user(user.id).await.unwrap().unwrap();
    assert_eq!(now.password, hash("second").password);
    assert_eq!(now.key_pair, hash("second").key_pair);
}

pub async fn of_a_deactivation_answer_alike(store: &dyn Store) {
    let desk = Desk::on(store);
    for number in 1..=2 {
        desk.add_user(UserBuilder::numbered(number).with_role(Role::Administrator))
            .await;
    }
    let trace = desk.trace(EntityKind::User, "…");
    for _ in 0..2 {
        let user = store.set_user_active(id(1), false, &trace).await;
        assert!(!user.unwrap().active);
    }
}

pub async fn of_a_deleted_user_answer_alike(store: &dyn Store) {
    let desk = Desk::on(store);
    let user = UserBuilder::new().build();
    let created = desk.trace(EntityKind::User, user.id);
    store.create_user(&user, &created).await.unwrap();
    let deleted = desk.trace(EntityKind::User, user.id);
    for _ in 0..2 {
        store.delete_user(user.id, &deleted).await.unwrap();
    }
    assert_eq!(desk.traces().await.len(), 2);
    // Nor does a repeat of the creation bring it back.
    let again = store.create_user(&user, &created).await;
    assert!(matches!(again, Err(StoreError::NotFound)), "{again:?}");
    assert!(store.users().await.unwrap().is_empty());
}

pub async fn of_an_unlocking_do_not_unlock_again(store: &dyn Store) {
    let desk = Desk::on(store);
    let user = desk.add_user(UserBuilder::new()).await;
    let fail = async || store.begin_sign_in(user.id, now()).await.unwrap();
    fail().await;
    let trace = desk.trace(EntityKind::User, user.id);
    let unlocked = store.unlock_user(user.id, &trace).await.unwrap();
    assert_eq!(unlocked.failed_sign_ins, 0);
    fail().await;
    let again = store.unlock_user(user.id, &trace).await.unwrap();
    assert_eq!(again.failed_sign_ins, 1, "the account as it stands now");
}

pub async fn of_a_new_practitioner_add_one(store: &dyn Store) {
    let desk = Desk::on(store);
    let wanted = PractitionerBuilder::new().build();
    let trace = desk.trace(EntityKind::Practitioner, wanted.id);
    for _ in 0..2 {
        let added = store.create_practitioner(&wanted, &trace).await;
        assert_eq!(added.unwrap(), wanted);
    }
    assert_eq!(store.practitioners().await.unwrap(), [wanted]);
    assert_eq!(desk.traces().await, [trace]);
}

pub async fn of_a_rename_do_not_bring_it_back(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let appointment = AppointmentBuilder::new()
        .with_practitioner(&practitioner)
        .build();
    desk.book(&appointment).await.unwrap();
    let named = |name: &str| PractitionerBuilder::new().with_name(name).build().details;
    let first = desk.trace(EntityKind::Practitioner, practitioner.id);
    let second = desk.trace(EntityKind::Practitioner, practitioner.id);
    for (name, trace) in [
        ("Dr. First", &first),
        ("Dr. Second", &second),
        ("Dr. First", &first),
    ] {
        store
            .update_practitioner(practitioner.id, &named(name), trace)
            .await
            .unwrap();
    }
    let now = store.practitioner(practitioner.id).await.unwrap().unwrap();
    assert_eq!(now.details.name, "Dr. Second");
    let appointment = desk.appointment(appointment.id).await;
    assert_eq!(appointment.practitioner_name, "Dr. Second");
    let visits = desk.visits(appointment.patient_id).await;
    assert_eq!(visits[0].practitioner, "Dr. Second");
}

pub async fn of_a_removal_answer_alike(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let busy = desk
        .add_practitioner(PractitionerBuilder::numbered(1))
        .await;
    let idle = desk
        .add_practitioner(PractitionerBuilder::numbered(2))
        .await;
    let appointment = AppointmentBuilder::new().with_practitioner(&busy).build();
    desk.book(&appointment).await.unwrap();
    let one = Ties {
        appointments: 1,
        accounts: vec![],
    };
    for (practitioner, expected) in [
        (&busy, Removal::Deactivated(one)),
        (&idle, Removal::Deleted),
    ] {
        let before = desk.traces().await.len();
        let (deleted, deactivated) = removal_traces(&desk, practitioner.id);
        for _ in 0..2 {
            let removal = store
                .remove_practitioner(practitioner.id, &deleted, &deactivated)
                .await;
            assert_eq!(removal.unwrap(), expected);
        }
        assert_eq!(desk.traces().await.len(), before + 1);
    }
}

pub async fn of_a_new_file_add_one(store: &dyn Store) {
    let desk = Desk::on(store);
    let patient = PatientBuilder::new().build();
    let trace = desk.trace(EntityKind::Patient, patient.id);
    let first = store.create_patient(&patient, &trace).await.unwrap();
    let second = store.create_patient(&patient, &trace).await.unwrap();
    assert_eq!(first, second);
    assert_eq!(store.patients_changed_since(None).await.unwrap().len(), 1);
    assert_eq!(desk.traces().await, [trace]);
}

pub async fn of_an_edited_file_edit_once(store: &dyn Store) {
    let desk = Desk::on(store);
    let before = desk.add_patient(PatientBuilder::new()).await;
    let details = PatientBuilder::new().with_notes("Asthme").build().details;
    let trace = TraceBuilder::new(desk.op())
        .with_object(EntityKind::Patient, before.id)
        .build();
    let first = store
        .update_patient(before.id, before.v, &details, &trace)
        .await
        .unwrap();
    assert_eq!(first.v, 2);
    // The version it was made from is gone, and yet it is not stale.
    let second = store
        .update_patient(before.id, before.v, &details, &trace)
        .await
        .unwrap();
    assert_eq!(first, second);
    assert_eq!(store.patient(before.id).await.unwrap(), Some(first));
}

pub async fn of_hours_do_not_bring_them_back(store: &dyn Store) {
    let desk = Desk::on(store);
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let mornings = hours(&[(1, "09:00", "12:00")]);
    let evenings = hours(&[(1, "17:00", "20:00")]);
    let first = desk.trace(EntityKind::Practitioner, practitioner.id);
    let second = desk.trace(EntityKind::Practitioner, practitioner.id);
    for (hours, trace) in [
        (&mornings, &first),
        (&evenings, &second),
        (&mornings, &first),
    ] {
        store
            .set_practitioner_hours(practitioner.id, Some(hours), trace)
            .await
            .unwrap();
    }
    let now = store.practitioner(practitioner.id).await.unwrap().unwrap();
    assert_eq!(now.hours, Some(evenings));
}

pub async fn of_a_booking_that_replaces_another_book_once(store: &dyn Store) {
    let desk = desk_with_patients(store).await;
    let wanted = AppointmentBuilder::new().replacing(id(50)).build();
    let first = desk.book(&wanted).await.unwrap();
    // Another id and another time, so that only what it replaces tells that it is there.
    let again = AppointmentBuilder::new()
        .with_id(id(77))
        .with_start(first.interval.end)
        .replacing(id(50))
        .build();
    for repeated in [&wanted, &again] {
        assert_eq!(desk.book(repeated).await.unwrap(), first);
    }
    assert_eq!(desk.all_appointments().await, [first]);
}

pub async fn of_a_delay_report_it_once(store: &dyn Store) {
    let desk = Desk::on(store);
    let report = DelayBuilder::new().build();
    let trace = desk.trace(EntityKind::Delay, report.id);
    for answer in join_all((0..3).map(|_| store.report_delay(&report, &trace))).await {
        assert_eq!(answer.unwrap(), report);
    }
    let another_id = DelayBuilder::numbered(77).build();
    let again = store.report_delay(&another_id, &trace).await;
    assert_eq!(again.unwrap(), report);
    assert_eq!(desk.all_delays().await, [report]);
    assert_eq!(desk.traces().await, [trace]);
}

pub async fn of_a_withdrawal_withdraw_once(store: &dyn Store) {
    let desk = Desk::on(store);
    let report = desk.report(&DelayBuilder::new().build()).await.unwrap();
    let trace = desk.trace(EntityKind::Delay, report.id);
    let first = store
        .withdraw_delay(report.id, now(), &trace)
        .await
        .unwrap();
    let later = now() + Duration::minutes(5);
    let again = store.withdraw_delay(report.id, later, &trace).await;
    assert_eq!(again.unwrap(), first);
    assert_eq!(desk.traces().await.len(), 2);
}

pub async fn of_an_absence_note_it_once(store: &dyn Store) {
    let desk = Desk::on(store);
    let absence = AbsenceBuilder::new().build();
    let trace = desk.trace(EntityKind::Absence, absence.id);
    for answer in join_all((0..3).map(|_| store.create_absence(&absence, &trace))).await {
        assert_eq!(answer.unwrap(), absence);
    }
    let another_id = AbsenceBuilder::numbered(77).build();
    let again = store.create_absence(&another_id, &trace).await;
    assert_eq!(again.unwrap(), absence);
    assert_eq!(desk.all_absences().await, [absence]);
    assert_eq!(desk.traces().await, [trace]);
}

pub async fn of_a_removed_absence_answer_alike(store: &dyn Store) {
    let desk = Desk::on(store);
    let absence = AbsenceBuilder::new().build();
    let noted = desk.trace(EntityKind::Absence, absence.id);
    store.create_absence(&absence, &noted).await.unwrap();
    let removed = desk.trace(EntityKind::Absence, absence.id);
    for _ in 0..2 {
        store.remove_absence(absence.id, &removed).await.unwrap();
    }
    assert_eq!(desk.traces().await.len(), 2);
    // Nor does a repeat of the noting bring it back.
    let again = store.create_absence(&absence, &noted).await;
    assert!(matches!(again, Err(StoreError::NotFound)), "{again:?}");
    assert!(desk.all_absences().await.is_empty());
}
