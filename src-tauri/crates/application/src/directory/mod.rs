//! The patients in memory: what the search asks instead of the base (spec §3.7).
//!
//! Loaded once, then kept fresh, so that files another desk writes are found too: by the feed, which names what
//! changed whatever date it has, or by asking every few seconds while nothing can be told.

mod told;

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex as StdMutex, MutexGuard as StdMutexGuard, PoisonError};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use medigest_domain::id::PatientId;
use medigest_domain::patient::PatientSummary;
use medigest_domain::search::{PatientIndex, SearchEntry};
use tokio::sync::{Mutex, MutexGuard};

use self::told::{Due, Told};
use crate::ports::{FeedEvent, FeedMode, PatientStore, StoreResult};

/// How long an answer may be behind what other devices wrote while nobody tells of it.
const FRESH_FOR: Duration = Duration::seconds(2);
/// How far back each re-reading starts, for writes that were on their way while the last one ran.
const OVERLAP: Duration = Duration::seconds(5);

/// The patients of a practice, searchable.
#[derive(Default)]
pub(crate) struct Directory {
    loaded: Mutex<Option<Loaded>>,
    told: StdMutex<Told>,
}

struct Loaded {
    index: PatientIndex<PatientId>,
    summaries: HashMap<PatientId, PatientSummary>,
    /// Files to read again: what was told of and not yet read.
    due: HashSet<PatientId>,
    /// The latest edit seen, by the store's clock.
    seen: Option<DateTime<Utc>>,
    /// When the store was last asked, by the practice's clock.
    asked: DateTime<Utc>,
}

impl Loaded {
    /// Reads every file.
    async fn read(store: &(impl PatientStore + ?Sized), now: DateTime<Utc>) -> StoreResult<Self> {
        let all = store.patients_changed_since(None).await?;
        let mut loaded = Self {
            index: PatientIndex::with_capacity(all.len()),
            summaries: HashMap::with_capacity(all.len()),
            due: HashSet::new(),
            seen: None,
            asked: now,
        };
        for summary in all {
            loaded.add(summary);
        }
        Ok(loaded)
    }

    /// Reads the files that are due; those that are gone are found no more.
    async fn read_due(&mut self, store: &(impl PatientStore + ?Sized)) -> StoreResult<()> {
        if self.due.is_empty() {
            return Ok(());
        }
        let ids: Vec<_> = self.due.iter().copied().collect();
        let mut gone = self.due.clone();
        for summary in store.patient_summaries(&ids).await? {
            gone.remove(&summary.id);
            self.add(summary);
        }
        for id in gone {
            self.index.remove(&id);
            self.summaries.remove(&id);
        }
        self.due.clear();
        Ok(())
    }

    /// Reads what is dated since the last edit seen. Whether that was all: files that came with an old date, or
    /// went, change how many there are.
    async fn catch_up(
        &mut self,
        store: &(impl PatientStore + ?Sized),
        now: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let since = self.seen.map(|seen| seen - OVERLAP);
        for summary in store.patients_changed_since(since).await? {
            self.add(summary);
        }
        self.asked = now;
        Ok(store.count_patients().await? == self.summaries.len() as u64)
    }

    fn add(&mut self, summary: PatientSummary) {
        if self.summaries.get(&summary.id) == Some(&summary) {
            return;
        }
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

    /// Follows an event of a feed of this mode.
    pub(crate) fn hear(&self, event: &FeedEvent, mode: FeedMode) {
        self.told().hear(event, mode);
    }

    /// Reads every file again before the next answer: they were written in another way than one by one.
    pub(crate) fn reload(&self) {
        self.told().everything();
    }

    fn told(&self) -> StdMutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn fresh(
        &self,
        store: &(impl PatientStore + ?Sized),
        now: DateTime<Utc>,
    ) -> StoreResult<MutexGuard<'_, Option<Loaded>>> {
        let mut guard = self.loaded.lock().await;
        // Before reading: what is told meanwhile may come too late for this reading. What cannot be read now stays
        // due.
        let due = self.told().take();
        match (due, guard.as_mut()) {
            (Due::Everything, _) => *guard = None,
            (Due::Files(ids), Some(loaded)) => loaded.due.extend(ids),
            (Due::Files(_), None) => {}
        }
        let is_whole = match guard.as_mut() {
            None => false,
            Some(loaded) => {
                loaded.read_due(store).await?;
                self.is_fresh(loaded.asked, now) || loaded.catch_up(store, now).await?
            }
        };
        if !is_whole {
            *guard = Some(Loaded::read(store, now).await?);
        }
        Ok(guard)
    }

    /// Whether nothing can have changed since `asked` but what was told.
    fn is_fresh(&self, asked: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        self.told().is_everything_told || (now - asked).abs() < FRESH_FOR
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
