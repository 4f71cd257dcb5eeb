//! The distinct words of all names, who bears each, and how to find a word from a part of it.

use std::collections::HashMap;
use std::sync::Arc;

/// A word of the vocabulary: an index that stays the same as long as someone bears the word.
pub(super) type TermId = u32;
/// The place of a record in the index.
pub(super) type Slot = u32;

type Trigram = [char; 3];

/// What stands before and after a word in its trigrams; no word holds a space.
const EDGE: char = ' ';
/// No single typing error, not even a swap, spoils two trigrams that begin this far apart.
const INDEPENDENT: usize = 4;
/// From this many letters on, the trigrams up to the last letter are enough to choose from; shorter words need their end.
const FEWEST_LETTERS_WITHOUT_END: usize = 4;

/// Distinct words with their bearers. A word without bearers leaves, so edits do not make it grow.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    terms: Vec<Term>,
    /// By term, what tells most words apart without reading their texts, which are scattered in memory.
    outlines: Vec<Outline>,
    free: Vec<TermId>,
    by_text: HashMap<Arc<str>, TermId>,
    /// With the edges included, `[EDGE, 'd', 'u']` lists what begins with "du": prefixes need no structure of their own.
    by_trigram: HashMap<Trigram, Vec<TermId>>,
}

#[derive(Debug)]
struct Term {
    text: Arc<str>,
    bearers: Vec<Slot>,
}

/// The first eight bytes of a word, the first one highest, and its letters (255 for more).
#[derive(Debug, Clone, Copy)]
struct Outline {
    head: u64,
    letters: u8,
}

impl Outline {
    const HEAD_BYTES: usize = 8;

    fn of(text: &str) -> Self {
        let mut head = [0; Self::HEAD_BYTES];
        head.iter_mut()
            .zip(text.bytes())
            .for_each(|(to, from)| *to = from);
        Self {
            head: u64::from_be_bytes(head),
            letters: u8::try_from(text.chars().count()).unwrap_or(u8::MAX),
        }
    }
}

impl Vocabulary {
    /// Notes that the record bears the word and gives the word's identifier.
    pub(super) fn add(&mut self, text: &str, bearer: Slot) -> TermId {
        let id = match self.by_text.get(text) {
            Some(id) => *id,
            None => self.insert(text),
        };
        self.terms[id as usize].bearers.push(bearer);
        id
    }

    fn insert(&mut self, text: &str) -> TermId {
        let text: Arc<str> = text.into();
        let term = Term {
            text: Arc::clone(&text),
            bearers: Vec::new(),
        };
        let outline = Outline::of(&text);
        let id = if let Some(id) = self.free.pop() {
            self.terms[id as usize] = term;
            self.outlines[id as usize] = outline;
            id
        } else {
            self.terms.push(term);
            self.outlines.push(outline);
            slot_number(self.terms.len() - 1)
        };
        for trigram in trigrams(&text) {
            self.by_trigram.entry(trigram).or_default().push(id);
        }
        self.by_text.insert(text, id);
        id
    }

    /// Takes the record out of the bearers of the word, once; forgets a word nobody bears.
    pub(super) fn remove(&mut self, id: TermId, bearer: Slot) {
        let term = &mut self.terms[id as usize];
        take_out(&mut term.bearers, bearer);
        if !term.bearers.is_empty() {
            return;
        }
        let text = std::mem::replace(&mut term.text, Arc::from(""));
        term.bearers = Vec::new();
        self.by_text.remove(&text);
        for trigram in trigrams(&text) {
            if let Some(ids) = self.by_trigram.get_mut(&trigram) {
                take_out(ids, id);
                if ids.is_empty() {
                    self.by_trigram.remove(&trigram);
                }
            }
        }
        self.free.push(id);
    }

    /// One more than the greatest identifier in use.
    pub(super) fn bound(&self) -> usize {
        self.terms.len()
    }

    pub(super) fn text(&self, id: TermId) -> &str {
        &self.terms[id as usize].text
    }

    /// The records whose name holds the word. A record that holds it twice stands twice.
    pub(super) fn bearers(&self, id: TermId) -> &[Slot] {
        &self.terms[id as usize].bearers
    }

    pub(super) fn contains(&self, text: &str) -> bool {
        self.by_text.contains_key(text)
    }

    /// The letters of a word; 255 for longer ones too.
    pub(super) fn length(&self, id: TermId) -> usize {
        usize::from(self.outlines[id as usize].letters)
    }

    /// The words that begin with the text, itself included.
    pub(super) fn beginning_with(&self, text: &str) -> Vec<TermId> {
        let letters = text.chars().count();
        let edged = edged(text);
        let mut leading = edged
            .windows(3)
            .take(letters)
            .map(|w| self.listed([w[0], w[1], w[2]]));
        if letters <= 2 {
            // The trigram of the edge and these letters says it all.
            return leading.next_back().unwrap_or_default().to_vec();
        }
        let shortest = leading.min_by_key(|ids| ids.len()).unwrap_or_default();
        let unheeded = 8 * Outline::HEAD_BYTES.saturating_sub(text.len());
        let head = Outline::of(text).head >> unheeded;
        let begins = |id: &TermId| {
            self.outlines[*id as usize].head >> unheeded == head
                && (text.len() <= Outline::HEAD_BYTES || self.text(*id).starts_with(text))
        };
        shortest.iter().copied().filter(begins).collect()
    }

