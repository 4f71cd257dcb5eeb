//! Sealing anew. Nobody reads the base differently afterwards, so the documents are not dated by it.

use async_trait::async_trait;
use bson::oid::ObjectId;
use bson::{Document, doc};
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use medigest_application::ports::{ResealStore, Resealed, SealedAt, StoreResult};
use medigest_domain::appointment::Appointment;
use medigest_domain::id::{AppointmentId, PatientId};
use medigest_domain::patient::Patient;

use super::MongoStore;
use super::call::Failure;
use crate::documents::{AppointmentDocument, PatientDocument, Stored, stored_text};

/// Writes under way at once.
const AT_ONCE: usize = 8;

#[async_trait]
impl ResealStore for MongoStore {
    async fn patients_after(
        &self,
        after: Option<PatientId>,
        limit: u32,
    ) -> StoreResult<Vec<Patient>> {
        let page = self
            .page::<PatientDocument>(after.map(|id| id.bytes()), limit)
            .await?;
        page.into_iter().map(Patient::try_from).collect()
    }

    async fn appointments_after(
        &self,
        after: Option<AppointmentId>,
        limit: u32,
    ) -> StoreResult<Vec<Appointment>> {
        let page = self
            .page::<AppointmentDocument>(after.map(|id| id.bytes()), limit)
            .await?;
        page.into_iter().map(Appointment::try_from).collect()
    }

    async fn sealed_documents(&self) -> StoreResult<u32> {
        let patients = self.documents::<PatientDocument>().estimate().await?;
        let appointments = self.documents::<AppointmentDocument>().estimate().await?;
        Ok(u32::try_from(patients + appointments).unwrap_or(u32::MAX))
    }

    async fn reseal(&self, texts: &[Resealed]) -> StoreResult<()> {
        stream::iter(texts)
            .map(Ok)
            .try_for_each_concurrent(AT_ONCE, |text| self.replace_text(text))
            .await
            .map_err(Into::into)
    }
}

impl MongoStore {
    async fn page<T: Stored>(&self, after: Option<[u8; 12]>, limit: u32) -> StoreResult<Vec<T>> {
        let later = match after {
            Some(id) => doc! { "_id": { "$gt": ObjectId::from_bytes(id) } },
            None => doc! {},
        };
        self.documents::<T>()
            .all(later, doc! { "_id": 1 }, i64::from(limit))
            .await
    }

    async fn replace_text(&self, text: &Resealed) -> Result<(), Failure> {
        let (before, after) = (stored_text(&text.before), stored_text(&text.after));
        let patients = self.documents::<PatientDocument>();
        let appointments = self.documents::<AppointmentDocument>();
        let put = |field: &str| doc! { "$set": { field: after.clone() } };
        let standing = |id: [u8; 12], field: &str| doc! { "_id": ObjectId::from_bytes(id), field: before.clone() };
        match text.at {
            SealedAt::Insurance(id) => {
                let file = standing(id.bytes(), "assurance");
                patients.update_undated(file, put("assurance")).await?;
            }
            SealedAt::Notes(id) => {
                let file = standing(id.bytes(), "notes_medicales");
                patients
                    .update_undated(file, put("notes_medicales"))
                    .await?;
            }
            SealedAt::Reason(id) => {
                let appointment = standing(id.bytes(), "motif");
                appointments
                    .update_undated(appointment, put("motif"))
                    .await?;
            }
            SealedAt::Visit(id, appointment) => {
                let file = doc! { "_id": ObjectId::from_bytes(id.bytes()) };
                let appointment = appointment.map(|id| ObjectId::from_bytes(id.bytes()));
                let visit: Document =
                    doc! { "visite.appointment_id": appointment, "visite.motif": before };
                let update = doc! { "$set": { "historique_visites.$[visite].motif": after } };
                patients
                    .update_elements_undated(file, update, vec![visit])
                    .await?;
            }
        }
        Ok(())
    }
}
