//! Somebody who follows a base, and what they were told.

use std::collections::HashSet;
use std::time::Duration;

use futures::StreamExt as _;
use futures::stream::BoxStream;
use medigest_application::ports::{Area, ChangeFeed, FeedEvent};
use tokio::sync::watch;
use tokio::time::timeout;

/// How long a test waits for an event: longer than any feed needs.
const PATIENCE: Duration = Duration::from_secs(20);

/// A document that changed.
pub type Told = (Area, String);

/// A follower who looks at the screen.
pub struct Follower {
    feed: BoxStream<'static, FeedEvent>,
    /// Whether they look.
    pub watched: watch::Sender<bool>,
}

impl Follower {
    /// Follows from now on: what is written after this returned is told.
    pub async fn of(feed: &(impl ChangeFeed + ?Sized)) -> Self {
        let (watched, seen) = watch::channel(true);
        let mut follower = Self {
            feed: feed.changes(seen),
            watched,
        };
        assert_eq!(follower.next().await, FeedEvent::Missed, "the beginning");
        follower
    }

    /// The next event.
    pub async fn next(&mut self) -> FeedEvent {
        let event = timeout(PATIENCE, self.feed.next()).await;
        event.expect("an event in time").expect("an endless feed")
    }

    /// Waits until each of these was told since the last call; everything that was told meanwhile.
    pub async fn hears(&mut self, wanted: &[Told]) -> HashSet<Told> {
        let mut told = HashSet::new();
        while !wanted.iter().all(|document| told.contains(document)) {
            match self.next().await {
                FeedEvent::Changed(documents) => {
                    told.extend(
                        documents
                            .into_iter()
                            .map(|changed| (changed.area, changed.id)),
                    );
                }
                other => panic!("{other:?} instead of {wanted:?}"),
            }
        }
        told
    }

    /// Waits until something of `area` was told.
    pub async fn hears_of(&mut self, area: Area) {
        loop {
            match self.next().await {
                FeedEvent::Changed(told) if told.iter().any(|told| told.area == area) => return,
                FeedEvent::Changed(_) => {}
                other => panic!("{other:?} instead of {area:?}"),
            }
        }
    }
}
