//! What a new password must be: 12 characters, or 8 of three kinds (CNIL's 50 bits with restricted tries),
//! and not built on the user name.

use crate::field::FieldRule;
use crate::user::Username;

/// Enough for any kind of characters.
const LONG: usize = 12;
/// Enough with three kinds of characters.
const SHORT: usize = 8;
/// The longest accepted, so that hashing stays bounded.
const MAX: usize = 200;

/// Checks a new password of `username`.
///
/// # Errors
/// `Required`, `TooShort`, `TooSimple`, `TooLong` or `ContainsUsername`.
pub fn check_new(password: &str, username: &Username) -> Result<(), FieldRule> {
    match password.chars().count() {
        0 => return Err(FieldRule::Required),
        n if n < SHORT => return Err(FieldRule::TooShort),
        n if n > MAX => return Err(FieldRule::TooLong),
        n if n < LONG && kinds(password) < 3 => return Err(FieldRule::TooSimple),
        _ => {}
    }
    if password.to_lowercase().contains(&username.key()) {
        return Err(FieldRule::ContainsUsername);
    }
    Ok(())
}

/// How many of the four kinds occur: lower case, upper case, digits, others.
fn kinds(password: &str) -> usize {
    let kinds: [fn(char) -> bool; 4] = [
        char::is_lowercase,
        char::is_uppercase,
        |c| c.is_numeric(),
        |c| !c.is_alphanumeric(),
    ];
    kinds
        .into_iter()
        .filter(|kind| password.chars().any(kind))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_or_varied() {
        let user = Username::parse("claire").unwrap();
        for (password, expected) in [
            ("", Err(FieldRule::Required)),
            ("Ab1!", Err(FieldRule::TooShort)),
            ("abcdefgh", Err(FieldRule::TooSimple)),
            ("Abcdefg1", Ok(())),
            ("douze lettres", Ok(())),
            ("Claire2026!", Err(FieldRule::ContainsUsername)),
        ] {
            assert_eq!(check_new(password, &user), expected, "{password}");
        }
    }
}
