//! Patients' files. `updated_at` is the server's own time, so that devices with wrong clocks miss no edit.

use async_trait::async_trait;
use bson::oid::ObjectId;
use bson::{Bson, DateTime, Document, doc};
use chrono::Utc;
use futures::future::try_join;
use medigest_application::ports::{PatientStore, StoreError, StoreResult};
use medigest_domain::id::PatientId;
use medigest_domain::patient::{Patient, PatientDetails, PatientSummary};
use medigest_domain::trace::Trace;

use super::call::Failure;
use super::outbox::{self, Pending};
use super::{MongoStore, at_version, created};
use crate::documents::{PatientDocument, SummaryDocument, detail_fields};

#[async_trait]
impl PatientStore for MongoStore {
    async fn patient(&self, id: PatientId) -> StoreResult<Option<Patient>> {
        let id = ObjectId::from_bytes(id.bytes());
        let found = self
            .documents::<PatientDocument>()
            .one(doc! { "_id": id })
            .await?;
        found.map(Patient::try_from).transpose()
    }

    async fn patient_summaries(&self, ids: &[PatientId]) -> StoreResult<Vec<PatientSummary>> {
        let ids: Vec<_> = ids
            .iter()
            .map(|id| ObjectId::from_bytes(id.bytes()))
            .collect();
        self.summaries(doc! { "_id": { "$in": ids } }).await
    }

    async fn patients_changed_since(
        &self,
        since: Option<chrono::DateTime<Utc>>,
    ) -> StoreResult<Vec<PatientSummary>> {
        let mut changed = match since.map(DateTime::from_chrono) {
            None => self.summaries(doc! {}).await?,
            Some(since) => {
                let edited = doc! { "updated_at": { "$gte": since } };
                // Files of an older base have no such time: they changed when they were created.
                let older = doc! { "updated_at": null, "created_at": { "$gte": since } };
                let (mut edited, older) =
                    try_join(self.summaries(edited), self.summaries(older)).await?;
                edited.extend(older);
                edited
            }
        };
        changed.sort_by_key(|patient| (patient.updated_at, patient.id));
        Ok(changed)
    }

    async fn count_patients(&self) -> StoreResult<u64> {
        Ok(self.documents::<PatientDocument>().count(doc! {}).await?)
    }

    async fn create_patient(&self, patient: &Patient, trace: &Trace) -> StoreResult<Patient> {
        let stored = PatientDocument::from_domain(patient);
        if let Some(id) = self.done::<PatientDocument>(trace, stored.id).await? {
            return self.present_file(id).await;
        }
        let pending = Pending::trace(trace);
        let document = created(&stored, &pending)?;
        let written = self
            .documents::<PatientDocument>()
            .create(document, &["updated_at"])
            .await;
        match written {
            Ok(file) => {
                self.deliver::<PatientDocument>(stored.id, &pending).await;
                file.try_into()
            }
            // Perhaps the first of two tries, whose answer was lost.
            Err(Failure::Duplicate { .. }) => {
                match self.done::<PatientDocument>(trace, stored.id).await? {
                    Some(id) => self.present_file(id).await,
                    None => Err(StoreError::Duplicate),
                }
            }
            Err(failure) => Err(failure.into()),
        }
    }

    async fn update_patient(
        &self,
        id: PatientId,
        v: u32,
        details: &PatientDetails,
        trace: &Trace,
    ) -> StoreResult<Patient> {
        let id = ObjectId::from_bytes(id.bytes());
        let pending = Pending::trace(trace);
        let (present, absent): (Vec<_>, Vec<_>) = detail_fields(details)
            .into_iter()
            .partition(|(_, value)| value.is_some());
        let mut set: Document = present
            .into_iter()
            .filter_map(|(field, value)| Some((field.to_owned(), value?)))
            .collect();
        set.insert("v", i64::from(v) + 1);
        set.insert("updated_by", trace.user.as_str());
        let unset: Document = absent
            .into_iter()
            .map(|(field, _)| (field.to_owned(), Bson::from("")))
            .collect();
        let mut update = doc! {
            "$set": set,
            "$currentDate": { "updated_at": true },
            "$push": { outbox::FIELD: pending.to_bson()? },
        };
        if !unset.is_empty() {
            update.insert("$unset", unset);
        }
        let documents = self.documents::<PatientDocument>();
        match documents.change(at_version(id, v), update).await? {
            Some(file) => {
                self.deliver::<PatientDocument>(id, &pending).await;
                file.try_into()
            }
            None => match self.done::<PatientDocument>(trace, id).await? {
                Some(id) => self.present_file(id).await,
                None => {
                    self.present_file(id).await?;
                    Err(StoreError::Stale)
                }
            },
        }
    }
}

impl MongoStore {
    /// The file as it stands now, or `NotFound`.
    async fn present_file(&self, id: ObjectId) -> StoreResult<Patient> {
        let found = self
            .confirmed::<PatientDocument>()
            .one(doc! { "_id": id })
            .await?;
        found.ok_or(StoreError::NotFound)?.try_into()
    }

    async fn summaries(&self, filter: Document) -> StoreResult<Vec<PatientSummary>> {
        let found = self
            .documents::<SummaryDocument>()
            .all(filter, doc! {}, 0)
            .await?;
        found.into_iter().map(PatientSummary::try_from).collect()
    }
}
