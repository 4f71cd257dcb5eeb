//! A process killed while it writes: what it was told is there, whole and once; what it was not told may be
//! asked again.

use std::collections::BTreeSet;
use std::path::Path;

use medigest_domain::id::AppointmentId;
use medigest_sample::builders::{PatientBuilder, id};
use medigest_store::sqlite::SqliteStore;
use tempfile::TempDir;

use super::writer::{PATIENTS, Report, Writer, appointment};
use crate::desk::Desk;
use crate::log;
use crate::model::{block_on, dump};

/// How many times a writer is killed, unless this variable says otherwise.
const KILLS: (&str, u64) = ("MEDIGEST_TEST_KILLS", 20);
/// Numbers left to each writer: more than it will live to book.
const NUMBERS: u64 = 1_000;

#[test]
fn a_writer_killed_at_any_moment_has_lost_nothing_it_was_told() {
    let kills = std::env::var(KILLS.0).map_or(KILLS.1, |kills| kills.parse().unwrap());
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("medigest.db");
    block_on(add_patients(&file));

    let mut told = BTreeSet::new();
    for kill in 0..kills {
        let mut writer = Writer::start(&file, kill * NUMBERS + 1, NUMBERS);
        // Odd counts kill as the base is asked, even ones as it has answered.
        let heard = 1 + kill % 14;
        let mut reports: Vec<_> = (0..heard).map(|_| writer.report().unwrap()).collect();
        // And some moments later, each time others, so that every stage of a write is hit.
        (0..kill % 29 * 2_000).for_each(|_| std::hint::spin_loop());
        reports.extend(writer.kill());
        told.extend(reports.iter().filter_map(|report| match report {
            Report::Booked(number) => Some(id::<AppointmentId>(*number)),
            Report::Asks(_) => None,
        }));
        let asked_last = reports.iter().rev().find_map(|report| match report {
            Report::Asks(number) => Some(*number),
            Report::Booked(_) => None,
        });
        block_on(verify(&file, &mut told, asked_last));
    }
}

async fn add_patients(file: &Path) {
    let store = SqliteStore::open(file).unwrap();
    let desk = Desk::on(&store);
    for number in 1..=PATIENTS {
        desk.add_patient(PatientBuilder::numbered(number)).await;
    }
}

async fn verify(file: &Path, told: &mut BTreeSet<AppointmentId>, asked_last: Option<u64>) {
    let store = SqliteStore::open(file).unwrap();
    store.check().await.unwrap();
    assert_whole(&store, told).await;
    if let Some(number) = asked_last {
        let again = appointment(number);
        assert_eq!(Desk::on(&store).book(&again).await.unwrap(), again);
        told.insert(again.id);
        assert_whole(&store, told).await;
    }
}

/// Every appointment has one visit and one trace and the other way round, and those in `told` are there.
async fn assert_whole(store: &SqliteStore, told: &BTreeSet<AppointmentId>) {
    log::assert_whole(store).await;
    let held = dump(store).await;
    let booked: Vec<_> = held.appointments.iter().map(|a| a.id).collect();
    let in_files = held.patients.iter().flat_map(|patient| &patient.visits);
    let mut visits: Vec<_> = in_files
        .map(|visit| visit.appointment_id.unwrap())
        .collect();
    visits.sort();
    let of_bookings = held.traces.iter().filter_map(|trace| {
        let (kind, object) = trace.object.as_ref()?;
        (kind.collection() == "appointments").then(|| object.parse::<AppointmentId>().unwrap())
    });
    let mut traces: Vec<_> = of_bookings.collect();
    traces.sort();
    // Numbers grow with time, so appointments are in the order of their ids.
    assert_eq!(booked, visits, "visits");
    assert_eq!(booked, traces, "traces");
    let booked: BTreeSet<_> = booked.into_iter().collect();
    let lost: Vec<_> = told.difference(&booked).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
}
