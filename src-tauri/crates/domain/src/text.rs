//! Text as people type it: trimmed, spaces collapsed, bounded.

use crate::field::FieldRule;

/// `text` without outer spaces and with inner runs of white space as one space.
#[must_use]
pub fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line of at most `max` characters, not empty.
///
/// # Errors
/// `Required`, `TooLong` or `InvalidCharacters` (control characters).
pub fn required_line(text: &str, max: usize) -> Result<String, FieldRule> {
    optional_line(text, max)?.ok_or(FieldRule::Required)
}

/// One line of at most `max` characters; none when nothing was given.
///
/// # Errors
/// `TooLong` or `InvalidCharacters` (control characters).
pub fn optional_line(text: &str, max: usize) -> Result<Option<String>, FieldRule> {
    let line = collapse(text);
    if line.chars().any(char::is_control) {
        return Err(FieldRule::InvalidCharacters);
    }
    bounded(line, max)
}

/// Several lines of at most `max` characters in all; none when nothing was given.
///
/// # Errors
/// `TooLong`.
pub fn optional_block(text: &str, max: usize) -> Result<Option<String>, FieldRule> {
    bounded(text.trim().to_owned(), max)
}

fn bounded(text: String, max: usize) -> Result<Option<String>, FieldRule> {
    match text.chars().count() {
        0 => Ok(None),
        n if n > max => Err(FieldRule::TooLong),
        _ => Ok(Some(text)),
    }
}
