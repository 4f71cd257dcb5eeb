//! A process of its own that books without end: this test program, started again.

use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use chrono::Duration;
use medigest_domain::appointment::Appointment;
use medigest_sample::builders::{AppointmentBuilder, PatientBuilder, at};
use medigest_store::sqlite::SqliteStore;

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
pub struct Writer {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Writer {
    /// Starts a writer of `count` appointments from number `first` on.
    pub fn start(file: &Path, first: u64, count: u64) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "sqlite::writer::writes",
                "--ignored",
                "--nocapture",
            ])
            .env(FILE, file)
            .env(FIRST, first.to_string())
            .env(COUNT, count.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { process, lines }
    }

    /// The next report; none when the writer has ended.
    pub fn report(&mut self) -> Option<Report> {
        self.lines.by_ref().find_map(|line| parse(&line.unwrap()))
    }

    /// Ends it at once, whatever it is doing; what it still had reported.
    pub fn kill(mut self) -> Vec<Report> {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        std::iter::from_fn(|| self.report()).collect()
    }

    /// Waits for its end: whether all went well, and what it reported.
    pub fn finish(mut self) -> (bool, Vec<Report>) {
        let reports = std::iter::from_fn(|| self.report()).collect();
        (self.process.wait().unwrap().success(), reports)
    }
}

fn parse(line: &str) -> Option<Report> {
    // The test harness may have begun the line.
    let (word, number) = line.split_once('#')?.1.split_once(' ')?;
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
            println!("#asks {number}");
            desk.book(&appointment(number)).await.unwrap();
            println!("#booked {number}");
        }
    });
}
