//! A standalone has no change streams: it is asked again and again for what was written since it was last asked.
//!
//! Every write carries the server's time (`maj`), and so does every question; the device's clock
//! plays no part. A write is visible a little after its time was taken, so each question looks back further than
//! the last one, and what was told before is left out.

use std::collections::HashSet;
use std::time::Duration;

use bson::{Bson, DateTime, doc};
use futures::TryStreamExt as _;
use medigest_application::ports::{Area, Changed};
use mongodb::Database;
use serde::Deserialize;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use super::{News, PATIENCE, Silent, Source, id_text};
use crate::feed::FOLLOWED;
use crate::mongo::call::call_within;
use crate::mongo::dated;

/// Time between two questions while somebody looks at the screen (spec §6).
const WATCHED: Duration = Duration::from_secs(2);
/// Time between two questions while nobody does.
const IN_BACKGROUND: Duration = Duration::from_secs(10);
/// How far a question looks back before the last one, in milliseconds: longer than a write takes.
const OVERLAP: i64 = 5_000;
/// Changes of one kind a question asks for. Where there are more, reading everything again is less work.
const MOST: i64 = 500;

/// One state of one document.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Written {
    area: Area,
    id: String,
    at: DateTime,
}

/// What the server answered last.
struct Answered {
    /// Its clock when it was asked.
    at: DateTime,
    /// What it named then, of the time that the next question looks back to.
    named: HashSet<Written>,
}

/// The changes of one database.
pub(super) struct Polling {
    database: Database,
    watched: watch::Receiver<bool>,
    last: Option<Answered>,
    /// When the last good answer came; none when the next question cannot wait.
    answered: Option<Instant>,
}

impl Polling {
    pub(super) fn of(database: Database, watched: watch::Receiver<bool>) -> Self {
        Self {
            database,
            watched,
            last: None,
            answered: None,
        }
    }

    /// Waits until it is time to ask again: at once when somebody begins to look.
    async fn turn(&mut self) {
        let Some(answered) = self.answered else {
            return;
        };
        let mut is_watched = *self.watched.borrow_and_update();
        loop {
            let pause = if is_watched { WATCHED } else { IN_BACKGROUND };
            tokio::select! {
                () = sleep_until(answered + pause) => return,
                Ok(()) = self.watched.changed() => {
                    let before = is_watched;
                    is_watched = *self.watched.borrow_and_update();
                    if is_watched && !before {
                        return;
                    }
                }
            }
        }
    }

    /// Asks what was written since the last answer, and in the time before it that the overlap covers.
    async fn ask(&self) -> mongodb::error::Result<Answer> {
        let hello = self.database.run_command(doc! { "hello": 1 }).await?;
        let at = hello
            .get_datetime("localTime")
            .map_or(DateTime::MIN, |time| *time);
        let since = self.last.as_ref().map_or(at, |last| last.at);
        let since = DateTime::from_millis(since.timestamp_millis().saturating_sub(OVERLAP));
        let mut answer = Answer {
            at,
            named: HashSet::new(),
            is_all: true,
        };
        for (collection, area) in FOLLOWED {
            let found: Vec<Dated> = self
                .database
                .collection(collection)
                .find(doc! { dated::FIELD: { "$gte": since } })
                .projection(doc! { dated::FIELD: 1 })
                .limit(MOST)
                .await?
                .try_collect()
                .await?;
            answer.is_all &= i64::try_from(found.len()).is_ok_and(|count| count < MOST);
            answer.named.extend(found.into_iter().map(|found| Written {
                area,
                id: id_text(&found.id),
                at: found.maj,
            }));
        }
        Ok(answer)
    }

    /// What an answer says that the one before did not.
    fn learn(&mut self, answer: Answer) -> News {
        let Answer { at, named, is_all } = answer;
        let last = self.last.replace(Answered { at, named });
        let (Some(last), Some(now)) = (last, &self.last) else {
            return News::Missed;
        };
        // A clock that was put back dates new writes before old ones.
        if !is_all || now.at < last.at {
            return News::Missed;
        }
        let new = now.named.difference(&last.named);
        let changed: Vec<_> = new
            .map(|written| Changed {
                area: written.area,
                id: written.id.clone(),
            })
            .collect();
        if changed.is_empty() {
            News::None
        } else {
            News::Changed(changed)
        }
    }
}

impl Source for Polling {
    async fn next(&mut self) -> Result<News, Silent> {
        self.turn().await;
        // Only a good answer starts the next pause.
        self.answered = None;
        match call_within(PATIENCE, self.ask()).await {
            Ok(answer) => {
                self.answered = Some(Instant::now());
                Ok(self.learn(answer))
            }
            Err(failure) => {
                tracing::debug!(?failure, "the server was asked for changes");
                Err(Silent)
            }
        }
    }
}

/// What one question brought.
struct Answer {
    at: DateTime,
    named: HashSet<Written>,
    /// There was no more than was asked for.
    is_all: bool,
}

#[derive(Deserialize)]
struct Dated {
    #[serde(rename = "_id")]
    id: Bson,
    maj: DateTime,
}
