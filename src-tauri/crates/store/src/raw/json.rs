//! Extended JSON, in two forms that lose nothing: the canonical one, for files, and the one of the SQLite tables,
//! where a 64-bit integer is a plain number. Every integer of this program's own documents is one, and the tables
//! read it out of them.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bson::{Bson, Document};
use medigest_application::ports::{StoreError, StoreResult};
use serde_json::{Map, Number, Value, json};

/// How a 64-bit integer is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Longs {
    /// `{"$numberLong": "1"}`.
    Named,
    /// `1`.
    Plain,
}

/// The document as canonical Extended JSON.
///
/// # Errors
/// `Unreadable`, never in practice.
pub fn canonical(document: &Document) -> StoreResult<Value> {
    object(document, Longs::Named)
}

/// The document as the tables of SQLite keep it.
///
/// # Errors
/// `Unreadable` for one that would not come back as it is.
pub fn stored(document: &Document) -> StoreResult<Value> {
    let value = object(document, Longs::Plain)?;
    match from_stored(&value) {
        Ok(back) if back == *document => Ok(value),
        _ => Err(wrong()),
    }
}

/// One value, as the tables of SQLite keep it.
///
/// # Errors
/// `Unreadable`, never in practice.
pub fn stored_value(value: &Bson) -> StoreResult<Value> {
    written(value, Longs::Plain)
}

/// The document in a line of Extended JSON, canonical or relaxed.
///
/// # Errors
/// `Unreadable` when it is none.
pub fn parsed(line: &str) -> StoreResult<Document> {
    serde_json::from_str(line).map_err(|_| wrong())
}

/// The document that the tables of SQLite keep as `value`.
///
/// # Errors
/// `Unreadable` when it is none.
pub fn from_stored(value: &Value) -> StoreResult<Document> {
    match read(value)? {
        Bson::Document(document) => Ok(document),
        _ => Err(wrong()),
    }
}

fn wrong() -> StoreError {
    StoreError::Unreadable("not a document".to_owned())
}

fn object(document: &Document, longs: Longs) -> StoreResult<Value> {
    let fields = document
        .iter()
        .map(|(name, value)| Ok((name.clone(), written(value, longs)?)));
    Ok(Value::Object(fields.collect::<StoreResult<Map<_, _>>>()?))
}

fn written(value: &Bson, longs: Longs) -> StoreResult<Value> {
    Ok(match value {
        Bson::Document(document) => object(document, longs)?,
        Bson::Array(all) => {
            let all = all.iter().map(|one| written(one, longs));
            Value::Array(all.collect::<StoreResult<_>>()?)
        }
        Bson::Int32(number) => json!({ "$numberInt": number.to_string() }),
        Bson::Int64(number) if longs == Longs::Plain => json!(number),
        Bson::Int64(number) => json!({ "$numberLong": number.to_string() }),
        Bson::Double(number) => json!({ "$numberDouble": double(*number) }),
        // What reads it as anything else than a list of numbers.
        Bson::Binary(binary) => json!({ "$binary": {
            "base64": BASE64_STANDARD.encode(&binary.bytes),
            "subType": format!("{:02x}", u8::from(binary.subtype)),
        } }),
        other => serde_json::to_value(other).map_err(|_| wrong())?,
    })
}

fn double(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned()
    } else {
        format!("{number:?}")
    }
}

fn read(value: &Value) -> StoreResult<Bson> {
    Ok(match value {
        Value::Null => Bson::Null,
        Value::Bool(truth) => Bson::Boolean(*truth),
        Value::String(text) => Bson::String(text.clone()),
        Value::Number(number) => self::number(number)?,
        Value::Array(all) => Bson::Array(all.iter().map(read).collect::<StoreResult<_>>()?),
        // A type that JSON lacks has a name of its own: `$date`, `$oid`, …
        Value::Object(fields) if fields.keys().any(|name| name.starts_with('$')) => {
            serde_json::from_value(value.clone()).map_err(|_| wrong())?
        }
        Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| Ok((name.clone(), read(value)?)));
            Bson::Document(fields.collect::<StoreResult<_>>()?)
        }
    })
}

fn number(number: &Number) -> StoreResult<Bson> {
    let whole = number.as_i64().map(Bson::Int64);
    let broken = || number.as_f64().map(Bson::Double);
    whole.or_else(broken).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bson::oid::ObjectId;
    use bson::spec::BinarySubtype;
    use bson::{Binary, DateTime, Decimal128, doc};
    use proptest::prelude::*;

    fn every_kind() -> Document {
        doc! {
            "_id": ObjectId::from_bytes([7; 12]), "texte": "Éric \"O'Neil\"", "vide": "", "rien": Bson::Null,
            "vrai": true, "petit": 5_i32, "grand": 5_i64, "enorme": i64::MAX, "moins": i64::MIN,
            "virgule": 26.5, "entier": 3.0, "infini": f64::INFINITY, "date": DateTime::from_millis(-1),
            "octets": Binary { subtype: BinarySubtype::Generic, bytes: vec![0, 255, 7] },
            "decimal": "12.50".parse::<Decimal128>().unwrap(),
            "liste": [1_i32, 2_i64, "trois", { "dedans": DateTime::from_millis(1_767_000_000_000) }],
            "sous": { "sous": { "petit": 1_i32, "id": ObjectId::from_bytes([9; 12]) } },
        }
    }

    #[test]
    fn every_type_comes_back_as_it_was_from_both_forms() {
        let document = every_kind();
        let line = canonical(&document).unwrap().to_string();
        assert_eq!(parsed(&line).unwrap(), document);
        let kept = stored(&document).unwrap().to_string();
        let kept: Value = serde_json::from_str(&kept).unwrap();
        assert_eq!(from_stored(&kept).unwrap(), document);
    }

    #[test]
    fn the_tables_read_plain_numbers() {
        let kept = stored(&doc! { "rang": 3_i64, "autre": 3_i32 }).unwrap();
        assert_eq!(kept, json!({ "rang": 3, "autre": { "$numberInt": "3" } }));
    }

    #[test]
    fn relaxed_lines_are_read_too() {
        let line =
            r#"{"a": 15, "b": {"$date": "2026-01-05T08:30:00.000Z"}, "c": 2.5, "d": 5000000000}"#;
        let date = DateTime::parse_rfc3339_str("2026-01-05T08:30:00Z").unwrap();
        let read = parsed(line).unwrap();
        assert_eq!(
            read,
            doc! { "a": 15, "b": date, "c": 2.5, "d": 5_000_000_000_i64 }
        );
        assert!(parsed("{").is_err());
        assert!(parsed("[1]").is_err());
    }

    proptest! {
        #[test]
        fn numbers_come_back_with_their_type(small: i32, large: i64, double: f64) {
            prop_assume!(!double.is_nan());
            let document = doc! { "a": small, "b": large, "c": [double] };
            let line = canonical(&document).unwrap().to_string();
            prop_assert_eq!(&parsed(&line).unwrap(), &document);
            let kept: Value = serde_json::from_str(&stored(&document).unwrap().to_string()).unwrap();
            prop_assert_eq!(&from_stored(&kept).unwrap(), &document);
        }
    }
}
