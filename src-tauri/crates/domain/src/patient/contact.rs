//! Phone and e-mail: brought to one form where they are understood, never a trap where they are not.

use crate::field::FieldRule;
use crate::text::optional_line;

const MAX_PHONE: usize = 30;
const MAX_EMAIL: usize = 254;

/// A phone number: ten digits for a French one (`0601020304`), `+` and digits for another country's,
/// else as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// The number, and whether it is unusual (neither French nor international); none when nothing was given.
    ///
    /// # Errors
    /// `InvalidPhone` for text that has letters or fewer than three digits; `TooLong`.
    pub fn parse(text: &str) -> Result<Option<(Self, bool)>, FieldRule> {
        let Some(line) = optional_line(text, MAX_PHONE)? else {
            return Ok(None);
        };
        let digits: String = line.chars().filter(char::is_ascii_digit).collect();
        let allowed = |c: char| {
            c.is_ascii_digit()
                || matches!(
                    c,
                    '+' | '.' | '-' | '/' | '(' | ')' | ' ' | '\u{a0}' | '\u{202f}'
                )
        };
        if digits.len() < 3 || !line.chars().all(allowed) {
            return Err(FieldRule::InvalidPhone);
        }
        let international = line.starts_with('+') || digits.starts_with("00");
        let national = if let Some(rest) = digits
            .strip_prefix("0033")
            .or_else(|| digits.strip_prefix("33").filter(|_| line.starts_with('+')))
        {
            // "+33 (0)6 …" keeps the national zero between brackets.
            Some(format!("0{}", rest.trim_start_matches('0')))
        } else {
            (!international).then(|| digits.clone())
        };
        Ok(Some(match national {
            Some(number) if number.len() == 10 && number.starts_with('0') => (Self(number), false),
            None if (8..=17).contains(&digits.len()) => (
                Self(format!("+{}", digits.strip_prefix("00").unwrap_or(&digits))),
                false,
            ),
            _ => (Self(line), true),
        }))
    }

    /// A number as the base holds it.
    #[must_use]
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// The number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// None when nothing was given.
    ///
    /// # Errors
    /// `InvalidEmail`, `TooLong`.
    pub fn parse(text: &str) -> Result<Option<Self>, FieldRule> {
        let Some(line) = optional_line(text, MAX_EMAIL)? else {
            return Ok(None);
        };
        let plausible = line.split_once('@').is_some_and(|(name, domain)| {
            !name.is_empty()
                && !domain.contains('@')
                && domain.split('.').count() >= 2
                && domain.split('.').all(|label| !label.is_empty())
        });
        if !plausible || line.contains(' ') {
            return Err(FieldRule::InvalidEmail);
        }
        Ok(Some(Self(line)))
    }

    /// An address as the base holds it.
    #[must_use]
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_numbers_become_ten_digits() {
        for text in [
            "06 01 02 03 04",
            "06.01.02.03-04",
            "+33 6 01 02 03 04",
            "0033601020304",
            "+33 (0)6 01 02 03 04",
        ] {
            assert_eq!(
                Phone::parse(text),
                Ok(Some((Phone("0601020304".into()), false))),
                "{text}"
            );
        }
    }

    #[test]
    fn foreign_and_odd_numbers_are_kept() {
        assert_eq!(
            Phone::parse("+41 79 123 45 67"),
            Ok(Some((Phone("+41791234567".into()), false)))
        );
        assert_eq!(
            Phone::parse("00216 71 123 456"),
            Ok(Some((Phone("+21671123456".into()), false)))
        );
        assert_eq!(
            Phone::parse("12 34 56"),
            Ok(Some((Phone("12 34 56".into()), true))),
            "odd, kept as typed"
        );
        assert_eq!(Phone::parse(""), Ok(None));
    }

    #[test]
    fn words_are_not_a_phone_number() {
        assert_eq!(Phone::parse("chez sa mère"), Err(FieldRule::InvalidPhone));
        assert_eq!(Phone::parse("06 XX"), Err(FieldRule::InvalidPhone));
    }

    #[test]
    fn an_address_needs_a_name_and_a_domain() {
        assert!(
            Email::parse("jean.dupont+rdv@email.co.fr")
                .unwrap()
                .is_some()
        );
        assert_eq!(Email::parse("  ").unwrap(), None);
        for text in [
            "jean",
            "jean@",
            "@email.fr",
            "jean@email",
            "jean@@email.fr",
            "jean dupont@email.fr",
            "j@email..fr",
        ] {
            assert_eq!(Email::parse(text), Err(FieldRule::InvalidEmail), "{text}");
        }
    }
}
