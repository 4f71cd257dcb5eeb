//! The same older base, adopted on a server and imported into a file: whoever had an account signs in with the old
//! password and sees the same practice.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use bson::Document;
use chrono::NaiveDate;
use medigest_application::ports::{AdoptionOptions, BaseState, Store};
use medigest_application::{Actor, AppError, Practice};
use medigest_domain::secret::{Confidential, KeyKind};
use medigest_sample::builders::{CountingIds, FixedClock, ZONE, date, now};
use medigest_store::backup;
use medigest_store::sqlite::SqliteStore;
use tempfile::TempDir;

use super::older::{dump, files, on};
use crate::mongo::server::{Base, Server};

pub const OPTIONS: AdoptionOptions = AdoptionOptions {
    shift_times: true,
    zone: ZONE,
    new_passwords: false,
};
/// Whose passwords the older program kept.
pub const ACCOUNTS: [(&str, &str); 3] = [
    ("admin", "admin123"),
    ("secr", "secr123"),
    ("resp", "resp123"),
];

async fn opened(store: Arc<dyn Store>) -> Practice {
    let clock = Arc::new(FixedClock::at(now()));
    let ids = Arc::new(CountingIds::starting_at(5_000_000));
    let opening = Practice::open(store, clock, ids, "poste".to_owned(), ZONE);
    opening.await.unwrap()
}

async fn signed_in(practice: &Practice, (name, password): (&str, &str)) -> Actor {
    practice.sign_in(name, password).await.unwrap().actor
}

/// Adopts as its administrator would: nobody else may even sign in before.
async fn adopted(base: &Base, folder: &TempDir) -> Practice {
    let practice = opened(on(base).await).await;
    assert_eq!(practice.base_state(), BaseState::Older);
    for early in [ACCOUNTS[1], ACCOUNTS[2]] {
        let refused = practice.sign_in(early.0, early.1).await;
        assert!(matches!(refused, Err(AppError::BaseNotAdopted)));
    }
    let wrong = practice.sign_in("admin", "admin124").await;
    assert!(matches!(wrong, Err(AppError::InvalidCredentials)));
    let admin = signed_in(&practice, ACCOUNTS[0]).await;
    let report = practice.adoption_report(&admin).await.unwrap();
    assert!(!report.nothing_to_do);
    assert_eq!(report.bare_passwords, 3);
    let refused = practice.users(&admin).await;
    assert!(matches!(refused, Err(AppError::BaseNotAdopted)));
    let before = older_documents(base).await;
    let full = || Err(std::io::Error::other("the disk is full"));
    let refused = practice.adopt_base(&admin, OPTIONS, full, &|_, _| {}).await;
    assert!(matches!(refused, Err(AppError::FileUnusable(_))));
    let now = older_documents(base).await;
    assert!(now == before, "nothing is done without a backup");
    let path = folder.path().join("avant.medigest");
    let backup = || Ok(path.clone());
    let done = practice
        .adopt_base(&admin, OPTIONS, backup, &|_, _| {})
        .await
        .unwrap();
    assert!(kept(&path) == before, "the backup holds the base as it was");
    assert!(done.recovery_code.is_some());
    assert!(KeyKind::ALL.iter().all(|kind| done.actor.keys.holds(*kind)));
    assert!(done.actor.keys.private_key().is_some());
    practice
}

/// Every document of a base behind the program's back.
async fn older_documents(base: &Base) -> BTreeMap<String, Vec<Document>> {
    dump(&base.open().await).await
}

/// Every document of a backup.
fn kept(path: &Path) -> BTreeMap<String, Vec<Document>> {
    let mut kept = BTreeMap::<String, Vec<Document>>::new();
    let mut documents = backup::verify(path).unwrap().documents().unwrap();
    while let Some((collection, some)) = documents.next_page().unwrap() {
        kept.entry(collection).or_default().extend(some);
    }
    for documents in kept.values_mut() {
        documents.sort_by_key(|document| document.get("_id").map(ToString::to_string));
    }
    kept
}

