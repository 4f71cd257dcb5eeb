//! How well a record matches a query: every way to find the words of the one in the words of the other.

use super::query::Query;
use super::rank::Cost;
use super::record::{Record, WordSet};
use super::unit::{Reach, Unit};
use super::vocabulary::Vocabulary;

/// A query ready to be compared with records.
pub(super) struct Matcher<'a> {
    pub(super) query: &'a Query,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) units: Vec<Unit>,
    /// How far the words of a record may be from those of the query.
    pub(super) reach: Reach,
    /// Whether words of the query may have no counterpart.
    pub(super) forgiving: bool,
}

impl<'a> Matcher<'a> {
    pub(super) fn new(query: &'a Query, vocabulary: &'a Vocabulary) -> Self {
        let units = Unit::all_of(query, vocabulary);
        Self {
            query,
            vocabulary,
            units,
            reach: Reach::Literal,
            forgiving: false,
        }
    }

    /// The cost of the best match; `None` if there is none.
    pub(super) fn cost_of<K>(&mut self, record: &Record<K>) -> Option<Cost> {
        let mut numbers = Cost::NONE;
        for number in &self.query.numbers {
            numbers = numbers + number.fit(record.birth_date, record.phone)?.into();
        }
        let mut cheapest = None;
        self.assign(record, 0, 0, numbers, &mut cheapest);
        cheapest
    }

    /// Tries every way to find the words from `next` on in words of the name not yet taken, and keeps the cheapest.
    fn assign<K>(
        &mut self,
        record: &Record<K>,
        next: usize,
        taken: WordSet,
        spent: Cost,
        cheapest: &mut Option<Cost>,
    ) {
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
                let Some(mut cost) = self.units[unit].cost(word.term, self.reach, self.vocabulary)
                else {
                    continue;
                };
                if length > 1 {
                    cost = cost + Cost::LOOSE;
                }
                if word.is_joined() {
                    cost = cost + Cost::LOOSE;
                }
                if next == 0 && word.covers & record.first_name != 0 {
                    cost = cost + Cost::FIRST_NAME_FIRST;
                }
                self.assign(
                    record,
                    next + length,
                    taken | word.covers,
                    spent + cost,
                    cheapest,
                );
            }
        }
        if self.query.is_optional(next) {
            self.assign(record, next + 1, taken, spent + Cost::LOOSE, cheapest);
        } else if self.forgiving {
            self.assign(record, next + 1, taken, spent + Cost::MISSING, cheapest);
        }
    }
}

/// The words of the name that the query did not ask for.
fn unasked<K>(record: &Record<K>, taken: WordSet) -> Cost {
    let left = (record.last_name | record.first_name) & !taken;
    let particles = left & record.particles;
    Cost::UNASKED.times((left & !particles).count_ones())
        + Cost::UNASKED_PARTICLE.times(particles.count_ones())
}
