//! One search: from the words of the query to candidates, and from candidates to the best matches.
//!
//! Each stage looks further than the one before and runs only while better matches are wanting. What a stage can find
//! outranks what the next one adds, so stopping early never changes the result.

use std::hash::Hash;

use super::PatientIndex;
use super::apart;
use super::matching::Matcher;
use super::query::Query;
use super::rank::{Best, Cost, Ranked};
use super::unit::{Candidates, Reach};
use super::vocabulary::{Slot, TermId};

/// A word with more candidates than this says too little about who is meant when another word is nowhere.
const MOST_FORGIVEN: usize = 50_000;

/// The state of one search.
pub(super) struct Lookup<'a, K> {
    index: &'a PatientIndex<K>,
    matcher: Matcher<'a>,
    limit: usize,
    best: Best<K>,
    /// By slot: the last stage that looked at it.
    met: Vec<u8>,
    stage: u8,
}

/// A word of the query with the terms that may be meant by it: their bearers are candidates for a match.
struct Driver {
    /// The place of the word in the query.
    word: usize,
    bearers: usize,
    terms: Vec<(Cost, TermId)>,
}

impl Driver {
    fn add(&mut self, candidates: &Candidates) {
        self.bearers += candidates.bearers;
        self.terms.extend(&candidates.terms);
    }
}

impl<'a, K: Copy + Eq + Hash + Ord> Lookup<'a, K> {
    /// The best matches, cheapest first.
    pub(super) fn run(
        index: &'a PatientIndex<K>,
        query: &'a Query,
        limit: usize,
    ) -> Vec<Ranked<K>> {
        let found = Self::new(index, query, limit).find();
        let without_error = found
            .iter()
            .filter(|found| found.cost < Cost::ERROR)
            .count();
        if without_error >= limit {
            return found;
        }
        apart::merge(found, apart::search_apart(index, query, limit), limit)
    }

    pub(super) fn new(index: &'a PatientIndex<K>, query: &'a Query, limit: usize) -> Self {
        Self {
            index,
            matcher: Matcher::new(query, &index.vocabulary),
            limit,
            best: Best::new(limit),
            met: vec![0; index.slots.len()],
            stage: 1,
        }
    }

    /// The matches without any error only.
    pub(super) fn find_literally(mut self) -> Vec<Ranked<K>> {
        self.sweep_literal();
        self.best.into_ranked()
    }

    fn find(mut self) -> Vec<Ranked<K>> {
        if !self.matcher.query.numbers.is_empty() {
            self.sweep_numbers();
            if !self.best.is_empty() || self.matcher.query.words.is_empty() {
                return self.best.into_ranked();
            }
        }
        self.next_stage(Reach::Literal);
        self.sweep_literal();
        if !self.best.is_closed_to(Cost::ERROR) {
            self.next_stage(Reach::OneError);
            let rarest = self.sweep_with_one_error();
            if self.best.is_empty() {
                self.next_stage(Reach::Similar);
                self.sweep_similar(rarest);
            }
        }
        if self.best.is_empty() {
            self.sweep_forgivingly();
        }
        self.best.into_ranked()
    }

    /// Starts anew: what was found is found again, with more beside it.
    fn next_stage(&mut self, reach: Reach) {
        self.stage += 1;
        self.matcher.reach = reach;
        self.best = Best::new(self.limit);
    }

    /// Only numbers are literal here: names beside a number may have errors, for few people share it.
    fn sweep_numbers(&mut self) {
        self.matcher.reach = Reach::Similar;
        let numbers = &self.matcher.query.numbers;
        for slot in numbers[0].literal_candidates(self.index) {
            self.consider(slot);
        }
        if self.best.is_empty() {
            for slot in numbers[0].candidates_with_one_error(self.index) {
                self.consider(slot);
            }
        }
    }

    fn sweep_literal(&mut self) {
        if let Some(rarest) = self.literal_drivers().into_iter().next() {
            self.sweep(rarest);
        }
    }

