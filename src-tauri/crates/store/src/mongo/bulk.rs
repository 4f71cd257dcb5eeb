//! Filling an empty base.

use bson::Document;
use medigest_application::ports::{StoreError, StoreResult};
use medigest_domain::id::OpId;

use super::MongoStore;
use super::call::{Failure, call};
use super::indexes;
use crate::bulk::BulkLoad;
use crate::documents::{
    AbsenceDocument, AppointmentDocument, CabinetDocument, DelayDocument, LogDocument,
    PatientDocument, PractitionerDocument, SettingsDocument, Stored, UserDocument, to_bson,
};

/// Documents sent at once.
const BATCH: usize = 1_000;

impl MongoStore {
    /// Writes a whole practice into an empty base. Not a transaction: what was written before a failure stays,
    /// so that a base that was filled half is to be dropped. Nobody follows it yet, so nothing is dated (`maj`).
    ///
    /// # Errors
    /// `Duplicate` when the base already has one of the documents, `Taken` when two appointments overlap.
    pub async fn load(&self, all: BulkLoad) -> StoreResult<()> {
        let users = all.users.iter().map(UserDocument::from_domain);
        self.insert_all(users).await?;
        let practitioners = all
            .practitioners
            .iter()
            .map(PractitionerDocument::from_domain);
        self.insert_all(practitioners).await?;
        let patients = all.patients.iter().map(PatientDocument::from_domain);
        self.insert_all(patients).await?;
        let appointments = all
            .appointments
            .iter()
            .map(AppointmentDocument::from_domain);
        self.insert_all(appointments).await?;
        let delays = all.delays.iter().map(DelayDocument::from_domain);
        self.insert_all(delays).await?;
        let absences = all.absences.iter().map(|absence| {
            let op = OpId::from_bytes(absence.id.bytes());
            AbsenceDocument::from_domain(absence, op)
        });
        self.insert_all(absences).await?;
        let settings = all.settings.iter().map(SettingsDocument::from_domain);
        self.insert_all(settings).await?;
        let keys = all.keys.iter().map(CabinetDocument::from_domain);
        self.insert_all(keys).await?;
        let logs = all.traces.iter().map(LogDocument::from_domain);
        self.insert_all(self.linked_all(logs.collect()).await?.into_iter())
            .await
    }

    async fn insert_all<T: Stored>(&self, documents: impl Iterator<Item = T>) -> StoreResult<()> {
        let collection = self.database.collection::<Document>(T::COLLECTION);
        let mut documents = documents.map(|document| to_bson(&document)).peekable();
        while documents.peek().is_some() {
            let batch: Vec<_> = documents.by_ref().take(BATCH).collect::<StoreResult<_>>()?;
            match call(collection.insert_many(batch)).await {
                Ok(_) => {}
                Err(Failure::Duplicate { index }) if index == indexes::SLOTS => {
                    return Err(StoreError::Taken {
                        blocking: Vec::new(),
                    });
                }
                Err(failure) => return Err(failure.into()),
            }
        }
        Ok(())
    }
}
