//! A process of its own that books without end: this test program, started again.

use std::path::Path;

use chrono::Duration;
use medigest_domain::appointment::Appointment;
use medigest_sample::builders::{AppointmentBuilder, PatientBuilder, at};
use medigest_store::sqlite::SqliteStore;

use super::process::{Process, report};
use crate::desk::Desk;
use crate::model::block_on;

/// The file to write to; only set for the process that writes.
const FILE: &str = "MEDIGEST_TEST_WRITER_FILE";
/// The numbers of the appointments to book: first and count.
const FIRST: &str = "MEDIGEST_TEST_WRITER_FIRST";
const COUNT: &str = "MEDIGEST_TEST_WRITER_COUNT";

/// The chain of the audit log that every writer writes, as the programs of one device do.
pub const CHAIN: &str = "poste";

/// Files the bookings are spread over.
pub const PATIENTS: u64 = 50;

/// What the writer reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// It asks the base to book this appointment.
    Asks(u64),
    /// The base acknowledged it.
    Booked(u64),
}

/// The appointment of a number: each at a time of its own.
pub fn appointment(number: u64) -> Appointment {
    let minutes = 5 * i64::try_from(number).unwrap();
    AppointmentBuilder::numbered(number)
        .with_patient(&PatientBuilder::numbered(1 + number % PATIENTS).build())
        .with_start(at("2026-11-25", "08:00") + Duration::minutes(minutes))
        .with_minutes(5)
        .build()
}

/// A running writer.
pub struct Writer(Process);

impl Writer {
    /// Starts a writer of `count` appointments from number `first` on.
    pub fn start(file: &Path, first: u64, count: u64) -> Self {
        let variables = [
            (FILE, file.to_str().unwrap()),
            (FIRST, &first.to_string()),
            (COUNT, &count.to_string()),
        ];
        Self(Process::start("sqlite::writer::writes", &variables))
    }

    /// The next report; none when the writer has ended.
    pub fn report(&mut self) -> Option<Report> {
        std::iter::from_fn(|| self.0.hears()).find_map(|told| parse(&told))
    }

    /// Ends it at once, whatever it is doing; what it still had reported.
    pub fn kill(self) -> Vec<Report> {
        self.0
            .kill()
            .iter()
            .filter_map(|told| parse(told))
            .collect()
    }

    /// Waits for its end: whether all went well, and what it reported.
    pub fn finish(self) -> (bool, Vec<Report>) {
        let (succeeded, told) = self.0.finish();
        (
            succeeded,
            told.iter().filter_map(|told| parse(told)).collect(),
        )
    }
}

fn parse(told: &str) -> Option<Report> {
    let (word, number) = told.split_once(' ')?;
    let number = number.parse().ok()?;
    match word {
        "asks" => Some(Report::Asks(number)),
        "booked" => Some(Report::Booked(number)),
        _ => None,
    }
}

#[test]
#[ignore = "the process that other tests start"]
fn writes() {
    let Ok(file) = std::env::var(FILE) else {
        return;
    };
    let number = |name| std::env::var(name).unwrap().parse::<u64>().unwrap();
    let (first, count) = (number(FIRST), number(COUNT));
    block_on(async {
        let store = SqliteStore::open_with_chain(file, CHAIN.to_owned()).unwrap();
        let desk = Desk::on(&store);
        for number in first..first + count {
            report(&format!("asks {number}"));
            desk.book(&appointment(number)).await.unwrap();
            report(&format!("booked {number}"));
        }
    });
}
