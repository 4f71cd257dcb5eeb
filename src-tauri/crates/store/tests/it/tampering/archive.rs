//! Moving old entries to a file, with disks that fail and files that somebody changes.

use std::fs;
use std::io;
use std::path::PathBuf;

use chrono::Duration;
use medigest_application::ports::{ArchiveFile, ArchiveLine, FileProblem, LogArchive};
use medigest_application::{Actor, AppError, ArchiveStanding, Practice, check_archive};
use medigest_domain::field::FieldRule;
use medigest_domain::role::Role;
use medigest_domain::trace::AuditAction;
use medigest_sample::builders::{TraceBuilder, UserBuilder, ZONE, id, keyring, now};
use medigest_store::archive::JsonLines;
use tempfile::TempDir;

use super::hand::{Hand, Memory, Mongo, Sqlite};
use super::scene::{A, B, EACH, Scene, missing};

/// What goes wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    None,
    /// The disk is full before the line of this number.
    Full(u64),
    /// It does not come to rest.
    Sync,
    /// A line is read that was not written.
    Read,
    /// A line that was written is not read.
    Lost,
}

struct Faulty {
    file: JsonLines,
    fault: Fault,
    lines: u64,
}

impl ArchiveFile for Faulty {
    fn name(&self) -> String {
        self.file.name()
    }

    fn write(&mut self, line: &ArchiveLine) -> io::Result<()> {
        self.lines += 1;
        if self.fault == Fault::Full(self.lines) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.file.write(line)
    }

    fn sync(&mut self) -> io::Result<()> {
        if self.fault == Fault::Sync {
            return Err(io::ErrorKind::Other.into());
        }
        self.file.sync()
    }

    fn read(&self, take: &mut dyn FnMut(ArchiveLine)) -> io::Result<String> {
        let mut number = 0;
        self.file.read(&mut |line| {
            number += 1;
            match line {
                ArchiveLine::Entry(mut entry) if number == 7 && self.fault == Fault::Read => {
                    entry.content.user.push('x');
                    take(ArchiveLine::Entry(entry));
                }
                ArchiveLine::Entry(_) if number == self.lines && self.fault == Fault::Lost => {}
                line => take(line),
            }
        })
    }
}

/// Where archives go.
struct Shelf(TempDir);

impl Shelf {
    fn empty() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn files(&self) -> usize {
        fs::read_dir(self.0.path()).unwrap().count()
    }

    /// Archives up to a day after the first entries.
    async fn archive(
        &self,
        office: &(Practice, Actor),
        days: i64,
        op: u64,
        fault: Fault,
    ) -> Result<Option<LogArchive>, AppError> {
        let create = |name: &str| {
            let path = self.path(name);
            let file = JsonLines::new(fs::File::create(&path)?, path);
            let lines = 0;
            Ok(Box::new(Faulty { file, fault, lines }) as Box<_>)
        };
        let (practice, admin) = office;
        let until = day(days);
        let seen = practice.seen_places(&[]).await.unwrap();
        // What was pressed before does not stop this.
        practice.stop_verifying(admin).await.ok();
        practice
            .archive_log(admin, &until, id(op), &seen, create)
            .await
    }
}

/// A local date, days after that of the entries.
fn day(days: i64) -> String {
    let local = (now() + Duration::days(days)).with_timezone(&ZONE);
    local.format("%Y-%m-%d").to_string()
}

/// Entries of both devices, the administrator's account, at the time of the sample.
const BEFORE: u64 = 2 * EACH + 1;

