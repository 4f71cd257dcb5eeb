//! A small practice whose clock the test moves.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use medigest_application::ports::{
    AppointmentStore, AuditStore, PatientStore, PractitionerStore, UserStore,
};
use medigest_application::{Actor, BookingRequest, Line, Practice, RescheduleRequest};
use medigest_domain::appointment::Appointment;
use medigest_domain::id::OpId;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::role::Role;
use medigest_domain::trace::{AuditAction, Trace};
use medigest_sample::builders::{
    AppointmentBuilder, CountingIds, FixedClock, PatientBuilder, PractitionerBuilder, TraceBuilder,
    UserBuilder, ZONE, at, date, hours, id, keyring,
};
use medigest_store::memory::MemoryStore;

/// The day of these tests; the clock starts at 09:00 of it.
pub const DAY: &str = "2026-11-23";

pub struct Scene {
    pub practice: Practice,
    pub store: Arc<MemoryStore>,
    pub clock: Arc<FixedClock>,
    pub claire: Actor,
    next_op: std::cell::Cell<u64>,
}

/// Opens a practice with one practitioner, two patients and a receptionist.
pub async fn scene() -> Scene {
    let store = Arc::new(MemoryStore::new());
    let clock = Arc::new(FixedClock::at(at(DAY, "09:00")));
    let user = UserBuilder::new()
        .with_username("claire")
        .with_role(Role::Reception)
        .build();
    store.create_user(&user, &trace(1)).await.unwrap();
    store
        .create_practitioner(&PractitionerBuilder::new().build(), &trace(2))
        .await
        .unwrap();
    for number in [1, 2] {
        let patient = PatientBuilder::numbered(number).build();
        store
            .create_patient(&patient, &trace(10 + number))
            .await
            .unwrap();
    }
    let ids = Arc::new(CountingIds::starting_at(1_000_000));
    let practice = Practice::open(
        store.clone(),
        clock.clone(),
        ids,
        "poste-1".to_owned(),
        ZONE,
    )
    .await
    .unwrap();
    assert!(!practice.is_first_start(), "this practice has a user");
    let next_op = std::cell::Cell::new(1_000);
    Scene {
        practice,
        store,
        clock,
        claire: Actor::of(&user, keyring()),
        next_op,
    }
}

fn trace(number: u64) -> Trace {
    TraceBuilder::new(id(number)).build()
}

impl Scene {
    /// A fresh operation.
    pub fn op(&self) -> OpId {
        self.next_op.set(self.next_op.get() + 1);
        id(self.next_op.get())
    }

    /// Puts an appointment of the first patient at `time` into the base, past or not.
    pub async fn booked_at(&self, time: &str) -> Appointment {
        let number = self.next_op.get();
        let appointment = AppointmentBuilder::numbered(number)
            .with_op(self.op())
            .with_practitioner(&PractitionerBuilder::new().build())
            .with_patient(&PatientBuilder::numbered(1).build())
            .with_start(at(DAY, time))
            .with_minutes(15)
            .build();
        self.store
            .book(&appointment, &TraceBuilder::booking(&appointment).build())
            .await
            .unwrap()
    }

    pub fn request(&self, patient: u64, time: &str) -> BookingRequest {
        BookingRequest {
            patient_id: PatientBuilder::numbered(patient).build().id,
            practitioner_id: PractitionerBuilder::new().build().id,
            date: DAY.to_owned(),
            time: time.to_owned(),
            duration_minutes: 15,
            reason: Some(String::new()),
            instead_of: None,
            accept_outside_hours: false,
        }
    }

    pub fn move_to(&self, time: &str) -> RescheduleRequest {
        RescheduleRequest {
            practitioner_id: PractitionerBuilder::new().build().id,
            date: DAY.to_owned(),
            time: time.to_owned(),
            duration_minutes: 15,
            reason: Some(String::new()),
            accept_outside_hours: false,
        }
    }

    pub fn minutes_pass(&self, minutes: i64) {
        self.clock.advance(Duration::minutes(minutes));
    }

    /// The practitioner of these tests.
    pub fn house(&self) -> Practitioner {
        PractitionerBuilder::new().build()
    }

    /// The appointments of the day as claire sees them: start, projected start and status.
    pub async fn day(&self) -> Vec<Line> {
        let day = self.practice.day(&self.claire, date(DAY), None).await;
        day.unwrap().columns.remove(0).lines
    }

    /// What the audit log says, newest first.
    pub async fn actions(&self) -> Vec<AuditAction> {
        let traces = self.store.recent_traces(100).await.unwrap();
        traces.iter().map(|trace| trace.action).collect()
    }

    /// That some entry of the audit log says just this.
    pub async fn says(&self, details: &str) {
        let traces = self.store.recent_traces(100).await.unwrap();
        let said: Vec<_> = traces.into_iter().map(|trace| trace.details).collect();
        assert!(said.iter().any(|one| one == details), "{said:#?}");
    }

    /// A doctor linked to the practitioner of these tests.
    pub fn doctor(&self) -> Actor {
        let user = UserBuilder::numbered(7)
            .with_username("house")
            .with_role(Role::Doctor)
            .build();
        Actor {
            practitioner_id: Some(self.house().id),
            ..Actor::of(&user, keyring())
        }
    }

    /// Opening hours from nine to noon and from two to six, every day.
    pub async fn with_a_lunch_break(&self) {
        let spans: Vec<_> = (1..=7)
            .flat_map(|day| [(day, "09:00", "12:00"), (day, "14:00", "18:00")])
            .collect();
        let hours = hours(&spans);
        self.store
            .set_practitioner_hours(self.house().id, Some(&hours), &trace(900))
            .await
            .unwrap();
    }
}

/// The local time of day of an instant.
pub fn local(at: DateTime<Utc>) -> String {
    at.with_timezone(&ZONE).format("%H:%M").to_string()
}
