//! When a document was last written, by the server's own clock (`maj`): what a device that asks for changes goes by,
//! whatever its own clock says. Documents of an older base have none until they are written.

use bson::{Document, doc};

/// The field, indexed in every collection that is followed.
pub(super) const FIELD: &str = "maj";

/// The update that also dates the document.
pub(super) fn dated(mut update: Document) -> Document {
    match update.get_document_mut("$currentDate") {
        Ok(dates) => {
            dates.insert(FIELD, true);
        }
        Err(_) => {
            update.insert("$currentDate", doc! { FIELD: true });
        }
    }
    update
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_update_is_dated_besides_what_it_dates_itself() {
        let changed = doc! { "$set": { "nom": "DANIEL" } };
        assert_eq!(
            dated(changed.clone()),
            doc! { "$set": { "nom": "DANIEL" }, "$currentDate": { "maj": true } }
        );
        let buried = doc! { "$currentDate": { "supprime_at": true } };
        assert_eq!(
            dated(buried),
            doc! { "$currentDate": { "supprime_at": true, "maj": true } }
        );
    }
}
