//! Sealing anew.

use async_trait::async_trait;
use medigest_application::ports::{ResealStore, Resealed, SealedAt, StoreResult};
use medigest_domain::appointment::Appointment;
use medigest_domain::id::{AppointmentId, PatientId};
use medigest_domain::patient::Patient;
use medigest_domain::secret::Confidential;

use super::{MemoryStore, State};

#[async_trait]
impl ResealStore for MemoryStore {
    async fn patients_after(
        &self,
        after: Option<PatientId>,
        limit: u32,
    ) -> StoreResult<Vec<Patient>> {
        let state = self.state();
        let later = state.patients.values().filter(|file| Some(file.id) > after);
        let mut later: Vec<_> = later.cloned().collect();
        later.sort_by_key(|file| file.id);
        later.truncate(limit as usize);
        Ok(later)
    }

    async fn appointments_after(
        &self,
        after: Option<AppointmentId>,
        limit: u32,
    ) -> StoreResult<Vec<Appointment>> {
        let state = self.state();
        let later = state.appointments.values();
        let mut later: Vec<_> = later
            .filter(|appointment| Some(appointment.id) > after)
            .cloned()
            .collect();
        later.sort_by_key(|appointment| appointment.id);
        later.truncate(limit as usize);
        Ok(later)
    }

    async fn sealed_documents(&self) -> StoreResult<u32> {
        let state = self.state();
        let documents = state.patients.values().count() + state.appointments.values().count();
        Ok(u32::try_from(documents).unwrap_or(u32::MAX))
    }

    async fn reseal(&self, texts: &[Resealed]) -> StoreResult<()> {
        let mut state = self.state();
        for text in texts {
            for standing in state.texts_at(text.at) {
                if *standing == text.before {
                    standing.clone_from(&text.after);
                }
            }
        }
        Ok(())
    }
}

impl State {
    fn texts_at(&mut self, at: SealedAt) -> Vec<&mut Confidential> {
        match at {
            SealedAt::Insurance(id) => {
                let file = self.patients.get_mut(&id);
                file.and_then(|file| file.details.insurance.as_mut())
                    .into_iter()
                    .collect()
            }
            SealedAt::Notes(id) => {
                let file = self.patients.get_mut(&id);
                file.and_then(|file| file.details.notes.as_mut())
                    .into_iter()
                    .collect()
            }
            SealedAt::Reason(id) => {
                let appointment = self.appointments.get_mut(&id);
                appointment
                    .map(|appointment| &mut appointment.reason)
                    .into_iter()
                    .collect()
            }
            SealedAt::Visit(id, appointment) => {
                let file = self.patients.get_mut(&id);
                file.into_iter()
                    .flat_map(|file| &mut file.visits)
                    .filter(|visit| visit.appointment_id == appointment)
                    .map(|visit| &mut visit.reason)
                    .collect()
            }
        }
    }
}
