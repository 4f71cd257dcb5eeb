//! Reading documents of any origin as this program does.

use bson::Document;
use bson::oid::ObjectId;
use medigest_domain::appointment::Appointment;
use medigest_domain::patient::Patient;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::user::User;

use crate::documents::{
    AppointmentDocument, PatientDocument, PractitionerDocument, Stored as _, UserDocument, entity,
};

/// Whether a document of `collection` can be read. This program reads whatever is in the others.
pub(super) fn is_readable(collection: &str, document: &Document) -> bool {
    match collection {
        UserDocument::COLLECTION => entity::<UserDocument, User>(document).is_some(),
        PractitionerDocument::COLLECTION => {
            entity::<PractitionerDocument, Practitioner>(document).is_some()
        }
        PatientDocument::COLLECTION => entity::<PatientDocument, Patient>(document).is_some(),
        AppointmentDocument::COLLECTION => {
            entity::<AppointmentDocument, Appointment>(document).is_some()
        }
        _ => true,
    }
}

/// Its `_id`, if it is of the usual kind.
pub(super) fn id(document: &Document) -> Option<ObjectId> {
    document.get_object_id("_id").ok()
}

/// A text of it; empty when there is none.
pub(super) fn text<'a>(document: &'a Document, field: &str) -> &'a str {
    document.get_str(field).unwrap_or_default()
}
