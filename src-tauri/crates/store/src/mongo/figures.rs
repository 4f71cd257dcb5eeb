//! Figures, grouped by one aggregation per segment that reads each appointment once, so that the sums of its
//! groups agree with each other whatever is booked meanwhile.

use std::time::Duration;

use async_trait::async_trait;
use bson::oid::ObjectId;
use bson::{Bson, DateTime, Document, doc};
use futures::future::try_join_all;
use medigest_application::ports::{FigureQuery, FigureStore, Narrowing, StoreError, StoreResult};
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::figures::{Counts, Segment, Tally, WeekHour};
use medigest_domain::id::PractitionerId;
use serde::Deserialize;

use super::MongoStore;
use super::call::call_within;
use crate::documents::{AppointmentDocument, PatientDocument, Stored as _, UNLINKED_PRACTITIONER};

/// How long a segment may take: reading a year of a large practice is no ordinary call.
const PATIENCE: Duration = Duration::from_secs(30);

#[async_trait]
impl FigureStore for MongoStore {
    async fn counts(&self, query: &FigureQuery) -> StoreResult<Counts> {
        let segments = query.segments.iter();
        let counted = segments.map(|segment| self.counts_of(query, *segment));
        let mut counts = Counts::default();
        for some in try_join_all(counted).await? {
            counts += some;
        }
        Ok(counts)
    }

    async fn counted(
        &self,
        query: &FigureQuery,
        narrowing: &Narrowing,
        limit: u32,
    ) -> StoreResult<(Vec<Appointment>, u32)> {
        let segments = query.segments.iter();
        let fitting: Vec<_> = segments
            .map(|segment| fitting(query, *segment, narrowing))
            .collect();
        if fitting.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let fitting = doc! { "$or": fitting };
        let documents = self.documents::<AppointmentDocument>();
        let total = documents.count(fitting.clone()).await?;
        let earliest_first = doc! { "date_heure_debut": 1, "_id": 1 };
        let found = documents.all(fitting, earliest_first, limit.into()).await?;
        let found: StoreResult<_> = found.into_iter().map(Appointment::try_from).collect();
        Ok((found?, u32::try_from(total).unwrap_or(u32::MAX)))
    }
}

impl MongoStore {
    async fn counts_of(&self, query: &FigureQuery, segment: Segment) -> StoreResult<Counts> {
        let appointments = self
            .database
            .collection::<Document>(AppointmentDocument::COLLECTION);
        let aggregation = appointments.aggregate([
            doc! { "$match": starting(query, segment) },
            doc! { "$project": computed(query, segment) },
            doc! { "$facet": groups() },
        ]);
        let mut cursor = call_within(PATIENCE, aggregation.with_type::<Groups>()).await?;
        // One document, also of no appointment.
        let mut counts = match call_within(PATIENCE, cursor.advance()).await? {
            true => cursor
                .deserialize_current()
                .map_err(|_| unreadable("figures"))?
                .into_counts()?,
            false => Counts::default(),
        };
        counts.new_patients = self.created_patients(segment).await?;
        Ok(counts)
    }

