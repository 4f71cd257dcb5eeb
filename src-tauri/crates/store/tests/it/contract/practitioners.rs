//! Practitioners …

use medigest_application::ports::{Removal, Store, StoreError, Ties};
use medigest_domain::appointment::Status;
use medigest_domain::id::PractitionerId;
use medigest_domain::practitioner::{Practitioner, PractitionerDetails};
use medigest_domain::role::Role;
use medigest_domain::secret::Confidential;
use medigest_domain::trace::{AuditAction, EntityKind, Trace};
use medigest_sample::builders::{
    AppointmentBuilder, PatientBuilder, PractitionerBuilder, TraceBuilder, UserBuilder, at, hours,
    id,
};

use crate::desk::{Desk, changed};

fn named(name: &str) -> PractitionerDetails {
    PractitionerBuilder::new().with_name(name).build().details
}

/// The two traces of a removal, of one operation.
pub fn removal_traces(desk: &Desk<'_>, id: PractitionerId) -> (Trace, Trace) {
    let base = TraceBuilder::new(desk.op()).with_object(EntityKind::Practitioner, id);
    let deleted = base.clone().with_action(AuditAction::DeletePractitioner);
    let deactivated = base.with_action(AuditAction::DeactivatePractitioner);
    (deleted.build(), deactivated.build())
}

async fn rename(desk: &Desk<'_>, practitioner: &Practitioner, name: &str) -> Practitioner {
    let trace = desk.trace(EntityKind::Practitioner, practitioner.id);
    desk.store
        .update_practitioner(practitioner.id, &named(name), &trace)
        .await
        .unwrap()
}

pub async fn come_back_as_they_were_written(store: &dyn Store) {
    let desk = Desk::on(store);
    let wanted = PractitionerBuilder::new()
        .with_name("Dr. House")
        .with_speciality("Médecine interne")
        .with_color("#aa0044")
        .inactive();
    let added = desk.add_practitioner(wanted.clone()).await;
    assert_eq!(added, wanted.build());
    assert_eq!(store.practitioner(added.id).await.unwrap(), Some(added));
    assert_eq!(store.practitioner(id(9)).await.unwrap(), None);
}

pub async fn are_listed_by_name_even_if_two_have_the_same(store: &dyn Store) {
    let desk = Desk::on(store);
    for (number, name) in [(1, "Dr. Wilson"), (2, "Dr. Cuddy"), (3, "Dr. Wilson")] {
        desk.add_practitioner(PractitionerBuilder::numbered(number).with_name(name))
            .await;
    }
    let listed = store.practitioners().await.unwrap();
    let names: Vec<_> = listed.iter().map(|p| p.details.name.as_str()).collect();
    assert_eq!(names, ["Dr. Cuddy", "Dr. Wilson", "Dr. Wilson"]);
}

pub async fn are_edited(store: &dyn Store) {
    let desk = Desk::on(store);
    let before = desk.add_practitioner(PractitionerBuilder::new()).await;
    let details = PractitionerDetails::parse("Dr. Adams", "Pédiatrie", "#123456").unwrap();
    let trace = desk.trace(EntityKind::Practitioner, before.id);
    let after = store
        .update_practitioner(before.id, &details, &trace)
        .await
        .unwrap();
    let expected = Practitioner { details, ..before };
    assert_eq!(after, expected);

    let trace = desk.trace(EntityKind::Practitioner, expected.id);
    let inactive = store
        .set_practitioner_active(expected.id, false, &trace)
        .await
        .unwrap();
    let expected = Practitioner {
        active: false,
        ..expected
    };
    assert_eq!(inactive, expected);
    assert_eq!(
        store.practitioner(expected.id).await.unwrap(),
        Some(expected)
    );
}

pub async fn that_do_not_exist_are_not_found(store: &dyn Store) {
    let desk = Desk::on(store);
    let trace = desk.trace(EntityKind::Practitioner, id::<PractitionerId>(9));
    let edited = store
        .update_practitioner(id(9), &named("Dr. Who"), &trace)
        .await;
    assert!(matches!(edited, Err(StoreError::NotFound)), "{edited:?}");
    let activated = store.set_practitioner_active(id(9), true, &trace).await;
    assert!(
        matches!(activated, Err(StoreError::NotFound)),
        "{activated:?}"
    );
    let (deleted, deactivated) = removal_traces(&desk, id(9));
    let removed = store
        .remove_practitioner(id(9), &deleted, &deactivated)
        .await;
    assert!(matches!(removed, Err(StoreError::NotFound)), "{removed:?}");
}

