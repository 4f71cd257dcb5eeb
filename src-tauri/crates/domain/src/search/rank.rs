//! What a match costs, and the few best matches: the cheapest come first.

use std::collections::BinaryHeap;
use std::ops::Add;

use super::phone::Fit;
use super::record::Alphabetical;
use super::{Hit, Quality};

/// The shortcomings of a match, counted by kind in one number: one of a graver kind outweighs all of the lesser ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost(u64);

impl Cost {
    pub(super) const NONE: Self = Self(0);
    /// A word that was asked for is not there.
    pub(super) const MISSING: Self = Self(1 << 50);
    /// A typing error; a word that is only similar counts as two.
    pub(super) const ERROR: Self = Self(1 << 44);
    /// An unfinished word or number.
    pub(super) const UNFINISHED: Self = Self(1 << 38);
    /// One thousandth of Jaro-Winkler distance.
    pub(super) const UNLIKE: Self = Self(1 << 22);
    /// Words written together or apart, or a particle too many.
    pub(super) const LOOSE: Self = Self(1 << 16);
    /// A word of the name that was not asked for.
    pub(super) const UNASKED: Self = Self(1 << 10);
    /// A particle of the name that was not asked for.
    pub(super) const UNASKED_PARTICLE: Self = Self(1 << 4);
    /// The first word typed is a first name; last names are more often typed first.
    pub(super) const FIRST_NAME_FIRST: Self = Self(1);

    pub(super) fn times(self, count: u32) -> Self {
        Self(self.0 * u64::from(count))
    }

    pub(super) fn quality(self) -> Quality {
        match self {
            _ if self < Self::UNFINISHED => Quality::Exact,
            _ if self < Self::ERROR => Quality::Prefix,
            _ if self < Self::ERROR.times(2) => Quality::OneError,
            _ => Quality::Distant,
        }
    }
}

impl Add for Cost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl From<Fit> for Cost {
    fn from(fit: Fit) -> Self {
        match fit {
            Fit::Whole => Self::NONE,
            Fit::Part => Self::UNFINISHED,
            Fit::OneError => Self::ERROR,
        }
    }
}

/// A match with its place in the results: cheapest first, then by name, then by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ranked<K> {
    pub(super) cost: Cost,
    pub(super) alphabetical: Alphabetical,
    pub(super) key: K,
}

/// The best matches met so far, at most `limit`.
#[derive(Debug)]
pub(super) struct Best<K> {
    limit: usize,
    worst_first: BinaryHeap<Ranked<K>>,
}

impl<K: Copy + Ord> Best<K> {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            worst_first: BinaryHeap::new(),
        }
    }

    pub(super) fn offer(&mut self, candidate: Ranked<K>) {
        if self.worst_first.len() < self.limit {
            self.worst_first.push(candidate);
        } else if let Some(mut worst) = self.worst_first.peek_mut()
            && candidate < *worst
        {
            *worst = candidate;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.worst_first.is_empty()
    }

    /// Whether nothing of this cost or more can still enter.
    pub(super) fn is_closed_to(&self, cost: Cost) -> bool {
        self.worst_first.len() >= self.limit
            && self
                .worst_first
                .peek()
                .is_none_or(|worst| worst.cost < cost)
    }

    pub(super) fn into_ranked(self) -> Vec<Ranked<K>> {
        self.worst_first.into_sorted_vec()
    }
}

impl<K> From<Ranked<K>> for Hit<K> {
    fn from(ranked: Ranked<K>) -> Self {
        Self {
            key: ranked.key,
            quality: ranked.cost.quality(),
        }
    }
}
