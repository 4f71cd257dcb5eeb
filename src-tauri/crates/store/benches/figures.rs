//! The dashboard on each store: the figures of a year of 20 practitioners beside those of the year before, about
//! 100,000 appointments in each, and the list behind a figure. `MEDIGEST_BENCH_APPOINTMENTS` (of a year) makes it
//! smaller. MongoDB takes part where `MEDIGEST_TEST_MONGO_URI` or `MEDIGEST_TEST_MONGO_REPLICA_URI` names a server.

#[path = "../tests/it/mongo/server.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod server;

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use medigest_application::ports::Store;
use medigest_application::{Actor, AppError, FigureListRequest, FiguresRequest, Practice};
use medigest_domain::appointment::{Appointment, Status};
use medigest_domain::figures::Period;
use medigest_domain::role::Role;
use medigest_sample::builders::{
    AppointmentBuilder, CountingIds, FixedClock, PatientBuilder, PractitionerBuilder, UserBuilder,
    ZONE, at, date, id, keyring,
};
use medigest_store::bulk::BulkLoad;
use medigest_store::sqlite::SqliteStore;
use server::{Base, Server};
use tempfile::TempDir;

const PRACTITIONERS: u64 = 20;
/// Days of a year, and those of them on which appointments are spread.
const DAYS: u64 = 365;
/// Appointments of a year.
const APPOINTMENTS: u64 = 100_000;
const PATIENTS: u64 = 10_000;
/// How often each is measured.
const TIMES: usize = 20;
/// For a year on SQLite, in milliseconds.
const TARGET: f64 = 300.0;

/// The later of the two years, and the moment at which it is looked at.
const FIRST_DAY: &str = "2026-01-01";
const LAST_DAY: &str = "2026-12-31";
const NOW: (&str, &str) = ("2026-11-23", "09:00");

fn main() {
    let a_year = std::env::var("MEDIGEST_BENCH_APPOINTMENTS")
        .map_or(APPOINTMENTS, |text| text.parse().expect("a number"));
    println!("{PRACTITIONERS} practitioners, {a_year} appointments a year, two years");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        sqlite(a_year).await;
        mongo(Server::Standalone, a_year).await;
        mongo(Server::ReplicaSet, a_year).await;
    });
}

async fn sqlite(a_year: u64) {
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let store = SqliteStore::open(folder.path().join("medigest.db")).expect("a base");
    let store = Arc::new(store);
    // As in life, a base has its settings before its appointments.
    open(store.clone()).await;
    store.load(two_years(a_year)).await.expect("loading");
    measure("SQLite", store, a_year, Some(TARGET)).await;
}

async fn mongo(server: Server, a_year: u64) {
    let Some(base) = Base::on(server) else { return };
    let store = Arc::new(base.open().await);
    open(store.clone()).await;
    store.load(two_years(a_year)).await.expect("loading");
    measure(&format!("MongoDB ({server:?})"), store, a_year, None).await;
}

/// Everything a command does but crossing the bridge.
async fn measure(label: &str, store: Arc<dyn Store>, a_year: u64, target: Option<f64>) {
    let practice = open(store).await;
    let manager = Actor::of(
        &UserBuilder::new().with_role(Role::Manager).build(),
        keyring(),
    );
    let period = |from: &str, to: &str, practitioner: Option<u64>| FiguresRequest {
        from: from.to_owned(),
        to: to.to_owned(),
        practitioner_id: practitioner
            .map(|number| PractitionerBuilder::numbered(number).build().id),
    };
    let (practice, manager) = (&practice, &manager);
    let year = period(FIRST_DAY, LAST_DAY, None);
    for (what, request, target) in [
        ("a year beside the year before", year.clone(), target),
        (
            "the same of one practitioner",
            period(FIRST_DAY, LAST_DAY, Some(1)),
            None,
        ),
        ("a month", period("2026-10-01", "2026-10-31", None), None),
    ] {
        timed(label, what, target, async || {
            let figures = practice.figures(manager, &request).await?;
            if request.from == FIRST_DAY && request.practitioner_id.is_none() {
                let counted = [figures.current.appointments, figures.previous.appointments];
                assert_eq!(counted.map(u64::from), [a_year, a_year]);
            }
            Ok(())
        })
        .await;
    }
    let absences = FigureListRequest {
        of: year,
        status: Some(Status::Absent),
        weekday: None,
        hour: None,
        due: true,
        waited: false,
    };
    timed(
        label,
        "the first 500 absences of a year",
        None,
        async || practice.figure_list(manager, &absences).await.map(drop),
    )
    .await;
}

