//! Appointments …

use chrono::{DateTime, Duration, Utc};
use futures::join;
use medigest_application::ports::{AppointmentFilter, Store, StoreError};
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::id::AppointmentId;
use medigest_domain::secret::{Confidential, Sealed};
use medigest_domain::time::Interval;
use medigest_sample::builders::{AppointmentBuilder, PatientBuilder, PractitionerBuilder, at, id};

use crate::desk::{Desk, changed};

/// Appointment `number` on 25 November at this local time.
fn numbered(number: u64, time: &str) -> AppointmentBuilder {
    AppointmentBuilder::numbered(number).with_start(at("2026-11-25", time))
}

fn ids(appointments: &[Appointment]) -> Vec<AppointmentId> {
    appointments.iter().map(|a| a.id).collect()
}

pub async fn come_back_as_they_were_written(store: &dyn Store) {
    let desk = Desk::on(store);
    desk.add_patient(PatientBuilder::new()).await;
    let wanted = AppointmentBuilder::new()
        .with_reason("Contrôle annuel")
        .with_created_by("Élodie")
        .build();
    assert_eq!(desk.book(&wanted).await.unwrap(), wanted);
    assert_eq!(
        store.appointment(wanted.id).await.unwrap(),
        Some(wanted.clone())
    );
    assert_eq!(store.appointment(id(9)).await.unwrap(), None);

    let mut last = wanted;
    for status in [
        Status::Cancelled,
        Status::Confirmed,
        Status::CancelledByDoctor,
        Status::Absent,
    ] {
        let saved = desk.set_status(&last, status).await.unwrap();
        assert_eq!((saved.status, saved.v), (status, last.v + 1));
        let cancelled = matches!(status, Status::Cancelled | Status::CancelledByDoctor);
        assert_eq!(saved.cancellation.is_some(), cancelled, "{status:?}");
        assert_eq!(desk.appointment(saved.id).await, saved);
        last = saved;
    }
}

pub async fn keep_their_instants_to_the_millisecond(store: &dyn Store) {
    let desk = Desk::on(store);
    desk.add_patient(PatientBuilder::new()).await;
    let to_the = |digits: &str| -> DateTime<Utc> {
        format!("2026-11-23T08:00:00.{digits}Z").parse().unwrap()
    };
    let mut wanted = AppointmentBuilder::new().build();
    wanted.created_at = to_the("123456789");
    let booked = desk.book(&wanted).await.unwrap();
    assert_eq!(booked.created_at, to_the("123"));
    assert_eq!(desk.appointment(wanted.id).await.created_at, to_the("123"));
}

pub async fn are_listed_earliest_first_whatever_their_status(store: &dyn Store) {
    let desk = Desk::on(store);
    let other = PractitionerBuilder::numbered(2).build();
    for number in 1..=2 {
        desk.add_patient(PatientBuilder::numbered(number)).await;
    }
    let second_patient = PatientBuilder::numbered(2).build();
    desk.book(&numbered(5, "11:00").build()).await.unwrap();
    let same_time = numbered(4, "11:00")
        .with_practitioner(&other)
        .with_patient(&second_patient);
    desk.book(&same_time.build()).await.unwrap();
    for (number, time, status) in [
        (3, "10:00", Status::Absent),
        (2, "09:00", Status::Cancelled),
        (1, "08:00", Status::CancelledByDoctor),
    ] {
        let booked = desk.book(&numbered(number, time).build()).await.unwrap();
        desk.set_status(&booked, status).await.unwrap();
    }
    let expected = [1, 2, 3, 4, 5].map(id);
    assert_eq!(ids(&desk.all_appointments().await), expected);
}

