//! Figures, counted one appointment after the other: what the real stores group must come to the same.

use async_trait::async_trait;
use chrono::{DateTime, Datelike, Timelike, Utc};
use medigest_application::ports::{FigureQuery, FigureStore, Narrowing, StoreResult};
use medigest_domain::appointment::Appointment;
use medigest_domain::figures::{Counts, Segment, Tally, WeekHour};

use super::{MemoryStore, State, millis};

#[async_trait]
impl FigureStore for MemoryStore {
    async fn counts(&self, query: &FigureQuery) -> StoreResult<Counts> {
        let state = self.state();
        let mut counts = Counts::default();
        for (appointment, segment) in counted(&state, query) {
            note(&mut counts, appointment, segment, query.now);
        }
        let created = state.patients.values().filter(|patient| {
            let mut segments = query.segments.iter();
            segments.any(|segment| contains(*segment, patient.created_at))
        });
        counts.new_patients = u32::try_from(created.count()).unwrap_or(u32::MAX);
        Ok(counts)
    }

    async fn counted(
        &self,
        query: &FigureQuery,
        narrowing: &Narrowing,
        limit: u32,
    ) -> StoreResult<(Vec<Appointment>, u32)> {
        let state = self.state();
        let mut found: Vec<_> = counted(&state, query)
            .filter(|(appointment, segment)| fits(appointment, *segment, query, narrowing))
            .map(|(appointment, _)| appointment.clone())
            .collect();
        found.sort_by_key(|appointment| (appointment.interval.start, appointment.id));
        let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
        found.truncate(limit as usize);
        Ok((found, total))
    }
}

/// The appointments of a query, each with the segment its planned start lies in.
fn counted<'a>(
    state: &'a State,
    query: &'a FigureQuery,
) -> impl Iterator<Item = (&'a Appointment, Segment)> {
    let wanted = |appointment: &&Appointment| {
        let only = query.practitioners.as_ref();
        only.is_none_or(|ids| ids.contains(&appointment.practitioner_id))
    };
    let appointments = state.appointments.values().filter(wanted);
    appointments.filter_map(|appointment| {
        let mut segments = query.segments.iter();
        let segment = segments.find(|segment| contains(**segment, appointment.interval.start))?;
        Some((appointment, *segment))
    })
}

fn contains(segment: Segment, at: DateTime<Utc>) -> bool {
    segment.interval.start <= at && at < segment.interval.end
}

fn week_hour(appointment: &Appointment, segment: Segment) -> WeekHour {
    let local = segment.local(appointment.interval.start);
    WeekHour {
        weekday: local.weekday().number_from_monday(),
        hour: local.hour(),
    }
}

fn has_begun(appointment: &Appointment, now: DateTime<Utc>) -> bool {
    appointment.interval.start < millis(now)
}

fn note(counts: &mut Counts, appointment: &Appointment, segment: Segment, now: DateTime<Utc>) {
    let start = appointment.interval.start;
    let status = appointment.status;
    let at = week_hour(appointment, segment);
    let group = (appointment.practitioner_id, status);
    *counts.tallies.entry(group).or_default() += Tally {
        appointments: 1,
        minutes: appointment.minutes(),
        begun: has_begun(appointment, now).into(),
    };
    let date = segment.local(start).date();
    *counts.by_date.entry((date, status)).or_default() += 1;
    *counts.by_hour.entry((at, status)).or_default() += 1;
    if appointment.created_at <= start {
        let days = (start - appointment.created_at).num_days();
        counts.lead_days.note(whole(days), 1);
    }
    let Some(called_in_at) = appointment.attendance.called_in_at else {
        return;
    };
    let late = (called_in_at - start).num_minutes();
    let of_hour = counts.lateness_minutes.entry(at.hour).or_default();
    of_hour.note(whole(late), 1);
    if let Some(arrived_at) = appointment.attendance.arrived_at {
        let waited = (called_in_at - arrived_at.max(start)).num_minutes();
        counts.waiting_minutes.note(whole(waited.max(0)), 1);
    }
}

fn fits(
    appointment: &Appointment,
    segment: Segment,
    query: &FigureQuery,
    narrowing: &Narrowing,
) -> bool {
    let at = week_hour(appointment, segment);
    let attendance = appointment.attendance;
    narrowing.statuses.contains(&appointment.status)
        && narrowing
            .weekday
            .is_none_or(|weekday| weekday == at.weekday)
        && narrowing.hour.is_none_or(|hour| hour == at.hour)
        && (!narrowing.begun || has_begun(appointment, query.now))
        && (!narrowing.waited
            || (attendance.arrived_at.is_some() && attendance.called_in_at.is_some()))
}

/// A number of days or minutes.
fn whole(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
