//! A client that dies between its write and what follows it: another finishes, exactly once.

use std::time::Duration;

use futures::future::join;
use medigest_application::ports::{
    AbsenceStore as _, PractitionerStore as _, Recovery as _, Removal, Store, Ties, UserStore as _,
};
use medigest_domain::id::PractitionerId;
use medigest_domain::practitioner::PractitionerDetails;
use medigest_domain::role::Role;
use medigest_domain::trace::{AuditAction, EntityKind};
use medigest_sample::builders::{
    AbsenceBuilder, AppointmentBuilder, DelayBuilder, PatientBuilder, PractitionerBuilder,
    UserBuilder, hours, id, now,
};
use medigest_store::mongo::MongoStore;

use super::proxy::{Loss, Proxy};
use super::server::Base;
use crate::contract::practitioners::removal_traces;
use crate::desk::Desk;
use crate::log;

super::on_both_servers! {
    after_a_booking_leaves_one_visit_and_one_trace,
    after_a_move_leaves_the_visit_moved,
    after_two_changes_leaves_the_newer_visit,
    after_a_new_file_leaves_one_trace,
    after_a_rename_leaves_the_new_name_everywhere,
    after_a_removal_leaves_one_trace,
    after_a_removal_that_a_booking_met_leaves_the_practitioner_deactivated,
    after_a_removal_that_a_linked_account_met_leaves_the_practitioner_deactivated,
    after_new_hours_leaves_one_trace,
    after_a_delay_and_after_its_withdrawal_leaves_one_trace_of_each,
    after_an_absence_and_after_its_removal_leaves_one_trace_of_each,
}

/// Short, because a dead client waits for it in vain.
const DYING: Duration = Duration::from_millis(300);

/// A client that will die right after its next `command` on `collection`.
async fn doomed(
    base: &Base,
    command: &'static str,
    collection: &'static str,
) -> (MongoStore, Proxy) {
    let proxy = Proxy::before(&base.uri).await;
    let (store, _) = MongoStore::connect(proxy.uri(), DYING).await.unwrap();
    proxy.lose(Loss::Everything, command, collection, 1);
    (store, proxy)
}

/// Two clients finish at once; how many entries each of them removed, together.
async fn finish(base: &Base) -> u32 {
    let (one, two) = join(base.open(), base.open()).await;
    let (first, second) = join(one.finish_pending(), two.finish_pending()).await;
    log::assert_whole(&one).await;
    first.unwrap() + second.unwrap()
}

async fn traces(store: &dyn Store) -> usize {
    Desk::on(store).traces().await.len()
}

async fn after_a_booking_leaves_one_visit_and_one_trace(base: &Base) {
    let alive = base.open().await;
    let desk = Desk::on(&alive);
    desk.add_patient(PatientBuilder::new()).await;
    let (dying, _proxy) = doomed(base, "findAndModify", "appointments").await;
    let wanted = AppointmentBuilder::new().build();
    let booked = Desk::numbered(1, &dying).book(&wanted).await;
    assert_eq!(
        booked.unwrap(),
        wanted,
        "it was acknowledged, so it is booked"
    );
    assert_eq!(
        (desk.visits(id(1)).await.len(), traces(&alive).await),
        (0, 1)
    );

    assert_eq!(finish(base).await, 1);
    assert_eq!(desk.visits(id(1)).await, [wanted.visit()]);
    assert_eq!(traces(&alive).await, 2);
    assert_eq!(finish(base).await, 0);
}

async fn after_a_move_leaves_the_visit_moved(base: &Base) {
    let alive = base.open().await;
    let desk = Desk::on(&alive);
    desk.add_patient(PatientBuilder::new()).await;
    let booked = desk.book(&AppointmentBuilder::new().build()).await.unwrap();
    let (dying, _proxy) = doomed(base, "findAndModify", "appointments").await;
    let dying = Desk::numbered(1, &dying);
    let moved = dying.change(&booked, |after| after.reason = "Contrôle".into());
    let moved = moved.await.unwrap();
    assert_eq!(desk.visits(id(1)).await, [booked.visit()]);

    assert_eq!(finish(base).await, 1);
    assert_eq!(desk.visits(id(1)).await, [moved.visit()]);
}

