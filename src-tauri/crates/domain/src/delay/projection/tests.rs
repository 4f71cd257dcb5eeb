//! The projection on days anybody can follow, and its properties on random ones.

use super::*;
use crate::appointment::{Attendance, Status};
use crate::id::{AppointmentId, DelayId, OpId, PatientId, PractitionerId};
use crate::secret::Confidential;
use crate::time::{Minutes, instant, local_day, parse_date, parse_time};
use chrono::NaiveDate;
use chrono_tz::Africa::{Abidjan, Tunis};
use chrono_tz::Europe::Paris;
use chrono_tz::Tz;
use proptest::prelude::*;

fn monday() -> NaiveDate {
    parse_date("2026-11-23").unwrap()
}

fn at(time: &str) -> DateTime<Utc> {
    instant(Paris, monday(), parse_time(time).unwrap()).unwrap()
}

fn row_at(start: DateTime<Utc>, minutes: u32) -> Appointment {
    Appointment {
        id: AppointmentId::from_bytes([1; 12]),
        v: 1,
        patient_id: PatientId::from_bytes([1; 12]),
        practitioner_id: PractitionerId::from_bytes([1; 12]),
        practitioner_name: "Dr. House".to_owned(),
        interval: Interval::from(start, Minutes::parse(minutes).unwrap()),
        reason: Confidential::empty(),
        double_booked: false,
        status: Status::Confirmed,
        cancellation: None,
        attendance: Attendance::default(),
        replaces: None,
        reason_of: None,
        op_id: OpId::from_bytes([1; 12]),
        created_by: "claire".to_owned(),
        created_at: start,
        updated_at: start,
    }
}

fn row(start: &str, minutes: u32) -> Appointment {
    row_at(at(start), minutes)
}

fn called_in(mut row: Appointment, time: &str) -> Appointment {
    row.attendance.called_in_at = Some(at(time));
    row
}

fn late(minutes: u32, from: &str, reported: &str) -> DelayReport {
    DelayReport {
        id: DelayId::from_bytes([1; 12]),
        practitioner_id: PractitionerId::from_bytes([1; 12]),
        day: monday(),
        number: 1,
        from: at(from),
        minutes,
        by: "claire".to_owned(),
        at: at(reported),
        op_id: OpId::from_bytes([1; 12]),
        withdrawn_at: None,
    }
}

fn sessions() -> Vec<Interval> {
    [("08:00", "12:00"), ("14:00", "18:00")]
        .map(|(start, end)| Interval {
            start: at(start),
            end: at(end),
        })
        .to_vec()
}

/// "10:15" for what shifts, "-" for what stays, with the overflow.
fn shown(day: &[Appointment], report: &DelayReport) -> Vec<String> {
    project(day, Some(report), &sessions(), local_day(Paris, monday()))
        .into_iter()
        .map(|projected| {
            projected.map_or("-".to_owned(), |projected| {
                let start = projected
                    .interval
                    .start
                    .with_timezone(&Paris)
                    .format("%H:%M");
                match projected.overflow {
                    None => start.to_string(),
                    Some(overflow) => format!("{start} {overflow:?}"),
                }
            })
        })
        .collect()
}

#[test]
fn the_delay_runs_on_until_a_gap_absorbs_it() {
    let day = [
        row("09:00", 30),
        row("10:00", 15),
        row("10:15", 15),
        row("10:40", 20),
        row("11:30", 15),
    ];
    assert_eq!(
        shown(&day, &late(15, "10:00", "09:50")),
        ["-", "10:15", "10:30", "10:45", "-"]
    );
}

#[test]
fn the_effect_says_who_shifts_what_is_absorbed_and_when_the_day_ends() {
    let day = [row("10:00", 15), row("10:15", 15), row("10:40", 20)];
    let effect = effect(
        &day,
        &late(15, "10:00", "09:50"),
        &sessions(),
        local_day(Paris, monday()),
    );
    assert_eq!(effect.shifted, 3);
    assert_eq!(effect.absorbed_minutes, 10);
    assert_eq!(effect.planned_end, Some(at("11:00")));
    assert_eq!(effect.projected_end, Some(at("11:05")));
    assert!(effect.overflow.is_empty());
}

#[test]
fn cancelled_and_absent_patients_make_room() {
    let mut day = [
        row("10:00", 15),
        row("10:15", 15),
        row("10:30", 15),
        row("10:45", 15),
    ];
    day[1].status = Status::Cancelled;
    day[2].status = Status::Absent;
    assert_eq!(
        shown(&day, &late(20, "10:00", "09:50")),
        ["10:20", "-", "-", "-"]
    );
}

