//! Names as the search compares them: no case, no accent, no punctuation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The small words of a name that people leave out or write together with the next word.
const PARTICLES: [&str; 11] = [
    "al", "ben", "d", "de", "des", "du", "el", "l", "la", "le", "les",
];

/// The words of a text in search form, separated by one space: `"Élise d’Œuf-Ben"` gives `"elise d oeuf ben"`.
///
/// Normalising twice changes nothing.
#[must_use]
pub fn normalise(text: &str) -> String {
    words(text).join(" ")
}

/// The words of a text in search form, in their order.
pub(super) fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(is_separator)
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Takes case, accents and ligatures away and keeps the separators.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Lowering can bring marks back (`İ`) and decomposing can bring capitals (`ℋ`), hence both decompositions.
    let plain = text.nfkd().flat_map(char::to_lowercase).nfkd();
    for letter in plain.filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            other => folded.push(other),
        }
    }
    folded
}

/// Whether a character of a folded text stands between words. The modifier apostrophe counts as a letter in Unicode.
pub(super) fn is_separator(letter: char) -> bool {
    !letter.is_alphanumeric() || letter == 'ʼ'
}

/// Whether a normalised word is a particle, which a query may leave out or add.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_and_accents_go_away() {
        assert_eq!(normalise("ÉLÉONORE Façade"), "eleonore facade");
        assert_eq!(normalise("e\u{301}lise"), "elise");
        assert_eq!(normalise("İpek Ødegård Łukasz"), "ipek odegard lukasz");
    }

    #[test]
    fn ligatures_become_their_letters() {
        assert_eq!(normalise("Œuvrard Lætitia Groß"), "oeuvrard laetitia gross");
    }

    #[test]
    fn hyphens_apostrophes_and_odd_spaces_separate_words() {
        assert_eq!(normalise("Jean-Pierre"), "jean pierre");
        assert_eq!(normalise("Jean‑Pierre"), "jean pierre");
        assert_eq!(normalise("d'Artagnan"), "d artagnan");
        assert_eq!(normalise("L’Hôte"), "l hote");
        assert_eq!(normalise("Lʼhôte"), "l hote");
        assert_eq!(normalise("  Le\u{a0}Goff\t"), "le goff");
    }

    #[test]
    fn a_text_without_letters_has_no_words() {
        assert_eq!(normalise(" -'\u{301} "), "");
    }

    #[test]
    fn only_whole_words_are_particles() {
        assert!(is_particle("de") && is_particle("ben") && is_particle("l"));
        assert!(!is_particle("benamar") && !is_particle(""));
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in any::<String>()) {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn composed_and_decomposed_texts_normalise_alike(text in "[a-zA-ZÀ-ÿœŒ' -]{0,20}") {
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(normalise(&text), normalise(&decomposed));
        }
    }
}
