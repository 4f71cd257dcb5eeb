//! A log that two devices wrote, who verifies it, and what was found.

use std::sync::Arc;

use chrono::Duration;
use medigest_application::ports::Store;
use medigest_application::{Actor, Practice, Verification};
use medigest_domain::chain::{Entry, Finding, Head, Link};
use medigest_domain::role::Role;
use medigest_domain::trace::AuditAction;
use medigest_sample::builders::{
    CountingIds, FixedClock, TraceBuilder, UserBuilder, ZONE, id, keyring, now,
};
use medigest_store::documents::LogDocument;

use super::hand::Hand;
use crate::log;

/// The devices' chains.
pub const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaa";
pub const B: &str = "bbbbbbbbbbbbbbbbbbbbbbbb";
/// Entries of each. At 33, the last time it looks, b sees the 33rd of a.
pub const EACH: u64 = 40;

/// A log that two devices wrote.
pub struct Scene<'a> {
    pub hand: &'a dyn Hand,
}

impl<'a> Scene<'a> {
    /// Both devices write in turn.
    pub async fn on(hand: &'a dyn Hand) -> Self {
        let (a, b) = (hand.device(A).await, hand.device(B).await);
        for number in 0..EACH {
            for (device, store) in [(1, &a), (2, &b)] {
                let at = now() + Duration::minutes(number.cast_signed());
                let trace = TraceBuilder::new(id(number * 10 + device)).with_at(at);
                store.append(&trace.build()).await.unwrap();
            }
        }
        Self { hand }
    }

    /// What the administrator is told at a third device, opened after the tampering.
    pub async fn findings(&self) -> Vec<Finding> {
        self.findings_having_seen(&[]).await
    }

    /// As [`Self::findings`], where the device kept these places.
    pub async fn findings_having_seen(&self, seen: &[Head]) -> Vec<Finding> {
        let (practice, admin) = self.office().await;
        let wish = Verification {
            seen,
            progress: &|_, _| {},
        };
        let verified = practice.verify_log(&admin, wish).await.unwrap();
        assert!(!verified.stopped);
        verified.report.findings()
    }

    /// An administrator's device.
    pub async fn office(&self) -> (Practice, Actor) {
        self.office_after(40).await
    }

    /// The same, days after the entries.
    pub async fn office_after(&self, days: i64) -> (Practice, Actor) {
        let store: Arc<dyn Store> = self.hand.device("cccccccccccccccccccccccc").await;
        let admin = UserBuilder::new().with_role(Role::Administrator).build();
        if store.user(admin.id).await.unwrap().is_none() {
            let at = now() + Duration::minutes(EACH.cast_signed());
            let trace = TraceBuilder::new(id(9_000))
                .with_action(AuditAction::CreateUser)
                .with_at(at);
            store.create_user(&admin, &trace.build()).await.unwrap();
        }
        let clock = Arc::new(FixedClock::at(now() + Duration::days(days)));
        let ids = Arc::new(CountingIds::starting_at(10_000));
        let opening = Practice::open(store, clock, ids, "bureau".to_owned(), ZONE);
        (opening.await.unwrap(), Actor::of(&admin, keyring()))
    }

    /// The entry at a place, as stored.
    pub async fn entry(&self, chain: &str, place: u64) -> Entry {
        let entries = log::chain(self.hand.device(A).await.as_ref(), chain).await;
        let is_it = |entry: &Entry| entry.link.as_ref().unwrap().place == place;
        entries.into_iter().find(is_it).unwrap()
    }

    /// Puts `entry` in the place of the one that has its place.
    pub async fn replace(&self, entry: &Entry) {
        let link = entry.link.as_ref().unwrap();
        self.hand.remove(&link.chain, link.place, link.place).await;
        self.hand.put(&LogDocument::from(entry)).await;
    }

    /// Writes the chain anew from a place on, after changing the entry there.
    pub async fn write_anew(&self, chain: &str, from: u64, change: impl FnOnce(&mut Entry)) {
        let mut last = self.entry(chain, from - 1).await.link.unwrap().head();
        let mut first = self.entry(chain, from).await;
        change(&mut first);
        let rest = log::chain(self.hand.device(A).await.as_ref(), chain).await;
        let rest = rest
            .into_iter()
            .filter(|entry| entry.link.as_ref().unwrap().place > from);
        for mut entry in std::iter::once(first).chain(rest) {
            let witnessed = entry.link.unwrap().witnessed;
            let link = Link::after(Some(&last), chain, witnessed, &entry.content);
            last = link.head();
            entry.link = Some(link);
            self.replace(&entry).await;
        }
    }
}

pub fn edited(chain: &str, place: u64) -> Finding {
    Finding::Edited {
        chain: chain.to_owned(),
        place,
    }
}

pub fn unlinked(chain: &str, place: u64) -> Finding {
    Finding::Unlinked {
        chain: chain.to_owned(),
        place,
    }
}

pub fn doubled(chain: &str, place: u64) -> Finding {
    Finding::Doubled {
        chain: chain.to_owned(),
        place,
    }
}

pub fn missing(chain: &str, from: u64, to: u64) -> Finding {
    Finding::Missing {
        chain: chain.to_owned(),
        from,
        to,
    }
}

pub fn cut(chain: &str, place: u64, seen_by: &str) -> Finding {
    Finding::Cut {
        chain: chain.to_owned(),
        place,
        seen_by: seen_by.to_owned(),
    }
}
