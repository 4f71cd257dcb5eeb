//! Documents as they are stored. What a table cannot take, because this program does not know its collection or
//! cannot read it, is kept in `autres`; what the base derives from a document follows it by trigger.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use bson::{Bson, Document};
use chrono_tz::Tz;
use medigest_application::ports::{
    Adopted, AuditStore as _, BackupNote, BaseState, Begun, DocumentSource, Progress, Sealer,
    StoreError, StoreResult, Survey, TransferError, Wrapper, WrittenBackup,
};
use rusqlite::{Connection, OptionalExtension, params};

use super::SqliteStore;
use super::connection::{blocking, open_reader};
use super::error::{Failure, Work};
use crate::documents::{AppointmentDocument, Stored as _};
use crate::raw::{Added, Page, Position, RawReader, RawStore, Replaced, json};
use crate::whole::whole_base;

#[async_trait]
impl RawReader for SqliteStore {
    async fn collections(&self) -> StoreResult<BTreeMap<String, u64>> {
        self.connections.read(collections).await
    }

    async fn page(
        &self,
        collection: &str,
        after: Option<&Position>,
        limit: u32,
    ) -> StoreResult<Page> {
        let (collection, after) = (collection.to_owned(), Place::of(after));
        self.connections
            .read(move |base| page(base, &collection, after, limit))
            .await
    }
}

/// The base as it was when this was made.
struct Snapshot(Arc<Mutex<Connection>>);

impl Snapshot {
    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Work<T> + Send + 'static,
    ) -> StoreResult<T> {
        let base = Arc::clone(&self.0);
        blocking(move || work(&base.lock().unwrap_or_else(PoisonError::into_inner))).await
    }
}

#[async_trait]
impl RawReader for Snapshot {
    async fn collections(&self) -> StoreResult<BTreeMap<String, u64>> {
        self.read(collections).await
    }

    async fn page(
        &self,
        collection: &str,
        after: Option<&Position>,
        limit: u32,
    ) -> StoreResult<Page> {
        let (collection, after) = (collection.to_owned(), Place::of(after));
        self.read(move |base| page(base, &collection, after, limit))
            .await
    }
}

#[async_trait]
impl RawStore for SqliteStore {
    async fn snapshot(&self) -> StoreResult<Box<dyn RawReader>> {
        let path = self.connections.path().to_owned();
        let base = blocking(move || {
            let base = open_reader(&path)?;
            // From its first reading on, a transaction sees one state.
            base.execute_batch("BEGIN")?;
            collections(&base)?;
            Ok(base)
        });
        Ok(Box::new(Snapshot(Arc::new(Mutex::new(base.await?)))))
    }

    async fn prepare(&self) -> StoreResult<()> {
        Ok(())
    }

    async fn add(&self, collection: &str, documents: &[Document]) -> StoreResult<Vec<Added>> {
        let (collection, documents) = (collection.to_owned(), documents.to_vec());
        self.connections
            .write(move |base| {
                let table = table(base, &collection)?;
                let each = documents.iter();
                each.map(|document| add(base, &collection, table.as_deref(), document))
                    .collect()
            })
            .await
    }

    async fn replace(
        &self,
        collection: &str,
        before: &Document,
        after: &Document,
    ) -> StoreResult<Replaced> {
        let collection = collection.to_owned();
        let (before, after) = (before.clone(), after.clone());
        self.connections
            .write(move |base| replace(base, &collection, &before, &after))
            .await
    }

    async fn remove(&self, collection: &str, ids: &[Bson]) -> StoreResult<()> {
        let (collection, ids) = (collection.to_owned(), ids.to_vec());
        self.connections
            .write(move |base| ids.iter().try_for_each(|id| remove(base, &collection, id)))
            .await
    }
}

whole_base!(SqliteStore);

/// What no other table takes.
const OTHERS: &str = "autres";

