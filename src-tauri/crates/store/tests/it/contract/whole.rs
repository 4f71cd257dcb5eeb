//! A base as a whole …

use std::collections::BTreeMap;

use async_trait::async_trait;
use medigest_application::ports::{
    BackupNote, BaseState, DocumentSource, FileProblem, Store, StoreError, TransferError,
    WholeBase as _,
};
use medigest_domain::settings::Settings;
use medigest_sample::builders::{
    AbsenceBuilder, AppointmentBuilder, DelayBuilder, PatientBuilder, PractitionerBuilder,
    UserBuilder, ZONE, at, now,
};
use medigest_store::memory::MemoryStore;
use tempfile::TempDir;

use crate::desk::Desk;
use crate::log;
use crate::model::dump;

/// Patients of the original, so many that they come on several pages.
const PATIENTS: u64 = 1_100;

/// Something of every kind.
async fn work_at(store: &dyn Store) {
    let settings = Settings::in_zone(ZONE);
    store.create_settings(&settings).await.unwrap();
    let desk = Desk::on(store);
    desk.add_user(UserBuilder::new()).await;
    desk.add_practitioner(PractitionerBuilder::new()).await;
    for number in 1..=3 {
        let patient = PatientBuilder::numbered(number).with_notes("Asthme");
        let patient = desk.add_patient(patient).await;
        let booking = AppointmentBuilder::numbered(number)
            .with_patient(&patient)
            .with_start(at("2026-11-24", &format!("1{number}:00")));
        desk.book(&booking.build()).await.unwrap();
    }
    desk.report(&DelayBuilder::new().build()).await.unwrap();
    desk.note(&AbsenceBuilder::new().build()).await.unwrap();
}

async fn original() -> MemoryStore {
    let original = MemoryStore::new();
    work_at(&original).await;
    original
}

async fn large() -> MemoryStore {
    let original = MemoryStore::new();
    let desk = Desk::on(&original);
    for number in 1..=PATIENTS {
        desk.add_patient(PatientBuilder::numbered(number)).await;
    }
    original
}

/// What a first start leaves in an empty base.
async fn started(store: &dyn Store) {
    let settings = Settings::in_zone(chrono_tz::Indian::Reunion);
    store.create_settings(&settings).await.unwrap();
    let admin = UserBuilder::numbered(90).with_username("patron");
    Desk::on(store).add_user(admin).await;
}

async fn copy(from: &dyn Store, to: &dyn Store) -> Result<BTreeMap<String, u64>, TransferError> {
    let mut documents = from.documents().await.unwrap();
    to.fill(&mut *documents, &|_, _| {}).await
}

async fn assert_equal(copy: &dyn Store, original: &dyn Store) {
    assert_eq!(copy.sums().await.unwrap(), original.sums().await.unwrap());
    assert!(dump(copy).await == dump(original).await);
    assert_eq!(
        copy.settings().await.unwrap(),
        original.settings().await.unwrap()
    );
    assert_eq!(copy.base_state().await.unwrap(), BaseState::Ready);
}

/// What a source answers.
type Next = Result<Option<(String, Vec<String>)>, TransferError>;

/// Documents of which only the first pages come, and then what it is told: an error, or the end.
struct Interrupted {
    documents: Box<dyn DocumentSource>,
    pages: usize,
    and_then: fn() -> Next,
}

fn gone() -> Next {
    Err(StoreError::Unavailable("it stopped".to_owned()).into())
}

#[async_trait]
impl DocumentSource for Interrupted {
    fn collections(&self) -> BTreeMap<String, u64> {
        self.documents.collections()
    }

    async fn next(&mut self) -> Next {
        if self.pages == 0 {
            return (self.and_then)();
        }
        self.pages -= 1;
        self.documents.next().await
    }
}

/// Begins to copy, and stops after `pages`.
async fn interrupt(from: &dyn Store, to: &dyn Store, pages: usize) -> TransferError {
    let mut documents = Interrupted {
        documents: from.documents().await.unwrap(),
        pages,
        and_then: gone,
    };
    to.fill(&mut documents, &|_, _| {}).await.unwrap_err()
}

pub async fn is_filled_with_everything_of_another(store: &dyn Store) {
    let original = original().await;
    let copied = copy(&original, store).await.unwrap();
    let kinds: Vec<_> = copied
        .iter()
        .map(|(name, count)| (&**name, *count))
        .collect();
    assert_eq!(
        kinds,
        [
            ("absences", 1),
            ("appointments", 3),
            ("logs", 10),
            ("patients", 3),
            ("practitioners", 1),
            ("retards", 1),
            ("settings", 1),
            ("users", 1),
        ]
    );
    assert_equal(store, &original).await;
    log::assert_whole(store).await;
    // The work goes on there: every time that was taken is.
    let taken = AppointmentBuilder::numbered(9).with_start(at("2026-11-24", "11:00"));
    let refused = Desk::numbered(2, store).book(&taken.build()).await;
    assert!(
        matches!(refused, Err(StoreError::Taken { .. })),
        "{refused:?}"
    );
}

pub async fn gives_back_everything_it_was_filled_with(store: &dyn Store) {
    work_at(store).await;
    let copied = MemoryStore::new();
    copy(store, &copied).await.unwrap();
    assert_equal(&copied, store).await;
}