pub async fn are_filtered_by_practitioner_patient_and_time(store: &dyn Store) {
    let desk = Desk::on(store);
    let (p1, p2) = (
        PatientBuilder::numbered(1).build(),
        PatientBuilder::numbered(2).build(),
    );
    let (d1, d2) = (
        PractitionerBuilder::numbered(1).build(),
        PractitionerBuilder::numbered(2).build(),
    );
    for number in 1..=2 {
        desk.add_patient(PatientBuilder::numbered(number)).await;
    }
    for (number, time, practitioner, patient) in [
        (1, "08:00", &d1, &p1),
        (2, "09:00", &d1, &p2),
        (3, "10:00", &d2, &p1),
        (4, "11:00", &d2, &p2),
    ] {
        let appointment = numbered(number, time)
            .with_practitioner(practitioner)
            .with_patient(patient);
        desk.book(&appointment.build()).await.unwrap();
    }
    let day = ("00:00", "23:00");
    for (practitioner, patient, (from, to), expected) in [
        (Some(d1.id), None, day, &[1, 2][..]),
        (None, Some(p1.id), day, &[1, 3]),
        (Some(d2.id), Some(p1.id), day, &[3]),
        (None, None, ("09:00", "10:05"), &[2, 3]),
        // Half-open: who ends as the span begins, or begins as it ends, shares no instant with it.
        (None, None, ("08:30", "10:00"), &[2]),
        (None, None, ("08:25", "10:05"), &[1, 2, 3]),
        (None, None, ("12:00", "13:00"), &[]),
    ] {
        let filter = AppointmentFilter {
            practitioner,
            patient,
            within: Interval {
                start: at("2026-11-25", from),
                end: at("2026-11-25", to),
            },
        };
        let found = store.appointments(filter).await.unwrap();
        let expected: Vec<_> = expected.iter().copied().map(id).collect();
        assert_eq!(
            ids(&found),
            expected,
            "{practitioner:?} {patient:?} {from}-{to}"
        );
    }
}

pub async fn of_several_patients_are_found_at_once(store: &dyn Store) {
    let desk = Desk::on(store);
    let patients = [1, 2, 3].map(|number| PatientBuilder::numbered(number).build());
    for number in 1..=3 {
        desk.add_patient(PatientBuilder::numbered(number)).await;
    }
    for (number, time, patient) in [
        (1, "11:00", 0),
        (2, "08:00", 1),
        (3, "09:00", 2),
        (4, "10:00", 1),
    ] {
        let practitioner = PractitionerBuilder::numbered(number).build();
        let appointment = numbered(number, time)
            .with_practitioner(&practitioner)
            .with_patient(&patients[patient]);
        desk.book(&appointment.build()).await.unwrap();
    }
    let [first, second, _] = patients.map(|patient| patient.id);
    for (of, (from, to), expected) in [
        (&[first, second][..], ("00:00", "23:00"), &[2, 4, 1][..]),
        (&[second, second], ("00:00", "23:00"), &[2, 4]),
        (&[first, second], ("08:05", "10:00"), &[2]),
        (&[id(9)], ("00:00", "23:00"), &[]),
        (&[], ("00:00", "23:00"), &[]),
    ] {
        let within = Interval {
            start: at("2026-11-25", from),
            end: at("2026-11-25", to),
        };
        let found = store.appointments_of(of, within).await.unwrap();
        let expected: Vec<_> = expected.iter().copied().map(id).collect();
        assert_eq!(ids(&found), expected, "{of:?} {from}-{to}");
    }
}

pub async fn say_whose_reason_they_took_over_until_they_have_their_own(store: &dyn Store) {
    let desk = Desk::on(store);
    desk.add_patient(PatientBuilder::new()).await;
    let sealed = Confidential::Sealed(Sealed::from_bytes(*b"scelle pour un autre"));
    let taken_over = numbered(1, "10:00").with_reason_of(id(7), sealed).build();
    let booked = desk.book(&taken_over).await.unwrap();
    assert_eq!(booked.reason_of, Some(id(7)));
    let visit = async || desk.visits(booked.patient_id).await.remove(0);
    assert_eq!(visit().await, booked.visit());
    let own = |after: &mut Appointment| {
        after.reason = Confidential::from("Consultation");
        after.reason_of = None;
    };
    let edited = desk.change(&booked, own).await.unwrap();
    assert_eq!(desk.appointment(edited.id).await, edited);
    assert_eq!(edited.reason_of, None);
    assert_eq!(visit().await, edited.visit());
}

pub async fn begun_long_before_a_span_are_found_in_it(store: &dyn Store) {
    let desk = Desk::on(store);
    desk.add_patient(PatientBuilder::new()).await;
    let long = numbered(1, "08:00").with_minutes(480).build();
    desk.book(&long).await.unwrap();
    let filter = AppointmentFilter {
        practitioner: Some(long.practitioner_id),
        patient: Some(long.patient_id),
        within: Interval {
            start: at("2026-11-25", "15:55"),
            end: at("2026-11-25", "16:30"),
        },
    };
    assert_eq!(store.appointments(filter).await.unwrap(), [long]);
}

