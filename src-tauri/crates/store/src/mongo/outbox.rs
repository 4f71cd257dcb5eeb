//! The outbox: what must follow a business write, kept in the written document until it is done.
//!
//! A standalone has no transactions. So the write itself pushes what follows (trace, visit, new name) into
//! `outbox` of the same document, atomically; then it is delivered in steps of which each may be repeated and
//! done by several clients at once; last, the entry is removed. A client that dies in between leaves the entry
//! for [`Recovery::finish_pending`] of any other. The trace's id is the operation's, so it is written once; and
//! because it is written before the entry goes, an operation was done exactly when one of the two is there.

use std::marker::PhantomData;

use async_trait::async_trait;
use bson::oid::ObjectId;
use bson::{Bson, Document, doc};
use medigest_application::ports::{Recovery, StoreError, StoreResult};
use medigest_domain::appointment::Appointment;
use medigest_domain::trace::Trace;
use serde::{Deserialize, Serialize};

use super::MongoStore;
use super::call::Failure;
use super::visits::PendingVisit;
use crate::documents::{
    AbsenceDocument, AppointmentDocument, ArchiveDocument, CabinetDocument, DelayDocument,
    LogDocument, PatientDocument, PractitionerDocument, SettingsDocument, Stored, UserDocument,
};

/// The field of the entries.
pub(super) const FIELD: &str = "outbox";
/// The field of the entries' operations, which is indexed.
pub(super) const OPERATION: &str = "outbox.op_id";

/// The last operations of a document that has no version.
pub(super) const RECENT: &str = "dernieres_ops";
/// How many are remembered: more than can happen to one document while a lost command is still on its way.
const REMEMBERED: i32 = 10;

/// What must follow one business write.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Pending {
    op_id: ObjectId,
    /// The trace.
    pub(super) log: LogDocument,
    /// The trace in its place if the removed practitioner turns out to have appointments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sinon: Option<LogDocument>,
    /// The visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    visite: Option<PendingVisit>,
    /// The practitioner's name goes to their appointments and visits.
    #[serde(default)]
    renommage: bool,
    /// The practitioner an account was linked to, who comes back if they were deleted meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    praticien: Option<ObjectId>,
}

impl Pending {
    /// Only a trace.
    pub(super) fn trace(trace: &Trace) -> Self {
        Self {
            op_id: operation(trace),
            log: LogDocument::from_domain(trace),
            sinon: None,
            visite: None,
            renommage: false,
            praticien: None,
        }
    }

    /// A trace and the visit of `appointment`.
    pub(super) fn visit(trace: &Trace, appointment: &Appointment) -> Self {
        Self {
            visite: Some(PendingVisit::of(appointment)),
            ..Self::trace(trace)
        }
    }

    /// A trace and a practitioner's new name.
    pub(super) fn rename(trace: &Trace) -> Self {
        Self {
            renommage: true,
            ..Self::trace(trace)
        }
    }

    /// The trace of an account, and the practitioner it is linked to from now on.
    pub(super) fn account(trace: &Trace, linked: Option<ObjectId>) -> Self {
        Self {
            praticien: linked,
            ..Self::trace(trace)
        }
    }

    /// One of two traces, once it is certain whether the practitioner has appointments.
    pub(super) fn removal(deleted: &Trace, deactivated: &Trace) -> Self {
        Self {
            sinon: Some(LogDocument::from_domain(deactivated)),
            ..Self::trace(deleted)
        }
    }

    /// The edit `update` of the document that fits `filter`, made once although no version guards it: the document
    /// remembers its last operations, so that a try that arrives late, after another's edit, changes nothing.
    pub(super) fn once(
        &self,
        mut filter: Document,
        mut update: Document,
    ) -> Result<(Document, Document), Failure> {
        filter.insert(RECENT, doc! { "$ne": self.op_id });
        let remembered = doc! { "$each": [self.op_id], "$slice": -REMEMBERED };
        update.insert("$push", doc! { FIELD: self.to_bson()?, RECENT: remembered });
        Ok((filter, update))
    }

    /// As it is stored.
    pub(super) fn to_bson(&self) -> Result<Bson, Failure> {
        bson::serialize_to_bson(self)
            .map_err(|_| StoreError::Unreadable("outbox: cannot be written".to_owned()).into())
    }
}

/// The operation of a trace, as an id.
pub(super) fn operation(trace: &Trace) -> ObjectId {
    ObjectId::from_bytes(trace.op_id.bytes())
}

/// A document of the collection of `T`, as far as its outbox is concerned.
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
struct Waiting<T> {
    #[serde(rename = "_id")]
    id: ObjectId,
    #[serde(default)]
    outbox: Vec<Pending>,
    #[serde(skip)]
    kind: PhantomData<fn() -> T>,
}