pub async fn is_filled_page_by_page_and_tells_how_far(store: &dyn Store) {
    let original = large().await;
    let told = std::sync::Mutex::new(Vec::new());
    let mut documents = original.documents().await.unwrap();
    let tell = |done, total| told.lock().unwrap().push((done, total));
    store.fill(&mut *documents, &tell).await.unwrap();
    let told = told.into_inner().unwrap();
    let total = 2 * PATIENTS;
    assert!(told.len() >= 6, "{told:?}");
    assert!(told.is_sorted() && told.iter().all(|(_, of)| *of == total));
    assert_eq!(told.last(), Some(&(total, total)));
    assert_equal(store, &original).await;
}

pub async fn is_filled_in_the_place_of_what_a_first_start_wrote(store: &dyn Store) {
    started(store).await;
    let original = original().await;
    copy(&original, store).await.unwrap();
    assert_equal(store, &original).await;
}

pub async fn that_holds_somebody_is_not_filled(store: &dyn Store) {
    let original = original().await;
    let desk = Desk::on(store);
    desk.add_patient(PatientBuilder::numbered(50)).await;
    let before = store.sums().await.unwrap();
    let refused = copy(&original, store).await;
    assert!(
        matches!(refused, Err(TransferError::NotEmpty)),
        "{refused:?}"
    );
    assert_eq!(store.sums().await.unwrap(), before);
    assert_eq!(store.base_state().await.unwrap(), BaseState::Ready);
    assert!(!store.undo_filling().await.unwrap(), "nothing was begun");
    assert_eq!(store.sums().await.unwrap(), before);
}

pub async fn with_several_accounts_is_not_filled(store: &dyn Store) {
    let original = original().await;
    let desk = Desk::on(store);
    for number in [50, 51] {
        let name = format!("compte{number}");
        desk.add_user(UserBuilder::numbered(number).with_username(&name))
            .await;
    }
    let refused = copy(&original, store).await;
    assert!(
        matches!(refused, Err(TransferError::NotEmpty)),
        "{refused:?}"
    );
}

pub async fn interrupted_is_not_done_and_is_filled_again(store: &dyn Store) {
    started(store).await;
    let (large, original) = (large().await, original().await);
    for (pages, from) in [(0, &large), (1, &large), (4, &large), (3, &original)] {
        let stopped = interrupt(from, store, pages).await;
        assert!(matches!(stopped, TransferError::Store(_)), "{stopped}");
        assert_eq!(store.base_state().await.unwrap(), BaseState::Filling);
    }
    copy(&original, store).await.unwrap();
    assert_equal(store, &original).await;
    let again = copy(&original, store).await;
    assert!(matches!(again, Err(TransferError::NotEmpty)), "{again:?}");
}

pub async fn interrupted_is_undone_to_an_empty_base(store: &dyn Store) {
    started(store).await;
    for (from, pages) in [(large().await, 4), (original().await, 3)] {
        interrupt(&from, store, pages).await;
        assert!(!store.sums().await.unwrap().is_empty());
        assert!(store.undo_filling().await.unwrap());
        assert_eq!(store.sums().await.unwrap(), BTreeMap::new());
        assert_eq!(store.base_state().await.unwrap(), BaseState::Ready);
        assert!(!store.undo_filling().await.unwrap(), "it is undone already");
    }
    let original = original().await;
    copy(&original, store).await.unwrap();
    assert_equal(store, &original).await;
}

pub async fn filled_with_less_than_was_promised_is_not_done(store: &dyn Store) {
    let original = original().await;
    let mut documents = Interrupted {
        documents: original.documents().await.unwrap(),
        pages: 3,
        and_then: || Ok(None),
    };
    let less = store.fill(&mut documents, &|_, _| {}).await;
    assert!(matches!(less, Err(TransferError::Different)), "{less:?}");
    assert_eq!(store.base_state().await.unwrap(), BaseState::Filling);
    copy(&original, store).await.unwrap();
    assert_equal(store, &original).await;
}

pub async fn has_other_sums_when_one_field_of_one_document_differs(store: &dyn Store) {
    let original = original().await;
    copy(&original, store).await.unwrap();
    let desk = Desk::numbered(2, store);
    let booked = desk.all_appointments().await.remove(0);
    let moved = |after: &mut medigest_domain::appointment::Appointment| {
        after.created_by = "autre".to_owned();
    };
    desk.change(&booked, moved).await.unwrap();
    let (one, other) = (store.sums().await.unwrap(), original.sums().await.unwrap());
    assert_ne!(one["appointments"], other["appointments"]);
    assert_eq!(one["practitioners"], other["practitioners"]);
}

/// Where and when the backups of these tests are written.
fn note() -> BackupNote<'static> {
    BackupNote {
        at: now(),
        device: "Poste 1",
        zone: ZONE,
    }
}

pub async fn comes_back_from_its_backup(store: &dyn Store) {
    work_at(store).await;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("une.medigest");
    let written = store.write_backup(&path, note(), &|_, _| {}).await.unwrap();
    assert_eq!(written.size, std::fs::metadata(&path).unwrap().len());
    let mut documents = store.open_backup(&path).await.unwrap();
    let total: u64 = documents.collections().values().sum();
    assert_eq!(written.documents, total);
    let restored = MemoryStore::new();
    restored.fill(&mut *documents, &|_, _| {}).await.unwrap();
    assert_equal(&restored, store).await;
}

pub async fn is_filled_with_nothing_of_a_backup_that_was_cut(store: &dyn Store) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("une.medigest");
    let original = original().await;
    original
        .write_backup(&path, note(), &|_, _| {})
        .await
        .unwrap();
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() - 20]).unwrap();
    let refused = store.open_backup(&path).await.err();
    assert!(
        matches!(refused, Some(TransferError::File(FileProblem::Damaged))),
        "{refused:?}"
    );
}
