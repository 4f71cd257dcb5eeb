//! A replica set tells changes as they happen: one change stream for the whole database.

use std::time::Duration;

use bson::{Bson, Document, doc};
use medigest_application::ports::Changed;
use mongodb::Database;
use mongodb::change_stream::ChangeStream;
use mongodb::change_stream::event::ResumeToken;
use serde::Deserialize;

use super::{News, PATIENCE, id_text};
use crate::feed::{FOLLOWED, area};
use crate::mongo::call::{Failure, call_within};
use crate::mongo::{dated, outbox};

/// How long the server holds an answer back while nothing happens. It then says so, which tells an idle stream
/// from a dead one.
const IDLE: Duration = Duration::from_secs(1);

/// Why the stream has nothing to say.
pub(super) enum Broken {
    /// The server does not answer, or not in time: the next call goes on where the last good one ended.
    Silent,
    /// The server opens no stream for this account.
    Refused,
}

/// The changes of one database.
pub(super) struct Streaming {
    database: Database,
    stream: Option<ChangeStream<Told>>,
    /// Where to go on after a break. None before the first stream, and when the server's history does not reach
    /// back far enough.
    token: Option<ResumeToken>,
}

impl Streaming {
    pub(super) fn on(database: Database) -> Self {
        Self {
            database,
            stream: None,
            token: None,
        }
    }

    /// What is new since the last call, once there is something or enough time has passed to say that there is not.
    pub(super) async fn next(&mut self) -> Result<News, Broken> {
        match self.stream.take() {
            Some(stream) => self.read(stream).await,
            None => self.open().await,
        }
    }

    async fn open(&mut self) -> Result<News, Broken> {
        let watch = self
            .database
            .watch()
            .pipeline(pipeline())
            .max_await_time(IDLE)
            .resume_after(self.token.clone());
        match (call_within(PATIENCE, watch).await, self.token.take()) {
            (Ok(stream), resumed) => {
                let stream = stream.with_type();
                let news = resumed.as_ref().map_or(News::Missed, |_| News::None);
                self.token = stream.resume_token().or(resumed);
                self.stream = Some(stream);
                Ok(news)
            }
            // The token is of no use any more, so the next stream is a new one.
            (Err(refusal @ (Failure::Refused { .. } | Failure::NotAllowed)), Some(_)) => {
                tracing::info!(?refusal, "the server cannot tell what was missed");
                Ok(News::None)
            }
            // One from here on was asked for: this is not about its history.
            (Err(refusal @ (Failure::Refused { .. } | Failure::NotAllowed)), None) => {
                tracing::info!(
                    ?refusal,
                    "the server opens no change stream; it is asked instead"
                );
                Err(Broken::Refused)
            }
            (Err(failure), token) => {
                tracing::debug!(?failure, "no change stream");
                self.token = token;
                Err(Broken::Silent)
            }
        }
    }

    /// Reads the next event. The stream is only kept if the call ended, and well: the driver does not go on with
    /// one that was left in the middle.
    async fn read(&mut self, mut stream: ChangeStream<Told>) -> Result<News, Broken> {
        match call_within(PATIENCE, stream.next_if_any()).await {
            Ok(told) => {
                self.token = stream.resume_token().or(self.token.take());
                let news = told.map_or(Some(News::None), Told::news);
                match news {
                    // The collection or the database itself is gone: what is there now is read anew.
                    None => self.token = None,
                    Some(_) if stream.is_alive() => self.stream = Some(stream),
                    Some(_) => {}
                }
                Ok(news.unwrap_or(News::None))
            }
            // History lost, or an event that cannot be read: a stream from here on, and everything is read again.
            Err(refusal @ (Failure::Refused { .. } | Failure::NotAllowed)) => {
                tracing::info!(?refusal, "the change stream ended");
                self.token = None;
                Ok(News::None)
            }
            Err(failure) => {
                tracing::debug!(?failure, "the change stream broke");
                Err(Broken::Silent)
            }
        }
    }
}

