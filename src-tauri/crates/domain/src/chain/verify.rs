//! Reading the log through, chain by chain, and saying what does not fit.

use std::collections::HashMap;

use super::{Content, Head, Link, Seal};

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The entry is not the one that was sealed: a field or the seal was changed.
    Edited {
        /// Where.
        chain: String,
        /// Where.
        place: u64,
    },
    /// The entry does not follow the one before it: something was put in its place, or moved.
    Unlinked {
        /// Where.
        chain: String,
        /// Where.
        place: u64,
    },
    /// Entries are missing.
    Missing {
        /// Where.
        chain: String,
        /// The first one.
        from: u64,
        /// The last one.
        to: u64,
    },
    /// Two entries claim the same place.
    Doubled {
        /// Where.
        chain: String,
        /// Where.
        place: u64,
    },
    /// Another chain saw an entry here that is not there any more.
    Cut {
        /// The chain that was cut.
        chain: String,
        /// The last place that was seen.
        place: u64,
        /// The chain that saw it.
        seen_by: String,
    },
    /// Another chain saw a different entry here: the chain was rewritten.
    Rewritten {
        /// The chain that was rewritten.
        chain: String,
        /// Where.
        place: u64,
        /// The chain that saw it.
        seen_by: String,
    },
    /// An entry without a link, later than the first linked one: it was not written by this program.
    Inserted {
        /// The operation it names.
        op_id: String,
    },
}

/// A finding, with the moment it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What does not fit.
    pub finding: Finding,
    /// When the entry there says it was written, in milliseconds since 1970: of missing entries the one after them,
    /// of a chain that was cut the last one that is left, none if nothing is.
    pub at: Option<i64>,
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The last place of each chain, by its name.
    pub heads: Vec<Head>,
    /// Entries read.
    pub entries: u64,
    /// Entries without a link: of a time before the chains, or inserted.
    pub unlinked: u64,
    /// What does not fit.
    pub found: Vec<Found>,
}

impl Report {
    /// What does not fit, without the moments.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let findings = self.found.iter().map(|found| &found.finding);
        findings.cloned().collect()
    }
}

/// Takes the entries of the log, chain by chain and within a chain by place, and reports at the end.
#[derive(Debug, Default)]
pub struct Verifier {
    chains: HashMap<String, Chain>,
    believed: Option<HashMap<String, u64>>,
    witnessed: Vec<(String, Head)>,
    unlinked: Vec<(i64, String)>,
    first_linked: Option<i64>,
    entries: u64,
    found: Vec<Found>,
}

/// What was read of a chain.
#[derive(Debug)]
struct Chain {
    /// Before the first entry that is still there: the rest was archived.
    begins_after: u64,
    /// Its entries in order. Only those that are there: a forged place may be any number.
    read: Vec<Read>,
}

/// What is kept of an entry that was read.
#[derive(Debug, Clone, Copy)]
struct Read {
    place: u64,
    seal: Seal,
    /// None when it was archived.
    at: Option<i64>,
}

impl Chain {
    fn last_place(&self) -> u64 {
        self.read
            .last()
            .map_or(self.begins_after, |last| last.place)
    }

    /// What stands at `place`; none when it is missing or was archived.
    fn at(&self, place: u64) -> Option<Read> {
        let found = self.read.binary_search_by_key(&place, |read| read.place);
        Some(self.read[found.ok()?])
    }

    fn last_seal(&self) -> Option<Seal> {
        self.read.last().map(|last| last.seal)
    }
}

impl Verifier {
    /// A verifier of a log whose older entries were archived up to these places, both included.
    #[must_use]
    pub fn after(archived: &[Head]) -> Self {
        let chains = archived.iter().map(|head| {
            let chain = Chain {
                begins_after: head.place.saturating_sub(1),
                read: vec![Read {
                    place: head.place,
                    seal: head.seal,
                    at: None,
                }],
            };
            (head.chain.clone(), chain)
        });
        Self {
            chains: chains.collect(),
            ..Self::default()
        }
    }

    /// Believes what entries saw of other chains only up to these places, both included: what later ones saw may
    /// have been written after its own chain was read through. Without this, everything is believed.
    #[must_use]
    pub fn believing(mut self, until: &[Head]) -> Self {
        let places = until.iter().map(|head| (head.chain.clone(), head.place));
        self.believed = Some(places.collect());
        self
    }

