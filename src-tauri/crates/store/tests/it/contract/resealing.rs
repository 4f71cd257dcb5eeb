//! Texts that are sealed anew …

use medigest_application::ports::{Resealed, SealedAt, Store};
use medigest_domain::id::{AppointmentId, PatientId};
use medigest_domain::secret::{Confidential, Sealed};
use medigest_sample::builders::{AppointmentBuilder, PatientBuilder, at};

use crate::desk::Desk;

fn sealed(byte: u8) -> Confidential {
    Confidential::Sealed(Sealed::from_bytes(vec![byte; 40]))
}

pub async fn come_in_pages_by_id(store: &dyn Store) {
    let desk = Desk::on(store);
    for number in 1..=3 {
        desk.add_patient(PatientBuilder::numbered(number)).await;
        let start = at("2026-11-24", &format!("1{number}:00"));
        let appointment = AppointmentBuilder::numbered(number).with_start(start);
        desk.book(&appointment.build()).await.unwrap();
    }
    let first = store.patients_after(None, 2).await.unwrap();
    let rest = store.patients_after(Some(first[1].id), 2).await.unwrap();
    let ids: Vec<PatientId> = first.iter().chain(&rest).map(|file| file.id).collect();
    assert_eq!(ids.len(), 3);
    assert!(ids.is_sorted());
    let first = store.appointments_after(None, 2).await.unwrap();
    let rest = store
        .appointments_after(Some(first[1].id), 2)
        .await
        .unwrap();
    let ids: Vec<AppointmentId> = first.iter().chain(&rest).map(|row| row.id).collect();
    assert_eq!(ids.len(), 3);
    assert!(ids.is_sorted());
    assert_eq!(store.sealed_documents().await.unwrap(), 6);
}

pub async fn are_replaced_where_they_stand_and_nothing_else_changes(store: &dyn Store) {
    let desk = Desk::on(store);
    let patient = desk
        .add_patient(
            PatientBuilder::new()
                .with_insurance("185")
                .with_notes("Asthme."),
        )
        .await;
    let appointment = AppointmentBuilder::new().with_patient(&patient);
    let booked = desk.book(&appointment.with_reason("Toux").build()).await;
    let booked = booked.unwrap();
    let before = store.patient(patient.id).await.unwrap().unwrap();
    let texts = [
        (SealedAt::Insurance(patient.id), "185", 1),
        (SealedAt::Notes(patient.id), "Asthme.", 2),
        (SealedAt::Reason(booked.id), "Toux", 3),
        (SealedAt::Visit(patient.id, Some(booked.id)), "Toux", 3),
    ]
    .map(|(at, before, after)| Resealed {
        at,
        before: before.into(),
        after: sealed(after),
    });
    for _ in 0..2 {
        store.reseal(&texts).await.unwrap();
    }
    let mut expected = before;
    expected.details.insurance = Some(sealed(1));
    expected.details.notes = Some(sealed(2));
    expected.visits[0].reason = sealed(3);
    let after = store.patient(patient.id).await.unwrap().unwrap();
    assert_eq!(after, expected);
    let after = store.appointment(booked.id).await.unwrap().unwrap();
    assert_eq!(after.reason, sealed(3));
    assert_eq!((after.v, after.updated_at), (booked.v, booked.updated_at));
}

pub async fn that_were_changed_meanwhile_stay(store: &dyn Store) {
    let desk = Desk::on(store);
    let patient = desk
        .add_patient(PatientBuilder::new().with_notes("Depuis, autre chose."))
        .await;
    let gone = PatientBuilder::numbered(77).build().id;
    let texts = [patient.id, gone].map(|id| Resealed {
        at: SealedAt::Notes(id),
        before: "Asthme.".into(),
        after: sealed(2),
    });
    store.reseal(&texts).await.unwrap();
    let after = store.patient(patient.id).await.unwrap().unwrap();
    assert_eq!(after, patient);
}

pub async fn come_back_as_the_bytes_they_are(store: &dyn Store) {
    let desk = Desk::on(store);
    let all_bytes: Vec<u8> = (0..=255).collect();
    let text = Confidential::Sealed(Sealed::from_bytes(all_bytes));
    let mut patient = PatientBuilder::new().build();
    patient.details.notes = Some(text.clone());
    let patient = desk
        .add_patient(PatientBuilder::new().with_details(patient.details))
        .await;
    let read = store.patient(patient.id).await.unwrap().unwrap();
    assert_eq!(read.details.notes, Some(text));
}
