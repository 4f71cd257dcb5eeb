//! Figures: SQL computes what each appointment counts for, over columns that one index holds, so that no document
//! is read; all of a call sees one state of the base.
//!
//! The groups are added up as the rows come. SQLite's own `GROUP BY` sorts the rows, once for each of the six
//! groupings, which took longer than half a second for two years of 100,000 appointments; one pass takes less than
//! half of that, and nothing is sent over a network.

use async_trait::async_trait;
use chrono::NaiveDate;
use medigest_application::ports::{FigureQuery, FigureStore, Narrowing, StoreError, StoreResult};
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::figures::{Counts, Tally, WeekHour};
use medigest_domain::id::PractitionerId;
use rusqlite::{Connection, Row, ToSql};
use serde_json::json;

use super::SqliteStore;
use super::document::query;
use super::error::Work;
use crate::documents::{AppointmentDocument, UNLINKED_PRACTITIONER};

/// The appointments that start within a stretch, with what is computed of each. Division rounds towards zero, and
/// the greater of two instants is none if one of them was not recorded.
const COUNTED: &str = "
    WITH counted AS (
        SELECT
            id, doc, starts, practitioner_id, status,
            (ends - starts) / 60000 AS minutes,
            starts < :now AS begun,
            (starts + :offset) / 86400000 AS day,
            ((starts + :offset) / 86400000 + 3) % 7 + 1 AS weekday,
            (starts + :offset) / 3600000 % 24 AS hour,
            CASE WHEN booked_at <= starts THEN (starts - booked_at) / 86400000 END AS lead,
            MAX(0, (called_in_at - MAX(arrived_at, starts)) / 60000) AS waited,
            (called_in_at - starts) / 60000 AS late
        FROM appointments
        WHERE starts >= :from AND starts < :to AND (
            :practitioners IS NULL
            OR practitioner_id IN (SELECT value FROM json_each(:practitioners))
        )
    )";

/// Which of them fit a narrowing.
const FITTING: &str = "
    FROM counted
    WHERE status IN (SELECT value FROM json_each(:statuses))
        AND (:weekday IS NULL OR weekday = :weekday)
        AND (:hour IS NULL OR hour = :hour)
        AND (NOT :begun OR begun)
        AND (NOT :waited OR waited IS NOT NULL)";

#[async_trait]
impl FigureStore for SqliteStore {
    async fn counts(&self, query: &FigureQuery) -> StoreResult<Counts> {
        let stretches = Stretch::all(query);
        self.connections
            .read(move |base| {
                let base = base.unchecked_transaction()?;
                let mut counts = Counts::default();
                for stretch in &stretches {
                    counts += stretch.counts(&base)?;
                }
                Ok(counts)
            })
            .await
    }

    async fn counted(
        &self,
        query: &FigureQuery,
        narrowing: &Narrowing,
        limit: u32,
    ) -> StoreResult<(Vec<Appointment>, u32)> {
        let stretches = Stretch::all(query);
        let narrowing = narrowing.clone();
        self.connections
            .read(move |base| {
                let base = base.unchecked_transaction()?;
                let (mut found, mut total) = (Vec::new(), 0);
                for stretch in &stretches {
                    let (some, of) = stretch.fitting(&base, &narrowing, limit)?;
                    found.extend(some);
                    total += of;
                }
                found.sort_by_key(|found| (found.interval.start, found.id));
                found.truncate(limit as usize);
                Ok((found, total))
            })
            .await
    }
}

/// A segment of a query as SQL understands it: milliseconds since 1970.
struct Stretch {
    from: i64,
    to: i64,
    offset: i64,
    now: i64,
    /// A list of ids in JSON.
    practitioners: Option<String>,
}

impl Stretch {
    fn all(query: &FigureQuery) -> Vec<Self> {
        let only = query.practitioners.as_ref();
        let practitioners = only.map(|ids| {
            let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
            json!(ids).to_string()
        });
        let segments = query.segments.iter();
        segments
            .map(|segment| Self {
                from: segment.interval.start.timestamp_millis(),
                to: segment.interval.end.timestamp_millis(),
                offset: i64::from(segment.offset_seconds) * 1_000,
                now: query.now.timestamp_millis(),
                practitioners: practitioners.clone(),
            })
            .collect()
    }

