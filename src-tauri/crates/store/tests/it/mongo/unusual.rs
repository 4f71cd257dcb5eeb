//! What happens only when several clients meet at a bad moment.

use bson::oid::ObjectId;
use bson::{DateTime, Document, doc};
use futures::future::join_all;
use medigest_application::ports::{
    AppointmentStore as _, PatientStore as _, PractitionerStore as _, StoreError, UserStore as _,
};
use medigest_domain::appointment::Status;
use medigest_domain::id::UserId;
use medigest_domain::role::Role;
use medigest_domain::trace::EntityKind;
use medigest_sample::builders::{
    AppointmentBuilder, PatientBuilder, PractitionerBuilder, TraceBuilder, UserBuilder, id, now,
};

use super::server::Base;
use crate::contract::practitioners::removal_traces;
use crate::desk::Desk;

super::on_both_servers! {
    a_mark_left_behind_by_a_crash_blocks_nobody,
    administrators_all_deactivated_at_once_leave_one,
    a_booking_with_a_deleted_practitioner_brings_them_back_deactivated,
    a_booking_with_a_renamed_practitioner_takes_the_new_name,
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
    let users = base.database().await.collection::<Document>("users");
    let second = doc! { "_id": ObjectId::from_bytes(id::<UserId>(2).bytes()) };
    let long_ago = DateTime::from_millis(1_600_000_000_000);
    let long_ago = doc! { "retrait": { "essai": ObjectId::new(), "at": long_ago } };
    users
        .update_one(second, doc! { "$set": long_ago })
        .await
        .unwrap();
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
