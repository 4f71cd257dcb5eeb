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
use crate::mongo::call::{Failure, call_within};
use crate::mongo::dated;

/// Time between two questions while somebody looks at the screen (spec §6).
const WATCHED: Duration = Duration::from_secs(2);
/// Time between two questions while nobody does.
const IN_BACKGROUND: Duration = Duration::from_secs(10);
/// How long the server may take to say what time it is, which is how a dead one is noticed.
const GREETING: Duration = Duration::from_millis(1_500);
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

/// The changes of one database.
pub(super) struct Polling {
    database: Database,
    watched: watch::Receiver<bool>,
    last: Option<Answer>,
    /// When the last answer came; none when the next question cannot wait.
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
    async fn ask(&self) -> Result<Answer, Failure> {
        let greeting = self.database.run_command(doc! { "hello": 1 });
        let hello = call_within(GREETING, greeting).await?;
        let at = hello.get_datetime("localTime");
        let at = *at.map_err(|_| Failure::refused("no time"))?;
        call_within(PATIENCE, self.written_until(at)).await
    }

    /// What was written since the last answer, asked when the server's clock showed `at`.
    async fn written_until(&self, at: DateTime) -> mongodb::error::Result<Answer> {
        let since = self.last.as_ref().map_or(at, |last| last.at);
        let since = DateTime::from_millis(since.timestamp_millis() - OVERLAP);
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
}

impl Source for Polling {
    async fn next(&mut self) -> Result<News, Silent> {
        self.turn().await;
        // Only a good answer starts the next pause.
        self.answered = None;
        match self.ask().await {
            Ok(answer) => {
                self.answered = Some(Instant::now());
                let news = answer.news_since(self.last.as_ref());
                self.last = Some(answer);
                Ok(news)
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
    /// The server's clock when it was asked.
    at: DateTime,
    /// What was written since the question before, and in the overlap.
    named: HashSet<Written>,
    /// There was no more than was asked for.
    is_all: bool,
}

impl Answer {
    /// What this says that the one before did not.
    fn news_since(&self, before: Option<&Self>) -> News {
        // A clock that was put back dates new writes before old ones.
        let Some(before) = before.filter(|before| self.is_all && before.at <= self.at) else {
            return News::Missed;
        };
        // Of what was written while the server was being asked, the same date may since mean another write.
        let is_old = |written: &Written| written.at < before.at && before.named.contains(written);
        let new = self.named.iter().filter(|written| !is_old(written));
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

#[derive(Deserialize)]
struct Dated {
    #[serde(rename = "_id")]
    id: Bson,
    maj: DateTime,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(at: i64, written: &[(&str, i64)]) -> Answer {
        let named = written.iter().map(|(id, at)| Written {
            area: Area::Appointments,
            id: (*id).to_owned(),
            at: DateTime::from_millis(*at),
        });
        Answer {
            at: DateTime::from_millis(at),
            named: named.collect(),
            is_all: true,
        }
    }

    /// The ids that `now` tells after `before`, in order; none when something may have been missed.
    fn told(before: &Answer, now: &Answer) -> Option<Vec<String>> {
        match now.news_since(Some(before)) {
            News::None => Some(vec![]),
            News::Changed(changed) => {
                let mut ids: Vec<_> = changed.into_iter().map(|changed| changed.id).collect();
                ids.sort();
                Some(ids)
            }
            News::Missed => None,
        }
    }

    #[test]
    fn the_first_answer_tells_that_everything_is_to_be_read() {
        let first = answer(10_000, &[("a", 9_000)]);
        assert!(matches!(first.news_since(None), News::Missed));
    }

    #[test]
    fn a_write_that_is_named_again_is_told_once() {
        let before = answer(10_000, &[("a", 9_000), ("b", 8_000)]);
        let now = answer(12_000, &[("a", 9_000), ("c", 11_000)]);
        assert_eq!(told(&before, &now).unwrap(), ["c"]);
        assert_eq!(
            told(&now, &answer(14_000, &[("c", 11_000)])).unwrap().len(),
            0
        );
    }

    #[test]
    fn a_document_that_is_written_again_is_told_again() {
        let before = answer(10_000, &[("a", 9_000)]);
        assert_eq!(
            told(&before, &answer(12_000, &[("a", 9_001)])).unwrap(),
            ["a"]
        );
    }

    #[test]
    fn a_write_that_became_visible_late_is_told() {
        let before = answer(10_000, &[]);
        assert_eq!(
            told(&before, &answer(12_000, &[("a", 6_000)])).unwrap(),
            ["a"]
        );
    }

    #[test]
    fn a_date_as_late_as_the_question_may_mean_another_write_the_next_time() {
        let before = answer(10_000, &[("a", 10_000), ("b", 9_999)]);
        let now = answer(12_000, &[("a", 10_000), ("b", 9_999)]);
        assert_eq!(told(&before, &now).unwrap(), ["a"]);
    }

    #[test]
    fn a_clock_that_was_put_back_may_hide_something() {
        assert_eq!(told(&answer(10_000, &[]), &answer(9_000, &[])), None);
    }

    #[test]
    fn more_than_was_asked_for_may_hide_something() {
        let mut now = answer(12_000, &[("a", 11_000)]);
        now.is_all = false;
        assert_eq!(told(&answer(10_000, &[]), &now), None);
    }
}
