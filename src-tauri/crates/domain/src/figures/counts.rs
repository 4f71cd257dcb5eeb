//! What a store counts of a stretch of time: sums only, never an appointment, a reason or a name.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use chrono::NaiveDate;

use super::Histogram;
use crate::appointment::Status;
use crate::id::PractitionerId;

/// What is counted of the appointments that start within a stretch of time. Sums and groups only: what they mean
/// is computed by [`super::PeriodFigures`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// By practitioner and status.
    pub tallies: BTreeMap<(PractitionerId, Status), Tally>,
    /// By local date of the planned start and status.
    pub by_date: BTreeMap<(NaiveDate, Status), u32>,
    /// By local weekday and hour of the planned start and status.
    pub by_hour: BTreeMap<(WeekHour, Status), u32>,
    /// Whole days from booking to planned start, of every status; those entered after their start are left out.
    pub lead_days: Histogram,
    /// Whole minutes the practice let a patient wait: from the arrival, or from the planned start for who came
    /// early, to the call; 0 for who was called in before. Only where both instants were recorded.
    ///
    /// Waiting from the mere arrival is not the figure: whoever comes an hour early would make the practice look
    /// an hour late, and it could do nothing about it.
    pub waiting_minutes: Histogram,
    /// By local hour of the planned start: whole minutes from the planned start to the call, rounded towards the
    /// plan, negative for who was called in before. Only where the call was recorded.
    pub lateness_minutes: BTreeMap<u32, Histogram>,
    /// Patients' files created within the stretch, of the whole practice.
    pub new_patients: u32,
}

/// What is summed up of a group of appointments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub appointments: u32,
    /// Their planned length together, in minutes.
    pub minutes: u32,
    /// How many of them have begun: their planned start is before now.
    pub begun: u32,
}

/// An hour of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WeekHour {
    /// 1 Monday to 7 Sunday.
    pub weekday: u32,
    /// 0 to 23.
    pub hour: u32,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.appointments += other.appointments;
        self.minutes += other.minutes;
        self.begun += other.begun;
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        add(&mut self.tallies, other.tallies);
        add(&mut self.by_date, other.by_date);
        add(&mut self.by_hour, other.by_hour);
        self.lead_days += other.lead_days;
        self.waiting_minutes += other.waiting_minutes;
        add(&mut self.lateness_minutes, other.lateness_minutes);
        self.new_patients += other.new_patients;
    }
}

/// Adds up, group by group.
pub(super) fn add<K: Ord, V: AddAssign + Default>(sums: &mut BTreeMap<K, V>, more: BTreeMap<K, V>) {
    for (group, count) in more {
        *sums.entry(group).or_default() += count;
    }
}