    fn parameters(&self) -> Vec<(&'static str, &dyn ToSql)> {
        vec![
            (":from", &self.from),
            (":to", &self.to),
            (":offset", &self.offset),
            (":now", &self.now),
            (":practitioners", &self.practitioners),
        ]
    }

    fn counts(&self, base: &Connection) -> Work<Counts> {
        let mut counts = Counts::default();
        let sql = "SELECT practitioner_id, status, minutes, begun, day, weekday, hour, lead, waited, late";
        let mut statement = base.prepare_cached(&format!("{COUNTED} {sql} FROM counted"))?;
        let mut rows = statement.query(self.parameters().as_slice())?;
        while let Some(row) = rows.next()? {
            note(&mut counts, row)?;
        }
        let sql = "SELECT COUNT(*) FROM patients WHERE created_at >= ?1 AND created_at < ?2";
        let mut created = base.prepare_cached(sql)?;
        counts.new_patients = created.query_row([self.from, self.to], |row| row.get(0))?;
        Ok(counts)
    }

    /// The appointments that fit, earliest first, at most `limit`, and how many there are.
    fn fitting(
        &self,
        base: &Connection,
        narrowing: &Narrowing,
        limit: u32,
    ) -> Work<(Vec<Appointment>, u32)> {
        let statuses: Vec<_> = narrowing.statuses.iter().map(|of| of.stored()).collect();
        let statuses = json!(statuses).to_string();
        let mut parameters = self.parameters();
        parameters.extend::<[(&str, &dyn ToSql); 5]>([
            (":statuses", &statuses),
            (":weekday", &narrowing.weekday),
            (":hour", &narrowing.hour),
            (":begun", &narrowing.begun),
            (":waited", &narrowing.waited),
        ]);
        let total = base
            .prepare_cached(&format!("{COUNTED} SELECT COUNT(*) {FITTING}"))?
            .query_row(parameters.as_slice(), |row| row.get(0))?;
        parameters.push((":limit", &limit));
        let sql = format!("{COUNTED} SELECT doc {FITTING} ORDER BY starts, id LIMIT :limit");
        let found = query::<AppointmentDocument, _>(base, &sql, parameters.as_slice())?;
        Ok((found, total))
    }
}

/// Adds an appointment to its groups.
fn note(counts: &mut Counts, row: &Row) -> Work<()> {
    let status = status(row)?;
    *counts
        .tallies
        .entry((practitioner(row)?, status))
        .or_default() += Tally {
        appointments: 1,
        minutes: row.get(2)?,
        begun: row.get(3)?,
    };
    let date = NaiveDate::from_epoch_days(row.get(4)?);
    let date = date.ok_or_else(|| unreadable("date_heure_debut"))?;
    *counts.by_date.entry((date, status)).or_default() += 1;
    let at = WeekHour {
        weekday: row.get(5)?,
        hour: row.get(6)?,
    };
    *counts.by_hour.entry((at, status)).or_default() += 1;
    if let Some(days) = row.get(7)? {
        counts.lead_days.note(days, 1);
    }
    if let Some(minutes) = row.get(8)? {
        counts.waiting_minutes.note(minutes, 1);
    }
    if let Some(minutes) = row.get(9)? {
        let of_hour = counts.lateness_minutes.entry(at.hour).or_default();
        of_hour.note(minutes, 1);
    }
    Ok(())
}

/// Whose appointments a row counts, in its first column.
fn practitioner(row: &Row) -> Work<PractitionerId> {
    let Some(id) = row
        .get_ref(0)?
        .as_str_or_null()
        .map_err(rusqlite::Error::from)?
    else {
        return Ok(UNLINKED_PRACTITIONER);
    };
    Ok(id.parse().map_err(|_| unreadable("practitioner_id"))?)
}

fn status(row: &Row) -> Work<Status> {
    let stored = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
    Ok(Status::from_stored(stored).ok_or_else(|| unreadable("statut"))?)
}

/// The error of a group, which stands for many documents.
fn unreadable(field: &str) -> StoreError {
    StoreError::Unreadable(format!("appointments: {field}"))
}
