//! Long works that are killed at any moment, again and again, and gone on with: whatever is sealed opens at every
//! moment, and in the end all is as if nothing had happened.

use std::path::Path;
use std::sync::Arc;

use chrono::Duration;
use medigest_application::ports::{KeyStore as _, ResealStore as _};
use medigest_application::{Actor, AppError, Practice};
use medigest_domain::appointment::Appointment;
use medigest_domain::patient::Patient;
use medigest_domain::secret::{Confidential, Place};
use medigest_sample::builders::{
    AppointmentBuilder, CountingIds, FixedClock, PatientBuilder, ZONE, at, id, now,
};
use medigest_store::bulk::BulkLoad;
use medigest_store::sqlite::SqliteStore;
use tempfile::TempDir;

use super::process::{Process, report};
use crate::adoption::older::files;
use crate::adoption::practice::{ACCOUNTS, OPTIONS, seen};
use crate::model::block_on;

/// How many times each work is killed, unless this variable says otherwise.
const KILLS: (&str, u64) = ("MEDIGEST_TEST_KILLS", 5);
/// The file to work on, and the number of the process; only set for the process that works.
const FILE: &str = "MEDIGEST_TEST_WORK_FILE";
const NUMBER: &str = "MEDIGEST_TEST_WORK_NUMBER";

/// The password the first administrator chose.
const OWN: &str = "Un-mot-de-passe-a-moi-9";
/// Files and appointments with sealed texts: several pages of each.
const DOCUMENTS: u64 = 450;

fn kills() -> u64 {
    std::env::var(KILLS.0).map_or(KILLS.1, |kills| kills.parse().unwrap())
}

/// The practice in `file`, with ids that no other process makes.
async fn opened(file: &Path, process: u64) -> (Arc<SqliteStore>, Practice) {
    let store = SqliteStore::open_with_chain(file, "poste".to_owned()).unwrap();
    store.check().await.unwrap();
    let store = Arc::new(store);
    let clock = Arc::new(FixedClock::at(now()));
    let ids = Arc::new(CountingIds::starting_at(100_000_000 + process * 1_000_000));
    let opening = Practice::open(store.clone(), clock, ids, "poste".to_owned(), ZONE);
    (store, opening.await.unwrap())
}

/// The administrator, whose password an import gives back.
async fn administrator(practice: &Practice) -> Actor {
    let (name, first) = ACCOUNTS[0];
    match practice.sign_in(name, OWN).await {
        Ok(signed_in) => signed_in.actor,
        Err(AppError::InvalidCredentials) => practice.sign_in(name, first).await.unwrap().actor,
        Err(error) => panic!("{error}"),
    }
}

/// A base whose administrator has a password of their own, and keys.
async fn first_start(file: &Path) -> (Arc<SqliteStore>, Actor) {
    let (store, practice) = opened(file, 0).await;
    let (name, first) = ACCOUNTS[0];
    let provisional = practice.sign_in(name, first).await.unwrap().actor;
    let chosen = practice.change_password(&provisional, first, OWN).await;
    (store, chosen.unwrap().actor)
}

/// Runs `test` on `file` until it has been killed as often as asked, looks at the base after each time, and lets it
/// end then.
fn kill_again_and_again(test: &str, file: &Path) {
    let start = |number: u64| {
        let variables = [
            (FILE, file.to_str().unwrap()),
            (NUMBER, &number.to_string()),
        ];
        Process::start(test, &variables)
    };
    for kill in 1..=kills() {
        let mut work = start(kill);
        // As it begins, and after ever more of what it does.
        let heard = 1 + (kill - 1) * 3 % 11;
        for _ in 0..heard {
            if work.hears().is_none() {
                break;
            }
        }
        // And some moments later, each time others, so that every stage of a write is hit.
        (0..kill % 29 * 2_000).for_each(|_| std::hint::spin_loop());
        work.kill();
        block_on(assert_all_opens(file));
    }
    let (succeeded, _) = start(kills() + 1).finish();
    assert!(succeeded, "it goes on to its end");
}

/// The work of a process on the base it is told.
async fn work(work: impl AsyncFnOnce(&SqliteStore, &Practice, &Actor, u64)) {
    let Ok(file) = std::env::var(FILE) else {
        return;
    };
    let number = std::env::var(NUMBER).unwrap().parse().unwrap();
    let (store, practice) = opened(file.as_ref(), number).await;
    let admin = administrator(&practice).await;
    report("begins");
    work(&store, &practice, &admin, number).await;
}

/// Every sealed text, with its place.
fn texts(patients: &[Patient], appointments: &[Appointment]) -> Vec<(Place, Confidential)> {
    let mut texts = Vec::new();
    for patient in patients {
        let details = &patient.details;
        let insurance = details.insurance.clone();
        texts.extend(insurance.map(|text| (Place::Insurance(patient.id), text)));
        let notes = details.notes.clone();
        texts.extend(notes.map(|text| (Place::Notes(patient.id), text)));
        texts.extend(patient.visits.iter().map(|visit| {
            let place = Place::of_visit(visit.appointment_id, patient.id);
            (place, visit.reason.clone())
        }));
    }
    texts.extend(appointments.iter().map(|one| {
        let place = Place::Reason(one.id, one.patient_id);
        (place, one.reason.clone())
    }));
    texts
}

