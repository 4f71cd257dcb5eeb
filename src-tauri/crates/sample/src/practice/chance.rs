//! Drawing from lists, and ids that look like a database's; all of it repeatable from the seed.

use chrono::{DateTime, Utc};
use fastrand::Rng;

/// A list written as one text, separated by commas; `_` stands for a space at the edge of an item.
pub(super) struct Pool(Vec<String>);

impl Pool {
    pub(super) fn of(text: &str) -> Self {
        let items = text.split(',').map(str::trim);
        Self(items.map(|item| item.replace('_', " ")).collect())
    }

    /// Any item, each as often as the others.
    pub(super) fn any(&self, rng: &mut Rng) -> &str {
        &self.0[rng.usize(..self.0.len())]
    }

    /// Any item, the first ones much more often: how names are spread among people.
    pub(super) fn frequent(&self, rng: &mut Rng) -> &str {
        let skewed = rng.f64().powf(1.7);
        &self.0[(skewed * self.0.len() as f64) as usize]
    }
}

/// True with a probability of `share`, from 0 to 1.
pub(super) fn happens(rng: &mut Rng, share: f64) -> bool {
    rng.f64() < share
}

/// One of `items`, each as often as the others.
pub(super) fn any<T: Copy>(rng: &mut Rng, items: &[T]) -> T {
    items[rng.usize(..items.len())]
}

/// Makes ids laid out as MongoDB's: the moment, the maker, a counter. `KIND` keeps those of different
/// collections apart, so that an id may also serve as the id of the operation that created its document.
pub(super) struct IdMaker<const KIND: u8> {
    seed: u64,
    made: u32,
}

impl<const KIND: u8> IdMaker<KIND> {
    pub(super) fn new(seed: u64) -> Self {
        Self { seed, made: 0 }
    }

    /// The bytes of the next id, for a document created `at`.
    pub(super) fn next(&mut self, at: DateTime<Utc>) -> [u8; 12] {
        self.made += 1;
        let seconds = at.timestamp() as u32;
        let mut bytes = [0; 12];
        bytes[..4].copy_from_slice(&seconds.to_be_bytes());
        bytes[4..7].copy_from_slice(&self.seed.to_be_bytes()[5..]);
        bytes[7] = KIND;
        bytes[8..].copy_from_slice(&self.made.to_be_bytes());
        bytes
    }
}
