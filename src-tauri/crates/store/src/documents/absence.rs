//! `absences`: times at which a practitioner is away, or the practice closed.

use bson::DateTime;
use bson::oid::ObjectId;
use medigest_application::ports::StoreError;
use medigest_domain::absence::Absence;
use medigest_domain::id::{AbsenceId, OpId, PractitionerId};
use medigest_domain::time::Interval;
use serde::{Deserialize, Serialize};

use super::{Followed, Stored, stored_time, unreadable};
use crate::collections;

/// An absence as stored.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct AbsenceDocument {
    /// Id.
    #[serde(rename = "_id")]
    pub id: ObjectId,
    /// Who is away; absent when the whole practice is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practitioner_id: Option<ObjectId>,
    /// First instant.
    pub debut: DateTime,
    /// First instant after.
    pub fin: DateTime,
    /// e.g. `Congés`; may be empty.
    #[serde(default)]
    pub libelle: String,
    /// User name of who noted it.
    pub created_by: String,
    /// When it was noted.
    pub created_at: DateTime,
    /// The noting operation.
    #[serde(default)]
    pub op_id: Option<ObjectId>,
}

impl Stored for AbsenceDocument {
    const COLLECTION: &'static str = collections::ABSENCES;
    const OPTIONAL: &'static [&'static str] = &["practitioner_id"];
}

impl Followed for AbsenceDocument {
    const MANDATORY: &'static str = "debut";
}

impl AbsenceDocument {
    /// The stored form of an absence that operation `op` noted.
    #[must_use]
    pub fn from_domain(absence: &Absence, op: OpId) -> Self {
        Self {
            id: ObjectId::from_bytes(absence.id.bytes()),
            practitioner_id: absence
                .practitioner_id
                .map(|id| ObjectId::from_bytes(id.bytes())),
            debut: stored_time(absence.interval.start),
            fin: stored_time(absence.interval.end),
            libelle: absence.label.clone(),
            created_by: absence.created_by.clone(),
            created_at: stored_time(absence.created_at),
            op_id: Some(ObjectId::from_bytes(op.bytes())),
        }
    }
}

impl TryFrom<AbsenceDocument> for Absence {
    type Error = StoreError;

    fn try_from(stored: AbsenceDocument) -> Result<Self, StoreError> {
        let interval = Interval {
            start: stored.debut.to_chrono(),
            end: stored.fin.to_chrono(),
        };
        if interval.end <= interval.start {
            return Err(unreadable(AbsenceDocument::COLLECTION, stored.id, "fin"));
        }
        Ok(Self {
            id: AbsenceId::from_bytes(stored.id.bytes()),
            practitioner_id: stored
                .practitioner_id
                .map(|id| PractitionerId::from_bytes(id.bytes())),
            interval,
            label: stored.libelle,
            created_by: stored.created_by,
            created_at: stored.created_at.to_chrono(),
        })
    }
}
