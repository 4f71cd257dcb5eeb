//! The audit log …

use chrono::Duration;
use medigest_application::ports::{Anchor, LogArchive, Store, TraceFilter, TracePosition};
use medigest_domain::chain::Entry;
use medigest_domain::id::{OpId, PatientId};
use medigest_domain::time::Interval;
use medigest_domain::trace::{AuditAction, EntityKind, Trace};
use medigest_sample::builders::{PatientBuilder, TraceBuilder, id, now};

use crate::desk::Desk;
use crate::log;

pub async fn comes_back_as_it_was_written(store: &dyn Store) {
    let with_object = TraceBuilder::new(id(1))
        .with_action(AuditAction::OpenPatient)
        .with_object(EntityKind::Patient, id::<PatientId>(7))
        .with_at(now() + Duration::milliseconds(1))
        .build();
    let without = TraceBuilder::new(id(2)).with_at(now()).build();
    store.append(&with_object).await.unwrap();
    store.append(&without).await.unwrap();
    let traces = store.recent_traces(10).await.unwrap();
    assert_eq!(traces, [with_object, without]);
}

pub async fn keeps_one_trace_per_operation(store: &dyn Store) {
    let trace = TraceBuilder::new(id(1)).build();
    for _ in 0..3 {
        store.append(&trace).await.unwrap();
    }
    let at_once = (0..4).map(|_| store.append(&trace));
    for appended in futures::future::join_all(at_once).await {
        appended.unwrap();
    }
    assert_eq!(store.recent_traces(10).await.unwrap(), [trace]);
}

pub async fn shows_the_newest_first_up_to_a_limit(store: &dyn Store) {
    for (number, minutes) in [(1, 5), (2, 20), (3, 10)] {
        let trace = TraceBuilder::new(id(number)).with_at(now() + Duration::minutes(minutes));
        store.append(&trace.build()).await.unwrap();
    }
    for (limit, expected) in [(0, &[][..]), (2, &[2, 3]), (9, &[2, 3, 1])] {
        let traces = store.recent_traces(limit).await.unwrap();
        let ops: Vec<_> = traces.iter().map(|trace| trace.op_id).collect();
        let expected: Vec<_> = expected.iter().copied().map(id).collect();
        assert_eq!(ops, expected, "limit {limit}");
    }
}

/// Traces `1..=count`, an hour apart.
async fn append_all(store: &dyn Store, count: u64) {
    for number in 1..=count {
        let at = now() + Duration::hours(number.cast_signed());
        let trace = TraceBuilder::new(id(number)).with_at(at).build();
        store.append(&trace).await.unwrap();
    }
}

fn places(entries: &[Entry]) -> Vec<u64> {
    let links = entries.iter().filter_map(|entry| entry.link.as_ref());
    links.map(|link| link.place).collect()
}

pub async fn links_every_entry_into_the_chain_of_the_device(store: &dyn Store) {
    append_all(store, 30).await;
    let desk = Desk::on(store);
    desk.add_patient(PatientBuilder::new()).await;
    log::assert_whole(store).await;
    let heads = store.heads().await.unwrap();
    assert_eq!(heads.len(), 1);
    assert_eq!((&heads[0].chain, heads[0].place), (&store.own_chain(), 31));
    let entries = log::chain(store, &store.own_chain()).await;
    assert_eq!(places(&entries), (1..=31).collect::<Vec<_>>());
    assert_eq!(entries[30].link.as_ref().unwrap().head(), heads[0]);
}

pub async fn finds_entries_by_everything_they_say(store: &dyn Store) {
    let all = [
        TraceBuilder::new(id(1)).with_user("Claire"),
        TraceBuilder::new(id(2))
            .with_user("éric")
            .with_action(AuditAction::OpenPatient)
            .with_object(EntityKind::Patient, id::<PatientId>(7)),
        TraceBuilder::new(id(3))
            .with_user("admin")
            .with_action(AuditAction::SignInRefused)
            .with_at(now() + Duration::hours(1)),
        TraceBuilder::new(id(4))
            .with_user("100%_[a]*?.^$(b)|\\+{2}")
            .with_action(AuditAction::OpenPatient)
            .with_object(EntityKind::Appointment, id::<PatientId>(8))
            .with_at(now() + Duration::hours(2)),
    ];
    for trace in all {
        store.append(&trace.build()).await.unwrap();
    }
    let any = TraceFilter::default;
    let user = |text: &str| TraceFilter {
        user: text.to_owned(),
        ..any()
    };
    let text = |text: &str| TraceFilter {
        text: text.to_owned(),
        ..any()
    };
    let action = |action| TraceFilter {
        action: Some(action),
        ..any()
    };
    let entity = |kind| TraceFilter {
        entity: Some(kind),
        ..any()
    };
    let within = |from: i64, to: i64| TraceFilter {
        within: Some(Interval {
            start: now() + Duration::minutes(from),
            end: now() + Duration::minutes(to),
        }),
        ..any()
    };
    let both = TraceFilter {
        user: "c".to_owned(),
        action: Some(AuditAction::OpenPatient),
        ..any()
    };
    let cases = [
        (any(), &[4, 3, 2, 1][..]),
        (user("clair"), &[1]),
        (user("CLAIRE"), &[1]),
        (user("ÉRIC"), &[2]),
        (user("eric"), &[]),
        (user("i"), &[3, 2, 1]),
        (user("100%_[A]*?.^$(b)|\\+{2}"), &[4]),
        (user("%"), &[4]),
        (user("_"), &[4]),
        (user("*"), &[4]),
        (user("."), &[4]),
        (user("[ac]"), &[]),
        (action(AuditAction::OpenPatient), &[4, 2]),
        (action(AuditAction::Export), &[]),
        (entity(EntityKind::Patient), &[2]),
        (entity(EntityKind::Appointment), &[4]),
        (within(0, 60), &[2, 1]),
        (within(60, 61), &[3]),
        (within(1, 1_000), &[4, 3]),
        (text("refused"), &[3]),
        (text("connexion"), &[1]),
        (text(&id::<PatientId>(7).to_string()), &[2]),
        (text(&id::<PatientId>(8).to_string()[20..]), &[4]),
        (text(&id::<OpId>(3).to_string().to_uppercase()), &[3]),
        (both, &[2]),
    ];
    for (filter, expected) in cases {
        let found = log::found(store, filter.clone()).await;
        let ops: Vec<_> = found.into_iter().map(|entry| entry.content.op_id).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|number| id::<OpId>(*number).to_string())
            .collect();
        assert_eq!(ops, expected, "{filter:?}");
    }
}

