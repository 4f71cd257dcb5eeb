//! `retards`: reports of practitioners who run late.

use bson::DateTime;
use bson::oid::ObjectId;
use chrono::NaiveDate;
use medigest_application::ports::StoreError;
use medigest_domain::delay::DelayReport;
use medigest_domain::id::{DelayId, OpId, PractitionerId};
use serde::{Deserialize, Serialize};

use super::{Followed, Stored, stored_time, unreadable};
use crate::collections;

const DAY: &str = "%Y-%m-%d";

/// A report as stored.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct DelayDocument {
    /// Id.
    #[serde(rename = "_id")]
    pub id: ObjectId,
    /// Who is late.
    pub practitioner_id: ObjectId,
    /// Local date as `YYYY-MM-DD`.
    pub jour: String,
    /// Counts the reports of this practitioner and day from 1, unique among them; the highest counts.
    pub numero: u32,
    /// The first planned start it concerns.
    pub depuis: DateTime,
    /// How late.
    pub minutes: u32,
    /// User name of who reported it.
    pub by: String,
    /// When it was reported.
    pub at: DateTime,
    /// The reporting operation.
    pub op_id: ObjectId,
    /// When it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retire_at: Option<DateTime>,
}

impl Stored for DelayDocument {
    const COLLECTION: &'static str = collections::DELAYS;
    const OPTIONAL: &'static [&'static str] = &["retire_at"];
}

/// A day as it is stored; texts of two days compare as the days do.
#[must_use]
pub fn stored_day(day: NaiveDate) -> String {
    day.format(DAY).to_string()
}

impl Followed for DelayDocument {
    const MANDATORY: &'static str = "jour";
}

impl DelayDocument {
    /// The stored form.
    #[must_use]
    pub fn from_domain(report: &DelayReport) -> Self {
        Self {
            id: ObjectId::from_bytes(report.id.bytes()),
            practitioner_id: ObjectId::from_bytes(report.practitioner_id.bytes()),
            jour: stored_day(report.day),
            numero: report.number,
            depuis: stored_time(report.from),
            minutes: report.minutes,
            by: report.by.clone(),
            at: stored_time(report.at),
            op_id: ObjectId::from_bytes(report.op_id.bytes()),
            retire_at: report.withdrawn_at.map(stored_time),
        }
    }
}

impl TryFrom<DelayDocument> for DelayReport {
    type Error = StoreError;

    fn try_from(stored: DelayDocument) -> Result<Self, StoreError> {
        let day = NaiveDate::parse_from_str(&stored.jour, DAY)
            .map_err(|_| unreadable(DelayDocument::COLLECTION, stored.id, "jour"))?;
        Ok(Self {
            id: DelayId::from_bytes(stored.id.bytes()),
            practitioner_id: PractitionerId::from_bytes(stored.practitioner_id.bytes()),
            day,
            number: stored.numero,
            from: stored.depuis.to_chrono(),
            minutes: stored.minutes,
            by: stored.by,
            at: stored.at.to_chrono(),
            op_id: OpId::from_bytes(stored.op_id.bytes()),
            withdrawn_at: stored.retire_at.map(DateTime::to_chrono),
        })
    }
}
