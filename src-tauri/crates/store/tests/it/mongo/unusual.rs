//! What happens only when several clients meet at a bad moment.

use bson::oid::ObjectId;
use bson::{DateTime, Document, doc};
use futures::future::join_all;
use medigest_application::ports::{
    AbsenceStore as _, AppointmentStore as _, PatientStore as _, PractitionerStore as _,
    StoreError, StoreResult, UserStore as _,
};
use medigest_domain::appointment::Status;
use medigest_domain::id::UserId;
use medigest_domain::practitioner::PractitionerDetails;
use medigest_domain::role::Role;
use medigest_domain::trace::EntityKind;
use medigest_domain::user::User;
use medigest_sample::builders::{
    AbsenceBuilder, AppointmentBuilder, PatientBuilder, PractitionerBuilder, TraceBuilder,
    UserBuilder, credentials, id, now,
};
use medigest_store::mongo::MongoStore;
use tokio::task::JoinHandle;

use super::proxy::{Loss, Proxy};
use super::server::{Base, PATIENCE};
use crate::contract::practitioners::removal_traces;
use crate::desk::Desk;

super::on_both_servers! {
    a_mark_left_behind_by_a_crash_blocks_nobody,
    while_one_of_two_administrators_goes_the_other_stays,
    a_client_that_lost_its_mark_deactivates_nobody,
    administrators_all_deactivated_at_once_leave_one,
    a_password_that_is_sent_again_late_does_not_replace_a_newer_one,
    a_rename_that_is_sent_again_late_does_not_replace_a_newer_one,
    a_booking_with_a_deleted_practitioner_brings_them_back_deactivated,
    a_booking_with_a_renamed_practitioner_takes_the_new_name,
    a_time_that_is_freed_while_a_client_looks_who_has_it_is_booked,
    a_repeated_booking_is_known_whichever_index_refuses_it,
    a_second_replacement_is_stale_whichever_index_refuses_it,
    an_absence_that_was_removed_keeps_its_id,
    a_file_is_dated_by_the_server,
    a_duplicate_never_shows_a_value,
}

async fn a_mark_left_behind_by_a_crash_blocks_nobody(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    for number in 1..=2 {
        desk.add_user(UserBuilder::numbered(number).with_role(Role::Administrator))
            .await;
    }
    let left_behind = doc! { "retrait.essai": ObjectId::new() };
    mark(base, 2, left_behind).await;
    let trace = desk.trace(EntityKind::User, 1);
    let user = store.set_user_active(id(1), false, &trace).await.unwrap();
    assert!(!user.active);
    let trace = desk.trace(EntityKind::User, 2);
    let refused = store.set_user_active(id(2), false, &trace).await;
    assert!(
        matches!(refused, Err(StoreError::LastAdministrator)),
        "{refused:?}"
    );
}

/// Sets a mark of long ago on an account.
async fn mark(base: &Base, number: u64, mut mark: Document) {
    let account = doc! { "_id": ObjectId::from_bytes(id::<UserId>(number).bytes()) };
    mark.insert("retrait.at", DateTime::from_millis(1_600_000_000_000));
    let users = base.database().await.collection::<Document>("users");
    let marked = users.update_one(account, doc! { "$set": mark }).await;
    assert_eq!(marked.unwrap().matched_count, 1);
}

/// Two administrators, and a client that is held up on its way to deactivate the first, which it has marked.
async fn half_way(desk: &Desk<'_>, base: &Base) -> (JoinHandle<StoreResult<User>>, Proxy) {
    for number in 1..=2 {
        desk.add_user(UserBuilder::numbered(number).with_role(Role::Administrator))
            .await;
    }
    let proxy = Proxy::before(&base.uri).await;
    let (slow, _) = MongoStore::connect(proxy.uri(), PATIENCE).await.unwrap();
    proxy.lose(Loss::Time, "findAndModify", "users", 1);
    proxy.sparing(1);
    let trace = desk.trace(EntityKind::User, 1);
    let slow = tokio::spawn(async move { slow.set_user_active(id(1), false, &trace).await });
    proxy.holds().await;
    (slow, proxy)
}

async fn while_one_of_two_administrators_goes_the_other_stays(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    let (slow, proxy) = half_way(&desk, base).await;
    let trace = desk.trace(EntityKind::User, 2);
    let refused = store.set_user_active(id(2), false, &trace).await;
    assert!(refused.is_err(), "{refused:?}");

    proxy.let_go();
    assert!(!slow.await.unwrap().unwrap().active);
    assert!(store.user(id(2)).await.unwrap().unwrap().active);
}

