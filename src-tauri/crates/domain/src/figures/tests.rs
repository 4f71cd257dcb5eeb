//! Hand-computed small cases, and what holds of any counts.

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Europe::Paris;
use proptest::collection::btree_map;
use proptest::prelude::*;

use super::*;
use crate::hours::{TypedSpan, WeeklyHours};
use crate::practitioner::PractitionerDetails;

pub(super) fn period(from: &str, to: &str) -> Period {
    Period::parse(from, to).unwrap()
}

/// An instant as shown on a wall in Paris.
pub(super) fn instant(local: &str) -> DateTime<Utc> {
    let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
    Paris.from_local_datetime(&local).unwrap().to_utc()
}

/// Works from 9 to 12 and from 14 to 18 on weekdays.
pub(super) fn practitioner(number: u8) -> Practitioner {
    let spans: Vec<_> = (1..=5)
        .flat_map(|weekday| {
            [("09:00", "12:00"), ("14:00", "18:00")].map(|(start, end)| TypedSpan {
                weekday,
                start,
                end,
            })
        })
        .collect();
    Practitioner {
        id: PractitionerId::from_bytes([number; 12]),
        details: PractitionerDetails {
            name: format!("Dr. {number}"),
            speciality: String::new(),
            color: Color::default(),
        },
        hours: WeeklyHours::parse(&spans).unwrap(),
        active: true,
        created_at: DateTime::UNIX_EPOCH,
    }
}

fn tally(appointments: u32, minutes: u32, begun: u32) -> Tally {
    Tally {
        appointments,
        minutes,
        begun,
    }
}

fn monday() -> Period {
    period("2026-11-23", "2026-11-24")
}

/// A Monday of two practitioners: ten appointments, six of them begun.
fn counts() -> Counts {
    let (house, cuddy) = (practitioner(1).id, practitioner(2).id);
    let nine = WeekHour {
        weekday: 1,
        hour: 9,
    };
    let ten = WeekHour {
        weekday: 1,
        hour: 10,
    };
    let (first, last) = (monday().first(), monday().last());
    Counts {
        tallies: BTreeMap::from([
            ((house, Status::Confirmed), tally(4, 80, 3)),
            ((house, Status::Absent), tally(1, 20, 1)),
            ((house, Status::Cancelled), tally(2, 60, 1)),
            ((cuddy, Status::Confirmed), tally(1, 30, 0)),
            ((cuddy, Status::CancelledByDoctor), tally(2, 45, 1)),
        ]),
        by_date: BTreeMap::from([
            ((first, Status::Confirmed), 5),
            ((first, Status::Absent), 1),
            ((first, Status::Cancelled), 2),
            ((last, Status::CancelledByDoctor), 2),
        ]),
        by_hour: BTreeMap::from([
            ((nine, Status::Confirmed), 3),
            ((nine, Status::Absent), 1),
            ((nine, Status::Cancelled), 2),
            ((ten, Status::Confirmed), 2),
            ((ten, Status::CancelledByDoctor), 2),
        ]),
        lead_days: [(0, 1), (2, 5), (30, 4)].into_iter().collect(),
        waiting_minutes: [(0, 1), (10, 1), (25, 1)].into_iter().collect(),
        lateness_minutes: BTreeMap::from([
            (9, [(-5, 1), (5, 1)].into_iter().collect()),
            (10, [(15, 1)].into_iter().collect()),
        ]),
        new_patients: 3,
    }
}

fn figures(counts: &Counts, staff: &[Practitioner]) -> PeriodFigures {
    let members: Vec<_> = staff
        .iter()
        .map(|practitioner| Member {
            practitioner,
            open_minutes: 420,
        })
        .collect();
    PeriodFigures::of(counts, monday(), &members)
}

#[test]
fn rates_name_their_denominator() {
    let figures = figures(&counts(), &[]);
    assert_eq!(figures.appointments, 10);
    // Begun and not cancelled: three confirmed, one absent.
    assert_eq!(figures.due, 4);
    let shown = |rate: Rate| (rate.count, rate.of, rate.permille());
    assert_eq!(shown(figures.no_show_of_due), (1, 4, Some(250)));
    assert_eq!(shown(figures.no_show_of_all), (1, 10, Some(100)));
    assert_eq!(shown(figures.cancelled_by_patient), (2, 10, Some(200)));
    assert_eq!(shown(figures.cancelled_by_doctor), (2, 10, Some(200)));
}

#[test]
fn medians_come_from_all_that_was_recorded() {
    let figures = figures(&counts(), &[]);
    let shown = |spread: Spread| (spread.count, spread.median, spread.p90);
    assert_eq!(shown(figures.lead_days), (10, Some(2), Some(30)));
    assert_eq!(shown(figures.waiting_minutes), (3, Some(10), Some(25)));
    assert_eq!(shown(figures.lateness_minutes), (3, Some(5), Some(15)));
    let by_hour: Vec<_> = figures
        .lateness_by_hour
        .iter()
        .map(|row| (row.hour, shown(row.lateness)))
        .collect();
    assert_eq!(
        by_hour,
        [(9, (2, Some(-5), Some(5))), (10, (1, Some(15), Some(15)))]
    );
}

