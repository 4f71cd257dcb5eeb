//! The audit log as tests look at it: read through, without a trace of that.

use medigest_application::ports::{AuditStore, TraceFilter};
use medigest_domain::chain::{Entry, Head, Report, Verifier};

/// Reads the log through, in pages so small that there are several.
pub async fn verified(store: &(impl AuditStore + ?Sized)) -> Report {
    let mut verifier = Verifier::default();
    for head in store.heads().await.unwrap() {
        for entry in chain(store, &head.chain).await {
            verifier.linked(entry.link.as_ref().unwrap(), &entry.content);
        }
    }
    for entry in store.unlinked_entries(0, 1_000).await.unwrap() {
        verifier.unlinked(&entry.content);
    }
    verifier.report()
}

/// Every entry is in a chain, and every chain is whole.
pub async fn assert_whole(store: &(impl AuditStore + ?Sized)) {
    let report = verified(store).await;
    assert_eq!(report.findings(), []);
    assert_eq!(report.unlinked, 0);
    assert_eq!(report.entries, store.count_entries().await.unwrap());
}

/// As [`assert_whole`], where the chain of the device was moved to a file up to `place`.
pub async fn assert_whole_after(store: &(impl AuditStore + ?Sized), place: u64) {
    let entries = chain(store, &store.own_chain()).await;
    let first = entries[0].link.as_ref().unwrap();
    assert_eq!(first.place, place + 1);
    let mut verifier = Verifier::after(&[Head {
        chain: first.chain.clone(),
        place,
        seal: first.previous,
    }]);
    for entry in &entries {
        verifier.linked(entry.link.as_ref().unwrap(), &entry.content);
    }
    assert_eq!(verifier.report().findings(), []);
}

/// The entries of a chain.
pub async fn chain(store: &(impl AuditStore + ?Sized), chain: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let last = entries.last().and_then(|entry| entry.link.as_ref());
        let after = last.map_or(0, |link| link.place);
        let page = store.linked_entries(chain, after, 7).await.unwrap();
        if page.is_empty() {
            return entries;
        }
        entries.extend(page);
    }
}

/// The entries that fit.
pub async fn found(store: &(impl AuditStore + ?Sized), filter: TraceFilter) -> Vec<Entry> {
    let filter = TraceFilter {
        limit: 1_000,
        ..filter
    };
    let entries = store.search_traces(&filter).await.unwrap();
    let total = store.count_traces(&filter).await.unwrap();
    assert_eq!(total, entries.len() as u64, "{filter:?}");
    entries
}
