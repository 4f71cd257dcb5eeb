//! The search as its users see it: what finds whom, in which order, and that edits leave nothing behind.

use super::*;
use proptest::prelude::*;

fn born(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn entry<'a>(last_name: &'a str, first_name: &'a str) -> SearchEntry<'a> {
    SearchEntry { last_name, first_name, phone: None, birth_date: None }
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
    let entries: Vec<_> = names.iter().map(|(last, first)| entry(last, first)).collect();
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
    for text in ["d", "du", "dup", "dupon", "ma dup", "dupont m", "dupont mar"] {
        assert_eq!(found(&index, text)[0], 0, "{text}");
    }
    assert_eq!(quality(&index, "dupo"), Some(Quality::Prefix));
}

#[test]
fn case_accents_hyphens_and_apostrophes_do_not_matter() {
    let index = named(&[("D'Œuvre-Lefèvre", "Jean-François"), ("Martin", "Paul")]);
    for text in [
        "d'œuvre-lefèvre jean-françois", "D’OEUVRE LEFEVRE JEAN FRANCOIS", "oeuvre lefevre jeanfrancois",
        "doeuvre lefevre", "jean francois lefevre", "DOEUVRELEFEVRE",
    ] {
        assert_eq!(found(&index, text), [0], "{text}");
        assert_eq!(quality(&index, text), Some(Quality::Exact), "{text}");
    }
}

#[test]
fn joined_and_separate_writings_are_the_same_name() {
    let index = named(&[("Ben Amar", "Karim"), ("Benamar", "Sonia"), ("Le Goff", "Anne"), ("Legoff", "Denis")]);
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
    let index = named(&[("de la Tour", "Luc"), ("Goff", "Anne"), ("El Mansouri", "Nadia")]);
    for (text, wanted) in [("tour luc", 0), ("le goff anne", 1), ("mansouri nadia", 2), ("du mansouri", 2)] {
        assert_eq!(found(&index, text), [wanted], "{text}");
        assert_eq!(quality(&index, text), Some(Quality::Exact), "{text}");
    }
}

#[test]
fn one_typing_error_still_finds_the_patient() {
    let index = named(&[("Dupont", "Marie"), ("Martin", "Paul"), ("Li", "Wei")]);
    for text in ["dupnt marie", "duppont marie", "dupomt marie", "dupnot marie", "dupont maire", "xupont", "dupot"] {
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
    for text in ["dupontmarie", "dupontxmarie", "dup ont marie", "dupon tmarie", "dupontm arie", "du ont marie"] {
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
    for text in ["vilenneve hortense", "vilneuve", "vileneuv", "hortanse villeneuv"] {
        assert_eq!(found(&index, text), [0], "{text}");
    }
    assert_eq!(quality(&index, "vilenneve hortense"), Some(Quality::Distant));
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
    let index = named(&[("Marten", "Lus"), ("Marten", "Luc"), ("Martineau", "Luc"), ("Martin", "Luc"), ("Roux", "Luc")]);
    let hits = index.search("luc martin", 10);
    assert_eq!(keys(&hits), [3, 2, 1, 0]);
    let qualities: Vec<_> = hits.iter().map(|hit| hit.quality).collect();
    assert_eq!(qualities, [Quality::Exact, Quality::Prefix, Quality::OneError, Quality::Distant]);
}

#[test]
fn equal_matches_come_by_name_then_by_key_and_last_names_first() {
    let index = named(&[("Zola", "Martin"), ("Martin", "Zoé"), ("Martin", "Anne"), ("Martin", "Anne")]);
    assert_eq!(found(&index, "martin"), [2, 3, 1, 0]);
    assert_eq!(keys(&index.search("martin", 2)), [2, 3]);
}

#[test]
fn a_phone_number_finds_its_patient_in_any_writing_whole_or_in_part() {
    let index = index_of(&[
        SearchEntry { phone: Some("06 12 34 56 78"), ..entry("Dupont", "Marie") },
        SearchEntry { phone: Some("+33 7 98 76 54 32"), ..entry("Martin", "Paul") },
    ]);
    for text in ["0612345678", "+33 6 12 34 56 78", "06.12.34.56.78", "0612", "5678", "06 12 3", "dupont 0612"] {
        assert_eq!(found(&index, text), [0], "{text}");
    }
    assert_eq!(found(&index, "07 98"), [1]);
    assert_eq!(found(&index, "0612345687"), [0], "two digits swapped");
    assert!(found(&index, "martin 0612").is_empty());
}

#[test]
fn a_birth_date_finds_its_patient_alone_or_beside_a_name() {
    let index = index_of(&[
        SearchEntry { birth_date: born(1985, 3, 12), ..entry("Dupont", "Marie") },
        SearchEntry { birth_date: born(1985, 3, 12), ..entry("Martin", "Paul") },
        SearchEntry { birth_date: born(1949, 11, 2), ..entry("Dupont", "Louis") },
    ]);
    for text in ["12/03/1985", "12031985", "12/03/85", "1985-03-12", "12/03", "12/03/19"] {
        assert_eq!(found(&index, text), [0, 1], "{text}");
    }
    for text in ["dupont 12/03/1985", "12/03/1985 dupont", "dupnt 12/03/1985", "dupont 12/03/1958"] {
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
        let birth_date = NaiveDate::from_yo_opt(1900 + i32::try_from(round % 100).unwrap(), 1 + round as u32 % 300);
        let edited = SearchEntry { last_name: &name, first_name: "Anne Anne", phone: Some(&phone), birth_date };
        index.upsert(1 + round % 3, edited);
    }
    for key in 1..=3 {
        index.remove(&key);
    }
    assert_eq!(index.vocabulary.entries(), named(&[("Martin", "Paul")]).vocabulary.entries());
    assert_eq!((index.slots.len(), index.free.len()), (4, 3));
    assert_eq!((index.phones.len(), index.birth_dates.len()), (0, 0));
    assert!(index.vocabulary.bound() < 40);
}

mod duplicates {
    use super::*;

    fn practice() -> PatientIndex<usize> {
        index_of(&[
            SearchEntry { phone: Some("0612345678"), birth_date: born(1985, 3, 12), ..entry("Le Goff", "Marie-Claire") },
            SearchEntry { birth_date: born(1985, 3, 12), ..entry("Martin", "Léa") },
            SearchEntry { phone: Some("0612345678"), birth_date: born(2010, 1, 1), ..entry("Le Goff", "Yann") },
        ])
    }

    fn duplicates(suspect: SearchEntry<'_>) -> Vec<usize> {
        keys(&practice().likely_duplicates(suspect, 10))
    }

    #[test]
    fn the_same_name_and_birth_date_is_a_duplicate_however_the_name_is_written() {
        for (last_name, first_name) in [
            ("LE GOFF", "MARIE CLAIRE"), ("Legoff", "Marie-Claire"), ("Goff", "Marieclaire"), ("Marie-Claire", "Le Goff"),
            ("Le Gof", "Marie-Claire"), ("Le Goff", "Marie"), ("Le Goff-Dupont", "Marie-Claire"),
        ] {
            let suspect = SearchEntry { birth_date: born(1985, 3, 12), ..entry(last_name, first_name) };
            assert_eq!(duplicates(suspect), [0], "{last_name} {first_name}");
        }
    }

    #[test]
    fn the_same_name_and_phone_is_a_duplicate() {
        let suspect = SearchEntry { phone: Some("+33 6 12 34 56 78"), ..entry("Le Goff", "Marie-Claire") };
        assert_eq!(duplicates(suspect), [0]);
    }

    #[test]
    fn the_same_name_alone_is_no_duplicate() {
        assert!(duplicates(entry("Le Goff", "Marie-Claire")).is_empty());
        let suspect = SearchEntry { birth_date: born(1985, 3, 13), ..entry("Le Goff", "Marie-Claire") };
        assert!(duplicates(suspect).is_empty());
    }

    #[test]
    fn a_twin_or_someone_of_the_same_household_is_no_duplicate() {
        let twin = SearchEntry { birth_date: born(1985, 3, 12), ..entry("Martin", "Léo") };
        assert!(duplicates(twin).is_empty());
        let child = SearchEntry { phone: Some("0612345678"), ..entry("Le Goff", "Louise") };
        assert!(duplicates(child).is_empty());
    }

    #[test]
    fn the_nearest_duplicate_comes_first() {
        let mut index = practice();
        index.upsert(9, SearchEntry { birth_date: born(1985, 3, 12), ..entry("Le Gof", "Marie-Claire") });
        let suspect = SearchEntry { birth_date: born(1985, 3, 12), ..entry("Le Goff", "Marie-Claire") };
        assert_eq!(keys(&index.likely_duplicates(suspect, 10)), [0, 9]);
        assert_eq!(keys(&index.likely_duplicates(suspect, 1)), [0]);
    }
}

/// A patient as the model keeps it: last name, first name, phone, day of the year 1985.
type Owned = (String, String, Option<String>, Option<u32>);

fn borrowed((last_name, first_name, phone, day): &Owned) -> SearchEntry<'_> {
    let birth_date = day.and_then(|day| NaiveDate::from_yo_opt(1985, day));
    SearchEntry { last_name, first_name, phone: phone.as_deref(), birth_date }
}

prop_compose! {
    /// Few distinct words, so that names collide, resemble and contain each other.
    fn patients()(
        last_name in "(le |ben-|d')?(martin|marin|marten|dupont|dupond|du|é)(-martin| goff)?",
        first_name in "(marie|maria|jean|jeanne|léa|luc)?(-(pierre|marie))?",
        phone in proptest::option::of("0612[0-3]{6}"),
        day in proptest::option::of(1_u32..5),
    ) -> Owned {
        (last_name, first_name, phone, day)
    }
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "(le |ben)?(martin|marin|dupnt|dupo|m|goff) ?(marie|jen|l|jeanpierre)?",
        "(dupont )?(0[1-5]/01/1985|0612[0-3]{0,6}|0[1-5]01198)",
    ]
}

fn all(index: &PatientIndex<u8>, text: &str) -> Vec<Hit<u8>> {
    index.search(text, usize::from(u8::MAX))
}

proptest! {
    #[test]
    fn an_edited_index_answers_as_a_fresh_one_and_only_with_living_patients(
        edits in proptest::collection::vec((0_u8..20, proptest::option::weighted(0.7, patients())), 1..60),
        texts in proptest::collection::vec(texts(), 1..6),
    ) {
        let mut edited = PatientIndex::new();
        let mut model: BTreeMap<u8, Owned> = BTreeMap::new();
        for (key, patient) in edits {
            match patient {
                Some(patient) => {
                    edited.upsert(key, borrowed(&patient));
                    model.insert(key, patient);
                }
                None => prop_assert_eq!(edited.remove(&key), model.remove(&key).is_some()),
            }
        }
        let mut fresh = PatientIndex::new();
        for (key, patient) in &model {
            fresh.upsert(*key, borrowed(patient));
        }
        prop_assert_eq!(edited.len(), model.len());
        prop_assert_eq!(edited.vocabulary.entries(), fresh.vocabulary.entries());
        for text in texts {
            for limit in [3, 100] {
                let hits = edited.search(&text, limit);
                prop_assert!(hits.iter().all(|hit| model.contains_key(&hit.key)), "{}", text);
                prop_assert!(hits.is_sorted_by_key(|hit| hit.quality), "{}", text);
                prop_assert_eq!(hits, fresh.search(&text, limit), "{}", text);
            }
        }
        for patient in model.values() {
            let suspect = borrowed(patient);
            prop_assert_eq!(edited.likely_duplicates(suspect, 100), fresh.likely_duplicates(suspect, 100));
        }
    }

    #[test]
    fn a_full_name_finds_its_patient_before_everyone_with_another_name(
        patients in proptest::collection::vec(patients(), 1..30),
        swapped in any::<bool>(),
    ) {
        let entries: Vec<_> = patients.iter().map(borrowed).collect();
        let index = index_of(&entries);
        let sorted_words = |entry: &SearchEntry<'_>| {
            let mut words = normalise::words(&format!("{} {}", entry.last_name, entry.first_name));
            words.sort_unstable();
            words
        };
        for (key, wanted) in entries.iter().enumerate() {
            let text = match swapped {
                false => format!("{} {}", wanted.last_name, wanted.first_name),
                true => format!("{} {}", wanted.first_name, wanted.last_name),
            };
            let hits = index.search(&text.to_uppercase(), entries.len());
            let place = hits.iter().position(|hit| hit.key == key);
            prop_assert!(place.is_some(), "{} is not found", text);
            for hit in &hits[..place.unwrap()] {
                prop_assert_eq!(sorted_words(&entries[hit.key]), sorted_words(wanted), "{}", text);
            }
        }
    }

    #[test]
    fn a_shorter_list_is_the_beginning_of_the_longer_one(
        patients in proptest::collection::vec(patients(), 1..30),
        text in texts(),
    ) {
        let mut index = PatientIndex::new();
        for (key, patient) in (0_u8..).zip(&patients) {
            index.upsert(key, borrowed(patient));
        }
        let long = all(&index, &text);
        for limit in 1..6 {
            let short = index.search(&text, limit);
            prop_assert_eq!(&short[..], &long[..short.len()], "{}", text);
            prop_assert!(short.len() == limit.min(long.len()));
        }
    }

    #[test]
    fn no_text_and_no_name_makes_it_stop(
        last_name in any::<String>(),
        first_name in any::<String>(),
        phone in any::<String>(),
        text in any::<String>(),
        digits in "[+0-9 ./()a-]{0,40}",
    ) {
        let mut index = named(&[("Dupont", "Marie")]);
        let strange = SearchEntry { phone: Some(&phone), ..entry(&last_name, &first_name) };
        index.upsert(7, strange);
        for text in [&text, &digits, &last_name, &phone] {
            let _ = index.search(text, 10);
        }
        let _ = index.likely_duplicates(strange, 10);
        prop_assert!(index.remove(&7));
        prop_assert_eq!(index.vocabulary.entries(), named(&[("Dupont", "Marie")]).vocabulary.entries());
    }
}
