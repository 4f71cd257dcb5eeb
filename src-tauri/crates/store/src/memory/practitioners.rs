//! Practitioners: renaming goes everywhere, and whoever is needed is deactivated rather than deleted.

use async_trait::async_trait;
use medigest_application::ports::{PractitionerStore, Removal, StoreError, StoreResult, Ties};
use medigest_domain::appointment::Appointment;
use medigest_domain::hours::WeeklyHours;
use medigest_domain::id::PractitionerId;
use medigest_domain::patient::Visit;
use medigest_domain::practitioner::{Practitioner, PractitionerDetails};
use medigest_domain::trace::Trace;
use medigest_domain::user::Username;

use super::{MemoryStore, State, found, millis};

#[async_trait]
impl PractitionerStore for MemoryStore {
    async fn practitioner(&self, id: PractitionerId) -> StoreResult<Option<Practitioner>> {
        Ok(self.state().practitioners.get(&id).cloned())
    }

    async fn practitioners(&self) -> StoreResult<Vec<Practitioner>> {
        let mut all: Vec<_> = self.state().practitioners.values().cloned().collect();
        all.sort_by(|a, b| (&a.details.name, a.id).cmp(&(&b.details.name, b.id)));
        Ok(all)
    }

    async fn create_practitioner(
        &self,
        practitioner: &Practitioner,
        trace: &Trace,
    ) -> StoreResult<Practitioner> {
        let mut state = self.state();
        if let Some(id) = state.done(trace, practitioner.id) {
            return found(state.practitioners.get(&id));
        }
        if state.practitioners.contains_key(&practitioner.id) {
            return Err(StoreError::Duplicate);
        }
        let practitioner = Practitioner {
            created_at: millis(practitioner.created_at),
            ..practitioner.clone()
        };
        state
            .practitioners
            .insert(practitioner.id, practitioner.clone());
        state.keep_trace(trace);
        Ok(practitioner)
    }

    async fn update_practitioner(
        &self,
        id: PractitionerId,
        details: &PractitionerDetails,
        trace: &Trace,
    ) -> StoreResult<Practitioner> {
        let mut state = self.state();
        let repeated = state.done(trace, id).is_some();
        let changed = state.change_practitioner(id, trace, |p| p.details = details.clone())?;
        if !repeated {
            state.rename(&changed, trace);
        }
        Ok(changed)
    }

    async fn set_practitioner_active(
        &self,
        id: PractitionerId,
        active: bool,
        trace: &Trace,
    ) -> StoreResult<Practitioner> {
        self.state()
            .change_practitioner(id, trace, |p| p.active = active)
    }

    async fn set_practitioner_hours(
        &self,
        id: PractitionerId,
        hours: Option<&WeeklyHours>,
        trace: &Trace,
    ) -> StoreResult<Practitioner> {
        self.state()
            .change_practitioner(id, trace, |p| p.hours = hours.cloned())
    }

    async fn remove_practitioner(
        &self,
        id: PractitionerId,
        deleted: &Trace,
        deactivated: &Trace,
    ) -> StoreResult<Removal> {
        let mut state = self.state();
        let ties = state.ties(id);
        if let Some(earlier) = state.traces.get(&deleted.op_id) {
            return Ok(if earlier.action == deleted.action {
                Removal::Deleted
            } else {
                Removal::Deactivated(ties)
            });
        }
        let removal = ties.removal();
        if removal == Removal::Deleted {
            state
                .practitioners
                .remove(&id)
                .ok_or(StoreError::NotFound)?;
            state.keep_trace(deleted);
        } else {
            state.change_practitioner(id, deactivated, |p| p.active = false)?;
        }
        Ok(removal)
    }
}

impl State {
    fn change_practitioner(
        &mut self,
        id: PractitionerId,
        trace: &Trace,
        change: impl FnOnce(&mut Practitioner),
    ) -> StoreResult<Practitioner> {
        if let Some(id) = self.done(trace, id) {
            return found(self.practitioners.get(&id));
        }
        let practitioner = self
            .practitioners
            .get_mut(&id)
            .ok_or(StoreError::NotFound)?;
        change(practitioner);
        let practitioner = practitioner.clone();
        self.keep_trace(trace);
        Ok(practitioner)
    }

    /// Writes the practitioner's name into every appointment and visit of theirs.
    fn rename(&mut self, practitioner: &Practitioner, trace: &Trace) {
        let name = &practitioner.details.name;
        let named_before = |appointment: &Appointment| {
            appointment.practitioner_id == practitioner.id && appointment.practitioner_name != *name
        };
        for appointment in self.appointments.those(named_before) {
            appointment.practitioner_name.clone_from(name);
            appointment.v += 1;
            appointment.updated_at = millis(trace.at);
        }
        let theirs = |visit: &Visit| visit.practitioner_id == Some(practitioner.id);
        for patient in self
            .patients
            .those(|patient| patient.visits.iter().any(theirs))
        {
            for visit in patient.visits.iter_mut().filter(|visit| theirs(visit)) {
                visit.practitioner.clone_from(name);
            }
        }
    }

    fn ties(&self, id: PractitionerId) -> Ties {
        let appointments = self.appointments.values();
        let count = appointments.filter(|a| a.practitioner_id == id).count();
        let linked = self.users.values();
        let mut accounts: Vec<_> = linked
            .filter(|user| user.practitioner_id == Some(id))
            .map(|user| user.username.clone())
            .collect();
        accounts.sort_by_key(Username::key);
        Ties {
            appointments: u32::try_from(count).unwrap_or(u32::MAX),
            accounts,
        }
    }
}