/// The tables of documents. Their names are collections', and nothing else ever becomes part of a statement.
fn tables(base: &Connection) -> Work<Vec<String>> {
    let mut tables = base.prepare_cached(
        "SELECT name FROM main.sqlite_schema AS one WHERE type = 'table' AND name <> 'autres'
         AND EXISTS (SELECT 1 FROM pragma_table_info(one.name) WHERE name = 'doc') ORDER BY name",
    )?;
    let names = tables.query_map([], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

fn table(base: &Connection, collection: &str) -> Work<Option<String>> {
    Ok(tables(base)?.into_iter().find(|name| name == collection))
}

fn collections(base: &Connection) -> Work<BTreeMap<String, u64>> {
    let mut counts = BTreeMap::new();
    for table in tables(base)? {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        let count: i64 = base.query_row(&sql, [], |row| row.get(0))?;
        counts.insert(table, count.cast_unsigned());
    }
    let mut others =
        base.prepare_cached("SELECT collection, COUNT(*) FROM autres GROUP BY collection")?;
    let mut rows = others.query([])?;
    while let Some(row) = rows.next()? {
        *counts.entry(row.get(0)?).or_default() += row.get::<_, i64>(1)?.cast_unsigned();
    }
    counts.retain(|_, count| *count > 0);
    Ok(counts)
}

/// Where a page ended: in which table, and at which row. Rows keep their numbers through every edit.
#[derive(Clone, Copy)]
struct Place {
    others: bool,
    row: i64,
}

impl Place {
    fn of(position: Option<&Position>) -> Self {
        match position.map(|position| &position.0) {
            Some(Bson::Int64(row)) => Self {
                others: false,
                row: *row,
            },
            Some(Bson::Array(others)) => Self {
                others: true,
                row: others.first().and_then(Bson::as_i64).unwrap_or_default(),
            },
            _ => Self {
                others: false,
                row: i64::MIN,
            },
        }
    }

    fn position(self) -> Position {
        Position(if self.others {
            Bson::Array(vec![Bson::Int64(self.row)])
        } else {
            Bson::Int64(self.row)
        })
    }
}

fn page(base: &Connection, collection: &str, after: Place, limit: u32) -> Work<Page> {
    let known = if after.others {
        None
    } else {
        table(base, collection)?
    };
    let (sql, others) = match known {
        Some(table) => {
            let sql = format!(
                "SELECT rowid, doc FROM {table} WHERE rowid > ?1 AND ?2 IS NOT NULL ORDER BY rowid LIMIT ?3"
            );
            (sql, false)
        }
        None => {
            let sql = "SELECT rowid, doc FROM autres WHERE rowid > ?1 AND collection = ?2
                       ORDER BY rowid LIMIT ?3";
            (sql.to_owned(), true)
        }
    };
    // The others begin anew after the last row of the table.
    let row = if others && !after.others {
        i64::MIN
    } else {
        after.row
    };
    let mut statement = base.prepare_cached(&sql)?;
    let mut rows = statement.query(params![row, collection, limit])?;
    let (mut documents, mut last) = (Vec::new(), row);
    while let Some(row) = rows.next()? {
        last = row.get(0)?;
        let doc = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        documents.push(decoded(collection, doc)?);
    }
    let is_full = documents.len() >= limit as usize;
    let next = match (is_full, others) {
        (true, others) => Some(Place { others, row: last }),
        (false, false) => Some(Place {
            others: true,
            row: i64::MIN,
        }),
        (false, true) => None,
    };
    Ok(Page {
        documents,
        next: next.map(Place::position),
    })
}

fn decoded(collection: &str, doc: &str) -> Work<Document> {
    let value = serde_json::from_str(doc).ok();
    let document = value.and_then(|value| json::from_stored(&value).ok());
    let unreadable = || StoreError::Unreadable(format!("{collection}: not a document"));
    Ok(document.ok_or_else(unreadable)?)
}

/// A document in its table.
struct Found {
    table: String,
    row: i64,
    doc: String,
}

fn find(base: &Connection, collection: &str, id: &Bson) -> Work<Option<Found>> {
    let found = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    if let (Some(table), Some(id)) = (table(base, collection)?, id.as_object_id()) {
        let sql = format!("SELECT rowid, doc FROM {table} WHERE id = ?1");
        let mut one = base.prepare_cached(&sql)?;
        if let Some((row, doc)) = one.query_row([id.to_hex()], found).optional()? {
            return Ok(Some(Found { table, row, doc }));
        }
    }
    let mut other =
        base.prepare_cached("SELECT rowid, doc FROM autres WHERE collection = ?1 AND id = ?2")?;
    let key = json::stored_value(id)?.to_string();
    let found = other.query_row((collection, key), found).optional()?;
    Ok(found.map(|(row, doc)| Found {
        table: OTHERS.to_owned(),
        row,
        doc,
    }))
}

fn id_of(document: &Document) -> Work<&Bson> {
    let missing = || StoreError::Unreadable("a document has no _id".to_owned());
    Ok(document.get("_id").ok_or_else(missing)?)
}

fn add(
    base: &Connection,
    collection: &str,
    table: Option<&str>,
    document: &Document,
) -> Work<Added> {
    let id = id_of(document)?;
    if find(base, collection, id)?.is_some() {
        return Ok(Added::There);
    }
    let doc = json::stored(document)?.to_string();
    if let (Some(table), Some(_)) = (table, id.as_object_id()) {
        let sql = format!("INSERT INTO {table} (doc) VALUES (?1)");
        match base
            .prepare_cached(&sql)?
            .execute([&doc])
            .map_err(Failure::from)
        {
            Ok(_) => return Ok(Added::Added),
            Err(failure) if failure.is_duplicate() || failure.is_slot_taken() => {
                return Ok(Added::Conflict);
            }
            Err(failure) if failure.is_misfit() => {}
            Err(failure) => return Err(failure),
        }
    }
    let key = json::stored_value(id)?.to_string();
    let mut aside =
        base.prepare_cached("INSERT INTO autres (collection, id, doc) VALUES (?1, ?2, ?3)")?;
    aside.execute((collection, key, doc))?;
    Ok(Added::Added)
}

fn remove(base: &Connection, collection: &str, id: &Bson) -> Work<()> {
    let Some(found) = find(base, collection, id)? else {
        return Ok(());
    };
    if let (AppointmentDocument::COLLECTION, Some(id)) = (collection, id.as_object_id()) {
        let free = "DELETE FROM slots WHERE appointment_id = ?1";
        base.prepare_cached(free)?.execute([id.to_hex()])?;
    }
    let sql = format!("DELETE FROM {} WHERE rowid = ?1", found.table);
    base.prepare_cached(&sql)?.execute([found.row])?;
    Ok(())
}

fn replace(
    base: &Connection,
    collection: &str,
    before: &Document,
    after: &Document,
) -> Work<Replaced> {
    let Some(found) = find(base, collection, id_of(before)?)? else {
        return Ok(Replaced::Changed);
    };
    let present = decoded(collection, &found.doc)?;
    if present == *after {
        return Ok(Replaced::Done);
    }
    if present != *before {
        return Ok(Replaced::Changed);
    }
    let sql = format!("UPDATE {} SET doc = ?2 WHERE rowid = ?1", found.table);
    let doc = json::stored(after)?.to_string();
    let mut update = base.prepare_cached(&sql)?;
    match update.execute((found.row, doc)).map_err(Failure::from) {
        Ok(_) => Ok(Replaced::Done),
        Err(failure) if failure.is_duplicate() || failure.is_slot_taken() => Ok(Replaced::Conflict),
        Err(failure) => Err(failure),
    }
}
