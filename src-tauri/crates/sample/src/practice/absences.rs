//! Who is away in the weeks to come, and when the practice is closed.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use medigest_domain::absence::Absence;
use medigest_domain::id::{AbsenceId, PractitionerId};
use medigest_domain::practitioner::Practitioner;
use medigest_domain::time::{Interval, local_day};

use super::chance::IdMaker;
use super::staff::ADMINISTRATOR;

/// The second practitioner's holiday from Monday to Wednesday of next week, and a closure on the Friday after.
pub(super) fn absences(
    practitioners: &[Practitioner],
    today: NaiveDate,
    zone: Tz,
    seed: u64,
    noted_at: DateTime<Utc>,
) -> Vec<Absence> {
    let next_monday = today + Days::new(u64::from(7 - today.weekday().num_days_from_monday()));
    let mut ids = IdMaker::<b'V'>::new(seed);
    let mut absence = |who: Option<PractitionerId>, first, last, label: &str| Absence {
        id: AbsenceId::from_bytes(ids.next(noted_at)),
        practitioner_id: who,
        interval: Interval {
            start: local_day(zone, first).start,
            end: local_day(zone, last).end,
        },
        label: label.to_owned(),
        created_by: ADMINISTRATOR.to_owned(),
        created_at: noted_at,
    };
    let mut absences = Vec::new();
    if let Some(second) = practitioners.get(1) {
        let last = next_monday + Days::new(2);
        absences.push(absence(Some(second.id), next_monday, last, "Congés"));
    }
    let friday = next_monday + Days::new(11);
    absences.push(absence(None, friday, friday, "Fermeture exceptionnelle"));
    absences
}
