//! Changes made by any client: a change stream where the server has one and lets this account open it, else asking
//! it again and again.
//!
//! Both run on the connections of the store. Each call they make has a time limit of its own, so the feed needs
//! no client with other settings; and whichever notices first that the server is gone, a write or the feed,
//! tells the driver for both.

mod fallback;
mod polling;
mod stream;

use std::collections::VecDeque;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bson::Bson;
use futures::StreamExt as _;
use futures::stream::{self as streams, BoxStream};
use medigest_application::ports::{ChangeFeed, Changed, FeedEvent, FeedMode};
use tokio::sync::watch;

use self::fallback::StreamOrAsk;
use self::polling::Polling;
use super::{MongoStore, Topology};

/// How long the server may stay silent before it counts as lost.
const PATIENCE: Duration = Duration::from_millis(2_500);
/// Pause after a first failed attempt to reach it again; each next is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

impl ChangeFeed for MongoStore {
    fn feed_mode(&self) -> FeedMode {
        match self.topology {
            Topology::ReplicaSet if !self.stream_refused.load(Ordering::SeqCst) => FeedMode::Stream,
            Topology::ReplicaSet | Topology::Standalone => FeedMode::Polling,
        }
    }

    fn changes(&self, watched: watch::Receiver<bool>) -> BoxStream<'static, FeedEvent> {
        let database = self.database.clone();
        match self.feed_mode() {
            FeedMode::Stream => {
                let refused = self.stream_refused.clone();
                follow(StreamOrAsk::on(database, watched, refused))
            }
            FeedMode::Polling | FeedMode::Local => follow(Polling::of(database, watched)),
        }
    }
}

/// What a source has to say.
enum News {
    /// It answers, and nothing happened.
    None,
    /// These documents changed.
    Changed(Vec<Changed>),
    /// It cannot say what changed.
    Missed,
}

/// The server does not answer, or not in time.
struct Silent;

/// Where changes come from.
trait Source: Send + 'static {
    /// What is new since the last call, once there is something or enough time has passed to say that there is
    /// not. After [`Silent`] the next call goes on where the last good one ended.
    fn next(&mut self) -> impl Future<Output = Result<News, Silent>> + Send;
}

/// The events of a source; nothing is asked of the server while nobody listens.
fn follow(source: impl Source) -> BoxStream<'static, FeedEvent> {
    let follower = Follower {
        source,
        lost: None,
        ready: VecDeque::new(),
    };
    streams::unfold(follower, |mut follower| async {
        Some((follower.next().await, follower))
    })
    .boxed()
}

/// Tells silence from nothing new.
struct Follower<S> {
    source: S,
    /// While the server is silent: the next pause.
    lost: Option<Duration>,
    ready: VecDeque<FeedEvent>,
}

impl<S: Source> Follower<S> {
    async fn next(&mut self) -> FeedEvent {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return event;
            }
            match (self.source.next().await, self.lost) {
                (Ok(news), lost) => {
                    if lost.is_some() {
                        self.lost = None;
                        self.ready.push_back(FeedEvent::Restored);
                    }
                    self.ready.extend(told(news));
                }
                (Err(Silent), None) => {
                    self.lost = Some(FIRST_PAUSE);
                    self.ready.push_back(FeedEvent::Lost);
                }
                (Err(Silent), Some(pause)) => {
                    tokio::time::sleep(pause).await;
                    self.lost = Some((pause * 2).min(LONGEST_PAUSE));
                }
            }
        }
    }
}

fn told(news: News) -> Option<FeedEvent> {
    match news {
        News::None => None,
        News::Changed(documents) => Some(FeedEvent::Changed(documents)),
        News::Missed => Some(FeedEvent::Missed),
    }
}

/// An `_id` as text.
fn id_text(id: &Bson) -> String {
    match id {
        Bson::ObjectId(id) => id.to_hex(),
        Bson::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::changed;
    use medigest_application::ports::Area;

    /// Says what it was told to say, then nothing new.
    struct Script(VecDeque<Result<News, Silent>>);

    impl Source for Script {
        async fn next(&mut self) -> Result<News, Silent> {
            self.0.pop_front().unwrap_or(Ok(News::None))
        }
    }

    fn booking(id: &str) -> Changed {
        Changed {
            area: Area::Appointments,
            id: id.to_owned(),
        }
    }

    async fn events<const N: usize>(
        script: [Result<News, Silent>; N],
        told: usize,
    ) -> Vec<FeedEvent> {
        follow(Script(script.into())).take(told).collect().await
    }

    #[tokio::test]
    async fn silence_is_told_once_and_its_end_before_what_follows() {
        let script = [
            Ok(News::None),
            Err(Silent),
            Err(Silent),
            Ok(News::Changed(vec![booking("1")])),
            Ok(News::Missed),
            Err(Silent),
        ];
        let told = [
            FeedEvent::Lost,
            FeedEvent::Restored,
            changed(Area::Appointments, 1),
            FeedEvent::Missed,
            FeedEvent::Lost,
        ];
        assert_eq!(events(script, told.len()).await, told);
    }

    #[tokio::test]
    async fn a_server_that_answers_again_ends_the_silence_although_nothing_happened() {
        let script = [Err(Silent), Ok(News::None)];
        assert_eq!(
            events(script, 2).await,
            [FeedEvent::Lost, FeedEvent::Restored]
        );
    }
}
