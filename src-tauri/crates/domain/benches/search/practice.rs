//! A made-up practice of any size: French names with their usual skew, the same for the same seed.
//!
//! Shares are modelled on France as a whole: the commonest last name has 0.3 % of the people, two thirds of the last
//! names are rare, one first name in eight is compound.

#[path = "names.rs"]
mod names;

use chrono::NaiveDate;
use medigest_domain::search::{PatientIndex, SearchEntry};
use names::{COMPOUND, ENDINGS, FIRST_NAMES, LAST_NAMES, ONSETS, VOWELS};

/// As many rare last names there are to draw from.
const RARE_LAST_NAMES: u64 = 200_000;

/// A patient of the practice.
pub struct Patient {
    pub last_name: String,
    pub first_name: String,
    pub phone: String,
    pub birth_date: NaiveDate,
}

impl Patient {
    pub fn entry(&self) -> SearchEntry<'_> {
        SearchEntry {
            last_name: &self.last_name,
            first_name: &self.first_name,
            phone: Some(&self.phone),
            birth_date: Some(self.birth_date),
        }
    }

    /// The full name as one would type it, either name first.
    pub fn full_name(&self, dice: &mut Dice) -> String {
        if dice.chance(50) {
            format!("{} {}", self.last_name, self.first_name)
        } else {
            format!("{} {}", self.first_name, self.last_name)
        }
    }
}

/// The patients of a practice of that size.
pub fn patients(count: usize, seed: u64) -> Vec<Patient> {
    let mut dice = Dice(seed);
    (0..count).map(|_| patient(&mut dice)).collect()
}

/// An index of the patients under their positions.
pub fn index_of(patients: &[Patient]) -> PatientIndex<u32> {
    let mut index = PatientIndex::with_capacity(patients.len());
    for (key, patient) in (0..).zip(patients) {
        index.upsert(key, patient.entry());
    }
    index
}

/// The text with one letter added, left out, replaced, or swapped with its neighbour, anywhere, spaces included.
pub fn with_one_error(text: &str, dice: &mut Dice) -> String {
    loop {
        let mut letters: Vec<char> = text.chars().collect();
        let place = dice.below(letters.len() as u64) as usize;
        let letter = char::from(b'a' + dice.below(26) as u8);
        match dice.below(4) {
            0 => letters.insert(place, letter),
            1 => drop(letters.remove(place)),
            2 => letters[place] = letter,
            _ if place + 1 < letters.len() => letters.swap(place, place + 1),
            _ => continue,
        }
        let changed: String = letters.into_iter().collect();
        if changed.to_lowercase() != text.to_lowercase() {
            return changed;
        }
    }
}

fn patient(dice: &mut Dice) -> Patient {
    let year = 1925 + dice.below(100) as i32;
    let birth_date =
        NaiveDate::from_yo_opt(year, 1 + dice.below(365) as u32).expect("every year has 365 days");
    Patient {
        last_name: last_name(dice),
        first_name: first_name(dice),
        phone: format!("0{}{:08}", 6 + dice.below(2), dice.below(100_000_000)),
        birth_date,
    }
}

fn last_name(dice: &mut Dice) -> String {
    if dice.chance(10) {
        let (first, second) = (single_last_name(dice), single_last_name(dice));
        return if dice.chance(50) {
            format!("{first}-{second}")
        } else {
            format!("{first} {second}")
        };
    }
    single_last_name(dice)
}

fn single_last_name(dice: &mut Dice) -> String {
    if dice.chance(12) {
        return dice.skewed(&LAST_NAMES).to_owned();
    }
    // The square makes low ranks more frequent, as in a register of names.
    let rank = (dice.unit().powi(2) * RARE_LAST_NAMES as f64) as u64;
    let name = rare_name(rank);
    match dice.below(40) {
        0 => format!("Le {name}"),
        1 => format!("de {name}"),
        2 => format!("D'{name}"),
        _ => name,
    }
}

fn first_name(dice: &mut Dice) -> String {
    let name = if dice.chance(4) {
        rare_name(dice.below(2_000))
    } else {
        dice.skewed(&FIRST_NAMES).to_owned()
    };
    if dice.chance(12) {
        format!("{}-{name}", dice.one_of(&COMPOUND))
    } else {
        name
    }
}

/// The rare name of that rank, made of syllables.
fn rare_name(rank: u64) -> String {
    let mut dice = Dice(rank.wrapping_mul(0x5851_F42D_4C95_7F2D));
    let mut name = String::new();
    for _ in 0..2 + dice.below(2) {
        name.push_str(dice.one_of(&ONSETS));
        name.push_str(dice.one_of(&VOWELS));
    }
    name.push_str(dice.one_of(&ENDINGS));
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Reproducible chance (SplitMix64, Steele et al. 2014).
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below the bound.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of the items, each as likely.
    fn one_of<'a>(&mut self, items: &[&'a str]) -> &'a str {
        items[self.below(items.len() as u64) as usize]
    }

    /// One of the items, the first ones more often.
    fn skewed<'a>(&mut self, items: &[&'a str]) -> &'a str {
        items[(self.unit().powf(1.6) * items.len() as f64) as usize]
    }
}
