//! A change stream for as long as the server allows one, then asking it again and again.
//!
//! An account may lack the right, and some servers that speak MongoDB's protocol have no change streams at all.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mongodb::Database;
use tokio::sync::watch;

use super::polling::Polling;
use super::stream::{Broken, Streaming};
use super::{News, Silent, Source};

/// The changes of one database, in the best way that is allowed.
pub(super) struct StreamOrAsk {
    streaming: Streaming,
    /// Once the stream was refused.
    polling: Option<Polling>,
    database: Database,
    watched: watch::Receiver<bool>,
    /// Tells everybody who uses this connection.
    refused: Arc<AtomicBool>,
}

impl StreamOrAsk {
    pub(super) fn on(
        database: Database,
        watched: watch::Receiver<bool>,
        refused: Arc<AtomicBool>,
    ) -> Self {
        Self {
            streaming: Streaming::on(database.clone()),
            polling: None,
            database,
            watched,
            refused,
        }
    }
}

impl Source for StreamOrAsk {
    async fn next(&mut self) -> Result<News, Silent> {
        if self.polling.is_none() {
            match self.streaming.next().await {
                Ok(news) => return Ok(news),
                Err(Broken::Silent) => return Err(Silent),
                Err(Broken::Refused) => self.refused.store(true, Ordering::SeqCst),
            }
        }
        let polling = self
            .polling
            .get_or_insert_with(|| Polling::of(self.database.clone(), self.watched.clone()));
        // Its first answer says that anything may have been missed.
        polling.next().await
    }
}
