//! The patients in memory: what the search asks instead of the base (spec §3.7).
//!
//! Loaded once, then kept fresh by reading what changed since, so that files another desk creates are found too:
//! when the feed of changes tells of some, or every few seconds while nothing can be told.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use medigest_domain::id::PatientId;
use medigest_domain::patient::PatientSummary;
use medigest_domain::search::{PatientIndex, SearchEntry};
use tokio::sync::{Mutex, MutexGuard};

use crate::following::concerns;
use crate::ports::{Area, FeedEvent, PatientStore, StoreResult};

/// How long an answer may be behind what other devices wrote while nobody tells of it.
const FRESH_FOR: Duration = Duration::seconds(2);
/// How far back each re-reading starts, for writes that were on their way while the last one ran.
const OVERLAP: Duration = Duration::seconds(5);

/// The patients of a practice, searchable.
#[derive(Default)]
pub(crate) struct Directory {
    loaded: Mutex<Option<Loaded>>,
    /// Changes are told.
    is_followed: AtomicBool,
    /// Some were told since the last reading.
    is_behind: AtomicBool,
}

struct Loaded {
    index: PatientIndex<PatientId>,
    summaries: HashMap<PatientId, PatientSummary>,
    /// The latest edit seen, by the store's clock.
    seen: Option<DateTime<Utc>>,
    /// When the store was last asked, by the practice's clock.
    asked: DateTime<Utc>,
}

impl Loaded {
    fn add(&mut self, summary: PatientSummary) {
        self.index.upsert(summary.id, entry(&summary));
        self.seen = self.seen.max(Some(summary.updated_at));
        self.summaries.insert(summary.id, summary);
    }

    fn pick(&self, ids: impl Iterator<Item = PatientId>) -> Vec<PatientSummary> {
        ids.filter_map(|id| self.summaries.get(&id).cloned())
            .collect()
    }
}

fn entry(summary: &PatientSummary) -> SearchEntry<'_> {
    SearchEntry {
        last_name: summary.last_name.as_str(),
        first_name: summary.first_name.as_str(),
        phone: summary
            .phone
            .as_ref()
            .map(medigest_domain::patient::Phone::as_str),
        birth_date: summary.birth_date,
    }
}

impl Directory {
    /// Reads what is new, or everything the first time.
    pub(crate) async fn refresh(
        &self,
        store: &(impl PatientStore + ?Sized),
        now: DateTime<Utc>,
    ) -> StoreResult<()> {
        self.fresh(store, now).await.map(drop)
    }

    /// The patients that match `text`, best first, and how many there are in all. Without text, the files
    /// edited last.
    pub(crate) async fn search(
        &self,
        store: &(impl PatientStore + ?Sized),
        now: DateTime<Utc>,
        text: &str,
        limit: usize,
    ) -> StoreResult<(Vec<PatientSummary>, usize)> {
        let guard = self.fresh(store, now).await?;
        let Some(loaded) = guard.as_ref() else {
            return Ok((Vec::new(), 0));
        };
        let hits = match text.trim() {
            "" => latest(&loaded.summaries, limit),
            text => match text.parse::<PatientId>() {
                Ok(id) => loaded.pick(std::iter::once(id)),
                Err(_) => loaded.pick(
                    loaded
                        .index
                        .search(text, limit)
                        .into_iter()
                        .map(|hit| hit.key),
                ),
            },
        };
        Ok((hits, loaded.summaries.len()))
    }

    /// The files that may be the same person: same name, and same birth date or phone.
    pub(crate) async fn likely_duplicates(
        &self,
        store: &(impl PatientStore + ?Sized),
        now: DateTime<Utc>,
        candidate: Candidate<'_>,
    ) -> StoreResult<Vec<PatientSummary>> {
        let guard = self.fresh(store, now).await?;
        let Some(loaded) = guard.as_ref() else {
            return Ok(Vec::new());
        };
        let hits = loaded.index.likely_duplicates(
            SearchEntry {
                last_name: candidate.last_name,
                first_name: candidate.first_name,
                phone: candidate.phone,
                birth_date: candidate.birth_date,
            },
            5,
        );
        Ok(loaded.pick(hits.into_iter().map(|hit| hit.key)))
    }

    /// Takes over a file this device just wrote, so that it is found at once.
    pub(crate) async fn note(&self, summary: PatientSummary) {
        if let Some(loaded) = self.loaded.lock().await.as_mut() {
            loaded.add(summary);
        }
    }

    /// Follows no feed, or none any more.
    pub(crate) fn hear_nothing(&self) {
        self.is_followed.store(false, Ordering::SeqCst);
    }

    /// Follows an event of the feed.
    pub(crate) fn hear(&self, event: &FeedEvent) {
        if concerns(event, Area::Patients) {
            self.is_behind.store(true, Ordering::SeqCst);
        }
        match event {
            // What a feed begins with, and all it says after it cannot tell everything.
            FeedEvent::Missed | FeedEvent::Restored => {
                self.is_followed.store(true, Ordering::SeqCst)
            }
            FeedEvent::Lost => self.is_followed.store(false, Ordering::SeqCst),
            FeedEvent::Changed(_) => {}
        }
    }

    /// Whether what was read at `asked` still stands, as far as is known.
    fn is_fresh(&self, asked: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        if self.is_followed.load(Ordering::SeqCst) {
            !self.is_behind.load(Ordering::SeqCst)
        } else {
            (now - asked).abs() < FRESH_FOR
        }
    }

    async fn fresh(
        &self,
        store: &(impl PatientStore + ?Sized),
        now: DateTime<Utc>,
    ) -> StoreResult<MutexGuard<'_, Option<Loaded>>> {
        let mut guard = self.loaded.lock().await;
        let since = match guard.as_ref() {
            Some(loaded) if self.is_fresh(loaded.asked, now) => return Ok(guard),
            Some(loaded) => loaded.seen.map(|seen| seen - OVERLAP),
            None => None,
        };
        // Before reading: what is told meanwhile may come too late for this reading.
        self.is_behind.store(false, Ordering::SeqCst);
        let changed = match store.patients_changed_since(since).await {
            Ok(changed) => changed,
            Err(error) => {
                self.is_behind.store(true, Ordering::SeqCst);
                return Err(error);
            }
        };
        let loaded = guard.get_or_insert_with(|| Loaded {
            index: PatientIndex::with_capacity(changed.len()),
            summaries: HashMap::with_capacity(changed.len()),
            seen: None,
            asked: now,
        });
        loaded.asked = now;
        for summary in changed {
            if loaded.summaries.get(&summary.id) != Some(&summary) {
                loaded.add(summary);
            }
        }
        Ok(guard)
    }
}

/// Who is about to be registered.
pub(crate) struct Candidate<'a> {
    pub(crate) last_name: &'a str,
    pub(crate) first_name: &'a str,
    pub(crate) phone: Option<&'a str>,
    pub(crate) birth_date: Option<NaiveDate>,
}

fn latest(summaries: &HashMap<PatientId, PatientSummary>, limit: usize) -> Vec<PatientSummary> {
    let mut all: Vec<&PatientSummary> = summaries.values().collect();
    let by_edit = |a: &&PatientSummary, b: &&PatientSummary| {
        b.updated_at.cmp(&a.updated_at).then(a.id.cmp(&b.id))
    };
    if all.len() > limit {
        all.select_nth_unstable_by(limit, by_edit);
        all.truncate(limit);
    }
    all.sort_by(by_edit);
    all.into_iter().cloned().collect()
}
