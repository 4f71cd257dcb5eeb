//! What a new password must be: 12 characters, or 8 of three kinds (CNIL's 50 bits with restricted tries),
//! not built on the user name, and none that is guessed at once.

use zxcvbn::{Score, zxcvbn};

use crate::field::FieldRule;
use crate::user::Username;

/// Enough for any kind of characters.
const LONG: usize = 12;
/// Enough with three kinds of characters.
const SHORT: usize = 8;
/// The longest accepted, so that hashing stays bounded.
const MAX: usize = 200;

/// Words of this place and language that zxcvbn's lists, which are English, lack.
const COMMON_HERE: &[&str] = &[
    "medigest",
    "motdepasse",
    "azerty",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "cabinet",
    "cabinetmedical",
    "docteur",
    "medecin",
    "infirmiere",
    "secretaire",
    "secretariat",
    "accueil",
    "patient",
    "bonjour",
    "bienvenue",
    "soleil",
    "doudou",
    "chouchou",
    "loulou",
    "marseille",
    "jetaime",
    "toto",
];

/// How good a password is, while it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strength {
    /// From 0 (guessed at once) to 4, by zxcvbn's estimate.
    pub score: u8,
    /// The rule it breaks; none when it is accepted.
    pub issue: Option<FieldRule>,
}

/// How good `password` is for the user whose name is typed as `username`.
#[must_use]
pub fn strength(password: &str, username: &str) -> Strength {
    Strength {
        score: estimate(password, username).into(),
        issue: check(password, &username.trim().to_lowercase()).err(),
    }
}

/// Checks a new password of `username`.
///
/// # Errors
/// `Required`, `TooShort`, `TooSimple`, `TooLong`, `ContainsUsername` or `CommonPassword`.
pub fn check_new(password: &str, username: &Username) -> Result<(), FieldRule> {
    check(password, &username.key())
}

fn check(password: &str, username: &str) -> Result<(), FieldRule> {
    match password.chars().count() {
        0 => return Err(FieldRule::Required),
        n if n < SHORT => return Err(FieldRule::TooShort),
        n if n > MAX => return Err(FieldRule::TooLong),
        n if n < LONG && kinds(password) < 3 => return Err(FieldRule::TooSimple),
        _ => {}
    }
    if !username.is_empty() && password.to_lowercase().contains(username) {
        return Err(FieldRule::ContainsUsername);
    }
    // Fewer than a million guesses: a common one, or one with digits, capitals or look-alikes put in.
    if estimate(password, username) < Score::Two {
        return Err(FieldRule::CommonPassword);
    }
    Ok(())
}

fn estimate(password: &str, username: &str) -> Score {
    let words: Vec<&str> = [username]
        .into_iter()
        .chain(COMMON_HERE.iter().copied())
        .collect();
    zxcvbn(password, &words).score()
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
            ("Xk8-pl2q", Ok(())),
            ("douze lettres", Ok(())),
            ("Claire2026!", Err(FieldRule::ContainsUsername)),
        ] {
            assert_eq!(check_new(password, &user), expected, "{password}");
        }
    }

    #[test]
    fn a_common_password_is_refused_in_every_dress() {
        let user = Username::parse("claire").unwrap();
        for password in [
            "Password1",
            "P@ssw0rd2026",
            "Motdepasse1",
            "Azerty123",
            "Medigest2026",
            "Docteur75!",
            "123456789012",
            "aaaaaaaaaaaa",
            "Cl4ire-01",
        ] {
            let refused = Err(FieldRule::CommonPassword);
            assert_eq!(check_new(password, &user), refused, "{password}");
        }
    }

    #[test]
    fn strength_follows_what_is_typed_and_names_what_is_missing() {
        let typed = |password| strength(password, " Claire ");
        assert_eq!(typed("").issue, Some(FieldRule::Required));
        assert_eq!(
            typed("claire en 2026").issue,
            Some(FieldRule::ContainsUsername)
        );
        let phrase = typed("pluie bleue sur Lyon");
        assert_eq!((phrase.score, phrase.issue), (4, None));
        assert!(typed("Password1").score < typed("Xk8-pl2q").score);
    }

    #[test]
    fn an_unknown_user_name_forbids_nothing() {
        assert_eq!(strength("douze lettres", "").issue, None);
    }
}
