//! A number in a query: a birth date or a phone, as long as it may be either.

use chrono::NaiveDate;

use super::PatientIndex;
use super::birth_date::TypedDate;
use super::phone::{Digits, FEWEST_DIGITS, Fit};
use super::vocabulary::Slot;

/// Neighbouring groups of digits, with everything they may stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    dates: Vec<TypedDate>,
    phones: Vec<Digits>,
}

impl Number {
    /// Reads groups of ASCII digits, the `+` before a country included. `None` if they are too few for any number.
    pub(super) fn parse(pieces: &[&str]) -> Option<Self> {
        let groups: Vec<&str> = pieces
            .iter()
            .map(|piece| piece.trim_start_matches('+'))
            .collect();
        let digits = groups.concat();
        let international = pieces.first().is_some_and(|piece| piece.starts_with('+'));
        let dates = TypedDate::readings(&groups);
        let phones = Digits::readings(international, &digits);
        let enough = digits.len() >= FEWEST_DIGITS || !dates.is_empty();
        enough.then_some(Self { dates, phones })
    }

    /// The best fit of the number to a birth date or a phone.
    pub(super) fn fit(&self, birth_date: Option<NaiveDate>, phone: Option<Digits>) -> Option<Fit> {
        let dates = self.dates.iter().filter_map(|typed| typed.fit(birth_date?));
        let phones = self.phones.iter().filter_map(|typed| typed.fit(phone?));
        dates.chain(phones).min()
    }

    /// The records it fits without error.
    pub(super) fn literal_candidates<K>(&self, index: &PatientIndex<K>) -> Vec<Slot> {
        let phones = self
            .phones
            .iter()
            .flat_map(|typed| index.phones.holding(*typed));
        self.born(index, |fit| fit != Fit::OneError)
            .chain(phones)
            .collect()
    }

    /// The records it may fit with one typing error.
    pub(super) fn candidates_with_one_error<K>(&self, index: &PatientIndex<K>) -> Vec<Slot> {
        let phones = self
            .phones
            .iter()
            .flat_map(|typed| index.phones.resembling(*typed));
        self.born(index, |_| true).chain(phones).collect()
    }

    /// The bearers of the birth dates that fit. There are few enough distinct dates in a lifetime to try each.
    fn born<'a, K>(
        &'a self,
        index: &'a PatientIndex<K>,
        accepted: fn(Fit) -> bool,
    ) -> impl Iterator<Item = Slot> {
        let dates = self.dates.iter().flat_map(move |typed| {
            let fits = move |date: &NaiveDate| typed.fit(*date).is_some_and(accepted);
            index.birth_dates.iter().filter(move |(date, _)| fits(date))
        });
        dates.flat_map(|(_, slots)| slots).copied()
    }
}