async fn a_client_that_lost_its_mark_deactivates_nobody(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    let (slow, proxy) = half_way(&desk, base).await;
    // It takes so long that another takes the mark for left behind.
    mark(base, 1, Document::new()).await;
    let trace = desk.trace(EntityKind::User, 2);
    let user = store.set_user_active(id(2), false, &trace).await.unwrap();
    assert!(!user.active);

    proxy.let_go();
    let refused = slow.await.unwrap();
    assert!(
        matches!(refused, Err(StoreError::LastAdministrator)),
        "{refused:?}"
    );
    assert!(store.user(id(1)).await.unwrap().unwrap().active);
}

async fn administrators_all_deactivated_at_once_leave_one(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    for number in 1..=4 {
        desk.add_user(UserBuilder::numbered(number).with_role(Role::Administrator))
            .await;
    }
    let clients = join_all((0..4).map(|_| base.open())).await;
    let attempts = clients.iter().zip(1..).map(|(client, number)| {
        let trace = desk.trace(EntityKind::User, number);
        async move { client.set_user_active(id(number), false, &trace).await }
    });
    let refused = join_all(attempts)
        .await
        .into_iter()
        .filter(Result::is_err)
        .count();
    let users = store.users().await.unwrap();
    assert_eq!(users.iter().filter(|user| user.active).count(), refused);
    assert!(refused >= 1);
}

/// A client whose next write of `collection` reaches the server, but not the answer; and whose second try waits.
async fn interrupted(base: &Base, collection: &'static str) -> (MongoStore, Proxy) {
    let proxy = Proxy::before(&base.uri).await;
    let (store, _) = MongoStore::connect(proxy.uri(), PATIENCE).await.unwrap();
    for loss in [Loss::Answer, Loss::Time] {
        proxy.lose(loss, "findAndModify", collection, 1);
    }
    (store, proxy)
}

async fn a_password_that_is_sent_again_late_does_not_replace_a_newer_one(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    let user = desk.add_user(UserBuilder::new()).await;
    let hash = |text: &str| credentials(text);
    let (slow, proxy) = interrupted(base, "users").await;
    let trace = desk.trace(EntityKind::User, user.id);
    let first = hash("first");
    let slow = tokio::spawn(async move { slow.set_password(user.id, &first, false, &trace).await });
    proxy.holds().await;
    let trace = desk.trace(EntityKind::User, user.id);
    store
        .set_password(user.id, &hash("second"), false, &trace)
        .await
        .unwrap();

    proxy.let_go();
    let answer = slow.await.unwrap().unwrap();
    assert_eq!(answer.password, hash("second").password, "as it stands now");
    assert_eq!(desk.traces().await.len(), 3);
}

async fn a_rename_that_is_sent_again_late_does_not_replace_a_newer_one(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let named = |name: &str| PractitionerDetails {
        name: name.to_owned(),
        ..practitioner.details.clone()
    };
    let (slow, proxy) = interrupted(base, "practitioners").await;
    let trace = desk.trace(EntityKind::Practitioner, practitioner.id);
    let (id, first) = (practitioner.id, named("Dr. Durand"));
    let slow = tokio::spawn(async move { slow.update_practitioner(id, &first, &trace).await });
    proxy.holds().await;
    let trace = desk.trace(EntityKind::Practitioner, id);
    store
        .update_practitioner(id, &named("Dr. Petit"), &trace)
        .await
        .unwrap();

    proxy.let_go();
    let answer = slow.await.unwrap().unwrap();
    assert_eq!(answer.details.name, "Dr. Petit", "as it stands now");
    assert_eq!(desk.traces().await.len(), 3);
}

async fn a_booking_with_a_deleted_practitioner_brings_them_back_deactivated(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    desk.add_patient(PatientBuilder::new()).await;
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let (deleted, deactivated) = removal_traces(&desk, practitioner.id);
    store
        .remove_practitioner(practitioner.id, &deleted, &deactivated)
        .await
        .unwrap();
    assert_eq!(store.practitioner(practitioner.id).await.unwrap(), None);
    // Its client read the practitioner just before.
    let appointment = AppointmentBuilder::new().with_practitioner(&practitioner);
    desk.book(&appointment.build()).await.unwrap();
    let back = store.practitioner(practitioner.id).await.unwrap();
    assert!(!back.unwrap().active);
}

async fn a_booking_with_a_renamed_practitioner_takes_the_new_name(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    desk.add_patient(PatientBuilder::new()).await;
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    // Its client read the practitioner just before the rename.
    let appointment = AppointmentBuilder::new().with_practitioner(&practitioner);
    let mut details = practitioner.details;
    details.name = "Dr. Durand".to_owned();
    let trace = desk.trace(EntityKind::Practitioner, practitioner.id);
    store
        .update_practitioner(practitioner.id, &details, &trace)
        .await
        .unwrap();
    desk.book(&appointment.build()).await.unwrap();
    assert_eq!(
        desk.appointment(id(1)).await.practitioner_name,
        "Dr. Durand"
    );
    assert_eq!(desk.visits(id(1)).await[0].practitioner, "Dr. Durand");
}