pub async fn is_read_on_from_any_entry_even_among_those_of_one_moment(store: &dyn Store) {
    for number in 1..=9_u64 {
        let at = now() + Duration::minutes((number / 4).cast_signed());
        let trace = TraceBuilder::new(id(number)).with_at(at).build();
        store.append(&trace).await.unwrap();
    }
    let mut filter = TraceFilter {
        limit: 2,
        ..TraceFilter::default()
    };
    let mut read = Vec::new();
    loop {
        let page = store.search_traces(&filter).await.unwrap();
        assert_eq!(store.count_traces(&filter).await.unwrap(), 9);
        let Some(last) = page.last() else { break };
        filter.after = Some(TracePosition::of(last));
        read.extend(page);
    }
    assert_eq!(read, log::found(store, TraceFilter::default()).await);
    assert_eq!(read.len(), 9);
    assert!(read.is_sorted_by_key(|entry| std::cmp::Reverse(TracePosition::of(entry))));
}

pub async fn knows_the_entry_of_an_operation(store: &dyn Store) {
    append_all(store, 3).await;
    let entry = store.entry(id(2)).await.unwrap().unwrap();
    assert_eq!(entry.content.op_id, id::<OpId>(2).to_string());
    assert_eq!(store.entry(id(9)).await.unwrap(), None);
}

/// An archive of everything up to `place` of this device's chain, and its trace.
pub async fn up_to(store: &dyn Store, op: u64, place: u64) -> (LogArchive, Trace) {
    let entries = log::chain(store, &store.own_chain()).await;
    let is_last = |entry: &&Entry| entry.link.as_ref().unwrap().place == place;
    let last = entries.iter().find(is_last).unwrap();
    let archive = LogArchive {
        op_id: id(op),
        until: now() + Duration::days(op.cast_signed()),
        file: "journal.jsonl".to_owned(),
        sha256: "00".repeat(32),
        entries: place,
        anchors: vec![Anchor {
            head: last.link.as_ref().unwrap().head(),
            device: last.content.device.clone(),
        }],
        finished: false,
    };
    let trace = TraceBuilder::new(archive.op_id).with_action(AuditAction::ArchiveLog);
    (archive, trace.build())
}

/// Archives everything up to `place` of this device's chain.
async fn archive(store: &dyn Store, op: u64, place: u64) -> LogArchive {
    let (archive, trace) = up_to(store, op, place).await;
    // Twice, as by a client that lost the answer.
    for _ in 0..2 {
        store.archive(&archive, &trace).await.unwrap();
    }
    LogArchive {
        finished: true,
        ..archive
    }
}

pub async fn moves_what_was_archived_out_of_the_log(store: &dyn Store) {
    append_all(store, 20).await;
    assert_eq!(store.archives().await.unwrap(), []);
    let first = archive(store, 101, 12).await;
    let left = log::chain(store, &store.own_chain()).await;
    assert_eq!(places(&left), (13..=21).collect::<Vec<_>>());
    assert_eq!(left[8].content.action, AuditAction::ArchiveLog.stored());
    assert_eq!(store.entry(id(12)).await.unwrap(), None);
    let second = archive(store, 102, 15).await;
    assert_eq!(store.archives().await.unwrap(), [first, second]);
    assert_eq!(store.finish_pending().await.unwrap(), 0);
    log::assert_whole_after(store, 15).await;
}

pub async fn goes_on_after_what_was_archived_even_if_that_is_all(store: &dyn Store) {
    append_all(store, 5).await;
    let before = log::chain(store, &store.own_chain()).await;
    archive(store, 101, 5).await;
    // The trace of the archive is all there is; it goes to the next file.
    let last = log::chain(store, &store.own_chain()).await;
    assert_eq!(places(&last), [6]);
    assert_eq!(
        last[0].link.as_ref().unwrap().previous,
        before[4].link.as_ref().unwrap().seal
    );
    log::assert_whole_after(store, 5).await;
}
