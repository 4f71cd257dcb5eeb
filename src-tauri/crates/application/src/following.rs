//! Following the base: what this practice keeps in memory stays fresh by the changes other devices make.

use std::sync::Arc;

use futures::StreamExt as _;
use futures::stream::BoxStream;
use tokio::sync::watch;

use crate::ports::{Area, FeedEvent, FeedMode};
use crate::practice::Practice;

impl Practice {
    /// How changes made elsewhere arrive.
    #[must_use]
    pub fn feed_mode(&self) -> FeedMode {
        self.store.feed_mode()
    }

    /// The changes from now on, as [`ChangeFeed::changes`](crate::ports::ChangeFeed::changes) tells them; by the
    /// time one is told, what is kept here has followed it. To be followed once, for as long as the practice is
    /// open.
    #[must_use]
    pub fn changes(
        self: Arc<Self>,
        watched: watch::Receiver<bool>,
    ) -> BoxStream<'static, FeedEvent> {
        let changes = self.store.changes(watched);
        let heard = changes.then(move |event| {
            let practice = self.clone();
            async move {
                practice.hear(&event).await;
                event
            }
        });
        heard.boxed()
    }

    async fn hear(&self, event: &FeedEvent) {
        self.directory.hear(event, self.feed_mode());
        if concerns(event, Area::Settings)
            && let Err(error) = self.refresh_settings().await
        {
            tracing::warn!(%error, "the settings stay as they were known");
        }
        if self.is_first_start()
            && concerns(event, Area::Users)
            && let Err(error) = self.refresh_first_start().await
        {
            tracing::warn!(%error, "whether the first password holds stays as it was known");
        }
    }
}

/// Whether documents of `area` may have changed.
fn concerns(event: &FeedEvent, area: Area) -> bool {
    match event {
        FeedEvent::Changed(documents) => documents.iter().any(|changed| changed.area == area),
        FeedEvent::Missed => true,
        FeedEvent::Lost | FeedEvent::Restored => false,
    }
}