    /// Files created within the segment; those of an older base say so by their id only, to the second.
    async fn created_patients(&self, segment: Segment) -> StoreResult<u32> {
        let id = |at: chrono::DateTime<chrono::Utc>| {
            let mut bytes = [0; 12];
            let seconds = u32::try_from(at.timestamp()).unwrap_or(0);
            bytes[..4].copy_from_slice(&seconds.to_be_bytes());
            ObjectId::from_bytes(bytes)
        };
        let (start, end) = (segment.interval.start, segment.interval.end);
        let created = doc! { "$or": [
            { "created_at": within(segment) },
            { "created_at": null, "_id": { "$gte": id(start), "$lt": id(end) } },
        ] };
        let count = self.documents::<PatientDocument>().count(created).await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

fn within(segment: Segment) -> Document {
    doc! {
        "$gte": DateTime::from_chrono(segment.interval.start),
        "$lt": DateTime::from_chrono(segment.interval.end),
    }
}

/// The appointments of a query that start within one of its segments.
fn starting(query: &FigureQuery, segment: Segment) -> Document {
    let mut starting = doc! { "date_heure_debut": within(segment) };
    if let Some(practitioners) = &query.practitioners {
        let ids = practitioners.iter();
        let ids: Vec<_> = ids.map(|id| ObjectId::from_bytes(id.bytes())).collect();
        starting.insert("practitioner_id", doc! { "$in": ids });
    }
    starting
}

/// Those of them that fit.
fn fitting(query: &FigureQuery, segment: Segment, narrowing: &Narrowing) -> Document {
    let mut conditions = vec![starting(query, segment)];
    let statuses: Vec<_> = narrowing.statuses.iter().map(|of| of.stored()).collect();
    conditions.push(doc! { "statut": { "$in": statuses } });
    if let Some(weekday) = narrowing.weekday {
        conditions.push(doc! { "$expr": { "$eq": [weekday_of(segment), weekday] } });
    }
    if let Some(hour) = narrowing.hour {
        conditions.push(doc! { "$expr": { "$eq": [hour_of(segment), hour] } });
    }
    if narrowing.begun {
        conditions.push(doc! { "date_heure_debut": { "$lt": DateTime::from_chrono(query.now) } });
    }
    if narrowing.waited {
        conditions.push(doc! {
            "arrivee_at": { "$ne": null },
            "debut_consultation_at": { "$ne": null },
        });
    }
    doc! { "$and": conditions }
}

/// What is computed of each appointment; a figure whose instants were not recorded is none.
fn computed(query: &FigureQuery, segment: Segment) -> Document {
    let start = "$date_heure_debut";
    let called_in = "$debut_consultation_at";
    // An older base says by the id when it was booked.
    let booked = doc! { "$ifNull": ["$created_at", { "$toDate": "$_id" }] };
    let waits_from = doc! { "$max": ["$arrivee_at", start] };
    let waited = doc! { "$max": [0, whole(called_in, waits_from, 60_000)] };
    let when = |condition: Document, then: Document| {
        doc! { "$cond": [condition, then, null] }
    };
    doc! {
        "_id": 0,
        "practitioner": "$practitioner_id",
        "status": "$statut",
        "minutes": whole("$date_heure_fin", start, 60_000),
        "begun": { "$cond": [{ "$lt": [start, DateTime::from_chrono(query.now)] }, 1, 0] },
        "date": { "$dateTrunc": { "date": local_start(segment), "unit": "day" } },
        "weekday": weekday_of(segment),
        "hour": hour_of(segment),
        "lead": when(
            doc! { "$lte": [booked.clone(), start] },
            whole(start, booked, 86_400_000),
        ),
        "waited": when(
            doc! { "$and": [{ "$gt": ["$arrivee_at", null] }, { "$gt": [called_in, null] }] },
            waited,
        ),
        "late": whole(called_in, start, 60_000),
    }
}

/// The groups of all that was computed.
fn groups() -> Document {
    let recorded = |field: &str| doc! { "$match": { field: { "$ne": null } } };
    let grouped = |by: Document| doc! { "$group": { "_id": by, "count": { "$sum": 1 } } };
    doc! {
        "tallies": [{ "$group": {
            "_id": { "practitioner": "$practitioner", "status": "$status" },
            "appointments": { "$sum": 1 },
            "minutes": { "$sum": "$minutes" },
            "begun": { "$sum": "$begun" },
        } }],
        "dates": [grouped(doc! { "date": "$date", "status": "$status" })],
        "hours": [grouped(doc! { "weekday": "$weekday", "hour": "$hour", "status": "$status" })],
        "leads": [recorded("lead"), grouped(doc! { "value": "$lead" })],
        "waits": [recorded("waited"), grouped(doc! { "value": "$waited" })],
        "latenesses": [recorded("late"), grouped(doc! { "hour": "$hour", "value": "$late" })],
    }
}

/// The planned start as a date whose UTC parts are the local ones.
fn local_start(segment: Segment) -> Document {
    doc! { "$add": ["$date_heure_debut", i64::from(segment.offset_seconds) * 1_000] }
}

fn weekday_of(segment: Segment) -> Document {
    doc! { "$toInt": { "$isoDayOfWeek": local_start(segment) } }
}

fn hour_of(segment: Segment) -> Document {
    doc! { "$hour": local_start(segment) }
}

/// The whole units of so many milliseconds from `start` to `end`, rounded towards zero; none if one is none.
fn whole(end: impl Into<Bson>, start: impl Into<Bson>, milliseconds: i64) -> Document {
    let between = doc! { "$subtract": [end.into(), start.into()] };
    doc! { "$toInt": { "$trunc": { "$divide": [between, milliseconds] } } }
}

/// What an aggregation answers.
#[derive(Deserialize)]
struct Groups {
    tallies: Vec<TallyGroup>,
    dates: Vec<Group<DateKey>>,
    hours: Vec<Group<HourKey>>,
    leads: Vec<Group<ValueKey>>,
    waits: Vec<Group<ValueKey>>,
    latenesses: Vec<Group<LatenessKey>>,
}

#[derive(Deserialize)]
struct Group<K> {
    #[serde(rename = "_id")]
    by: K,
    count: u32,
}

#[derive(Deserialize)]
struct TallyGroup {
    #[serde(rename = "_id")]
    by: TallyKey,
    appointments: u32,
    minutes: u32,
    begun: u32,
}

#[derive(Deserialize)]
struct TallyKey {
    /// Missing in an older base, which knows only the name.
    #[serde(default)]
    practitioner: Option<ObjectId>,
    status: String,
}

#[derive(Deserialize)]
struct DateKey {
    date: DateTime,
    status: String,
}

#[derive(Deserialize)]
struct HourKey {
    weekday: u32,
    hour: u32,
    status: String,
}

#[derive(Deserialize)]
struct ValueKey {
    value: i32,
}

#[derive(Deserialize)]
struct LatenessKey {
    hour: u32,
    value: i32,
}

impl Groups {
    fn into_counts(self) -> StoreResult<Counts> {
        let mut counts = Counts::default();
        for group in self.tallies {
            let id = group.by.practitioner;
            let practitioner = id.map_or(UNLINKED_PRACTITIONER, |id| {
                PractitionerId::from_bytes(id.bytes())
            });
            let tally = Tally {
                appointments: group.appointments,
                minutes: group.minutes,
                begun: group.begun,
            };
            // An id that is null and one that is missing are two groups.
            let key = (practitioner, status(&group.by.status)?);
            *counts.tallies.entry(key).or_default() += tally;
        }
        for Group { by, count } in self.dates {
            let date = by.date.to_chrono().date_naive();
            counts.by_date.insert((date, status(&by.status)?), count);
        }
        for Group { by, count } in self.hours {
            let at = WeekHour {
                weekday: by.weekday,
                hour: by.hour,
            };
            counts.by_hour.insert((at, status(&by.status)?), count);
        }
        for Group { by, count } in self.leads {
            counts.lead_days.note(by.value, count);
        }
        for Group { by, count } in self.waits {
            counts.waiting_minutes.note(by.value, count);
        }
        for Group { by, count } in self.latenesses {
            let of_hour = counts.lateness_minutes.entry(by.hour).or_default();
            of_hour.note(by.value, count);
        }
        Ok(counts)
    }
}

fn status(stored: &str) -> StoreResult<Status> {
    Status::from_stored(stored).ok_or_else(|| unreadable("statut"))
}

/// The error of a group, which stands for many documents.
fn unreadable(field: &str) -> StoreError {
    StoreError::Unreadable(format!("appointments: {field}"))
}
