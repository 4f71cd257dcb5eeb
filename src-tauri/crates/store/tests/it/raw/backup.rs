//! Backups: they come back document by document, and a file that was touched does not come back at all.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use bson::doc;
use chrono_tz::Europe::Paris;
use futures::FutureExt as _;
use medigest_application::ports::{FileProblem, StoreResult};
use medigest_sample::builders::{AppointmentBuilder, PatientBuilder, UserBuilder, now};
use medigest_store::backup::{self, Contents, Header, verify};
use medigest_store::raw::{Page, Position, RawReader, sums};
use tempfile::TempDir;

use super::fresh::{Fresh, sqlite};
use crate::desk::Desk;

super::on_every_base! {
    come_back_document_by_document,
}

async fn filled(base: &Fresh) {
    let desk = Desk::on(&*base.store);
    desk.add_user(UserBuilder::new()).await;
    desk.add_patient(PatientBuilder::new().with_notes("Asthme"))
        .await;
    desk.book(&AppointmentBuilder::new().build()).await.unwrap();
    let others = [doc! { "_id": "un", "nombre": 3_i32 }, doc! { "_id": 2_i32 }];
    base.raw.add("inconnue", &others).await.unwrap();
}

async fn written(base: &Fresh, path: &Path) -> Contents {
    let header = Header::new(now(), "Poste 1", Paris);
    let snapshot = base.raw.snapshot().await.unwrap();
    let written = backup::write(&*snapshot, path, &header, &["archives"], &|_, _| {});
    written.await.unwrap()
}

async fn come_back_document_by_document(base: &Fresh) {
    filled(base).await;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("une.medigest");
    let contents = written(base, &path).await;
    assert_eq!(contents.collections, base.raw.collections().await.unwrap());

    let file = verify(&path).unwrap();
    assert_eq!(file.contents, contents);
    assert_eq!(
        (file.header.device.as_str(), file.header.zone.as_str()),
        ("Poste 1", "Europe/Paris")
    );
    let other = sqlite();
    let mut documents = file.documents().unwrap();
    while let Some((collection, some)) = documents.next_page().unwrap() {
        other.raw.add(&collection, &some).await.unwrap();
    }
    let (there, here) = (sums(&*other.raw, &[]).await, sums(&*base.raw, &[]).await);
    assert_eq!(there.unwrap(), here.unwrap());
}

#[tokio::test]
async fn a_file_that_was_cut_anywhere_or_changed_anywhere_is_refused() {
    let base = sqlite();
    filled(&base).await;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("une.medigest");
    written(&base, &path).await;
    let whole = std::fs::read(&path).unwrap();
    let touched = folder.path().join("autre.medigest");
    for place in (0..whole.len()).step_by(whole.len() / 60) {
        std::fs::write(&touched, &whole[..place]).unwrap();
        assert!(verify(&touched).is_err(), "cut at {place}");
        let mut changed = whole.clone();
        changed[place] ^= 0x10;
        std::fs::write(&touched, &changed).unwrap();
        // A few bytes of the compressed form say nothing, such as the time it was made.
        if let Ok(file) = verify(&touched) {
            assert!(place < 10, "changed at {place}");
            assert_eq!(file.contents, verify(&path).unwrap().contents);
        }
    }
    std::fs::write(&touched, [&whole[..], &whole[..]].concat()).unwrap();
    assert_eq!(
        verify(&touched).unwrap().contents,
        verify(&path).unwrap().contents
    );
}

#[test]
fn what_is_no_backup_is_said_so() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("une.medigest");
    assert_eq!(verify(&path).unwrap_err(), FileProblem::Missing);
    std::fs::write(&path, "bonjour").unwrap();
    assert_eq!(verify(&path).unwrap_err(), FileProblem::NotRecognised);
}

#[tokio::test]
async fn a_backup_never_replaces_a_file_and_leaves_no_half_one() {
    let base = sqlite();
    filled(&base).await;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("une.medigest");
    std::fs::write(&path, "précieux").unwrap();
    let header = Header::new(now(), "Poste 1", Paris);
    let snapshot = base.raw.snapshot().await.unwrap();
    let refused = backup::write(&*snapshot, &path, &header, &[], &|_, _| {});
    assert!(refused.await.is_err());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "précieux");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// A base that never comes to its first page; it looks whether a file was begun.
struct Endless(PathBuf);

#[async_trait]
impl RawReader for Endless {
    async fn collections(&self) -> StoreResult<BTreeMap<String, u64>> {
        Ok(BTreeMap::from([("patients".to_owned(), 1)]))
    }

    async fn page(&self, _: &str, _: Option<&Position>, _: u32) -> StoreResult<Page> {
        assert!(self.0.exists());
        std::future::pending().await
    }
}

#[test]
fn one_that_is_stopped_leaves_no_file() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("une.medigest");
    let header = Header::new(now(), "Poste 1", Paris);
    let base = Endless(path.with_extension("partiel"));
    let stopped = backup::write(&base, &path, &header, &[], &|_, _| {}).now_or_never();
    assert!(stopped.is_none());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
