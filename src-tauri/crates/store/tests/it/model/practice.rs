//! A practice that turns random steps into calls, knowing what was asked so far.

use chrono::{DateTime, Duration, Utc};
use medigest_application::ports::{AppointmentFilter, Store};
use medigest_domain::appointment::{Appointment, Cancellation};
use medigest_domain::id::{AbsenceId, DelayId, OpId, PractitionerId};
use medigest_domain::patient::PatientDetails;
use medigest_domain::practitioner::PractitionerDetails;
use medigest_domain::role::Role;
use medigest_domain::time::Interval;
use medigest_domain::trace::{AuditAction, EntityKind, Trace};
use medigest_domain::user::Username;
use medigest_sample::builders::{
    AppointmentBuilder, PatientBuilder, PractitionerBuilder, TraceBuilder, UserBuilder, at,
    credentials, id,
};
use proptest::sample::Index;

use super::call::Call;
use super::step::{NAMES, PATIENTS, Step};

/// The practitioners who are booked, deleted or not, once as many were created.
const PRACTITIONERS: u64 = 3;

/// What was asked so far.
#[derive(Default)]
pub struct Practice {
    calls: Vec<Call>,
    pub(super) bookings: Vec<Appointment>,
    pub(super) reports: Vec<DelayId>,
    pub(super) absences: Vec<AbsenceId>,
    practitioners: u64,
    pub(super) operations: u64,
}

impl Practice {
    /// An administrator, two practitioners, the patients.
    pub fn opening(&mut self) -> Vec<Call> {
        let admin = UserBuilder::numbered(1)
            .with_username("admin")
            .with_role(Role::Administrator)
            .build();
        let trace = self.trace(EntityKind::User, admin.id);
        let mut calls = vec![
            Call::CreateUser(admin, trace),
            self.create_practitioner(NAMES[0]),
            self.create_practitioner(NAMES[1]),
        ];
        for number in 1..=PATIENTS {
            let patient = PatientBuilder::numbered(number.into()).build();
            let trace = self.trace(EntityKind::Patient, patient.id);
            calls.push(Call::CreatePatient(patient, trace));
        }
        calls
    }

    /// What `step` means now, given what `model` holds.
    pub async fn call(&mut self, model: &dyn Store, step: &Step) -> Call {
        if let Step::Repeat { call } = step
            && !self.calls.is_empty()
        {
            return call.get(&self.calls).clone();
        }
        let call = self.fresh_call(model, step).await;
        self.calls.push(call.clone());
        call
    }

    async fn fresh_call(&mut self, model: &dyn Store, step: &Step) -> Call {
        match *step {
            Step::CreateUser {
                user,
                name,
                role,
                active,
            } => {
                let mut user = UserBuilder::numbered(user.into())
                    .with_username(name)
                    .with_role(role)
                    .build();
                user.active = active;
                let trace = self.trace(EntityKind::User, user.id);
                Call::CreateUser(user, trace)
            }
            Step::SetPassword {
                user,
                hash,
                must_change,
            } => {
                let user = id(user.into());
                let hash = credentials(&format!("$argon2id${hash}"));
                Call::SetPassword(user, hash, must_change, self.trace(EntityKind::User, user))
            }
            Step::SetUserActive { user, active } => {
                let user = id(user.into());
                Call::SetUserActive(user, active, self.trace(EntityKind::User, user))
            }
            // Of one moment, so that pauses last.
            Step::BeginSignIn { user } => Call::BeginSignIn(id(user.into()), opening_time()),
            Step::NoteSignIn { user } => Call::NoteSignIn(id(user.into()), self.now()),
            Step::UnlockUser { user } => {
                let user = id(user.into());
                Call::UnlockUser(user, self.trace(EntityKind::User, user))
            }
            Step::FindUser { name } => Call::FindUser(Username::parse(name).unwrap()),
            Step::CreatePractitioner { name } => self.create_practitioner(name),
            Step::UpdatePractitioner { practitioner, name } => {
                let practitioner = self.practitioner(practitioner);
                let details = named(name);
                let trace = self.trace(EntityKind::Practitioner, practitioner);
                Call::UpdatePractitioner(practitioner, details, trace)
            }
            Step::SetPractitionerActive {
                practitioner,
                active,
            } => {
                let practitioner = self.practitioner(practitioner);
                let trace = self.trace(EntityKind::Practitioner, practitioner);
                Call::SetPractitionerActive(practitioner, active, trace)
            }
            Step::RemovePractitioner { practitioner } => {
                let practitioner = self.practitioner(practitioner);
                let mut deleted = self.trace(EntityKind::Practitioner, practitioner);
                let mut deactivated = deleted.clone();
                deleted.action = AuditAction::DeletePractitioner;
                deactivated.action = AuditAction::DeactivatePractitioner;
                Call::RemovePractitioner(practitioner, deleted, deactivated)
            }
            Step::CreatePatient { patient, notes } => {
                let patient = PatientBuilder::numbered(patient.into())
                    .with_notes(notes)
                    .build();
                let trace = self.trace(EntityKind::Patient, patient.id);
                Call::CreatePatient(patient, trace)
            }
            Step::UpdatePatient {
                patient,
                off,
                notes,
            } => {
                let patient = id(patient.into());
                let now = model.patient(patient).await.unwrap();
                let v = now.map_or(1, |patient| patient.v) + u32::from(off);
                let trace = self.trace(EntityKind::Patient, patient);
                Call::UpdatePatient(patient, v, with_notes(notes), trace)
            }
            Step::Book {
                practitioner,
                patient,
                start,
                ticks,
            } => {
                let (wanted, trace) = self
                    .wish(model, practitioner, patient, interval(start, ticks))
                    .await;
                self.bookings.push(wanted.clone());
                Call::Book(wanted, trace)
            }
            Step::Move {
                booking,
                off,
                practitioner,
                start,
                ticks,
            } => {
                let mut after = self.appointment(model, booking, off).await;
                after.practitioner_id = self.practitioner(practitioner);
                after.practitioner_name = name_of(model, after.practitioner_id).await;
                after.interval = interval(start, ticks);
                self.save(after)
            }
            Step::SetStatus {
                booking,
                off,
                status,
            } => {
                let mut after = self.appointment(model, booking, off).await;
                let template = AppointmentBuilder::new().with_status(status).build();
                after.status = status;
                after.cancellation = template.cancellation.map(|cancellation| Cancellation {
                    at: self.now(),
                    ..cancellation
                });
                self.save(after)
            }
            Step::Day(ref step) => self.day_call(model, step).await,
            Step::FindAppointments {
                practitioner,
                patient,
                start,
                ticks,
            } => Call::FindAppointments(AppointmentFilter {
                practitioner: practitioner.map(|index| self.practitioner(index)),
                patient: patient.map(|number| id(number.into())),
                within: interval(start, ticks),
            }),
            Step::Append | Step::Repeat { .. } => Call::Append(
                TraceBuilder::new(self.operation())
                    .with_at(self.now())
                    .build(),
            ),
        }
    }

