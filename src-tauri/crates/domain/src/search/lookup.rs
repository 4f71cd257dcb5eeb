//! One search: from the words of the query to candidates, and from candidates to the best matches.
//!
//! Each stage looks further than the one before and runs only while better matches are wanting. What a stage can find
//! outranks what the next one adds, so stopping early never changes the result.

use std::hash::Hash;

use super::PatientIndex;
use super::query::Query;
use super::rank::{Best, Cost, Ranked};
use super::record::{Record, WordSet};
use super::unit::Unit;
use super::vocabulary::{Slot, TermId, Vocabulary};

/// Two words run together are taken apart only where both have at least this many letters.
const FEWEST_LETTERS_OF_A_HALF: usize = 2;

/// How far from a unit its candidate terms may be.
type Terms = fn(&Unit, &Vocabulary) -> Vec<TermId>;

/// The state of one search.
pub(super) struct Lookup<'a, K> {
    index: &'a PatientIndex<K>,
    query: &'a Query,
    units: Vec<Unit>,
    best: Best<K>,
    met: Vec<bool>,
    /// Whether words of the query may have no counterpart.
    forgiving: bool,
}

/// A word every match must hold, with what may stand for it: the candidates are the bearers.
struct Driver {
    /// The place of the word in the query.
    word: usize,
    /// The number of candidates.
    bearers: usize,
    terms: Vec<(Cost, TermId)>,
}

impl<'a, K: Copy + Eq + Hash + Ord> Lookup<'a, K> {
    /// The best matches, cheapest first.
    pub(super) fn run(index: &'a PatientIndex<K>, query: &'a Query, limit: usize) -> Vec<Ranked<K>> {
        let found = Self::new(index, query, limit).find();
        let without_error = found.iter().filter(|found| found.cost < Cost::ERROR).count();
        if without_error >= limit {
            return found;
        }
        merge(found, Self::with_words_taken_apart(index, query, limit), limit)
    }

    fn new(index: &'a PatientIndex<K>, query: &'a Query, limit: usize) -> Self {
        Self {
            index,
            query,
            units: Unit::all_of(query, &index.vocabulary),
            best: Best::new(limit),
            met: vec![false; index.slots.len()],
            forgiving: false,
        }
    }

    fn find(mut self) -> Vec<Ranked<K>> {
        if !self.query.numbers.is_empty() {
            self.sweep_numbers();
            if !self.best.is_empty() || self.query.words.is_empty() {
                return self.best.into_ranked();
            }
        }
        let required = self.query.required_words();
        let mut drivers = self.literal_drivers(&required);
        if let Some(rarest) = drivers.first_mut() {
            self.sweep(rarest);
        }
        if !self.best.is_closed_to(Cost::ERROR)
            && let Some(mut rarest) = self.rarest_with_one_error(drivers)
        {
            self.sweep(&mut rarest);
            if self.best.is_empty() {
                self.extend(&mut rarest, Unit::similar_terms);
                self.sweep_all(&rarest);
            }
        }
        if self.best.is_empty() && required.len() > 1 {
            self.sweep_forgivingly(&required);
        }
        self.best.into_ranked()
    }

    fn find_literally(mut self) -> Vec<Ranked<K>> {
        let mut drivers = self.literal_drivers(&self.query.required_words());
        if let Some(rarest) = drivers.first_mut() {
            self.sweep(rarest);
        }
        self.best.into_ranked()
    }

    /// The candidates by each of the words, fewest first. Every match holds each required word, so one is enough.
    fn literal_drivers(&mut self, words: &[usize]) -> Vec<Driver> {
        let mut drivers: Vec<Driver> = words.iter().map(|word| self.driver(*word, Unit::literal_terms)).collect();
        drivers.sort_by_key(|driver| driver.bearers);
        drivers
    }

    /// Of the words with at most one typing error in them, the one with the fewest candidates.
    fn rarest_with_one_error(&mut self, literal: Vec<Driver>) -> Option<Driver> {
        let mut rarest: Option<Driver> = None;
        for mut driver in literal {
            // Errors only add candidates, and the drivers that follow have more already.
            if rarest.as_ref().is_some_and(|rarest| rarest.bearers <= driver.bearers) {
                break;
            }
            self.extend(&mut driver, Unit::terms_with_one_error);
            if rarest.as_ref().is_none_or(|rarest| driver.bearers < rarest.bearers) {
                rarest = Some(driver);
            }
        }
        rarest
    }

    /// Accepts matches that lack some of the words.
    fn sweep_forgivingly(&mut self, required: &[usize]) {
        self.forgiving = true;
        self.met.fill(false);
        for word in required {
            let mut driver = self.driver(*word, Unit::literal_terms);
            self.extend(&mut driver, Unit::terms_with_one_error);
            self.sweep(&mut driver);
        }
    }

    fn driver(&mut self, word: usize, terms: Terms) -> Driver {
        let mut driver = Driver { word, bearers: 0, terms: Vec::new() };
        self.extend(&mut driver, terms);
        driver
    }

    fn extend(&mut self, driver: &mut Driver, terms: Terms) {
        let vocabulary = &self.index.vocabulary;
        for unit in self.units.iter_mut().filter(|unit| unit.covers(driver.word)) {
            for term in terms(unit, vocabulary) {
                if let Some(cost) = unit.cost(term, vocabulary) {
                    driver.bearers += vocabulary.bearers(term).len();
                    driver.terms.push((cost, term));
                }
            }
        }
    }

