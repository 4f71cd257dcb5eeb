//! Delays: a unique index gives each number of a practitioner's day away once.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use medigest_application::ports::{DelayStore, StoreError, StoreResult};
use medigest_domain::delay::DelayReport;
use medigest_domain::id::DelayId;
use medigest_domain::trace::Trace;
use rusqlite::Connection;
use serde_json::json;

use super::SqliteStore;
use super::audit::{add_trace, traced_object};
use super::document::{edit, find, get, insert, query};
use super::error::{Failure, Work};
use crate::documents::{DelayDocument, LogDocument, stored_day};

#[async_trait]
impl DelayStore for SqliteStore {
    async fn delay(&self, id: DelayId) -> StoreResult<Option<DelayReport>> {
        self.connections
            .read(move |base| find::<DelayDocument, _>(base, id))
            .await
    }

    async fn delays(&self, first: NaiveDate, last: NaiveDate) -> StoreResult<Vec<DelayReport>> {
        self.connections
            .read(move |base| {
                query::<DelayDocument, _>(
                    base,
                    "SELECT doc FROM retards AS report
                     WHERE day BETWEEN ?1 AND ?2 AND number = (
                         SELECT MAX(number) FROM retards
                         WHERE day = report.day AND practitioner_id = report.practitioner_id)
                     ORDER BY day, practitioner_id",
                    [stored_day(first), stored_day(last)],
                )
            })
            .await
    }

    async fn report_delay(&self, report: &DelayReport, trace: &Trace) -> StoreResult<DelayReport> {
        let document = DelayDocument::from_domain(report);
        let id = report.id;
        let add = move |base: &Connection| match insert(base, &document) {
            Err(Failure::Refused(StoreError::Duplicate))
                if find::<DelayDocument, DelayReport>(base, id)?.is_none() =>
            {
                Err(StoreError::Stale.into())
            }
            outcome => outcome,
        };
        self.once(trace, id, add, get::<DelayDocument, _>).await
    }

    async fn withdraw_delay(
        &self,
        id: DelayId,
        at: DateTime<Utc>,
        trace: &Trace,
    ) -> StoreResult<DelayReport> {
        let log = LogDocument::from_domain(trace);
        self.connections
            .write(move |base| {
                if let Some(object) = traced_object(base, &log)? {
                    return get::<DelayDocument, _>(base, object.parse().unwrap_or(id));
                }
                let report: DelayReport = get::<DelayDocument, _>(base, id)?;
                if report.holds() {
                    withdraw(base, id, at)?;
                    add_trace(base, &log)?;
                }
                get::<DelayDocument, _>(base, id)
            })
            .await
    }
}

fn withdraw(base: &Connection, id: DelayId, at: DateTime<Utc>) -> Work<()> {
    edit::<DelayDocument>(base, id, |fields| {
        let at = bson::DateTime::from_chrono(at);
        fields.insert("retire_at".to_owned(), json!(at));
        Ok(())
    })
}