    fn create_practitioner(&mut self, name: &str) -> Call {
        self.practitioners += 1;
        let practitioner = PractitionerBuilder::numbered(self.practitioners)
            .with_name(name)
            .build();
        let trace = self.trace(EntityKind::Practitioner, practitioner.id);
        Call::CreatePractitioner(practitioner, trace)
    }

    /// A booking, of an id of its own.
    pub(super) async fn wish(
        &mut self,
        model: &dyn Store,
        practitioner: Index,
        patient: u8,
        interval: Interval,
    ) -> (Appointment, Trace) {
        let practitioner = self.practitioner(practitioner);
        let mut wanted = AppointmentBuilder::numbered(self.operations + 1)
            .with_patient(&PatientBuilder::numbered(patient.into()).build())
            .build();
        wanted.practitioner_id = practitioner;
        wanted.practitioner_name = name_of(model, practitioner).await;
        wanted.interval = interval;
        let trace = self.trace(EntityKind::Appointment, wanted.id);
        wanted.op_id = trace.op_id;
        (wanted, trace)
    }

    pub(super) fn save(&mut self, mut after: Appointment) -> Call {
        let trace = self.trace(EntityKind::Appointment, after.id);
        after.updated_at = trace.at;
        Call::Save(after, trace)
    }

    /// A practitioner who exists or did.
    pub(super) fn practitioner(&self, index: Index) -> PractitionerId {
        let among = self.practitioners.min(PRACTITIONERS);
        id(index.index(usize::try_from(among).unwrap()) as u64 + 1)
    }

    /// The next version of an appointment somebody tried to book: as it stands, or as it was wished.
    pub(super) async fn appointment(
        &self,
        model: &dyn Store,
        booking: Index,
        off: u8,
    ) -> Appointment {
        let wished = self.wished(booking);
        let now = model.appointment(wished.id).await.unwrap();
        let mut after = now.unwrap_or(wished);
        after.v += 1 + u32::from(off);
        after
    }

    /// An appointment somebody tried to book, or one that nobody did.
    pub(super) fn wished(&self, booking: Index) -> Appointment {
        if self.bookings.is_empty() {
            AppointmentBuilder::numbered(u64::MAX).build()
        } else {
            booking.get(&self.bookings).clone()
        }
    }

    fn operation(&mut self) -> OpId {
        self.operations += 1;
        id(self.operations)
    }

    /// A moment of its own for each operation, finer than a store keeps.
    pub(super) fn now(&self) -> DateTime<Utc> {
        let seconds = i64::try_from(self.operations).unwrap();
        opening_time() + Duration::seconds(seconds)
    }

    pub(super) fn trace(&mut self, kind: EntityKind, object: impl std::fmt::Display) -> Trace {
        TraceBuilder::new(self.operation())
            .with_object(kind, object)
            .with_at(self.now())
            .build()
    }
}

/// A moment finer than a store keeps.
fn opening_time() -> DateTime<Utc> {
    at("2026-11-23", "09:00") + Duration::nanoseconds(1_234_567)
}

async fn name_of(model: &dyn Store, practitioner: PractitionerId) -> String {
    let found = model.practitioner(practitioner).await.unwrap();
    found.map_or_else(|| "Dr. Parti".to_owned(), |found| found.details.name)
}

fn named(name: &str) -> PractitionerDetails {
    PractitionerBuilder::new().with_name(name).build().details
}

fn with_notes(notes: &str) -> PatientDetails {
    PatientBuilder::new().with_notes(notes).build().details
}

pub(super) fn interval(start: u8, ticks: u8) -> Interval {
    let start = at("2026-11-25", "08:00") + Duration::minutes(5 * i64::from(start));
    Interval {
        start,
        end: start + Duration::minutes(5 * i64::from(ticks)),
    }
}
