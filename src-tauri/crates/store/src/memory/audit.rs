//! The audit log.

use std::collections::BTreeMap;

use async_trait::async_trait;
use medigest_application::ports::{
    AuditStore, LogArchive, StoreResult, TraceFilter, TracePosition,
};
use medigest_domain::chain::{Content, Entry, Head, Link};
use medigest_domain::id::OpId;
use medigest_domain::trace::Trace;

use super::{MemoryStore, State};
use crate::chain::next_place;
use crate::part::Part;

#[async_trait]
impl AuditStore for MemoryStore {
    async fn append(&self, trace: &Trace) -> StoreResult<()> {
        self.state().keep_trace(trace);
        Ok(())
    }

    async fn recent_traces(&self, limit: u32) -> StoreResult<Vec<Trace>> {
        let mut newest: Vec<_> = self.state().traces.values().cloned().collect();
        newest.sort_by_key(|trace| std::cmp::Reverse((trace.at, trace.op_id)));
        newest.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(newest)
    }

    async fn search_traces(&self, filter: &TraceFilter) -> StoreResult<Vec<Entry>> {
        let state = self.state();
        let all = state.log.iter().filter(|entry| fits(filter, entry));
        let after = |entry: &&Entry| {
            let position = TracePosition::of(entry);
            filter.after.as_ref().is_none_or(|after| position < *after)
        };
        let mut found: Vec<_> = all.filter(after).cloned().collect();
        found.sort_by_cached_key(|entry| std::cmp::Reverse(TracePosition::of(entry)));
        found.truncate(usize::try_from(filter.limit).unwrap_or(usize::MAX));
        Ok(found)
    }

    async fn count_traces(&self, filter: &TraceFilter) -> StoreResult<u64> {
        let state = self.state();
        Ok(state.log.iter().filter(|entry| fits(filter, entry)).count() as u64)
    }

    async fn entry(&self, op_id: OpId) -> StoreResult<Option<Entry>> {
        let op_id = op_id.to_string();
        let state = self.state();
        let mut log = state.log.iter();
        Ok(log.find(|entry| entry.content.op_id == op_id).cloned())
    }

    fn own_chain(&self) -> String {
        self.chain.clone()
    }

    async fn heads(&self) -> StoreResult<Vec<Head>> {
        Ok(self.state().heads().into_values().collect())
    }

    async fn count_entries(&self) -> StoreResult<u64> {
        Ok(self.state().log.len() as u64)
    }

    async fn linked_entries(&self, chain: &str, after: u64, limit: u32) -> StoreResult<Vec<Entry>> {
        let state = self.state();
        let mut found: Vec<_> = state
            .log
            .iter()
            .filter_map(|entry| Some((entry.link.as_ref()?, entry)))
            .filter(|(link, _)| link.chain == chain && link.place > after)
            .collect();
        found.sort_by_key(|(link, _)| link.place);
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let last = found.get(limit.saturating_sub(1));
        let last = last.map_or(u64::MAX, |(link, _)| link.place);
        found.retain(|(link, _)| link.place <= last);
        Ok(found.into_iter().map(|(_, entry)| entry.clone()).collect())
    }

    async fn unlinked_entries(&self, skip: u64, limit: u32) -> StoreResult<Vec<Entry>> {
        let state = self.state();
        let unlinked = state.log.iter().filter(|entry| entry.link.is_none());
        let page = unlinked
            .skip(usize::try_from(skip).unwrap_or(usize::MAX))
            .take(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(page.cloned().collect())
    }

    async fn archives(&self) -> StoreResult<Vec<LogArchive>> {
        let mut archives = self.state().archives.clone();
        archives.sort_by_key(|archive| (archive.until, archive.op_id));
        Ok(archives)
    }

    async fn archive(&self, archive: &LogArchive, trace: &Trace) -> StoreResult<()> {
        let mut state = self.state();
        if state.traces.contains_key(&trace.op_id) {
            return Ok(());
        }
        state.keep_trace(trace);
        state.archives.push(LogArchive {
            finished: true,
            ..archive.clone()
        });
        let moved = |entry: &Entry| {
            entry.link.as_ref().is_some_and(|link| {
                let mut anchors = archive.anchors.iter().map(|anchor| &anchor.head);
                anchors.any(|head| head.chain == link.chain && link.place <= head.place)
            })
        };
        let (gone, kept) = state.log.drain(..).partition(moved);
        state.log = kept;
        for entry in Vec::<Entry>::into_iter(gone) {
            if let Ok(op_id) = entry.content.op_id.parse::<OpId>() {
                state.traces.remove(&op_id);
            }
        }
        Ok(())
    }
}

fn fits(filter: &TraceFilter, entry: &Entry) -> bool {
    let content = &entry.content;
    let part = |text: &str, of: &str| Part::of(text).is_none_or(|part| part.is_in(of));
    let within = |at: i64| {
        filter.within.is_none_or(|within| {
            (within.start.timestamp_millis()..within.end.timestamp_millis()).contains(&at)
        })
    };
    part(&filter.user, &content.user)
        && filter
            .action
            .is_none_or(|action| action.stored() == content.action)
        && filter
            .entity
            .is_none_or(|kind| content.entity.as_deref() == Some(kind.collection()))
        && within(content.timestamp)
        && (part(&filter.text, &content.details)
            || part(
                &filter.text,
                content.entity_id.as_deref().unwrap_or_default(),
            )
            || filter.text.eq_ignore_ascii_case(&content.op_id))
}

impl State {
    /// Links an entry into the chain of this device.
    pub(super) fn add_entry(&mut self, content: Content) {
        let own = |link: &&Link| link.chain == self.chain;
        let mut newest_first = self
            .log
            .iter()
            .rev()
            .filter_map(|entry| entry.link.as_ref());
        let last = newest_first.find(own).map(Link::head).or_else(|| {
            let archived = self.archives.iter().flat_map(|archive| &archive.anchors);
            let heads = archived.map(|anchor| &anchor.head);
            let own = heads.filter(|head| head.chain == self.chain);
            own.max_by_key(|head| head.place).cloned()
        });
        let mut witnessed = Vec::new();
        if Link::witnesses(next_place(last.as_ref())) {
            witnessed.extend(self.heads().into_values());
            witnessed.retain(|head| head.chain != self.chain);
        }
        let link = Link::after(last.as_ref(), &self.chain, witnessed, &content);
        self.log.push(Entry {
            content,
            link: Some(link),
        });
    }

    /// The last place of each chain.
    fn heads(&self) -> BTreeMap<String, Head> {
        let mut heads = BTreeMap::<String, Head>::new();
        for link in self.log.iter().filter_map(|entry| entry.link.as_ref()) {
            match heads.get_mut(&link.chain) {
                Some(head) if head.place >= link.place => {}
                Some(head) => *head = link.head(),
                None => drop(heads.insert(link.chain.clone(), link.head())),
            }
        }
        heads
    }
}
