//! Appointments: one write reserves practitioner and patient, because their slot tokens are unique.

use async_trait::async_trait;
use bson::oid::ObjectId;
use bson::{DateTime, Document, doc};
use chrono::{Duration, Utc};
use futures::future::{try_join, try_join3};
use medigest_application::ports::{AppointmentFilter, AppointmentStore, StoreError, StoreResult};
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::id::{AppointmentId, PatientId};
use medigest_domain::time::Interval;
use medigest_domain::trace::Trace;

use super::call::Failure;
use super::documents::Documents;
use super::outbox::{self, Pending, operation};
use super::{MongoStore, at_version, created, indexes, replaced};
use crate::documents::AppointmentDocument;

/// No appointment lasts longer, so none that started earlier reaches into the searched time; it lets an index
/// bound the search on both sides.
const LONGEST: Duration = Duration::days(1);

#[async_trait]
impl AppointmentStore for MongoStore {
    async fn appointment(&self, id: AppointmentId) -> StoreResult<Option<Appointment>> {
        let id = ObjectId::from_bytes(id.bytes());
        let found = self
            .documents::<AppointmentDocument>()
            .one(doc! { "_id": id })
            .await?;
        found.map(Appointment::try_from).transpose()
    }

    async fn appointments(&self, filter: AppointmentFilter) -> StoreResult<Vec<Appointment>> {
        let mut query = overlapping(filter.within);
        if let Some(practitioner) = filter.practitioner {
            query.insert(
                "practitioner_id",
                ObjectId::from_bytes(practitioner.bytes()),
            );
        }
        if let Some(patient) = filter.patient {
            query.insert("patient_id", ObjectId::from_bytes(patient.bytes()));
        }
        let documents = self.documents::<AppointmentDocument>();
        earliest_first(&documents, query).await
    }

    async fn appointments_of(
        &self,
        patients: &[PatientId],
        within: Interval,
    ) -> StoreResult<Vec<Appointment>> {
        let patients: Vec<_> = patients
            .iter()
            .map(|id| ObjectId::from_bytes(id.bytes()))
            .collect();
        let mut query = overlapping(within);
        query.insert("patient_id", doc! { "$in": patients });
        let documents = self.documents::<AppointmentDocument>();
        earliest_first(&documents, query).await
    }

    async fn cancelled_by_doctor(
        &self,
        since: chrono::DateTime<Utc>,
    ) -> StoreResult<Vec<Appointment>> {
        let cancelled = doc! {
            "annulation.at": { "$gte": DateTime::from_chrono(since) },
            "statut": Status::CancelledByDoctor.stored(),
        };
        let documents = self.documents::<AppointmentDocument>();
        sorted(&documents, cancelled, doc! { "annulation.at": 1, "_id": 1 }).await
    }

    async fn replacements(&self, of: &[AppointmentId]) -> StoreResult<Vec<Appointment>> {
        let of: Vec<_> = of
            .iter()
            .map(|id| ObjectId::from_bytes(id.bytes()))
            .collect();
        let replacing = doc! { indexes::REPLACED: { "$in": of } };
        let documents = self.documents::<AppointmentDocument>();
        sorted(&documents, replacing, doc! {}).await
    }

    async fn book(&self, appointment: &Appointment, trace: &Trace) -> StoreResult<Appointment> {
        let stored = AppointmentDocument::from_domain(appointment);
        let pending = Pending::visit(trace, appointment);
        let document = created(&stored, &pending)?;
        let documents = self.documents::<AppointmentDocument>();
        let mut again = Again::default();
        let booked = loop {
            let failure = match documents.create(document.clone(), &[]).await {
                Ok(booked) => break booked,
                Err(failure) if is_taken(&failure) => failure,
                Err(failure) => return self.booked_before(failure, &stored, trace).await,
            };
            // What holds the slots may be this operation itself, under another id; and a server may look at
            // them first although another appointment replaces the same one, too.
            let (blocking, done, replaced) = try_join3(
                self.holding(&stored),
                self.is_booked(operation(trace)),
                self.is_replaced(&stored),
            )
            .await?;
            if done {
                return self.booked_before(failure, &stored, trace).await;
            }
            if replaced {
                return Err(StoreError::Stale);
            }
            again.unless_blocked(blocking)?;
        };
        self.deliver::<AppointmentDocument>(stored.id, &pending)
            .await;
        booked.try_into()
    }

