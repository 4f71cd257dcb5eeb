//! What the desk does all day on each store, beside the targets of spec §6: booking, the day's planning, files,
//! the search for free times and for patients, every text sealed. A year of 20 practitioners: about 100,000 appointments and as many
//! patients; `MEDIGEST_BENCH_PATIENTS` makes it smaller. MongoDB takes part where `MEDIGEST_TEST_MONGO_URI` or
//! `MEDIGEST_TEST_MONGO_REPLICA_URI` names a server.

#[path = "../tests/it/mongo/server.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod server;

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use medigest_application::ports::Store;
use medigest_application::{Actor, BookingRequest, FreeSlotRequest, Practice};
use medigest_domain::appointment::Appointment;
use medigest_domain::appointment::free::DayPart;
use medigest_domain::role::Role;
use medigest_sample::builders::{
    AppointmentBuilder, CountingIds, FixedClock, PatientBuilder, PractitionerBuilder, UserBuilder,
    ZONE, at, id, keyring,
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
const SEARCHES: u64 = 100;
/// Targets for the 95th percentile, in milliseconds.
const BOOKING_EMBEDDED: f64 = 10.0;
const BOOKING_MONGO: f64 = 50.0;
const PLANNING: f64 = 50.0;
/// The specification names none: that of a planning.
const FILE: f64 = 50.0;
const FREE_TIMES: f64 = 50.0;
const SEARCH: f64 = 5.0;

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
    measure("SQLite", Arc::new(store), size, BOOKING_EMBEDDED).await;
}

async fn mongo(server: Server, size: Size) {
    let Some(base) = Base::on(server) else { return };
    let store = base.open().await;
    let label = format!("MongoDB ({server:?})");
    let started = Instant::now();
    store.load(year(size)).await.expect("loading");
    println!("{label}: loaded in {:.0?}", started.elapsed());
    measure(&label, Arc::new(store), size, BOOKING_MONGO).await;
}

/// Everything a command does but crossing the bridge: authorisation, rules, writes, what the screen is told.
async fn measure(label: &str, store: Arc<dyn Store>, size: Size, booking_target: f64) {
    let clock = Arc::new(FixedClock::at(day(0) - chrono::Duration::hours(1)));
    let ids = Arc::new(CountingIds::starting_at(u64::from(u32::MAX) * 4));
    let opening = Practice::open(store, clock, ids, "bench".to_owned(), ZONE);
    let practice = opening.await.expect("a practice");
    let desk = Bench {
        label,
        actor: Actor::of(
            &UserBuilder::new().with_role(Role::Reception).build(),
            keyring(),
        ),
        practice,
        size,
    };
    desk.booking(booking_target).await;
    desk.planning().await;
    desk.files().await;
    desk.free_times().await;
    desk.search().await;
}

struct Bench<'a> {
    label: &'a str,
    actor: Actor,
    practice: Practice,
    size: Size,
}

