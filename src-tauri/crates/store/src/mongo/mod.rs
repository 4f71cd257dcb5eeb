//! The base of a practice on a MongoDB server, standalone or replica set, shared by every device.
//!
//! The server itself refuses overlaps (a unique index over the slot tokens), and versions guard every edit.
//! A standalone has no transactions, so one mechanism serves both topologies: a business write carries its
//! visit and its trace in an outbox of the same document, and whoever comes first, the writer or any client
//! after a crash, delivers them exactly once (see `outbox.rs`).

mod absences;
mod accounts;
mod appointments;
mod audit;
mod bulk;
mod cabinet;
mod call;
mod chain;
mod connect;
mod dated;
mod delays;
mod documents;
mod feed;
mod figures;
mod indexes;
mod last_administrator;
mod outbox;
mod patients;
mod practitioners;
mod privileges;
mod protection;
mod raw;
mod reseal;
mod settings;
mod tombstone;
mod users;
mod visits;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use bson::oid::ObjectId;
use bson::{Document, doc};
use mongodb::Database;
use mongodb::options::{CollectionOptions, ReadConcern};

pub use connect::{ConnectError, ServerFacts, Topology};
pub use protection::{Protection, leads_elsewhere, protection};

use crate::collections::is_listed;
use crate::documents::{Stored, to_bson};
use call::Failure;
use chain::Chain;
use documents::Documents;

/// A base on a MongoDB server. Cloning shares its connections.
#[derive(Clone)]
pub struct MongoStore {
    database: Database,
    /// Where it is, without who signs in.
    address: Arc<str>,
    topology: Topology,
    /// The server opens no change stream for this account.
    stream_refused: Arc<AtomicBool>,
    /// The chain of the audit log that this device writes.
    chain: Arc<Chain>,
    /// How a write whose outcome is in doubt is read again: what is read has happened and stays.
    confirmed: ReadConcern,
}

impl MongoStore {
    /// The same base, whose audit log this device writes to `chain` (once connected: a chain of its own).
    #[must_use]
    pub fn with_chain(self, chain: String) -> Self {
        let chain = Arc::new(Chain::named(chain));
        Self { chain, ..self }
    }

    fn documents<T: Stored>(&self) -> Documents<T> {
        // Else no account of a device would be let into it.
        const { assert!(is_listed(T::COLLECTION), "not in collections.rs") };
        Documents::of(self.database.collection(T::COLLECTION))
    }

    /// The same documents, read so that no write that was acknowledged is missed.
    fn confirmed<T: Stored>(&self) -> Documents<T> {
        let options = CollectionOptions::builder()
            .read_concern(self.confirmed.clone())
            .build();
        Documents::of(
            self.database
                .collection_with_options(T::COLLECTION, options),
        )
    }
}

/// The document of an entity, with what must follow its creation.
fn created<T: Stored>(document: &T, pending: &outbox::Pending) -> Result<Document, Failure> {
    let mut document = to_bson(document)?;
    document.insert(outbox::FIELD, vec![pending.to_bson()?]);
    Ok(document)
}

/// Sets the known fields of an existing document to those of `document` and removes the known fields it does
/// not have; `_id` and unknown fields stay.
fn replaced<T: Stored>(document: &T) -> Result<Document, Failure> {
    let mut set = to_bson(document)?;
    set.remove("_id");
    let absent: Document = T::OPTIONAL
        .iter()
        .filter(|field| !set.contains_key(**field))
        .map(|field| ((*field).to_owned(), "".into()))
        .collect();
    let mut update = doc! { "$set": set };
    if !absent.is_empty() {
        update.insert("$unset", absent);
    }
    Ok(update)
}

/// A document at version `v`; one of an older base has no version, which reads as 0.
fn at_version(id: ObjectId, v: u32) -> Document {
    if v == 0 {
        doc! { "_id": id, "v": { "$in": [0, null] } }
    } else {
        doc! { "_id": id, "v": i64::from(v) }
    }
}