/// The texts of a base, opened by its administrator.
async fn opened_texts(file: &Path) -> Vec<String> {
    let (store, practice) = opened(file, 900).await;
    let admin = administrator(&practice).await;
    let patients = store.patients_after(None, u32::MAX).await.unwrap();
    let appointments = store.appointments_after(None, u32::MAX).await.unwrap();
    let texts = texts(&patients, &appointments);
    let open = |(place, text): &(Place, Confidential)| {
        let opened = admin.keys.open(place, text);
        opened
            .text()
            .map(str::to_owned)
            .unwrap_or_else(|| panic!("{place:?} does not open"))
    };
    texts.iter().map(open).collect()
}

async fn assert_all_opens(file: &Path) {
    opened_texts(file).await;
}

/// A practice with sealed texts.
async fn sealed_practice(file: &Path) {
    let (store, admin) = first_start(file).await;
    let seal = |place: Place, text: String| admin.keys.seal(&place, &text).unwrap();
    let (mut patients, mut appointments) = (Vec::new(), Vec::new());
    for number in 1..=DOCUMENTS {
        let mut patient = PatientBuilder::numbered(number).build();
        patient.details.insurance = Some(seal(
            Place::Insurance(patient.id),
            format!("assurance {number}"),
        ));
        patient.details.notes = Some(seal(Place::Notes(patient.id), format!("notes {number}")));
        let start = at("2026-11-25", "08:00") + Duration::minutes(5 * number.cast_signed());
        let mut booked = AppointmentBuilder::numbered(number)
            .with_patient(&patient)
            .with_start(start)
            .with_minutes(5)
            .build();
        booked.reason = seal(
            Place::Reason(booked.id, patient.id),
            format!("motif {number}"),
        );
        patient.visits = vec![booked.visit()];
        patients.push(patient);
        appointments.push(booked);
    }
    let all = BulkLoad {
        patients,
        appointments,
        ..BulkLoad::default()
    };
    store.load(all).await.unwrap();
}

#[test]
fn keys_whose_change_is_killed_at_any_moment_lose_no_text() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("medigest.db");
    block_on(sealed_practice(&file));
    let before = block_on(opened_texts(&file));
    kill_again_and_again("sqlite::killed::changes_keys", &file);
    assert_eq!(block_on(opened_texts(&file)), before);
    block_on(async {
        let (store, practice) = opened(&file, 901).await;
        let admin = administrator(&practice).await;
        assert!(!store.cabinet().await.unwrap().unwrap().resealing);
        let again = practice.reseal(&admin, |_, _| {}).await.unwrap();
        assert_eq!(
            (again.patients, again.appointments, again.left),
            (0, 0, 0),
            "the present keys seal everything"
        );
    });
}

#[test]
#[ignore = "the process that other tests start"]
fn changes_keys() {
    block_on(work(async |store, practice, admin, number| {
        let progress = |done: u32, total: u32| report(&format!("{done} of {total}"));
        let cabinet = store.cabinet().await.unwrap().unwrap();
        if cabinet.resealing {
            practice.reseal(admin, progress).await.unwrap();
        } else {
            let op = id(50_000_000 + number);
            practice.rotate_keys(admin, op, progress).await.unwrap();
        }
    }));
}

#[test]
fn an_import_that_is_killed_at_any_moment_ends_as_one_that_was_not() {
    let folder = TempDir::new().unwrap();
    let imported = |name: &str, kill: bool| {
        let file = folder.path().join(name);
        block_on(first_start(&file));
        if kill {
            kill_again_and_again("sqlite::killed::imports", &file);
        }
        let variables = [(FILE, file.to_str().unwrap()), (NUMBER, "800")];
        let (succeeded, _) = Process::start("sqlite::killed::imports", &variables).finish();
        assert!(succeeded);
        file
    };
    let (killed, whole) = (imported("tue.db", true), imported("entier.db", false));
    let all_seen = |file: &Path| {
        block_on(async {
            let (_, practice) = opened(file, 901).await;
            for account in ACCOUNTS {
                practice.sign_in(account.0, account.1).await.unwrap();
            }
            seen(&practice).await
        })
    };
    assert_eq!(all_seen(&killed), all_seen(&whole));
    assert_eq!(
        block_on(opened_texts(&killed)),
        block_on(opened_texts(&whole))
    );
}

#[test]
#[ignore = "the process that other tests start"]
fn imports() {
    block_on(work(async |_, practice, admin, _| {
        let progress = |done: u64, total: u64| report(&format!("{done} of {total}"));
        match practice
            .import_base(admin, &files(), OPTIONS, &progress)
            .await
        {
            // Refused once it is done.
            Ok(_) | Err(AppError::BaseNotEmpty) => {}
            Err(error) => panic!("{error}"),
        }
    }));
}