impl Bench<'_> {
    async fn booking(&self, target: f64) {
        let mut times = Vec::new();
        for number in 0..BOOKINGS {
            let request = free_time(number, self.size);
            let op = id(u64::from(u32::MAX) * 2 + number);
            let started = Instant::now();
            let booked = self.practice.book(&self.actor, &request, op).await;
            times.push(started.elapsed());
            booked.expect("free time");
        }
        self.show("booking", times, target);
    }

    async fn planning(&self) {
        let mut times = Vec::new();
        for number in 0..PLANNINGS {
            let date = day(number * 7 % self.size.days)
                .with_timezone(&ZONE)
                .date_naive();
            let started = Instant::now();
            let planned = self.practice.day(&self.actor, date, None).await;
            times.push(started.elapsed());
            let columns = planned.expect("a planning").columns;
            let lines = columns.iter().flat_map(|column| &column.lines);
            let read = lines.filter(|line| line.appointment.reason.text().is_some());
            assert!(read.count() as u64 >= PRACTITIONERS * OF_A_DAY);
        }
        self.show("day planning, reasons opened", times, PLANNING);
    }

    /// Each is opened for the first time, so that it is traced.
    async fn files(&self) {
        let mut times = Vec::new();
        for number in 0..PLANNINGS {
            let file = id(1 + number * 7_919 % self.size.patients);
            let started = Instant::now();
            let opened = self.practice.open_patient(&self.actor, file).await;
            times.push(started.elapsed());
            let notes = opened.expect("a file").patient.details.notes;
            assert!(notes.is_some_and(|notes| notes.text().is_some()));
        }
        self.show("opening a file, with its trace", times, FILE);
    }

    /// What is found at once, and what is found only behind everything that is booked.
    async fn free_times(&self) {
        let anybody = FreeSlotRequest {
            practitioner_id: None,
            patient_id: Some(id(1)),
            duration_minutes: 30,
            part: None,
            from: "2026-01-05".to_owned(),
            from_time: String::new(),
            count: 10,
        };
        let one = FreeSlotRequest {
            practitioner_id: Some(PractitionerBuilder::numbered(1).build().id),
            part: Some(DayPart::Morning),
            ..anybody.clone()
        };
        for (what, request) in [
            ("next free times of anybody", anybody),
            ("mornings of one, who is booked for months", one),
        ] {
            let mut times = Vec::new();
            for _ in 0..SEARCHES {
                let started = Instant::now();
                let found = self.practice.free_slots(&self.actor, &request).await;
                times.push(started.elapsed());
                assert!(!found.expect("an answer").is_empty());
            }
            self.show(what, times, FREE_TIMES);
        }
    }

    async fn search(&self) {
        let started = Instant::now();
        let first = self.practice.search_patients(&self.actor, "dup").await;
        println!(
            "{}: first search of {} patients, which reads them all, in {:.0?}",
            self.label,
            first.expect("an answer").total,
            started.elapsed()
        );
        let mut times = Vec::new();
        for number in 0..SEARCHES {
            let name = PatientBuilder::numbered(1 + number * 7_919 % self.size.patients).build();
            let typed: String = name.details.last_name.as_str().chars().take(4).collect();
            let started = Instant::now();
            let found = self.practice.search_patients(&self.actor, &typed).await;
            times.push(started.elapsed());
            found.expect("an answer");
        }
        self.show("search while typing", times, SEARCH);
    }

    fn show(&self, what: &str, times: Vec<Duration>, target: f64) {
        show(self.label, what, times, target);
    }
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
    let keys = keyring();
    let seal = |patient| keys.seal_patient(patient).expect("the keys are there");
    BulkLoad {
        practitioners: (1..=PRACTITIONERS)
            .map(|number| PractitionerBuilder::numbered(number).build())
            .collect(),
        patients: patients.into_iter().map(seal).collect(),
        appointments: appointments
            .into_iter()
            .map(|row| keys.seal_appointment(row).expect("the keys are there"))
            .collect(),
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

/// One of the ten minutes that are left free every half hour, as a desk asks for it.
fn free_time(number: u64, size: Size) -> BookingRequest {
    let gap = number / PRACTITIONERS;
    let start = day(gap / OF_A_DAY % size.days)
        + chrono::Duration::minutes(30 * (gap % OF_A_DAY).cast_signed() + 20);
    let local = start.with_timezone(&ZONE);
    let practitioner = PractitionerBuilder::numbered(number % PRACTITIONERS + 1).build();
    BookingRequest {
        patient_id: id(1 + number * 13 % size.patients),
        practitioner_id: practitioner.id,
        date: local.format("%Y-%m-%d").to_string(),
        time: local.format("%H:%M").to_string(),
        duration_minutes: 10,
        reason: Some("Suivi".to_owned()),
        instead_of: None,
        accept_outside_hours: true,
    }
}

/// An appointment of practitioner `practitioner + 1`.
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
