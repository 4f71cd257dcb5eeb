//! The indexes: what the server refuses, and what it finds fast. Creating those that exist does nothing.
//!
//! The optional ones are sparse rather than partial: both leave out documents without the field, and a sparse
//! one also serves plain queries on it.

use bson::{Document, RawDocumentBuf, doc};
use mongodb::error::ErrorKind;
use mongodb::options::IndexOptions;
use mongodb::{Collection, IndexModel};

use super::call::{Failure, NOT_AUTHORISED};
use super::connect::{ConnectError, explain};
use super::{MongoStore, dated, outbox};
use crate::documents::{
    AbsenceDocument, AppointmentDocument, ArchiveDocument, CabinetDocument, DelayDocument,
    LogDocument, PatientDocument, PractitionerDocument, SettingsDocument, Stored as _,
    UserDocument,
};

/// Refuses two blocking appointments with a tick in common (spec §3.2).
pub(super) const SLOTS: &str = "slots";
/// Refuses a second appointment of one operation.
pub(super) const OPERATION: &str = "op_id";
/// Refuses a second appointment in place of the same one.
pub(super) const REPLACED: &str = "remplace";
/// Refuses a second report of one number of a practitioner's day.
pub(super) const NUMBER: &str = "numero";
/// Refuses two entries of the audit log at one place of a chain.
pub(super) const PLACE: &str = "place";
/// Refuses two accounts whose names differ by their case only.
const USERNAME: &str = "username_key";

/// Brings every index into place, and what the unique ones need.
pub(super) async fn ensure(store: &MongoStore) -> Result<(), ConnectError> {
    create_all(store).await?;
    name_accounts(store).await
}

/// Brings every index into place.
pub(super) async fn create_all(store: &MongoStore) -> Result<(), ConnectError> {
    let all = [
        (
            AppointmentDocument::COLLECTION,
            vec![
                unique(SLOTS, "slots"),
                unique(OPERATION, "op_id"),
                plain(
                    "practitioner_start",
                    doc! { "practitioner_id": 1, "date_heure_debut": 1 },
                ),
                plain(
                    "patient_start",
                    doc! { "patient_id": 1, "date_heure_debut": 1 },
                ),
                figures(),
                unique(REPLACED, "remplace"),
                sparse("cancelled", "annulation.at"),
                pending(),
                changed(),
            ],
        ),
        (
            PatientDocument::COLLECTION,
            vec![
                // Files of an older base have no `updated_at` and are found by their creation.
                plain("edited", doc! { "updated_at": 1, "created_at": 1 }),
                plain(
                    "visit_practitioner",
                    doc! { "historique_visites.practitioner_id": 1 },
                ),
                plain("created", doc! { "created_at": 1 }),
                pending(),
                changed(),
            ],
        ),
        (
            UserDocument::COLLECTION,
            vec![unique(USERNAME, "username_key"), pending(), changed()],
        ),
        (PractitionerDocument::COLLECTION, vec![pending(), changed()]),
        (
            DelayDocument::COLLECTION,
            vec![
                unique_keys(
                    NUMBER,
                    doc! { "jour": 1, "practitioner_id": 1, "numero": 1 },
                ),
                pending(),
                changed(),
            ],
        ),
        (
            AbsenceDocument::COLLECTION,
            vec![
                // By their ends: most are over.
                plain("time", doc! { "fin": 1, "debut": 1 }),
                pending(),
                changed(),
            ],
        ),
        (SettingsDocument::COLLECTION, vec![changed()]),
        (CabinetDocument::COLLECTION, vec![pending(), changed()]),
        (
            LogDocument::COLLECTION,
            vec![plain("newest", doc! { "timestamp": -1, "_id": -1 })],
        ),
        (ArchiveDocument::COLLECTION, vec![pending()]),
    ];
    for (collection, indexes) in all {
        create(store, collection, indexes).await?;
    }
    order_chains(store).await
}

async fn create(
    store: &MongoStore,
    collection: &str,
    indexes: Vec<IndexModel>,
) -> Result<(), ConnectError> {
    let documents = store.database.collection::<RawDocumentBuf>(collection);
    let created = documents.create_indexes(indexes.clone()).await;
    let Err(error) = created else {
        return Ok(());
    };
    match error.kind.as_ref() {
        ErrorKind::Command(command) if command.code == 11_000 => Err(ConnectError::Unreadable {
            reason: format!("duplicates in {collection}"),
        }),
        ErrorKind::Command(command) if command.code == NOT_AUTHORISED => {
            find(&documents, &indexes).await
        }
        _ => Err(explain(&error)),
    }
}

