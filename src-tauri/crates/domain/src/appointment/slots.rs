//! The tokens that let the database itself refuse an overlap (spec §3.2): one per five-minute tick for the
//! practitioner and one for the patient, unique over all blocking appointments.

use std::fmt;

use crate::id::{PatientId, PractitionerId};
use crate::time::Interval;

/// One reserved tick: `D:<practitioner>|<tick>` or `P:<patient>|<tick>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SlotToken(String);

impl SlotToken {
    /// The stored text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SlotToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Every token of an appointment in `interval`.
pub(super) fn tokens(
    practitioner: PractitionerId,
    patient: PatientId,
    interval: Interval,
) -> Vec<SlotToken> {
    interval
        .ticks()
        .flat_map(|tick| {
            [
                SlotToken(format!("D:{practitioner}|{tick}")),
                SlotToken(format!("P:{patient}|{tick}")),
            ]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Minutes;
    use chrono::{Duration, TimeZone, Utc};
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn interval(start: u32, length: u32) -> Interval {
        let day = Utc.with_ymd_and_hms(2026, 11, 23, 0, 0, 0).unwrap();
        Interval::from(
            day + Duration::minutes(i64::from(start) * 5),
            Minutes::parse(length * 5).unwrap(),
        )
    }

    proptest! {
        #[test]
        fn on_the_grid_tokens_meet_exactly_when_intervals_overlap(
            a in 0_u32..200, la in 1_u32..20, b in 0_u32..200, lb in 1_u32..20,
            same_doctor: bool, same_patient: bool,
        ) {
            let doctor = |same| PractitionerId::from_bytes([if same { 1 } else { 2 }; 12]);
            let patient = |same| PatientId::from_bytes([if same { 1 } else { 2 }; 12]);
            let (x, y) = (interval(a, la), interval(b, lb));
            let left: HashSet<_> = tokens(doctor(true), patient(true), x).into_iter().collect();
            let right: HashSet<_> = tokens(doctor(same_doctor), patient(same_patient), y).into_iter().collect();
            let shared = (same_doctor || same_patient) && x.overlaps(y);
            prop_assert_eq!(!left.is_disjoint(&right), shared);
        }
    }

    #[test]
    fn an_appointment_off_the_grid_reserves_every_tick_it_touches() {
        let day = Utc.with_ymd_and_hms(2026, 11, 23, 9, 2, 0).unwrap();
        let odd = Interval {
            start: day,
            end: day + Duration::minutes(5),
        };
        assert_eq!(odd.ticks().count(), 2);
    }
}
