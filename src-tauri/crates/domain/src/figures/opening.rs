//! How long a practitioner works in a period: the weekly hours, less absences and closures.

use chrono_tz::Tz;

use super::Period;
use crate::absence::Absence;
use crate::practitioner::Practitioner;
use crate::time::Interval;

/// The minutes `practitioner` is open in `period`, by their present weekly hours; `absences` may be anybody's.
#[must_use]
pub fn open_minutes(
    practitioner: &Practitioner,
    absences: &[Absence],
    period: Period,
    zone: Tz,
) -> u32 {
    let mut away: Vec<Interval> = absences
        .iter()
        .filter(|absence| absence.concerns(practitioner.id))
        .map(|absence| absence.interval)
        .collect();
    away.sort_unstable();
    let hours = practitioner.opening_hours();
    let sessions = period.dates().flat_map(|date| hours.on(zone, date));
    sessions.map(|session| minutes_left(session, &away)).sum()
}

/// The minutes of `session` that `away`, earliest first and perhaps overlapping, leaves.
fn minutes_left(session: Interval, away: &[Interval]) -> u32 {
    let mut seconds = 0;
    let mut from = session.start;
    for gone in away.iter().filter(|gone| gone.overlaps(session)) {
        seconds += (gone.start - from).num_seconds().max(0);
        from = from.max(gone.end);
    }
    seconds += (session.end - from).num_seconds().max(0);
    u32::try_from(seconds / 60).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::tests::{instant, period, practitioner};
    use chrono_tz::Europe::Paris;

    fn away(practitioner: Option<&Practitioner>, from: &str, to: &str) -> Absence {
        Absence {
            id: crate::id::AbsenceId::from_bytes([7; 12]),
            practitioner_id: practitioner.map(|practitioner| practitioner.id),
            interval: Interval {
                start: instant(from),
                end: instant(to),
            },
            label: String::new(),
            created_by: String::new(),
            created_at: instant("2026-01-01 00:00"),
        }
    }

    /// Of a practitioner who works from 9 to 12 and from 14 to 18 on weekdays.
    fn minutes(absences: &[Absence]) -> u32 {
        let week = period("2026-11-23", "2026-11-29");
        open_minutes(&practitioner(1), absences, week, Paris)
    }

    #[test]
    fn a_week_has_the_minutes_of_its_sessions() {
        assert_eq!(minutes(&[]), 5 * 7 * 60);
    }

    #[test]
    fn absences_and_closures_are_left_out_once() {
        let own = practitioner(1);
        let absences = [
            // Half of Monday morning, which the closure overlaps by half an hour.
            away(Some(&own), "2026-11-23 10:00", "2026-11-23 11:30"),
            away(None, "2026-11-23 11:00", "2026-11-23 13:00"),
            // Nobody works at night.
            away(None, "2026-11-24 20:00", "2026-11-25 06:00"),
            // Somebody else.
            away(
                Some(&practitioner(2)),
                "2026-11-26 00:00",
                "2026-11-27 00:00",
            ),
        ];
        assert_eq!(minutes(&absences), 5 * 7 * 60 - 2 * 60);
    }

    #[test]
    fn who_is_away_all_the_time_works_no_minute() {
        let always = away(None, "2026-01-01 00:00", "2027-01-01 00:00");
        assert_eq!(minutes(&[always.clone(), always]), 0);
    }
}