pub async fn saved_from_an_old_version_are_stale(store: &dyn Store) {
    let desk = Desk::on(store);
    desk.add_patient(PatientBuilder::new()).await;
    let first = desk.book(&numbered(1, "10:00").build()).await.unwrap();
    let second = desk
        .change(&first, |after| after.reason = Confidential::empty())
        .await;
    let second = second.unwrap();
    let ahead = Appointment {
        v: second.v + 1,
        ..second.clone()
    };
    for other in [&first, &ahead] {
        let refused = desk.set_status(other, Status::Cancelled).await;
        assert!(matches!(refused, Err(StoreError::Stale)), "{refused:?}");
    }
    assert_eq!(desk.appointment(first.id).await, second);
}

pub async fn saved_from_one_version_twice_at_once_keep_one_save(store: &dyn Store) {
    let desk = Desk::on(store);
    desk.add_patient(PatientBuilder::new()).await;
    let read = desk.book(&numbered(1, "10:00").build()).await.unwrap();
    let (one, two) = join!(
        desk.change(&read, |after| after.interval.end += Duration::minutes(5)),
        desk.set_status(&read, Status::Cancelled)
    );
    let (Ok(kept), Err(StoreError::Stale)) = (if one.is_ok() { (one, two) } else { (two, one) })
    else {
        panic!("one save is kept, the other is stale");
    };
    assert_eq!(desk.appointment(read.id).await, kept);
}

pub async fn that_do_not_exist_are_not_found(store: &dyn Store) {
    let desk = Desk::on(store);
    let nothing = numbered(9, "10:00").build();
    let refused = desk.set_status(&nothing, Status::Cancelled).await;
    assert!(matches!(refused, Err(StoreError::NotFound)), "{refused:?}");
}

pub async fn with_an_id_in_use_are_duplicates(store: &dyn Store) {
    let desk = Desk::on(store);
    desk.add_patient(PatientBuilder::new()).await;
    let first = desk.book(&numbered(1, "10:00").build()).await.unwrap();
    let second = numbered(1, "15:00").with_op(desk.op()).build();
    let refused = desk.book(&second).await;
    assert!(matches!(refused, Err(StoreError::Duplicate)), "{refused:?}");
    assert_eq!(desk.all_appointments().await, [first]);
}

pub async fn keep_the_steps_of_their_visit(store: &dyn Store) {
    let desk = Desk::on(store);
    desk.add_patient(PatientBuilder::new()).await;
    let mut last = desk.book(&numbered(1, "10:00").build()).await.unwrap();
    let steps: [fn(&mut Appointment); 3] = [
        |after| after.attendance.arrived_at = Some(at("2026-11-25", "09:55")),
        |after| after.attendance.called_in_at = Some(at("2026-11-25", "10:05")),
        |after| after.attendance.finished_at = Some(at("2026-11-25", "10:31")),
    ];
    for step in steps {
        let expected = changed(&last, step);
        last = desk.change(&last, step).await.unwrap();
        assert_eq!(last, expected);
        assert_eq!(desk.appointment(last.id).await, expected);
    }
    // Another change keeps them.
    let attendance = last.attendance;
    last = desk
        .change(&last, |after| after.reason = "Vaccin".into())
        .await
        .unwrap();
    assert_eq!(last.attendance, attendance);
}

pub async fn lose_the_steps_that_are_taken_back(store: &dyn Store) {
    let desk = Desk::on(store);
    desk.add_patient(PatientBuilder::new()).await;
    let seen = numbered(1, "10:00")
        .arrived(at("2026-11-25", "09:55"))
        .called_in(at("2026-11-25", "10:05"))
        .finished(at("2026-11-25", "10:31"))
        .build();
    let mut last = desk.book(&seen).await.unwrap();
    assert_eq!(last, seen);
    for _ in 0..3 {
        let attendance = last.attendance.taken_back();
        last = desk
            .change(&last, |after| after.attendance = attendance)
            .await
            .unwrap();
        assert_eq!(last.attendance, attendance);
        assert_eq!(desk.appointment(last.id).await, last);
    }
}
