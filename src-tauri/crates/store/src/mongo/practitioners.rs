//! Practitioners. A deleted one stays as a tombstone (`supprime_at`), so that no id ever dangles.

use async_trait::async_trait;
use bson::oid::ObjectId;
use bson::{Bson, Document, doc};
use medigest_application::ports::{PractitionerStore, Removal, StoreError, StoreResult, Ties};
use medigest_domain::hours::WeeklyHours;
use medigest_domain::id::PractitionerId;
use medigest_domain::practitioner::{Practitioner, PractitionerDetails};
use medigest_domain::trace::Trace;
use medigest_domain::user::Username;

use super::call::Failure;
use super::outbox::{Pending, operation};
use super::tombstone::{alive, bury, standing};
use super::{MongoStore, created};
use crate::documents::{
    AppointmentDocument, LogDocument, PractitionerDocument, SpanDocument, UserDocument,
    stored_hours,
};

#[async_trait]
impl PractitionerStore for MongoStore {
    async fn practitioner(&self, id: PractitionerId) -> StoreResult<Option<Practitioner>> {
        let standing = standing(ObjectId::from_bytes(id.bytes()));
        let found = self
            .documents::<PractitionerDocument>()
            .one(standing)
            .await?;
        found.map(Practitioner::try_from).transpose()
    }

    async fn practitioners(&self) -> StoreResult<Vec<Practitioner>> {
        let found = self
            .documents::<PractitionerDocument>()
            .all(alive(), doc! { "nom": 1, "_id": 1 }, 0)
            .await?;
        found.into_iter().map(Practitioner::try_from).collect()
    }

    async fn create_practitioner(
        &self,
        practitioner: &Practitioner,
        trace: &Trace,
    ) -> StoreResult<Practitioner> {
        let stored = PractitionerDocument::from_domain(practitioner);
        if let Some(id) = self.done::<PractitionerDocument>(trace, stored.id).await? {
            return self.present_practitioner(id).await;
        }
        let pending = Pending::trace(trace);
        let document = created(&stored, &pending)?;
        match self
            .documents::<PractitionerDocument>()
            .create(document, &[])
            .await
        {
            Ok(_) => {}
            // Perhaps the first of two tries, whose answer was lost.
            Err(Failure::Duplicate { .. }) => {
                let done = self.done::<PractitionerDocument>(trace, stored.id).await?;
                let id = done.ok_or(StoreError::Duplicate)?;
                return self.present_practitioner(id).await;
            }
            Err(failure) => return Err(failure.into()),
        }
        self.deliver::<PractitionerDocument>(stored.id, &pending)
            .await;
        stored.try_into()
    }

    async fn update_practitioner(
        &self,
        id: PractitionerId,
        details: &PractitionerDetails,
        trace: &Trace,
    ) -> StoreResult<Practitioner> {
        let set = doc! { "$set": {
            "nom": &details.name,
            "specialite": &details.speciality,
            "couleur": details.color.as_str(),
        } };
        self.change_practitioner(id, set, &Pending::rename(trace), trace)
            .await
    }

    async fn set_practitioner_active(
        &self,
        id: PractitionerId,
        active: bool,
        trace: &Trace,
    ) -> StoreResult<Practitioner> {
        let set = doc! { "$set": { "actif": active } };
        self.change_practitioner(id, set, &Pending::trace(trace), trace)
            .await
    }

    async fn set_practitioner_hours(
        &self,
        id: PractitionerId,
        hours: Option<&WeeklyHours>,
        trace: &Trace,
    ) -> StoreResult<Practitioner> {
        let spans = stored_hours(hours);
        let set = if spans.is_empty() {
            doc! { "$unset": { "horaires": "" } }
        } else {
            doc! { "$set": { "horaires": spans_to_bson(&spans)? } }
        };
        self.change_practitioner(id, set, &Pending::trace(trace), trace)
            .await
    }

    async fn remove_practitioner(
        &self,
        id: PractitionerId,
        deleted: &Trace,
        deactivated: &Trace,
    ) -> StoreResult<Removal> {
        let stored = ObjectId::from_bytes(id.bytes());
        if let Some(removed) = self.done::<PractitionerDocument>(deleted, stored).await? {
            return self.removal(removed, deleted).await;
        }
        let removal = self.ties(stored).await?.removal();
        if removal != Removal::Deleted {
            let set = doc! { "$set": { "actif": false } };
            let pending = Pending::trace(deactivated);
            self.change_practitioner(id, set, &pending, deactivated)
                .await?;
            return Ok(removal);
        }
        let pending = Pending::removal(deleted, deactivated);
        let documents = self.documents::<PractitionerDocument>();
        if documents
            .change(standing(stored), bury(&pending)?)
            .await?
            .is_some()
        {
            self.deliver::<PractitionerDocument>(stored, &pending).await;
            // The deletion holds even if what follows it cannot be seen.
            let removal = self.removal(stored, deleted).await;
            return Ok(removal.unwrap_or(Removal::Deleted));
        }
        let done = self.done::<PractitionerDocument>(deleted, stored).await?;
        self.removal(done.ok_or(StoreError::NotFound)?, deleted)
            .await
    }
}

