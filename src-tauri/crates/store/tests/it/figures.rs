//! Figures of random appointments around the days on which clocks change: a real base counts and lists them as the
//! specification does.

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use medigest_application::ports::{FigureQuery, FigureStore as _, Narrowing, Store};
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::figures::Period;
use medigest_domain::id::PractitionerId;
use medigest_sample::builders::{AppointmentBuilder, PatientBuilder, PractitionerBuilder, id};
use medigest_store::memory::MemoryStore;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::desk::Desk;
use crate::fresh::{self, Fresh};
use crate::model::{block_on, config};

/// Practitioners who are booked, and one who never is.
const PRACTITIONERS: u64 = 3;
/// Two days around which everything happens: the clocks of Paris change on them.
const ANCHORS: [&str; 2] = ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"];
const ZONES: [Tz; 4] = [
    chrono_tz::Europe::Paris,
    chrono_tz::Africa::Tunis,
    chrono_tz::Africa::Abidjan,
    chrono_tz::America::New_York,
];

/// An instant up to two days from an anchor.
fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    let around = -2 * 24 * 60..2 * 24 * 60_i64;
    (select(&ANCHORS[..]), around).prop_map(|(anchor, minutes)| {
        let anchor: DateTime<Utc> = anchor.parse().unwrap();
        anchor + Duration::minutes(minutes)
    })
}

prop_compose! {
    fn visit()(
        start in instant(),
        practitioner in 1..=PRACTITIONERS,
        ticks in 1..12_u32,
        status in select(&Status::ALL[..]),
        booked in -3_600..400_000_i64,
        arrived in option::of(-3_000..3_000_i64),
        called_in in option::of(-3_000..3_000_i64),
    ) -> Appointment {
        let mut visit = AppointmentBuilder::new()
            .with_start(start)
            .with_minutes(ticks * 5)
            .with_practitioner(&PractitionerBuilder::numbered(practitioner).build())
            .with_status(status)
            .build();
        let after = |seconds| start + Duration::seconds(seconds);
        visit.created_at = start - Duration::seconds(booked);
        visit.attendance.arrived_at = arrived.map(after);
        visit.attendance.called_in_at = called_in.map(after);
        visit
    }
}

prop_compose! {
    fn query()(
        zone in select(&ZONES[..]),
        start in instant(),
        days in 0..220_i64,
        practitioners in option::of(subsequence((1..=PRACTITIONERS + 1).collect::<Vec<_>>(), 0..3)),
        now in instant(),
    ) -> FigureQuery {
        let local = |at: DateTime<Utc>| at.with_timezone(&zone).format("%Y-%m-%d").to_string();
        let period = Period::parse(&local(start), &local(start + Duration::days(days)));
        let practitioner = |number| PractitionerBuilder::numbered(number).build().id;
        let ids = |numbers: Vec<u64>| -> Vec<PractitionerId> {
            numbers.into_iter().map(practitioner).collect()
        };
        FigureQuery {
            segments: period.unwrap().segments(zone),
            practitioners: practitioners.map(ids),
            now,
        }
    }
}

prop_compose! {
    fn narrowing()(
        statuses in subsequence(Status::ALL.to_vec(), 0..=4),
        weekday in option::of(1..=7_u32),
        hour in option::of(0..24_u32),
        begun in any::<bool>(),
        waited in any::<bool>(),
    ) -> Narrowing {
        Narrowing { statuses, weekday, hour, begun, waited }
    }
}

/// Some appointments, and what is asked of them.
type Case = (Vec<Appointment>, Vec<(FigureQuery, Narrowing)>);

fn case() -> impl Strategy<Value = Case> {
    (vec(visit(), 1..25), vec((query(), narrowing()), 1..6))
}

async fn book_all(base: &dyn Store, visits: &[Appointment]) {
    let desk = Desk::on(base);
    for (number, visit) in (1..).zip(visits) {
        let numbered = Appointment {
            id: id(number),
            op_id: id(number),
            patient_id: PatientBuilder::numbered(number).build().id,
            ..visit.clone()
        };
        // Some overlap; which ones are refused is the model's and the base's to agree on.
        drop(desk.book(&numbered).await);
    }
}

async fn agrees(base: Option<Fresh>, (visits, asked): Case) -> Result<(), TestCaseError> {
    let Some(base) = base else { return Ok(()) };
    let model = MemoryStore::new();
    book_all(&model, &visits).await;
    book_all(base.store.as_ref(), &visits).await;
    for (query, narrowing) in &asked {
        let expected = model.counts(query).await.unwrap();
        let counts = base.store.counts(query).await.unwrap();
        prop_assert_eq!(counts, expected, "{:?}", query);
        let expected = model.counted(query, narrowing, 5).await.unwrap();
        let listed = base.store.counted(query, narrowing, 5).await.unwrap();
        prop_assert_eq!(listed, expected, "{:?} {:?}", query, narrowing);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn sqlite_counts_as_specified(case in case()) {
        block_on(async { agrees(Some(fresh::sqlite().await), case).await })?;
    }
}

proptest! {
    #![proptest_config(config(6))]

    #[test]
    fn a_standalone_counts_as_specified(case in case()) {
        block_on(async { agrees(fresh::mongo_standalone().await, case).await })?;
    }

    #[test]
    fn a_replica_set_counts_as_specified(case in case()) {
        block_on(async { agrees(fresh::mongo_replica_set().await, case).await })?;
    }
}
