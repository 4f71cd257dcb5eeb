//! What the clients saw and the judge found.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use medigest_application::ports::{StoreError, StoreResult};
use medigest_domain::appointment::Appointment;
use serde::{Deserialize, Serialize};

/// Of one client, or of several added up.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Report {
    pub attempts: u64,
    pub booked: u64,
    pub changed: u64,
    pub taken: u64,
    pub stale: u64,
    /// Attempts without an answer that were made again.
    pub repeated: u64,
    /// Acknowledged writes whose trace or visit still waited in an outbox when the race was over.
    pub waiting: u32,
    /// Anything else, which should not be.
    pub failures: Vec<String>,
    /// Every acknowledged appointment, with the newest version a client was told.
    pub acknowledged: BTreeMap<String, u32>,
    /// How long each booking took, in microseconds.
    booking_times: Vec<u32>,
    /// Pairs of blocking appointments of one practitioner or patient that share an instant.
    pub overlaps: u64,
    /// What the judge has against the base.
    pub flaws: Vec<String>,
}

impl Report {
    pub fn booking(&mut self, took: Duration, answer: &StoreResult<Appointment>) {
        let took = u32::try_from(took.as_micros()).unwrap_or(u32::MAX);
        self.booking_times.push(took);
        self.booked += u64::from(answer.is_ok());
        self.answer(answer);
    }

    pub fn change(&mut self, answer: &StoreResult<Appointment>) {
        self.changed += u64::from(answer.is_ok());
        self.answer(answer);
    }

    fn answer(&mut self, answer: &StoreResult<Appointment>) {
        self.attempts += 1;
        match answer {
            Ok(appointment) => self.acknowledge(appointment.id.to_string(), appointment.v),
            Err(StoreError::Taken { .. }) => self.taken += 1,
            Err(StoreError::Stale) => self.stale += 1,
            Err(error) => self.failures.push(error.to_string()),
        }
    }

    fn acknowledge(&mut self, id: String, v: u32) {
        let newest = self.acknowledged.entry(id).or_default();
        *newest = v.max(*newest);
    }

    pub fn add(&mut self, other: Self) {
        self.attempts += other.attempts;
        self.booked += other.booked;
        self.changed += other.changed;
        self.taken += other.taken;
        self.stale += other.stale;
        self.repeated += other.repeated;
        self.failures.extend(other.failures);
        self.booking_times.extend(other.booking_times);
        for (id, v) in other.acknowledged {
            self.acknowledge(id, v);
        }
    }

    /// No overlap, nothing lost, nothing doubled, no failure; and the race was one.
    pub fn assert_flawless(&self) {
        assert_eq!(self.overlaps, 0, "overlaps");
        assert!(self.flaws.is_empty(), "{:#?}", self.flaws);
        assert!(self.failures.is_empty(), "{:#?}", self.failures);
        assert!(self.booked > 0 && self.changed > 0, "nothing was done");
        assert!(self.taken > 0, "nobody met anybody");
    }

    /// The time within which this share of the bookings was answered, in milliseconds.
    fn percentile(&self, share: usize) -> f64 {
        let mut times = self.booking_times.clone();
        times.sort_unstable();
        let index = (times.len() * share / 100).min(times.len().saturating_sub(1));
        times
            .get(index)
            .map_or(0.0, |time| f64::from(*time) / 1_000.0)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} attempts, {} booked, {} changed, {} taken, {} stale, {} failed, {} repeated, \
             {} overlaps, {} waited in an outbox; \
             booking p50 {:.1} ms, p95 {:.1} ms",
            self.attempts,
            self.booked,
            self.changed,
            self.taken,
            self.stale,
            self.failures.len(),
            self.repeated,
            self.overlaps,
            self.waiting,
            self.percentile(50),
            self.percentile(95),
        )
    }
}