async fn after_two_changes_leaves_the_newer_visit(base: &Base) {
    let alive = base.open().await;
    let desk = Desk::on(&alive);
    desk.add_patient(PatientBuilder::new()).await;
    let (dying, _proxy) = doomed(base, "findAndModify", "appointments").await;
    let wanted = AppointmentBuilder::new().build();
    let booked = Desk::numbered(1, &dying).book(&wanted).await.unwrap();
    // The newer version is delivered first.
    let moved = desk.change(&booked, |after| after.reason = "Contrôle".into());
    let moved = moved.await.unwrap();

    assert_eq!(finish(base).await, 1);
    assert_eq!(desk.visits(id(1)).await, [moved.visit()]);
}

async fn after_a_new_file_leaves_one_trace(base: &Base) {
    let (dying, _proxy) = doomed(base, "findAndModify", "patients").await;
    Desk::numbered(1, &dying)
        .add_patient(PatientBuilder::new())
        .await;
    let alive = base.open().await;
    assert_eq!(traces(&alive).await, 0);
    assert_eq!(finish(base).await, 1);
    assert_eq!(traces(&alive).await, 1);
}

async fn after_a_rename_leaves_the_new_name_everywhere(base: &Base) {
    let alive = base.open().await;
    let desk = Desk::on(&alive);
    desk.add_patient(PatientBuilder::new()).await;
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let appointment = AppointmentBuilder::new().with_practitioner(&practitioner);
    desk.book(&appointment.build()).await.unwrap();
    let (dying, _proxy) = doomed(base, "findAndModify", "practitioners").await;
    let trace = desk.trace(EntityKind::Practitioner, practitioner.id);
    let renamed = PractitionerDetails {
        name: "Dr. Durand".to_owned(),
        ..practitioner.details
    };
    let answer = dying.update_practitioner(practitioner.id, &renamed, &trace);
    assert_eq!(answer.await.unwrap().details.name, "Dr. Durand");
    assert_ne!(
        desk.all_appointments().await[0].practitioner_name,
        "Dr. Durand"
    );

    assert_eq!(finish(base).await, 1);
    assert_eq!(
        desk.all_appointments().await[0].practitioner_name,
        "Dr. Durand"
    );
    assert_eq!(desk.visits(id(1)).await[0].practitioner, "Dr. Durand");
}

async fn remove(desk: &Desk<'_>, store: &MongoStore, practitioner: PractitionerId) -> Removal {
    let (deleted, deactivated) = removal_traces(desk, practitioner);
    let removal = store.remove_practitioner(practitioner, &deleted, &deactivated);
    removal.await.unwrap()
}

async fn after_a_removal_leaves_one_trace(base: &Base) {
    let alive = base.open().await;
    let desk = Desk::on(&alive);
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let (dying, _proxy) = doomed(base, "findAndModify", "practitioners").await;
    let removal = remove(&desk, &dying, practitioner.id).await;
    assert_eq!(removal, Removal::Deleted);
    assert_eq!(alive.practitioners().await.unwrap(), []);

    assert_eq!(finish(base).await, 1);
    assert_eq!(traces(&alive).await, 2);
}

async fn after_a_removal_that_a_booking_met_leaves_the_practitioner_deactivated(base: &Base) {
    let alive = base.open().await;
    let desk = Desk::on(&alive);
    desk.add_patient(PatientBuilder::new()).await;
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let (dying, _proxy) = doomed(base, "findAndModify", "practitioners").await;
    let removal = remove(&desk, &dying, practitioner.id).await;
    assert_eq!(removal, Removal::Deleted);
    let appointment = AppointmentBuilder::new().with_practitioner(&practitioner);
    desk.book(&appointment.build()).await.unwrap();

    assert_eq!(finish(base).await, 1);
    let back = alive.practitioner(practitioner.id).await.unwrap().unwrap();
    assert!(!back.active);
    let traces = desk.traces().await;
    let traced = |action| traces.iter().any(|trace| trace.action == action);
    assert!(traced(AuditAction::DeactivatePractitioner));
    assert!(!traced(AuditAction::DeletePractitioner));
    let again = remove(&desk, &alive, practitioner.id).await;
    let one = Ties {
        appointments: 1,
        accounts: vec![],
    };
    assert_eq!(again, Removal::Deactivated(one));
}