    async fn save(&self, after: &Appointment, trace: &Trace) -> StoreResult<Appointment> {
        let stored = AppointmentDocument::from_domain(after);
        let pending = Pending::visit(trace, after);
        let mut update = replaced(&stored)?;
        update.insert("$push", doc! { outbox::FIELD: pending.to_bson()? });
        let unchanged = at_version(stored.id, after.v.saturating_sub(1));
        let documents = self.documents::<AppointmentDocument>();
        let mut again = Again::default();
        let saved = loop {
            match documents.change(unchanged.clone(), update.clone()).await {
                Err(failure) if is_taken(&failure) => {
                    let (blocking, replaced) =
                        try_join(self.holding(&stored), self.is_replaced(&stored)).await?;
                    if replaced {
                        return Err(StoreError::Stale);
                    }
                    again.unless_blocked(blocking)?;
                }
                Err(failure) if is_replaced_already(&failure) => return Err(StoreError::Stale),
                answer => break answer?,
            }
        };
        match saved {
            Some(saved) => {
                self.deliver::<AppointmentDocument>(stored.id, &pending)
                    .await;
                saved.try_into()
            }
            None => match self.done::<AppointmentDocument>(trace, stored.id).await? {
                Some(id) => self.present(id).await,
                None => {
                    self.present(stored.id).await?;
                    Err(StoreError::Stale)
                }
            },
        }
    }
}

impl MongoStore {
    /// The appointment as it stands now, or `NotFound`.
    async fn present(&self, id: ObjectId) -> StoreResult<Appointment> {
        let documents = self.confirmed::<AppointmentDocument>();
        let found = documents.one(doc! { "_id": id }).await?;
        found.ok_or(StoreError::NotFound)?.try_into()
    }

    /// Whether the operation has booked.
    async fn is_booked(&self, op: ObjectId) -> StoreResult<bool> {
        let documents = self.confirmed::<AppointmentDocument>();
        Ok(documents.one(doc! { "op_id": op }).await?.is_some())
    }

    /// What became of a booking that the server refused: it is there already, because the caller or the driver
    /// tried before and lost the answer; else the refusal.
    async fn booked_before(
        &self,
        failure: Failure,
        wished: &AppointmentDocument,
        trace: &Trace,
    ) -> StoreResult<Appointment> {
        if !matches!(failure, Failure::Duplicate { .. }) {
            return Err(failure.into());
        }
        if let Some(done) = self.done::<AppointmentDocument>(trace, wished.id).await? {
            return self.present(done).await;
        }
        if is_replaced_already(&failure) {
            let documents = self.confirmed::<AppointmentDocument>();
            let same_id = documents.one(doc! { "_id": wished.id }).await?;
            return Err(same_id.map_or(StoreError::Stale, |_| StoreError::Duplicate));
        }
        Err(StoreError::Duplicate)
    }

    /// Whether another appointment replaces what `wished` replaces.
    async fn is_replaced(&self, wished: &AppointmentDocument) -> StoreResult<bool> {
        let Some(replaced) = wished.remplace else {
            return Ok(false);
        };
        let other = doc! { indexes::REPLACED: replaced, "_id": { "$ne": wished.id } };
        let documents = self.confirmed::<AppointmentDocument>();
        Ok(documents.one(other).await?.is_some())
    }

    /// What holds a slot that `wished` wants, earliest first.
    async fn holding(&self, wished: &AppointmentDocument) -> StoreResult<Vec<Appointment>> {
        let others = doc! { "_id": { "$ne": wished.id }, indexes::SLOTS: { "$in": &wished.slots } };
        earliest_first(&self.confirmed::<AppointmentDocument>(), others).await
    }
}

async fn earliest_first(
    documents: &Documents<AppointmentDocument>,
    filter: Document,
) -> StoreResult<Vec<Appointment>> {
    sorted(documents, filter, doc! { "date_heure_debut": 1, "_id": 1 }).await
}

async fn sorted(
    documents: &Documents<AppointmentDocument>,
    filter: Document,
    sort: Document,
) -> StoreResult<Vec<Appointment>> {
    let found = documents.all(filter, sort, 0).await?;
    found.into_iter().map(Appointment::try_from).collect()
}

fn is_replaced_already(failure: &Failure) -> bool {
    matches!(failure, Failure::Duplicate { index } if index == indexes::REPLACED)
}

fn is_taken(failure: &Failure) -> bool {
    matches!(failure, Failure::Duplicate { index } if index == indexes::SLOTS)
}

/// A write refused for its slots is tried once more if what held them went away in the meantime.
#[derive(Default)]
struct Again {
    tried: bool,
}

impl Again {
    fn unless_blocked(&mut self, blocking: Vec<Appointment>) -> StoreResult<()> {
        if self.tried || !blocking.is_empty() {
            return Err(StoreError::Taken { blocking });
        }
        self.tried = true;
        Ok(())
    }
}

/// What shares an instant with `within`.
fn overlapping(within: Interval) -> Document {
    doc! {
        "date_heure_debut": {
            "$gt": DateTime::from_chrono(within.start - LONGEST),
            "$lt": DateTime::from_chrono(within.end),
        },
        "date_heure_fin": { "$gt": DateTime::from_chrono(within.start) },
    }
}
