//! The feed of changes: what somebody who follows a base is told, and from when on.

use medigest_application::ports::{Area, Store};
use medigest_domain::appointment::Status;
use medigest_domain::settings::Settings;
use medigest_domain::trace::EntityKind;
use medigest_sample::builders::{
    AbsenceBuilder, AppointmentBuilder, DelayBuilder, PatientBuilder, PractitionerBuilder,
    UserBuilder, ZONE, at, credentials, hours, now,
};

use crate::desk::Desk;
use crate::follower::Follower;

pub async fn tells_a_booking_and_the_file_it_is_noted_in(store: &dyn Store) {
    let desk = Desk::on(store);
    let patient = desk.add_patient(PatientBuilder::new()).await;
    let mut follower = Follower::of(store).await;
    let booked = desk.book(&AppointmentBuilder::new().build()).await.unwrap();
    follower
        .hears(&[
            (Area::Appointments, booked.id.to_string()),
            (Area::Patients, patient.id.to_string()),
        ])
        .await;
}

pub async fn tells_every_step_of_an_appointment(store: &dyn Store) {
    let desk = Desk::on(store);
    desk.add_patient(PatientBuilder::new()).await;
    let booked = desk.book(&AppointmentBuilder::new().build()).await.unwrap();
    let mut follower = Follower::of(store).await;
    let this = [(Area::Appointments, booked.id.to_string())];
    let moved = desk.change(&booked, |after| {
        after.interval.start += chrono::Duration::minutes(5);
    });
    let moved = moved.await.unwrap();
    follower.hears(&this).await;
    let arrived = desk.change(&moved, |after| after.attendance.arrived_at = Some(now()));
    let arrived = arrived.await.unwrap();
    follower.hears(&this).await;
    desk.set_status(&arrived, Status::CancelledByDoctor)
        .await
        .unwrap();
    follower.hears(&this).await;
}

pub async fn tells_a_delay_and_its_withdrawal(store: &dyn Store) {
    let desk = Desk::on(store);
    let mut follower = Follower::of(store).await;
    let delay = DelayBuilder::new().build();
    let this = [(Area::Delays, delay.id.to_string())];
    let trace = desk.trace(EntityKind::Delay, delay.id);
    store.report_delay(&delay, &trace).await.unwrap();
    follower.hears(&this).await;
    let trace = desk.trace(EntityKind::Delay, delay.id);
    store.withdraw_delay(delay.id, now(), &trace).await.unwrap();
    follower.hears(&this).await;
}

pub async fn tells_an_absence_and_its_removal(store: &dyn Store) {
    let desk = Desk::on(store);
    let mut follower = Follower::of(store).await;
    let absence = AbsenceBuilder::new().build();
    let this = [(Area::Absences, absence.id.to_string())];
    let trace = desk.trace(EntityKind::Absence, absence.id);
    store.create_absence(&absence, &trace).await.unwrap();
    follower.hears(&this).await;
    let trace = desk.trace(EntityKind::Absence, absence.id);
    store.remove_absence(absence.id, &trace).await.unwrap();
    follower.hears(&this).await;
}

pub async fn tells_new_hours_and_a_new_name_of_a_practitioner(store: &dyn Store) {
    let desk = Desk::on(store);
    let patient = desk.add_patient(PatientBuilder::new()).await;
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let booked = desk.book(&AppointmentBuilder::new().build()).await.unwrap();
    let mut follower = Follower::of(store).await;
    let this = (Area::Practitioners, practitioner.id.to_string());

    let trace = desk.trace(EntityKind::Practitioner, practitioner.id);
    let open = hours(&[(1, "09:00", "17:00")]);
    let set = store.set_practitioner_hours(practitioner.id, Some(&open), &trace);
    set.await.unwrap();
    follower.hears(std::slice::from_ref(&this)).await;

    let trace = desk.trace(EntityKind::Practitioner, practitioner.id);
    let renamed = PractitionerBuilder::new().with_name("Dr Yersin").build();
    let edit = store.update_practitioner(practitioner.id, &renamed.details, &trace);
    edit.await.unwrap();
    follower
        .hears(&[
            this,
            (Area::Appointments, booked.id.to_string()),
            (Area::Patients, patient.id.to_string()),
        ])
        .await;
}

pub async fn tells_that_a_practitioner_is_gone(store: &dyn Store) {
    let desk = Desk::on(store);
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let mut follower = Follower::of(store).await;
    let deleted = desk.trace(EntityKind::Practitioner, practitioner.id);
    let removal = store.remove_practitioner(practitioner.id, &deleted, &deleted);
    removal.await.unwrap();
    let this = (Area::Practitioners, practitioner.id.to_string());
    follower.hears(&[this]).await;
}

pub async fn tells_new_and_edited_files_and_accounts(store: &dyn Store) {
    let desk = Desk::on(store);
    let mut follower = Follower::of(store).await;
    let patient = desk.add_patient(PatientBuilder::new()).await;
    let user = desk.add_user(UserBuilder::new()).await;
    let both = [
        (Area::Patients, patient.id.to_string()),
        (Area::Users, user.id.to_string()),
    ];
    follower.hears(&both).await;
    let trace = desk.trace(EntityKind::Patient, patient.id);
    let edit = store.update_patient(patient.id, patient.v, &patient.details, &trace);
    edit.await.unwrap();
    let trace = desk.trace(EntityKind::User, user.id);
    let given = credentials("!");
    let reset = store.set_password(user.id, &given, true, &trace);
    reset.await.unwrap();
    follower.hears(&both).await;
}

pub async fn tells_the_first_settings(store: &dyn Store) {
    let mut follower = Follower::of(store).await;
    store
        .create_settings(&Settings::in_zone(ZONE))
        .await
        .unwrap();
    follower.hears_of(Area::Settings).await;
}

pub async fn tells_nothing_from_before_it_began(store: &dyn Store) {
    let desk = Desk::on(store);
    let before = desk.add_patient(PatientBuilder::numbered(1)).await;
    let mut follower = Follower::of(store).await;
    let after = desk.add_patient(PatientBuilder::numbered(2)).await;
    let told = follower
        .hears(&[(Area::Patients, after.id.to_string())])
        .await;
    let old = (Area::Patients, before.id.to_string());
    assert!(!told.contains(&old), "{told:?}");
}

pub async fn tells_everybody_who_follows_until_they_leave(store: &dyn Store) {
    let desk = Desk::on(store);
    let mut one = Follower::of(store).await;
    let mut other = Follower::of(store).await;
    for number in 1..=2 {
        let file = desk.add_patient(PatientBuilder::numbered(number)).await;
        one.hears(&[(Area::Patients, file.id.to_string())]).await;
        other.hears(&[(Area::Patients, file.id.to_string())]).await;
    }
    drop(one);
    let start = at("2026-11-24", "14:00");
    let wanted = AppointmentBuilder::new().with_start(start).build();
    let booked = desk.book(&wanted).await.unwrap();
    other
        .hears(&[(Area::Appointments, booked.id.to_string())])
        .await;
}