async fn moves_old_entries_to_a_file_that_verifies(hand: &dyn Hand) {
    let (scene, shelf) = (Scene::on(hand).await, Shelf::empty());
    let office = scene.office().await;
    let b = hand.device(B).await;
    let later = TraceBuilder::new(id(700)).with_at(now() + Duration::days(10));
    b.append(&later.build()).await.unwrap();

    let first = shelf.archive(&office, 0, 5_000, Fault::None).await;
    let first = first.unwrap().unwrap();
    assert_eq!(first.entries, BEFORE);
    let file = check_archive(&JsonLines::at(shelf.path(&first.file))).unwrap();
    assert!(
        file.is_of(&first) && file.header.before.is_empty(),
        "{file:?}"
    );
    let found = b.entry(id(700)).await.unwrap().unwrap();
    assert_eq!(found.link.unwrap().place, EACH + 1, "later ones stay");
    assert_eq!(b.entry(id(1)).await.unwrap(), None);
    assert_eq!(scene.findings().await, []);

    // The same once more, and once more as another operation.
    let repeated = shelf.archive(&office, 0, 5_000, Fault::None).await;
    assert_eq!(repeated.unwrap().unwrap().sha256, first.sha256);
    let again = shelf.archive(&office, 0, 5_001, Fault::None).await;
    assert_eq!(again.unwrap(), None);
    assert_eq!(shelf.files(), 1);

    // A chain that was moved whole goes on, and the next file follows the first.
    let a = hand.device(A).await;
    let later = TraceBuilder::new(id(701)).with_at(now() + Duration::days(11));
    a.append(&later.build()).await.unwrap();
    let second = shelf.archive(&office, 20, 5_002, Fault::None).await;
    let second = second.unwrap().unwrap();
    assert_eq!(second.entries, 2);
    let file = check_archive(&JsonLines::at(shelf.path(&second.file))).unwrap();
    assert!(file.is_of(&second) && file.header.before == first.anchors);
    assert_eq!(scene.findings().await, []);
    let archives = a.archives().await.unwrap();
    assert!(archives.iter().all(|archive| archive.finished));
    assert_eq!(archives.len(), 2);
}

async fn loses_nothing_when_the_disk_fails(hand: &dyn Hand) {
    let (scene, shelf) = (Scene::on(hand).await, Shelf::empty());
    let office = scene.office().await;
    let store = hand.device(A).await;
    let faults = [
        Fault::Full(1),
        Fault::Full(40),
        Fault::Sync,
        Fault::Read,
        Fault::Lost,
    ];
    for (fault, op) in faults.into_iter().zip(5_000..) {
        let refused = shelf.archive(&office, 0, op, fault).await;
        assert!(matches!(refused, Err(AppError::Internal(_))), "{fault:?}");
        assert_eq!(store.count_entries().await.unwrap(), BEFORE, "{fault:?}");
        assert_eq!(store.archives().await.unwrap(), [], "{fault:?}");
    }
    assert_eq!(scene.findings().await, []);
}

async fn leaves_a_log_that_does_not_verify_whole(hand: &dyn Hand) {
    let (scene, shelf) = (Scene::on(hand).await, Shelf::empty());
    let office = scene.office().await;
    hand.remove(A, 5, 5).await;
    let refused = shelf.archive(&office, 0, 5_000, Fault::None).await;
    assert!(matches!(refused, Err(AppError::NotAllowedNow(_))));
    assert_eq!(
        (shelf.files(), scene.findings().await),
        (0, vec![missing(A, 5, 5)])
    );
}

macro_rules! on_every_base {
    ($($case:ident),+ $(,)?) => {$(
        mod $case {
            use super::*;

            #[tokio::test]
            async fn in_memory() {
                super::$case(&Memory::empty().await.unwrap()).await;
            }

            #[tokio::test]
            async fn on_sqlite() {
                super::$case(&Sqlite::empty().await.unwrap()).await;
            }

            #[tokio::test]
            async fn on_a_mongo_standalone() {
                if let Some(hand) = Mongo::on_a_standalone().await {
                    super::$case(&hand).await;
                }
            }

            #[tokio::test]
            async fn on_a_mongo_replica_set() {
                if let Some(hand) = Mongo::on_a_replica_set().await {
                    super::$case(&hand).await;
                }
            }
        }
    )+};
}

