//! Words run together: `dupontmarie` without its space, `dupontxmarie` with a letter in its place.

use std::collections::BTreeSet;
use std::hash::Hash;

use super::PatientIndex;
use super::lookup::Lookup;
use super::query::Query;
use super::rank::{Cost, Ranked};

/// Both parts must have this many letters: nearly every single letter begins some name.
const FEWEST_LETTERS: usize = 2;

/// The matches of the query with one of its words taken apart, where both parts are words of names.
pub(super) fn search_apart<K>(
    index: &PatientIndex<K>,
    query: &Query,
    limit: usize,
) -> Vec<Ranked<K>>
where
    K: Copy + Eq + Hash + Ord,
{
    let mut found = Vec::new();
    for (place, word) in query.words.iter().enumerate() {
        let known = |(first, second): &(&str, &str)| {
            index.vocabulary.contains(first) && index.vocabulary.contains(second)
        };
        for (first, second) in parts(word).filter(known) {
            let apart = query.with_split(place, first, second);
            let matches = Lookup::new(index, &apart, limit).find_literally();
            found.extend(matches.into_iter().map(|found| Ranked {
                cost: found.cost + Cost::ERROR,
                ..found
            }));
        }
    }
    found
}

/// Both lists in one, each key once at its lowest cost.
pub(super) fn merge<K: Copy + Ord>(
    mut found: Vec<Ranked<K>>,
    more: Vec<Ranked<K>>,
    limit: usize,
) -> Vec<Ranked<K>> {
    found.extend(more);
    found.sort_unstable();
    let mut keys = BTreeSet::new();
    found.retain(|ranked| keys.insert(ranked.key));
    found.truncate(limit);
    found
}

/// A word cut in two at every place, with all its letters or without the one at the cut.
fn parts(word: &str) -> impl Iterator<Item = (&str, &str)> {
    let long_enough = |part: &str| part.chars().count() >= FEWEST_LETTERS;
    let cuts = word.char_indices().flat_map(|(at, letter)| {
        let (first, second) = word.split_at(at);
        [(first, second), (first, &second[letter.len_utf8()..])]
    });
    cuts.filter(move |(first, second)| long_enough(first) && long_enough(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_cut_everywhere_with_and_without_the_letter_at_the_cut() {
        let cuts: Vec<_> = parts("léaxy").collect();
        assert_eq!(cuts, [("lé", "axy"), ("lé", "xy"), ("léa", "xy")]);
        assert_eq!(parts("abc").count(), 0);
    }
}
