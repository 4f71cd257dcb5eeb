//! Bits of the SQLite file itself, which no statement wrote.

use medigest_domain::chain::Finding;

use super::hand::Sqlite;
use super::scene::{A, EACH, Scene, cut, edited, missing};

/// Changes bytes of the text of an entry in the file, wherever a copy of it is left.
async fn tear(scene: &Scene<'_>, hand: &Sqlite, place: u64, tear: impl Fn(&mut [u8])) {
    let seal = scene.entry(A, place).await.link.unwrap().seal.to_string();
    let base = rusqlite::Connection::open(hand.path()).unwrap();
    let written = base.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    written.unwrap();
    drop(base);
    let mut bytes = std::fs::read(hand.path()).unwrap();
    // Where others saw it, a number stands before it.
    let own = format!("\",\"sceau\":\"{seal}\"");
    let copies: Vec<_> = (0..bytes.len())
        .filter(|at| bytes[*at..].starts_with(own.as_bytes()))
        .collect();
    assert!(!copies.is_empty());
    for at in copies {
        tear(&mut bytes[at..at + own.len()]);
    }
    std::fs::write(hand.path(), bytes).unwrap();
}

#[tokio::test]
async fn a_flipped_bit_of_a_text_is_an_edited_entry() {
    let hand = Sqlite::empty().await.unwrap();
    let scene = Scene::on(&hand).await;
    tear(&scene, &hand, EACH, |text| text[20] ^= 1).await;
    assert_eq!(scene.findings().await, [edited(A, EACH)]);
}

#[tokio::test]
async fn a_flipped_bit_that_leaves_no_document_is_a_gap() {
    let hand = Sqlite::empty().await.unwrap();
    let scene = Scene::on(&hand).await;
    tear(&scene, &hand, 30, |text| text[9] ^= 1).await;
    assert_eq!(scene.findings().await, [missing(A, 30, 30)]);
}

#[tokio::test]
async fn a_last_entry_that_is_no_document_any_more_is_missed() {
    let hand = Sqlite::empty().await.unwrap();
    let scene = Scene::on(&hand).await;
    tear(&scene, &hand, EACH, |text| text[9] = 0xff).await;
    let findings: Vec<Finding> = scene.findings().await;
    assert_eq!(findings, [cut(A, EACH, A)]);
}

#[tokio::test]
async fn a_first_entry_that_is_no_document_any_more_is_a_gap() {
    let hand = Sqlite::empty().await.unwrap();
    let scene = Scene::on(&hand).await;
    tear(&scene, &hand, 1, |text| text.fill(b' ')).await;
    assert_eq!(scene.findings().await, [missing(A, 1, 1)]);
}