on_every_base! {
    moves_old_entries_to_a_file_that_verifies,
    loses_nothing_when_the_disk_fails,
    leaves_a_log_that_does_not_verify_whole,
}

/// An archive on disk, and what the base says of it.
async fn shelved() -> (Shelf, LogArchive) {
    let (hand, shelf) = (Memory::empty().await.unwrap(), Shelf::empty());
    let office = Scene::on(&hand).await.office().await;
    let archive = shelf.archive(&office, 0, 5_000, Fault::None).await;
    (shelf, archive.unwrap().unwrap())
}

#[tokio::test]
async fn a_file_that_was_changed_is_not_the_one_that_was_written() {
    let (shelf, archive) = shelved().await;
    let path = shelf.path(&archive.file);
    let written = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = written.lines().collect();
    let joined = |lines: &[&str]| lines.join("\n") + "\n";
    let [removed, doubled, exchanged] = [lines.clone(), lines.clone(), lines.clone()];
    let removed = [&removed[..9], &removed[10..]].concat();
    let doubled = [&doubled[..10], &doubled[9..]].concat();
    let exchanged = [
        &exchanged[..9],
        &[exchanged[10], exchanged[9]],
        &exchanged[11..],
    ]
    .concat();
    let cut = &lines[..lines.len() - 1];
    let edited = written.replacen("claire", "claira", 1);
    for changed in [
        joined(&removed),
        joined(&doubled),
        joined(&exchanged),
        joined(cut),
        edited,
    ] {
        fs::write(&path, changed).unwrap();
        let check = check_archive(&JsonLines::at(&path)).unwrap();
        assert!(!check.is_of(&archive));
        assert_ne!(check.report.found, [], "the chains themselves say so");
    }
    // A header that says less, with the file's own sum: the base knows better.
    fs::write(&path, &written).unwrap();
    assert!(
        check_archive(&JsonLines::at(&path))
            .unwrap()
            .is_of(&archive)
    );
    fs::write(&path, written.replacen("cabinet\":\"", "cabinet\":\"x", 1)).unwrap();
    assert!(
        !check_archive(&JsonLines::at(&path))
            .unwrap()
            .is_of(&archive)
    );
    let problem = |file: &str| {
        fs::write(&path, file).unwrap();
        check_archive(&JsonLines::at(&path)).unwrap_err()
    };
    for no_archive in ["", "{}", "[]\n", "autre"] {
        assert_eq!(problem(no_archive), FileProblem::NotRecognised);
    }
    let newer = written.replacen("medigest-journal-1", "medigest-journal-2", 1);
    assert_eq!(problem(&newer), FileProblem::TooNew);
    fs::remove_file(&path).unwrap();
    for missing in [&path, shelf.0.path()] {
        let read = check_archive(&JsonLines::at(missing));
        assert_eq!(read.unwrap_err(), FileProblem::Missing);
    }
}

#[tokio::test]
async fn lines_that_nobody_can_read_are_missing_where_they_stood() {
    let (shelf, archive) = shelved().await;
    let path = shelf.path(&archive.file);
    let written = fs::read(&path).unwrap();
    let ends: Vec<_> = written
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'\n')
        .collect();
    let mut damaged = written.clone();
    damaged[ends[8].0 + 1..ends[10].0].fill(b'\xff');
    fs::write(&path, damaged).unwrap();
    let check = check_archive(&JsonLines::at(&path)).unwrap();
    assert_eq!((check.unreadable, check.report.entries), (1, BEFORE - 2));
    assert_eq!(check.report.findings(), [missing(A, 9, 10)]);
}

