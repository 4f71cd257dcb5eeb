//! The audit log …

use chrono::Duration;
use medigest_application::ports::Store;
use medigest_domain::id::PatientId;
use medigest_domain::trace::{AuditAction, EntityKind};
use medigest_sample::builders::{TraceBuilder, id, now};

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
