//! One patient as the index holds it, and the form in which names enter the vocabulary.

use chrono::NaiveDate;
use smallvec::SmallVec;

use super::SearchEntry;
use super::normalise::{is_particle, words};
use super::phone::Digits;
use super::vocabulary::{Slot, TermId, Vocabulary};

/// More words of a name than this are not indexed.
const MOST_WORDS: usize = 12;
/// Neighbouring words are also indexed written together, up to this many: "de la Tour" is found as "delatour".
pub(super) const LONGEST_JOIN: usize = 3;

/// A set of the words of one name, one bit each, the last name's words first.
pub(super) type WordSet = u16;

/// A word of the name, or neighbouring words written together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) term: TermId,
    pub(super) covers: WordSet,
}

impl Word {
    pub(super) fn is_joined(self) -> bool {
        !self.covers.is_power_of_two()
    }
}

/// What the index knows of one patient.
#[derive(Debug)]
pub(super) struct Record<K> {
    pub(super) key: K,
    pub(super) birth_date: Option<NaiveDate>,
    pub(super) phone: Option<Digits>,
    /// Most names have this many words or fewer; they lie beside the rest of the record.
    pub(super) words: SmallVec<[Word; 4]>,
    pub(super) last_name: WordSet,
    pub(super) first_name: WordSet,
    pub(super) particles: WordSet,
    /// Orders equal matches by name.
    pub(super) alphabetical: Alphabetical,
}

impl<K> Record<K> {
    /// Reads an entry and adds its words to the vocabulary.
    pub(super) fn new(
        key: K,
        entry: &SearchEntry<'_>,
        slot: Slot,
        vocabulary: &mut Vocabulary,
    ) -> Self {
        let names = Names::of(entry);
        let mut indexed = SmallVec::new();
        for field in [names.last_name(), names.first_name()] {
            for start in field.clone() {
                for end in start + 1..=field.end.min(start + LONGEST_JOIN) {
                    let term = vocabulary.add(&names.words[start..end].concat(), slot);
                    indexed.push(Word {
                        term,
                        covers: word_set(start..end),
                    });
                }
            }
        }
        let particles = names
            .words
            .iter()
            .enumerate()
            .filter(|(_, word)| is_particle(word));
        Self {
            key,
            birth_date: entry.birth_date,
            phone: entry.phone.and_then(Digits::of_phone),
            words: indexed,
            last_name: word_set(names.last_name()),
            first_name: word_set(names.first_name()),
            particles: particles.fold(0, |set, (place, _)| set | 1 << place),
            alphabetical: Alphabetical::new(&names),
        }
    }

    /// The words of a part of the name, in order, not joined.
    pub(super) fn words_of<'v>(&self, part: WordSet, vocabulary: &'v Vocabulary) -> Vec<&'v str> {
        let single = self
            .words
            .iter()
            .filter(|word| !word.is_joined() && word.covers & part != 0);
        single.map(|word| vocabulary.text(word.term)).collect()
    }
}

/// The normalised words of an entry's name.
struct Names {
    words: Vec<String>,
    last_name_words: usize,
}

impl Names {
    fn of(entry: &SearchEntry<'_>) -> Self {
        let mut all = words(entry.last_name);
        let last_name_words = all.len().min(MOST_WORDS);
        all.extend(words(entry.first_name));
        all.truncate(MOST_WORDS);
        Self {
            words: all,
            last_name_words,
        }
    }

    fn last_name(&self) -> std::ops::Range<usize> {
        0..self.last_name_words
    }

    fn first_name(&self) -> std::ops::Range<usize> {
        self.last_name_words..self.words.len()
    }
}

fn word_set(places: std::ops::Range<usize>) -> WordSet {
    places.fold(0, |set, place| set | 1 << place)
}

/// The beginnings of last and first name in one number, so that ties are ordered without reading the names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Alphabetical(u64);

impl Alphabetical {
    const BITS: u32 = 5;

    fn new(names: &Names) -> Self {
        let last = Self::pack(&names.words[names.last_name()], 7);
        let first = Self::pack(&names.words[names.first_name()], 5);
        Self(last << (5 * Self::BITS) | first)
    }

    fn pack(words: &[String], letters: usize) -> u64 {
        let mut ranks = words
            .iter()
            .flat_map(|word| word.chars())
            .map(|letter| match letter {
                'a'..='z' => u64::from(letter) - u64::from('a') + 1,
                _ => 27,
            });
        (0..letters).fold(0, |all, _| all << Self::BITS | ranks.next().unwrap_or(0))
    }
}
