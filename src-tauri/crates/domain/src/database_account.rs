//! What a device signs in to the practice's database server with, and what that lets it do there: never more than
//! its tasks need.

use std::fmt;

use crate::field::FieldRule;

/// What an account of the server is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DatabaseRole {
    /// A workstation or a tablet: reads and writes the practice's documents, adds to the audit log.
    Desk,
    /// The administrator's device: also archives the audit log and keeps the base in shape.
    Administrator,
}

/// The name of an account of the server: 2 to 32 small letters, digits, dots, hyphens or underscores, a letter
/// first, so that it stands in an address as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseAccountName(String);

impl DatabaseAccountName {
    /// The longest name, in characters.
    const LONGEST: usize = 32;

    /// # Errors
    /// `Required`, `TooShort`, `TooLong` or `InvalidCharacters`.
    pub fn parse(text: &str) -> Result<Self, FieldRule> {
        let text = text.trim();
        let allowed =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
        match text.chars().count() {
            0 => Err(FieldRule::Required),
            1 => Err(FieldRule::TooShort),
            length if length > Self::LONGEST => Err(FieldRule::TooLong),
            _ if !text.starts_with(|c: char| c.is_ascii_lowercase())
                || !text.chars().all(allowed) =>
            {
                Err(FieldRule::InvalidCharacters)
            }
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DatabaseAccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_needs_no_escape_in_an_address() {
        for (text, parsed) in [
            (" poste-1 ", Ok("poste-1")),
            ("tablette.dr_curie", Ok("tablette.dr_curie")),
            ("", Err(FieldRule::Required)),
            ("a", Err(FieldRule::TooShort)),
            (&"a".repeat(33), Err(FieldRule::TooLong)),
            ("poste 1", Err(FieldRule::InvalidCharacters)),
            ("accueil@srv", Err(FieldRule::InvalidCharacters)),
            ("Poste", Err(FieldRule::InvalidCharacters)),
            ("1poste", Err(FieldRule::InvalidCharacters)),
            ("posté", Err(FieldRule::InvalidCharacters)),
        ] {
            let name = DatabaseAccountName::parse(text);
            assert_eq!(
                name.as_ref().map(DatabaseAccountName::as_str),
                parsed.as_ref().copied(),
                "{text}"
            );
        }
    }
}
