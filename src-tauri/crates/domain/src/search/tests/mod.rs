//! The search as its users see it: what finds whom, in which order, and that edits leave nothing behind.

mod duplicates;
mod properties;

use super::*;

fn born(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn entry<'a>(last_name: &'a str, first_name: &'a str) -> SearchEntry<'a> {
    SearchEntry {
        last_name,
        first_name,
        phone: None,
        birth_date: None,
    }
}

/// Patients under their position in the list.
fn index_of(entries: &[SearchEntry<'_>]) -> PatientIndex<usize> {
    let mut index = PatientIndex::with_capacity(entries.len());
    for (key, entry) in entries.iter().enumerate() {
        index.upsert(key, *entry);
    }
    index
}

fn named(names: &[(&str, &str)]) -> PatientIndex<usize> {
    let entries: Vec<_> = names
        .iter()
        .map(|(last, first)| entry(last, first))
        .collect();
    index_of(&entries)
}

fn keys(hits: &[Hit<usize>]) -> Vec<usize> {
    hits.iter().map(|hit| hit.key).collect()
}

fn found(index: &PatientIndex<usize>, text: &str) -> Vec<usize> {
    keys(&index.search(text, 10))
}

fn quality(index: &PatientIndex<usize>, text: &str) -> Option<Quality> {
    index.search(text, 10).first().map(|hit| hit.quality)
}

#[test]
fn a_last_name_a_first_name_or_both_in_any_order_find_the_patient() {
    let index = named(&[("Dupont", "Marie"), ("Martin", "Paul")]);
    for text in ["dupont", "marie", "dupont marie", "marie dupont"] {
        assert_eq!(found(&index, text), [0], "{text}");
        assert_eq!(quality(&index, text), Some(Quality::Exact), "{text}");
    }
}

#[test]
fn results_appear_while_typing() {
    let index = named(&[("Dupont", "Marie"), ("Martin", "Paul")]);
    for text in [
        "d",
        "du",
        "dup",
        "dupon",
        "ma dup",
        "dupont m",
        "dupont mar",
    ] {
        assert_eq!(found(&index, text)[0], 0, "{text}");
    }
    assert_eq!(quality(&index, "dupo"), Some(Quality::Prefix));
}

#[test]
fn case_accents_hyphens_and_apostrophes_do_not_matter() {
    let index = named(&[("D'Œuvre-Lefèvre", "Jean-François"), ("Martin", "Paul")]);
    for text in [
        "d'œuvre-lefèvre jean-françois",
        "D’OEUVRE LEFEVRE JEAN FRANCOIS",
        "oeuvre lefevre jeanfrancois",
        "doeuvre lefevre",
        "jean francois lefevre",
        "DOEUVRELEFEVRE",
    ] {
        assert_eq!(found(&index, text), [0], "{text}");
        assert_eq!(quality(&index, text), Some(Quality::Exact), "{text}");
    }
}

#[test]
fn joined_and_separate_writings_are_the_same_name() {
    let index = named(&[
        ("Ben Amar", "Karim"),
        ("Benamar", "Sonia"),
        ("Le Goff", "Anne"),
        ("Legoff", "Denis"),
    ]);
    for text in ["ben amar", "benamar", "Ben-Amar"] {
        let mut both = found(&index, text);
        both.sort_unstable();
        assert_eq!(both, [0, 1], "{text}");
    }
    assert_eq!(found(&index, "legoff anne"), [2]);
    assert_eq!(found(&index, "le goff denis"), [3]);
    assert_eq!(found(&named(&[("de la Tour", "Luc")]), "delatour"), [0]);
}

#[test]
fn particles_are_optional_on_both_sides() {
    let index = named(&[
        ("de la Tour", "Luc"),
        ("Goff", "Anne"),
        ("El Mansouri", "Nadia"),
    ]);
    for (text, wanted) in [
        ("tour luc", 0),
        ("le goff anne", 1),
        ("mansouri nadia", 2),
        ("du mansouri", 2),
    ] {
        assert_eq!(found(&index, text), [wanted], "{text}");
        assert_eq!(quality(&index, text), Some(Quality::Exact), "{text}");
    }
}

#[test]
fn one_typing_error_still_finds_the_patient() {
    let index = named(&[("Dupont", "Marie"), ("Martin", "Paul"), ("Li", "Wei")]);
    for text in [
        "dupnt marie",
        "duppont marie",
        "dupomt marie",
        "dupnot marie",
        "dupont maire",
        "xupont",
        "dupot",
    ] {
        assert_eq!(found(&index, text)[0], 0, "{text}");
        assert!(quality(&index, text) <= Some(Quality::OneError), "{text}");
    }
    for text in ["lo wei", "il wei", "wei x", "li wie"] {
        assert_eq!(found(&index, text), [2], "{text}");
    }
}

#[test]
fn an_error_on_the_space_still_finds_the_patient() {
    let index = named(&[("Dupont", "Marie"), ("Martin", "Paul")]);
    for text in [
        "dupontmarie",
        "dupontxmarie",
        "dup ont marie",
        "dupon tmarie",
        "dupontm arie",
        "du ont marie",
    ] {
        assert_eq!(found(&index, text)[0], 0, "{text}");
    }
}

#[test]
fn an_error_in_an_unfinished_word_still_finds_the_patient() {
    let index = named(&[("Villeneuve", "Hortense"), ("Martin", "Paul")]);
    for text in ["vilen", "velle", "villnee", "vileneu hort"] {
        assert_eq!(found(&index, text), [0], "{text}");
    }
}

#[test]
fn two_errors_find_the_patient_when_nobody_is_nearer() {
    let index = named(&[("Villeneuve", "Hortense"), ("Martin", "Paul")]);
    for text in [
        "vilenneve hortense",
        "vilneuve",
        "vileneuv",
        "hortanse villeneuv",
    ] {
        assert_eq!(found(&index, text), [0], "{text}");
    }
    assert_eq!(
        quality(&index, "vilenneve hortense"),
        Some(Quality::Distant)
    );
}

#[test]
fn a_word_that_is_nowhere_gives_the_patients_with_the_others() {
    let index = named(&[("Dupont", "Marie"), ("Martin", "Paul")]);
    assert_eq!(found(&index, "dupont zzzz"), [0]);
    assert_eq!(quality(&index, "dupont zzzz"), Some(Quality::Distant));
    assert!(found(&index, "zzzz").is_empty());
}

#[test]
fn exact_comes_before_unfinished_before_one_error_before_more() {
    let index = named(&[
        ("Marten", "Lus"),
        ("Marten", "Luc"),
        ("Martineau", "Luc"),
        ("Martin", "Luc"),
        ("Roux", "Luc"),
    ]);
    let hits = index.search("luc martin", 10);
    assert_eq!(keys(&hits), [3, 2, 1, 0]);
    let qualities: Vec<_> = hits.iter().map(|hit| hit.quality).collect();
    assert_eq!(
        qualities,
        [
            Quality::Exact,
            Quality::Prefix,
            Quality::OneError,
            Quality::Distant
        ]
    );
}

#[test]
fn equal_matches_come_by_name_then_by_key_and_last_names_first() {
    let index = named(&[
        ("Zola", "Martin"),
        ("Martin", "Zoé"),
        ("Martin", "Anne"),
        ("Martin", "Anne"),
    ]);
    assert_eq!(found(&index, "martin"), [2, 3, 1, 0]);
    assert_eq!(keys(&index.search("martin", 2)), [2, 3]);
}

#[test]
fn a_phone_number_finds_its_patient_in_any_writing_whole_or_in_part() {
    let index = index_of(&[
        SearchEntry {
            phone: Some("06 12 34 56 78"),
            ..entry("Dupont", "Marie")
        },
        SearchEntry {
            phone: Some("+33 7 98 76 54 32"),
            ..entry("Martin", "Paul")
        },
    ]);
    for text in [
        "0612345678",
        "+33 6 12 34 56 78",
        "06.12.34.56.78",
        "0612",
        "5678",
        "06 12 3",
        "dupont 0612",
    ] {
        assert_eq!(found(&index, text), [0], "{text}");
    }
    assert_eq!(found(&index, "07 98"), [1]);
    assert_eq!(found(&index, "0612345687"), [0], "two digits swapped");
    assert!(found(&index, "martin 0612").is_empty());
}

#[test]
fn a_birth_date_finds_its_patient_alone_or_beside_a_name() {
    let index = index_of(&[
        SearchEntry {
            birth_date: born(1985, 3, 12),
            ..entry("Dupont", "Marie")
        },
        SearchEntry {
            birth_date: born(1985, 3, 12),
            ..entry("Martin", "Paul")
        },
        SearchEntry {
            birth_date: born(1949, 11, 2),
            ..entry("Dupont", "Louis")
        },
    ]);
    for text in [
        "12/03/1985",
        "12031985",
        "12/03/85",
        "1985-03-12",
        "12/03",
        "12/03/19",
    ] {
        assert_eq!(found(&index, text), [0, 1], "{text}");
    }
    for text in [
        "dupont 12/03/1985",
        "12/03/1985 dupont",
        "dupnt 12/03/1985",
        "dupont 12/03/1958",
    ] {
        assert_eq!(found(&index, text), [0], "{text}");
    }
}

#[test]
fn nothing_typed_or_no_room_finds_nobody() {
    let index = named(&[("Dupont", "Marie")]);
    assert!(found(&index, "").is_empty());
    assert!(found(&index, " -' ").is_empty());
    assert!(index.search("dupont", 0).is_empty());
}

#[test]
fn an_edited_patient_is_found_under_the_new_name_only() {
    let mut index = named(&[("Dupont", "Marie"), ("Martin", "Paul")]);
    index.upsert(0, entry("Lefebvre", "Marie"));
    assert!(found(&index, "dupont").is_empty());
    assert_eq!(found(&index, "lefebvre"), [0]);
    assert_eq!(index.len(), 2);
    assert!(index.remove(&0) && !index.remove(&0));
    assert!(found(&index, "lefebvre").is_empty());
}

#[test]
fn edits_without_end_do_not_make_the_index_grow() {
    let mut index = named(&[("Martin", "Paul")]);
    for round in 0..500_usize {
        let name = format!("Nom{round} Composé");
        let phone = format!("06{round:08}");
        let birth_date = NaiveDate::from_yo_opt(
            1900 + i32::try_from(round % 100).unwrap(),
            1 + round as u32 % 300,
        );
        let edited = SearchEntry {
            last_name: &name,
            first_name: "Anne Anne",
            phone: Some(&phone),
            birth_date,
        };
        index.upsert(1 + round % 3, edited);
    }
    for key in 1..=3 {
        index.remove(&key);
    }
    assert_eq!(
        index.vocabulary.entries(),
        named(&[("Martin", "Paul")]).vocabulary.entries()
    );
    assert_eq!((index.slots.len(), index.free.len()), (4, 3));
    assert_eq!((index.phones.len(), index.birth_dates.len()), (0, 0));
    assert!(index.vocabulary.bound() < 40);
}