pub async fn who_are_renamed_are_renamed_in_every_appointment_and_visit_of_theirs(
    store: &dyn Store,
) {
    let desk = Desk::on(store);
    let theirs = desk
        .add_practitioner(PractitionerBuilder::numbered(1))
        .await;
    let other = desk
        .add_practitioner(PractitionerBuilder::numbered(2))
        .await;
    let patient = desk.add_patient(PatientBuilder::new()).await;
    for (number, practitioner, status) in [
        (1, &theirs, Status::Confirmed),
        (2, &theirs, Status::Cancelled),
        (3, &theirs, Status::Absent),
        (4, &other, Status::Confirmed),
    ] {
        let appointment = AppointmentBuilder::numbered(number)
            .with_practitioner(practitioner)
            .with_start(at("2026-11-25", &format!("1{number}:00")))
            .build();
        let booked = desk.book(&appointment).await.unwrap();
        if status != Status::Confirmed {
            desk.set_status(&booked, status).await.unwrap();
        }
    }

    rename(&desk, &theirs, "Dr. House").await;

    let new_names = ["Dr. House", "Dr. House", "Dr. House", "Dr. Martin 2"];
    let appointments = desk.all_appointments().await;
    let names: Vec<_> = appointments.iter().map(|a| &a.practitioner_name).collect();
    assert_eq!(names, new_names);
    let visits = desk.visits(patient.id).await;
    let names: Vec<_> = visits.iter().map(|visit| &visit.practitioner).collect();
    assert_eq!(names, new_names);
}

pub async fn who_were_renamed_do_not_get_the_old_name_back_by_a_save_made_before(
    store: &dyn Store,
) {
    let desk = Desk::on(store);
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let patient = desk.add_patient(PatientBuilder::new()).await;
    let before = AppointmentBuilder::new()
        .with_practitioner(&practitioner)
        .build();
    let before = desk.book(&before).await.unwrap();

    rename(&desk, &practitioner, "Dr. House").await;
    let refused = desk
        .change(&before, |after| after.reason = Confidential::empty())
        .await;
    assert!(matches!(refused, Err(StoreError::Stale)), "{refused:?}");

    let read_again = desk.appointment(before.id).await;
    let saved = desk
        .change(&read_again, |after| after.reason = Confidential::empty())
        .await;
    assert_eq!(saved.unwrap().practitioner_name, "Dr. House");
    assert_eq!(desk.visits(patient.id).await[0].practitioner, "Dr. House");
}

pub async fn without_appointments_are_deleted(store: &dyn Store) {
    let desk = Desk::on(store);
    let stays = desk
        .add_practitioner(PractitionerBuilder::numbered(1))
        .await;
    let goes = desk
        .add_practitioner(PractitionerBuilder::numbered(2))
        .await;
    let (deleted, deactivated) = removal_traces(&desk, goes.id);
    let removal = store
        .remove_practitioner(goes.id, &deleted, &deactivated)
        .await;
    assert_eq!(removal.unwrap(), Removal::Deleted);
    assert_eq!(store.practitioner(goes.id).await.unwrap(), None);
    assert_eq!(store.practitioners().await.unwrap(), [stays]);
    let traces = desk.traces().await;
    assert!(traces.contains(&deleted) && !traces.contains(&deactivated));
}

