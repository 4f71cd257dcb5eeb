//! Shares with their denominator, and medians from histograms: exact, in whole numbers.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::counts::add;

/// A share that says of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The numerator.
    pub count: u32,
    /// The denominator.
    pub of: u32,
}

impl Rate {
    /// Thousandths, rounded to the nearest; none when there is nothing to share.
    #[must_use]
    pub fn permille(self) -> Option<u32> {
        let (count, of) = (u64::from(self.count), u64::from(self.of));
        let rounded = (count * 1_000 + of / 2).checked_div(of)?;
        Some(u32::try_from(rounded).unwrap_or(u32::MAX))
    }
}

/// The middle of some whole numbers, and the value that nine in ten do not exceed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many numbers.
    pub count: u32,
    /// None of no number.
    pub median: Option<i32>,
    /// None of no number.
    pub p90: Option<i32>,
}

/// How often each whole number was met.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Histogram(BTreeMap<i32, u32>);

impl Histogram {
    /// Notes that `value` was met `times` more.
    pub fn note(&mut self, value: i32, times: u32) {
        if times > 0 {
            *self.0.entry(value).or_default() += times;
        }
    }

    /// How many numbers were met.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.0.values().sum()
    }

    /// The smallest value met that at least `percent` of all do not exceed (nearest rank): always one that was
    /// met, never one in between.
    #[must_use]
    pub fn percentile(&self, percent: u32) -> Option<i32> {
        let rank = (u64::from(self.count()) * u64::from(percent)).div_ceil(100);
        let mut met = 0;
        self.0
            .iter()
            .find(|(_, times)| {
                met += u64::from(**times);
                met >= rank
            })
            .map(|(value, _)| *value)
    }

    /// Its middle and its upper end.
    #[must_use]
    pub fn spread(&self) -> Spread {
        Spread {
            count: self.count(),
            median: self.percentile(50),
            p90: self.percentile(90),
        }
    }
}

impl FromIterator<(i32, u32)> for Histogram {
    fn from_iter<I: IntoIterator<Item = (i32, u32)>>(values: I) -> Self {
        let mut histogram = Self::default();
        for (value, times) in values {
            histogram.note(value, times);
        }
        histogram
    }
}

impl AddAssign for Histogram {
    fn add_assign(&mut self, other: Self) {
        add(&mut self.0, other.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn of(values: &[i32]) -> Histogram {
        values.iter().map(|value| (*value, 1)).collect()
    }

    #[test]
    fn the_middle_is_a_number_that_was_met() {
        for (values, median, p90) in [
            (&[][..], None, None),
            (&[7], Some(7), Some(7)),
            (&[1, 2], Some(1), Some(2)),
            (&[3, 1, 2], Some(2), Some(3)),
            (&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], Some(5), Some(9)),
            (&[-5, 0, 0, 40], Some(0), Some(40)),
        ] {
            let spread = of(values).spread();
            assert_eq!((spread.median, spread.p90), (median, p90), "{values:?}");
            assert_eq!(spread.count as usize, values.len());
        }
    }

    #[test]
    fn a_share_is_rounded_to_the_nearest_thousandth() {
        let permille = |count, of| Rate { count, of }.permille();
        assert_eq!(permille(1, 3), Some(333));
        assert_eq!(permille(2, 3), Some(667));
        assert_eq!(permille(0, 5), Some(0));
        assert_eq!(permille(5, 5), Some(1_000));
        assert_eq!(permille(0, 0), None, "there is nothing to share");
    }

    proptest! {
        #[test]
        fn a_percentile_is_the_nearest_rank_of_the_sorted_numbers(
            mut values in vec(-50..50_i32, 1..60), percent in 1..=100_u32,
        ) {
            let found = of(&values).percentile(percent);
            values.sort_unstable();
            let rank = (values.len() * percent as usize).div_ceil(100);
            prop_assert_eq!(found, Some(values[rank - 1]));
        }

        #[test]
        fn two_parts_add_up_to_the_whole(
            values in vec(-50..50_i32, 0..40), cut in any::<prop::sample::Index>(),
        ) {
            let (left, right) = values.split_at(cut.index(values.len() + 1));
            let mut sum = of(left);
            sum += of(right);
            prop_assert_eq!(sum, of(&values));
        }
    }
}
