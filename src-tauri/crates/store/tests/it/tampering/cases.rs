//! What somebody who reaches into a base may do to the log …

use bson::oid::ObjectId;
use bson::{Bson, DateTime};
use medigest_application::ports::{Anchor, LogArchive};
use medigest_domain::chain::Finding;
use medigest_domain::trace::AuditAction;
use medigest_sample::builders::{TraceBuilder, id, now};
use medigest_store::archive::JsonLines;
use medigest_store::documents::LogDocument;

use super::hand::copy;
use super::scene::{A, B, EACH, Scene, cut, doubled, edited, missing, unlinked};

type Found = Vec<Finding>;

pub async fn of_no_kind_finds_nothing(scene: &Scene<'_>) {
    assert_eq!(scene.findings().await, Found::new());
    // Not even after verifying, which is an entry too.
    assert_eq!(scene.findings().await, Found::new());
}

pub async fn with_one_bit_of_any_field_is_an_edited_entry(scene: &Scene<'_>) {
    let texts = ["user", "action", "details", "device", "sceau", "precedent"];
    let mut expected = Found::new();
    for (number, field) in texts.into_iter().enumerate() {
        let place = 3 + 2 * number as u64;
        let entry = LogDocument::from(&scene.entry(A, place).await);
        let mut bytes = match field {
            "user" => entry.user,
            "action" => entry.action,
            "details" => entry.details,
            "device" => entry.device,
            "sceau" => entry.sceau.unwrap(),
            _ => entry.precedent.unwrap(),
        }
        .into_bytes();
        // The last bit of a digit makes another digit of it.
        bytes[1] ^= 1;
        let flipped = String::from_utf8(bytes).unwrap();
        let value = Some(Bson::String(flipped));
        scene.hand.set(A, place, field, value).await;
        expected.push(edited(A, place));
        match field {
            "precedent" => expected.push(unlinked(A, place)),
            "sceau" => expected.push(unlinked(A, place + 1)),
            _ => {}
        }
    }
    let instant = LogDocument::from(&scene.entry(A, 19).await).timestamp;
    let instant = DateTime::from_millis(instant.timestamp_millis() ^ 1);
    let others = [
        (19, "timestamp", Some(Bson::DateTime(instant))),
        (21, "op_id", Some(Bson::ObjectId(ObjectId::new()))),
        (23, "entity", Some(Bson::String("users".to_owned()))),
        (25, "entity_id", Some(Bson::String(String::new()))),
        (33, "temoins", None),
    ];
    for (place, field, value) in others {
        scene.hand.set(A, place, field, value).await;
        expected.push(edited(A, place));
    }
    assert_eq!(scene.findings().await, expected);
}

pub async fn with_the_kind_of_a_field_is_an_edited_entry(scene: &Scene<'_>) {
    let odd = Some(Bson::Int64(7));
    let fields = ["user", "details", "op_id", "sceau", "temoins"];
    let mut expected = Found::new();
    for (number, field) in fields.into_iter().enumerate() {
        let place = 4 + 5 * number as u64;
        scene.hand.set(B, place, field, odd.clone()).await;
        // What cannot be read was sealed by nobody, so nothing follows it either.
        expected.extend([edited(B, place), unlinked(B, place + 1)]);
    }
    assert_eq!(scene.findings().await, expected);
}

pub async fn with_an_entry_sealed_anew_breaks_the_link_after_it(scene: &Scene<'_>) {
    let mut entry = scene.entry(A, 35).await;
    entry.content.user = "martine".to_owned();
    let before = scene.entry(A, 34).await.link.unwrap().head();
    let sealed = medigest_domain::chain::Link::after(Some(&before), A, Vec::new(), &entry.content);
    entry.link = Some(sealed);
    scene.replace(&entry).await;
    assert_eq!(scene.findings().await, [unlinked(A, 36)]);
}

pub async fn by_removal_is_a_gap(scene: &Scene<'_>) {
    scene.hand.remove(A, 1, 1).await;
    scene.hand.remove(A, 5, 7).await;
    scene.hand.remove(B, 20, 20).await;
    let expected = [missing(A, 1, 1), missing(A, 5, 7), missing(B, 20, 20)];
    assert_eq!(scene.findings().await, expected);
}

