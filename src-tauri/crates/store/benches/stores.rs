//! Booking and the day's planning on each store, beside the targets of spec §6. A year of 20 practitioners:
//! about 100,000 appointments and as many patients; `MEDIGEST_BENCH_PATIENTS` makes it smaller. MongoDB takes
//! part where `MEDIGEST_TEST_MONGO_URI` or `MEDIGEST_TEST_MONGO_REPLICA_URI` names a server.

#[path = "../tests/it/mongo/server.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod server;

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use medigest_application::ports::{AppointmentFilter, Store};
use medigest_domain::appointment::Appointment;
use medigest_domain::time::Interval;
use medigest_sample::builders::{
    AppointmentBuilder, PatientBuilder, PractitionerBuilder, TraceBuilder, at,
};
use medigest_store::bulk::BulkLoad;
use medigest_store::sqlite::SqliteStore;
use server::{Base, Server};
use tempfile::TempDir;

const PRACTITIONERS: u64 = 20;
/// Appointments of a practitioner's day: 20 minutes every half hour from 8:00 to 18:00.
const OF_A_DAY: u64 = 20;
const PATIENTS: u64 = 100_000;
const BOOKINGS: u64 = 400;
const PLANNINGS: u64 = 100;
/// Targets for the 95th percentile, in milliseconds.
const BOOKING_EMBEDDED: f64 = 10.0;
const BOOKING_MONGO: f64 = 50.0;
const PLANNING: f64 = 50.0;

/// How much there is.
#[derive(Clone, Copy)]
struct Size {
    patients: u64,
    days: u64,
}

impl Size {
    fn wanted() -> Self {
        let patients = std::env::var("MEDIGEST_BENCH_PATIENTS")
            .map_or(PATIENTS, |text| text.parse().expect("a number"));
        let a_day = PRACTITIONERS * OF_A_DAY;
        // Fewer patients than a day has appointments would have to be in two places at once.
        let patients = patients.max(a_day);
        Self {
            patients,
            days: patients / a_day,
        }
    }
}

fn main() {
    let size = Size::wanted();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    println!(
        "{} patients, {} appointments, {PRACTITIONERS} practitioners",
        size.patients,
        size.days * PRACTITIONERS * OF_A_DAY
    );
    runtime.block_on(async {
        sqlite(size).await;
        mongo(Server::Standalone, size).await;
        mongo(Server::ReplicaSet, size).await;
    });
}

async fn sqlite(size: Size) {
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let store = SqliteStore::open(folder.path().join("medigest.db")).expect("a base");
    let started = Instant::now();
    store.load(year(size)).await.expect("loading");
    println!("SQLite: loaded in {:.0?}", started.elapsed());
    measure("SQLite", &store, size, BOOKING_EMBEDDED).await;
}

async fn mongo(server: Server, size: Size) {
    let Some(base) = Base::on(server) else { return };
    let store = base.open().await;
    let label = format!("MongoDB ({server:?})");
    let started = Instant::now();
    store.load(year(size)).await.expect("loading");
    println!("{label}: loaded in {:.0?}", started.elapsed());
    measure(&label, &store, size, BOOKING_MONGO).await;
}

async fn measure(label: &str, store: &dyn Store, size: Size, booking_target: f64) {
    let mut bookings = Vec::new();
    for number in 0..BOOKINGS {
        let wish = free_time(number, size);
        let trace = TraceBuilder::booking(&wish).build();
        let started = Instant::now();
        store.book(&wish, &trace).await.expect("free time");
        bookings.push(started.elapsed());
    }
    show(label, "booking", bookings, booking_target);
    let mut plannings = Vec::new();
    for number in 0..PLANNINGS {
        let start = day(number * 7 % size.days);
        let started = Instant::now();
        plan(store, start).await;
        plannings.push(started.elapsed());
    }
    show(label, "day planning", plannings, PLANNING);
}

/// Reads what the day's planning shows: every appointment, and who comes.
async fn plan(store: &dyn Store, start: DateTime<Utc>) {
    let filter = AppointmentFilter {
        practitioner: None,
        patient: None,
        within: Interval {
            start,
            end: start + chrono::Duration::hours(11),
        },
    };
    let appointments = store.appointments(filter).await.expect("a planning");
    assert!(appointments.len() as u64 >= PRACTITIONERS * OF_A_DAY);
    let mut patients: Vec<_> = appointments.iter().map(|a| a.patient_id).collect();
    patients.sort_unstable();
    patients.dedup();
    let summaries = store
        .patient_summaries(&patients)
        .await
        .expect("the patients");
    assert_eq!(summaries.len(), patients.len());
}

fn show(label: &str, what: &str, mut times: Vec<Duration>, target: f64) {
    times.sort_unstable();
    let percentile = |share: usize| {
        let index = (times.len() * share / 100).min(times.len() - 1);
        times[index].as_secs_f64() * 1_000.0
    };
    let verdict = if percentile(95) <= target {
        "reached"
    } else {
        "MISSED"
    };
    println!(
        "{label}: {what} p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms; target p95 {target} ms: {verdict}",
        percentile(50),
        percentile(95),
        percentile(99),
    );
}

/// A year of the practice, ready to be loaded.
fn year(size: Size) -> BulkLoad {
    let appointments: Vec<_> = (0..size.days * PRACTITIONERS * OF_A_DAY)
        .map(appointment)
        .collect();
    let mut patients: Vec<_> = (1..=size.patients)
        .map(|number| PatientBuilder::numbered(number).build())
        .collect();
    for (appointment, patient) in appointments.iter().zip(patients.iter_mut()) {
        patient.visits.push(appointment.visit());
    }
    BulkLoad {
        practitioners: (1..=PRACTITIONERS)
            .map(|number| PractitionerBuilder::numbered(number).build())
            .collect(),
        patients,
        appointments,
        ..BulkLoad::default()
    }
}

/// 8:00 of a day.
fn day(number: u64) -> DateTime<Utc> {
    at("2026-01-05", "08:00") + chrono::Duration::days(number.cast_signed())
}

/// Appointment `number`: patient by patient, through the practitioners of a half hour, then on.
fn appointment(number: u64) -> Appointment {
    let practitioner = number % PRACTITIONERS;
    let half_hour = number / PRACTITIONERS % OF_A_DAY;
    let start = day(number / (PRACTITIONERS * OF_A_DAY))
        + chrono::Duration::minutes(30 * half_hour.cast_signed());
    with(number, practitioner, number + 1, start, 20)
}

/// One of the ten minutes that are left free every half hour.
fn free_time(number: u64, size: Size) -> Appointment {
    let gap = number / PRACTITIONERS;
    let start = day(gap / OF_A_DAY % size.days)
        + chrono::Duration::minutes(30 * (gap % OF_A_DAY).cast_signed() + 20);
    let patient = 1 + number * 13 % size.patients;
    with(
        u64::from(u32::MAX) + number,
        number % PRACTITIONERS,
        patient,
        start,
        10,
    )
}

fn with(
    number: u64,
    practitioner: u64,
    patient: u64,
    start: DateTime<Utc>,
    minutes: u32,
) -> Appointment {
    AppointmentBuilder::numbered(number)
        .with_practitioner(&PractitionerBuilder::numbered(practitioner + 1).build())
        .with_patient(&PatientBuilder::numbered(patient).build())
        .with_start(start)
        .with_minutes(minutes)
        .build()
}
