//! How often the search finds the patient meant, on a practice of 5,000 with French names.

#[path = "../benches/search/practice.rs"]
mod practice;

use medigest_domain::search::{Quality, normalise};
use practice::Dice;

const PATIENTS: usize = 5_000;
const QUERIES: u64 = 500;
const SHOWN: usize = 10;

#[test]
fn search_with_one_typing_error_finds_99_patients_in_100() {
    let patients = practice::patients(PATIENTS, 1);
    let index = practice::index_of(&patients);
    let mut dice = Dice(2);
    let mut found = 0;
    for _ in 0..QUERIES {
        let wanted = dice.below(PATIENTS as u64) as u32;
        let name = patients[wanted as usize].full_name(&mut dice);
        let text = practice::with_one_error(&name, &mut dice);
        found += u64::from(
            index
                .search(&text, SHOWN)
                .iter()
                .any(|hit| hit.key == wanted),
        );
    }
    assert!(found * 100 >= QUERIES * 99, "{found} of {QUERIES}");
}

#[test]
fn search_ignores_accents_case_hyphens_and_order_always() {
    let patients = practice::patients(PATIENTS, 3);
    let index = practice::index_of(&patients);
    let mut dice = Dice(4);
    for _ in 0..QUERIES {
        let wanted = dice.below(PATIENTS as u64) as u32;
        let name = patients[wanted as usize].full_name(&mut dice);
        for text in [
            name.to_uppercase(),
            name.replace('-', " "),
            name.replace('-', ""),
            normalise(&name),
        ] {
            let hits = index.search(&text, SHOWN);
            let hit = hits.iter().find(|hit| hit.key == wanted);
            assert_eq!(hit.map(|hit| hit.quality), Some(Quality::Exact), "{text}");
        }
    }
}
