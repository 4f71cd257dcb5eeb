//! Bytes as hexadecimal digits, exactly as many as there are.

use std::fmt;

/// The bytes that `text` writes in two digits each; none when it is anything else.
pub(crate) fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let mut bytes = [0; N];
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
        return None;
    };
    if pairs.len() != N {
        return None;
    }
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()?;
    }
    Some(bytes)
}

/// `bytes` as digits, in lower case.
#[must_use]
pub fn digits(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    // Writing to a text does not fail.
    let _ = write(&mut text, bytes);
    text
}

pub(crate) fn write(to: &mut impl fmt::Write, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(to, "{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_make_a_byte_in_either_case() {
        assert_eq!(bytes("00fF1a"), Some([0, 255, 26]));
        assert_eq!(digits(&[0, 255, 26]), "00ff1a");
    }

    #[test]
    fn anything_but_digits_or_another_number_of_them_is_refused() {
        for text in [
            "", "00f", "00ff", "00ff1a2b", "00ff1g", "00ff+1", "00ff 1", "00ffé",
        ] {
            assert_eq!(bytes::<3>(text), None, "{text}");
        }
    }
}
