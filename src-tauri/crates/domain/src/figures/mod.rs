//! The figures of a period: what the dashboard shows, with the definition of each.
//!
//! A store counts ([`Counts`]); everything that is a definition stands here. An appointment belongs to the period
//! in which its planned start lies, whatever became of it; one that was moved, to where it was moved.
//!
//! No figure contains a reason, a note or a patient's name.

mod counts;
mod opening;
mod period;
mod statistics;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use counts::{Counts, Tally, WeekHour};
pub use opening::open_minutes;
pub use period::{MAX_DAYS, Period, Segment, segments};
pub use statistics::{Histogram, Rate, Spread};

use crate::appointment::Status;
use crate::id::PractitionerId;
use crate::practitioner::{Color, Practitioner};

/// The statuses of an appointment that kept its time: it stood, or nobody came. A cancelled one gave it back.
pub const KEPT: [Status; 2] = [Status::Confirmed, Status::Absent];

/// Whether an appointment of `status` kept its time.
#[must_use]
pub fn is_kept(status: Status) -> bool {
    KEPT.contains(&status)
}

/// A practitioner whose work is counted.
#[derive(Debug, Clone)]
pub struct Member<'a> {
    /// Who.
    pub practitioner: &'a Practitioner,
    /// How long they are open in the period, in minutes.
    pub open_minutes: u32,
}

/// The figures of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodFigures {
    /// Every appointment that was given a time, whatever became of it.
    pub appointments: u32,
    /// The same, by what became of them.
    pub by_status: BTreeMap<Status, u32>,
    /// Those due by now: kept, and their planned start is past.
    pub due: u32,
    /// Patients who did not come, of the appointments due.
    pub no_show_of_due: Rate,
    /// Patients who did not come, of all appointments: the definition of the IHI, which divides by every time that
    /// was given.
    pub no_show_of_all: Rate,
    /// Cancelled by the patient or the desk, of all appointments.
    pub cancelled_by_patient: Rate,
    /// Cancelled because the doctor is not there, of all appointments.
    pub cancelled_by_doctor: Rate,
    /// Days from booking to visit, see [`Counts::lead_days`].
    pub lead_days: Spread,
    /// Minutes the practice let patients wait, see [`Counts::waiting_minutes`].
    pub waiting_minutes: Spread,
    /// Minutes from planned start to call, see [`Counts::lateness_minutes`].
    pub lateness_minutes: Spread,
    /// The same by hour of the planned start, earliest first; hours without a call are left out.
    pub lateness_by_hour: Vec<HourLateness>,
    /// Patients' files created, of the whole practice.
    pub new_patients: u32,
    /// By practitioner: those who are active or had an appointment.
    pub workload: Vec<Workload>,
    /// Kept appointments by hour of the week of their planned start; empty hours are left out.
    pub busiest: Vec<BusyCell>,
    /// Every date of the period.
    pub trend: Vec<TrendPoint>,
}

/// Lateness of the appointments planned in an hour of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HourLateness {
    /// 0 to 23.
    pub hour: u32,
    /// Minutes from planned start to call.
    pub lateness: Spread,
}

/// What a practitioner had to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workload {
    /// Who; of an appointment of an older base that names nobody, an id of zeros.
    pub practitioner_id: PractitionerId,
    /// Their name; empty when they are not known.
    pub name: String,
    /// Their colour.
    pub color: Color,
    /// Appointments that kept their time.
    pub appointments: u32,
    /// Booked minutes, of open minutes. More than all of them when appointments stand outside the opening hours.
    pub booked: Rate,
}

/// How many appointments an hour of the week has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BusyCell {
    /// When.
    pub hour: WeekHour,
    /// How many.
    pub count: u32,
}

/// The appointments of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendPoint {
    /// The local date.
    pub date: NaiveDate,
    /// By what became of them; a status nobody has is left out.
    pub by_status: BTreeMap<Status, u32>,
}

