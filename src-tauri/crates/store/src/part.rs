//! Part of a text, whatever the case of its letters: the same on every store, which know different cases.

/// A text to look for: each character with those that differ from it by their case only.
#[derive(Debug, Clone)]
pub(crate) struct Part(Vec<Vec<char>>);

impl Part {
    /// None when there is nothing to look for.
    pub(crate) fn of(text: &str) -> Option<Self> {
        // No store keeps a NUL, and neither pattern can name one.
        let characters = text.chars().filter(|character| *character != '\0');
        let cases: Vec<_> = characters.map(cases).collect();
        (!cases.is_empty()).then_some(Self(cases))
    }

    /// Whether it is part of `text`.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        text.windows(self.0.len()).any(|window| {
            window
                .iter()
                .zip(&self.0)
                .all(|(c, cases)| cases.contains(c))
        })
    }

    /// As a pattern of SQLite's `GLOB`.
    pub(crate) fn glob(&self) -> String {
        let characters = self.0.iter().map(|cases| match cases[..] {
            [one] if !matches!(one, '*' | '?' | '[') => one.to_string(),
            _ => set(cases),
        });
        format!("*{}*", characters.collect::<String>())
    }

    /// As a regular expression.
    pub(crate) fn regex(&self) -> String {
        let character = |cases: &Vec<char>| match cases[..] {
            [one] if one.is_ascii_punctuation() => format!("\\{one}"),
            [one] => one.to_string(),
            _ => set(cases),
        };
        self.0.iter().map(character).collect()
    }
}

fn set(cases: &[char]) -> String {
    format!("[{}]", cases.iter().collect::<String>())
}

/// A character and its other case, where that is a single one.
fn cases(character: char) -> Vec<char> {
    let lower: Vec<char> = character.to_lowercase().collect();
    let upper: Vec<char> = character.to_uppercase().collect();
    let mut cases = vec![character];
    for other in [lower, upper] {
        if let [other] = other[..]
            && !cases.contains(&other)
        {
            cases.push(other);
        }
    }
    cases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_whatever_its_case() {
        let part = Part::of("éTé").unwrap();
        assert!(part.is_in("L'ÉTÉ 2026"));
        assert!(part.is_in("été"));
        assert!(!part.is_in("ete"));
        assert!(!part.is_in("ét"));
        assert!(Part::of("").is_none());
    }

    #[test]
    fn patterns_take_no_character_for_more_than_it_is() {
        let part = Part::of("a*[b]?.^").unwrap();
        assert_eq!(part.glob(), "*[aA][*][[][bB]][?].^*");
        assert_eq!(part.regex(), r"[aA]\*\[[bB]\]\?\.\^");
        assert!(part.is_in("xA*[B]?.^y"));
    }
}
