//! Absences and closures.

use async_trait::async_trait;
use medigest_application::ports::{AbsenceStore, StoreError, StoreResult};
use medigest_domain::absence::Absence;
use medigest_domain::id::AbsenceId;
use medigest_domain::time::Interval;
use medigest_domain::trace::Trace;

use super::{MemoryStore, found, millis};

#[async_trait]
impl AbsenceStore for MemoryStore {
    async fn absence(&self, id: AbsenceId) -> StoreResult<Option<Absence>> {
        Ok(self.state().absences.get(&id).cloned())
    }

    async fn absences(&self, within: Interval) -> StoreResult<Vec<Absence>> {
        let state = self.state();
        let mut touched: Vec<_> = state
            .absences
            .values()
            .filter(|absence| absence.interval.overlaps(within))
            .cloned()
            .collect();
        touched.sort_by_key(|absence| (absence.interval.start, absence.id));
        Ok(touched)
    }

    async fn create_absence(&self, absence: &Absence, trace: &Trace) -> StoreResult<Absence> {
        let mut state = self.state();
        if let Some(id) = state.done(trace, absence.id) {
            return found(state.absences.get(&id));
        }
        if state.absences.contains_key(&absence.id) {
            return Err(StoreError::Duplicate);
        }
        let absence = Absence {
            interval: Interval {
                start: millis(absence.interval.start),
                end: millis(absence.interval.end),
            },
            created_at: millis(absence.created_at),
            ..absence.clone()
        };
        state.absences.insert(absence.id, absence.clone());
        state.keep_trace(trace);
        Ok(absence)
    }

    async fn remove_absence(&self, id: AbsenceId, trace: &Trace) -> StoreResult<()> {
        let mut state = self.state();
        if state.done(trace, id).is_none() {
            state.absences.remove(&id).ok_or(StoreError::NotFound)?;
            state.keep_trace(trace);
        }
        Ok(())
    }
}