impl PeriodFigures {
    /// What `counts` mean for the practitioners `staff`, in their order.
    #[must_use]
    pub fn of(counts: &Counts, period: Period, staff: &[Member]) -> Self {
        let mut by_status: BTreeMap<_, _> = Status::ALL.map(|status| (status, 0)).into();
        let (mut due, mut absent) = (0, 0);
        for ((_, status), tally) in &counts.tallies {
            *by_status.entry(*status).or_default() += tally.appointments;
            if is_kept(*status) {
                due += tally.begun;
            }
            if *status == Status::Absent {
                absent += tally.begun;
            }
        }
        let appointments = by_status.values().sum();
        let of_all = |count| Rate {
            count,
            of: appointments,
        };
        let mut lateness = Histogram::default();
        for histogram in counts.lateness_minutes.values() {
            lateness += histogram.clone();
        }
        Self {
            appointments,
            due,
            no_show_of_due: Rate {
                count: absent,
                of: due,
            },
            no_show_of_all: of_all(absent),
            cancelled_by_patient: of_all(by_status[&Status::Cancelled]),
            cancelled_by_doctor: of_all(by_status[&Status::CancelledByDoctor]),
            by_status,
            lead_days: counts.lead_days.spread(),
            waiting_minutes: counts.waiting_minutes.spread(),
            lateness_minutes: lateness.spread(),
            lateness_by_hour: counts
                .lateness_minutes
                .iter()
                .map(|(hour, histogram)| HourLateness {
                    hour: *hour,
                    lateness: histogram.spread(),
                })
                .collect(),
            new_patients: counts.new_patients,
            workload: workload(counts, staff),
            busiest: busiest(counts),
            trend: trend(counts, period),
        }
    }
}

fn workload(counts: &Counts, staff: &[Member]) -> Vec<Workload> {
    let mut kept: BTreeMap<PractitionerId, Tally> = BTreeMap::new();
    for ((practitioner, status), tally) in &counts.tallies {
        // Who had cancelled appointments only is there too, with nothing to do.
        let sum = kept.entry(*practitioner).or_default();
        if is_kept(*status) {
            *sum += *tally;
        }
    }
    let mut rows: Vec<Workload> = staff
        .iter()
        .filter_map(|member| {
            let known = member.practitioner;
            let tally = kept.remove(&known.id);
            let counts = known.active || tally.is_some();
            counts.then(|| Workload {
                name: known.details.name.clone(),
                color: known.details.color.clone(),
                ..Workload::unknown(known.id, tally.unwrap_or_default(), member.open_minutes)
            })
        })
        .collect();
    let of_others = kept.into_iter();
    rows.extend(of_others.map(|(id, tally)| Workload::unknown(id, tally, 0)));
    rows
}

impl Workload {
    /// Of somebody who is not known.
    fn unknown(practitioner_id: PractitionerId, tally: Tally, open_minutes: u32) -> Self {
        Self {
            practitioner_id,
            name: String::new(),
            color: Color::default(),
            appointments: tally.appointments,
            booked: Rate {
                count: tally.minutes,
                of: open_minutes,
            },
        }
    }
}

fn busiest(counts: &Counts) -> Vec<BusyCell> {
    let mut kept: BTreeMap<WeekHour, u32> = BTreeMap::new();
    for ((hour, status), count) in &counts.by_hour {
        if is_kept(*status) {
            *kept.entry(*hour).or_default() += count;
        }
    }
    kept.into_iter()
        .map(|(hour, count)| BusyCell { hour, count })
        .collect()
}

fn trend(counts: &Counts, period: Period) -> Vec<TrendPoint> {
    let point = |date| TrendPoint {
        date,
        by_status: Status::ALL
            .into_iter()
            .filter_map(|status| Some((status, *counts.by_date.get(&(date, status))?)))
            .collect(),
    };
    period.dates().map(point).collect()
}
