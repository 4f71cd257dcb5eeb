//! A desk at which tests work: each call is an operation of its own, with its trace.

use chrono::{DateTime, Utc};
use medigest_application::ports::Ids as _;
use medigest_application::ports::{AppointmentFilter, Store, StoreResult};
use medigest_domain::absence::Absence;
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::delay::DelayReport;
use medigest_domain::id::{AppointmentId, DelayId, OpId, PatientId};
use medigest_domain::patient::{Patient, Visit};
use medigest_domain::practitioner::Practitioner;
use medigest_domain::time::Interval;
use medigest_domain::trace::{AuditAction, EntityKind, Trace};
use medigest_domain::user::User;
use medigest_sample::builders::{
    AppointmentBuilder, CountingIds, PatientBuilder, PractitionerBuilder, TraceBuilder,
    UserBuilder, at, date,
};

/// Operations of the desk count from here, clear of those the builders number.
const FIRST_OP: u64 = 1_000_000;

/// A desk on a base.
pub struct Desk<'a> {
    pub store: &'a dyn Store,
    ops: CountingIds,
}

impl<'a> Desk<'a> {
    pub fn on(store: &'a dyn Store) -> Self {
        Self::numbered(0, store)
    }

    /// A desk beside others on the same base, whose operations are its own.
    pub fn numbered(number: u64, store: &'a dyn Store) -> Self {
        Self {
            store,
            ops: CountingIds::starting_at(FIRST_OP * (number + 1)),
        }
    }

    pub fn op(&self) -> OpId {
        self.ops.op()
    }

    /// The trace of a new operation on an object.
    pub fn trace(&self, kind: EntityKind, id: impl std::fmt::Display) -> Trace {
        let action = match kind {
            EntityKind::Patient => AuditAction::UpdatePatient,
            EntityKind::Practitioner => AuditAction::UpdatePractitioner,
            EntityKind::User => AuditAction::ResetPassword,
            EntityKind::Appointment => AuditAction::UpdateAppointment,
            EntityKind::Delay => AuditAction::ReportDelay,
            EntityKind::Absence => AuditAction::CreateAbsence,
            EntityKind::Settings => AuditAction::UpdateSettings,
        };
        TraceBuilder::new(self.op())
            .with_action(action)
            .with_object(kind, id)
            .build()
    }

    pub async fn add_user(&self, user: UserBuilder) -> User {
        let user = user.build();
        let trace = self.trace(EntityKind::User, user.id);
        self.store.create_user(&user, &trace).await.unwrap()
    }

    pub async fn add_practitioner(&self, practitioner: PractitionerBuilder) -> Practitioner {
        let practitioner = practitioner.build();
        let trace = self.trace(EntityKind::Practitioner, practitioner.id);
        let added = self.store.create_practitioner(&practitioner, &trace).await;
        added.unwrap()
    }

    pub async fn add_patient(&self, patient: PatientBuilder) -> Patient {
        let patient = patient.build();
        let trace = self.trace(EntityKind::Patient, patient.id);
        self.store.create_patient(&patient, &trace).await.unwrap()
    }

    pub async fn report(&self, report: &DelayReport) -> StoreResult<DelayReport> {
        let trace = self.trace(EntityKind::Delay, report.id);
        self.store.report_delay(report, &trace).await
    }

    pub async fn withdraw(&self, id: DelayId, at: DateTime<Utc>) -> StoreResult<DelayReport> {
        let trace = self.trace(EntityKind::Delay, id);
        self.store.withdraw_delay(id, at, &trace).await
    }

    pub async fn note(&self, absence: &Absence) -> StoreResult<Absence> {
        let trace = self.trace(EntityKind::Absence, absence.id);
        self.store.create_absence(absence, &trace).await
    }

    pub async fn book(&self, appointment: &Appointment) -> StoreResult<Appointment> {
        let trace = TraceBuilder::booking(appointment).build();
        self.store.book(appointment, &trace).await
    }

    /// Saves `appointment` after `change`, as the version that follows.
    pub async fn change(
        &self,
        appointment: &Appointment,
        change: impl FnOnce(&mut Appointment),
    ) -> StoreResult<Appointment> {
        let after = changed(appointment, change);
        let trace = self.trace(EntityKind::Appointment, after.id);
        self.store.save(&after, &trace).await
    }

    pub async fn set_status(
        &self,
        appointment: &Appointment,
        status: Status,
    ) -> StoreResult<Appointment> {
        let model = AppointmentBuilder::new().with_status(status).build();
        self.change(appointment, |after| {
            after.status = status;
            after.cancellation = model.cancellation;
        })
        .await
    }

    pub async fn appointment(&self, id: AppointmentId) -> Appointment {
        self.store.appointment(id).await.unwrap().unwrap()
    }

    pub async fn all_appointments(&self) -> Vec<Appointment> {
        let all = AppointmentFilter {
            practitioner: None,
            patient: None,
            within: always(),
        };
        self.store.appointments(all).await.unwrap()
    }

    /// Of each practitioner and day, the report that counts.
    pub async fn all_delays(&self) -> Vec<DelayReport> {
        let (first, last) = (date("2000-01-01"), date("2100-01-01"));
        self.store.delays(first, last).await.unwrap()
    }

    pub async fn all_absences(&self) -> Vec<Absence> {
        self.store.absences(always()).await.unwrap()
    }

    /// The visits of a file, earliest first.
    pub async fn visits(&self, patient: PatientId) -> Vec<Visit> {
        let mut visits = self.store.patient(patient).await.unwrap().unwrap().visits;
        visits.sort_by_key(|visit| (visit.date, visit.appointment_id));
        visits
    }

    /// Every trace.
    pub async fn traces(&self) -> Vec<Trace> {
        self.store.recent_traces(u32::MAX).await.unwrap()
    }
}

fn always() -> Interval {
    Interval {
        start: at("2000-01-01", "00:00"),
        end: at("2100-01-01", "00:00"),
    }
}

/// `appointment` after `change`, as the version that follows.
pub fn changed(appointment: &Appointment, change: impl FnOnce(&mut Appointment)) -> Appointment {
    let mut after = appointment.clone();
    change(&mut after);
    after.v += 1;
    after
}