#[test]
fn work_is_what_kept_its_time_of_the_open_hours() {
    let mut gone = practitioner(3);
    gone.active = false;
    let mut left = practitioner(1);
    left.active = false;
    let idle = practitioner(4);
    let workload = figures(&counts(), &[left, gone, idle]).workload;
    let rows: Vec<_> = workload
        .iter()
        .map(|row| {
            (
                row.name.as_str(),
                row.appointments,
                row.booked.count,
                row.booked.of,
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            // Inactive, but there were appointments.
            ("Dr. 1", 5, 100, 420),
            ("Dr. 4", 0, 0, 420),
            // Known by the appointments only.
            ("", 1, 30, 0),
        ]
    );
    assert_eq!(workload[0].booked.permille(), Some(238));
    assert_eq!(workload[2].booked.permille(), None);
}

#[test]
fn busy_hours_leave_out_what_was_cancelled() {
    let busiest = figures(&counts(), &[]).busiest;
    let cells: Vec<_> = busiest
        .iter()
        .map(|cell| (cell.hour.weekday, cell.hour.hour, cell.count))
        .collect();
    assert_eq!(cells, [(1, 9, 4), (1, 10, 2)]);
}

#[test]
fn the_trend_has_every_date_also_an_empty_one() {
    let trend = PeriodFigures::of(&counts(), period("2026-11-22", "2026-11-24"), &[]).trend;
    let points: Vec<_> = trend
        .iter()
        .map(|point| {
            (
                point.date.to_string(),
                point.by_status.values().sum::<u32>(),
            )
        })
        .collect();
    let expected = [("2026-11-22", 0), ("2026-11-23", 8), ("2026-11-24", 2)];
    assert_eq!(points, expected.map(|(date, sum)| (date.to_owned(), sum)));
}

#[test]
fn nothing_at_all_has_no_rate_and_no_median() {
    let figures = figures(&Counts::default(), &[]);
    assert_eq!(figures.no_show_of_due.permille(), None);
    assert_eq!(figures.lead_days, Spread::default());
    assert!(figures.by_status.values().all(|count| *count == 0));
    assert_eq!(figures.by_status.len(), Status::ALL.len());
}

fn status() -> impl Strategy<Value = Status> {
    prop::sample::select(Status::ALL.to_vec())
}

prop_compose! {
    /// Of as many appointments, not all of which have begun.
    fn any_tally()(appointments in 1..50_u32, length in 1..9_u32)(
        begun in 0..=appointments, appointments in Just(appointments), length in Just(length),
    ) -> Tally {
        tally(appointments, appointments * length * 5, begun)
    }
}

prop_compose! {
    fn any_counts()(
        tallies in btree_map((1..4_u8, status()), any_tally(), 0..8),
        lead in btree_map(0..60, 1..9_u32, 0..6),
        late in btree_map(7..20_u32, btree_map(-20..60, 1..5_u32, 1..4), 0..5),
    ) -> Counts {
        let tallies = tallies
            .into_iter()
            .map(|((number, status), tally)| ((practitioner(number).id, status), tally))
            .collect();
        Counts {
            tallies,
            lead_days: lead.into_iter().collect(),
            lateness_minutes: late
                .into_iter()
                .map(|(hour, minutes)| (hour, minutes.into_iter().collect()))
                .collect(),
            ..Counts::default()
        }
    }
}

proptest! {
    #[test]
    fn sums_agree_and_rates_stay_within_one(counts in any_counts()) {
        let figures = figures(&counts, &[practitioner(1), practitioner(2)]);
        prop_assert_eq!(figures.by_status.values().sum::<u32>(), figures.appointments);
        let kept: u32 = KEPT.iter().map(|status| figures.by_status[status]).sum();
        let worked: u32 = figures.workload.iter().map(|row| row.appointments).sum();
        prop_assert_eq!(worked, kept);
        prop_assert!(figures.due <= kept);
        for rate in [
            figures.no_show_of_due,
            figures.no_show_of_all,
            figures.cancelled_by_patient,
            figures.cancelled_by_doctor,
        ] {
            prop_assert_eq!(rate.permille().is_none(), rate.of == 0);
            prop_assert!(rate.permille().unwrap_or(0) <= 1_000);
        }
        let late: u32 = figures.lateness_by_hour.iter().map(|row| row.lateness.count).sum();
        prop_assert_eq!(late, figures.lateness_minutes.count);
        prop_assert!(figures.lateness_minutes.median <= figures.lateness_minutes.p90);
    }

    #[test]
    fn the_order_in_which_stretches_are_added_does_not_matter(
        a in any_counts(), b in any_counts(),
    ) {
        let mut one = a.clone();
        one += b.clone();
        let mut other = b;
        other += a;
        prop_assert_eq!(one, other);
    }
}
