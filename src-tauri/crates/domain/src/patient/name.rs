//! Names of people: the last name in upper case (the seed's rule), the first name as typed.

use std::fmt;

use crate::field::FieldRule;
use crate::text::required_line;

const MAX: usize = 80;

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident, $shape:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// # Errors
            /// `Required`, `TooLong` (80 characters) or `InvalidCharacters`.
            pub fn parse(text: &str) -> Result<Self, FieldRule> {
                let shape: fn(String) -> String = $shape;
                required_line(text, MAX).map(|line| Self(shape(line)))
            }

            /// A name as the base holds it.
            #[must_use]
            pub fn stored(text: String) -> Self {
                Self(text)
            }

            /// The name.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

names! {
    /// A last name, in upper case.
    LastName, |line| line.to_uppercase();
    /// A first name.
    FirstName, |line| line;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_name_is_upper_case_with_its_accents() {
        assert_eq!(
            LastName::parse("  de  l'Épée ").unwrap().as_str(),
            "DE L'ÉPÉE"
        );
    }

    #[test]
    fn an_empty_or_endless_name_is_refused() {
        assert_eq!(LastName::parse("  "), Err(FieldRule::Required));
        assert_eq!(FirstName::parse(&"x".repeat(81)), Err(FieldRule::TooLong));
        assert_eq!(
            FirstName::parse("Je\u{0}an"),
            Err(FieldRule::InvalidCharacters)
        );
    }
}
