//! When each practitioner works: their own week, with lunch breaks and afternoons off.

use chrono::{NaiveTime, Weekday};
use fastrand::Rng;
use medigest_domain::hours::{OpeningSpan, WeeklyHours, weekday};

use super::chance::any;

/// The afternoon off of each fourth practitioner; the first have none.
const AFTERNOONS_OFF: [Option<Weekday>; 4] = [
    None,
    Some(Weekday::Wed),
    Some(Weekday::Thu),
    Some(Weekday::Fri),
];

/// The week of the practitioner at `index`: mornings and afternoons from Monday to Friday but for an afternoon
/// off, and every second one's Saturday morning. All work on `today`, whatever its name, so that the demo never
/// opens on an empty planning.
pub(super) fn weekly(index: usize, today: Weekday, rng: &mut Rng) -> WeeklyHours {
    let morning = OpeningSpan {
        start: any(rng, &[time(8, 0), time(8, 30), time(9, 0)]),
        end: any(rng, &[time(12, 0), time(12, 30)]),
    };
    let afternoon = OpeningSpan {
        start: any(rng, &[time(13, 30), time(14, 0)]),
        end: any(rng, &[time(17, 30), time(18, 0), time(19, 0)]),
    };
    let off = AFTERNOONS_OFF[index % AFTERNOONS_OFF.len()];
    let works = |day: Weekday| match day {
        _ if day == today => vec![morning, afternoon],
        Weekday::Sat if index.is_multiple_of(2) => vec![morning],
        Weekday::Sat | Weekday::Sun => Vec::new(),
        _ if off == Some(day) => vec![morning],
        _ => vec![morning, afternoon],
    };
    let spans = (1..=7)
        .filter_map(weekday)
        .flat_map(|day| works(day).into_iter().map(move |span| (day, span)))
        .collect();
    WeeklyHours::from_spans(spans).expect("mornings end before afternoons begin")
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).expect("a time of day")
}