    /// Words among which are all that one typing error separates from the text, and from four letters on, all whose
    /// beginning it does; not those with the first two letters swapped. Only the words of two short lists.
    pub(super) fn perhaps_one_error_from(&self, text: &str) -> Vec<TermId> {
        let letters = text.chars().count();
        let edged = edged(text);
        let windows = if letters < FEWEST_LETTERS_WITHOUT_END {
            letters + 2
        } else {
            letters
        };
        let lists: Vec<&[TermId]> = edged
            .windows(3)
            .take(windows)
            .map(|w| self.listed([w[0], w[1], w[2]]))
            .collect();
        let pairs = (0..windows).flat_map(|i| (i + INDEPENDENT..windows).map(move |j| (i, j)));
        let fewest = pairs.min_by_key(|(i, j)| lists[*i].len() + lists[*j].len());
        let (i, j) = fewest.unwrap_or((0, windows - 1));
        let mut found = [lists[i], lists[j]].concat();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The words that share at least so many trigrams with the text.
    pub(super) fn resembling(&self, text: &str, least: usize) -> Vec<TermId> {
        let mut shared = vec![0_u8; self.terms.len()];
        let mut met = Vec::new();
        for trigram in trigrams(text) {
            for id in self.listed(trigram) {
                let count = &mut shared[*id as usize];
                if *count == 0 {
                    met.push(*id);
                }
                *count = count.saturating_add(1);
            }
        }
        met.retain(|id| usize::from(shared[*id as usize]) >= least);
        met
    }

    fn listed(&self, trigram: Trigram) -> &[TermId] {
        self.by_trigram.get(&trigram).map_or(&[], Vec::as_slice)
    }

    /// How many entries all lists hold together: the test of growth looks at it.
    #[cfg(test)]
    pub(super) fn entries(&self) -> (usize, usize, usize) {
        (
            self.by_text.len(),
            self.terms.iter().map(|term| term.bearers.len()).sum(),
            self.by_trigram.values().map(Vec::len).sum(),
        )
    }
}

/// How many distinct trigrams a word has, edges included.
pub(super) fn trigram_count(text: &str) -> usize {
    trigrams(text).len()
}

/// A position in one of the index's vectors as it is stored. Four thousand million patients are out of reach.
pub(super) fn slot_number(position: usize) -> u32 {
    u32::try_from(position).expect("an index in memory holds fewer than 2^32 entries")
}

/// Removes one occurrence; the order of postings carries no meaning.
fn take_out(list: &mut Vec<u32>, value: u32) {
    if let Some(position) = list.iter().position(|other| *other == value) {
        list.swap_remove(position);
    }
    if list.len() < list.capacity() / 4 {
        list.shrink_to(list.len() * 2);
    }
}

fn edged(text: &str) -> Vec<char> {
    let edge = [EDGE, EDGE];
    edge.into_iter().chain(text.chars()).chain(edge).collect()
}

fn trigrams(text: &str) -> Vec<Trigram> {
    let mut all: Vec<Trigram> = edged(text).windows(3).map(|w| [w[0], w[1], w[2]]).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for (slot, text) in texts.iter().enumerate() {
            vocabulary.add(text, slot_number(slot));
        }
        vocabulary
    }

    fn texts(vocabulary: &Vocabulary, ids: impl IntoIterator<Item = TermId>) -> Vec<&str> {
        let mut texts: Vec<_> = ids.into_iter().map(|id| vocabulary.text(id)).collect();
        texts.sort_unstable();
        texts
    }

    #[test]
    fn a_beginning_finds_its_words() {
        let vocabulary = of(&[
            "dupont",
            "durand",
            "dupond",
            "du",
            "martin",
            "dupontmartinez",
        ]);
        let found = |text| texts(&vocabulary, vocabulary.beginning_with(text));
        assert_eq!(found("dup"), ["dupond", "dupont", "dupontmartinez"]);
        assert_eq!(
            found("du"),
            ["du", "dupond", "dupont", "dupontmartinez", "durand"]
        );
        assert_eq!(found("dupond"), ["dupond"]);
        assert_eq!(found("dupontmartin"), ["dupontmartinez"]);
        assert!(found("pon").is_empty());
    }

    #[test]
    fn bearers_are_those_of_the_word() {
        let vocabulary = of(&["martin", "dupont", "martin"]);
        let [martin] = vocabulary.beginning_with("martin")[..] else {
            panic!()
        };
        assert_eq!(vocabulary.bearers(martin), [0, 2]);
    }

    #[test]
    fn a_word_nobody_bears_leaves_no_trace() {
        let mut vocabulary = of(&["martin", "anana"]);
        let before = vocabulary.entries();
        for round in 0..100 {
            let first = vocabulary.add(&format!("nom{round}"), 7);
            let second = vocabulary.add("martin", 7);
            vocabulary.remove(first, 7);
            vocabulary.remove(second, 7);
        }
        assert_eq!(vocabulary.entries(), before);
        assert_eq!(vocabulary.bound(), 3);
        assert!(!vocabulary.contains("nom3") && vocabulary.contains("martin"));
    }
}
