//! Figures …

use chrono::{DateTime, Duration, Utc};
use medigest_application::ports::{FigureQuery, Narrowing, Store};
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::figures::{Counts, Histogram, Period, Segment, Tally, WeekHour};
use medigest_domain::id::AppointmentId;
use medigest_domain::time::Interval;
use medigest_sample::builders::{
    AppointmentBuilder, PatientBuilder, PractitionerBuilder, ZONE, at, date, id,
};

use crate::desk::Desk;

/// Appointment `number` of a practitioner and a patient of its own, so that none overlaps another.
fn numbered(number: u64, start: DateTime<Utc>) -> AppointmentBuilder {
    AppointmentBuilder::numbered(number)
        .with_start(start)
        .with_practitioner(&PractitionerBuilder::numbered(number).build())
        .with_patient(&PatientBuilder::numbered(number).build())
}

async fn booked(store: &dyn Store, appointments: impl IntoIterator<Item = Appointment>) {
    let desk = Desk::on(store);
    for appointment in appointments {
        desk.book(&appointment).await.unwrap();
    }
}

/// Of everybody, asked at noon on Tuesday 24 November.
fn query(from: &str, to: &str) -> FigureQuery {
    FigureQuery {
        segments: Period::parse(from, to).unwrap().segments(ZONE),
        practitioners: None,
        now: at("2026-11-24", "12:00"),
    }
}

async fn counts(store: &dyn Store, from: &str, to: &str) -> Counts {
    store.counts(&query(from, to)).await.unwrap()
}

fn histogram(values: &[(i32, u32)]) -> Histogram {
    values.iter().copied().collect()
}

fn tally(appointments: u32, minutes: u32, begun: u32) -> Tally {
    Tally {
        appointments,
        minutes,
        begun,
    }
}

/// Everything there is.
fn anything() -> Narrowing {
    Narrowing {
        statuses: Status::ALL.to_vec(),
        weekday: None,
        hour: None,
        begun: false,
        waited: false,
    }
}

async fn listed(
    store: &dyn Store,
    query: &FigureQuery,
    narrowing: &Narrowing,
    limit: u32,
) -> (Vec<AppointmentId>, u32) {
    let (found, total) = store.counted(query, narrowing, limit).await.unwrap();
    (found.iter().map(|found| found.id).collect(), total)
}

pub async fn of_nothing_are_empty(store: &dyn Store) {
    assert_eq!(
        counts(store, "2026-01-01", "2026-12-31").await,
        Counts::default()
    );
    let nobody = FigureQuery {
        segments: Vec::new(),
        ..query("2026-01-01", "2026-12-31")
    };
    booked(store, [AppointmentBuilder::new().build()]).await;
    assert_eq!(store.counts(&nobody).await.unwrap(), Counts::default());
    assert_eq!(listed(store, &nobody, &anything(), 9).await, (vec![], 0));
}

pub async fn count_what_starts_within_the_period_whatever_became_of_it(store: &dyn Store) {
    let house = PractitionerBuilder::numbered(9).build();
    let of_house = |number, time| {
        numbered(number, at("2026-11-24", time))
            .with_practitioner(&house)
            .with_minutes(20)
    };
    booked(
        store,
        [
            of_house(1, "11:30").build(),
            // Not before noon, so not begun.
            of_house(2, "12:00").with_minutes(40).build(),
            of_house(3, "09:00").with_status(Status::Absent).build(),
            of_house(4, "11:30").with_status(Status::Cancelled).build(),
            numbered(5, at("2026-11-24", "23:55"))
                .with_status(Status::CancelledByDoctor)
                .build(),
            // Begins the day before and reaches into the day.
            numbered(6, at("2026-11-23", "23:50"))
                .with_minutes(20)
                .build(),
            numbered(7, at("2026-11-25", "00:00")).build(),
        ],
    )
    .await;
    let counts = counts(store, "2026-11-24", "2026-11-24").await;
    let other = PractitionerBuilder::numbered(5).build();
    let expected = [
        ((other.id, Status::CancelledByDoctor), tally(1, 30, 0)),
        ((house.id, Status::Confirmed), tally(2, 60, 1)),
        ((house.id, Status::Absent), tally(1, 20, 1)),
        ((house.id, Status::Cancelled), tally(1, 20, 1)),
    ];
    assert_eq!(counts.tallies, expected.into_iter().collect());
    let day = date("2026-11-24");
    let expected = [
        ((day, Status::Confirmed), 2),
        ((day, Status::Absent), 1),
        ((day, Status::Cancelled), 1),
        ((day, Status::CancelledByDoctor), 1),
    ];
    assert_eq!(counts.by_date, expected.into_iter().collect());
}

