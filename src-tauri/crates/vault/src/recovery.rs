//! The recovery code: what opens the practice's keys when every administrator's password is lost.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{NoMeans, PrivateKey, random};

/// Crockford's alphabet: no I, L, O or U, which are read for others.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code: five bits each, 160 in all, too many to guess whatever the base's thief has.
const LENGTH: usize = 32;
const GROUP: usize = 4;
const DERIVING: &[u8] = b"medigest recovery 1";

/// Not a code of the practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a recovery code")]
pub struct WrongCode;

/// A recovery code. Wiped when dropped.
pub struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    /// A fresh code.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn generate() -> Result<Self, NoMeans> {
        let bytes = Zeroizing::new(random::<LENGTH>()?);
        let letter = |byte: &u8| char::from(ALPHABET[usize::from(byte % 32)]);
        Ok(Self(Zeroizing::new(bytes.iter().map(letter).collect())))
    }

    /// A code as typed: in any case, grouped or not, with the letters that are easily taken for others.
    ///
    /// # Errors
    /// When it cannot be one.
    pub fn parse(text: &str) -> Result<Self, WrongCode> {
        let mut code = Zeroizing::new(String::with_capacity(LENGTH));
        let typed = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        for typed in typed {
            let meant = match typed.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let is_letter = u8::try_from(meant).is_ok_and(|byte| ALPHABET.contains(&byte));
            if !is_letter || code.len() == LENGTH {
                return Err(WrongCode);
            }
            code.push(meant);
        }
        if code.len() == LENGTH {
            Ok(Self(code))
        } else {
            Err(WrongCode)
        }
    }

    /// As it is shown and printed: eight groups of four.
    #[must_use]
    pub fn shown(&self) -> String {
        let groups: Vec<_> = (0..LENGTH)
            .step_by(GROUP)
            .map(|start| &self.0[start..start + GROUP])
            .collect();
        groups.join("-")
    }

    /// The private key it stands for.
    #[must_use]
    pub fn private_key(&self) -> PrivateKey {
        let mut material = Zeroizing::new([0; 32]);
        // An output of 32 bytes is far below HKDF's limit.
        let derived = Hkdf::<Sha256>::new(None, self.0.as_bytes()).expand(DERIVING, &mut *material);
        debug_assert!(derived.is_ok());
        PrivateKey::derived(&*material)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_was_shown_however_it_is_typed() {
        let code = RecoveryCode::generate().unwrap();
        let shown = code.shown();
        assert_eq!(shown.len(), 39, "{shown}");
        for typed in [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace('-', " "),
            shown.replace('-', "").replace('0', "o").replace('1', "l"),
        ] {
            let read = RecoveryCode::parse(&typed).unwrap();
            assert_eq!(read.private_key().public(), code.private_key().public());
        }
    }

    #[test]
    fn two_codes_differ_and_what_is_none_is_refused() {
        let (one, other) = (
            RecoveryCode::generate().unwrap(),
            RecoveryCode::generate().unwrap(),
        );
        assert_ne!(one.shown(), other.shown());
        assert_ne!(one.private_key().public(), other.private_key().public());
        for text in [
            "",
            "ABCD",
            &one.shown()[1..],
            &format!("{}A", one.shown()),
            &"U".repeat(32),
        ] {
            assert!(RecoveryCode::parse(text).is_err(), "{text}");
        }
    }
}
