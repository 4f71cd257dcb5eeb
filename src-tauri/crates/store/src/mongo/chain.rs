//! The chains of the audit log: an entry is linked by the client that delivers it, when it inserts it.
//!
//! A unique index over chain and place refuses a second entry at one place, so a client that lost the race (two
//! programs on one device) looks for the end of the chain again and tries the place after it. A process appends
//! one entry at a time, and each only once the one before it was acknowledged, so that no crash leaves a gap.

use std::time::{Duration, Instant};

use bson::{RawBsonRef, RawDocument, doc};
use medigest_application::ports::StoreResult;
use medigest_domain::chain::{Head, Link, Seal};
use tokio::sync::Mutex;

use super::MongoStore;
use super::call::Failure;
use super::indexes;
use crate::chain::{linked, next_place};
use crate::documents::{ArchiveDocument, LogDocument, entry_from_bson};

/// How long the end of the chain is remembered. A client that knew it for longer might not notice that it was
/// moved to a file meanwhile.
const REMEMBERED: Duration = Duration::from_secs(60);
/// How long to look for the end again. Each time another program was faster, so that all of them get on.
const PATIENCE: Duration = Duration::from_secs(10);

/// A chain this process writes.
pub(super) struct Chain {
    pub(super) name: String,
    end: Mutex<Option<(Instant, Option<Head>)>>,
}

impl Chain {
    pub(super) fn named(name: String) -> Self {
        let end = Mutex::new(None);
        Self { name, end }
    }

    /// Looks for its end anew before the next entry: somebody wrote to the log otherwise.
    pub(super) async fn forget_end(&self) {
        *self.end.lock().await = None;
    }
}

impl MongoStore {
    /// Writes a trace at the end of this device's chain, unless it is there: its `_id` is the operation.
    pub(super) async fn write_log(&self, log: &LogDocument) -> Result<(), Failure> {
        let mut end = self.chain.end.lock().await;
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let known = end.take().filter(|(at, _)| at.elapsed() < REMEMBERED);
            let last = match known {
                Some((_, last)) => last,
                None => self.last_of(&self.chain.name).await?,
            };
            let witnessed = self.witnessed(last.as_ref()).await?;
            let (linked, link) = linked(log, last.as_ref(), &self.chain.name, witnessed);
            match self.documents::<LogDocument>().insert(&linked).await {
                Ok(()) => {
                    *end = Some((Instant::now(), Some(link.head())));
                    return Ok(());
                }
                // Perhaps by the first of two tries, whose answer was lost; then the operation is found next.
                Err(Failure::Duplicate { index }) if index == indexes::PLACE => {}
                Err(Failure::Duplicate { .. }) => {
                    *end = Some((Instant::now(), last));
                    return Ok(());
                }
                Err(failure) => return Err(failure),
            }
        }
        Err(Failure::Unknown("the chain was always longer".to_owned()))
    }

    /// Links traces one after the other at the end of this device's chain, to be inserted at once into a base
    /// that nobody else uses yet.
    pub(super) async fn linked_all(
        &self,
        logs: Vec<LogDocument>,
    ) -> Result<Vec<LogDocument>, Failure> {
        let mut end = self.chain.end.lock().await;
        *end = None;
        let mut last = self.last_of(&self.chain.name).await?;
        let mut all = Vec::with_capacity(logs.len());
        for log in &logs {
            // The others stand still.
            let (linked, link) = linked(log, last.as_ref(), &self.chain.name, Vec::new());
            all.push(linked);
            last = Some(link.head());
        }
        Ok(all)
    }

    /// The last places of the other chains, where the entry after `last` carries them.
    async fn witnessed(&self, last: Option<&Head>) -> Result<Vec<Head>, Failure> {
        if !Link::witnesses(next_place(last)) {
            return Ok(Vec::new());
        }
        let mut others = self.all_heads().await?;
        others.retain(|head| head.chain != self.chain.name);
        Ok(others)
    }

    /// The last place of every chain, by its name.
    pub(super) async fn all_heads(&self) -> Result<Vec<Head>, Failure> {
        // One look-up per chain, however long they are.
        let logs = self.confirmed::<LogDocument>();
        let mut heads = Vec::new();
        let mut after = String::new();
        loop {
            let next = doc! { "chaine": { "$gt": after }, "rang": { "$gte": 1 } };
            let by_chain = doc! { "chaine": 1, "rang": 1 };
            let Some(first) = logs.all_as(next, by_chain, 0, 1, standing).await?.pop() else {
                return Ok(heads);
            };
            heads.extend(self.head(&first.chain).await?);
            after = first.chain;
        }
    }

    /// The end of a chain, in the log or in the file it was moved to.
    async fn last_of(&self, chain: &str) -> Result<Option<Head>, Failure> {
        if let Some(head) = self.head(chain).await? {
            return Ok(Some(head));
        }
        let newest = doc! { "jusqua": -1, "_id": -1 };
        let archives = self.confirmed::<ArchiveDocument>();
        let Some(archive) = archives.all(doc! {}, newest, 1).await?.pop() else {
            return Ok(None);
        };
        let mut heads = archive.chaines.into_iter().map(|one| Head::from(one.head));
        Ok(heads.find(|head| head.chain == chain))
    }

    async fn head(&self, chain: &str) -> Result<Option<Head>, Failure> {
        let logs = self.confirmed::<LogDocument>();
        let whole = doc! { "chaine": chain, "rang": { "$gte": 1 } };
        let last = logs.all_as(whole, doc! { "rang": -1 }, 0, 1, standing);
        Ok(last.await?.pop())
    }
}

/// Where an entry of a chain stands, even where it cannot be read.
fn standing(raw: &RawDocument) -> StoreResult<Head> {
    if let Some(link) = entry_from_bson(raw).link {
        return Ok(link.head());
    }
    let place = match raw.get("rang") {
        Ok(Some(RawBsonRef::Int64(place))) => place,
        Ok(Some(RawBsonRef::Int32(place))) => place.into(),
        // Was not written by this program.
        Ok(Some(RawBsonRef::Double(place))) => place as i64,
        _ => i64::MAX,
    };
    Ok(Head {
        chain: raw.get_str("chaine").unwrap_or_default().to_owned(),
        place: place.cast_unsigned(),
        seal: Seal::NONE,
    })
}
