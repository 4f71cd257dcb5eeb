//! Finds patients while a name, a phone number or a birth date is being typed.
//!
//! The index lives in memory and follows edits one by one. Case, accents, hyphens, apostrophes, the order of the words
//! and one typing error do not matter. Names are cut into words; the distinct words of all patients form a vocabulary,
//! small enough to search thoroughly (prefix and trigram lists), and each word lists its bearers. A match is ranked by
//! its shortcomings: exact before unfinished, before one typing error, before more; Jaro-Winkler decides within these.

mod apart;
mod birth_date;
mod duplicates;
mod lookup;
mod matching;
mod normalise;
mod number;
mod phone;
mod query;
mod rank;
mod record;
mod typing;
mod unit;
mod vocabulary;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use chrono::NaiveDate;

use duplicates::Suspect;
use lookup::Lookup;
pub use normalise::normalise;
use phone::PhoneBook;
use query::Query;
use rank::{Best, Ranked};
use record::Record;
use vocabulary::{Slot, Vocabulary, slot_number};

/// What of a patient can be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchEntry<'a> {
    /// The last name, as written.
    pub last_name: &'a str,
    /// The first name or names, as written.
    pub first_name: &'a str,
    /// The phone number, in any writing.
    pub phone: Option<&'a str>,
    /// The birth date.
    pub birth_date: Option<NaiveDate>,
}

/// How well a patient matches, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quality {
    /// Everything typed is there in full.
    Exact,
    /// Something typed is the beginning of a word, or a part of a number.
    Prefix,
    /// There is one typing error.
    OneError,
    /// There is more than one, or a word is missing.
    Distant,
}

/// A patient found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<K> {
    /// The key the patient was entered under.
    pub key: K,
    /// How well it matches.
    pub quality: Quality,
}

/// The searchable patients, each under a key.
#[derive(Debug)]
pub struct PatientIndex<K> {
    by_key: HashMap<K, Slot>,
    slots: Vec<Option<Record<K>>>,
    free: Vec<Slot>,
    vocabulary: Vocabulary,
    birth_dates: BTreeMap<NaiveDate, Vec<Slot>>,
    phones: PhoneBook,
}

impl<K: Copy + Eq + Hash + Ord> PatientIndex<K> {
    /// An index without patients.
    #[must_use]
    pub fn new() -> Self {
        Self::with_capacity(0)
    }

    /// An index without patients, with room for that many.
    #[must_use]
    pub fn with_capacity(patients: usize) -> Self {
        Self {
            by_key: HashMap::with_capacity(patients),
            slots: Vec::with_capacity(patients),
            free: Vec::new(),
            vocabulary: Vocabulary::default(),
            birth_dates: BTreeMap::new(),
            phones: PhoneBook::default(),
        }
    }

    /// Enters a patient, or replaces what was entered under the same key.
    pub fn upsert(&mut self, key: K, entry: SearchEntry<'_>) {
        self.remove(&key);
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            slot_number(self.slots.len() - 1)
        });
        let record = Record::new(key, &entry, slot, &mut self.vocabulary);
        if let Some(date) = record.birth_date {
            self.birth_dates.entry(date).or_default().push(slot);
        }
        if let Some(phone) = record.phone {
            self.phones.add(phone, slot);
        }
        self.by_key.insert(key, slot);
        self.slots[slot as usize] = Some(record);
    }

    /// Takes a patient out. Says whether it was there.
    pub fn remove(&mut self, key: &K) -> bool {
        let Some(slot) = self.by_key.remove(key) else {
            return false;
        };
        let Some(record) = self.slots[slot as usize].take() else {
            return false;
        };
        for word in &record.words {
            self.vocabulary.remove(word.term, slot);
        }
        if let Some(date) = record.birth_date
            && let Some(born) = self.birth_dates.get_mut(&date)
        {
            born.retain(|other| *other != slot);
            if born.is_empty() {
                self.birth_dates.remove(&date);
            }
        }
        if let Some(phone) = record.phone {
            self.phones.remove(phone, slot);
        }
        self.free.push(slot);
        true
    }

    /// The number of patients.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_key.len()
    }

    /// Whether there are no patients.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// The patients that match the text, best first, at most `limit`; equal matches by name, then by key.
    ///
    /// The text may hold words of the last and first name in any order, the last ones unfinished, a birth date
    /// (`12/03/1985`, `12031985`, `12/03/85`, `1985-03-12`) and a phone number (from four digits, its beginning or
    /// its end). What is both a name and a number must match in both.
    #[must_use]
    pub fn search(&self, text: &str, limit: usize) -> Vec<Hit<K>> {
        let query = Query::parse(text);
        if limit == 0 || query.is_empty() {
            return Vec::new();
        }
        Lookup::run(self, &query, limit)
            .into_iter()
            .map(Hit::from)
            .collect()
    }

    /// The patients this one may already be, best first, at most `limit`: the same or nearly the same name (last and
    /// first name may be swapped), and the same birth date or phone.
    #[must_use]
    pub fn likely_duplicates(&self, entry: SearchEntry<'_>, limit: usize) -> Vec<Hit<K>> {
        let suspect = Suspect::new(&entry);
        let mut best = Best::new(limit);
        for slot in suspect.candidates(self) {
            if let Some(record) = &self.slots[slot as usize]
                && let Some(cost) = suspect.cost(record, self)
            {
                best.offer(Ranked {
                    cost,
                    alphabetical: record.alphabetical,
                    key: record.key,
                });
            }
        }
        best.into_ranked().into_iter().map(Hit::from).collect()
    }
}

impl<K: Copy + Eq + Hash + Ord> Default for PatientIndex<K> {
    fn default() -> Self {
        Self::new()
    }
}
