//! Every kind of tampering, on chains of several devices that see each other.

use super::*;
use proptest::prelude::*;

type Linked = (Option<Link>, Content);

fn content(number: u64) -> Content {
    Content {
        op_id: format!("{number:024x}"),
        user: "claire".to_owned(),
        action: "CREATE_APPT".to_owned(),
        entity: Some("appointments".to_owned()),
        entity_id: Some(format!("{number:024x}")),
        details: "RDV créé".to_owned(),
        device: "poste".to_owned(),
        timestamp: 1_000_000 + i64::try_from(number).unwrap(),
    }
}

/// A log written by these devices in turn, in the order in which it is read back.
fn log(devices: &[&str], entries: u64) -> Vec<Linked> {
    let mut heads: Vec<Head> = Vec::new();
    let mut log = Vec::new();
    for number in 0..entries {
        let device = devices[usize::try_from(number).unwrap() % devices.len()];
        let last = heads.iter().find(|head| head.chain == device).cloned();
        let place = last.as_ref().map_or(0, |last| last.place) + 1;
        let witnessed = if Link::witnesses(place) {
            heads
                .iter()
                .filter(|head| head.chain != device)
                .cloned()
                .collect()
        } else {
            Vec::new()
        };
        let content = content(number);
        let link = Link::after(last.as_ref(), device, witnessed, &content);
        heads.retain(|head| head.chain != device);
        heads.push(link.head());
        log.push((Some(link), content));
    }
    read_back(log)
}

fn read_back(mut log: Vec<Linked>) -> Vec<Linked> {
    log.sort_by_key(|(link, _)| link.as_ref().map(|link| (link.chain.clone(), link.place)));
    log
}

fn verified(log: &[Linked]) -> Report {
    report(Verifier::default(), log)
}

fn report(mut verifier: Verifier, log: &[Linked]) -> Report {
    for (link, content) in log {
        match link {
            Some(link) => verifier.linked(link, content),
            None => verifier.unlinked(content),
        }
    }
    verifier.report()
}

/// Where the entry at a place of a chain stands in the log.
fn index(log: &[Linked], chain: &str, place: u64) -> usize {
    let is_it = |link: &Link| link.chain == chain && link.place == place;
    log.iter()
        .position(|(link, _)| link.as_ref().is_some_and(is_it))
        .unwrap()
}

#[test]
fn an_untouched_log_verifies() {
    let report = verified(&log(&["a", "b", "c"], 200));
    assert_eq!(report.findings(), []);
    assert_eq!((report.entries, report.unlinked), (200, 0));
    let places: Vec<_> = report
        .heads
        .iter()
        .map(|head| (head.chain.as_str(), head.place))
        .collect();
    assert_eq!(places, [("a", 67), ("b", 67), ("c", 66)]);
}

#[test]
fn every_edited_field_shows() {
    let edits: [fn(&mut Content); 8] = [
        |content| content.op_id.push('0'),
        |content| content.user = "martine".to_owned(),
        |content| content.action = "LOGIN".to_owned(),
        |content| content.entity = None,
        |content| content.entity_id = Some(String::new()),
        |content| content.details.push(' '),
        |content| content.device = "autre".to_owned(),
        |content| content.timestamp += 1,
    ];
    for edit in edits {
        let mut log = log(&["a"], 20);
        edit(&mut log[9].1);
        let edited = Finding::Edited {
            chain: "a".to_owned(),
            place: 10,
        };
        assert_eq!(verified(&log).findings(), [edited]);
    }
}

#[test]
fn moving_text_from_one_field_to_the_next_shows() {
    let mut log = log(&["a"], 3);
    let content = &mut log[1].1;
    content.user = "claireCREATE".to_owned();
    content.action = "_APPT".to_owned();
    assert_eq!(verified(&log).findings().len(), 1);
}

#[test]
fn an_edited_entry_sealed_anew_breaks_the_link_after_it() {
    let mut log = log(&["a"], 20);
    let (link, content) = &log[9];
    let link = link.clone().unwrap();
    let before = log[8].0.as_ref().map(Link::head);
    let forged = Content {
        user: "martine".to_owned(),
        ..content.clone()
    };
    let sealed = Link::after(before.as_ref(), "a", link.witnessed, &forged);
    log[9] = (Some(sealed), forged);
    let unlinked = Finding::Unlinked {
        chain: "a".to_owned(),
        place: 11,
    };
    assert_eq!(verified(&log).findings(), [unlinked]);
}

