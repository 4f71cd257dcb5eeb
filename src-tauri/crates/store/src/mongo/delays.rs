//! Delays: a unique index gives each number of a practitioner's day away once.

use async_trait::async_trait;
use bson::oid::ObjectId;
use bson::{DateTime, doc};
use chrono::{NaiveDate, Utc};
use medigest_application::ports::{DelayStore, StoreError, StoreResult};
use medigest_domain::delay::DelayReport;
use medigest_domain::id::DelayId;
use medigest_domain::trace::Trace;

use super::call::Failure;
use super::outbox::{self, Pending};
use super::{MongoStore, created, indexes};
use crate::documents::{DelayDocument, stored_day};

#[async_trait]
impl DelayStore for MongoStore {
    async fn delay(&self, id: DelayId) -> StoreResult<Option<DelayReport>> {
        let id = ObjectId::from_bytes(id.bytes());
        let found = self
            .documents::<DelayDocument>()
            .one(doc! { "_id": id })
            .await?;
        found.map(DelayReport::try_from).transpose()
    }

    async fn delays(&self, first: NaiveDate, last: NaiveDate) -> StoreResult<Vec<DelayReport>> {
        let days = doc! { "jour": { "$gte": stored_day(first), "$lte": stored_day(last) } };
        let highest_first = doc! { "jour": 1, "practitioner_id": 1, "numero": -1 };
        let mut found = self
            .documents::<DelayDocument>()
            .all(days, highest_first, 0)
            .await?;
        found.dedup_by(|later, first| {
            (&later.jour, later.practitioner_id) == (&first.jour, first.practitioner_id)
        });
        found.into_iter().map(DelayReport::try_from).collect()
    }

    async fn report_delay(&self, report: &DelayReport, trace: &Trace) -> StoreResult<DelayReport> {
        let stored = DelayDocument::from_domain(report);
        if let Some(id) = self.done::<DelayDocument>(trace, stored.id).await? {
            return self.present_delay(id).await;
        }
        let pending = Pending::trace(trace);
        let document = created(&stored, &pending)?;
        match self
            .documents::<DelayDocument>()
            .create(document, &[])
            .await
        {
            Ok(added) => {
                self.deliver::<DelayDocument>(stored.id, &pending).await;
                added.try_into()
            }
            // Perhaps the first of two tries, whose answer was lost.
            Err(Failure::Duplicate { index }) => {
                match self.done::<DelayDocument>(trace, stored.id).await? {
                    Some(id) => self.present_delay(id).await,
                    None if index == indexes::NUMBER && self.is_new(stored.id).await? => {
                        Err(StoreError::Stale)
                    }
                    None => Err(StoreError::Duplicate),
                }
            }
            Err(failure) => Err(failure.into()),
        }
    }

    async fn withdraw_delay(
        &self,
        id: DelayId,
        at: chrono::DateTime<Utc>,
        trace: &Trace,
    ) -> StoreResult<DelayReport> {
        let id = ObjectId::from_bytes(id.bytes());
        if let Some(id) = self.done::<DelayDocument>(trace, id).await? {
            return self.present_delay(id).await;
        }
        let pending = Pending::trace(trace);
        let holds = doc! { "_id": id, "retire_at": null };
        let withdraw = doc! {
            "$set": { "retire_at": DateTime::from_chrono(at) },
            "$push": { outbox::FIELD: pending.to_bson()? },
        };
        let documents = self.documents::<DelayDocument>();
        match documents.change(holds, withdraw).await? {
            Some(withdrawn) => {
                self.deliver::<DelayDocument>(id, &pending).await;
                withdrawn.try_into()
            }
            None => {
                // Done by the first of two tries, whose answer was lost; or withdrawn before; or not there.
                self.done::<DelayDocument>(trace, id).await?;
                self.present_delay(id).await
            }
        }
    }
}

impl MongoStore {
    /// The report as it stands now, or `NotFound`.
    async fn present_delay(&self, id: ObjectId) -> StoreResult<DelayReport> {
        let found = self
            .confirmed::<DelayDocument>()
            .one(doc! { "_id": id })
            .await?;
        found.ok_or(StoreError::NotFound)?.try_into()
    }

    /// Whether no report has this id.
    async fn is_new(&self, id: ObjectId) -> StoreResult<bool> {
        let documents = self.confirmed::<DelayDocument>();
        Ok(documents.one(doc! { "_id": id }).await?.is_none())
    }
}