pub async fn by_exchanging_two_entries_shows_at_both(scene: &Scene<'_>) {
    scene.hand.unguard().await;
    let exchange = [(5, 1_000), (6, 5), (1_000, 6)];
    for (from, to) in exchange {
        scene.hand.set(A, from, "rang", Some(Bson::Int64(to))).await;
    }
    let expected = [
        edited(A, 5),
        unlinked(A, 5),
        edited(A, 6),
        unlinked(A, 6),
        unlinked(A, 7),
    ];
    assert_eq!(scene.findings().await, expected);
}

pub async fn by_doubling_an_entry_shows_there(scene: &Scene<'_>) {
    let entry = LogDocument::from(&scene.entry(A, 12).await);
    scene.hand.unguard().await;
    scene.hand.put(&copy(&entry)).await;
    assert_eq!(scene.findings().await, [doubled(A, 12)]);
}

pub async fn by_doubling_an_entry_at_the_end_of_a_page_shows_there(scene: &Scene<'_>) {
    let entry = LogDocument::from(&scene.entry(A, 7).await);
    scene.hand.unguard().await;
    for _ in 0..3 {
        scene.hand.put(&copy(&entry)).await;
    }
    // These pages have seven entries.
    let report = crate::log::verified(scene.hand.device(A).await.as_ref()).await;
    assert_eq!(report.findings(), vec![doubled(A, 7); 3]);
}

pub async fn by_inserting_an_entry_without_a_link_shows_it(scene: &Scene<'_>) {
    let trace = TraceBuilder::new(id(777)).with_at(now() + chrono::Duration::minutes(3));
    let forged = LogDocument::from_domain(&trace.build());
    scene.hand.put(&forged).await;
    let older = TraceBuilder::new(id(778)).with_at(now() - chrono::Duration::days(3));
    let older = LogDocument::from_domain(&older.build());
    scene.hand.put(&older).await;
    let op_id = forged.id.to_hex();
    assert_eq!(scene.findings().await, [Finding::Inserted { op_id }]);
}

pub async fn by_taking_the_link_away_shows_the_gap_and_the_entry(scene: &Scene<'_>) {
    let op_id = scene.entry(A, 9).await.content.op_id;
    scene.hand.set(A, 9, "chaine", None).await;
    let inserted = Finding::Inserted { op_id };
    assert_eq!(scene.findings().await, [missing(A, 9, 9), inserted]);
}

pub async fn by_inserting_an_entry_far_away_is_a_gap(scene: &Scene<'_>) {
    let mut forged = scene.entry(A, EACH).await;
    forged.content.op_id = ObjectId::new().to_hex();
    let link = forged.link.as_mut().unwrap();
    link.place = i64::MAX.cast_unsigned();
    let place = link.place;
    scene.hand.put(&LogDocument::from(&forged)).await;
    let expected = [edited(A, place), missing(A, EACH + 1, place - 1)];
    assert_eq!(scene.findings().await, expected);
}

pub async fn by_cutting_an_end_shows_what_another_chain_saw(scene: &Scene<'_>) {
    scene.hand.remove(A, 21, EACH).await;
    assert_eq!(scene.findings().await, [cut(A, 33, B)]);
}

pub async fn by_cutting_an_end_that_no_chain_saw_shows_what_the_device_kept(scene: &Scene<'_>) {
    let (practice, _) = scene.office().await;
    // It saw nobody yet: its chain begins with what it saw of the others.
    let kept = practice.seen_places(&[]).await.unwrap();
    scene.hand.remove(A, 38, EACH).await;
    let (office, _) = scene.office().await;
    let c = "cccccccccccccccccccccccc";
    assert_eq!(scene.findings_having_seen(&kept).await, [cut(A, EACH, c)]);
    // What the log contradicts stays kept, however long nobody verifies.
    let a = |kept: &[medigest_domain::chain::Head]| {
        kept.iter().find(|head| head.chain == A).unwrap().place
    };
    let again = office.seen_places(&kept).await.unwrap();
    assert_eq!(a(&again), EACH);
    let device = scene.hand.device(A).await;
    for number in 0..5 {
        let trace = TraceBuilder::new(id(600 + number)).with_at(now());
        device.append(&trace.build()).await.unwrap();
    }
    let again = office.seen_places(&again).await.unwrap();
    assert_eq!(a(&again), EACH);
}