async fn a_time_that_is_freed_while_a_client_looks_who_has_it_is_booked(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    desk.add_patient(PatientBuilder::new()).await;
    let first = AppointmentBuilder::numbered(1).build();
    let first = desk.book(&first).await.unwrap();
    let proxy = Proxy::before(&base.uri).await;
    let (slow, _) = MongoStore::connect(proxy.uri(), PATIENCE).await.unwrap();
    // It is refused, and then reads what blocks and whether it booked before.
    proxy.lose(Loss::Time, "find", "appointments", 2);
    let wanted = AppointmentBuilder::numbered(2).build();
    let trace = TraceBuilder::booking(&wanted).build();
    let slow = tokio::spawn(async move { slow.book(&wanted, &trace).await });
    proxy.holds().await;
    desk.set_status(&first, Status::Cancelled).await.unwrap();

    proxy.let_go();
    assert_eq!(slow.await.unwrap().unwrap().id, id(2));
}

async fn a_repeated_booking_is_known_whichever_index_refuses_it(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    let first = desk.book(&AppointmentBuilder::new().build()).await.unwrap();
    // A server may look at the slots before the operation.
    let appointments = base.database().await.collection::<Document>("appointments");
    appointments.drop_index("op_id").await.unwrap();
    let again = AppointmentBuilder::new().with_id(id(77)).build();
    assert_eq!(desk.book(&again).await.unwrap(), first);
}

async fn a_second_replacement_is_stale_whichever_index_refuses_it(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    desk.add_patient(PatientBuilder::new()).await;
    let first = AppointmentBuilder::numbered(1).replacing(id(50)).build();
    let first = desk.book(&first).await.unwrap();
    // A server may look at the slots before what is replaced.
    let appointments = base.database().await.collection::<Document>("appointments");
    appointments.drop_index("remplace").await.unwrap();
    let second = AppointmentBuilder::numbered(2).replacing(id(50)).build();
    let refused = desk.book(&second).await;
    assert!(matches!(refused, Err(StoreError::Stale)), "{refused:?}");
    let second = AppointmentBuilder::numbered(2).with_start(first.interval.end);
    let second = desk.book(&second.build()).await.unwrap();
    let refused = desk.change(&second, |after| {
        after.replaces = first.replaces;
        after.interval = first.interval;
    });
    let refused = refused.await;
    assert!(matches!(refused, Err(StoreError::Stale)), "{refused:?}");
}

async fn an_absence_that_was_removed_keeps_its_id(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    let absence = desk.note(&AbsenceBuilder::new().build()).await.unwrap();
    let trace = desk.trace(EntityKind::Absence, absence.id);
    store.remove_absence(absence.id, &trace).await.unwrap();
    let refused = desk.note(&absence).await;
    assert!(matches!(refused, Err(StoreError::Duplicate)), "{refused:?}");
    let absences = base.database().await.collection::<Document>("absences");
    let tombstone = absences.find_one(doc! {}).await.unwrap().unwrap();
    assert!(tombstone.get_datetime("supprime_at").is_ok());
}

async fn a_file_is_dated_by_the_server(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    // A device whose clock is years off.
    let wrong = now() + chrono::Duration::days(4_000);
    let file = PatientBuilder::new().with_updated_at(wrong).build();
    let trace = TraceBuilder::new(desk.op()).with_at(wrong).build();
    let created = store.create_patient(&file, &trace).await.unwrap();
    let edited = store
        .update_patient(
            file.id,
            1,
            &file.details,
            &desk.trace(EntityKind::Patient, file.id),
        )
        .await
        .unwrap();
    assert!(created.updated_at < wrong && created.updated_at <= edited.updated_at);
}

async fn a_duplicate_never_shows_a_value(base: &Base) {
    let store = base.open().await;
    let desk = Desk::on(&store);
    desk.add_user(UserBuilder::numbered(1).with_username("claire.dupont"))
        .await;
    let same = UserBuilder::numbered(2)
        .with_username("Claire.Dupont")
        .build();
    let trace = desk.trace(EntityKind::User, same.id);
    let refused = store.create_user(&same, &trace).await.unwrap_err();
    assert!(matches!(refused, StoreError::Duplicate));
    assert!(
        !format!("{refused} {refused:?}")
            .to_lowercase()
            .contains("dupont")
    );
    let booked = desk
        .book(&AppointmentBuilder::numbered(1).build())
        .await
        .unwrap();
    let same = AppointmentBuilder::numbered(2)
        .with_id(booked.id)
        .with_status(Status::Cancelled)
        .build();
    let refused = store
        .book(&same, &TraceBuilder::booking(&same).build())
        .await
        .unwrap_err();
    assert!(matches!(refused, StoreError::Duplicate), "{refused:?}");
}
