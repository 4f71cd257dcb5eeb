//! What a receptionist typed: words of a name, and numbers that are a birth date or a phone.

use super::normalise::{fold, is_particle, is_separator};
use super::number::Number;

/// More words than this are ignored: every order of them is compared.
const MOST_WORDS: usize = 8;
/// More numbers than this are ignored; a patient has one birth date and one phone.
const MOST_NUMBERS: usize = 4;

/// A search text, understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Query {
    pub(super) words: Vec<String>,
    pub(super) numbers: Vec<Number>,
}

impl Query {
    pub(super) fn parse(text: &str) -> Self {
        let folded = fold(text);
        let pieces: Vec<&str> = folded
            .split(|letter| is_separator(letter) && letter != '+')
            .filter(|piece| !piece.trim_matches('+').is_empty())
            .collect();
        let mut query = Self::default();
        for pieces in pieces.chunk_by(|a, b| is_digits(a) && is_digits(b)) {
            let digits = pieces.iter().all(|piece| is_digits(piece));
            match digits.then(|| Number::parse(pieces)).flatten() {
                Some(number) => query.numbers.push(number),
                None => query.add_words(pieces),
            }
        }
        query.words.truncate(MOST_WORDS);
        query.numbers.truncate(MOST_NUMBERS);
        query
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.numbers.is_empty()
    }

    fn add_words(&mut self, pieces: &[&str]) {
        let words = pieces
            .iter()
            .flat_map(|piece| piece.split('+'))
            .filter(|word| !word.is_empty());
        self.words.extend(words.map(str::to_owned));
    }

    /// Whether a name may lack the word: a particle, as long as something else is asked for.
    pub(super) fn is_optional(&self, word: usize) -> bool {
        is_particle(&self.words[word]) && !self.words.iter().all(|word| is_particle(word))
    }

    /// The places of the words every match must hold.
    pub(super) fn required_words(&self) -> Vec<usize> {
        (0..self.words.len())
            .filter(|word| !self.is_optional(*word))
            .collect()
    }

    /// The same query with one of its words replaced by two.
    pub(super) fn with_split(&self, word: usize, first: &str, second: &str) -> Self {
        let mut split = self.clone();
        split
            .words
            .splice(word..=word, [first.to_owned(), second.to_owned()]);
        split.words.truncate(MOST_WORDS);
        split
    }
}

fn is_digits(piece: &str) -> bool {
    let digits = piece.strip_prefix('+').unwrap_or(piece);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::phone::{Digits, Fit};
    use super::*;
    use chrono::NaiveDate;

    fn born() -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(1985, 3, 12)
    }

    fn fit(text: &str) -> Option<Fit> {
        let query = Query::parse(text);
        assert_eq!(query.numbers.len(), 1, "{text}");
        query.numbers[0].fit(born(), Digits::of_phone("0612345678"))
    }

    #[test]
    fn a_name_gives_its_words() {
        let query = Query::parse("  D'Aboville,  Jean-Éric ");
        assert_eq!(query.words, ["d", "aboville", "jean", "eric"]);
        assert!(query.numbers.is_empty());
    }

    #[test]
    fn dates_and_phones_are_understood_in_any_writing() {
        for text in [
            "12/03/1985",
            "12031985",
            "12/03/85",
            "1985-03-12",
            "12.03.1985",
            "12 03 1985",
            "0612345678",
            "06 12 34 56 78",
            "+33 6 12 34 56 78",
            "+33 (0)6.12.34.56.78",
            "0033612345678",
            "33612345678",
        ] {
            assert_eq!(fit(text), Some(Fit::Whole), "{text}");
        }
        assert_eq!(fit("+336 12"), Some(Fit::Part));
        assert_eq!(fit("56 78"), Some(Fit::Part));
    }

    #[test]
    fn a_date_stands_beside_a_name() {
        for text in ["dupont 12/03/1985", "12/03/1985 DUPONT", "dupont, 12-03-85"] {
            assert_eq!(Query::parse(text).words, ["dupont"], "{text}");
            assert_eq!(fit(text), Some(Fit::Whole), "{text}");
        }
    }

    #[test]
    fn few_digits_are_a_word() {
        assert_eq!(Query::parse("louis 14").words, ["louis", "14"]);
        assert_eq!(Query::parse("+ a+b").words, ["a", "b"]);
    }

    #[test]
    fn particles_are_optional_beside_another_word_only() {
        let query = Query::parse("le goff");
        assert!(query.is_optional(0) && !query.is_optional(1));
        assert!(!Query::parse("le").is_optional(0));
    }
}
