//! Who runs late today.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use medigest_domain::appointment::Appointment;
use medigest_domain::delay::{DelayReport, begins};
use medigest_domain::id::{DelayId, OpId};
use medigest_domain::practitioner::Practitioner;
use medigest_domain::time::local_day;

use super::chance::IdMaker;
use super::staff::DOCTOR;

/// How late.
const MINUTES: u32 = 15;
/// How long ago it was reported.
const REPORTED: Duration = Duration::minutes(12);

/// The delay of `practitioner`, reported a moment ago; none once they have nobody left to see today.
pub(super) fn delay(
    practitioner: &Practitioner,
    appointments: &[Appointment],
    today: NaiveDate,
    zone: Tz,
    now: DateTime<Utc>,
    seed: u64,
) -> Option<DelayReport> {
    let bounds = local_day(zone, today);
    let left: Vec<Appointment> = appointments
        .iter()
        .filter(|row| row.practitioner_id == practitioner.id && row.interval.overlaps(bounds))
        .filter(|row| row.blocks() && row.attendance.called_in_at.is_none())
        .filter(|row| row.attendance.arrived_at.is_some() || row.interval.end > now)
        .cloned()
        .collect();
    if left.is_empty() {
        return None;
    }
    let at = (now - REPORTED).max(bounds.start);
    let id = IdMaker::<b'R'>::new(seed).next(at);
    Some(DelayReport {
        id: DelayId::from_bytes(id),
        practitioner_id: practitioner.id,
        day: today,
        number: 1,
        from: begins(&left, at),
        minutes: MINUTES,
        by: DOCTOR.to_owned(),
        at,
        op_id: OpId::from_bytes(id),
        withdrawn_at: None,
    })
}