async fn open(store: Arc<dyn Store>) -> Practice {
    let clock = Arc::new(FixedClock::at(at(NOW.0, NOW.1)));
    let ids = Arc::new(CountingIds::starting_at(u64::from(u32::MAX)));
    let opening = Practice::open(store, clock, ids, "bench".to_owned(), ZONE);
    opening.await.expect("a practice")
}

async fn timed(
    label: &str,
    what: &str,
    target: Option<f64>,
    work: impl AsyncFn() -> Result<(), AppError>,
) {
    let mut milliseconds = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let started = Instant::now();
        match work().await {
            Ok(()) => milliseconds.push(started.elapsed().as_secs_f64() * 1_000.0),
            Err(AppError::Unavailable) => {
                println!("{label}: {what}: no answer in {:.0?}", started.elapsed());
                return;
            }
            Err(error) => panic!("{error}"),
        }
    }
    milliseconds.sort_unstable_by(f64::total_cmp);
    let (p50, p95) = (milliseconds[TIMES / 2], milliseconds[TIMES * 95 / 100]);
    let verdict = match target {
        Some(target) if p95 <= target => format!("; target p95 {target} ms: reached"),
        Some(target) => format!("; target p95 {target} ms: MISSED"),
        None => String::new(),
    };
    println!("{label}: {what}: p50 {p50:.1} ms, p95 {p95:.1} ms{verdict}");
}

/// Two years of the practice, ready to be loaded: what lies before now became something.
fn two_years(a_year: u64) -> BulkLoad {
    let later = Period::parse(FIRST_DAY, LAST_DAY).expect("a year");
    let years = [later.before().first(), date(FIRST_DAY)];
    let appointments = years.into_iter().zip(0..).flat_map(|(first, year)| {
        (0..a_year).map(move |number| appointment(first, number, year * a_year + number))
    });
    BulkLoad {
        practitioners: (1..=PRACTITIONERS)
            .map(|number| PractitionerBuilder::numbered(number).build())
            .collect(),
        patients: (1..=PATIENTS)
            .map(|number| {
                let mut patient = PatientBuilder::numbered(number).build();
                patient.created_at -= Duration::days((number % (2 * DAYS)).cast_signed());
                patient
            })
            .collect(),
        appointments: appointments.collect(),
        ..BulkLoad::default()
    }
}

/// Appointment `number` of the year that begins on `first`: day by day, every half hour from eight on, through the
/// practitioners. A quarter of an hour long.
fn appointment(first: NaiveDate, number: u64, of_all: u64) -> Appointment {
    let practitioner = number % PRACTITIONERS + 1;
    let place = number / PRACTITIONERS;
    let day = first + Duration::days((place % DAYS).cast_signed());
    let minutes = 15 * (place / DAYS).cast_signed();
    let start = at(&day.to_string(), "08:00") + Duration::minutes(minutes);
    let mut appointment = AppointmentBuilder::numbered(of_all + 1)
        .with_start(start)
        .with_minutes(15)
        .with_practitioner(&PractitionerBuilder::numbered(practitioner).build())
        .with_status(became(of_all))
        .build();
    appointment.patient_id = id(of_all % PATIENTS + 1);
    appointment.created_at = start - Duration::hours((1 + of_all * 7 % 900).cast_signed());
    let now: DateTime<Utc> = at(NOW.0, NOW.1);
    if start < now && appointment.status == Status::Confirmed {
        let late = Duration::minutes((of_all * 11 % 40).cast_signed() - 5);
        let early = Duration::minutes((of_all * 5 % 25).cast_signed());
        appointment.attendance.arrived_at = Some(start - early);
        appointment.attendance.called_in_at = Some(start + late);
        appointment.attendance.finished_at = Some(start + late + Duration::minutes(15));
    }
    appointment
}

/// Of a hundred appointments, six are cancelled, four are missed, one falls to the doctor's absence.
fn became(number: u64) -> Status {
    match number * 37 % 100 {
        0..6 => Status::Cancelled,
        6..10 => Status::Absent,
        10 => Status::CancelledByDoctor,
        _ => Status::Confirmed,
    }
}
