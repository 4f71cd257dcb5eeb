//! What holds for all patients, edits and texts.

use super::*;
use proptest::prelude::*;

/// A patient as the model keeps it: last name, first name, phone, day of the year 1985.
type Owned = (String, String, Option<String>, Option<u32>);

fn borrowed((last_name, first_name, phone, day): &Owned) -> SearchEntry<'_> {
    let birth_date = day.and_then(|day| NaiveDate::from_yo_opt(1985, day));
    SearchEntry {
        last_name,
        first_name,
        phone: phone.as_deref(),
        birth_date,
    }
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
