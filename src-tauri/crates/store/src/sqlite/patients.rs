//! Patients' files.

use async_trait::async_trait;
use bson::DateTime;
use chrono::Utc;
use medigest_application::ports::{PatientStore, StoreError, StoreResult};
use medigest_domain::appointment::Appointment;
use medigest_domain::id::PatientId;
use medigest_domain::patient::{Patient, PatientDetails, PatientSummary};
use medigest_domain::trace::Trace;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::SqliteStore;
use super::document::{edit, fields_of, find, get, insert, query};
use super::error::{Failure, Work};
use crate::documents::{PatientDocument, SummaryDocument, VisitDocument, detail_fields};

#[async_trait]
impl PatientStore for SqliteStore {
    async fn patient(&self, id: PatientId) -> StoreResult<Option<Patient>> {
        self.connections
            .read(move |base| find::<PatientDocument, _>(base, id))
            .await
    }

    async fn patient_summaries(&self, ids: &[PatientId]) -> StoreResult<Vec<PatientSummary>> {
        let ids = json!(ids.iter().map(PatientId::to_string).collect::<Vec<_>>()).to_string();
        self.connections
            .read(move |base| {
                let sql = "SELECT doc FROM patients WHERE id IN (SELECT value FROM json_each(?1))";
                query::<SummaryDocument, _>(base, sql, [&ids])
            })
            .await
    }

    async fn patients_changed_since(
        &self,
        since: Option<chrono::DateTime<Utc>>,
    ) -> StoreResult<Vec<PatientSummary>> {
        let since = since.map_or(i64::MIN, |since| since.timestamp_millis());
        self.connections
            .read(move |base| {
                query::<SummaryDocument, _>(
                    base,
                    "SELECT doc FROM patients WHERE updated_at >= ?1 ORDER BY updated_at, id",
                    [since],
                )
            })
            .await
    }

    async fn count_patients(&self) -> StoreResult<u64> {
        let sql = "SELECT COUNT(*) FROM patients";
        let count: i64 = self
            .connections
            .read(move |base| Ok(base.query_row(sql, [], |row| row.get(0))?))
            .await?;
        Ok(count.cast_unsigned())
    }

    async fn create_patient(&self, patient: &Patient, trace: &Trace) -> StoreResult<Patient> {
        let document = PatientDocument::from_domain(patient);
        let add = move |base: &Connection| {
            let document = PatientDocument {
                updated_at: Some(edited_at(base)?),
                ..document.clone()
            };
            insert(base, &document)
        };
        self.once(trace, patient.id, add, get::<PatientDocument, _>)
            .await
    }

    async fn update_patient(
        &self,
        id: PatientId,
        v: u32,
        details: &PatientDetails,
        trace: &Trace,
    ) -> StoreResult<Patient> {
        let details =
            detail_fields(details).map(|(name, value)| (name, value.map(|value| json!(value))));
        let user = trace.user.clone();
        let change = move |base: &Connection| {
            let edited_at = edited_at(base)?;
            edit::<PatientDocument>(base, id, |fields| {
                if fields.get("v").and_then(Value::as_u64).unwrap_or(0) != u64::from(v) {
                    return Err(StoreError::Stale.into());
                }
                fields.insert("v".to_owned(), (v + 1).into());
                fields.insert("updated_at".to_owned(), json!(edited_at));
                fields.insert("updated_by".to_owned(), json!(user));
                for (name, value) in &details {
                    match value {
                        Some(value) => fields.insert((*name).to_owned(), value.clone()),
                        None => fields.remove(*name),
                    };
                }
                Ok(())
            })
        };
        self.once(trace, id, change, get::<PatientDocument, _>)
            .await
    }
}

/// The moment of an edit, by the base's own clock and never before an earlier edit, even if the clock was set
/// back: whoever reads what changed since the last one misses nothing.
fn edited_at(base: &Connection) -> Work<DateTime> {
    let mut now = base.prepare_cached(
        "SELECT MAX(CAST(ROUND(unixepoch('subsec') * 1000) AS INTEGER),
                    COALESCE((SELECT MAX(updated_at) FROM patients), 0))",
    )?;
    Ok(DateTime::from_millis(now.query_row([], |row| row.get(0))?))
}

/// Puts the visit of an appointment into its patient's file, over the one that is there already. A file that
/// does not exist (appointments of an older base may name one) has no visits.
pub(super) fn put_visit(base: &Connection, appointment: &Appointment) -> Work<()> {
    let visit = fields_of(&VisitDocument::of(appointment))?;
    let put = edit::<PatientDocument>(base, appointment.patient_id, |file| {
        let visits = file
            .entry("historique_visites")
            .or_insert_with(|| json!([]))
            .as_array_mut()
            .ok_or_else(|| StoreError::Unreadable("patients: historique_visites".to_owned()))?;
        let same = |other: &&mut Value| other.get("appointment_id") == visit.get("appointment_id");
        match visits.iter_mut().find(same).and_then(Value::as_object_mut) {
            Some(earlier) => {
                earlier.remove(VisitDocument::LOSES);
                earlier.extend(visit.clone());
            }
            None => visits.push(Value::Object(visit.clone())),
        }
        Ok(())
    });
    match put {
        Err(Failure::Refused(StoreError::NotFound)) => Ok(()),
        put => put,
    }
}
