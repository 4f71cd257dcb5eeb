//! The call-back list: proposals, rebooking once, ticking off and back.

use medigest_application::ports::{AppointmentStore as _, PractitionerStore as _};
use medigest_application::{AppError, EmergencyRequest, EmergencyScope, Settled};
use medigest_domain::appointment::Status;
use medigest_domain::id::AppointmentId;
use medigest_sample::builders::{
    AppointmentBuilder, PatientBuilder, PractitionerBuilder, TraceBuilder,
};

use crate::support::{DAY, Scene, local, scene};

/// A scene whose appointments at these times the doctor has cancelled.
async fn after_an_emergency(times: &[&str]) -> (Scene, Vec<AppointmentId>) {
    let scene = scene().await;
    let mut ids = Vec::new();
    for time in times {
        ids.push(scene.booked_at(time).await.id);
    }
    let request = EmergencyRequest {
        practitioner_id: scene.house().id,
        scope: EmergencyScope::RestOfDay(DAY.to_owned()),
        reason: "Urgence".to_owned(),
    };
    scene
        .practice
        .cancel_in_emergency(&scene.claire, &request, scene.op())
        .await
        .unwrap();
    (scene, ids)
}

#[tokio::test]
async fn each_patient_is_proposed_two_times_of_their_own() {
    let (scene, ids) = after_an_emergency(&["09:30", "10:00"]).await;
    let list = scene.practice.callbacks(&scene.claire, None).await.unwrap();
    let listed: Vec<_> = list.iter().map(|entry| entry.line.appointment.id).collect();
    assert_eq!(listed, ids);
    let mut proposed: Vec<_> = list
        .iter()
        .flat_map(|entry| &entry.proposals)
        .map(|slot| slot.interval)
        .collect();
    assert_eq!(proposed.len(), 4);
    proposed.sort_unstable();
    assert!(proposed.windows(2).all(|pair| !pair[0].overlaps(pair[1])));
    assert_eq!(
        list[0].proposals[0].interval.end - list[0].proposals[0].interval.start,
        chrono::Duration::minutes(15)
    );
}

#[tokio::test]
async fn the_base_is_asked_no_more_often_for_many_patients_than_for_two() {
    let times_asked = async |times: &[&str]| {
        let (scene, ids) = after_an_emergency(times).await;
        let before = scene.store.times_asked();
        let list = scene.practice.callbacks(&scene.claire, None).await.unwrap();
        assert_eq!(list.len(), ids.len());
        scene.store.times_asked() - before
    };
    let many = [
        "09:30", "10:00", "10:30", "11:00", "11:30", "14:00", "14:30", "15:00",
    ];
    assert_eq!(times_asked(&many).await, times_asked(&many[..2]).await);
}

#[tokio::test]
async fn no_time_is_proposed_at_which_the_patient_sees_somebody_else() {
    let scene = scene().await;
    let colleague = PractitionerBuilder::numbered(2).build();
    let trace = TraceBuilder::new(scene.op()).build();
    let added = scene.store.create_practitioner(&colleague, &trace).await;
    added.unwrap();
    for (patient, time) in [(1, "10:00"), (2, "10:15")] {
        let request = scene.request(patient, time);
        let booked = scene.practice.book(&scene.claire, &request, scene.op());
        booked.await.unwrap();
    }
    let list = async || scene.practice.callbacks(&scene.claire, None).await.unwrap();
    let request = EmergencyRequest {
        practitioner_id: scene.house().id,
        scope: EmergencyScope::RestOfDay(DAY.to_owned()),
        reason: "Urgence".to_owned(),
    };
    let cancelled = scene
        .practice
        .cancel_in_emergency(&scene.claire, &request, scene.op());
    cancelled.await.unwrap();
    let first = list().await[0].proposals[0].interval;
    let elsewhere = AppointmentBuilder::numbered(77)
        .with_practitioner(&colleague)
        .with_start(first.start)
        .with_minutes(15);
    let of_the_first = elsewhere.with_patient(&PatientBuilder::numbered(1).build());
    let of_the_first = of_the_first.build();
    let trace = TraceBuilder::booking(&of_the_first).build();
    scene.store.book(&of_the_first, &trace).await.unwrap();
    let list = list().await;
    assert!(
        list[0]
            .proposals
            .iter()
            .all(|slot| slot.interval.start > first.start)
    );
    assert_eq!(list[1].proposals[0].interval, first, "of another patient");
}

