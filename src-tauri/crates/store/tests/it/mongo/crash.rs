//! A client that dies between its write and what follows it: another finishes, exactly once.

use std::time::Duration;

use futures::future::join;
use medigest_application::ports::{PractitionerStore as _, Recovery as _, Removal, Store};
use medigest_domain::id::PractitionerId;
use medigest_domain::practitioner::PractitionerDetails;
use medigest_domain::trace::{AuditAction, EntityKind};
use medigest_sample::builders::{AppointmentBuilder, PatientBuilder, PractitionerBuilder, id};
use medigest_store::mongo::MongoStore;

use super::proxy::{Loss, Proxy};
use super::server::Base;
use crate::contract::practitioners::removal_traces;
use crate::desk::Desk;

super::on_both_servers! {
    after_a_booking_leaves_one_visit_and_one_trace,
    after_a_move_leaves_the_visit_moved,
    after_two_changes_leaves_the_newer_visit,
    after_a_new_file_leaves_one_trace,
    after_a_rename_leaves_the_new_name_everywhere,
    after_a_removal_leaves_one_trace,
    after_a_removal_that_a_booking_met_leaves_the_practitioner_deactivated,
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
    let (one, two) = join(one.finish_pending(), two.finish_pending()).await;
    one.unwrap() + two.unwrap()
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
    let moved = dying.change(&booked, |after| after.reason = "Contrôle".to_owned());
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
    let moved = desk.change(&booked, |after| after.reason = "Contrôle".to_owned());
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
    assert_eq!(again, Removal::Deactivated { appointments: 1 });
}
