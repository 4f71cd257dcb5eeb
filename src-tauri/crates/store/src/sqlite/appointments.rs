//! Appointments: the table of slots refuses the overlap.

use async_trait::async_trait;
use medigest_application::ports::{AppointmentFilter, AppointmentStore, StoreError, StoreResult};
use medigest_domain::appointment::Appointment;
use medigest_domain::id::AppointmentId;
use medigest_domain::trace::Trace;
use rusqlite::{Connection, ToSql, params};
use serde_json::{Value, json};

use super::SqliteStore;
use super::document::{edit, find, get, insert, overwrite, query};
use super::error::{Failure, Work};
use super::patients::put_visit;
use crate::documents::AppointmentDocument;

#[async_trait]
impl AppointmentStore for SqliteStore {
    async fn appointment(&self, id: AppointmentId) -> StoreResult<Option<Appointment>> {
        self.connections
            .read(move |base| find::<AppointmentDocument, _>(base, id))
            .await
    }

    async fn appointments(&self, filter: AppointmentFilter) -> StoreResult<Vec<Appointment>> {
        self.connections
            .read(move |base| matching(base, filter))
            .await
    }

    async fn book(&self, appointment: &Appointment, trace: &Trace) -> StoreResult<Appointment> {
        let wanted = appointment.clone();
        let add = move |base: &Connection| {
            let added = insert(base, &AppointmentDocument::from_domain(&wanted));
            added.map_err(|failure| taken(base, &wanted, failure))?;
            put_visit(base, &wanted)
        };
        self.once(trace, appointment.id, add, get::<AppointmentDocument, _>)
            .await
    }

    async fn save(&self, after: &Appointment, trace: &Trace) -> StoreResult<Appointment> {
        let wanted = after.clone();
        let replace = move |base: &Connection| {
            let replaced = edit::<AppointmentDocument>(base, wanted.id, |fields| {
                let v = fields.get("v").and_then(Value::as_u64).unwrap_or(0);
                if v + 1 != u64::from(wanted.v) {
                    return Err(StoreError::Stale.into());
                }
                overwrite(fields, &AppointmentDocument::from_domain(&wanted))
            });
            replaced.map_err(|failure| taken(base, &wanted, failure))?;
            put_visit(base, &wanted)
        };
        self.once(trace, after.id, replace, get::<AppointmentDocument, _>)
            .await
    }
}

/// What a failed write of `wanted` means: if another appointment has one of its slots, those that do.
pub(super) fn taken(base: &Connection, wanted: &Appointment, failure: Failure) -> Failure {
    if !failure.is_slot_taken() {
        return failure;
    }
    match holders(base, wanted) {
        Ok(blocking) => StoreError::Taken { blocking }.into(),
        Err(failure) => failure,
    }
}

/// The other appointments that have one of the slots of `wanted`, earliest first.
fn holders(base: &Connection, wanted: &Appointment) -> Work<Vec<Appointment>> {
    let tokens: Vec<_> = wanted.slots().iter().map(ToString::to_string).collect();
    query::<AppointmentDocument, _>(
        base,
        "SELECT doc FROM appointments WHERE id <> ?1 AND id IN (
             SELECT appointment_id FROM slots WHERE token IN (SELECT value FROM json_each(?2)))
         ORDER BY starts, id",
        params![wanted.id.to_string(), json!(tokens).to_string()],
    )
}

/// The appointments of a filter, earliest first.
fn matching(base: &Connection, filter: AppointmentFilter) -> Work<Vec<Appointment>> {
    let within = filter.within;
    let practitioner = filter.practitioner.map(|id| id.to_string());
    let patient = filter.patient.map(|id| id.to_string());
    let from = within.start.timestamp_millis();
    let to = within.end.timestamp_millis();
    let mut sql = "SELECT doc FROM appointments WHERE starts < :to AND ends > :from
         AND starts > :from - (SELECT COALESCE(MAX(length), 0) FROM appointments)"
        .to_owned();
    let mut params: Vec<(&str, &dyn ToSql)> = vec![(":from", &from), (":to", &to)];
    if practitioner.is_some() {
        sql += " AND practitioner_id = :practitioner";
        params.push((":practitioner", &practitioner));
    }
    if patient.is_some() {
        sql += " AND patient_id = :patient";
        params.push((":patient", &patient));
    }
    sql += " ORDER BY starts, id";
    query::<AppointmentDocument, _>(base, &sql, params.as_slice())
}
