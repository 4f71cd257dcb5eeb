//! `patients`.

use bson::oid::ObjectId;
use bson::{Bson, DateTime};
use chrono::NaiveDate;
use medigest_application::ports::StoreError;
use medigest_domain::id::PatientId;
use medigest_domain::patient::{
    Email, FirstName, LastName, Patient, PatientDetails, PatientSummary, Phone,
};
use medigest_domain::secret::Confidential;
use serde::{Deserialize, Serialize};

use super::{
    Followed, Stored, VisitDocument, given, stored_text, stored_time, time_or_birth, unreadable,
};
use crate::collections;

const BIRTH_DATE: &str = "%Y-%m-%d";

/// A patient's file as stored.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PatientDocument {
    /// Id.
    #[serde(rename = "_id")]
    pub id: ObjectId,
    /// Last name, upper case.
    pub nom: String,
    /// First name.
    #[serde(default)]
    pub prenom: String,
    /// Local date as `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_naissance: Option<String>,
    /// Phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// NIR or another reference.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "super::secret::given"
    )]
    pub assurance: Option<Confidential>,
    /// Medical notes.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "super::secret::given"
    )]
    pub notes_medicales: Option<Confidential>,
    /// Visits.
    #[serde(default)]
    pub historique_visites: Vec<VisitDocument>,
    /// When the file was created.
    #[serde(default)]
    pub created_at: Option<DateTime>,
    /// When it was last edited; the store's own time.
    #[serde(default)]
    pub updated_at: Option<DateTime>,
    /// Who edited it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_by: Option<String>,
    /// Version: 0 in an older base.
    #[serde(default)]
    pub v: u32,
}

impl Stored for PatientDocument {
    const COLLECTION: &'static str = collections::PATIENTS;
    const OPTIONAL: &'static [&'static str] = &[
        "date_naissance",
        "telephone",
        "email",
        "assurance",
        "notes_medicales",
        "updated_by",
    ];
}

/// The editable fields of a file with their stored values; none where the field is left out.
#[must_use]
pub fn detail_fields(details: &PatientDetails) -> [(&'static str, Option<Bson>); 7] {
    [
        ("nom", Some(details.last_name.as_str().into())),
        ("prenom", Some(details.first_name.as_str().into())),
        (
            "date_naissance",
            details.birth_date.map(stored_birth_date).map(Bson::from),
        ),
        (
            "telephone",
            details.phone.as_ref().map(|phone| phone.as_str().into()),
        ),
        (
            "email",
            details.email.as_ref().map(|email| email.as_str().into()),
        ),
        ("assurance", details.insurance.as_ref().map(stored_text)),
        ("notes_medicales", details.notes.as_ref().map(stored_text)),
    ]
}

fn stored_birth_date(date: NaiveDate) -> String {
    date.format(BIRTH_DATE).to_string()
}

impl Followed for PatientDocument {
    const MANDATORY: &'static str = "nom";
}

impl PatientDocument {
    /// The stored form.
    #[must_use]
    pub fn from_domain(patient: &Patient) -> Self {
        let details = &patient.details;
        let phone = details.phone.as_ref();
        let email = details.email.as_ref();
        Self {
            id: ObjectId::from_bytes(patient.id.bytes()),
            nom: details.last_name.as_str().to_owned(),
            prenom: details.first_name.as_str().to_owned(),
            date_naissance: details.birth_date.map(stored_birth_date),
            telephone: phone.map(|phone| phone.as_str().to_owned()),
            email: email.map(|email| email.as_str().to_owned()),
            assurance: details.insurance.clone(),
            notes_medicales: details.notes.clone(),
            historique_visites: patient
                .visits
                .iter()
                .map(VisitDocument::from_domain)
                .collect(),
            created_at: Some(stored_time(patient.created_at)),
            updated_at: Some(stored_time(patient.updated_at)),
            updated_by: patient.updated_by.clone(),
            v: patient.v,
        }
    }
}

impl TryFrom<PatientDocument> for Patient {
    type Error = StoreError;

    fn try_from(stored: PatientDocument) -> Result<Self, StoreError> {
        let id = stored.id;
        let birth_date = birth_date(stored.date_naissance, id)?;
        let created_at = time_or_birth(stored.created_at, id);
        let visits = stored
            .historique_visites
            .into_iter()
            .map(|visit| visit.into_domain(id))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            id: PatientId::from_bytes(id.bytes()),
            v: stored.v,
            details: PatientDetails {
                last_name: LastName::stored(stored.nom),
                first_name: FirstName::stored(stored.prenom),
                birth_date,
                phone: given(stored.telephone).map(Phone::stored),
                email: given(stored.email).map(Email::stored),
                insurance: stored.assurance,
                notes: stored.notes_medicales,
            },
            visits,
            created_at,
            updated_at: stored.updated_at.map_or(created_at, DateTime::to_chrono),
            updated_by: given(stored.updated_by),
        })
    }
}

/// What lists read of a file: the identity only, so that neither notes nor visits leave the base for them.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct SummaryDocument {
    /// Id.
    #[serde(rename = "_id")]
    pub id: ObjectId,
    /// Last name.
    pub nom: String,
    /// First name.
    #[serde(default)]
    pub prenom: String,
    /// Birth date.
    #[serde(default)]
    pub date_naissance: Option<String>,
    /// Phone.
    #[serde(default)]
    pub telephone: Option<String>,
    /// Creation, which stands in for a missing `updated_at`.
    #[serde(default)]
    pub created_at: Option<DateTime>,
    /// Last edit.
    #[serde(default)]
    pub updated_at: Option<DateTime>,
}

impl Stored for SummaryDocument {
    const COLLECTION: &'static str = PatientDocument::COLLECTION;
    const OPTIONAL: &'static [&'static str] = PatientDocument::OPTIONAL;
    const FIELDS: &'static [&'static str] = &[
        "nom",
        "prenom",
        "date_naissance",
        "telephone",
        "created_at",
        "updated_at",
    ];
}

impl TryFrom<SummaryDocument> for PatientSummary {
    type Error = StoreError;

    fn try_from(stored: SummaryDocument) -> Result<Self, StoreError> {
        Ok(Self {
            id: PatientId::from_bytes(stored.id.bytes()),
            birth_date: birth_date(stored.date_naissance, stored.id)?,
            updated_at: time_or_birth(stored.updated_at.or(stored.created_at), stored.id),
            last_name: LastName::stored(stored.nom),
            first_name: FirstName::stored(stored.prenom),
            phone: given(stored.telephone).map(Phone::stored),
        })
    }
}

fn birth_date(text: Option<String>, id: ObjectId) -> Result<Option<NaiveDate>, StoreError> {
    given(text)
        .map(|text| {
            NaiveDate::parse_from_str(&text, BIRTH_DATE)
                .map_err(|_| unreadable(PatientDocument::COLLECTION, id, "date_naissance"))
        })
        .transpose()
}
