//! The visit of an appointment in the patient's file: once, never older than what is there, with the
//! practitioner's present name.

use bson::oid::ObjectId;
use bson::{Bson, DateTime, Document, doc};
use medigest_domain::appointment::Appointment;
use serde::{Deserialize, Serialize};

use super::MongoStore;
use super::call::Failure;
use crate::documents::{
    AppointmentDocument, PatientDocument, PractitionerDocument, Stored, VisitDocument,
};

/// A visit on its way to the file.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct PendingVisit {
    patient_id: ObjectId,
    entree: VisitDocument,
}

impl PendingVisit {
    pub(super) fn of(appointment: &Appointment) -> Self {
        Self {
            patient_id: ObjectId::from_bytes(appointment.patient_id.bytes()),
            entree: VisitDocument::of(appointment),
        }
    }
}

/// What a name needs to know of a practitioner, deleted or not.
#[derive(Serialize, Deserialize)]
struct Named {
    #[serde(rename = "_id")]
    id: ObjectId,
    nom: String,
    #[serde(default)]
    supprime_at: Option<DateTime>,
}

impl Stored for Named {
    const COLLECTION: &'static str = PractitionerDocument::COLLECTION;
    const OPTIONAL: &'static [&'static str] = &[];
    const FIELDS: &'static [&'static str] = &["nom", "supprime_at"];
}

impl MongoStore {
    /// Writes the visit, then looks at the practitioner again: if they were renamed or deleted while the
    /// appointment was being written, their own client may have missed it.
    pub(super) async fn deliver_visit(
        &self,
        visit: &PendingVisit,
        written_at: DateTime,
    ) -> Result<(), Failure> {
        // In this order: a visit that is there stays, so one of the two fits, however many deliveries race.
        if !self.add_visit(visit).await? {
            self.renew_visit(visit).await?;
        }
        let Some(practitioner) = visit.entree.practitioner_id else {
            return Ok(());
        };
        let Some(named) = self.named(practitioner).await? else {
            return Ok(());
        };
        if named.supprime_at.is_some() {
            self.revive(practitioner).await?;
        }
        if named.nom != visit.entree.practitioner {
            self.spread_name(practitioner, written_at).await?;
        }
        Ok(())
    }

    /// Adds the visit to the file unless its appointment has one there; whether it did.
    async fn add_visit(&self, visit: &PendingVisit) -> Result<bool, Failure> {
        let absent = doc! {
            "_id": visit.patient_id,
            "historique_visites.appointment_id": { "$ne": visit.entree.appointment_id },
        };
        let push = doc! { "$push": { "historique_visites": to_document(&visit.entree)? } };
        self.documents::<PatientDocument>()
            .update(absent, push)
            .await
    }

    /// Brings the visit that is there up to date unless it shows the same or a newer version.
    async fn renew_visit(&self, visit: &PendingVisit) -> Result<bool, Failure> {
        let older = doc! {
            "_id": visit.patient_id,
            "historique_visites": { "$elemMatch": {
                "appointment_id": visit.entree.appointment_id,
                "v": { "$lt": i64::from(visit.entree.v) },
            } },
        };
        let there = |field: &str| format!("historique_visites.$.{field}");
        let fields = to_document(&visit.entree)?;
        let lost = (!fields.contains_key(VisitDocument::LOSES))
            .then(|| doc! { there(VisitDocument::LOSES): "" });
        let fields: Document = fields
            .into_iter()
            .map(|(field, value)| (there(&field), value))
            .collect();
        let mut update = doc! { "$set": fields };
        update.extend(lost.map(|lost| ("$unset".to_owned(), lost.into())));
        self.documents::<PatientDocument>()
            .update(older, update)
            .await
    }

    async fn named(&self, practitioner: ObjectId) -> Result<Option<Named>, Failure> {
        Ok(self
            .documents::<Named>()
            .one(doc! { "_id": practitioner })
            .await?)
    }

    /// Brings the practitioner's name to every appointment and visit of theirs, until it is the one that holds:
    /// two clients that rename at once both end with the same name everywhere.
    pub(super) async fn spread_name(
        &self,
        practitioner: ObjectId,
        at: DateTime,
    ) -> Result<(), Failure> {
        let mut spread: Option<String> = None;
        while let Some(named) = self.named(practitioner).await? {
            if spread.as_deref() == Some(&*named.nom) {
                break;
            }
            self.write_name(practitioner, &named.nom, at).await?;
            spread = Some(named.nom);
        }
        Ok(())
    }

    async fn write_name(
        &self,
        practitioner: ObjectId,
        name: &str,
        at: DateTime,
    ) -> Result<(), Failure> {
        // A change of each appointment: a save made from before must not bring the old name back.
        let theirs = doc! { "practitioner_id": practitioner, "practitioner_name": { "$ne": name } };
        let renamed = doc! {
            "$set": { "practitioner_name": name, "updated_at": at },
            "$inc": { "v": 1_i64 },
        };
        self.documents::<AppointmentDocument>()
            .update_all(theirs, renamed, None)
            .await?;
        let theirs = doc! { "historique_visites": { "$elemMatch": {
            "practitioner_id": practitioner,
            "practitioner": { "$ne": name },
        } } };
        let renamed = doc! { "$set": { "historique_visites.$[visit].practitioner": name } };
        let entries = vec![doc! { "visit.practitioner_id": practitioner }];
        self.documents::<PatientDocument>()
            .update_all(theirs, renamed, Some(entries))
            .await
    }
}

fn to_document(visit: &VisitDocument) -> Result<Document, Failure> {
    match bson::serialize_to_bson(visit) {
        Ok(Bson::Document(document)) => Ok(document),
        _ => Err(Failure::refused("visit: cannot be written")),
    }
}
