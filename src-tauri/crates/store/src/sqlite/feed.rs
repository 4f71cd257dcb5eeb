//! Changes made by this process, told after each commit; those of another process on the same file are noticed
//! within a second, though not which they are.
//!
//! Temporary triggers of the writing connection note what a transaction writes, so that no statement can forget to.

use std::time::Duration;

use futures::stream::{self, BoxStream, Stream, StreamExt as _};
use medigest_application::ports::{ChangeFeed, Changed, FeedEvent, FeedMode};
use rusqlite::Connection;
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use super::SqliteStore;
use super::connection::Connections;
use super::error::Work;
use crate::feed::{FOLLOWED, area};

/// How often the file is looked at for writes of other processes.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Documents of one transaction that are named; of more, as when a base is filled, it is said that they are many.
const MOST: u32 = 200;

impl ChangeFeed for SqliteStore {
    fn feed_mode(&self) -> FeedMode {
        FeedMode::Local
    }

    fn changes(&self, _watched: watch::Receiver<bool>) -> BoxStream<'static, FeedEvent> {
        let here = self.connections.news.follow();
        stream::select(here, elsewhere(self.connections.clone())).boxed()
    }
}

/// Prepares a connection to note what it writes.
pub(super) fn note_writes(writer: &Connection) -> rusqlite::Result<()> {
    // In memory, and undone with the transaction that wrote it.
    writer.pragma_update(None, "temp_store", "MEMORY")?;
    writer.execute_batch(
        "CREATE TEMP TABLE written (
             collection TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (collection, id)
         ) STRICT, WITHOUT ROWID;",
    )?;
    for (collection, _) in FOLLOWED {
        for (event, row) in [("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")] {
            writer.execute_batch(&format!(
                "CREATE TEMP TRIGGER {collection}_{event} AFTER {event} ON main.{collection} BEGIN
                     INSERT OR IGNORE INTO written VALUES ('{collection}', {row}.id);
                 END;"
            ))?;
        }
    }
    Ok(())
}

/// What the transaction under way has written so far; none if it has written nothing. Forgets it.
pub(super) fn written(writer: &Connection) -> Work<Option<FeedEvent>> {
    let mut select = writer.prepare_cached("SELECT collection, id FROM written LIMIT ?1")?;
    let rows: Vec<(String, String)> = select
        .query_map([MOST + 1], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    if rows.is_empty() {
        return Ok(None);
    }
    writer.prepare_cached("DELETE FROM written")?.execute([])?;
    if rows.len() > MOST as usize {
        return Ok(Some(FeedEvent::Missed));
    }
    let changed = rows.into_iter().filter_map(|(collection, id)| {
        let area = area(&collection)?;
        Some(Changed { area, id })
    });
    Ok(Some(FeedEvent::Changed(changed.collect())))
}

/// Says when the file is followed, and whenever another connection than the writer changed it.
fn elsewhere(connections: Connections) -> impl Stream<Item = FeedEvent> + Send + 'static {
    let mut look = interval(LOOK_EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    stream::unfold((look, None), move |(mut look, seen)| {
        let connections = connections.clone();
        async move {
            loop {
                look.tick().await;
                // A file that cannot be read just now is looked at again.
                let version = connections.foreign_version().await.ok();
                if version.is_some() && version != seen {
                    return Some((FeedEvent::Missed, (look, version)));
                }
            }
        }
    })
}
