//! Appointments: the rule of overlap itself (spec §3.1), where the real stores compare slots.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use medigest_application::ports::{AppointmentFilter, AppointmentStore, StoreError, StoreResult};
use medigest_domain::appointment::{Appointment, Attendance, Cancellation, Closed, Status};
use medigest_domain::id::{AppointmentId, PatientId};
use medigest_domain::time::Interval;
use medigest_domain::trace::Trace;

use super::{MemoryStore, State, found, millis};

#[async_trait]
impl AppointmentStore for MemoryStore {
    async fn appointment(&self, id: AppointmentId) -> StoreResult<Option<Appointment>> {
        Ok(self.state().appointments.get(&id).cloned())
    }

    async fn appointments(&self, filter: AppointmentFilter) -> StoreResult<Vec<Appointment>> {
        let state = self.state();
        let fits = |appointment: &&Appointment| {
            filter
                .practitioner
                .is_none_or(|id| appointment.practitioner_id == id)
                && filter.patient.is_none_or(|id| appointment.patient_id == id)
                && appointment.interval.overlaps(filter.within)
        };
        Ok(earliest_first(state.appointments.values().filter(fits)))
    }

    async fn appointments_of(
        &self,
        patients: &[PatientId],
        within: Interval,
    ) -> StoreResult<Vec<Appointment>> {
        let state = self.state();
        let fits = |appointment: &&Appointment| {
            patients.contains(&appointment.patient_id) && appointment.interval.overlaps(within)
        };
        Ok(earliest_first(state.appointments.values().filter(fits)))
    }

    async fn cancelled_by_doctor(&self, since: DateTime<Utc>) -> StoreResult<Vec<Appointment>> {
        let state = self.state();
        let mut cancelled: Vec<_> = state
            .appointments
            .values()
            .filter(|appointment| appointment.status == Status::CancelledByDoctor)
            .filter_map(|appointment| Some((appointment.cancellation.as_ref()?.at, appointment)))
            .filter(|(at, _)| *at >= millis(since))
            .collect();
        cancelled.sort_by_key(|(at, appointment)| (*at, appointment.id));
        Ok(cancelled
            .into_iter()
            .map(|(_, found)| found.clone())
            .collect())
    }

    async fn replacements(&self, of: &[AppointmentId]) -> StoreResult<Vec<Appointment>> {
        let state = self.state();
        let replaces = |appointment: &&Appointment| {
            appointment
                .replaces
                .is_some_and(|replaced| of.contains(&replaced))
        };
        Ok(state
            .appointments
            .values()
            .filter(replaces)
            .cloned()
            .collect())
    }

    async fn book(&self, appointment: &Appointment, trace: &Trace) -> StoreResult<Appointment> {
        let mut state = self.state();
        if let Some(id) = state.done(trace, appointment.id) {
            return found(state.appointments.get(&id));
        }
        if state.appointments.contains_key(&appointment.id) {
            return Err(StoreError::Duplicate);
        }
        state.put(appointment, trace)
    }

    async fn save(&self, after: &Appointment, trace: &Trace) -> StoreResult<Appointment> {
        let mut state = self.state();
        if let Some(id) = state.done(trace, after.id) {
            return found(state.appointments.get(&id));
        }
        let before = found(state.appointments.get(&after.id))?;
        if before.v + 1 != after.v {
            return Err(StoreError::Stale);
        }
        state.put(after, trace)
    }
}

impl State {
    /// Writes an appointment, its visit and its trace, unless another replaces the same one or its time is taken.
    fn put(&mut self, appointment: &Appointment, trace: &Trace) -> StoreResult<Appointment> {
        let appointment = stored(appointment);
        let replaced_too = |other: &Appointment| {
            other.id != appointment.id && other.replaces == appointment.replaces
        };
        if appointment.replaces.is_some() && self.appointments.values().any(replaced_too) {
            return Err(StoreError::Stale);
        }
        let blocking = earliest_first(
            self.appointments
                .values()
                .filter(|other| appointment.conflicts_with(other)),
        );
        if !blocking.is_empty() {
            return Err(StoreError::Taken { blocking });
        }
        self.appointments
            .insert(appointment.id, appointment.clone());
        self.put_visit(appointment.patient_id, appointment.visit());
        self.keep_trace(trace);
        Ok(appointment)
    }
}

fn earliest_first<'a>(appointments: impl Iterator<Item = &'a Appointment>) -> Vec<Appointment> {
    let mut sorted: Vec<_> = appointments.cloned().collect();
    sorted.sort_by_key(|appointment| (appointment.interval.start, appointment.id));
    sorted
}

/// The appointment as a store keeps it: instants to the millisecond.
fn stored(appointment: &Appointment) -> Appointment {
    Appointment {
        interval: Interval {
            start: millis(appointment.interval.start),
            end: millis(appointment.interval.end),
        },
        cancellation: appointment.cancellation.clone().map(|c| Cancellation {
            at: millis(c.at),
            closed: c.closed.map(|closed| Closed {
                at: millis(closed.at),
                ..closed
            }),
            ..c
        }),
        attendance: Attendance {
            arrived_at: appointment.attendance.arrived_at.map(millis),
            called_in_at: appointment.attendance.called_in_at.map(millis),
            finished_at: appointment.attendance.finished_at.map(millis),
        },
        created_at: millis(appointment.created_at),
        updated_at: millis(appointment.updated_at),
        ..appointment.clone()
    }
}
