//! Patients' files …

use futures::join;
use medigest_application::ports::{Store, StoreError};
use medigest_domain::id::PatientId;
use medigest_domain::patient::{Patient, PatientDetails, Visit};
use medigest_domain::trace::EntityKind;
use medigest_sample::builders::{
    AppointmentBuilder, PatientBuilder, PatientFormBuilder, TraceBuilder, at, id, now,
};

use crate::desk::Desk;

fn minimal_details() -> PatientDetails {
    let form = PatientFormBuilder::minimal().build();
    form.parse(now().date_naive()).unwrap()
}

/// A visit as an older base has it.
fn old_visit() -> Visit {
    Visit {
        appointment_id: None,
        date: at("2019-03-01", "09:00"),
        practitioner_id: None,
        practitioner: "Dr. Parti".to_owned(),
        reason: "Migraine".into(),
        reason_of: None,
        status: None,
    }
}

async fn edit(
    desk: &Desk<'_>,
    patient: &Patient,
    details: &PatientDetails,
) -> Result<Patient, StoreError> {
    let trace = desk.trace(EntityKind::Patient, patient.id);
    desk.store
        .update_patient(patient.id, patient.v, details, &trace)
        .await
}

pub async fn come_back_as_they_were_written(store: &dyn Store) {
    let desk = Desk::on(store);
    let wanted = PatientBuilder::new().with_visit(old_visit());
    let added = desk.add_patient(wanted.clone()).await;
    let expected = wanted.with_updated_at(added.updated_at).build();
    assert_eq!(added, expected);
    assert_eq!(store.patient(added.id).await.unwrap(), Some(added));
    assert_eq!(store.patient(id(9)).await.unwrap(), None);
}

pub async fn without_optional_details_come_back_without_them(store: &dyn Store) {
    let desk = Desk::on(store);
    let wanted = PatientBuilder::new().with_details(minimal_details());
    let added = desk.add_patient(wanted).await;
    assert_eq!(added.details, minimal_details());
    assert_eq!(store.patient(added.id).await.unwrap(), Some(added));
}

pub async fn with_an_id_in_use_are_duplicates(store: &dyn Store) {
    let desk = Desk::on(store);
    let first = desk.add_patient(PatientBuilder::new()).await;
    let second = PatientBuilder::new().with_last_name("Durand").build();
    let trace = desk.trace(EntityKind::Patient, second.id);
    let refused = store.create_patient(&second, &trace).await;
    assert!(matches!(refused, Err(StoreError::Duplicate)), "{refused:?}");
    assert_eq!(store.patient(first.id).await.unwrap(), Some(first));
}

pub async fn are_edited_as_a_whole_and_keep_their_visits(store: &dyn Store) {
    let desk = Desk::on(store);
    let before = desk
        .add_patient(PatientBuilder::new().with_visit(old_visit()))
        .await;
    desk.book(&AppointmentBuilder::new().build()).await.unwrap();
    let visits = desk.visits(before.id).await;
    assert_eq!(visits.len(), 2);

    let emptied = edit(&desk, &before, &minimal_details()).await.unwrap();
    assert_eq!((emptied.v, &emptied.details), (2, &minimal_details()));
    assert_eq!(emptied.created_at, before.created_at);
    let filled = edit(&desk, &emptied, &before.details).await.unwrap();
    assert_eq!((filled.v, &filled.details), (3, &before.details));
    assert_eq!(store.patient(before.id).await.unwrap(), Some(filled));
    assert_eq!(desk.visits(before.id).await, visits);
}

pub async fn name_who_edited_them_last(store: &dyn Store) {
    let desk = Desk::on(store);
    let older = Patient {
        updated_by: None,
        ..PatientBuilder::new().build()
    };
    let trace = desk.trace(EntityKind::Patient, older.id);
    let added = store.create_patient(&older, &trace).await.unwrap();
    assert_eq!(added.updated_by, None, "of an older base");
    let trace = TraceBuilder::new(desk.op())
        .with_object(EntityKind::Patient, older.id)
        .with_user("ines")
        .build();
    let edited = store
        .update_patient(older.id, added.v, &minimal_details(), &trace)
        .await
        .unwrap();
    assert_eq!(edited.updated_by.as_deref(), Some("ines"));
    assert_eq!(store.patient(older.id).await.unwrap(), Some(edited));
}