#[tokio::test]
async fn a_chosen_file_is_told_for_what_it_is() {
    let (hand, shelf) = (Memory::empty().await.unwrap(), Shelf::empty());
    let scene = Scene::on(&hand).await;
    let early = scene.office().await;
    let first = shelf.archive(&early, 0, 5_000, Fault::None).await;
    let first = shelf.path(&first.unwrap().unwrap().file);
    let standing = async |office: &(Practice, Actor), path: &PathBuf| {
        let file = Box::new(JsonLines::at(path));
        let checked = office.0.verify_archive(&office.1, file).await;
        let log = hand.device(A).await.recent_traces(1).await.unwrap();
        assert_eq!(log[0].action, AuditAction::VerifyLog);
        let found = log[0].details.rsplit(", ").next().unwrap().to_owned();
        (checked.unwrap().standing, found)
    };
    let intact = |vouched| (ArchiveStanding::Intact { vouched }, "inchangée".to_owned());
    assert_eq!(standing(&early, &first).await, intact(true));

    // Its trace is moved to the second.
    let late = scene.office_after(80).await;
    let second = shelf.archive(&late, 60, 5_001, Fault::None).await;
    let second = shelf.path(&second.unwrap().unwrap().file);
    assert_eq!(standing(&late, &first).await, intact(false));
    assert_eq!(standing(&late, &second).await, intact(true));

    // Its chains hold, but the practice's name was changed; then an entry, too.
    let written = fs::read_to_string(&second).unwrap();
    let renamed = written.replacen("cabinet\":\"", "cabinet\":\"x", 1);
    for (changed, found) in [
        (renamed.clone(), "modifiée"),
        (renamed.replacen("bureau", "burean", 2), "1 anomalie"),
    ] {
        fs::write(&second, changed).unwrap();
        let altered = (ArchiveStanding::Altered, found.to_owned());
        assert_eq!(standing(&late, &second).await, altered);
    }

    // Another base knows nothing of it, unless it does not even hold.
    let other = Memory::empty().await.unwrap();
    let elsewhere = Scene::on(&other).await.office().await;
    let standing = async |path: &PathBuf| {
        let file = Box::new(JsonLines::at(path));
        let checked = elsewhere.0.verify_archive(&elsewhere.1, file).await;
        checked.unwrap().standing
    };
    assert_eq!(standing(&first).await, ArchiveStanding::Unknown);
    assert_eq!(standing(&second).await, ArchiveStanding::Altered);
    fs::remove_file(&first).unwrap();
    let file = Box::new(JsonLines::at(&first));
    let missing = elsewhere.0.verify_archive(&elsewhere.1, file).await;
    assert!(matches!(
        missing,
        Err(AppError::FileUnusable(FileProblem::Missing))
    ));
}

#[tokio::test]
async fn only_days_that_are_over_are_archived_and_only_by_the_administrator() {
    let (hand, shelf) = (Memory::empty().await.unwrap(), Shelf::empty());
    let scene = Scene::on(&hand).await;
    let (practice, admin) = scene.office().await;
    let reception = Actor {
        role: Role::Reception,
        ..Actor::of(&UserBuilder::new().build(), keyring())
    };
    let office = (practice, admin);
    for days in [40, 41] {
        let refused = shelf.archive(&office, days, 5_000, Fault::None).await;
        let Err(AppError::Validation(issues)) = refused else {
            panic!("{days}: {refused:?}")
        };
        assert_eq!(issues[0].rule, FieldRule::InFuture);
    }
    let desk = (office.0, reception);
    let refused = shelf.archive(&desk, 0, 5_000, Fault::None).await;
    assert!(matches!(refused, Err(AppError::Forbidden(_))));
    let file = Box::new(JsonLines::at(shelf.path("x")));
    let refused = desk.0.verify_archive(&desk.1, file).await;
    assert!(matches!(refused, Err(AppError::Forbidden(_))));
    let newest = hand.device(A).await.recent_traces(1).await.unwrap();
    assert_eq!(newest[0].action, AuditAction::Refused);
    assert_eq!(shelf.files(), 0);
}