pub async fn with_appointments_of_any_status_are_deactivated(store: &dyn Store) {
    let desk = Desk::on(store);
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    desk.add_patient(PatientBuilder::new()).await;
    let first = AppointmentBuilder::numbered(1).with_practitioner(&practitioner);
    let second = AppointmentBuilder::numbered(2)
        .with_practitioner(&practitioner)
        .with_start(at("2026-11-25", "10:00"));
    let first = desk.book(&first.build()).await.unwrap();
    desk.set_status(&first, Status::Cancelled).await.unwrap();
    desk.book(&second.build()).await.unwrap();

    let (deleted, deactivated) = removal_traces(&desk, practitioner.id);
    let removal = store
        .remove_practitioner(practitioner.id, &deleted, &deactivated)
        .await;
    let two = Ties {
        appointments: 2,
        accounts: vec![],
    };
    assert_eq!(removal.unwrap(), Removal::Deactivated(two));
    let kept = store.practitioner(practitioner.id).await.unwrap().unwrap();
    assert!(!kept.active);
    let traces = desk.traces().await;
    assert!(traces.contains(&deactivated) && !traces.contains(&deleted));

    // Moved to another practitioner, the appointments no longer hold them.
    let other = desk
        .add_practitioner(PractitionerBuilder::numbered(2))
        .await;
    for appointment in desk.all_appointments().await {
        let moved = changed(&appointment, |after| {
            after.practitioner_id = other.id;
            after.practitioner_name.clone_from(&other.details.name);
        });
        let trace = desk.trace(EntityKind::Appointment, moved.id);
        store.save(&moved, &trace).await.unwrap();
    }
    let (deleted, deactivated) = removal_traces(&desk, practitioner.id);
    let removal = store
        .remove_practitioner(practitioner.id, &deleted, &deactivated)
        .await;
    assert_eq!(removal.unwrap(), Removal::Deleted);
}

pub async fn linked_to_accounts_are_deactivated_until_no_account_is(store: &dyn Store) {
    let desk = Desk::on(store);
    let practitioner = desk.add_practitioner(PractitionerBuilder::new()).await;
    let linked = |number, name| {
        UserBuilder::numbered(number)
            .with_username(name)
            .with_practitioner(&practitioner)
    };
    let wilson = desk.add_user(linked(1, "wilson")).await;
    let house = desk.add_user(linked(2, "House").inactive()).await;
    desk.add_user(UserBuilder::numbered(3)).await;
    let remove = async || {
        let (deleted, deactivated) = removal_traces(&desk, practitioner.id);
        let removal = store.remove_practitioner(practitioner.id, &deleted, &deactivated);
        removal.await.unwrap()
    };
    let both = Ties {
        appointments: 0,
        accounts: vec![house.username, wilson.username],
    };
    assert_eq!(remove().await, Removal::Deactivated(both));
    let kept = store.practitioner(practitioner.id).await.unwrap().unwrap();
    assert!(!kept.active);
    let trace = desk.trace(EntityKind::User, wilson.id);
    let unlinked = store.update_user(wilson.id, Role::Reception, None, &trace);
    unlinked.await.unwrap();
    let trace = desk.trace(EntityKind::User, house.id);
    store.delete_user(house.id, &trace).await.unwrap();
    assert_eq!(remove().await, Removal::Deleted);
}

pub async fn work_at_hours_of_their_own_or_at_the_usual_ones(store: &dyn Store) {
    let desk = Desk::on(store);
    let before = desk.add_practitioner(PractitionerBuilder::new()).await;
    assert_eq!(before.hours, None);
    let week = hours(&[
        (1, "09:00", "12:00"),
        (1, "14:00", "18:30"),
        (7, "10:00", "11:00"),
    ]);
    for hours in [Some(week), None] {
        let trace = desk.trace(EntityKind::Practitioner, before.id);
        let after = store
            .set_practitioner_hours(before.id, hours.as_ref(), &trace)
            .await
            .unwrap();
        let expected = Practitioner {
            hours,
            ..before.clone()
        };
        assert_eq!(after, expected);
        let found = store.practitioner(before.id).await.unwrap();
        assert_eq!(found, Some(expected));
        assert!(desk.traces().await.contains(&trace));
    }
    let trace = desk.trace(EntityKind::Practitioner, id::<PractitionerId>(9));
    let missing = store.set_practitioner_hours(id(9), None, &trace).await;
    assert!(matches!(missing, Err(StoreError::NotFound)), "{missing:?}");
}

pub async fn keep_their_hours_through_every_other_edit(store: &dyn Store) {
    let desk = Desk::on(store);
    let mornings = PractitionerBuilder::new().with_hours(&[(2, "09:00", "12:00")]);
    let before = desk.add_practitioner(mornings.clone()).await;
    assert_eq!(before, mornings.build());
    let renamed = rename(&desk, &before, "Dr. House").await;
    assert_eq!(renamed.hours, before.hours);
    let trace = desk.trace(EntityKind::Practitioner, before.id);
    let inactive = store
        .set_practitioner_active(before.id, false, &trace)
        .await
        .unwrap();
    assert_eq!(inactive.hours, before.hours);
}
