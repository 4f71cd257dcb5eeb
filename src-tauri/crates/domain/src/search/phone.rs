//! Phone numbers in national digits, found by their beginning, their end, or with one digit wrong.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::typing::one_error_apart;
use super::vocabulary::Slot;

/// Fewer digits than this find no phone number: too many would match.
pub(super) const FEWEST_DIGITS: usize = 4;
/// From this many digits on, one of them may be wrong.
const FEWEST_DIGITS_WITH_ERROR: usize = 8;
/// International numbers have at most 15 digits (ITU-T E.164); longer input is cut.
const MOST_DIGITS: usize = 16;
const BITS: usize = 4;

/// Up to sixteen digits, four bits each, the first highest, stored plus one so that the order is that of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Digits(u64);

/// How well typed digits fit a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The whole of it.
    Whole,
    /// A part of it.
    Part,
    /// It, with one typing error.
    OneError,
}

impl Digits {
    /// The digits of a phone number as written, `+33` and `0033` read as the national `0`. `None` without digits.
    pub(super) fn of_phone(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        Self::new(&national(text.trim_start().starts_with('+'), &digits))
    }

    fn new(digits: &str) -> Option<Self> {
        let value = |digit: char| digit.to_digit(10).map(|value| u64::from(value) + 1);
        let values = digits.chars().filter_map(value).take(MOST_DIGITS);
        let packed = values
            .zip(0..)
            .fold(0, |all, (value, place)| all | value << Self::shift(place));
        (packed != 0).then_some(Self(packed))
    }

    /// What typed digits may stand for; empty when they are too few. `international` says that a `+` stood before.
    pub(super) fn readings(international: bool, digits: &str) -> Vec<Self> {
        let mut readings = vec![national(international, digits)];
        if !international {
            // Also as typed: `0033` may be a country, the end of a number, or a mistyped beginning.
            readings.push(digits.to_owned());
        }
        if !international && digits.len() == 11 && digits.starts_with("33") {
            readings.push(national(true, digits));
        }
        readings.retain(|digits| digits.len() >= FEWEST_DIGITS);
        readings.dedup();
        readings
            .iter()
            .filter_map(|digits| Self::new(digits))
            .collect()
    }

    /// How these typed digits fit a whole number.
    pub(super) fn fit(self, number: Self) -> Option<Fit> {
        if self == number {
            Some(Fit::Whole)
        } else if self.beginnings().contains(&number.0)
            || self.reversed().beginnings().contains(&number.reversed().0)
        {
            Some(Fit::Part)
        } else if self.len() >= FEWEST_DIGITS_WITH_ERROR
            && one_error_apart(&self.text(), &number.text())
        {
            Some(Fit::OneError)
        } else {
            None
        }
    }

    const fn shift(place: usize) -> usize {
        BITS * (MOST_DIGITS - 1 - place)
    }

    fn len(self) -> usize {
        MOST_DIGITS - self.0.trailing_zeros() as usize / BITS
    }

    fn digit_values(self) -> impl DoubleEndedIterator<Item = u64> {
        (0..self.len()).map(move |place| self.0 >> Self::shift(place) & 0xF)
    }

    fn reversed(self) -> Self {
        let values = self.digit_values().rev().zip(0..);
        Self(values.fold(0, |all, (value, place)| all | value << Self::shift(place)))
    }

    fn text(self) -> String {
        let digit = |value| char::from(b'0' + (value - 1) as u8);
        self.digit_values().map(digit).collect()
    }

    /// Every number that begins with these digits.
    fn beginnings(self) -> RangeInclusive<u64> {
        let unsaid = u32::try_from(BITS * self.len())
            .ok()
            .and_then(|bits| u64::MAX.checked_shr(bits));
        self.0..=self.0 | unsaid.unwrap_or(0)
    }

    fn first(self, kept: usize) -> Self {
        Self(self.0 & !(u64::MAX >> (BITS * kept)))
    }

    fn last(self, kept: usize) -> Self {
        Self(self.0 << (BITS * (self.len() - kept)))
    }
}

/// French numbers in national form; foreign ones keep their country after `00`.
fn national(international: bool, digits: &str) -> String {
    let with_country = if international {
        Some(digits)
    } else {
        digits.strip_prefix("00")
    };
    match with_country {
        None => digits.to_owned(),
        Some(rest) => match rest.strip_prefix("33") {
            // `+33 (0)6`: the zero is written in spite of the prefix.
            Some(rest) => format!("0{}", rest.trim_start_matches('0')),
            None => format!("00{rest}"),
        },
    }
}

/// The phone numbers of all records, in order from the front and from the back.
#[derive(Debug, Default)]
pub(super) struct PhoneBook {
    forward: BTreeSet<(u64, Slot)>,
    backward: BTreeSet<(u64, Slot)>,
}

impl PhoneBook {
    pub(super) fn add(&mut self, number: Digits, slot: Slot) {
        self.forward.insert((number.0, slot));
        self.backward.insert((number.reversed().0, slot));
    }

    pub(super) fn remove(&mut self, number: Digits, slot: Slot) {
        self.forward.remove(&(number.0, slot));
        self.backward.remove(&(number.reversed().0, slot));
    }