#[test]
fn a_removed_entry_is_missing() {
    let mut log = log(&["a"], 20);
    log.drain(4..7);
    let missing = Finding::Missing {
        chain: "a".to_owned(),
        from: 5,
        to: 7,
    };
    assert_eq!(verified(&log).findings(), [missing]);
}

#[test]
fn two_entries_that_changed_places_both_show() {
    let mut log = log(&["a"], 20);
    let (one, other) = (log[4].1.clone(), log[5].1.clone());
    log[4].1 = other;
    log[5].1 = one;
    assert_eq!(verified(&log).findings().len(), 2);
}

#[test]
fn a_duplicated_entry_shows() {
    let mut log = log(&["a"], 20);
    log.insert(5, log[4].clone());
    let doubled = Finding::Doubled {
        chain: "a".to_owned(),
        place: 5,
    };
    assert_eq!(verified(&log).findings(), [doubled]);
}

#[test]
fn an_entry_without_a_link_is_inserted_unless_it_is_older_than_the_chains() {
    let mut log = log(&["a"], 20);
    let mut older = content(0);
    older.timestamp = 5;
    log.push((None, older));
    assert_eq!(verified(&log).findings(), []);
    log.push((None, content(7)));
    let report = verified(&log);
    assert_eq!(report.unlinked, 2);
    assert!(matches!(report.findings()[..], [Finding::Inserted { .. }]));
}

#[test]
fn a_cut_tail_shows_as_far_as_another_chain_saw_it() {
    let whole = log(&["a", "b"], 80);
    let mut cut = whole.clone();
    cut.retain(|(link, _)| {
        link.as_ref()
            .is_none_or(|link| link.chain != "a" || link.place <= 20)
    });
    let findings = verified(&cut).findings();
    // b looks at its entries 1, 17 and 33; at 33 it saw the 33rd of a.
    assert_eq!(
        findings,
        [Finding::Cut {
            chain: "a".to_owned(),
            place: 33,
            seen_by: "b".to_owned()
        }]
    );
    let mut unseen = whole;
    unseen.retain(|(link, _)| {
        link.as_ref()
            .is_none_or(|link| link.chain != "a" || link.place <= 36)
    });
    assert_eq!(
        verified(&unseen).findings(),
        [],
        "what nobody saw cannot be missed"
    );
}

#[test]
fn every_finding_names_the_moment_it_concerns() {
    let moment = |log: &[Linked], chain, place| Some(log[index(log, chain, place)].1.timestamp);
    let moments = |log: &[Linked]| -> Vec<_> {
        let found = verified(log).found;
        found.into_iter().map(|found| found.at).collect()
    };
    let whole = log(&["a", "b"], 80);
    let mut edited = whole.clone();
    edited[index(&whole, "a", 10)].1.user.clear();
    assert_eq!(moments(&edited), [moment(&whole, "a", 10)]);
    let mut gap = whole.clone();
    gap.drain(4..7);
    let after = moment(&whole, "a", 8);
    assert_eq!(moments(&gap), [after], "of what follows what is missing");
    let up_to = |place| {
        let mut cut = whole.clone();
        cut.retain(|(link, _)| {
            let link = link.as_ref().unwrap();
            link.chain != "a" || link.place <= place
        });
        cut
    };
    let last = moment(&whole, "a", 20);
    assert_eq!(moments(&up_to(20)), [last], "of the last that is left");
    assert_eq!(moments(&up_to(0)), [None]);
    let mut inserted = whole.clone();
    inserted.push((None, content(90)));
    assert_eq!(moments(&inserted), [Some(content(90).timestamp)]);
    let mut rewritten = whole.clone();
    let seen = index(&whole, "a", 33);
    let (link, content) = &mut rewritten[seen];
    content.timestamp = 7;
    let before = whole[seen - 1].0.as_ref().map(Link::head);
    let witnessed = link.as_ref().unwrap().witnessed.clone();
    *link = Some(Link::after(before.as_ref(), "a", witnessed, content));
    let found = verified(&rewritten).found;
    let at = |wanted: fn(&Finding) -> bool| {
        let mut found = found.iter();
        found.find(|found| wanted(&found.finding)).unwrap().at
    };
    assert_eq!(
        at(|finding| matches!(finding, Finding::Rewritten { .. })),
        Some(7)
    );
    let unlinked = at(|finding| matches!(finding, Finding::Unlinked { .. }));
    assert_eq!(unlinked, moment(&whole, "a", 34));
}

#[test]
fn a_tail_that_was_seen_outside_is_missed_also_on_a_device_alone() {
    let whole = log(&["a"], 20);
    let head = whole[19].0.as_ref().unwrap().head();
    let mut verifier = Verifier::default();
    verifier.seen("poste", head);
    let findings = report(verifier, &whole[..18]).findings();
    assert!(matches!(findings[..], [Finding::Cut { place: 20, .. }]));
}