/// An account that may not create indexes finds them: the administrator's created them. Without one that refuses
/// something, nothing may be written; one that only finds fast may follow.
async fn find(
    documents: &Collection<RawDocumentBuf>,
    indexes: &[IndexModel],
) -> Result<(), ConnectError> {
    let there = documents.list_index_names().await;
    let there = there.map_err(|error| explain(&error))?;
    for options in indexes.iter().filter_map(|index| index.options.as_ref()) {
        let name = options.name.as_deref().unwrap_or_default();
        if there.iter().any(|there| there == name) {
            continue;
        }
        if options.unique == Some(true) {
            let collection = documents.name();
            return Err(ConnectError::Unreadable {
                reason: format!(
                    "{collection} lacks the index {name}, which this account may not create"
                ),
            });
        }
        tracing::warn!(
            collection = documents.name(),
            name,
            "an index is missing, which this account may not create"
        );
    }
    Ok(())
}

/// Keeps two entries from one place of a chain. Where somebody doubled one behind the program's back, the base
/// still opens: verifying the log is what says so.
async fn order_chains(store: &MongoStore) -> Result<(), ConnectError> {
    let places = doc! { "chaine": 1, "rang": 1 };
    let ordered = unique_keys(PLACE, places.clone());
    match create(store, LogDocument::COLLECTION, vec![ordered]).await {
        Err(ConnectError::Unreadable { reason }) => {
            tracing::error!(reason, "the audit log was tampered with");
            let found = vec![plain("place_doubled", places)];
            create(store, LogDocument::COLLECTION, found).await
        }
        outcome => outcome,
    }
}

/// Gives the accounts of an older base the key that makes their names unique. Of two whose names differ by
/// their case only, the older one gets it; the other keeps signing in by its exact name.
async fn name_accounts(store: &MongoStore) -> Result<(), ConnectError> {
    let unreadable = |failure: Failure| match failure {
        Failure::Unreachable | Failure::Unknown(_) => ConnectError::Unreachable,
        _ => ConnectError::Unreadable {
            reason: "users".to_owned(),
        },
    };
    let users = store.documents::<UserDocument>();
    let nameless = users
        .all(
            doc! { "username_key": null, "supprime_at": null },
            doc! { "_id": 1 },
            0,
        )
        .await
        .map_err(|error| unreadable(error.into()))?;
    for user in nameless {
        let key = user.username.to_lowercase();
        let filter = doc! { "_id": user.id, "username_key": null };
        match users
            .update(filter, doc! { "$set": { "username_key": key } })
            .await
        {
            Ok(_) => {}
            Err(Failure::Duplicate { .. }) => {
                tracing::warn!(id = %user.id, "an account has the name of another in a different case");
            }
            Err(failure) => return Err(unreadable(failure)),
        }
    }
    Ok(())
}

fn plain(name: &str, keys: Document) -> IndexModel {
    let options = IndexOptions::builder().name(name.to_owned()).build();
    IndexModel::builder().keys(keys).options(options).build()
}

fn sparse(name: &str, field: &str) -> IndexModel {
    let options = IndexOptions::builder()
        .name(name.to_owned())
        .sparse(true)
        .build();
    IndexModel::builder()
        .keys(doc! { field: 1 })
        .options(options)
        .build()
}

fn unique(name: &str, field: &str) -> IndexModel {
    unique_keys(name, doc! { field: 1 })
}

fn unique_keys(name: &str, keys: Document) -> IndexModel {
    let options = IndexOptions::builder()
        .name(name.to_owned())
        .unique(true)
        .sparse(true)
        .build();
    IndexModel::builder().keys(keys).options(options).build()
}

/// Finds appointments by their start, and holds all that is counted of them for the figures, so that a year is read
/// without its documents.
fn figures() -> IndexModel {
    let counted = doc! {
        "date_heure_debut": 1, "practitioner_id": 1, "statut": 1, "date_heure_fin": 1, "created_at": 1,
        "arrivee_at": 1, "debut_consultation_at": 1, "_id": 1,
    };
    plain("figures", counted)
}

/// Finds the documents whose outbox is not empty.
fn pending() -> IndexModel {
    sparse("pending", outbox::OPERATION)
}

/// Finds the documents written since a moment; those of an older base were not.
fn changed() -> IndexModel {
    sparse("changed", dated::FIELD)
}