impl MongoStore {
    /// The practitioner as they stand now, or `NotFound`.
    async fn present_practitioner(&self, id: ObjectId) -> StoreResult<Practitioner> {
        let found = self
            .confirmed::<PractitionerDocument>()
            .one(standing(id))
            .await?;
        found.ok_or(StoreError::NotFound)?.try_into()
    }

    async fn change_practitioner(
        &self,
        id: PractitionerId,
        change: Document,
        pending: &Pending,
        trace: &Trace,
    ) -> StoreResult<Practitioner> {
        let id = ObjectId::from_bytes(id.bytes());
        if let Some(id) = self.done::<PractitionerDocument>(trace, id).await? {
            return self.present_practitioner(id).await;
        }
        let (not_yet, update) = pending.once(standing(id), change)?;
        let documents = self.documents::<PractitionerDocument>();
        match documents.change(not_yet, update).await? {
            Some(changed) => {
                self.deliver::<PractitionerDocument>(id, pending).await;
                changed.try_into()
            }
            None => {
                // Done by the first of two tries, whose answer was lost; or there is no such practitioner.
                self.done::<PractitionerDocument>(trace, id).await?;
                self.present_practitioner(id).await
            }
        }
    }

    /// What needs the practitioner to be there.
    async fn ties(&self, id: ObjectId) -> Result<Ties, Failure> {
        let users = self.documents::<UserDocument>();
        let linked = doc! { "practitioner_id": id, "supprime_at": null };
        let linked = users.all(linked, doc! { "username_key": 1 }, 0).await?;
        Ok(Ties {
            appointments: self.count_appointments(id).await?,
            accounts: linked
                .into_iter()
                .map(|user| Username::stored(user.username))
                .collect(),
        })
    }

    /// How many appointments the practitioner has, of any status; those of an older base carry only the name.
    async fn count_appointments(&self, id: ObjectId) -> Result<u32, Failure> {
        let appointments = self.documents::<AppointmentDocument>();
        let mut count = appointments.count(doc! { "practitioner_id": id }).await?;
        let practitioners = self.documents::<PractitionerDocument>();
        if let Some(practitioner) = practitioners.one(doc! { "_id": id }).await? {
            let by_name = doc! { "practitioner_id": null, "practitioner_name": practitioner.nom };
            count += appointments.count(by_name).await?;
        }
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// What became of a removed practitioner, by the trace that was written, or by the tombstone while the trace
    /// waits.
    async fn removal(&self, id: ObjectId, deleted: &Trace) -> StoreResult<Removal> {
        let written = doc! { "_id": operation(deleted) };
        let gone = match self.confirmed::<LogDocument>().one(written).await? {
            Some(log) => log.action == deleted.action.stored(),
            None => {
                let practitioners = self.confirmed::<PractitionerDocument>();
                practitioners.one(standing(id)).await?.is_none()
            }
        };
        Ok(if gone {
            Removal::Deleted
        } else {
            Removal::Deactivated(self.ties(id).await?)
        })
    }

    /// Before a deletion is traced: if a booking or the link of an account came in between, the practitioner comes
    /// back, deactivated. Both look for the tombstone after their own write in the same way, so that of two one sees
    /// the other.
    pub(super) async fn revive_if_needed(&self, id: ObjectId) -> Result<bool, Failure> {
        let needed = self.ties(id).await?.removal() != Removal::Deleted;
        if needed {
            self.revive(id).await?;
        }
        Ok(needed)
    }

    /// Takes a deletion back to a deactivation; a practitioner who was not deleted stays as they are.
    pub(super) async fn revive(&self, id: ObjectId) -> Result<(), Failure> {
        let dead = doc! { "_id": id, "supprime_at": { "$exists": true } };
        let back = doc! { "$unset": { "supprime_at": "" }, "$set": { "actif": false } };
        self.documents::<PractitionerDocument>()
            .update(dead, back)
            .await?;
        Ok(())
    }
}

fn spans_to_bson(spans: &[SpanDocument]) -> StoreResult<Bson> {
    bson::serialize_to_bson(spans)
        .map_err(|_| StoreError::Unreadable("horaires: cannot be written".to_owned()))
}
