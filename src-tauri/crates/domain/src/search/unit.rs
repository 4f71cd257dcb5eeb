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

/// How far from what was typed a word may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// It, or a longer word that begins with it.
    Literal,
    /// One of these with one typing error.
    OneError,
    /// Alike on the whole.
    Similar,
}

/// Terms that may be meant, with what that costs, and the number of their bearers.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub(super) terms: Vec<(Cost, TermId)>,
    pub(super) bearers: usize,
}

impl Candidates {
    fn add(&mut self, term: TermId, compared: Compared, vocabulary: &Vocabulary) {
        if let Some(cost) = compared.cost_within(Reach::Similar) {
            self.bearers += vocabulary.bearers(term).len();
            self.terms.push((cost, term));
        }
    }
}

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
    /// Where there are candidates, a term that is not in `known` is beyond their reach.
    literal: Option<Candidates>,
    with_one_error: Option<Candidates>,
}

impl Unit {
    /// Every word of the query and every run of neighbours, by their first word.
    pub(super) fn all_of(query: &Query, vocabulary: &Vocabulary) -> Vec<Self> {
        let words = query.words.len();
        (0..words)
            .flat_map(|start| {
                (start + 1..=words.min(start + LONGEST_JOIN)).map(move |end| start..end)
            })
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
            known: vec![Compared::NOT_YET; vocabulary.bound()],
            literal: None,
            with_one_error: None,
            text,
        }
    }

    pub(super) fn covers(&self, word: usize) -> bool {
        (self.start..self.start + self.length).contains(&word)
    }

    /// The terms this is, or begins.
    pub(super) fn literal(&mut self, vocabulary: &Vocabulary) -> &Candidates {
        self.literal.get_or_insert_with(|| {
            let mut candidates = Candidates::default();
            for term in vocabulary.beginning_with(&self.text) {
                let compared = compare_beginning(self.letters, vocabulary.length(term));
                self.known[term as usize] = compared;
                candidates.add(term, compared, vocabulary);
            }
            candidates
        })
    }

    /// The terms this is, or begins, with exactly one typing error.
    pub(super) fn with_one_error(&mut self, vocabulary: &Vocabulary) -> &Candidates {
        if self.with_one_error.is_none() {
            let mut terms = vocabulary.perhaps_one_error_from(&self.text);
            terms.extend(vocabulary.beginning_with(&with_first_letters_swapped(&self.text)));
            terms.sort_unstable();
            terms.dedup();
            let longest = if self.letters < FEWEST_LETTERS {
                self.letters + 1
            } else {
                usize::MAX
            };
            terms.retain(|term| (self.letters - 1..=longest).contains(&vocabulary.length(*term)));
            self.with_one_error = Some(self.at_reach(Reach::OneError, terms, vocabulary));
        }
        self.with_one_error.get_or_insert_default()
    }

    /// The similar terms among those that share half of its trigrams, for more than one typing error.
    pub(super) fn similar(&mut self, vocabulary: &Vocabulary) -> Candidates {
        let half = trigram_count(&self.text).div_ceil(2);
        self.at_reach(
            Reach::Similar,
            vocabulary.resembling(&self.text, half),
            vocabulary,
        )
    }

    /// Compares the terms and keeps those at exactly that reach.
    fn at_reach(
        &mut self,
        reach: Reach,
        terms: Vec<TermId>,
        vocabulary: &Vocabulary,
    ) -> Candidates {
        let mut candidates = Candidates::default();
        for term in terms {
            let compared = self.look_at(term, reach, vocabulary);
            if compared.reach() == Some(reach) {
                candidates.add(term, compared, vocabulary);
            }
        }
        candidates
    }

    /// What it costs to take the term for this; `None` if it is beyond reach.
    pub(super) fn cost(
        &mut self,
        term: TermId,
        reach: Reach,
        vocabulary: &Vocabulary,
    ) -> Option<Cost> {
        let listed = match reach {
            Reach::Literal => self.literal.is_some(),
            Reach::OneError => self.literal.is_some() && self.with_one_error.is_some(),
            Reach::Similar => false,
        };
        let compared = if listed {
            self.known[term as usize]
        } else {
            self.look_at(term, reach, vocabulary)
        };
        compared.cost_within(reach)
    }

    fn look_at(&mut self, term: TermId, reach: Reach, vocabulary: &Vocabulary) -> Compared {
        let mut compared = self.known[term as usize];
        if compared == Compared::NOT_YET {
            compared = self.compare(vocabulary.text(term), vocabulary.length(term));
        }
        if compared == Compared::FAR && reach == Reach::Similar {
            compared = self.compare_on_the_whole(vocabulary.text(term), vocabulary.length(term));
        }
        self.known[term as usize] = compared;
        compared
    }

    fn compare(&self, term: &str, length: usize) -> Compared {
        if term.starts_with(&self.text) {
            return compare_beginning(self.letters, length);
        }
        let similarity = || self.comparator.similarity(term.chars());
        // A lone letter with an error is any letter, so it has none.
        if self.letters > 1
            && self.letters.abs_diff(length) <= 1
            && one_error_apart(&self.text, term)
        {
            Compared::like(1, false, similarity())
        } else if self.letters >= FEWEST_LETTERS && one_error_from_beginning(&self.text, term) {
            Compared::like(1, true, similarity())
        } else {
            Compared::FAR
        }
    }

    fn compare_on_the_whole(&self, term: &str, length: usize) -> Compared {
        let args = Args::default().score_cutoff(LEAST_SIMILARITY);
        let comparable = self.letters >= FEWEST_LETTERS
            && self.letters.abs_diff(length) <= GREATEST_LENGTH_DIFFERENCE;
        let similar = comparable
            .then(|| self.comparator.similarity_with_args(term.chars(), &args))
            .flatten();
        similar.map_or(Compared::DIFFERENT, |similarity| {
            Compared::like(2, false, similarity)
        })
    }
}

