//! `practitioners`.

use bson::DateTime;
use bson::oid::ObjectId;
use medigest_application::ports::StoreError;
use medigest_domain::id::PractitionerId;
use medigest_domain::practitioner::{Color, Practitioner, PractitionerDetails};
use serde::{Deserialize, Serialize};

use super::hours::{self, SpanDocument};
use super::{Followed, Stored, stored_time, time_or_birth, yes};
use crate::collections;

/// A practitioner as stored.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PractitionerDocument {
    /// Id.
    #[serde(rename = "_id")]
    pub id: ObjectId,
    /// As shown everywhere.
    pub nom: String,
    /// Speciality.
    #[serde(default)]
    pub specialite: String,
    /// `#rrggbb`.
    #[serde(default)]
    pub couleur: Option<String>,
    /// Weekly opening hours; absent while the practice's usual ones hold.
    #[serde(
        default,
        deserialize_with = "hours::readable",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub horaires: Vec<SpanDocument>,
    /// Takes new appointments.
    #[serde(default = "yes")]
    pub actif: bool,
    /// When it was created.
    #[serde(default)]
    pub created_at: Option<DateTime>,
}

impl Stored for PractitionerDocument {
    const COLLECTION: &'static str = collections::PRACTITIONERS;
    const OPTIONAL: &'static [&'static str] = &["horaires"];
}

impl Followed for PractitionerDocument {
    const MANDATORY: &'static str = "nom";
}

impl PractitionerDocument {
    /// The stored form.
    #[must_use]
    pub fn from_domain(practitioner: &Practitioner) -> Self {
        let details = &practitioner.details;
        Self {
            id: ObjectId::from_bytes(practitioner.id.bytes()),
            nom: details.name.clone(),
            specialite: details.speciality.clone(),
            couleur: Some(details.color.as_str().to_owned()),
            horaires: hours::stored_hours(practitioner.hours.as_ref()),
            actif: practitioner.active,
            created_at: Some(stored_time(practitioner.created_at)),
        }
    }
}

impl TryFrom<PractitionerDocument> for Practitioner {
    type Error = StoreError;

    fn try_from(stored: PractitionerDocument) -> Result<Self, StoreError> {
        let color = stored
            .couleur
            .and_then(|text| Color::parse(&text).ok())
            .unwrap_or_default();
        Ok(Self {
            id: PractitionerId::from_bytes(stored.id.bytes()),
            details: PractitionerDetails {
                name: stored.nom,
                speciality: stored.specialite,
                color,
            },
            hours: hours::understood(&stored.horaires),
            active: stored.actif,
            created_at: time_or_birth(stored.created_at, stored.id),
        })
    }
}
