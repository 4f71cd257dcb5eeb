//! A word of the query, or neighbouring words read as one, compared with the words of the vocabulary.

use rapidfuzz::distance::jaro_winkler::{Args, BatchComparator};

use super::query::Query;
use super::rank::Cost;
use super::record::LONGEST_JOIN;
use super::typing::{one_error_apart, one_error_from_beginning};
use super::vocabulary::{TermId, Vocabulary, trigram_count};

/// Less similar words, by Jaro-Winkler, are different words: "martin" and "marie" have 0.876.
const LEAST_SIMILARITY: f64 = 0.88;
/// Jaro-Winkler makes much of a common beginning, however much longer one of the words is; two errors cannot.
const GREATEST_LENGTH_DIFFERENCE: usize = 2;
/// Shorter words are too like many others for an error in an unfinished word, or for mere similarity.
const FEWEST_LETTERS: usize = 4;

/// One reading of some query words, with what it was already compared with.
pub(super) struct Unit {
    /// The first query word it stands for.
    pub(super) start: usize,
    /// How many query words it stands for.
    pub(super) length: usize,
    text: String,
    letters: usize,
    comparator: BatchComparator<char>,
    /// By term; what a comparison costs is asked again for each bearer.
    known: Vec<Compared>,
}

/// A comparison in 16 bits: nought is "not yet compared", which a fresh vector is made of at no expense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Compared(u16);

impl Compared {
    const DIFFERENT: u16 = u16::MAX;
    const ERROR: u16 = 1 << 12;
    const UNFINISHED: u16 = 1 << 11;

    fn like(errors: u16, unfinished: bool, similarity: f64) -> Self {
        // At most 1000, whatever the similarity: the cast saturates.
        let unlike = ((1.0 - similarity) * 1000.0).round().clamp(0.0, 1000.0) as u16;
        Self(1 + errors * Self::ERROR + u16::from(unfinished) * Self::UNFINISHED + unlike)
    }

    fn cost(self) -> Option<Cost> {
        if self.0 == Self::DIFFERENT {
            return None;
        }
        let bits = self.0 - 1;
        let errors = Cost::ERROR.times(u32::from(bits / Self::ERROR));
        let unfinished = Cost::UNFINISHED.times(u32::from(bits / Self::UNFINISHED % 2));
        Some(errors + unfinished + Cost::UNLIKE.times(u32::from(bits % Self::UNFINISHED)))
    }
}

impl Unit {
    /// Every word of the query and every run of neighbours, by their first word.
    pub(super) fn all_of(query: &Query, vocabulary: &Vocabulary) -> Vec<Self> {
        let words = query.words.len();
        (0..words)
            .flat_map(|start| (start + 1..=words.min(start + LONGEST_JOIN)).map(move |end| start..end))
            .map(|range| Self::new(range.start, &query.words[range], vocabulary))
            .collect()
    }

    fn new(start: usize, words: &[String], vocabulary: &Vocabulary) -> Self {
        let text = words.concat();
        Self {
            start,
            length: words.len(),
            letters: text.chars().count(),
            comparator: BatchComparator::new(text.chars().collect::<Vec<_>>()),
            text,
            known: vec![Compared(0); vocabulary.bound()],
        }
    }

    pub(super) fn covers(&self, word: usize) -> bool {
        (self.start..self.start + self.length).contains(&word)
    }

    /// What it costs to take the term for this; `None` if they are different words.
    pub(super) fn cost(&mut self, term: TermId, vocabulary: &Vocabulary) -> Option<Cost> {
        if self.known[term as usize] == Compared(0) {
            self.known[term as usize] = self.compare(vocabulary.text(term), vocabulary.length(term));
        }
        self.known[term as usize].cost()
    }

    fn compare(&self, term: &str, length: usize) -> Compared {
        if term.starts_with(&self.text) {
            let unfinished = self.text.len() < term.len();
            return Compared::like(0, unfinished, beginning_similarity(self.letters, length));
        }
        let similarity = || self.comparator.similarity(term.chars());
        if self.is_one_error_from(term, length) {
            Compared::like(1, false, similarity())
        } else if self.is_one_error_from_beginning_of(term) {
            Compared::like(1, true, similarity())
        } else {
            let args = Args::default().score_cutoff(LEAST_SIMILARITY);
            let comparable =
                self.letters >= FEWEST_LETTERS && self.letters.abs_diff(length) <= GREATEST_LENGTH_DIFFERENCE;
            let similar = comparable.then(|| self.comparator.similarity_with_args(term.chars(), &args)).flatten();
            similar.map_or(Compared(Compared::DIFFERENT), |similarity| Compared::like(2, false, similarity))
        }
    }

