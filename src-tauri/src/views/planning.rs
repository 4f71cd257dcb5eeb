//! The planning: a day of all practitioners, and a doctor's own.

use chrono_tz::Tz;
use medigest_application::{Column, Day, Line, MyDay, Practice};
use medigest_domain::settings::{CLOSES_AT, OPENS_AT};
use medigest_domain::time::Interval;
use serde::Serialize;
use specta::Type;

use super::absence::AbsenceView;
use super::appointment::AppointmentView;
use super::delay::DelayView;
use super::local::{local_date, local_time};
use super::practitioner::PractitionerView;

/// Local times of a day.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpeningSpan {
    start: String,
    end: String,
}

impl OpeningSpan {
    /// `interval` as it reads in `zone`.
    pub fn of(interval: &Interval, zone: Tz) -> Self {
        Self {
            start: local_time(interval.start, zone),
            end: local_time(interval.end, zone),
        }
    }
}

/// A practitioner's part of the day.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DayColumn {
    practitioner: PractitionerView,
    /// Earliest first.
    appointments: Vec<AppointmentView>,
    /// When they work that day, earliest first; breaks are the gaps. Empty when closed.
    openings: Vec<OpeningSpan>,
    /// Absences and closures that touch the day.
    absences: Vec<AbsenceView>,
    /// The delay that holds that day.
    delay: Option<DelayView>,
    /// The next appointment to come; none when the day is over or not today.
    next_id: Option<String>,
}

impl DayColumn {
    fn of(column: &Column, zone: Tz) -> Self {
        Self {
            practitioner: PractitionerView::from(&column.practitioner),
            appointments: lines(&column.lines, zone),
            openings: openings(column, zone),
            absences: column
                .absences
                .iter()
                .map(|absence| AbsenceView::of(absence, zone))
                .collect(),
            delay: column
                .delay
                .as_ref()
                .map(|delay| DelayView::of(delay, zone)),
            next_id: column.next.map(|id| id.to_string()),
        }
    }
}

/// A local day.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DayView {
    date: String,
    today: String,
    /// Local time of the practice.
    now: String,
    opens_at: String,
    closes_at: String,
    columns: Vec<DayColumn>,
}

impl DayView {
    /// `day` as `practice` sees it now.
    pub fn of(day: &Day, practice: &Practice) -> Self {
        let (now, zone) = (practice.now(), practice.zone());
        Self {
            date: day.date.to_string(),
            today: local_date(now, zone),
            now: local_time(now, zone),
            opens_at: OPENS_AT.format("%H:%M").to_string(),
            closes_at: CLOSES_AT.format("%H:%M").to_string(),
            columns: day
                .columns
                .iter()
                .map(|column| DayColumn::of(column, zone))
                .collect(),
        }
    }
}

/// The signed-in doctor's day.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MyDayView {
    practitioner: PractitionerView,
    date: String,
    /// Local time.
    now: String,
    /// In consultation.
    current: Option<AppointmentView>,
    /// Arrived and not called in, in the order of their projected times.
    waiting: Vec<AppointmentView>,
    /// Not arrived yet, in the order of their projected times.
    next: Vec<AppointmentView>,
    /// Finished, absent or cancelled today.
    past: Vec<AppointmentView>,
    delay: Option<DelayView>,
    /// Minutes free before the next patient; 0 when somebody waits or is in.
    free_minutes: Option<u32>,
    /// Local time at which the day now ends; none when nothing is left.
    ends_at: Option<String>,
    openings: Vec<OpeningSpan>,
    /// Patients on the call-back list of this doctor that nobody has settled.
    callbacks: u32,
}

impl MyDayView {
    /// `day` as `practice` sees it now.
    pub fn of(day: &MyDay, practice: &Practice) -> Self {
        let zone = practice.zone();
        Self {
            practitioner: PractitionerView::from(&day.column.practitioner),
            date: day.date.to_string(),
            now: local_time(practice.now(), zone),
            current: day
                .current
                .as_ref()
                .map(|line| AppointmentView::of(line, zone)),
            waiting: lines(&day.waiting, zone),
            next: lines(&day.next, zone),
            past: lines(&day.past, zone),
            delay: day
                .column
                .delay
                .as_ref()
                .map(|delay| DelayView::of(delay, zone)),
            free_minutes: day.free_minutes,
            ends_at: day.ends_at.map(|at| local_time(at, zone)),
            openings: openings(&day.column, zone),
            callbacks: day.callbacks,
        }
    }
}

fn lines(lines: &[Line], zone: Tz) -> Vec<AppointmentView> {
    lines
        .iter()
        .map(|line| AppointmentView::of(line, zone))
        .collect()
}

fn openings(column: &Column, zone: Tz) -> Vec<OpeningSpan> {
    column
        .openings
        .iter()
        .map(|opening| OpeningSpan::of(opening, zone))
        .collect()
}