#[test]
fn who_was_called_in_stays() {
    let day = [
        called_in(row("10:00", 15), "10:02"),
        row("10:15", 15),
        row("10:30", 15),
    ];
    assert_eq!(
        shown(&day, &late(10, "10:00", "10:05")),
        ["-", "10:25", "10:40"]
    );
}

#[test]
fn who_is_called_in_after_the_report_takes_the_delay_upon_themselves() {
    let day = [
        called_in(row("10:00", 15), "10:14"),
        row("10:15", 15),
        row("11:00", 15),
    ];
    assert_eq!(
        shown(&day, &late(15, "10:00", "10:00")),
        ["-", "10:29", "-"],
        "the gap before 11:00 has absorbed it; the report does not begin anew"
    );
    let mut day = day;
    day[0].attendance.finished_at = Some(at("10:20"));
    assert_eq!(
        shown(&day, &late(15, "10:00", "10:00")),
        ["-", "10:20", "-"]
    );
}

#[test]
fn what_runs_into_the_break_is_named_and_the_afternoon_begins_on_time() {
    let day = [row("11:30", 15), row("11:45", 15), row("14:00", 15)];
    assert_eq!(
        shown(&day, &late(30, "11:30", "11:00")),
        ["12:00 Break", "12:15 Break", "-"]
    );
}

#[test]
fn what_runs_past_closing_is_named() {
    let day = [row("17:30", 15), row("17:45", 15)];
    assert_eq!(
        shown(&day, &late(10, "17:30", "17:00")),
        ["17:40", "17:55 Closing"]
    );
    let day = [row("18:30", 15)];
    assert_eq!(
        shown(&day, &late(10, "18:00", "17:00")),
        ["18:40"],
        "what was booked outside the hours on purpose overflows nothing"
    );
}

#[test]
fn nothing_goes_past_midnight() {
    let day = [row("23:00", 30), row("23:30", 30)];
    let report = late(45, "23:00", "22:00");
    let bounds = local_day(Paris, monday());
    let projected = project(&day, Some(&report), &[], bounds);
    assert_eq!(projected[0].unwrap().overflow, Some(Overflow::Midnight));
    assert_eq!(projected[1].unwrap().interval.start, bounds.end);
}

#[test]
fn a_withdrawn_report_leaves_the_plan() {
    let day = [row("10:00", 15), row("10:15", 15)];
    let withdrawn = DelayReport {
        withdrawn_at: Some(at("10:05")),
        ..late(15, "10:00", "09:50")
    };
    assert_eq!(shown(&day, &withdrawn), ["-", "-"]);
}

#[test]
fn a_delay_begins_with_who_waits_or_should_be_in_now() {
    let mut day = [row("09:00", 15), row("10:00", 15), row("10:15", 15)];
    assert_eq!(super::super::begins(&day, at("10:07")), at("10:00"));
    day[0].attendance.arrived_at = Some(at("08:55"));
    assert_eq!(super::super::begins(&day, at("10:07")), at("09:00"));
    assert_eq!(super::super::begins(&day[1..], at("08:00")), at("08:00"));
    assert_eq!(super::super::begins(&[], at("08:00")), at("08:00"));
}

#[derive(Debug, Clone)]
struct Case {
    zone: Tz,
    day: NaiveDate,
    rows: Vec<Appointment>,
    report: DelayReport,
    sessions: Vec<Interval>,
}

impl Case {
    fn bounds(&self) -> Interval {
        local_day(self.zone, self.day)
    }

    fn projected(&self) -> Vec<Option<Projected>> {
        project(
            &self.rows,
            Some(&self.report),
            &self.sessions,
            self.bounds(),
        )
    }

    /// Where each row stands with the delay.
    fn stands(&self) -> Vec<Interval> {
        let projected = self.projected();
        let rows = self.rows.iter().zip(&projected);
        rows.map(|(row, p)| p.map_or(row.interval, |p| p.interval))
            .collect()
    }

    fn takes_part(&self, row: &Appointment) -> bool {
        row.blocks()
            && row.attendance.called_in_at.is_none()
            && row.interval.start >= self.report.from
    }
}

