//! One typing error: a letter left out, added, replaced, or swapped with its neighbour.

/// Whether exactly one typing error turns the word into what was typed.
pub(super) fn one_error_apart(typed: &str, word: &str) -> bool {
    typed != word && after_one_error(typed, word, |typed, word| typed == word)
}

/// Whether one typing error turns the beginning of the word into what was typed.
pub(super) fn one_error_from_beginning(typed: &str, word: &str) -> bool {
    after_one_error(typed, word, |typed, word| word.starts_with(typed))
}

/// Skips what both share, supposes each kind of error once, and asks whether the rests agree. Linear in the length:
/// with a single error, the first difference is the error itself (or stands beside it, with the same outcome).
fn after_one_error(typed: &str, word: &str, agree: fn(&str, &str) -> bool) -> bool {
    let shared: usize = typed
        .chars()
        .zip(word.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let (typed, word) = (&typed[shared..], &word[shared..]);
    let (typed_first, typed_rest) = split_first(typed);
    let (word_first, word_rest) = split_first(word);
    match (typed_first, word_first) {
        (None, None) => false,
        (None, Some(_)) => agree(typed, word_rest),
        (Some(_), None) => agree(typed_rest, word),
        (Some(a), Some(b)) => {
            let replaced = agree(typed_rest, word_rest);
            let added = agree(typed_rest, word);
            let left_out = agree(typed, word_rest);
            replaced || added || left_out || {
                let (typed_second, typed_rest) = split_first(typed_rest);
                let (word_second, word_rest) = split_first(word_rest);
                let swapped = typed_second == Some(b) && word_second == Some(a);
                swapped && agree(typed_rest, word_rest)
            }
        }
    }
}

fn split_first(text: &str) -> (Option<char>, &str) {
    let mut letters = text.chars();
    (letters.next(), letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rapidfuzz::distance::osa;

    #[test]
    fn each_kind_of_error_is_one_error() {
        for typed in [
            "dupnt", "duponnt", "dupomt", "dupnot", "upont", "dupon", "dupontt",
        ] {
            assert!(one_error_apart(typed, "dupont"), "{typed}");
        }
    }

    #[test]
    fn two_errors_or_none_are_not_one_error() {
        for typed in ["dupont", "dpnt", "dupotn x", "pudont", "duont t"] {
            assert!(!one_error_apart(typed, "dupont"), "{typed}");
        }
    }

    #[test]
    fn an_error_in_an_unfinished_word_is_one_error() {
        for typed in ["dopo", "dpo", "udpo", "duppo", "xupo"] {
            assert!(one_error_from_beginning(typed, "dupont"), "{typed}");
        }
        assert!(!one_error_from_beginning("dxxo", "dupont"));
    }

    proptest! {
        #[test]
        fn one_error_is_an_optimal_string_alignment_distance_of_one(a in "[abé]{0,6}", b in "[abé]{0,6}") {
            prop_assert_eq!(one_error_apart(&a, &b), osa::distance(a.chars(), b.chars()) == 1);
        }

        #[test]
        fn one_error_from_the_beginning_is_one_error_from_some_beginning(a in "[abé]{1,6}", b in "[abé]{0,6}") {
            let beginnings = (0..=b.chars().count()).map(|n| b.chars().take(n).collect::<String>());
            let near = beginnings.map(|start| osa::distance(a.chars(), start.chars())).min().unwrap();
            // An exact beginning may also be read as an error; callers test for it first.
            prop_assume!(near != 0);
            prop_assert_eq!(one_error_from_beginning(&a, &b), near == 1);
        }
    }
}
