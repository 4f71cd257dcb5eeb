//! Practitioners: renaming goes everywhere, and whoever is needed is deactivated rather than deleted.

use async_trait::async_trait;
use bson::DateTime;
use medigest_application::ports::{PractitionerStore, Removal, StoreError, StoreResult, Ties};
use medigest_domain::hours::WeeklyHours;
use medigest_domain::id::PractitionerId;
use medigest_domain::practitioner::{Practitioner, PractitionerDetails};
use medigest_domain::trace::Trace;
use medigest_domain::user::Username;
use rusqlite::{Connection, params};
use serde_json::{Value, json};

use super::SqliteStore;
use super::audit::{add_trace, traced_action};
use super::document::{edit, find, get, insert, query};
use super::error::Work;
use crate::documents::{LogDocument, PatientDocument, PractitionerDocument, stored_hours};

#[async_trait]
impl PractitionerStore for SqliteStore {
    async fn practitioner(&self, id: PractitionerId) -> StoreResult<Option<Practitioner>> {
        self.connections
            .read(move |base| find::<PractitionerDocument, _>(base, id))
            .await
    }

    async fn practitioners(&self) -> StoreResult<Vec<Practitioner>> {
        self.connections
            .read(|base| {
                let sql = "SELECT doc FROM practitioners ORDER BY doc ->> '$.nom', id";
                query::<PractitionerDocument, _>(base, sql, [])
            })
            .await
    }

    async fn create_practitioner(
        &self,
        practitioner: &Practitioner,
        trace: &Trace,
    ) -> StoreResult<Practitioner> {
        let document = PractitionerDocument::from_domain(practitioner);
        let add = move |base: &Connection| insert(base, &document);
        self.once(trace, practitioner.id, add, get::<PractitionerDocument, _>)
            .await
    }

    async fn update_practitioner(
        &self,
        id: PractitionerId,
        details: &PractitionerDetails,
        trace: &Trace,
    ) -> StoreResult<Practitioner> {
        let details = details.clone();
        let at = DateTime::from_chrono(trace.at);
        let change = move |base: &Connection| {
            edit::<PractitionerDocument>(base, id, |fields| {
                fields.insert("nom".to_owned(), details.name.as_str().into());
                fields.insert("specialite".to_owned(), details.speciality.as_str().into());
                fields.insert("couleur".to_owned(), details.color.as_str().into());
                Ok(())
            })?;
            rename_in_appointments(base, id, &details.name, at)?;
            rename_in_visits(base, id, &details.name)
        };
        self.once(trace, id, change, get::<PractitionerDocument, _>)
            .await
    }

    async fn set_practitioner_active(
        &self,
        id: PractitionerId,
        active: bool,
        trace: &Trace,
    ) -> StoreResult<Practitioner> {
        let set = move |base: &Connection| set_active(base, id, active);
        self.once(trace, id, set, get::<PractitionerDocument, _>)
            .await
    }

    async fn set_practitioner_hours(
        &self,
        id: PractitionerId,
        hours: Option<&WeeklyHours>,
        trace: &Trace,
    ) -> StoreResult<Practitioner> {
        let spans = stored_hours(hours);
        let set = move |base: &Connection| {
            edit::<PractitionerDocument>(base, id, |fields| {
                if spans.is_empty() {
                    fields.remove("horaires");
                } else {
                    fields.insert("horaires".to_owned(), json!(spans));
                }
                Ok(())
            })
        };
        self.once(trace, id, set, get::<PractitionerDocument, _>)
            .await
    }

    async fn remove_practitioner(
        &self,
        id: PractitionerId,
        deleted: &Trace,
        deactivated: &Trace,
    ) -> StoreResult<Removal> {
        let deleted = LogDocument::from_domain(deleted);
        let deactivated = LogDocument::from_domain(deactivated);
        self.connections
            .write(move |base| {
                let ties = ties(base, id)?;
                match traced_action(base, &deleted)? {
                    Some(action) if action == deleted.action => return Ok(Removal::Deleted),
                    Some(_) => return Ok(Removal::Deactivated(ties)),
                    None => {}
                }
                let removal = ties.removal();
                if removal == Removal::Deleted {
                    delete(base, id)?;
                    add_trace(base, &deleted)?;
                } else {
                    set_active(base, id, false)?;
                    add_trace(base, &deactivated)?;
                }
                Ok(removal)
            })
            .await
    }
}

fn set_active(base: &Connection, id: PractitionerId, active: bool) -> Work<()> {
    edit::<PractitionerDocument>(base, id, |fields| {
        fields.insert("actif".to_owned(), active.into());
        Ok(())
    })
}

fn delete(base: &Connection, id: PractitionerId) -> Work<()> {
    match base.execute("DELETE FROM practitioners WHERE id = ?1", [id.to_string()])? {
        0 => Err(StoreError::NotFound.into()),
        _ => Ok(()),
    }
}

fn ties(base: &Connection, id: PractitionerId) -> Work<Ties> {
    let id = id.to_string();
    let sql = "SELECT COUNT(*) FROM appointments WHERE practitioner_id = ?1";
    let appointments = base.query_row(sql, [&id], |row| row.get(0))?;
    let mut linked = base.prepare_cached(
        "SELECT doc ->> '$.username' FROM users
         WHERE doc ->> '$.practitioner_id.$oid' = ?1 ORDER BY username_key",
    )?;
    let accounts = linked.query_map([&id], |row| Ok(Username::stored(row.get(0)?)))?;
    Ok(Ties {
        appointments,
        accounts: accounts.collect::<Result<_, _>>()?,
    })
}

/// A rename is a change of the appointment: its version grows.
fn rename_in_appointments(
    base: &Connection,
    id: PractitionerId,
    name: &str,
    at: DateTime,
) -> Work<()> {
    let at = json!(at).to_string();
    base.execute(
        "UPDATE appointments
         SET doc = json_set(doc, '$.practitioner_name', ?2, '$.updated_at', json(?3),
                                 '$.v', COALESCE(doc ->> '$.v', 0) + 1)
         WHERE practitioner_id = ?1 AND doc ->> '$.practitioner_name' <> ?2",
        params![id.to_string(), name, at],
    )?;
    Ok(())
}

fn rename_in_visits(base: &Connection, id: PractitionerId, name: &str) -> Work<()> {
    let id = id.to_string();
    let mut visited = base.prepare_cached(
        "SELECT id FROM patients WHERE EXISTS (
             SELECT 1 FROM json_each(doc, '$.historique_visites')
             WHERE value ->> '$.practitioner_id.$oid' = ?1)",
    )?;
    let patients: Vec<String> = visited
        .query_map([&id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let practitioner = json!({ "$oid": id });
    for patient in patients {
        edit::<PatientDocument>(base, patient, |fields| {
            let visits = fields
                .get_mut("historique_visites")
                .and_then(Value::as_array_mut);
            for visit in visits.into_iter().flatten() {
                if visit.get("practitioner_id") == Some(&practitioner) {
                    visit["practitioner"] = name.into();
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}