pub async fn by_removing_a_whole_chain_shows_what_others_saw(scene: &Scene<'_>) {
    scene.hand.remove(A, 1, EACH).await;
    assert_eq!(scene.findings().await, [cut(A, 33, B)]);
}

pub async fn by_writing_a_chain_anew_contradicts_what_others_saw(scene: &Scene<'_>) {
    scene
        .write_anew(A, 10, |entry| entry.content.user = "martine".to_owned())
        .await;
    let rewritten = |place| Finding::Rewritten {
        chain: A.to_owned(),
        place,
        seen_by: B.to_owned(),
    };
    assert_eq!(scene.findings().await, [rewritten(17), rewritten(33)]);
}

pub async fn by_making_the_end_of_a_chain_unreadable_shows(scene: &Scene<'_>) {
    let odd = Some(Bson::Array(vec![Bson::Null]));
    scene.hand.set(A, EACH, "user", odd).await;
    assert_eq!(scene.findings().await, [edited(A, EACH)]);
}

/// An archive of everything up to the tenth entry of a.
async fn archive(scene: &Scene<'_>) -> LogArchive {
    let last = scene.entry(A, 10).await;
    LogArchive {
        op_id: id(888),
        until: now(),
        file: "nulle-part.jsonl".to_owned(),
        sha256: "00".repeat(32),
        entries: 10,
        anchors: vec![Anchor {
            head: last.link.unwrap().head(),
            device: last.content.device,
        }],
        finished: false,
    }
}

pub async fn by_claiming_that_the_missing_was_archived_shows_what_is_missing(scene: &Scene<'_>) {
    let archive = archive(scene).await;
    // Even where the log has a trace of it: it must name the file and the places.
    let trace = TraceBuilder::new(archive.op_id)
        .with_action(AuditAction::ArchiveLog)
        .with_at(now() + chrono::Duration::hours(1))
        .build();
    let device = scene.hand.device(B).await;
    device.archive(&archive, &trace).await.unwrap();
    assert_eq!(scene.findings().await, [missing(A, 1, 10)]);
}

/// Archives the log to a file, as the administrator does.
async fn archived(scene: &Scene<'_>) -> LogArchive {
    let folder = tempfile::TempDir::new().unwrap();
    let (practice, admin) = scene.office().await;
    let create = |name: &str| {
        let path = folder.path().join(name);
        let file = std::fs::File::create_new(&path)?;
        Ok(Box::new(JsonLines::new(file, path)) as Box<_>)
    };
    let until = now().with_timezone(&medigest_sample::builders::ZONE);
    let until = until.format("%Y-%m-%d").to_string();
    let archived = practice.archive_log(&admin, &until, id(8_888), &[], create);
    let archive = archived.await.unwrap().unwrap();
    assert_eq!(scene.findings().await, Found::new());
    archive
}

pub async fn by_forgetting_an_archive_shows_what_is_missing(scene: &Scene<'_>) {
    archived(scene).await;
    scene.hand.forget_archives().await;
    // Of a and b nothing is left; the office's own chain lacks its beginning.
    let findings = scene.findings().await;
    assert!(!findings.is_empty());
    let gone = |finding: &Finding| matches!(finding, Finding::Missing { .. } | Finding::Cut { .. });
    assert!(findings.iter().all(gone), "{findings:?}");
}

pub async fn with_an_entry_that_was_archived_shows_it(scene: &Scene<'_>) {
    let entry = LogDocument::from(&scene.entry(A, 5).await);
    archived(scene).await;
    scene.hand.put(&entry).await;
    assert_eq!(scene.findings().await, [doubled(A, 5)]);
}
