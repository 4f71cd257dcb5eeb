//! Absences and closures …

use medigest_application::ports::{Store, StoreError};
use medigest_domain::absence::Absence;
use medigest_domain::id::AbsenceId;
use medigest_domain::time::Interval;
use medigest_domain::trace::EntityKind;
use medigest_sample::builders::{AbsenceBuilder, PractitionerBuilder, at, id};

use crate::desk::Desk;

/// Absence `number` on 25 November between these local times.
fn numbered(number: u64, from: &str, to: &str) -> Absence {
    AbsenceBuilder::numbered(number)
        .with_time(at("2026-11-25", from), at("2026-11-25", to))
        .build()
}

async fn found(store: &dyn Store, from: &str, to: &str) -> Vec<AbsenceId> {
    let within = Interval {
        start: at("2026-11-25", from),
        end: at("2026-11-25", to),
    };
    let absences = store.absences(within).await.unwrap();
    absences.iter().map(|absence| absence.id).collect()
}

pub async fn come_back_as_they_were_noted(store: &dyn Store) {
    let desk = Desk::on(store);
    let closure = AbsenceBuilder::numbered(1).with_label("").build();
    let holiday = AbsenceBuilder::numbered(2)
        .of(&PractitionerBuilder::new().build())
        .with_label("Congés d'été")
        .build();
    for wanted in [closure, holiday] {
        assert_eq!(desk.note(&wanted).await.unwrap(), wanted);
        assert_eq!(store.absence(wanted.id).await.unwrap(), Some(wanted));
    }
    assert_eq!(store.absence(id(9)).await.unwrap(), None);
}

pub async fn are_found_by_the_time_they_share_earliest_first(store: &dyn Store) {
    let desk = Desk::on(store);
    for (number, from, to) in [
        (3, "08:00", "09:00"),
        (2, "10:00", "12:00"),
        (1, "10:00", "11:00"),
        (4, "09:00", "10:00"),
    ] {
        desk.note(&numbered(number, from, to)).await.unwrap();
    }
    for (from, to, expected) in [
        ("07:00", "13:00", &[3, 4, 1, 2][..]),
        // Half-open: what ends as the span begins, or begins as it ends, shares no instant with it.
        ("09:00", "10:00", &[4]),
        ("11:00", "11:05", &[2]),
        ("12:00", "13:00", &[]),
    ] {
        let expected: Vec<AbsenceId> = expected.iter().copied().map(id).collect();
        assert_eq!(found(store, from, to).await, expected, "{from}-{to}");
    }
}

pub async fn that_began_long_before_are_found(store: &dyn Store) {
    let desk = Desk::on(store);
    let year = AbsenceBuilder::new()
        .with_time(at("2026-01-01", "00:00"), at("2027-01-01", "00:00"))
        .build();
    desk.note(&year).await.unwrap();
    assert_eq!(found(store, "09:00", "09:05").await, [year.id]);
}

pub async fn with_an_id_in_use_are_duplicates(store: &dyn Store) {
    let desk = Desk::on(store);
    let first = desk.note(&numbered(1, "08:00", "09:00")).await.unwrap();
    let refused = desk.note(&numbered(1, "10:00", "11:00")).await;
    assert!(matches!(refused, Err(StoreError::Duplicate)), "{refused:?}");
    assert_eq!(desk.all_absences().await, [first]);
}

pub async fn are_removed(store: &dyn Store) {
    let desk = Desk::on(store);
    let goes = desk.note(&numbered(1, "08:00", "09:00")).await.unwrap();
    let stays = desk.note(&numbered(2, "08:00", "09:00")).await.unwrap();
    let trace = desk.trace(EntityKind::Absence, goes.id);
    store.remove_absence(goes.id, &trace).await.unwrap();
    assert_eq!(store.absence(goes.id).await.unwrap(), None);
    assert_eq!(desk.all_absences().await, [stays]);
    assert!(desk.traces().await.contains(&trace));
}

pub async fn that_are_not_there_are_not_removed(store: &dyn Store) {
    let desk = Desk::on(store);
    let absence = desk.note(&numbered(1, "08:00", "09:00")).await.unwrap();
    let first = desk.trace(EntityKind::Absence, absence.id);
    store.remove_absence(absence.id, &first).await.unwrap();
    let traces = desk.traces().await;
    for missing in [absence.id, id(9)] {
        let again = desk.trace(EntityKind::Absence, missing);
        let refused = store.remove_absence(missing, &again).await;
        assert!(matches!(refused, Err(StoreError::NotFound)), "{refused:?}");
    }
    assert_eq!(desk.traces().await, traces);
}