    /// A lone letter with an error is any letter, so it has none.
    fn is_one_error_from(&self, term: &str, length: usize) -> bool {
        self.letters > 1 && self.letters.abs_diff(length) <= 1 && one_error_apart(&self.text, term)
    }

    fn is_one_error_from_beginning_of(&self, term: &str) -> bool {
        self.letters >= FEWEST_LETTERS && one_error_from_beginning(&self.text, term)
    }

    /// The terms this is, or begins.
    pub(super) fn literal_terms(&self, vocabulary: &Vocabulary) -> Vec<TermId> {
        vocabulary.beginning_with(&self.text)
    }

    /// The terms this is, or begins, with exactly one typing error.
    pub(super) fn terms_with_one_error(&self, vocabulary: &Vocabulary) -> Vec<TermId> {
        let mut terms = vocabulary.perhaps_one_error_from(&self.text);
        let swapped = with_first_letters_swapped(&self.text);
        terms.extend(vocabulary.beginning_with(&swapped));
        terms.retain(|id| {
            let length = vocabulary.length(*id);
            let plausible = length <= self.letters + 1 || self.letters >= FEWEST_LETTERS;
            plausible && length + 1 >= self.letters && {
                let term = vocabulary.text(*id);
                let near = self.is_one_error_from(term, length) || self.is_one_error_from_beginning_of(term);
                near && !term.starts_with(&self.text)
            }
        });
        terms
    }

    /// The terms that share half of its trigrams, for more than one typing error.
    pub(super) fn similar_terms(&self, vocabulary: &Vocabulary) -> Vec<TermId> {
        vocabulary.resembling(&self.text, trigram_count(&self.text).div_ceil(2).max(2))
    }
}

/// The Jaro-Winkler similarity of a word of so many letters and a text that is its beginning: all letters of the
/// shorter one agree in their places. There are too many such words to compare each letter by letter.
fn beginning_similarity(beginning: usize, whole: usize) -> f64 {
    // Winkler's bonus for a common beginning: so much per letter, for the first four, to words already this similar.
    const BONUS: f64 = 0.1;
    const LETTERS: usize = 4;
    const LEAST: f64 = 0.7;
    let jaro = (2.0 + beginning as f64 / whole.max(beginning) as f64) / 3.0;
    if jaro > LEAST { jaro + BONUS * beginning.min(LETTERS) as f64 * (1.0 - jaro) } else { jaro }
}

fn with_first_letters_swapped(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() > 1 {
        letters.swap(0, 1);
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rapidfuzz::distance::jaro_winkler;

    proptest! {
        #[test]
        fn no_word_with_at_most_one_error_is_overlooked(
            typed in "[abc]{1,7}",
            words in proptest::collection::hash_set("[abc]{1,9}", 1..60),
        ) {
            let mut vocabulary = Vocabulary::default();
            for word in &words {
                vocabulary.add(word, 0);
            }
            let mut unit = Unit::new(0, &[typed], &vocabulary);
            let literal = unit.literal_terms(&vocabulary);
            let near = unit.terms_with_one_error(&vocabulary);
            for term in 0..vocabulary.bound() as TermId {
                let cost = unit.cost(term, &vocabulary);
                prop_assert_eq!(literal.contains(&term), cost.is_some_and(|cost| cost < Cost::ERROR));
                let either = literal.contains(&term) || near.contains(&term);
                prop_assert_eq!(either, cost.is_some_and(|cost| cost < Cost::ERROR.times(2)));
            }
        }

        #[test]
        fn the_similarity_of_a_beginning_is_that_of_jaro_winkler(word in "[a-f]{1,12}", letters in 1_usize..12) {
            let beginning = &word[..letters.min(word.len())];
            let expected = jaro_winkler::similarity(beginning.chars(), word.chars());
            prop_assert!((beginning_similarity(beginning.len(), word.len()) - expected).abs() < 1e-9);
        }
    }
}
