//! Names as a practice in France reads them: where a family comes from, and which first names its time chose.

mod first_names;
mod surnames;

use fastrand::Rng;

use self::first_names::FirstNames;
use self::surnames::{ORIGINS, Origin};
use super::chance::{Pool, happens};

/// As the first digit of a social security number knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    Female,
    Male,
}

/// The index of an origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OriginId(usize);

/// Every list, ready to draw from.
pub(super) struct Names {
    origins: Vec<OriginPools>,
    french: FirstNames,
}

struct OriginPools {
    origin: &'static Origin,
    surnames: Pool,
    beginnings: Pool,
    endings: Pool,
    women: Pool,
    men: Pool,
}

impl Names {
    pub(super) fn new() -> Self {
        let pools = |origin: &'static Origin| OriginPools {
            origin,
            surnames: Pool::of(origin.surnames),
            beginnings: Pool::of(origin.beginnings),
            endings: Pool::of(origin.endings),
            women: Pool::of(origin.women),
            men: Pool::of(origin.men),
        };
        Self {
            origins: ORIGINS.iter().map(pools).collect(),
            french: FirstNames::new(),
        }
    }

    /// Where a family comes from, as often as in France.
    pub(super) fn origin(&self, rng: &mut Rng) -> OriginId {
        let total: u32 = ORIGINS.iter().map(|origin| origin.per_mille).sum();
        let mut drawn = rng.u32(..total);
        let chosen = ORIGINS.iter().position(|origin| {
            let here = drawn < origin.per_mille;
            drawn = drawn.saturating_sub(origin.per_mille);
            here
        });
        OriginId(chosen.unwrap_or(0))
    }

    /// A family's name; one in twenty-five is a double one.
    pub(super) fn surname(&self, origin: OriginId, rng: &mut Rng) -> String {
        let name = self.single_surname(origin, rng);
        if happens(rng, 0.04) {
            let other = self.single_surname(OriginId(0), rng);
            return format!("{name}-{other}");
        }
        name
    }

    fn single_surname(&self, origin: OriginId, rng: &mut Rng) -> String {
        let pools = &self.origins[origin.0];
        if happens(rng, pools.origin.rare) {
            let beginning = pools.beginnings.any(rng);
            return format!("{beginning}{}", pools.endings.any(rng));
        }
        pools.surnames.frequent(rng).to_owned()
    }

    /// The first name a child born in `year` was given.
    pub(super) fn first_name(
        &self,
        origin: OriginId,
        sex: Sex,
        year: i32,
        rng: &mut Rng,
    ) -> String {
        let pools = &self.origins[origin.0];
        if happens(rng, pools.origin.french_first_names) {
            return self.french.pick(sex, year, rng);
        }
        let own = match sex {
            Sex::Female => &pools.women,
            Sex::Male => &pools.men,
        };
        own.frequent(rng).to_owned()
    }
}
