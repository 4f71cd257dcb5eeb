//! Documents in their tables: find, insert, and edit without touching the fields this program does not know.

use std::fmt::Display;

use medigest_application::ports::StoreError;
use rusqlite::{Connection, OptionalExtension, Params};
use serde::Serialize;
use serde_json::{Map, Value};

use super::error::{Failure, Work};
use crate::documents::{Stored, from_json, to_json};

/// The fields of a document.
pub(super) type Fields = Map<String, Value>;

/// The entity with this id.
pub(super) fn find<D, E>(base: &Connection, id: impl Display) -> Work<Option<E>>
where
    D: Stored,
    E: TryFrom<D, Error = StoreError>,
{
    raw::<D>(base, id)?
        .map(|json| decode::<D, E>(&json))
        .transpose()
}

/// The entity with this id, or `NotFound`.
pub(super) fn get<D, E>(base: &Connection, id: impl Display) -> Work<E>
where
    D: Stored,
    E: TryFrom<D, Error = StoreError>,
{
    find::<D, E>(base, id)?.ok_or_else(|| StoreError::NotFound.into())
}

/// The entities of a query that selects documents.
pub(super) fn query<D, E>(base: &Connection, sql: &str, params: impl Params) -> Work<Vec<E>>
where
    D: Stored,
    E: TryFrom<D, Error = StoreError>,
{
    let mut statement = base.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut entities = Vec::new();
    while let Some(row) = rows.next()? {
        entities.push(decode::<D, E>(
            row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?,
        )?);
    }
    Ok(entities)
}

/// Adds a document; `Duplicate` if another has its id or another unique value.
pub(super) fn insert<D: Stored>(base: &Connection, document: &D) -> Work<()> {
    let sql = format!("INSERT INTO {} (doc) VALUES (?1)", D::COLLECTION);
    let mut insert = base.prepare_cached(&sql)?;
    match insert.execute([to_json(document)?]).map_err(Failure::from) {
        Err(failure) if failure.is_duplicate() => Err(StoreError::Duplicate.into()),
        outcome => outcome.map(drop),
    }
}

/// Changes fields of the document with this id; `NotFound` if there is none.
pub(super) fn edit<D: Stored>(
    base: &Connection,
    id: impl Display,
    change: impl FnOnce(&mut Fields) -> Work<()>,
) -> Work<()> {
    let id = id.to_string();
    let json = raw::<D>(base, &id)?.ok_or(StoreError::NotFound)?;
    let mut fields = parse::<D>(&json)?;
    change(&mut fields)?;
    let sql = format!("UPDATE {} SET doc = ?2 WHERE id = ?1", D::COLLECTION);
    base.prepare_cached(&sql)?
        .execute((id, Value::Object(fields).to_string()))?;
    Ok(())
}

/// Writes the fields of `document` over `fields`; those that are not its own stay.
pub(super) fn overwrite<D: Stored>(fields: &mut Fields, document: &D) -> Work<()> {
    for optional in D::OPTIONAL {
        fields.remove(*optional);
    }
    fields.extend(fields_of(document)?);
    Ok(())
}

/// The fields of a document, or of a part of one.
pub(super) fn fields_of(document: &impl Serialize) -> Work<Fields> {
    match serde_json::to_value(document) {
        Ok(Value::Object(fields)) => Ok(fields),
        _ => Err(StoreError::Unreadable("a document cannot be written".to_owned()).into()),
    }
}

fn raw<D: Stored>(base: &Connection, id: impl Display) -> Work<Option<String>> {
    let sql = format!("SELECT doc FROM {} WHERE id = ?1", D::COLLECTION);
    let mut statement = base.prepare_cached(&sql)?;
    Ok(statement
        .query_row([id.to_string()], |row| row.get(0))
        .optional()?)
}

fn parse<D: Stored>(json: &str) -> Work<Fields> {
    serde_json::from_str(json)
        .map_err(|_| StoreError::Unreadable(format!("{}: not an object", D::COLLECTION)).into())
}

fn decode<D, E>(json: &str) -> Work<E>
where
    D: Stored,
    E: TryFrom<D, Error = StoreError>,
{
    Ok(from_json::<D>(json)?.try_into()?)
}