/// Only what is followed, and of that only names: no value of a document goes over the wire.
fn pipeline() -> [Document; 2] {
    let followed: Vec<_> = FOLLOWED.iter().map(|(collection, _)| *collection).collect();
    let updated = doc! { "$objectToArray": "$updateDescription.updatedFields" };
    [
        doc! { "$match": { "$or": [
            { "ns.coll": { "$in": followed } },
            { "operationType": { "$in": ["dropDatabase", "invalidate"] } },
        ] } },
        doc! { "$project": {
            "operationType": 1,
            "ns": 1,
            "documentKey._id": 1,
            "updated": { "$map": { "input": updated, "in": "$$this.k" } },
            "removed": "$updateDescription.removedFields",
            "truncated": "$updateDescription.truncatedArrays.field",
        } },
    ]
}

/// A change as the server tells it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    operation_type: String,
    #[serde(default)]
    ns: Namespace,
    document_key: Option<Key>,
    /// Names of fields, or paths into them such as `slots.3`.
    updated: Option<Vec<String>>,
    removed: Option<Vec<String>>,
    truncated: Option<Vec<String>>,
}

#[derive(Deserialize, Default)]
struct Namespace {
    coll: Option<String>,
}

#[derive(Deserialize)]
struct Key {
    #[serde(rename = "_id")]
    id: Bson,
}

impl Told {
    /// What it says; nothing if it is not about one document.
    fn news(self) -> Option<News> {
        let area = area(self.ns.coll.as_deref()?)?;
        let id = id_text(&self.document_key.as_ref()?.id);
        let is_news = match self.operation_type.as_str() {
            "insert" | "replace" | "delete" => true,
            "update" => self.is_news(),
            _ => return None,
        };
        Some(if is_news {
            News::Changed(vec![Changed { area, id }])
        } else {
            News::None
        })
    }

    /// Whether an update changed anything but what the store keeps for itself: an outbox that was emptied.
    fn is_news(&self) -> bool {
        let lists = [&self.updated, &self.removed, &self.truncated];
        let mut fields = lists.into_iter().flatten().flatten().peekable();
        // An update that names no field is one this program does not understand.
        fields.peek().is_none() || fields.any(|path| !is_bookkeeping(path))
    }
}

fn is_bookkeeping(path: &str) -> bool {
    let field = path.split('.').next().unwrap_or(path);
    [outbox::FIELD, outbox::RECENT, dated::FIELD].contains(&field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news(told: Document) -> Option<News> {
        bson::deserialize_from_document::<Told>(told)
            .unwrap()
            .news()
    }

    fn update(updated: &[&str], removed: &[&str]) -> Document {
        doc! {
            "_id": { "_data": "82" },
            "operationType": "update",
            "ns": { "db": "medigest", "coll": "patients" },
            "documentKey": { "_id": "1" },
            "updated": updated, "removed": removed, "truncated": [],
        }
    }

    #[test]
    fn an_emptied_outbox_is_no_news() {
        for (updated, removed) in [
            (&["maj"][..], &["outbox"][..]),
            (&["outbox.1", "maj"], &[]),
            (&["dernieres_ops", "outbox"], &[]),
        ] {
            let told = news(update(updated, removed));
            assert!(matches!(told, Some(News::None)), "{updated:?} {removed:?}");
        }
    }

    #[test]
    fn a_changed_field_is_news_whatever_else_changed() {
        for (updated, removed) in [
            (&["outbox", "statut"][..], &["slots"][..]),
            (&["maj"], &["annulation"]),
            (&["historique_visites.0.motif"], &[]),
            (&[], &[]),
        ] {
            let told = news(update(updated, removed));
            assert!(
                matches!(told, Some(News::Changed(_))),
                "{updated:?} {removed:?}"
            );
        }
    }

    #[test]
    fn what_is_not_about_one_document_is_not_understood() {
        let collection = doc! { "db": "medigest", "coll": "patients" };
        for told in [
            doc! { "operationType": "invalidate" },
            doc! { "operationType": "dropDatabase", "ns": { "db": "medigest" } },
            doc! { "operationType": "drop", "ns": &collection },
            doc! { "operationType": "rename", "ns": &collection },
        ] {
            assert!(news(told.clone()).is_none(), "{told}");
        }
    }
}