pub async fn fall_on_local_dates_and_hours_when_the_clocks_change(store: &dyn Store) {
    let starts = [
        // 01:30 and 03:30 of the day without a 02:30, an hour apart.
        ("2026-03-29", 1, "2026-03-29T00:30:00Z"),
        ("2026-03-29", 3, "2026-03-29T01:30:00Z"),
        // The 02:30 that exists twice.
        ("2026-10-25", 2, "2026-10-25T00:30:00Z"),
        ("2026-10-25", 2, "2026-10-25T01:30:00Z"),
        // The last half hours of the two Sundays, and of the year.
        ("2026-03-29", 23, "2026-03-29T21:30:00Z"),
        ("2026-10-25", 23, "2026-10-25T22:30:00Z"),
        ("2026-12-31", 23, "2026-12-31T22:30:00Z"),
    ];
    let appointments = starts.iter().zip(1..).map(|((_, _, start), number)| {
        let start: DateTime<Utc> = start.parse().unwrap();
        numbered(number, start).build()
    });
    booked(store, appointments).await;
    let counts = counts(store, "2026-01-01", "2026-12-31").await;
    let mut expected = Counts::default();
    for (day, hour, _) in starts {
        let day = date(day);
        let weekday = if day == date("2026-12-31") { 4 } else { 7 };
        *expected
            .by_date
            .entry((day, Status::Confirmed))
            .or_default() += 1;
        let at = (WeekHour { weekday, hour }, Status::Confirmed);
        *expected.by_hour.entry(at).or_default() += 1;
    }
    assert_eq!(counts.by_date, expected.by_date);
    assert_eq!(counts.by_hour, expected.by_hour);
}

pub async fn take_whole_days_from_the_booking_to_the_start(store: &dyn Store) {
    let start = at("2026-11-24", "10:00");
    let minutes_before = [0, 1, 24 * 60 - 1, 24 * 60, 24 * 60, 3 * 24 * 60 + 5, -1];
    let appointments = minutes_before.iter().zip(1..).map(|(minutes, number)| {
        let mut appointment = numbered(number, start).build();
        appointment.created_at = start - Duration::minutes(*minutes);
        appointment
    });
    booked(store, appointments).await;
    // The one that was entered a minute after its start is left out.
    assert_eq!(
        counts(store, "2026-11-24", "2026-11-24").await.lead_days,
        histogram(&[(0, 3), (1, 2), (3, 1)])
    );
}

pub async fn take_waiting_and_lateness_from_what_was_recorded(store: &dyn Store) {
    let start = at("2026-11-24", "10:00");
    let after = |seconds| start + Duration::seconds(seconds);
    let visit = |number, arrived: Option<i64>, called_in: Option<i64>| {
        let mut appointment = numbered(number, start).build();
        appointment.attendance.arrived_at = arrived.map(after);
        appointment.attendance.called_in_at = called_in.map(after);
        appointment
    };
    let mut noon = visit(8, None, Some(2 * 3600 + 90));
    noon.interval = Interval {
        start: at("2026-11-24", "12:00"),
        end: at("2026-11-24", "12:30"),
    };
    booked(
        store,
        [
            // Came 20 minutes early and was called 10 minutes late: waited 10 minutes, not 30.
            visit(1, Some(-1_200), Some(600)),
            // Came late and was called at once, and after almost two minutes.
            visit(2, Some(900), Some(900)),
            visit(3, Some(300), Some(419)),
            // Was called before the time.
            visit(4, Some(-600), Some(-90)),
            // Called without a noted arrival; arrived and not called; neither.
            visit(5, None, Some(-59)),
            visit(6, Some(0), None),
            visit(7, None, None),
            noon,
        ],
    )
    .await;
    let counts = counts(store, "2026-11-24", "2026-11-24").await;
    assert_eq!(
        counts.waiting_minutes,
        histogram(&[(10, 1), (0, 2), (1, 1)])
    );
    let expected = [
        (10, histogram(&[(10, 1), (15, 1), (6, 1), (-1, 1), (0, 1)])),
        (12, histogram(&[(1, 1)])),
    ];
    assert_eq!(counts.lateness_minutes, expected.into_iter().collect());
}

pub async fn are_of_the_practitioners_asked_for(store: &dyn Store) {
    let start = at("2026-11-24", "10:00");
    booked(store, (1..=3).map(|number| numbered(number, start).build())).await;
    let practitioner = |number| PractitionerBuilder::numbered(number).build().id;
    for (only, expected) in [
        (None, 3),
        (Some(vec![practitioner(1), practitioner(3)]), 2),
        (Some(vec![practitioner(9)]), 0),
        (Some(vec![]), 0),
    ] {
        let query = FigureQuery {
            practitioners: only.clone(),
            ..query("2026-11-24", "2026-11-24")
        };
        let counts = store.counts(&query).await.unwrap();
        let counted: u32 = counts
            .tallies
            .values()
            .map(|tally| tally.appointments)
            .sum();
        assert_eq!(counted, expected, "{only:?}");
        let listed = listed(store, &query, &anything(), 9).await;
        assert_eq!((listed.0.len(), listed.1), (expected as usize, expected));
    }
}

