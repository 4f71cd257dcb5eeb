//! Business write, visit and trace stand or fall together: …

use chrono::Duration;
use medigest_application::ports::{Store, StoreError};
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::id::OpId;
use medigest_domain::role::Role;
use medigest_domain::trace::{EntityKind, Trace};
use medigest_sample::builders::{
    AbsenceBuilder, AppointmentBuilder, DelayBuilder, PatientBuilder, PractitionerBuilder,
    TraceBuilder, UserBuilder, at, credentials, id, now,
};

use super::practitioners::removal_traces;
use crate::desk::{Desk, changed};

pub async fn a_booking_writes_its_visit_and_its_trace(store: &dyn Store) {
    let desk = Desk::on(store);
    desk.add_patient(PatientBuilder::new()).await;
    let appointment = AppointmentBuilder::new().with_reason("Migraine").build();
    let trace = TraceBuilder::booking(&appointment)
        .with_user("Élodie")
        .with_at(at("2026-11-23", "09:01"))
        .build();
    store.book(&appointment, &trace).await.unwrap();
    let visits = desk.visits(appointment.patient_id).await;
    assert_eq!(visits, [appointment.visit()]);
    assert!(desk.traces().await.contains(&trace));
}

pub async fn a_visit_follows_its_appointment(store: &dyn Store) {
    let desk = Desk::on(store);
    desk.add_patient(PatientBuilder::new()).await;
    let other = desk
        .add_practitioner(PractitionerBuilder::numbered(2))
        .await;
    let mut last = desk.book(&AppointmentBuilder::new().build()).await.unwrap();

    let edits: [fn(&mut Appointment); 6] = [
        |after| {
            after.interval.start += Duration::minutes(60);
            after.interval.end += Duration::minutes(60);
        },
        |after| after.reason = "Vaccin".into(),
        |after| after.status = Status::Cancelled,
        |after| after.status = Status::Confirmed,
        |after| after.status = Status::Absent,
        |after| after.status = Status::CancelledByDoctor,
    ];
    for edit in edits {
        last = desk.change(&last, edit).await.unwrap();
        assert_eq!(desk.visits(last.patient_id).await, [last.visit()]);
    }
    last = desk
        .change(&last, |after| {
            after.practitioner_id = other.id;
            after.practitioner_name.clone_from(&other.details.name);
        })
        .await
        .unwrap();
    assert_eq!(desk.visits(last.patient_id).await, [last.visit()]);
}

pub async fn a_file_has_one_visit_per_appointment(store: &dyn Store) {
    let desk = Desk::on(store);
    let patient = desk.add_patient(PatientBuilder::numbered(1)).await;
    let other = desk.add_patient(PatientBuilder::numbered(2)).await;
    let booking = |number, time| {
        AppointmentBuilder::numbered(number)
            .with_start(at("2026-11-25", time))
            .with_patient(&patient)
            .build()
    };
    let first = desk.book(&booking(1, "10:00")).await.unwrap();
    let second = desk.book(&booking(2, "11:00")).await.unwrap();
    let second = desk.set_status(&second, Status::Absent).await.unwrap();
    let visits = desk.visits(patient.id).await;
    assert_eq!(visits, [first.visit(), second.visit()]);
    assert!(desk.visits(other.id).await.is_empty());
}

pub async fn a_refused_write_leaves_neither_visit_nor_trace(store: &dyn Store) {
    let desk = Desk::on(store);
    let patient = desk.add_patient(PatientBuilder::new()).await;
    let admin = desk
        .add_user(UserBuilder::new().with_role(Role::Administrator))
        .await;
    let booked = desk.book(&AppointmentBuilder::new().build()).await.unwrap();
    let traces = desk.traces().await;

    let on = |kind| desk.trace(kind, "000000000000000000000009");
    let overlapping = AppointmentBuilder::numbered(2).build();
    let refused = desk.book(&overlapping).await;
    assert!(matches!(refused, Err(StoreError::Taken { .. })));
    let stale = Appointment {
        v: booked.v + 2,
        reason: "Autre".into(),
        ..booked.clone()
    };
    let refused = store.save(&stale, &on(EntityKind::Appointment)).await;
    assert!(matches!(refused, Err(StoreError::Stale)));
    let missing = changed(&AppointmentBuilder::numbered(9).build(), |_| ());
    let refused = store.save(&missing, &on(EntityKind::Appointment)).await;
    assert!(matches!(refused, Err(StoreError::NotFound)));
    let refused = store
        .update_patient(patient.id, 7, &patient.details, &on(EntityKind::Patient))
        .await;
    assert!(matches!(refused, Err(StoreError::Stale)));
    let refused = store.create_user(&admin, &on(EntityKind::User)).await;
    assert!(matches!(refused, Err(StoreError::Duplicate)));
    let refused = store
        .set_user_active(admin.id, false, &on(EntityKind::User))
        .await;
    assert!(matches!(refused, Err(StoreError::LastAdministrator)));

    assert_eq!(desk.visits(patient.id).await, [booked.visit()]);
    assert_eq!(desk.traces().await, traces);
}