    /// The records with exactly this number.
    pub(super) fn equal_to(&self, number: Digits) -> impl Iterator<Item = Slot> {
        slots(&self.forward, number.0..=number.0)
    }

    /// The records whose number begins or ends with these digits.
    pub(super) fn holding(&self, typed: Digits) -> impl Iterator<Item = Slot> {
        let beginning = slots(&self.forward, typed.beginnings());
        beginning.chain(slots(&self.backward, typed.reversed().beginnings()))
    }

    /// The records whose number may be one typing error away. One error leaves the beginning or the end whole; the
    /// two middle digits belong to neither, because swapping them would spoil both.
    pub(super) fn resembling(&self, typed: Digits) -> impl Iterator<Item = Slot> {
        let long_enough = typed.len() >= FEWEST_DIGITS_WITH_ERROR;
        let sides = long_enough.then(|| {
            let kept = (typed.len() - 2) / 2;
            let beginning = slots(&self.forward, typed.first(kept).beginnings());
            beginning.chain(slots(
                &self.backward,
                typed.last(kept).reversed().beginnings(),
            ))
        });
        sides.into_iter().flatten()
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.forward.len() + self.backward.len()
    }
}

fn slots(set: &BTreeSet<(u64, Slot)>, numbers: RangeInclusive<u64>) -> impl Iterator<Item = Slot> {
    let (first, last) = numbers.into_inner();
    set.range((first, Slot::MIN)..=(last, Slot::MAX))
        .map(|(_, slot)| *slot)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn phone(text: &str) -> Digits {
        Digits::of_phone(text).unwrap()
    }

    fn typed(text: &str) -> Digits {
        *Digits::readings(false, text).last().unwrap()
    }

    #[test]
    fn every_way_of_writing_a_french_number_is_the_same_number() {
        let number = phone("0612345678");
        for text in [
            "06 12 34 56 78",
            "06.12.34.56.78",
            "+33612345678",
            "+33 (0)6 12 34 56 78",
            "0033 6 12345678",
        ] {
            assert_eq!(phone(text), number, "{text}");
        }
    }

    #[test]
    fn foreign_numbers_keep_their_country() {
        assert_eq!(phone("+32 470 12 34 56"), phone("0032470123456"));
        assert_ne!(phone("+32 470 12 34 56"), phone("0470123456"));
    }

    #[test]
    fn a_text_without_digits_is_no_number() {
        assert_eq!(Digits::of_phone("aucun"), None);
    }

    #[test]
    fn digits_fit_whole_in_part_or_with_one_error() {
        let number = phone("0612345678");
        assert_eq!(typed("0612345678").fit(number), Some(Fit::Whole));
        assert_eq!(typed("0612").fit(number), Some(Fit::Part));
        assert_eq!(typed("5678").fit(number), Some(Fit::Part));
        assert_eq!(typed("3456").fit(number), None);
        assert_eq!(typed("0612345679").fit(number), Some(Fit::OneError));
        assert_eq!(typed("061234567").fit(number), Some(Fit::Part));
        assert_eq!(typed("0621345678").fit(number), Some(Fit::OneError));
        assert_eq!(typed("0621345687").fit(number), None);
    }

    #[test]
    fn three_digits_are_too_few() {
        assert!(Digits::readings(false, "061").is_empty());
        assert!(Digits::readings(true, "3361").is_empty());
    }

    #[test]
    fn digits_that_look_like_the_country_may_end_a_number() {
        assert_eq!(typed("0033").fit(phone("0612340033")), Some(Fit::Part));
    }

    #[test]
    fn a_country_without_its_plus_is_understood_in_a_whole_number() {
        assert!(Digits::readings(false, "33612345678").contains(&phone("0612345678")));
    }

    proptest! {
        #[test]
        fn packed_digits_keep_length_order_and_text(a in "[0-9]{1,16}", b in "[0-9]{1,16}") {
            let (x, y) = (Digits::new(&a).unwrap(), Digits::new(&b).unwrap());
            prop_assert_eq!(x.text(), a.clone());
            prop_assert_eq!(x.len(), a.len());
            prop_assert_eq!(x.reversed().reversed(), x);
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            prop_assert_eq!(x.beginnings().contains(&y.0), b.starts_with(&a));
        }

        #[test]
        fn the_book_finds_what_fits(number in "0[1-9][0-9]{8}", place in 0_usize..9, digit in 0_u8..10) {
            let mut book = PhoneBook::default();
            book.add(phone(&number), 3);
            book.add(phone("0900000000"), 4);
            let mut replaced = number.clone().into_bytes();
            replaced[place] = b'0' + digit;
            let mut swapped = number.clone().into_bytes();
            swapped.swap(place, place + 1);
            prop_assert!(book.equal_to(phone(&number)).any(|slot| slot == 3));
            prop_assert!(book.holding(typed(&number[..4])).any(|slot| slot == 3));
            prop_assert!(book.holding(typed(&number[6..])).any(|slot| slot == 3));
            for wrong in [replaced, swapped] {
                let wrong = typed(std::str::from_utf8(&wrong).unwrap());
                prop_assert!(book.resembling(wrong).any(|slot| slot == 3));
            }
            book.remove(phone(&number), 3);
            book.remove(phone("0900000000"), 4);
            prop_assert_eq!(book.len(), 0);
        }
    }
}