/// A day without overlaps: gaps and lengths in ticks, a status and how far the visit is.
fn case() -> impl Strategy<Value = Case> {
    let zone_and_day = prop_oneof![
        Just((Paris, "2026-11-23")),
        Just((Paris, "2026-03-29")),
        Just((Paris, "2026-10-25")),
        Just((Tunis, "2026-03-29")),
        Just((Abidjan, "2026-10-25")),
    ];
    let rows = proptest::collection::vec(
        (
            0_i64..12,
            1_u32..10,
            0_u8..8,
            proptest::option::weighted(0.2, 0_i64..300),
        ),
        0..24,
    );
    (zone_and_day, rows, 0_i64..288, 1_u32..200, 0_i64..288).prop_map(
        |((zone, day), rows, from, minutes, reported)| {
            let day = parse_date(day).unwrap();
            let bounds = local_day(zone, day);
            let tick = |n: i64| bounds.start + Duration::minutes(5 * n);
            let mut next = 60;
            let mut planned = Vec::new();
            for (gap, length, status, called) in rows {
                let mut row = row_at(tick(next + gap), length * 5);
                if row.interval.end > bounds.end {
                    break;
                }
                row.status = match status {
                    0 => Status::Cancelled,
                    1 => Status::Absent,
                    _ => Status::Confirmed,
                };
                row.attendance.called_in_at = called.map(tick);
                next += gap + i64::from(length);
                planned.push(row);
            }
            let hour = |h: u32| {
                instant(zone, day, chrono::NaiveTime::from_hms_opt(h, 0, 0).unwrap()).unwrap()
            };
            let sessions = vec![
                Interval {
                    start: hour(8),
                    end: hour(12),
                },
                Interval {
                    start: hour(14),
                    end: hour(19),
                },
            ];
            let report = DelayReport {
                day,
                from: tick(from),
                at: tick(reported),
                minutes,
                ..late(1, "10:00", "10:00")
            };
            Case {
                zone,
                day,
                rows: planned,
                report,
                sessions,
            }
        },
    )
}

proptest! {
    #[test]
    fn nobody_is_earlier_than_planned_and_nothing_passes_midnight(case in case()) {
        for (row, stands) in case.rows.iter().zip(case.stands()) {
            prop_assert!(stands.start >= row.interval.start);
            prop_assert!(stands.end <= case.bounds().end);
        }
    }

    #[test]
    fn who_does_not_take_part_stays_as_planned(case in case()) {
        for (row, projected) in case.rows.iter().zip(case.projected()) {
            prop_assert!(case.takes_part(row) || projected.is_none());
        }
    }

    #[test]
    fn the_order_is_kept_and_nobody_overlaps(case in case()) {
        let stands = case.stands();
        let taking: Vec<_> = case.rows.iter().zip(&stands).filter(|(row, _)| case.takes_part(row)).collect();
        for pair in taking.windows(2) {
            prop_assert!(pair[1].1.start >= pair[0].1.start);
            prop_assert!(pair[1].1.start >= pair[0].1.end);
        }
    }

    #[test]
    fn gaps_only_ever_absorb(mut case in case()) {
        // Whoever was called in stands where they were called, whatever the gaps before.
        for row in &mut case.rows {
            row.attendance.called_in_at = None;
            row.attendance.finished_at = None;
        }
        let shift = |(row, stands): (&Appointment, &Interval)| stands.start - row.interval.start;
        let stands = case.stands();
        let shifts: Vec<_> = case.rows.iter().zip(&stands).filter(|(row, _)| case.takes_part(row)).map(shift).collect();
        prop_assert!(shifts.windows(2).all(|pair| pair[1] <= pair[0]));
        if let Some(first) = shifts.first() {
            let asked = Duration::minutes(i64::from(case.report.minutes));
            prop_assert!(*first <= asked);
        }
    }

    #[test]
    fn everything_that_newly_ends_outside_its_session_is_named(case in case()) {
        for (row, projected) in case.rows.iter().zip(case.projected()) {
            let Some(projected) = projected else { continue };
            let session = case.sessions.iter().find(|s| s.start <= row.interval.start && row.interval.end <= s.end);
            if let Some(session) = session {
                prop_assert_eq!(projected.overflow.is_some(), projected.interval.end > session.end);
            }
        }
    }

    #[test]
    fn a_larger_delay_never_brings_anybody_forward(case in case(), more in 0_u32..60) {
        let mut larger = case.clone();
        larger.report.minutes += more;
        for (less, more) in case.stands().iter().zip(larger.stands()) {
            prop_assert!(more.start >= less.start);
        }
    }

    #[test]
    fn withdrawing_restores_the_plan(case in case()) {
        let mut case = case;
        case.report.withdrawn_at = Some(case.report.at);
        prop_assert!(case.projected().iter().all(Option::is_none));
    }
}
