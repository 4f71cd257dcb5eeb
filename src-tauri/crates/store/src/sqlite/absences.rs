//! Absences and closures.

use async_trait::async_trait;
use medigest_application::ports::{AbsenceStore, StoreError, StoreResult};
use medigest_domain::absence::Absence;
use medigest_domain::id::AbsenceId;
use medigest_domain::time::Interval;
use medigest_domain::trace::Trace;
use rusqlite::Connection;

use super::SqliteStore;
use super::document::{find, get, insert, query};
use crate::documents::AbsenceDocument;

#[async_trait]
impl AbsenceStore for SqliteStore {
    async fn absence(&self, id: AbsenceId) -> StoreResult<Option<Absence>> {
        self.connections
            .read(move |base| find::<AbsenceDocument, _>(base, id))
            .await
    }

    async fn absences(&self, within: Interval) -> StoreResult<Vec<Absence>> {
        let (from, to) = (
            within.start.timestamp_millis(),
            within.end.timestamp_millis(),
        );
        self.connections
            .read(move |base| {
                query::<AbsenceDocument, _>(
                    base,
                    "SELECT doc FROM absences WHERE ends > ?1 AND starts < ?2 ORDER BY starts, id",
                    [from, to],
                )
            })
            .await
    }

    async fn create_absence(&self, absence: &Absence, trace: &Trace) -> StoreResult<Absence> {
        let document = AbsenceDocument::from_domain(absence, trace.op_id);
        let add = move |base: &Connection| insert(base, &document);
        self.once(trace, absence.id, add, get::<AbsenceDocument, _>)
            .await
    }

    async fn remove_absence(&self, id: AbsenceId, trace: &Trace) -> StoreResult<()> {
        let remove = move |base: &Connection| {
            let sql = "DELETE FROM absences WHERE id = ?1";
            match base.execute(sql, [id.to_string()])? {
                0 => Err(StoreError::NotFound.into()),
                _ => Ok(()),
            }
        };
        self.once(trace, id, remove, |_, _| Ok(())).await
    }
}
