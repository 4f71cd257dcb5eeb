//! Counting appointments where they are stored.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::figures::{Counts, Segment};
use medigest_domain::id::PractitionerId;

use super::StoreResult;

/// Which appointments are counted: those whose planned start lies within one of the segments.
#[derive(Debug, Clone)]
pub struct FigureQuery {
    /// Stretches of time, none overlapping another; local dates, weekdays and hours are those of each.
    pub segments: Vec<Segment>,
    /// Only of these; none: of everybody.
    pub practitioners: Option<Vec<PractitionerId>>,
    /// What has begun is before this, to the millisecond.
    pub now: DateTime<Utc>,
}

/// Which of the counted appointments to list: all conditions hold together.
#[derive(Debug, Clone)]
pub struct Narrowing {
    /// Of one of these statuses.
    pub statuses: Vec<Status>,
    /// 1 Monday to 7 Sunday, of the planned start.
    pub weekday: Option<u32>,
    /// 0 to 23, of the planned start.
    pub hour: Option<u32>,
    /// Only those that have begun.
    pub begun: bool,
    /// Only those whose arrival and call were both recorded.
    pub waited: bool,
}

/// Counting and listing for the figures.
#[async_trait]
pub trait FigureStore: Send + Sync {
    /// What [`Counts`] says of the appointments of `query`, counted where they are stored; and the files created
    /// within its segments, of every practitioner.
    async fn counts(&self, query: &FigureQuery) -> StoreResult<Counts>;
    /// Those of the counted appointments that fit, earliest first (then by id), at most `limit`; and how many
    /// there are.
    async fn counted(
        &self,
        query: &FigureQuery,
        narrowing: &Narrowing,
        limit: u32,
    ) -> StoreResult<(Vec<Appointment>, u32)>;
}