#[test]
fn a_chain_written_anew_contradicts_who_saw_the_old_one() {
    let mut whole = log(&["a", "b"], 80);
    let mut last: Option<Head> = None;
    for place in 1..=40 {
        let at = index(&whole, "a", place);
        let (link, content) = &mut whole[at];
        if place == 10 {
            content.user = "martine".to_owned();
        }
        let witnessed = link.as_ref().unwrap().witnessed.clone();
        let sealed = Link::after(last.as_ref(), "a", witnessed, content);
        last = Some(sealed.head());
        *link = Some(sealed);
    }
    let findings = verified(&whole).findings();
    assert!(!findings.is_empty());
    assert!(
        findings
            .iter()
            .all(|finding| matches!(finding, Finding::Rewritten { chain, .. } if chain == "a")),
        "{findings:?}"
    );
}

#[test]
fn a_log_verifies_from_where_it_was_archived() {
    let whole = log(&["a", "b"], 80);
    let head = |chain, place| {
        whole[index(&whole, chain, place)]
            .0
            .as_ref()
            .unwrap()
            .head()
    };
    let archived = [head("a", 30), head("b", 12)];
    let kept: Vec<_> = whole
        .iter()
        .filter(|(link, _)| {
            let link = link.as_ref().unwrap();
            link.place > if link.chain == "a" { 30 } else { 12 }
        })
        .cloned()
        .collect();
    assert_eq!(report(Verifier::after(&archived), &kept).findings(), []);
    let wrong = [head("a", 29), head("b", 12)];
    assert_eq!(report(Verifier::after(&wrong), &kept).findings().len(), 1);
}

#[test]
fn a_forged_place_far_away_is_a_gap_like_any_other() {
    let mut log = log(&["a"], 3);
    log[2].0.as_mut().unwrap().place = u64::MAX;
    let findings = verified(&log).findings();
    let missing = Finding::Missing {
        chain: "a".to_owned(),
        from: 3,
        to: u64::MAX - 1,
    };
    assert!(findings.contains(&missing), "{findings:?}");
}

#[test]
fn what_is_written_while_the_log_is_read_is_no_cut() {
    // a is read through before it gets its 33rd entry, which the 33rd of b sees.
    let whole = log(&["a", "b"], 80);
    let head = |chain, place| {
        let (link, _) = &whole[index(&whole, chain, place)];
        link.as_ref().unwrap().head()
    };
    let read: Vec<_> = whole
        .iter()
        .filter(|(link, _)| {
            let link = link.as_ref().unwrap();
            link.chain == "b" || link.place <= 32
        })
        .cloned()
        .collect();
    let before = [head("a", 30), head("b", 30)];
    let verifier = Verifier::default().believing(&before);
    assert_eq!(report(verifier, &read).findings(), []);
    let later = [head("a", 30), head("b", 33)];
    let verifier = Verifier::default().believing(&later);
    assert_eq!(report(verifier, &read).findings().len(), 1);
}

#[test]
fn a_seal_survives_its_text() {
    let seal = log(&["a"], 1)[0].0.as_ref().unwrap().seal;
    assert_eq!(seal.to_string().parse(), Ok(seal));
    assert_eq!("xyz".parse::<Seal>(), Err(InvalidSeal));
}

proptest! {
    #[test]
    fn any_flipped_bit_of_any_text_shows(number in 0_usize..40, field in 0_usize..5, bit in 0_u8..7, at in 0_usize..200) {
        let mut log = log(&["a", "b"], 40);
        let content = &mut log[number].1;
        let text = match field {
            0 => &mut content.op_id,
            1 => &mut content.user,
            2 => &mut content.action,
            3 => &mut content.device,
            _ => content.entity_id.as_mut().unwrap(),
        };
        let mut bytes = text.clone().into_bytes();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        *text = String::from_utf8(bytes).unwrap();
        prop_assert!(!verified(&log).findings().is_empty());
    }

    #[test]
    fn any_entry_taken_from_the_middle_shows(devices in 1_usize..4, number in 0_usize..60) {
        let names = ["a", "b", "c"];
        let mut log = log(&names[..devices], 60);
        let gone = log.remove(number).0.unwrap();
        let is_last = !log.iter().any(|(link, _)| {
            let link = link.as_ref().unwrap();
            link.chain == gone.chain && link.place > gone.place
        });
        prop_assert!(is_last || !verified(&log).findings().is_empty());
    }
}
