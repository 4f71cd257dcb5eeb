//! Who is, and who is not, the patient being entered.

use super::*;

fn practice() -> PatientIndex<usize> {
    index_of(&[
        SearchEntry {
            phone: Some("0612345678"),
            birth_date: born(1985, 3, 12),
            ..entry("Le Goff", "Marie-Claire")
        },
        SearchEntry {
            birth_date: born(1985, 3, 12),
            ..entry("Martin", "Léa")
        },
        SearchEntry {
            phone: Some("0612345678"),
            birth_date: born(2010, 1, 1),
            ..entry("Le Goff", "Yann")
        },
    ])
}

fn duplicates(suspect: SearchEntry<'_>) -> Vec<usize> {
    keys(&practice().likely_duplicates(suspect, 10))
}

#[test]
fn the_same_name_and_birth_date_is_a_duplicate_however_the_name_is_written() {
    for (last_name, first_name) in [
        ("LE GOFF", "MARIE CLAIRE"),
        ("Legoff", "Marie-Claire"),
        ("Goff", "Marieclaire"),
        ("Marie-Claire", "Le Goff"),
        ("Le Gof", "Marie-Claire"),
        ("Le Goff", "Marie"),
        ("Le Goff-Dupont", "Marie-Claire"),
    ] {
        let suspect = SearchEntry {
            birth_date: born(1985, 3, 12),
            ..entry(last_name, first_name)
        };
        assert_eq!(duplicates(suspect), [0], "{last_name} {first_name}");
    }
}

#[test]
fn the_same_name_and_phone_is_a_duplicate() {
    let suspect = SearchEntry {
        phone: Some("+33 6 12 34 56 78"),
        ..entry("Le Goff", "Marie-Claire")
    };
    assert_eq!(duplicates(suspect), [0]);
}

#[test]
fn the_same_name_alone_is_no_duplicate() {
    assert!(duplicates(entry("Le Goff", "Marie-Claire")).is_empty());
    let suspect = SearchEntry {
        birth_date: born(1985, 3, 13),
        ..entry("Le Goff", "Marie-Claire")
    };
    assert!(duplicates(suspect).is_empty());
}

#[test]
fn a_twin_or_someone_of_the_same_household_is_no_duplicate() {
    let twin = SearchEntry {
        birth_date: born(1985, 3, 12),
        ..entry("Martin", "Léo")
    };
    assert!(duplicates(twin).is_empty());
    let child = SearchEntry {
        phone: Some("0612345678"),
        ..entry("Le Goff", "Louise")
    };
    assert!(duplicates(child).is_empty());
}

#[test]
fn the_nearest_duplicate_comes_first() {
    let mut index = practice();
    index.upsert(
        9,
        SearchEntry {
            birth_date: born(1985, 3, 12),
            ..entry("Le Gof", "Marie-Claire")
        },
    );
    let suspect = SearchEntry {
        birth_date: born(1985, 3, 12),
        ..entry("Le Goff", "Marie-Claire")
    };
    assert_eq!(keys(&index.likely_duplicates(suspect, 10)), [0, 9]);
    assert_eq!(keys(&index.likely_duplicates(suspect, 1)), [0]);
}