    /// Offers the bearers of the terms, cheapest terms first, until no cheaper match can follow.
    fn sweep(&mut self, driver: &mut Driver) {
        driver.terms.sort_unstable();
        for (cost, term) in &driver.terms {
            if self.best.is_closed_to(*cost) {
                return;
            }
            self.consider_bearers(*term);
        }
    }

    /// Offers all bearers: a name met by a similar word may hold a nearer one, so there is no telling when to stop.
    fn sweep_all(&mut self, driver: &Driver) {
        for (_, term) in &driver.terms {
            self.consider_bearers(*term);
        }
    }

    fn consider_bearers(&mut self, term: TermId) {
        let index = self.index;
        for slot in index.vocabulary.bearers(term) {
            self.consider(*slot);
        }
    }

    fn sweep_numbers(&mut self) {
        let numbers = &self.query.numbers;
        for slot in numbers[0].literal_candidates(self.index) {
            self.consider(slot);
        }
        if self.best.is_empty() {
            for slot in numbers[0].candidates_with_one_error(self.index) {
                self.consider(slot);
            }
        }
    }

    fn consider(&mut self, slot: Slot) {
        if std::mem::replace(&mut self.met[slot as usize], true) {
            return;
        }
        let index = self.index;
        let Some(record) = &index.slots[slot as usize] else { return };
        if let Some(cost) = self.cost_of(record) {
            self.best.offer(Ranked { cost, alphabetical: record.alphabetical, key: record.key });
        }
    }

    fn cost_of(&mut self, record: &Record<K>) -> Option<Cost> {
        let numbers = self.query.numbers.iter().map(|number| number.fit(record.birth_date, record.phone));
        let numbers = numbers.map(|fit| fit.map(Cost::from)).try_fold(Cost::NONE, |sum, cost| Some(sum + cost?))?;
        let mut cheapest = None;
        self.assign(record, 0, 0, numbers, &mut cheapest);
        cheapest
    }

    /// Tries every way to give the words from `next` on different words of the name, and keeps the cheapest.
    fn assign(&mut self, record: &Record<K>, next: usize, taken: WordSet, spent: Cost, cheapest: &mut Option<Cost>) {
        if cheapest.is_some_and(|cheapest| cheapest <= spent) {
            return;
        }
        if next == self.query.words.len() {
            let total = spent + unasked(record, taken);
            *cheapest = Some(cheapest.map_or(total, |cheapest| cheapest.min(total)));
            return;
        }
        for unit in 0..self.units.len() {
            if self.units[unit].start != next {
                continue;
            }
            let length = self.units[unit].length;
            for word in record.words.iter().filter(|word| word.covers & taken == 0) {
                let Some(mut cost) = self.units[unit].cost(word.term, &self.index.vocabulary) else { continue };
                if length > 1 {
                    cost = cost + Cost::LOOSE;
                }
                if word.is_joined() {
                    cost = cost + Cost::LOOSE;
                }
                if next == 0 && word.covers & record.first_name != 0 {
                    cost = cost + Cost::FIRST_NAME_FIRST;
                }
                self.assign(record, next + length, taken | word.covers, spent + cost, cheapest);
            }
        }
        if self.query.is_optional(next) {
            self.assign(record, next + 1, taken, spent + Cost::LOOSE, cheapest);
        } else if self.forgiving {
            self.assign(record, next + 1, taken, spent + Cost::MISSING, cheapest);
        }
    }

    /// The query with a word taken apart where the space is missing (`dupontmarie`) or mistyped (`dupontxmarie`).
    fn with_words_taken_apart(index: &'a PatientIndex<K>, query: &Query, limit: usize) -> Vec<Ranked<K>> {
        let mut found = Vec::new();
        for (place, word) in query.words.iter().enumerate() {
            for (first, second) in halves(word) {
                if index.vocabulary.contains(first) && index.vocabulary.contains(second) {
                    let query = query.with_split(place, first, second);
                    let apart = Lookup::new(index, &query, limit).find_literally();
                    found.extend(apart.into_iter().map(|found| Ranked { cost: found.cost + Cost::ERROR, ..found }));
                }
            }
        }
        found
    }
}

/// The words of the name that the query did not ask for.
fn unasked<K>(record: &Record<K>, taken: WordSet) -> Cost {
    let left = (record.last_name | record.first_name) & !taken;
    let particles = left & record.particles;
    Cost::UNASKED.times((left & !particles).count_ones()) + Cost::UNASKED_PARTICLE.times(particles.count_ones())
}

/// A word cut in two at every place, with all its letters or without the one at the cut.
fn halves(word: &str) -> impl Iterator<Item = (&str, &str)> {
    let long_enough = |half: &str| half.chars().count() >= FEWEST_LETTERS_OF_A_HALF;
    let cuts = word.char_indices().flat_map(|(at, letter)| {
        let (first, second) = word.split_at(at);
        [(first, second), (first, &second[letter.len_utf8()..])]
    });
    cuts.filter(move |(first, second)| long_enough(first) && long_enough(second))
}

/// Both lists in one, each key once at its lowest cost.
fn merge<K: Copy + Ord>(mut found: Vec<Ranked<K>>, more: Vec<Ranked<K>>, limit: usize) -> Vec<Ranked<K>> {
    if more.is_empty() {
        return found;
    }
    found.extend(more);
    found.sort_unstable();
    let mut keys = std::collections::BTreeSet::new();
    found.retain(|ranked| keys.insert(ranked.key));
    found.truncate(limit);
    found
}