/// A comparison in 16 bits: nought is "not yet", which a fresh vector is made of at no expense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Compared(u16);

impl Compared {
    const NOT_YET: Self = Self(0);
    /// More than one typing error; perhaps similar.
    const FAR: Self = Self(u16::MAX);
    const DIFFERENT: Self = Self(u16::MAX - 1);

    const ERROR: u16 = 1 << 12;
    const UNFINISHED: u16 = 1 << 11;

    fn like(errors: u16, unfinished: bool, similarity: f64) -> Self {
        let unlike = ((1.0 - similarity) * 1000.0).round().clamp(0.0, 1000.0) as u16;
        Self(1 + errors * Self::ERROR + u16::from(unfinished) * Self::UNFINISHED + unlike)
    }

    fn reach(self) -> Option<Reach> {
        if matches!(self, Self::NOT_YET | Self::FAR | Self::DIFFERENT) {
            return None;
        }
        match (self.0 - 1) / Self::ERROR {
            0 => Some(Reach::Literal),
            1 => Some(Reach::OneError),
            _ => Some(Reach::Similar),
        }
    }

    fn cost_within(self, reach: Reach) -> Option<Cost> {
        if self.reach()? > reach {
            return None;
        }
        let bits = self.0 - 1;
        let errors = Cost::ERROR.times(u32::from(bits / Self::ERROR));
        let unfinished = Cost::UNFINISHED.times(u32::from(bits / Self::UNFINISHED % 2));
        Some(errors + unfinished + Cost::UNLIKE.times(u32::from(bits % Self::UNFINISHED)))
    }
}

/// A text of so many letters with a word of which it is the beginning, or the whole.
fn compare_beginning(letters: usize, length: usize) -> Compared {
    Compared::like(0, letters < length, beginning_similarity(letters, length))
}

/// The Jaro-Winkler similarity of a word of so many letters and a text that is its beginning: all letters of the
/// shorter one agree in their places. There are too many such words to compare each letter by letter.
fn beginning_similarity(beginning: usize, whole: usize) -> f64 {
    // Winkler's bonus for a common beginning: so much per letter, for the first four, to words already this similar.
    const BONUS: f64 = 0.1;
    const LETTERS: usize = 4;
    const LEAST: f64 = 0.7;
    let jaro = (2.0 + beginning as f64 / whole.max(beginning) as f64) / 3.0;
    if jaro > LEAST {
        jaro + BONUS * beginning.min(LETTERS) as f64 * (1.0 - jaro)
    } else {
        jaro
    }
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
            let mut unit = Unit::new(0, std::slice::from_ref(&typed), &vocabulary);
            let mut direct = Unit::new(0, std::slice::from_ref(&typed), &vocabulary);
            unit.literal(&vocabulary);
            unit.with_one_error(&vocabulary);
            for term in 0..vocabulary.bound() as TermId {
                let listed = unit.cost(term, Reach::OneError, &vocabulary);
                prop_assert_eq!(listed, direct.cost(term, Reach::OneError, &vocabulary), "{} {}", &typed, vocabulary.text(term));
                let lists = unit.literal.iter().chain(&unit.with_one_error);
                let times = lists.flat_map(|list| &list.terms).filter(|(_, id)| *id == term).count();
                prop_assert_eq!(times, usize::from(listed.is_some()));
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
