//! New keys, and sealing everything anew.

use std::sync::atomic::{AtomicU32, Ordering};

use medigest_application::ports::{AppointmentStore, KeyStore, ResealStore};
use medigest_domain::secret::KeyKind;
use medigest_sample::builders::TraceBuilder;

use super::{BOTH, keyed, texts};

#[tokio::test]
async fn changed_keys_seal_everything_anew_and_leave_out_who_has_no_access() {
    let keyed = keyed().await;
    let file = keyed.file().await;
    let mut request = keyed.scene.request(2, "15:00");
    request.reason = Some("Migraine".to_owned());
    let op = keyed.scene.op();
    let booked = keyed.practice().book(&keyed.admin, &request, op).await;
    let booked = booked.unwrap().appointment;
    let old = keyed.lea().await;
    let op = keyed.scene.op();
    let revoked = keyed
        .practice()
        .revoke_key(&keyed.admin, keyed.lea, KeyKind::Medical, op);
    revoked.await.unwrap();

    let steps = AtomicU32::new(0);
    let op = keyed.scene.op();
    let done = keyed
        .practice()
        .rotate_keys(&keyed.admin, op, |done, total| {
            assert!(done <= total);
            steps.fetch_add(1, Ordering::Relaxed);
        });
    let done = done.await.unwrap();
    // The two files of the scene were written in clear by hand.
    assert_eq!((done.patients, done.appointments, done.left), (3, 1, 0));
    assert!(steps.into_inner() > 0);
    let overview = keyed.practice().keys(&keyed.admin).await.unwrap();
    assert_eq!(overview.to_reseal, 0);
    let numbers: Vec<_> = overview
        .keys
        .iter()
        .map(|key| (key.number, key.current))
        .collect();
    assert_eq!(numbers, [(2, true), (1, false), (2, true), (1, false)]);

    let admin = keyed.practice().renew_keys(&keyed.admin).await.unwrap();
    assert_eq!(texts(&keyed.opened(&admin, file).await), BOTH);
    let read = keyed.opened(&admin, request.patient_id).await;
    assert_eq!(read.visits[0].reason, "Migraine".into());
    let row = keyed.scene.store.appointment(booked.id).await.unwrap();
    assert_eq!(
        admin.keys.open_appointment(row.unwrap()).reason,
        "Migraine".into()
    );
    // The notes are out of reach of the key they had.
    assert_eq!(texts(&keyed.opened(&old, file).await), [None, None]);
    let lea = keyed.lea().await;
    assert_eq!(texts(&keyed.opened(&lea, file).await), [BOTH[0], None]);
}

#[tokio::test]
async fn sealing_anew_goes_on_where_it_was_interrupted() {
    let keyed = keyed().await;
    let file = keyed.file().await;
    // The keys were changed, and the program stopped before anything was sealed anew.
    let mut cabinet = keyed.scene.store.cabinet().await.unwrap().unwrap();
    cabinet.v += 1;
    cabinet.resealing = true;
    let trace = TraceBuilder::new(keyed.scene.op()).build();
    let saved = keyed.scene.store.save_cabinet(&cabinet, &trace);
    saved.await.unwrap();
    let due = keyed.practice().keys(&keyed.admin).await.unwrap().to_reseal;
    assert_eq!(
        due, 2,
        "the files in clear; the other is under the current key"
    );
    let done = keyed
        .practice()
        .reseal(&keyed.admin, |_, _| {})
        .await
        .unwrap();
    assert_eq!(done.patients, 2);
    let again = keyed
        .practice()
        .reseal(&keyed.admin, |_, _| {})
        .await
        .unwrap();
    assert_eq!((again.patients, again.appointments), (0, 0));
    assert_eq!(texts(&keyed.opened(&keyed.admin, file).await), BOTH);
    for patient in keyed.scene.store.patients_after(None, 10).await.unwrap() {
        assert_eq!(texts(&patient), [None, None]);
    }
}