pub async fn are_stale_when_somebody_else_was_faster(store: &dyn Store) {
    let desk = Desk::on(store);
    let read = desk.add_patient(PatientBuilder::new()).await;
    let edited = edit(&desk, &read, &minimal_details()).await.unwrap();
    let ahead = Patient {
        v: edited.v + 1,
        ..edited.clone()
    };
    for other in [&read, &ahead] {
        let refused = edit(&desk, other, &read.details).await;
        assert!(matches!(refused, Err(StoreError::Stale)), "{refused:?}");
    }
    assert_eq!(store.patient(read.id).await.unwrap(), Some(edited));
}

pub async fn edited_twice_at_once_keep_one_edit(store: &dyn Store) {
    let desk = Desk::on(store);
    let read = desk.add_patient(PatientBuilder::new()).await;
    let other = PatientBuilder::new().with_notes("Asthme").build().details;
    let minimal = minimal_details();
    let (one, two) = join!(edit(&desk, &read, &minimal), edit(&desk, &read, &other));
    let (Ok(kept), Err(StoreError::Stale)) = (if one.is_ok() { (one, two) } else { (two, one) })
    else {
        panic!("one edit is kept, the other is stale");
    };
    assert_eq!(kept.v, 2);
    assert_eq!(store.patient(read.id).await.unwrap(), Some(kept));
}

pub async fn that_do_not_exist_are_not_found(store: &dyn Store) {
    let desk = Desk::on(store);
    let nobody = PatientBuilder::numbered(9).build();
    let edited = edit(&desk, &nobody, &minimal_details()).await;
    assert!(matches!(edited, Err(StoreError::NotFound)), "{edited:?}");
}

pub async fn are_summarised_unless_unknown(store: &dyn Store) {
    let desk = Desk::on(store);
    let one = desk.add_patient(PatientBuilder::numbered(1)).await;
    let two = desk.add_patient(PatientBuilder::numbered(2)).await;
    desk.add_patient(PatientBuilder::numbered(3)).await;
    let mut summaries = store
        .patient_summaries(&[two.id, id(9), one.id])
        .await
        .unwrap();
    summaries.sort_by_key(|summary| summary.id);
    assert_eq!(summaries, [one.summary(), two.summary()]);
    assert!(store.patient_summaries(&[]).await.unwrap().is_empty());
}

pub async fn changed_since_a_moment_are_listed_oldest_edit_first(store: &dyn Store) {
    let desk = Desk::on(store);
    let mut files = Vec::new();
    for number in 1..=3 {
        files.push(desk.add_patient(PatientBuilder::numbered(number)).await);
    }
    files[0] = edit(&desk, &files[0], &minimal_details()).await.unwrap();

    let all = store.patients_changed_since(None).await.unwrap();
    assert!(all.is_sorted_by_key(|summary| summary.updated_at));
    let edited_last = files[0].updated_at;
    assert!(all.iter().all(|summary| summary.updated_at <= edited_last));
    let mut by_id = all.clone();
    by_id.sort_by_key(|summary| summary.id);
    let expected: Vec<_> = files.iter().map(Patient::summary).collect();
    assert_eq!(by_id, expected);

    // At the very moment counts: the file edited last is always in the answer.
    let since = store.patients_changed_since(Some(edited_last)).await;
    let ids: Vec<PatientId> = since.unwrap().iter().map(|s| s.id).collect();
    assert!(ids.contains(&files[0].id));
    let later = edited_last + chrono::Duration::milliseconds(1);
    let none = store.patients_changed_since(Some(later)).await.unwrap();
    assert!(none.is_empty());
}

pub async fn are_counted(store: &dyn Store) {
    assert_eq!(store.count_patients().await.unwrap(), 0);
    let desk = Desk::on(store);
    for number in 1..=3 {
        desk.add_patient(PatientBuilder::numbered(number)).await;
        assert_eq!(store.count_patients().await.unwrap(), number);
    }
}

pub async fn do_not_change_by_a_booking(store: &dyn Store) {
    let desk = Desk::on(store);
    let before = desk.add_patient(PatientBuilder::new()).await;
    desk.book(&AppointmentBuilder::new().build()).await.unwrap();
    let after = store.patient(before.id).await.unwrap().unwrap();
    assert_eq!((after.v, after.updated_at), (before.v, before.updated_at));
    // So that somebody who is editing the file meanwhile is not told that it changed.
    edit(&desk, &before, &minimal_details()).await.unwrap();
}