async fn imported(folder: &TempDir) -> Practice {
    let store = SqliteStore::open(folder.path().join("medigest.db")).unwrap();
    let practice = opened(Arc::new(store)).await;
    let first = signed_in(&practice, ("admin", "admin123")).await;
    let own = "Un-mot-de-passe-a-moi-9";
    let changed = practice.change_password(&first, "admin123", own).await;
    let admin = changed.unwrap().actor;
    let done = practice
        .import_base(&admin, &files(), OPTIONS, &|_, _| {})
        .await
        .unwrap();
    assert_eq!(
        done.actor.user_id, admin.user_id,
        "it is their account still"
    );
    assert!(done.actor.keys.holds(KeyKind::Medical));
    practice
}

fn text(text: Option<&Confidential>) -> String {
    text.map_or_else(String::new, |text| match text.text() {
        Some(text) => text.to_owned(),
        None => format!("{text:?}"),
    })
}

/// Everything a receptionist can see of the practice.
pub async fn seen(practice: &Practice) -> Vec<String> {
    let reception = signed_in(practice, ACCOUNTS[1]).await;
    let mut seen = Vec::new();
    let found = practice.search_patients(&reception, "").await.unwrap();
    assert!(found.total > 20);
    for patient in found.hits {
        let opened = practice.open_patient(&reception, patient.id).await;
        let file = opened.unwrap().patient;
        let details = &file.details;
        let mut visits: Vec<_> = file
            .visits
            .iter()
            .map(|visit| {
                let reason = text(Some(&visit.reason));
                format!(
                    "{} {} {reason} {:?}",
                    visit.date, visit.practitioner, visit.status
                )
            })
            .collect();
        visits.sort();
        seen.push(format!(
            "{} {} {:?} {} {} {visits:?}",
            patient.id,
            patient.full_name(),
            details.phone,
            text(details.insurance.as_ref()),
            text(details.notes.as_ref()),
        ));
    }
    seen.sort();
    let mut day: NaiveDate = date("2026-06-01");
    while day < date("2027-06-01") {
        let last = day + chrono::Duration::days(30);
        for day in practice.days(&reception, day, last, None).await.unwrap() {
            for line in day.columns.iter().flat_map(|column| &column.lines) {
                let row = &line.appointment;
                seen.push(format!(
                    "{} {} {} {} {:?} {} {} {}",
                    row.id,
                    row.patient_id,
                    row.interval.start,
                    row.interval.end,
                    row.status,
                    row.practitioner_name,
                    text(Some(&row.reason)),
                    line.double_booked,
                ));
            }
        }
        day = last + chrono::Duration::days(1);
    }
    seen
}

async fn the_same_practice(server: Server) {
    let Some(base) = Base::on(server) else { return };
    let folder = TempDir::new().unwrap();
    let on_a_server = adopted(&base, &folder).await;
    let in_a_file = imported(&folder).await;
    for practice in [&on_a_server, &in_a_file] {
        for account in ACCOUNTS {
            let actor = signed_in(practice, account).await;
            let reads = actor.keys.holds(KeyKind::Medical);
            assert_eq!(reads, account.0 != "resp", "{}", account.0);
        }
        let users = practice
            .users(&signed_in(practice, ACCOUNTS[0]).await)
            .await;
        let users = users.unwrap();
        assert_eq!(users.len(), 3);
        let bare = |hash: &str| hash.len() == 64;
        assert!(users.iter().all(|user| !bare(user.password.expose())));
        let admin = signed_in(practice, ACCOUNTS[0]).await;
        let again = practice.adoption_report(&admin).await.unwrap();
        assert!(again.nothing_to_do);
    }
    let (one, other) = (seen(&on_a_server).await, seen(&in_a_file).await);
    assert!(
        one.iter().any(|line| line.ends_with("true")),
        "overlaps are marked"
    );
    assert!(
        one.iter().all(|line| !line.contains("Sealed")),
        "all is read"
    );
    assert_eq!(one, other);
}

#[tokio::test]
async fn adopted_on_a_standalone_and_imported_into_a_file_are_the_same_practice() {
    the_same_practice(Server::Standalone).await;
}

#[tokio::test]
async fn adopted_on_a_replica_set_and_imported_into_a_file_are_the_same_practice() {
    the_same_practice(Server::ReplicaSet).await;
}
