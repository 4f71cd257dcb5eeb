//! Changes, as they are made.

use futures::stream::{self, BoxStream, StreamExt as _};
use medigest_application::ports::{ChangeFeed, FeedEvent, FeedMode};
use tokio::sync::watch;

use super::MemoryStore;

impl ChangeFeed for MemoryStore {
    fn feed_mode(&self) -> FeedMode {
        FeedMode::Local
    }

    fn changes(&self, _watched: watch::Receiver<bool>) -> BoxStream<'static, FeedEvent> {
        let told = self.news.follow();
        stream::once(async { FeedEvent::Missed })
            .chain(told)
            .boxed()
    }
}
