//! What is deleted stays as a tombstone (`supprime_at`), in whose outbox its trace waits, so that no id ever dangles and
//! devices that ask for changes hear of it.

use bson::oid::ObjectId;
use bson::{Document, doc};

use super::call::Failure;
use super::outbox::{self, Pending};

/// Every document but tombstones.
pub(super) fn alive() -> Document {
    doc! { "supprime_at": null }
}

/// The document of this id, unless it was deleted.
pub(super) fn standing(id: ObjectId) -> Document {
    doc! { "_id": id, "supprime_at": null }
}

/// The update that makes a tombstone, from which `pending` follows.
pub(super) fn bury(pending: &Pending) -> Result<Document, Failure> {
    Ok(doc! {
        "$currentDate": { "supprime_at": true },
        "$push": { outbox::FIELD: pending.to_bson()? },
    })
}