    /// Takes the next entry of a chain.
    pub fn linked(&mut self, link: &Link, content: &Content) {
        self.entries += 1;
        let at = content.timestamp;
        self.first_linked = Some(self.first_linked.map_or(at, |first| first.min(at)));
        let (chain, place) = (&link.chain, link.place);
        let found = &mut self.found;
        let mut note = |finding| {
            let at = Some(at);
            found.push(Found { finding, at });
        };
        if !link.seals(content) {
            note(Finding::Edited {
                chain: chain.clone(),
                place,
            });
        }
        let known = self.chains.entry(chain.clone()).or_insert(Chain {
            begins_after: 0,
            read: Vec::new(),
        });
        let last = known.last_place();
        if place <= last {
            note(Finding::Doubled {
                chain: chain.clone(),
                place,
            });
            return;
        }
        if place - 1 > last {
            note(Finding::Missing {
                chain: chain.clone(),
                from: last + 1,
                to: place - 1,
            });
        } else if link.previous != known.last_seal().unwrap_or(Seal::NONE) {
            note(Finding::Unlinked {
                chain: chain.clone(),
                place,
            });
        }
        known.read.push(Read {
            place,
            seal: link.seal,
            at: Some(at),
        });
        let believed = self.believed.as_ref();
        if believed.is_none_or(|until| until.get(chain).is_some_and(|last| place <= *last)) {
            let seen = link.witnessed.iter();
            self.witnessed
                .extend(seen.map(|head| (chain.clone(), head.clone())));
        }
    }

    /// Takes an entry without a link.
    pub fn unlinked(&mut self, content: &Content) {
        self.entries += 1;
        self.unlinked
            .push((content.timestamp, content.op_id.clone()));
    }

    /// Takes a place that was seen outside the log: by this device, or in an archive.
    pub fn seen(&mut self, by: &str, head: Head) {
        self.witnessed.push((by.to_owned(), head));
    }

    /// What was found.
    #[must_use]
    pub fn report(mut self) -> Report {
        self.compare_witnesses();
        let first = self.first_linked.unwrap_or(i64::MAX);
        let inserted = self.unlinked.iter().filter(|(at, _)| *at > first);
        self.found.extend(inserted.map(|(at, op_id)| Found {
            finding: Finding::Inserted {
                op_id: op_id.clone(),
            },
            at: Some(*at),
        }));
        let mut heads: Vec<Head> = self
            .chains
            .iter()
            .filter_map(|(chain, known)| {
                Some(Head {
                    chain: chain.clone(),
                    place: known.last_place(),
                    seal: known.last_seal()?,
                })
            })
            .collect();
        heads.sort_by(|a, b| a.chain.cmp(&b.chain));
        Report {
            heads,
            entries: self.entries,
            unlinked: self.unlinked.len() as u64,
            found: self.found,
        }
    }

    /// What was seen of a chain must still be there: each contradiction is reported once, the last place of a
    /// cut only.
    fn compare_witnesses(&mut self) {
        let mut cuts: HashMap<String, (u64, String)> = HashMap::new();
        let mut rewritten: HashMap<(String, u64), (Option<i64>, String)> = HashMap::new();
        for (seen_by, head) in &self.witnessed {
            let known = self.chains.get(&head.chain);
            let last = known.map_or(0, Chain::last_place);
            if head.place > last {
                let cut = cuts.entry(head.chain.clone()).or_default();
                if head.place > cut.0 {
                    *cut = (head.place, seen_by.clone());
                }
            } else if let Some(there) = known.and_then(|known| known.at(head.place))
                && there.seal != head.seal
            {
                rewritten
                    .entry((head.chain.clone(), head.place))
                    .or_insert_with(|| (there.at, seen_by.clone()));
            }
        }
        let cuts = cuts.into_iter().map(|(chain, (place, seen_by))| Found {
            at: self
                .chains
                .get(&chain)
                .and_then(|known| known.read.last()?.at),
            finding: Finding::Cut {
                chain,
                place,
                seen_by,
            },
        });
        let rewritten = rewritten
            .into_iter()
            .map(|((chain, place), (at, seen_by))| Found {
                at,
                finding: Finding::Rewritten {
                    chain,
                    place,
                    seen_by,
                },
            });
        let mut contradictions: Vec<_> = cuts.chain(rewritten).collect();
        contradictions.sort_by_key(|found| format!("{:?}", found.finding));
        self.found.extend(contradictions);
    }
}