pub async fn every_write_leaves_its_trace(store: &dyn Store) {
    let desk = Desk::on(store);
    let user = UserBuilder::new().build();
    let practitioner = PractitionerBuilder::new().build();
    let patient = PatientBuilder::new().build();
    let booking = AppointmentBuilder::new()
        .with_practitioner(&practitioner)
        .build();
    let cancelled = changed(&booking, |after| after.status = Status::Cancelled);
    let hash = credentials("!");

    let mut written = Vec::new();
    let mut trace = |kind: EntityKind, id: String| -> Trace {
        let trace = desk.trace(kind, id);
        written.push(trace.clone());
        trace
    };
    let mut of_user = || trace(EntityKind::User, user.id.to_string());
    store.create_user(&user, &of_user()).await.unwrap();
    store
        .set_password(user.id, &hash, true, &of_user())
        .await
        .unwrap();
    store
        .set_user_active(user.id, false, &of_user())
        .await
        .unwrap();
    store.unlock_user(user.id, &of_user()).await.unwrap();
    store.delete_user(user.id, &of_user()).await.unwrap();
    let mut of_practitioner = || trace(EntityKind::Practitioner, practitioner.id.to_string());
    store
        .create_practitioner(&practitioner, &of_practitioner())
        .await
        .unwrap();
    store
        .update_practitioner(practitioner.id, &practitioner.details, &of_practitioner())
        .await
        .unwrap();
    store
        .set_practitioner_active(practitioner.id, true, &of_practitioner())
        .await
        .unwrap();
    let mut of_patient = || trace(EntityKind::Patient, patient.id.to_string());
    store.create_patient(&patient, &of_patient()).await.unwrap();
    store
        .update_patient(patient.id, 1, &patient.details, &of_patient())
        .await
        .unwrap();
    let mut of_booking = || trace(EntityKind::Appointment, booking.id.to_string());
    store.book(&booking, &of_booking()).await.unwrap();
    store.save(&cancelled, &of_booking()).await.unwrap();
    let mut of_hours = || trace(EntityKind::Practitioner, practitioner.id.to_string());
    store
        .set_practitioner_hours(practitioner.id, None, &of_hours())
        .await
        .unwrap();
    let report = DelayBuilder::new().build();
    let mut of_delay = || trace(EntityKind::Delay, report.id.to_string());
    store.report_delay(&report, &of_delay()).await.unwrap();
    store
        .withdraw_delay(report.id, now(), &of_delay())
        .await
        .unwrap();
    let absence = AbsenceBuilder::new().build();
    let mut of_absence = || trace(EntityKind::Absence, absence.id.to_string());
    store.create_absence(&absence, &of_absence()).await.unwrap();
    store
        .remove_absence(absence.id, &of_absence())
        .await
        .unwrap();
    let (deleted, deactivated) = removal_traces(&desk, practitioner.id);
    store
        .remove_practitioner(practitioner.id, &deleted, &deactivated)
        .await
        .unwrap();
    written.push(deactivated);

    let mut kept = desk.traces().await;
    kept.sort_by_key(|trace| trace.op_id);
    assert_eq!(kept, written);
}

pub async fn recovery_changes_nothing_that_is_whole(store: &dyn Store) {
    let desk = Desk::on(store);
    let patient = desk.add_patient(PatientBuilder::new()).await;
    let booked = desk.book(&AppointmentBuilder::new().build()).await.unwrap();
    let moved = desk
        .change(&booked, |after| after.interval.end += Duration::minutes(5))
        .await
        .unwrap();
    let traces = desk.traces().await;
    for _ in 0..2 {
        store.finish_pending().await.unwrap();
        assert_eq!(desk.visits(patient.id).await, [moved.visit()]);
        assert_eq!(desk.traces().await, traces);
    }
    let op: OpId = id(1);
    assert_eq!(traces.iter().filter(|trace| trace.op_id == op).count(), 1);
}
