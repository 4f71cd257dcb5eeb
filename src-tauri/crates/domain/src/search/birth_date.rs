//! Birth dates as people type them: whole, unfinished, or with one part mistyped.

use chrono::{Datelike, NaiveDate};

use super::phone::Fit;
use super::typing::one_error_apart;

/// Digits without separators are read as a date only if the year is one of a living or recent patient.
const YEARS: std::ops::RangeInclusive<i32> = 1850..=2150;

/// A day and month with a year that may still be missing digits, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TypedDate {
    day: String,
    month: String,
    year: String,
}

impl TypedDate {
    /// What groups of digits may mean as a date: `12 03 1985`, `1985 03 12`, `12 03 85`, `12 03`, `12031985`, `120385`.
    pub(super) fn readings(groups: &[&str]) -> Vec<Self> {
        let short = |text: &str| (1..=2).contains(&text.len());
        match groups {
            [day, month] if short(day) && short(month) => {
                Self::plausible(day, month, "").into_iter().collect()
            }
            [day, month, year] if short(day) && short(month) && (1..=4).contains(&year.len()) => {
                vec![Self::new(day, month, year)]
            }
            [year, month, day] if year.len() == 4 && short(month) && short(day) => {
                vec![Self::new(day, month, year)]
            }
            [digits] if digits.len() == 8 => {
                let french = Self::plausible(&digits[..2], &digits[2..4], &digits[4..]);
                let iso = Self::plausible(&digits[6..], &digits[4..6], &digits[..4]);
                french.into_iter().chain(iso).collect()
            }
            [digits] if digits.len() == 6 => {
                Self::plausible(&digits[..2], &digits[2..4], &digits[4..])
                    .into_iter()
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn new(day: &str, month: &str, year: &str) -> Self {
        Self {
            day: format!("{day:0>2}"),
            month: format!("{month:0>2}"),
            year: year.to_owned(),
        }
    }

    /// A date that exists in some year; without separators, other digits are no date at all.
    fn plausible(day: &str, month: &str, year: &str) -> Option<Self> {
        const LEAP_YEAR: i32 = 2000;
        let year_number = if year.len() == 4 {
            year.parse().ok()?
        } else {
            LEAP_YEAR
        };
        let exists =
            NaiveDate::from_ymd_opt(year_number, month.parse().ok()?, day.parse().ok()?).is_some();
        (exists && YEARS.contains(&year_number)).then(|| Self::new(day, month, year))
    }

    /// How the typed date fits a birth date, if at most one of day, month and year differs, by one typing error.
    pub(super) fn fit(&self, date: NaiveDate) -> Option<Fit> {
        let same_day = self.day.parse() == Ok(date.day());
        let same_month = self.month.parse() == Ok(date.month());
        match (same_day, same_month) {
            (true, true) => self.fit_year(date),
            (false, true) => self.with_error(&self.day, date.day(), date),
            (true, false) => self.with_error(&self.month, date.month(), date),
            (false, false) => None,
        }
    }

    /// A year of two digits may be a whole one (`85`) or the start of one (`19`).
    fn fit_year(&self, date: NaiveDate) -> Option<Fit> {
        let year = format!("{:04}", date.year());
        match self.year.len() {
            4 if self.year == year => Some(Fit::Whole),
            2 if year.ends_with(&self.year) => Some(Fit::Whole),
            4 => one_error_apart(&self.year, &year).then_some(Fit::OneError),
            _ => year.starts_with(&self.year).then_some(Fit::Part),
        }
    }

    /// An error in a day or month counts only beside the whole year: a date still being typed is not a wrong one.
    fn with_error(&self, typed: &str, part: u32, date: NaiveDate) -> Option<Fit> {
        let same_year = self.year.len() == 4 && self.year.parse() == Ok(date.year());
        (same_year && one_error_apart(typed, &format!("{part:02}"))).then_some(Fit::OneError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn fits(groups: &[&str], date: NaiveDate) -> Option<Fit> {
        TypedDate::readings(groups)
            .iter()
            .filter_map(|typed| typed.fit(date))
            .min()
    }

    #[test]
    fn every_usual_form_is_the_whole_date() {
        let born = date(1985, 3, 12);
        for groups in [
            &["12", "03", "1985"][..],
            &["12", "3", "1985"],
            &["12", "03", "85"],
            &["1985", "03", "12"],
            &["12031985"],
            &["19850312"],
            &["120385"],
        ] {
            assert_eq!(fits(groups, born), Some(Fit::Whole), "{groups:?}");
        }
    }

    #[test]
    fn an_unfinished_date_fits_in_part() {
        let born = date(1985, 3, 12);
        for groups in [
            &["12", "03"][..],
            &["12", "3", "1"],
            &["12", "03", "19"],
            &["12", "03", "198"],
        ] {
            assert_eq!(fits(groups, born), Some(Fit::Part), "{groups:?}");
        }
    }

    #[test]
    fn one_error_in_one_part_still_fits() {
        let born = date(1985, 3, 12);
        for groups in [
            &["12", "03", "1958"][..],
            &["13", "03", "1985"],
            &["12", "30", "1985"],
            &["12", "4", "1985"],
        ] {
            assert_eq!(fits(groups, born), Some(Fit::OneError), "{groups:?}");
        }
        assert_eq!(fits(&["13", "04", "1985"], born), None);
        assert_eq!(fits(&["13", "03", "85"], born), None);
    }

    #[test]
    fn digits_that_are_no_date_have_no_reading() {
        for groups in [
            &["99999999"][..],
            &["991234"],
            &["12", "34"],
            &["06", "12", "34", "56", "78"],
            &["1985"],
        ] {
            assert!(TypedDate::readings(groups).is_empty(), "{groups:?}");
        }
    }
}
