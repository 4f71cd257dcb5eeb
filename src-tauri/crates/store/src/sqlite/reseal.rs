//! Sealing anew.

use async_trait::async_trait;
use medigest_application::ports::{ResealStore, Resealed, SealedAt, StoreError, StoreResult};
use medigest_domain::appointment::Appointment;
use medigest_domain::id::{AppointmentId, PatientId};
use medigest_domain::patient::Patient;
use rusqlite::{Connection, params};
use serde_json::{Value, json};

use super::SqliteStore;
use super::document::{Fields, edit, query};
use super::error::{Failure, Work};
use crate::documents::{AppointmentDocument, PatientDocument, stored_text};

#[async_trait]
impl ResealStore for SqliteStore {
    async fn patients_after(
        &self,
        after: Option<PatientId>,
        limit: u32,
    ) -> StoreResult<Vec<Patient>> {
        let after = after.map_or_else(String::new, |id| id.to_string());
        self.connections
            .read(move |base| {
                let sql = "SELECT doc FROM patients WHERE id > ?1 ORDER BY id LIMIT ?2";
                query::<PatientDocument, _>(base, sql, params![after, limit])
            })
            .await
    }

    async fn appointments_after(
        &self,
        after: Option<AppointmentId>,
        limit: u32,
    ) -> StoreResult<Vec<Appointment>> {
        let after = after.map_or_else(String::new, |id| id.to_string());
        self.connections
            .read(move |base| {
                let sql = "SELECT doc FROM appointments WHERE id > ?1 ORDER BY id LIMIT ?2";
                query::<AppointmentDocument, _>(base, sql, params![after, limit])
            })
            .await
    }

    async fn sealed_documents(&self) -> StoreResult<u32> {
        let sql = "SELECT (SELECT COUNT(*) FROM patients) + (SELECT COUNT(*) FROM appointments)";
        self.connections
            .read(move |base| Ok(base.query_row(sql, [], |row| row.get(0))?))
            .await
    }

    async fn reseal(&self, texts: &[Resealed]) -> StoreResult<()> {
        let texts = texts.to_vec();
        self.connections
            .write(move |base| texts.iter().try_for_each(|text| replace(base, text)))
            .await
    }
}

fn replace(base: &Connection, text: &Resealed) -> Work<()> {
    let (before, after) = (
        json!(stored_text(&text.before)),
        json!(stored_text(&text.after)),
    );
    let replaced = match text.at {
        SealedAt::Insurance(id) => edit::<PatientDocument>(base, id, |file| {
            put(file, "assurance", &before, &after);
            Ok(())
        }),
        SealedAt::Notes(id) => edit::<PatientDocument>(base, id, |file| {
            put(file, "notes_medicales", &before, &after);
            Ok(())
        }),
        SealedAt::Reason(id) => edit::<AppointmentDocument>(base, id, |appointment| {
            put(appointment, "motif", &before, &after);
            Ok(())
        }),
        SealedAt::Visit(id, appointment) => edit::<PatientDocument>(base, id, |file| {
            let appointment = appointment.map(|id| json!({ "$oid": id.to_string() }));
            let visits = file
                .get_mut("historique_visites")
                .and_then(Value::as_array_mut);
            visits
                .into_iter()
                .flatten()
                .filter_map(Value::as_object_mut)
                .filter(|visit| visit.get("appointment_id") == appointment.as_ref())
                .for_each(|visit| put(visit, "motif", &before, &after));
            Ok(())
        }),
    };
    match replaced {
        // Gone meanwhile, with what it said.
        Err(Failure::Refused(StoreError::NotFound)) => Ok(()),
        replaced => replaced,
    }
}

fn put(fields: &mut Fields, name: &str, before: &Value, after: &Value) {
    if let Some(standing) = fields.get_mut(name)
        && standing == before
    {
        standing.clone_from(after);
    }
}
