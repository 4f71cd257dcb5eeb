//! `practitioners.horaires`: one entry for each span of work of the week.

use bson::Bson;
use chrono::NaiveTime;
use medigest_domain::hours::{OpeningSpan, WeeklyHours, weekday};
use medigest_domain::time::parse_time;
use serde::{Deserialize, Deserializer, Serialize};

const TIME: &str = "%H:%M";

/// A span of work as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanDocument {
    /// 1 Monday to 7 Sunday.
    pub jour: u32,
    /// Local time of day, e.g. `09:00`.
    pub de: String,
    /// Local time of day, e.g. `12:00`.
    pub a: String,
}

/// The entries of these hours; none for the usual ones.
#[must_use]
pub fn stored_hours(hours: Option<&WeeklyHours>) -> Vec<SpanDocument> {
    let time = |time: NaiveTime| time.format(TIME).to_string();
    hours
        .into_iter()
        .flat_map(WeeklyHours::spans)
        .map(|(day, span)| SpanDocument {
            jour: day.number_from_monday(),
            de: time(span.start),
            a: time(span.end),
        })
        .collect()
}

/// The hours that entries mean; none (the usual ones hold) without any, or if they contradict each other: hours
/// are advice, and somebody may have written them by hand.
pub(super) fn understood(entries: &[SpanDocument]) -> Option<WeeklyHours> {
    let span = |entry: &SpanDocument| {
        let span = OpeningSpan {
            start: parse_time(&entry.de).ok()?,
            end: parse_time(&entry.a).ok()?,
        };
        Some((weekday(entry.jour)?, span))
    };
    let spans: Vec<_> = entries.iter().map(span).collect::<Option<_>>()?;
    WeeklyHours::from_spans(spans)
        .ok()
        .filter(|hours| !hours.spans().is_empty())
}

/// Reads the entries; whatever has another shape reads as none, rather than hiding the practitioner.
pub(super) fn readable<'de, D: Deserializer<'de>>(
    reader: D,
) -> Result<Vec<SpanDocument>, D::Error> {
    let value = Bson::deserialize(reader)?;
    Ok(bson::deserialize_from_bson(value).unwrap_or_default())
}