#[tokio::test]
async fn no_time_is_proposed_after_the_doctor_has_left() {
    let (scene, _) = after_an_emergency(&["09:30", "10:00"]).await;
    let list = scene.practice.callbacks(&scene.claire, None).await.unwrap();
    let left = list[0].line.appointment.interval.start;
    let zone = scene.practice.zone();
    for slot in list.iter().flat_map(|entry| &entry.proposals) {
        let start = slot.interval.start;
        let same_day =
            start.with_timezone(&zone).date_naive() == left.with_timezone(&zone).date_naive();
        assert!(start < left || !same_day, "{start}");
    }
}

#[tokio::test]
async fn a_rebooked_patient_is_settled_and_cannot_be_rebooked_again() {
    let (scene, ids) = after_an_emergency(&["09:30"]).await;
    let (practice, claire) = (&scene.practice, &scene.claire);
    let op = scene.op();
    let booked = practice
        .rebook(claire, ids[0], &scene.move_to("15:00"), op)
        .await
        .unwrap();
    assert_eq!(booked.appointment.replaces, Some(ids[0]));
    let repeated = practice
        .rebook(claire, ids[0], &scene.move_to("15:00"), op)
        .await
        .unwrap();
    assert_eq!(
        repeated.appointment, booked.appointment,
        "after a lost answer"
    );
    let twice = practice
        .rebook(claire, ids[0], &scene.move_to("16:00"), scene.op())
        .await;
    assert!(matches!(twice.unwrap_err(), AppError::ChangedByOther));
    let list = practice.callbacks(claire, None).await.unwrap();
    let Some(Settled::Rebooked(line)) = &list[0].settled else {
        panic!("{:?}", list[0].settled)
    };
    assert_eq!(local(line.appointment.interval.start), "15:00");
    assert!(list[0].proposals.is_empty());
    assert_eq!(practice.my_day(&scene.doctor()).await.unwrap().callbacks, 0);
}

#[tokio::test]
async fn a_rebooking_taken_back_puts_the_patient_on_the_list_again() {
    let (scene, ids) = after_an_emergency(&["09:30"]).await;
    let (practice, claire) = (&scene.practice, &scene.claire);
    let booked = practice
        .rebook(claire, ids[0], &scene.move_to("15:00"), scene.op())
        .await
        .unwrap();
    practice
        .cancel(claire, booked.appointment.id, 1, "Erreur", scene.op())
        .await
        .unwrap();
    let list = practice.callbacks(claire, None).await.unwrap();
    assert!(list[0].settled.is_none());
    practice
        .rebook(claire, ids[0], &scene.move_to("15:00"), scene.op())
        .await
        .expect("the patient can be rebooked");
}

#[tokio::test]
async fn who_wants_no_other_appointment_is_ticked_off_and_can_come_back() {
    let (scene, ids) = after_an_emergency(&["09:30"]).await;
    let (practice, claire) = (&scene.practice, &scene.claire);
    let closed = practice
        .close_callback(claire, ids[0], 2, scene.op())
        .await
        .unwrap();
    assert_eq!(closed.appointment.status, Status::CancelledByDoctor);
    let list = practice.callbacks(claire, None).await.unwrap();
    assert!(matches!(&list[0].settled, Some(Settled::Closed(closed)) if closed.by == "claire"));
    let twice = practice.close_callback(claire, ids[0], 3, scene.op()).await;
    assert!(matches!(twice.unwrap_err(), AppError::NotAllowedNow(_)));
    practice
        .reopen_callback(claire, ids[0], 3, scene.op())
        .await
        .unwrap();
    let list = practice.callbacks(claire, None).await.unwrap();
    assert!(list[0].settled.is_none());
}

#[tokio::test]
async fn settled_patients_leave_the_list_after_a_week() {
    let (scene, ids) = after_an_emergency(&["09:30", "10:00"]).await;
    let (practice, claire) = (&scene.practice, &scene.claire);
    practice
        .close_callback(claire, ids[0], 2, scene.op())
        .await
        .unwrap();
    scene.minutes_pass(8 * 24 * 60);
    let list = practice.callbacks(claire, None).await.unwrap();
    let listed: Vec<_> = list.iter().map(|entry| entry.line.appointment.id).collect();
    assert_eq!(listed, [ids[1]], "the open one stays");
}

#[tokio::test]
async fn only_a_cancellation_by_the_doctor_is_rebooked_here() {
    let scene = scene().await;
    let booked = scene.booked_at("10:00").await;
    let refused = scene
        .practice
        .rebook(
            &scene.claire,
            booked.id,
            &scene.move_to("15:00"),
            scene.op(),
        )
        .await;
    assert!(matches!(refused.unwrap_err(), AppError::NotAllowedNow(_)));
}
