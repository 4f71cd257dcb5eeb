//! Local times that were stored as if they were UTC.

use bson::DateTime;
use chrono::{Duration, Offset as _, TimeZone as _, Utc};
use chrono_tz::Tz;

/// The instant at which clocks in `zone` showed what `stored` shows in UTC. The hour that exists twice in autumn is the
/// first one, as when a time is typed; a time that spring left out was one hour later.
pub(super) fn shifted(zone: Tz, stored: DateTime) -> DateTime {
    let shown = stored.to_chrono().naive_utc();
    let instant = zone.from_local_datetime(&shown).earliest().map_or_else(
        || {
            let before = zone.offset_from_utc_datetime(&(shown - Duration::days(1)));
            (shown - before.fix()).and_utc()
        },
        |at| at.with_timezone(&Utc),
    );
    DateTime::from_chrono(instant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn paris(text: &str) -> String {
        let stored = DateTime::parse_rfc3339_str(text).unwrap();
        shifted(Paris, stored).try_to_rfc3339_string().unwrap()
    }

    #[test]
    fn what_was_shown_is_what_the_clock_of_the_practice_showed() {
        assert_eq!(paris("2026-11-23T14:00:00Z"), "2026-11-23T13:00:00Z");
        assert_eq!(paris("2026-07-14T14:00:00Z"), "2026-07-14T12:00:00Z");
    }

    #[test]
    fn the_hour_that_exists_twice_is_the_first_one() {
        assert_eq!(paris("2026-10-25T02:30:00Z"), "2026-10-25T00:30:00Z");
    }

    #[test]
    fn the_hour_that_spring_leaves_out_is_one_later() {
        assert_eq!(paris("2026-03-29T02:30:00Z"), "2026-03-29T01:30:00Z");
    }
}