pub async fn count_the_new_files_of_everybody(store: &dyn Store) {
    let desk = Desk::on(store);
    for (number, created_at) in [
        (1, at("2026-11-23", "00:00")),
        (2, at("2026-11-24", "23:55")),
        (3, at("2026-11-25", "00:00")),
    ] {
        let mut patient = PatientBuilder::numbered(number).build();
        patient.created_at = created_at;
        let trace = desk.trace(medigest_domain::trace::EntityKind::Patient, patient.id);
        store.create_patient(&patient, &trace).await.unwrap();
    }
    let query = FigureQuery {
        practitioners: Some(vec![]),
        ..query("2026-11-23", "2026-11-24")
    };
    assert_eq!(store.counts(&query).await.unwrap().new_patients, 2);
}

pub async fn of_two_stretches_add_up_to_those_of_the_whole(store: &dyn Store) {
    let start = at("2026-11-24", "09:00");
    let appointments = (1..=8).map(|number: u32| {
        let start = start + Duration::hours(number.into());
        numbered(number.into(), start)
            .with_status(Status::ALL[number as usize % 4])
            .arrived(start)
            .called_in(start + Duration::minutes(number.into()))
            .build()
    });
    booked(store, appointments).await;
    let whole = query("2026-11-24", "2026-11-24");
    let [day] = whole.segments[..] else {
        panic!("one offset holds all day")
    };
    let noon = at("2026-11-24", "13:00");
    let stretch = |start, end| Segment {
        interval: Interval { start, end },
        ..day
    };
    let halves = FigureQuery {
        segments: vec![
            stretch(noon, day.interval.end),
            stretch(day.interval.start, noon),
        ],
        ..whole.clone()
    };
    let expected = store.counts(&whole).await.unwrap();
    assert_eq!(store.counts(&halves).await.unwrap(), expected);
    let everything = anything();
    let listed_whole = listed(store, &whole, &everything, 6).await;
    assert_eq!(listed(store, &halves, &everything, 6).await, listed_whole);
}

pub async fn list_what_they_count_earliest_first(store: &dyn Store) {
    booked(
        store,
        [
            numbered(1, at("2026-11-24", "10:00")).build(),
            numbered(4, at("2026-11-23", "10:00")).build(),
            numbered(3, at("2026-11-23", "10:00")).build(),
            numbered(2, at("2026-11-22", "10:00")).build(),
        ],
    )
    .await;
    let query = query("2026-11-23", "2026-11-24");
    for (limit, expected) in [(9, &[3, 4, 1][..]), (2, &[3, 4])] {
        let expected: Vec<AppointmentId> = expected.iter().copied().map(id).collect();
        assert_eq!(
            listed(store, &query, &anything(), limit).await,
            (expected, 3)
        );
    }
}

pub async fn list_only_what_fits(store: &dyn Store) {
    let monday = at("2026-11-23", "10:00");
    let tuesday = at("2026-11-24", "14:30");
    booked(
        store,
        [
            numbered(1, monday)
                .arrived(monday)
                .called_in(monday)
                .build(),
            numbered(2, monday).arrived(monday).build(),
            numbered(3, monday).called_in(monday).build(),
            numbered(4, monday).with_status(Status::Cancelled).build(),
            numbered(5, tuesday).build(),
            numbered(6, tuesday).with_status(Status::Absent).build(),
        ],
    )
    .await;
    let query = query("2026-11-23", "2026-11-24");
    let kept = vec![Status::Confirmed, Status::Absent];
    for (narrowing, expected) in [
        (
            Narrowing {
                statuses: kept,
                ..anything()
            },
            &[1, 2, 3, 5, 6][..],
        ),
        (
            Narrowing {
                statuses: vec![],
                ..anything()
            },
            &[],
        ),
        (
            Narrowing {
                weekday: Some(2),
                ..anything()
            },
            &[5, 6],
        ),
        (
            Narrowing {
                hour: Some(10),
                ..anything()
            },
            &[1, 2, 3, 4],
        ),
        (
            Narrowing {
                hour: Some(9),
                ..anything()
            },
            &[],
        ),
        (
            Narrowing {
                begun: true,
                ..anything()
            },
            &[1, 2, 3, 4],
        ),
        (
            Narrowing {
                waited: true,
                ..anything()
            },
            &[1],
        ),
    ] {
        let expected: Vec<AppointmentId> = expected.iter().copied().map(id).collect();
        let total = u32::try_from(expected.len()).unwrap();
        let found = listed(store, &query, &narrowing, 9).await;
        assert_eq!(found, (expected, total), "{narrowing:?}");
    }
}
