//! Sums that tell whether two bases hold the same documents, in whatever order.

use std::collections::BTreeMap;

use bson::{Bson, Document};
use medigest_application::ports::{StoreError, StoreResult};
use sha2::{Digest as _, Sha256};

use super::{RawReader, each, json};

/// What a collection holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// How many documents.
    pub documents: u64,
    /// SHA-256 over all of them, whatever their order and that of their fields.
    pub sha256: [u8; 32],
}

/// The sum of each collection that holds documents, but those that `skip` names.
///
/// # Errors
/// When the base does not answer.
pub async fn sums<R: RawReader + ?Sized>(
    reader: &R,
    skip: &[&str],
) -> StoreResult<BTreeMap<String, Sum>> {
    let mut sums = BTreeMap::new();
    for collection in reader.collections().await?.into_keys() {
        if skip.contains(&collection.as_str()) {
            continue;
        }
        let mut all = Vec::new();
        each(reader, &collection, |page| {
            for document in &page {
                all.push(digest(document)?);
            }
            Ok::<_, StoreError>(())
        })
        .await?;
        all.sort_unstable();
        let sum = Sum {
            documents: all.len() as u64,
            sha256: Sha256::digest(all.concat()).into(),
        };
        sums.insert(collection, sum);
    }
    Ok(sums)
}

fn digest(document: &Document) -> StoreResult<[u8; 32]> {
    let text = json::canonical(&ordered(document))?.to_string();
    Ok(Sha256::digest(text.as_bytes()).into())
}

/// The same with its fields by name: databases keep their order, but not everything that writes them does.
fn ordered(document: &Document) -> Document {
    let fields: BTreeMap<_, _> = document.iter().collect();
    let fields = fields.into_iter();
    fields
        .map(|(name, value)| (name.clone(), ordered_value(value)))
        .collect()
}

fn ordered_value(value: &Bson) -> Bson {
    match value {
        Bson::Document(document) => Bson::Document(ordered(document)),
        Bson::Array(all) => Bson::Array(all.iter().map(ordered_value).collect()),
        other => other.clone(),
    }
}