    /// Sweeps the word that has the fewest candidates with at most one typing error in it, and gives it.
    fn sweep_with_one_error(&mut self) -> Option<usize> {
        let mut rarest: Option<Driver> = None;
        for mut driver in self.literal_drivers() {
            // Errors only add candidates, and the words that follow have more already.
            if rarest
                .as_ref()
                .is_some_and(|rarest| rarest.bearers <= driver.bearers)
            {
                break;
            }
            self.add_terms_with_one_error(&mut driver);
            if rarest
                .as_ref()
                .is_none_or(|rarest| driver.bearers < rarest.bearers)
            {
                rarest = Some(driver);
            }
        }
        let rarest = rarest?;
        let word = rarest.word;
        self.sweep(rarest);
        Some(word)
    }

    /// Considers all bearers of similar words: a name met by one may hold a nearer word, so there is no telling when to
    /// stop.
    fn sweep_similar(&mut self, word: Option<usize>) {
        let Some(word) = word else { return };
        let mut driver = self.literal_driver(word);
        self.add_terms_with_one_error(&mut driver);
        for unit in self
            .matcher
            .units
            .iter_mut()
            .filter(|unit| unit.covers(word))
        {
            driver.add(&unit.similar(&self.index.vocabulary));
        }
        for (_, term) in driver.terms {
            self.consider_bearers(term);
        }
    }

    /// Goes through the candidates by every word, and accepts matches that lack some of the words.
    fn sweep_forgivingly(&mut self) {
        if self.matcher.query.required_words().len() < 2 {
            return;
        }
        self.next_stage(Reach::Similar);
        self.matcher.forgiving = true;
        for mut driver in self.literal_drivers() {
            self.add_terms_with_one_error(&mut driver);
            if driver.bearers <= MOST_FORGIVEN {
                self.sweep(driver);
            }
        }
    }

    /// The candidates by each required word, fewest first. Every match holds each required word, so one is enough.
    fn literal_drivers(&mut self) -> Vec<Driver> {
        let required = self.matcher.query.required_words();
        let mut drivers: Vec<Driver> = required
            .into_iter()
            .map(|word| self.literal_driver(word))
            .collect();
        drivers.sort_by_key(|driver| driver.bearers);
        drivers
    }

    fn literal_driver(&mut self, word: usize) -> Driver {
        let mut driver = Driver {
            word,
            bearers: 0,
            terms: Vec::new(),
        };
        for unit in self
            .matcher
            .units
            .iter_mut()
            .filter(|unit| unit.covers(word))
        {
            driver.add(unit.literal(&self.index.vocabulary));
        }
        driver
    }

    fn add_terms_with_one_error(&mut self, driver: &mut Driver) {
        let word = driver.word;
        for unit in self
            .matcher
            .units
            .iter_mut()
            .filter(|unit| unit.covers(word))
        {
            driver.add(unit.with_one_error(&self.index.vocabulary));
        }
    }

    /// Considers the bearers of the terms, cheapest terms first, until no cheaper match can follow.
    fn sweep(&mut self, mut driver: Driver) {
        driver.terms.sort_unstable();
        for (cost, term) in driver.terms {
            if self.best.is_closed_to(cost) {
                return;
            }
            self.consider_bearers(term);
        }
    }

    fn consider_bearers(&mut self, term: TermId) {
        let index = self.index;
        for slot in index.vocabulary.bearers(term) {
            self.consider(*slot);
        }
    }

    fn consider(&mut self, slot: Slot) {
        if std::mem::replace(&mut self.met[slot as usize], self.stage) == self.stage {
            return;
        }
        let index = self.index;
        let Some(record) = &index.slots[slot as usize] else {
            return;
        };
        if let Some(cost) = self.matcher.cost_of(record) {
            self.best.offer(Ranked {
                cost,
                alphabetical: record.alphabetical,
                key: record.key,
            });
        }
    }
}
