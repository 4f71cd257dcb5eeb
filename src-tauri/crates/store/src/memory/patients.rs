//! Patients' files.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use medigest_application::ports::{PatientStore, StoreError, StoreResult};
use medigest_domain::id::PatientId;
use medigest_domain::patient::{Patient, PatientDetails, PatientSummary, Visit};
use medigest_domain::trace::Trace;

use super::{MemoryStore, State, found, millis};

#[async_trait]
impl PatientStore for MemoryStore {
    async fn patient(&self, id: PatientId) -> StoreResult<Option<Patient>> {
        Ok(self.state().patients.get(&id).cloned())
    }

    async fn patient_summaries(&self, ids: &[PatientId]) -> StoreResult<Vec<PatientSummary>> {
        let state = self.state();
        let wanted = state.patients.values().filter(|p| ids.contains(&p.id));
        Ok(wanted.map(Patient::summary).collect())
    }

    async fn patients_changed_since(
        &self,
        since: Option<DateTime<Utc>>,
    ) -> StoreResult<Vec<PatientSummary>> {
        let state = self.state();
        let mut changed: Vec<_> = state
            .patients
            .values()
            .filter(|patient| since.is_none_or(|since| patient.updated_at >= since))
            .map(Patient::summary)
            .collect();
        changed.sort_by_key(|patient| (patient.updated_at, patient.id));
        Ok(changed)
    }

    async fn count_patients(&self) -> StoreResult<u64> {
        Ok(self.state().patients.len() as u64)
    }

    async fn create_patient(&self, patient: &Patient, trace: &Trace) -> StoreResult<Patient> {
        let mut state = self.state();
        if let Some(id) = state.done(trace, patient.id) {
            return found(state.patients.get(&id));
        }
        if state.patients.contains_key(&patient.id) {
            return Err(StoreError::Duplicate);
        }
        let mut patient = patient.clone();
        patient.created_at = millis(patient.created_at);
        patient.updated_at = state.edited_at(trace);
        for visit in &mut patient.visits {
            visit.date = millis(visit.date);
        }
        state.patients.insert(patient.id, patient.clone());
        state.keep_trace(trace);
        Ok(patient)
    }

    async fn update_patient(
        &self,
        id: PatientId,
        v: u32,
        details: &PatientDetails,
        trace: &Trace,
    ) -> StoreResult<Patient> {
        let mut state = self.state();
        if let Some(id) = state.done(trace, id) {
            return found(state.patients.get(&id));
        }
        let edited_at = state.edited_at(trace);
        let patient = state.patients.get_mut(&id).ok_or(StoreError::NotFound)?;
        if patient.v != v {
            return Err(StoreError::Stale);
        }
        patient.v += 1;
        patient.details = details.clone();
        patient.updated_at = edited_at;
        patient.updated_by = Some(trace.user.clone());
        let patient = patient.clone();
        state.keep_trace(trace);
        Ok(patient)
    }
}

impl State {
    /// The moment of an edit: never before an earlier edit, so that whoever reads what changed since the last
    /// one misses nothing.
    fn edited_at(&self, trace: &Trace) -> DateTime<Utc> {
        let latest = self.patients.values().map(|p| p.updated_at).max();
        latest.unwrap_or_default().max(millis(trace.at))
    }

    /// Puts a visit into a file, in place of the one its appointment has there.
    pub(super) fn put_visit(&mut self, patient: PatientId, visit: Visit) {
        if let Some(patient) = self.patients.get_mut(&patient) {
            patient
                .visits
                .retain(|other| other.appointment_id != visit.appointment_id);
            patient.visits.push(visit);
        }
    }
}
