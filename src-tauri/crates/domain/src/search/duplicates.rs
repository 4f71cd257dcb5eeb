//! Who a new patient may already be: the same name, and the same birth date or phone.

use std::collections::BTreeSet;

use rapidfuzz::distance::jaro_winkler;

use super::normalise::{is_particle, words};
use super::phone::Digits;
use super::rank::Cost;
use super::record::Record;
use super::typing::one_error_apart;
use super::{PatientIndex, SearchEntry};

/// Names less similar than this, by Jaro-Winkler, are different names: twins must not be taken for one patient.
const LEAST_SIMILARITY: f64 = 0.9;

/// The names of a patient-to-be, ready to be compared with many.
pub(super) struct Suspect<'a> {
    last_name: Vec<String>,
    first_name: Vec<String>,
    phone: Option<Digits>,
    entry: &'a SearchEntry<'a>,
}

impl<'a> Suspect<'a> {
    pub(super) fn new(entry: &'a SearchEntry<'a>) -> Self {
        Self {
            last_name: words(entry.last_name),
            first_name: words(entry.first_name),
            phone: entry.phone.and_then(Digits::of_phone),
            entry,
        }
    }

    /// The records with the same birth date or the same phone.
    pub(super) fn candidates<K>(&self, index: &PatientIndex<K>) -> BTreeSet<u32> {
        let born = self
            .entry
            .birth_date
            .and_then(|date| index.birth_dates.get(&date));
        let mut candidates: BTreeSet<u32> = born.into_iter().flatten().copied().collect();
        if let Some(phone) = self.phone {
            candidates.extend(index.phones.equal_to(phone));
        }
        candidates
    }

    /// How far the record's name is from this one, in either order; `None` for another name. Among equal names, the
    /// one with both birth date and phone is nearer.
    pub(super) fn cost<K>(&self, record: &Record<K>, index: &PatientIndex<K>) -> Option<Cost> {
        let last_name = record.words_of(record.last_name, &index.vocabulary);
        let first_name = record.words_of(record.first_name, &index.vocabulary);
        let straight = both(
            name_cost(&self.last_name, &last_name),
            name_cost(&self.first_name, &first_name),
        );
        let swapped = both(
            name_cost(&self.last_name, &first_name),
            name_cost(&self.first_name, &last_name),
        );
        let swapped = swapped.map(|cost| cost + Cost::LOOSE);
        let cost = straight.into_iter().chain(swapped).min()?;
        let same_birth_date =
            self.entry.birth_date.is_some() && self.entry.birth_date == record.birth_date;
        let same_phone = self.phone.is_some() && self.phone == record.phone;
        let only_one_agrees = u32::from(!(same_birth_date && same_phone));
        Some(cost + Cost::UNASKED.times(only_one_agrees))
    }
}

fn both(last_name: Option<Cost>, first_name: Option<Cost>) -> Option<Cost> {
    Some(last_name? + first_name?)
}

/// Compares a last name with a last name, or a first name with a first name.
fn name_cost(ours: &[String], theirs: &[&str]) -> Option<Cost> {
    let (our_core, their_core) = (without_particles(ours), without_particles(theirs));
    let whole = joined_cost(&ours.concat(), &theirs.concat());
    let core = joined_cost(&our_core.concat(), &their_core.concat());
    // "Marie" and "Marie-Claire", a birth name and the same with a married name.
    let part = holds_all(&our_core, &their_core) || holds_all(&their_core, &our_core);
    let part = part.then_some(Cost::UNFINISHED);
    whole.into_iter().chain(core).chain(part).min()
}

/// Compares names written without spaces.
fn joined_cost(ours: &str, theirs: &str) -> Option<Cost> {
    if ours == theirs {
        return Some(Cost::NONE);
    }
    let similarity = jaro_winkler::similarity(ours.chars(), theirs.chars());
    let unlike = Cost::UNLIKE.times(((1.0 - similarity) * 1000.0).round() as u32);
    let errors = if one_error_apart(ours, theirs) { 1 } else { 2 };
    (similarity >= LEAST_SIMILARITY).then(|| Cost::ERROR.times(errors) + unlike)
}

/// A name of particles only keeps them: "Le" is also a last name.
fn without_particles<S: AsRef<str>>(words: &[S]) -> Vec<&str> {
    let all = || words.iter().map(AsRef::as_ref);
    let kept: Vec<&str> = all().filter(|word| !is_particle(word)).collect();
    if kept.is_empty() {
        all().collect()
    } else {
        kept
    }
}

fn holds_all(some: &[&str], all: &[&str]) -> bool {
    !some.is_empty() && some.iter().all(|word| all.contains(word))
}