impl<T: Stored> Stored for Waiting<T> {
    const COLLECTION: &'static str = T::COLLECTION;
    const OPTIONAL: &'static [&'static str] = &[];
    const FIELDS: &'static [&'static str] = &[FIELD];
}

impl MongoStore {
    /// Delivers what follows a business write that was acknowledged. A failure is not the write's: the entry
    /// waits for the next client.
    pub(super) async fn deliver<T: Stored>(&self, id: ObjectId, pending: &Pending) {
        if let Err(failure) = self.try_deliver::<T>(id, pending).await {
            tracing::warn!(op = %pending.op_id, ?failure, "a trace waits in the outbox");
        }
    }

    /// Delivers one entry; whether it was this client that removed it.
    pub(super) async fn try_deliver<T: Stored>(
        &self,
        id: ObjectId,
        pending: &Pending,
    ) -> Result<bool, Failure> {
        let log = match &pending.sinon {
            Some(deactivated) if self.revive_if_needed(id).await? => deactivated,
            _ => &pending.log,
        };
        let visit = async {
            match &pending.visite {
                Some(visit) => self.deliver_visit(visit, pending.log.timestamp).await,
                None => Ok(()),
            }
        };
        futures::future::try_join(self.write_log(log), visit).await?;
        if pending.renommage {
            self.spread_name(id, pending.log.timestamp).await?;
        }
        if let Some(linked) = pending.praticien {
            self.revive(linked).await?;
        }
        self.remove_entry::<T>(id, pending.op_id).await
    }

    /// Removes the entry of an operation, and the field with the last one.
    async fn remove_entry<T: Stored>(&self, id: ObjectId, op: ObjectId) -> Result<bool, Failure> {
        let others =
            doc! { "$filter": { "input": "$outbox", "cond": { "$ne": ["$$this.op_id", op] } } };
        let rest = doc! { "$let": {
            "vars": { "others": others },
            "in": { "$cond": [{ "$eq": ["$$others", []] }, "$$REMOVE", "$$others"] },
        } };
        self.documents::<T>()
            .update_undated(
                doc! { "_id": id, OPERATION: op },
                vec![doc! { "$set": { FIELD: rest } }],
            )
            .await
    }

    /// The document that the operation of `trace` wrote when it was done before: the one its trace names, which
    /// need not be `id` when the caller tries again with a fresh one. What still waits for it is delivered.
    pub(super) async fn done<T: Stored>(
        &self,
        trace: &Trace,
        id: ObjectId,
    ) -> Result<Option<ObjectId>, Failure> {
        let op = operation(trace);
        // In this order: the entry only goes once the trace is there.
        let waiting = self.confirmed::<Waiting<T>>();
        if let Some(document) = waiting.one(doc! { OPERATION: op }).await? {
            for pending in document.outbox.iter().filter(|pending| pending.op_id == op) {
                self.deliver::<T>(document.id, pending).await;
            }
            return Ok(Some(document.id));
        }
        let log = self
            .confirmed::<LogDocument>()
            .one(doc! { "_id": op })
            .await?;
        Ok(log.map(|log| {
            let named = log.entity_id.and_then(|id| ObjectId::parse_str(id).ok());
            named.unwrap_or(id)
        }))
    }

    /// Delivers every entry that waits in the collection of `T`; how many. An entry that fails does not keep the
    /// others waiting.
    async fn finish<T: Stored>(&self) -> Result<u32, Failure> {
        let waiting = self.documents::<Waiting<T>>();
        let not_empty = doc! { OPERATION: { "$exists": true } };
        let mut finished = 0;
        let mut failed = None;
        for document in waiting.all(not_empty, doc! {}, 0).await? {
            for pending in &document.outbox {
                match self.try_deliver::<T>(document.id, pending).await {
                    Ok(ours) => finished += u32::from(ours),
                    Err(Failure::Unreachable) => return Err(Failure::Unreachable),
                    Err(failure) => failed = Some(failure),
                }
            }
        }
        failed.map_or(Ok(finished), Err)
    }
}

impl MongoStore {
    /// Finishes what was being moved out of the audit log, if this account may: else it waits for one that may.
    async fn finish_moving(&self) -> Result<u32, Failure> {
        let finished =
            async { Ok(self.finish::<ArchiveDocument>().await? + self.finish_archives().await?) };
        match finished.await {
            Err(Failure::NotAllowed) => Ok(0),
            finished => finished,
        }
    }
}

#[async_trait]
impl Recovery for MongoStore {
    async fn finish_pending(&self) -> StoreResult<u32> {
        Ok(self.finish::<AppointmentDocument>().await?
            + self.finish::<PatientDocument>().await?
            + self.finish::<PractitionerDocument>().await?
            + self.finish::<UserDocument>().await?
            + self.finish::<DelayDocument>().await?
            + self.finish::<AbsenceDocument>().await?
            + self.finish::<SettingsDocument>().await?
            + self.finish::<CabinetDocument>().await?
            + self.finish_moving().await?)
    }
}
