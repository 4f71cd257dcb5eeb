//! Delays …

use chrono::{DateTime, Utc};
use futures::future::join_all;
use medigest_application::ports::{Store, StoreError};
use medigest_domain::delay::DelayReport;
use medigest_domain::id::DelayId;
use medigest_sample::builders::{DelayBuilder, PractitionerBuilder, at, date, id};

use crate::desk::Desk;

/// Report with id `id`, number `number` of a day of practitioner `practitioner`.
fn report(id: u64, practitioner: u64, day: &str, number: u32) -> DelayReport {
    DelayBuilder::numbered(id)
        .with_practitioner(&PractitionerBuilder::numbered(practitioner).build())
        .with_day(day)
        .with_number(number)
        .build()
}

fn ids(reports: &[DelayReport]) -> Vec<DelayId> {
    reports.iter().map(|report| report.id).collect()
}

pub async fn come_back_as_they_were_reported(store: &dyn Store) {
    let desk = Desk::on(store);
    let mut wanted = DelayBuilder::new()
        .with_minutes(35)
        .with_from(at("2026-11-23", "10:20"))
        .build();
    let to_the = |digits: &str| -> DateTime<Utc> {
        format!("2026-11-23T08:00:00.{digits}Z").parse().unwrap()
    };
    wanted.at = to_the("123456789");
    let reported = desk.report(&wanted).await.unwrap();
    wanted.at = to_the("123");
    assert_eq!(reported, wanted, "to the millisecond");
    assert_eq!(store.delay(wanted.id).await.unwrap(), Some(wanted));
}

pub async fn that_do_not_exist_are_not_found(store: &dyn Store) {
    let desk = Desk::on(store);
    assert_eq!(store.delay(id(9)).await.unwrap(), None);
    let refused = desk.withdraw(id(9), at("2026-11-23", "10:00")).await;
    assert!(matches!(refused, Err(StoreError::NotFound)), "{refused:?}");
}

pub async fn count_by_the_highest_number_of_each_practitioner_and_day(store: &dyn Store) {
    let desk = Desk::on(store);
    for (id, practitioner, day, number) in [
        (1, 1, "2026-11-24", 1),
        (2, 2, "2026-11-23", 1),
        (3, 1, "2026-11-23", 2),
        (4, 1, "2026-11-23", 1),
        (5, 1, "2026-11-23", 10),
    ] {
        let report = report(id, practitioner, day, number);
        desk.report(&report).await.unwrap();
    }
    assert_eq!(ids(&desk.all_delays().await), [5, 2, 1].map(id));
    // Withdrawn, it still is the one that counts: the earlier ones do not come back.
    let last = at("2026-11-23", "11:00");
    let withdrawn = desk.withdraw(id(5), last).await.unwrap();
    assert_eq!(desk.all_delays().await[0], withdrawn);
}

pub async fn of_days_outside_a_span_are_left_out(store: &dyn Store) {
    let desk = Desk::on(store);
    let days = [
        "2026-11-22",
        "2026-11-23",
        "2026-11-24",
        "2026-12-01",
        "2027-01-01",
    ];
    for (number, day) in (1..).zip(days) {
        desk.report(&report(number, 1, day, 1)).await.unwrap();
    }
    for (first, last, expected) in [
        ("2026-11-23", "2026-12-01", &[2, 3, 4][..]),
        ("2026-11-23", "2026-11-23", &[2]),
        ("2026-12-02", "2026-12-31", &[]),
    ] {
        let found = store.delays(date(first), date(last)).await.unwrap();
        let expected: Vec<DelayId> = expected.iter().copied().map(id).collect();
        assert_eq!(ids(&found), expected, "{first} {last}");
    }
}

pub async fn of_a_number_in_use_are_stale(store: &dyn Store) {
    let desk = Desk::on(store);
    let first = report(1, 1, "2026-11-23", 1);
    desk.report(&first).await.unwrap();
    let refused = desk.report(&report(2, 1, "2026-11-23", 1)).await;
    assert!(matches!(refused, Err(StoreError::Stale)), "{refused:?}");
    assert_eq!(desk.all_delays().await, [first]);
    assert_eq!(desk.traces().await.len(), 1);
    for other in [
        report(2, 1, "2026-11-23", 2),
        report(3, 2, "2026-11-23", 1),
        report(4, 1, "2026-11-24", 1),
    ] {
        desk.report(&other).await.unwrap();
    }
}

pub async fn with_an_id_in_use_are_duplicates(store: &dyn Store) {
    let desk = Desk::on(store);
    let first = report(1, 1, "2026-11-23", 1);
    desk.report(&first).await.unwrap();
    for same_id in [
        report(1, 1, "2026-11-23", 2),
        report(1, 1, "2026-11-23", 1),
        report(1, 2, "2026-11-24", 1),
    ] {
        let refused = desk.report(&same_id).await;
        assert!(matches!(refused, Err(StoreError::Duplicate)), "{refused:?}");
    }
    assert_eq!(desk.all_delays().await, [first]);
}

pub async fn reported_at_once_under_one_number_keep_one_report(store: &dyn Store) {
    let desk = Desk::on(store);
    let wanted: Vec<_> = (1..=4)
        .map(|number| report(number, 1, "2026-11-23", 1))
        .collect();
    let answers = join_all(wanted.iter().map(|report| desk.report(report))).await;
    let (kept, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    let kept: Vec<_> = kept.into_iter().map(Result::unwrap).collect();
    assert_eq!(kept.len(), 1);
    for answer in refused {
        assert!(matches!(answer, Err(StoreError::Stale)), "{answer:?}");
    }
    assert_eq!(desk.all_delays().await, kept);
}

pub async fn are_withdrawn(store: &dyn Store) {
    let desk = Desk::on(store);
    let report = desk.report(&DelayBuilder::new().build()).await.unwrap();
    let at = at("2026-11-23", "11:00");
    let withdrawn = desk.withdraw(report.id, at).await.unwrap();
    let expected = DelayReport {
        withdrawn_at: Some(at),
        ..report
    };
    assert_eq!(withdrawn, expected);
    assert_eq!(store.delay(expected.id).await.unwrap(), Some(expected));
}

pub async fn withdrawn_before_stay_as_they_were(store: &dyn Store) {
    let desk = Desk::on(store);
    let report = desk.report(&DelayBuilder::new().build()).await.unwrap();
    let first = desk.withdraw(report.id, at("2026-11-23", "11:00")).await;
    let first = first.unwrap();
    let traces = desk.traces().await;
    let second = desk.withdraw(report.id, at("2026-11-23", "12:00")).await;
    assert_eq!(second.unwrap(), first);
    assert_eq!(
        desk.traces().await,
        traces,
        "what changes nothing is not traced"
    );
}
