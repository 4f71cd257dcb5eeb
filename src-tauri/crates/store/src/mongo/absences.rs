//! Absences and closures. A removed one stays as a tombstone (`supprime_at`), in whose outbox its trace waits.

use async_trait::async_trait;
use bson::oid::ObjectId;
use bson::{DateTime, doc};
use medigest_application::ports::{AbsenceStore, StoreError, StoreResult};
use medigest_domain::absence::Absence;
use medigest_domain::id::AbsenceId;
use medigest_domain::time::Interval;
use medigest_domain::trace::Trace;

use super::call::Failure;
use super::outbox::Pending;
use super::tombstone::{bury, standing};
use super::{MongoStore, created};
use crate::documents::AbsenceDocument;

#[async_trait]
impl AbsenceStore for MongoStore {
    async fn absence(&self, id: AbsenceId) -> StoreResult<Option<Absence>> {
        let standing = standing(ObjectId::from_bytes(id.bytes()));
        let found = self.documents::<AbsenceDocument>().one(standing).await?;
        found.map(Absence::try_from).transpose()
    }

    async fn absences(&self, within: Interval) -> StoreResult<Vec<Absence>> {
        let touched = doc! {
            "fin": { "$gt": DateTime::from_chrono(within.start) },
            "debut": { "$lt": DateTime::from_chrono(within.end) },
            "supprime_at": null,
        };
        let found = self
            .documents::<AbsenceDocument>()
            .all(touched, doc! { "debut": 1, "_id": 1 }, 0)
            .await?;
        found.into_iter().map(Absence::try_from).collect()
    }

    async fn create_absence(&self, absence: &Absence, trace: &Trace) -> StoreResult<Absence> {
        let stored = AbsenceDocument::from_domain(absence, trace.op_id);
        if let Some(id) = self.done::<AbsenceDocument>(trace, stored.id).await? {
            return self.present_absence(id).await;
        }
        let pending = Pending::trace(trace);
        let document = created(&stored, &pending)?;
        match self
            .documents::<AbsenceDocument>()
            .create(document, &[])
            .await
        {
            Ok(added) => {
                self.deliver::<AbsenceDocument>(stored.id, &pending).await;
                added.try_into()
            }
            // Perhaps the first of two tries, whose answer was lost.
            Err(Failure::Duplicate { .. }) => {
                let done = self.done::<AbsenceDocument>(trace, stored.id).await?;
                self.present_absence(done.ok_or(StoreError::Duplicate)?)
                    .await
            }
            Err(failure) => Err(failure.into()),
        }
    }

    async fn remove_absence(&self, id: AbsenceId, trace: &Trace) -> StoreResult<()> {
        let id = ObjectId::from_bytes(id.bytes());
        if self.done::<AbsenceDocument>(trace, id).await?.is_some() {
            return Ok(());
        }
        let pending = Pending::trace(trace);
        let documents = self.documents::<AbsenceDocument>();
        if documents
            .change(standing(id), bury(&pending)?)
            .await?
            .is_some()
        {
            self.deliver::<AbsenceDocument>(id, &pending).await;
            return Ok(());
        }
        // Removed by the first of two tries, whose answer was lost; or by somebody else, or never there.
        let done = self.done::<AbsenceDocument>(trace, id).await?;
        done.map(drop).ok_or(StoreError::NotFound)
    }
}

impl MongoStore {
    /// The absence as it stands now, or `NotFound`.
    async fn present_absence(&self, id: ObjectId) -> StoreResult<Absence> {
        let found = self
            .confirmed::<AbsenceDocument>()
            .one(standing(id))
            .await?;
        found.ok_or(StoreError::NotFound)?.try_into()
    }
}
