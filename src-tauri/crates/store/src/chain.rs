//! What the stores share of the audit log's chains.

use bson::oid::ObjectId;
use medigest_domain::chain::{Head, Link};

use crate::documents::LogDocument;

/// A chain nobody writes yet, for a device that was given none.
pub(crate) fn fresh_chain() -> String {
    ObjectId::new().to_hex()
}

/// The place of the entry after `last`.
pub(crate) fn next_place(last: Option<&Head>) -> u64 {
    last.map_or(0, |last| last.place).saturating_add(1)
}

/// `log`, linked after `last` into `chain`; the link too.
pub(crate) fn linked(
    log: &LogDocument,
    last: Option<&Head>,
    chain: &str,
    witnessed: Vec<Head>,
) -> (LogDocument, Link) {
    let link = Link::after(last, chain, witnessed, &log.content());
    (log.clone().linked(&link), link)
}
