//! One builder per entity, with valid defaults and a `with_…` for what tests vary.
//!
//! `new()` is `numbered(1)`; other numbers give other ids and what must be unique with them. Builders are for
//! tests: a text that the domain refuses panics, and the message says which.

mod absence;
mod appointment;
mod clock;
mod delay;
mod ids;
mod keys;
mod patient;
mod patient_form;
mod practitioner;
mod trace;
mod user;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use medigest_domain::time::{instant, parse_date, parse_time};

pub use absence::AbsenceBuilder;
pub use appointment::AppointmentBuilder;
pub use clock::FixedClock;
pub use delay::DelayBuilder;
pub use ids::{CountingIds, NumberedId, id};
pub use keys::{credentials, key_pair, keyring};
pub use patient::PatientBuilder;
pub use patient_form::PatientFormBuilder;
pub use practitioner::{PractitionerBuilder, hours};
pub use trace::TraceBuilder;
pub use user::UserBuilder;

/// The zone of every builder.
pub const ZONE: Tz = chrono_tz::Europe::Paris;

/// The moment every builder takes for now: Monday 23 November 2026, 09:00 in Paris.
#[must_use]
pub fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 8, 0, 0)
        .single()
        .expect("08:00 exists in UTC")
}

/// The instant of a local date and time in [`ZONE`], e.g. `at("2026-11-24", "10:00")`.
#[must_use]
pub fn at(local_date: &str, local_time: &str) -> DateTime<Utc> {
    instant(ZONE, date(local_date), time(local_time))
        .unwrap_or_else(|rule| panic!("{local_date} {local_time}: {rule:?}"))
}

/// A date, e.g. `date("2026-11-24")`.
#[must_use]
pub fn date(text: &str) -> NaiveDate {
    parse_date(text).unwrap_or_else(|rule| panic!("{text}: {rule:?}"))
}

/// A time of day, e.g. `time("10:30")`.
#[must_use]
pub fn time(text: &str) -> NaiveTime {
    parse_time(text).unwrap_or_else(|rule| panic!("{text}: {rule:?}"))
}
