//! Delays: one report per number of a practitioner's day, the highest counts.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use medigest_application::ports::{DelayStore, StoreError, StoreResult};
use medigest_domain::delay::DelayReport;
use medigest_domain::id::DelayId;
use medigest_domain::trace::Trace;

use super::{MemoryStore, found, millis};

#[async_trait]
impl DelayStore for MemoryStore {
    async fn delay(&self, id: DelayId) -> StoreResult<Option<DelayReport>> {
        Ok(self.state().delays.get(&id).cloned())
    }

    async fn delays(&self, first: NaiveDate, last: NaiveDate) -> StoreResult<Vec<DelayReport>> {
        let state = self.state();
        let mut latest: BTreeMap<_, &DelayReport> = BTreeMap::new();
        for report in state.delays.values() {
            let day = (report.day, report.practitioner_id);
            let counts = latest
                .get(&day)
                .is_none_or(|other| other.number < report.number);
            if counts && (first..=last).contains(&report.day) {
                latest.insert(day, report);
            }
        }
        Ok(latest.into_values().cloned().collect())
    }

    async fn report_delay(&self, report: &DelayReport, trace: &Trace) -> StoreResult<DelayReport> {
        let mut state = self.state();
        if let Some(id) = state.done(trace, report.id) {
            return found(state.delays.get(&id));
        }
        if state.delays.contains_key(&report.id) {
            return Err(StoreError::Duplicate);
        }
        let place = |r: &DelayReport| (r.practitioner_id, r.day, r.number);
        if state
            .delays
            .values()
            .any(|other| place(other) == place(report))
        {
            return Err(StoreError::Stale);
        }
        let report = DelayReport {
            from: millis(report.from),
            at: millis(report.at),
            withdrawn_at: report.withdrawn_at.map(millis),
            ..report.clone()
        };
        state.delays.insert(report.id, report.clone());
        state.keep_trace(trace);
        Ok(report)
    }

    async fn withdraw_delay(
        &self,
        id: DelayId,
        at: DateTime<Utc>,
        trace: &Trace,
    ) -> StoreResult<DelayReport> {
        let mut state = self.state();
        if let Some(id) = state.done(trace, id) {
            return found(state.delays.get(&id));
        }
        let report = state.delays.get_mut(&id).ok_or(StoreError::NotFound)?;
        let held = report.holds();
        report.withdrawn_at.get_or_insert(millis(at));
        let report = report.clone();
        if held {
            state.keep_trace(trace);
        }
        Ok(report)
    }
}
