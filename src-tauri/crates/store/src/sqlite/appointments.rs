//! Appointments: the table of slots refuses the overlap.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use medigest_application::ports::{AppointmentFilter, AppointmentStore, StoreError, StoreResult};
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::id::{AppointmentId, PatientId};
use medigest_domain::time::Interval;
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

    async fn appointments_of(
        &self,
        patients: &[PatientId],
        within: Interval,
    ) -> StoreResult<Vec<Appointment>> {
        let patients = json_list(patients);
        self.connections
            .read(move |base| {
                let theirs = "patient_id IN (SELECT value FROM json_each(:patients))";
                overlapping(base, within, &[(theirs, ":patients", &patients)])
            })
            .await
    }

    async fn cancelled_by_doctor(&self, since: DateTime<Utc>) -> StoreResult<Vec<Appointment>> {
        self.connections
            .read(move |base| {
                query::<AppointmentDocument, _>(
                    base,
                    "SELECT doc FROM appointments WHERE cancelled_at >= ?1 AND doc ->> '$.statut' = ?2
                     ORDER BY cancelled_at, id",
                    params![
                        since.timestamp_millis(),
                        Status::CancelledByDoctor.stored()
                    ],
                )
            })
            .await
    }

    async fn replacements(&self, of: &[AppointmentId]) -> StoreResult<Vec<Appointment>> {
        let of = json_list(of);
        self.connections
            .read(move |base| {
                query::<AppointmentDocument, _>(
                    base,
                    "SELECT doc FROM appointments WHERE replaces IN (SELECT value FROM json_each(?1))",
                    [&of],
                )
            })
            .await
    }

    async fn book(&self, appointment: &Appointment, trace: &Trace) -> StoreResult<Appointment> {
        let wanted = appointment.clone();
        let add = move |base: &Connection| {
            let added = insert(base, &AppointmentDocument::from_domain(&wanted));
            added.map_err(|failure| refusal(base, &wanted, failure))?;
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
            replaced.map_err(|failure| refusal(base, &wanted, failure))?;
            put_visit(base, &wanted)
        };
        self.once(trace, after.id, replace, get::<AppointmentDocument, _>)
            .await
    }
}

/// What a failed write of `wanted` means: another appointment has one of its slots, or replaces the same one.
pub(super) fn refusal(base: &Connection, wanted: &Appointment, failure: Failure) -> Failure {
    let meaning = match &failure {
        failure if failure.is_slot_taken() => {
            holders(base, wanted).map(|blocking| StoreError::Taken { blocking })
        }
        // Only an insertion meets its own id, which then comes first.
        Failure::Refused(StoreError::Duplicate) => match is_there(base, wanted) {
            Ok(false) => stale_or_duplicate(base, wanted),
            outcome => outcome.map(|_| StoreError::Duplicate),
        },
        failure if failure.is_duplicate() => stale_or_duplicate(base, wanted),
        _ => return failure,
    };
    meaning.map_or_else(|failure| failure, Failure::from)
}

fn is_there(base: &Connection, wanted: &Appointment) -> Work<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM appointments WHERE id = ?1)";
    Ok(base.query_row(sql, [wanted.id.to_string()], |row| row.get(0))?)
}

/// `Stale` if another appointment replaces what `wanted` replaces.
fn stale_or_duplicate(base: &Connection, wanted: &Appointment) -> Work<StoreError> {
    let replaced = wanted.replaces.map(|id| id.to_string());
    let sql = "SELECT EXISTS (SELECT 1 FROM appointments WHERE replaces = ?1 AND id <> ?2)";
    let row = params![replaced, wanted.id.to_string()];
    Ok(match base.query_row(sql, row, |row| row.get(0))? {
        true => StoreError::Stale,
        false => StoreError::Duplicate,
    })
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
    let practitioner = filter.practitioner.map(|id| id.to_string());
    let patient = filter.patient.map(|id| id.to_string());
    let mut conditions = Vec::new();
    if let Some(id) = &practitioner {
        conditions.push(("practitioner_id = :practitioner", ":practitioner", &**id));
    }
    if let Some(id) = &patient {
        conditions.push(("patient_id = :patient", ":patient", &**id));
    }
    overlapping(base, filter.within, &conditions)
}

/// The appointments that share an instant with `within` and fulfil these conditions (each with its parameter and
/// the value of that), earliest first.
fn overlapping(
    base: &Connection,
    within: Interval,
    conditions: &[(&str, &str, &str)],
) -> Work<Vec<Appointment>> {
    let from = within.start.timestamp_millis();
    let to = within.end.timestamp_millis();
    let mut sql = "SELECT doc FROM appointments WHERE starts < :to AND ends > :from
         AND starts > :from - (SELECT COALESCE(MAX(length), 0) FROM appointments)"
        .to_owned();
    let mut params: Vec<(&str, &dyn ToSql)> = vec![(":from", &from), (":to", &to)];
    for (condition, parameter, value) in conditions {
        sql += " AND ";
        sql += condition;
        params.push((parameter, value));
    }
    sql += " ORDER BY starts, id";
    query::<AppointmentDocument, _>(base, &sql, params.as_slice())
}

/// Ids as a list that `json_each` reads.
fn json_list(ids: &[impl ToString]) -> String {
    json!(ids.iter().map(ToString::to_string).collect::<Vec<_>>()).to_string()
}
