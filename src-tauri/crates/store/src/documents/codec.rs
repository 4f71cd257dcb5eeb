//! To and from the two stored forms. A failure names collection, id and field, and never a value.

use bson::oid::ObjectId;
use bson::{Document, RawDocument};
use medigest_application::ports::{StoreError, StoreResult};

use super::Stored;

/// The error of a document that does not have the shape it should have.
#[must_use]
pub fn unreadable(collection: &str, id: ObjectId, field: &str) -> StoreError {
    StoreError::Unreadable(format!("{collection} {id}: {field}"))
}

/// Reads a document as MongoDB sends it.
///
/// # Errors
/// `Unreadable`, naming the field.
pub fn from_bson<T: Stored>(raw: &RawDocument) -> StoreResult<T> {
    bson::deserialize_from_slice(raw.as_bytes()).map_err(|_| {
        let id = raw
            .get_object_id("_id")
            .map_or_else(|_| "?".to_owned(), ObjectId::to_hex);
        // The fast path does not know where it failed; read again, keeping track.
        let path = bson::RawDeserializer::new(raw.as_bytes())
            .ok()
            .and_then(|reader| serde_path_to_error::deserialize::<_, T>(reader).err())
            .map_or_else(|| "?".to_owned(), |error| error.path().to_string());
        StoreError::Unreadable(format!("{} {id}: {path}", T::COLLECTION))
    })
}

/// Reads a document as SQLite keeps it.
///
/// # Errors
/// `Unreadable`, naming the field.
pub fn from_json<T: Stored>(json: &str) -> StoreResult<T> {
    serde_json::from_str(json).or_else(|_| {
        // A document that came from elsewhere may have a number of another width.
        if let Ok(Ok(document)) = serde_json::from_str(json).map(bson::deserialize_from_document) {
            return Ok(document);
        }
        let id = serde_json::from_str::<serde_json::Value>(json)
            .ok()
            .and_then(|value| value.pointer("/_id/$oid")?.as_str().map(str::to_owned))
            .unwrap_or_else(|| "?".to_owned());
        let reader = &mut serde_json::Deserializer::from_str(json);
        let path = serde_path_to_error::deserialize::<_, T>(reader)
            .err()
            .map_or_else(|| "?".to_owned(), |error| error.path().to_string());
        Err(StoreError::Unreadable(format!(
            "{} {id}: {path}",
            T::COLLECTION
        )))
    })
}

/// The entity of a document; none when it cannot be read.
pub(crate) fn entity<D, E>(document: &Document) -> Option<E>
where
    D: Stored,
    E: TryFrom<D, Error = StoreError>,
{
    let stored: D = bson::deserialize_from_document(document.clone()).ok()?;
    stored.try_into().ok()
}

/// The document for MongoDB.
///
/// # Errors
/// `Unreadable`, never in practice: every document consists of texts, numbers, dates, ids and lists.
pub fn to_bson<T: Stored>(document: &T) -> StoreResult<Document> {
    bson::serialize_to_document(document)
        .map_err(|_| StoreError::Unreadable(format!("{}: cannot be written", T::COLLECTION)))
}

/// The document as Extended JSON for SQLite.
///
/// # Errors
/// As [`to_bson`].
pub fn to_json<T: Stored>(document: &T) -> StoreResult<String> {
    serde_json::to_string(document)
        .map_err(|_| StoreError::Unreadable(format!("{}: cannot be written", T::COLLECTION)))
}
