//! The dashboard: figures as shown, and the appointments behind one.

use medigest_application::{FigureListRequest, Figures, FiguresRequest};
use medigest_domain::appointment::Status;
use medigest_domain::figures;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::appointment::AppointmentView;
use super::mirror::{AppointmentStatus, Entity};
use crate::commands::id;
use crate::error::CommandError;

/// What figures.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FiguresInput {
    /// First local date.
    from: String,
    /// Last local date.
    to: String,
    practitioner_id: Option<String>,
}

impl FiguresInput {
    /// The request it makes.
    ///
    /// # Errors
    /// `notFound` for what is no id.
    pub fn request(self) -> Result<FiguresRequest, CommandError> {
        let practitioner = self.practitioner_id;
        Ok(FiguresRequest {
            from: self.from,
            to: self.to,
            practitioner_id: practitioner
                .map(|text| id(&text, Entity::Practitioner))
                .transpose()?,
        })
    }
}

/// The appointments behind a figure.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FiguresListInput {
    from: String,
    to: String,
    practitioner_id: Option<String>,
    status: Option<AppointmentStatus>,
    /// 1 Monday to 7 Sunday.
    weekday: Option<u32>,
    hour: Option<u32>,
    /// Only those that were due.
    due: bool,
    /// Only those whose waiting time is known.
    waited: bool,
}

impl FiguresListInput {
    /// The request it makes.
    ///
    /// # Errors
    /// `notFound` for what is no id.
    pub fn request(self) -> Result<FigureListRequest, CommandError> {
        let of = FiguresInput {
            from: self.from,
            to: self.to,
            practitioner_id: self.practitioner_id,
        };
        Ok(FigureListRequest {
            of: of.request()?,
            status: self.status.map(Into::into),
            weekday: self.weekday,
            hour: self.hour,
            due: self.due,
            waited: self.waited,
        })
    }
}

/// The appointments behind a figure.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FiguresListView {
    /// Earliest first, at most 500.
    pub(crate) appointments: Vec<AppointmentView>,
    pub(crate) total: u32,
}

/// The figures of a period, beside those of the period before it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FiguresView {
    from: String,
    to: String,
    previous_from: String,
    previous_to: String,
    current: PeriodFigures,
    previous: PeriodFigures,
}

impl From<&Figures> for FiguresView {
    fn from(figures: &Figures) -> Self {
        let (period, before) = (figures.period, figures.period.before());
        Self {
            from: period.first().to_string(),
            to: period.last().to_string(),
            previous_from: before.first().to_string(),
            previous_to: before.last().to_string(),
            current: PeriodFigures::from(&figures.current),
            previous: PeriodFigures::from(&figures.previous),
        }
    }
}

/// The figures of a period.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PeriodFigures {
    appointments: u32,
    by_status: Vec<StatusCount>,
    /// Planned before now and not cancelled.
    due: u32,
    no_show_of_due: Rate,
    no_show_of_all: Rate,
    cancelled_by_patient: Rate,
    cancelled_by_doctor: Rate,
    /// Days from booking to visit.
    lead_days: Spread,
    waiting_minutes: Spread,
    lateness_minutes: Spread,
    lateness_by_hour: Vec<HourLateness>,
    new_patients: u32,
    workload: Vec<Workload>,
    busiest: Vec<BusyCell>,
    trend: Vec<TrendPoint>,
}

impl From<&figures::PeriodFigures> for PeriodFigures {
    fn from(figures: &figures::PeriodFigures) -> Self {
        let by_status = figures.by_status.iter();
        let lateness_by_hour = figures.lateness_by_hour.iter();
        Self {
            appointments: figures.appointments,
            by_status: by_status
                .map(|(status, count)| StatusCount {
                    status: (*status).into(),
                    count: *count,
                })
                .collect(),
            due: figures.due,
            no_show_of_due: figures.no_show_of_due.into(),
            no_show_of_all: figures.no_show_of_all.into(),
            cancelled_by_patient: figures.cancelled_by_patient.into(),
            cancelled_by_doctor: figures.cancelled_by_doctor.into(),
            lead_days: figures.lead_days.into(),
            waiting_minutes: figures.waiting_minutes.into(),
            lateness_minutes: figures.lateness_minutes.into(),
            lateness_by_hour: lateness_by_hour.filter_map(HourLateness::of).collect(),
            new_patients: figures.new_patients,
            workload: figures.workload.iter().map(Workload::from).collect(),
            busiest: figures.busiest.iter().map(BusyCell::from).collect(),
            trend: figures.trend.iter().map(TrendPoint::from).collect(),
        }
    }
}

/// How many appointments have a status.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusCount {
    status: AppointmentStatus,
    count: u32,
}

/// A share with its denominator.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Rate {
    count: u32,
    of: u32,
    /// None when there is nothing to share.
    permille: Option<u32>,
}

impl From<figures::Rate> for Rate {
    fn from(rate: figures::Rate) -> Self {
        Self {
            count: rate.count,
            of: rate.of,
            permille: rate.permille(),
        }
    }
}

/// Median and 90th percentile (nearest rank) of what is known.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Spread {
    count: u32,
    median: Option<i32>,
    p90: Option<i32>,
}

impl From<figures::Spread> for Spread {
    fn from(spread: figures::Spread) -> Self {
        Self {
            count: spread.count,
            median: spread.median,
            p90: spread.p90,
        }
    }
}

/// Lateness of the appointments planned in an hour of the day.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HourLateness {
    hour: u32,
    count: u32,
    median: i32,
    p90: i32,
}

impl HourLateness {
    /// None of an hour without a call.
    fn of(row: &figures::HourLateness) -> Option<Self> {
        Some(Self {
            hour: row.hour,
            count: row.lateness.count,
            median: row.lateness.median?,
            p90: row.lateness.p90?,
        })
    }
}

/// A practitioner's workload.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Workload {
    practitioner_id: String,
    name: String,
    color: String,
    appointments: u32,
    booked_minutes: u32,
    open_minutes: u32,
    /// Booked minutes of open minutes.
    share: Rate,
}

impl From<&figures::Workload> for Workload {
    fn from(workload: &figures::Workload) -> Self {
        Self {
            practitioner_id: workload.practitioner_id.to_string(),
            name: workload.name.clone(),
            color: workload.color.as_str().to_owned(),
            appointments: workload.appointments,
            booked_minutes: workload.booked.count,
            open_minutes: workload.booked.of,
            share: workload.booked.into(),
        }
    }
}

/// A weekday and hour of the heat map.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BusyCell {
    /// 1 Monday to 7 Sunday.
    weekday: u32,
    hour: u32,
    count: u32,
}

impl From<&figures::BusyCell> for BusyCell {
    fn from(cell: &figures::BusyCell) -> Self {
        Self {
            weekday: cell.hour.weekday,
            hour: cell.hour.hour,
            count: cell.count,
        }
    }
}

/// The appointments of a local date, by status.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TrendPoint {
    date: String,
    confirmed: u32,
    cancelled: u32,
    absent: u32,
    cancelled_by_doctor: u32,
}

impl From<&figures::TrendPoint> for TrendPoint {
    fn from(point: &figures::TrendPoint) -> Self {
        let count = |status| point.by_status.get(&status).copied().unwrap_or(0);
        Self {
            date: point.date.to_string(),
            confirmed: count(Status::Confirmed),
            cancelled: count(Status::Cancelled),
            absent: count(Status::Absent),
            cancelled_by_doctor: count(Status::CancelledByDoctor),
        }
    }
}
