//! The key of a French social security number (NIR): 97 minus the number modulo 97, with 2A and 2B of
//! Corsica read as 19 and 18 (INSEE).

/// Whether the key agrees, where `text` is a NIR with its key; none for anything else (a NIR without key,
/// a foreign number, a free reference), which is nobody's mistake.
#[must_use]
pub fn key_matches(text: &str) -> Option<bool> {
    let compact: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-'))
        .collect();
    if compact.len() != 15
        || !compact.is_ascii()
        || !compact.starts_with(['1', '2', '3', '4', '7', '8'])
    {
        return None;
    }
    let (number, key) = compact.split_at(13);
    let department = match &number[5..7].to_ascii_uppercase()[..] {
        "2A" => "19".to_owned(),
        "2B" => "18".to_owned(),
        other => other.to_owned(),
    };
    let number: u64 = format!("{}{}{}", &number[..5], department, &number[7..])
        .parse()
        .ok()?;
    let key: u64 = key.parse().ok()?;
    Some(97 - number % 97 == key)
}

#[cfg(test)]
mod tests {
    use super::key_matches;

    #[test]
    fn a_right_key_matches_and_a_wrong_one_does_not() {
        assert_eq!(key_matches("2 69 05 49 588 157 80"), Some(true));
        assert_eq!(key_matches("2 69 05 49 588 157 81"), Some(false));
    }

    #[test]
    fn corsica_counts() {
        assert_eq!(key_matches("1 85 05 2A 006 084 91").map(|_| ()), Some(()));
        let number = 1_850_519_006_084_u64;
        let key = 97 - number % 97;
        assert_eq!(key_matches(&format!("185052A006084{key:02}")), Some(true));
    }

    #[test]
    fn anything_else_is_left_alone() {
        for text in [
            "",
            "1890675123456",
            "756.1234.5678.97",
            "CNSS 12345",
            "é23456789012345",
        ] {
            assert_eq!(key_matches(text), None, "{text}");
        }
    }
}