/// Either of the two that met finishes: the deletion, or the link of the account.
async fn after_a_removal_that_a_linked_account_met_leaves_the_practitioner_deactivated(
    base: &Base,
) {
    let alive = base.open().await;
    let desk = Desk::on(&alive);
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let doctor = desk.add_user(UserBuilder::new()).await;
    let (dying, _proxy) = doomed(base, "findAndModify", "practitioners").await;
    let removal = remove(&desk, &dying, practitioner.id).await;
    assert_eq!(removal, Removal::Deleted);
    let trace = desk.trace(EntityKind::User, doctor.id);
    let linked = alive.update_user(doctor.id, Role::Doctor, Some(practitioner.id), &trace);
    linked.await.unwrap();
    let back = alive.practitioner(practitioner.id).await.unwrap().unwrap();
    assert!(
        !back.active,
        "whoever links an account looks for the deletion"
    );

    assert_eq!(finish(base).await, 1);
    let traces = desk.traces().await;
    let traced = |action| traces.iter().any(|trace| trace.action == action);
    assert!(traced(AuditAction::DeactivatePractitioner));
    assert!(!traced(AuditAction::DeletePractitioner));
}

/// Nothing is traced yet, although the write was acknowledged; another client finishes, once.
async fn assert_one_trace_follows(base: &Base, before: usize) {
    let alive = base.open().await;
    assert_eq!(traces(&alive).await, before);
    assert_eq!(finish(base).await, 1);
    assert_eq!(traces(&alive).await, before + 1);
    assert_eq!(finish(base).await, 0);
}

async fn after_new_hours_leaves_one_trace(base: &Base) {
    let alive = base.open().await;
    let desk = Desk::on(&alive);
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let (dying, _proxy) = doomed(base, "findAndModify", "practitioners").await;
    let trace = desk.trace(EntityKind::Practitioner, practitioner.id);
    let mornings = hours(&[(1, "09:00", "12:00")]);
    let set = dying.set_practitioner_hours(practitioner.id, Some(&mornings), &trace);
    assert_eq!(set.await.unwrap().hours, Some(mornings));
    assert_one_trace_follows(base, 1).await;
}

async fn after_a_delay_and_after_its_withdrawal_leaves_one_trace_of_each(base: &Base) {
    let (dying, _proxy) = doomed(base, "findAndModify", "retards").await;
    let report = DelayBuilder::new().build();
    let reported = Desk::numbered(1, &dying).report(&report).await;
    assert_eq!(reported.unwrap(), report);
    assert_one_trace_follows(base, 0).await;

    let (dying, _proxy) = doomed(base, "findAndModify", "retards").await;
    let withdrawn = Desk::numbered(2, &dying).withdraw(report.id, now()).await;
    assert!(!withdrawn.unwrap().holds());
    assert_one_trace_follows(base, 1).await;
}

async fn after_an_absence_and_after_its_removal_leaves_one_trace_of_each(base: &Base) {
    let (dying, _proxy) = doomed(base, "findAndModify", "absences").await;
    let absence = AbsenceBuilder::new().build();
    let noted = Desk::numbered(1, &dying).note(&absence).await;
    assert_eq!(noted.unwrap(), absence);
    assert_one_trace_follows(base, 0).await;

    let (dying, _proxy) = doomed(base, "findAndModify", "absences").await;
    let trace = Desk::numbered(2, &dying).trace(EntityKind::Absence, absence.id);
    dying.remove_absence(absence.id, &trace).await.unwrap();
    assert_one_trace_follows(base, 1).await;
    assert_eq!(base.open().await.absence(absence.id).await.unwrap(), None);
}
