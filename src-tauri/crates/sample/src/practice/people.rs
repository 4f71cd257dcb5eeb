//! Who the patients are: families, ages, and the names that go with them.

use chrono::{Datelike, Days, NaiveDate};
use fastrand::Rng;

use super::chance::{any, happens};
use super::names::{Names, OriginId, Sex};

/// Somebody before the practice knows them.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) last_name: String,
    pub(super) first_name: String,
    pub(super) sex: Sex,
    pub(super) born: NaiveDate,
    pub(super) origin: OriginId,
    /// Of the same household as the person at this earlier index.
    pub(super) household_of: Option<usize>,
}

impl Person {
    /// Completed years on `day`.
    pub(super) fn age(&self, day: NaiveDate) -> u32 {
        day.years_since(self.born).unwrap_or(0)
    }
}

/// Ages from, to, and how many in a hundred patients: the young and the old see a doctor more often.
const AGES: [(u32, u32, u32); 5] = [
    (0, 15, 20),
    (16, 44, 30),
    (45, 64, 24),
    (65, 84, 20),
    (85, 99, 6),
];

/// `count` people living on `today`. One in five belongs to the household of somebody before.
pub(super) fn people(count: u32, today: NaiveDate, rng: &mut Rng) -> Vec<Person> {
    let names = Names::new();
    let mut people: Vec<Person> = Vec::new();
    for _ in 0..count {
        let relative = (!people.is_empty() && happens(rng, 0.2)).then(|| rng.usize(..people.len()));
        let (last_name, origin) = match relative.map(|index| &people[index]) {
            Some(relative) => (relative.last_name.clone(), relative.origin),
            None => {
                let origin = names.origin(rng);
                (names.surname(origin, rng), origin)
            }
        };
        let sex = any(rng, &[Sex::Female, Sex::Male]);
        let born = birth_date(today, rng);
        people.push(Person {
            first_name: names.first_name(origin, sex, born.year(), rng),
            last_name,
            sex,
            born,
            origin,
            household_of: relative,
        });
    }
    people
}

fn birth_date(today: NaiveDate, rng: &mut Rng) -> NaiveDate {
    let mut drawn = rng.u32(..100);
    let (from, to, _) = AGES
        .into_iter()
        .find(|(_, _, share)| {
            let here = drawn < *share;
            drawn = drawn.saturating_sub(*share);
            here
        })
        .unwrap_or(AGES[1]);
    let days = rng.u64(u64::from(from) * 365..u64::from(to + 1) * 365);
    today - Days::new(days)
}
