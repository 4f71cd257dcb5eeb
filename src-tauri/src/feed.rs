//! Follows the open base: tells the window what changed, and knows since when it may be out of date.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures::stream::{self, BoxStream, StreamExt as _};
use medigest_application::Practice;
use medigest_application::ports::FeedEvent;
use tauri::async_runtime::JoinHandle;
use tokio::sync::watch;

use crate::connection::Opened;
use crate::events::{ChangedArea, PracticeChanged, Tell};
use crate::session::Sessions;
use crate::views::connection::LiveView;

/// Changes that come closer together than this are told to the window at once.
const BURST: Duration = Duration::from_millis(50);

/// Since when changes made elsewhere may be missing.
#[derive(Clone, Default)]
struct Stale(Arc<Mutex<Option<DateTime<Utc>>>>);

impl Stale {
    fn since(&self) -> MutexGuard<'_, Option<DateTime<Utc>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An open base that is followed, until this is dropped.
pub struct Following {
    stale: Stale,
    task: JoinHandle<()>,
}

impl Following {
    /// Follows an open base; `watched` tells whether somebody looks at the window. The session follows its account
    /// and the clock the server's, and the window is told after that.
    pub fn of(
        opened: &Arc<Opened>,
        watched: watch::Receiver<bool>,
        sessions: Arc<Sessions>,
        tell: Tell,
    ) -> Self {
        let stale = Stale::default();
        let changes = opened.practice.clone().changes(watched);
        let clock = opened.practice.clone();
        let accounts = opened.practice.clone();
        let recheck = move || {
            let (sessions, practice) = (sessions.clone(), accounts.clone());
            async move { sessions.recheck(&practice).await }
        };
        let measured = opened.clone();
        let measure = move || {
            let opened = measured.clone();
            async move { opened.measure_clock().await }
        };
        let now = move || clock.now();
        let task = follow(changes, now, stale.clone(), measure, recheck, tell);
        Self {
            stale,
            task: tauri::async_runtime::spawn(task),
        }
    }

    /// How changes made elsewhere arrive now, with the local times of the practice that is followed.
    pub fn live(&self, practice: &Practice) -> LiveView {
        LiveView::of(practice.feed_mode(), *self.stale.since(), practice.zone())
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Tells every burst of events, for as long as there are any; of accounts once `recheck` has looked at them, and of a
/// base that answers again once `measure` has asked for its time.
async fn follow<M: Future<Output = ()>, R: Future<Output = ()>>(
    mut changes: BoxStream<'static, FeedEvent>,
    now: impl Fn() -> DateTime<Utc>,
    stale: Stale,
    measure: impl Fn() -> M,
    recheck: impl Fn() -> R,
    tell: Tell,
) {
    while let Some(first) = changes.next().await {
        let soon = (&mut changes).take_until(tokio::time::sleep(BURST));
        let mut burst = stream::iter([first]).chain(soon).boxed();
        let mut areas = BTreeSet::new();
        let mut is_restored = false;
        while let Some(event) = burst.next().await {
            match event {
                FeedEvent::Changed(documents) => {
                    areas.extend(
                        documents
                            .iter()
                            .map(|changed| ChangedArea::from(changed.area)),
                    );
                }
                FeedEvent::Missed => {
                    areas.extend(ChangedArea::PRACTICE);
                    // A feed that begins anew may do so in another way.
                    areas.insert(ChangedArea::Connection);
                }
                FeedEvent::Lost => {
                    stale.since().get_or_insert_with(&now);
                    areas.insert(ChangedArea::Connection);
                }
                FeedEvent::Restored => {
                    *stale.since() = None;
                    is_restored = true;
                    areas.insert(ChangedArea::Connection);
                }
            }
        }
        drop(burst);
        if is_restored {
            measure().await;
        }
        if areas.contains(&ChangedArea::Users) {
            recheck().await;
        }
        tell(PracticeChanged {
            areas: areas.into_iter().collect(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::ready;

    use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
    use medigest_application::ports::{Area, Changed};

    /// A base that says what the test makes it say, what the window hears of it, and when the session's account and
    /// the server's time were looked at.
    struct Scene {
        base: UnboundedSender<FeedEvent>,
        window: UnboundedReceiver<PracticeChanged>,
        looked: UnboundedReceiver<()>,
        measured: UnboundedReceiver<()>,
        stale: Stale,
    }

    fn followed() -> Scene {
        let (base, changes) = unbounded();
        let (heard, window) = unbounded();
        let stale = Stale::default();
        let tell: Tell = Arc::new(move |changed| heard.unbounded_send(changed).unwrap());
        let noon = || DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let (looks, looked) = unbounded();
        let recheck = move || {
            looks.unbounded_send(()).unwrap();
            ready(())
        };
        let (measures, measured) = unbounded();
        let measure = move || {
            measures.unbounded_send(()).unwrap();
            ready(())
        };
        let changes = changes.boxed();
        tokio::spawn(follow(changes, noon, stale.clone(), measure, recheck, tell));
        Scene {
            base,
            window,
            looked,
            measured,
            stale,
        }
    }

    impl Scene {
        fn say(&self, event: FeedEvent) {
            self.base.unbounded_send(event).unwrap();
        }

        async fn heard(&mut self) -> Vec<ChangedArea> {
            self.window.next().await.unwrap().areas
        }
    }

    fn changed(area: Area) -> FeedEvent {
        FeedEvent::Changed(vec![Changed {
            area,
            id: "1".to_owned(),
        }])
    }

    #[tokio::test]
    async fn a_burst_is_told_at_once_with_each_area_once() {
        let mut scene = followed();
        for _ in 0..20 {
            scene.say(changed(Area::Patients));
            scene.say(changed(Area::Appointments));
        }
        let areas = [ChangedArea::Appointments, ChangedArea::Patients];
        assert_eq!(scene.heard().await, areas);
        scene.say(changed(Area::Delays));
        assert_eq!(
            scene.heard().await,
            [ChangedArea::Delays],
            "nothing was told twice"
        );
    }

    #[tokio::test]
    async fn what_may_have_been_missed_is_everything() {
        let mut scene = followed();
        scene.say(FeedEvent::Missed);
        let heard = scene.heard().await;
        assert!(heard.starts_with(&ChangedArea::PRACTICE), "{heard:?}");
    }

    #[tokio::test]
    async fn a_feed_that_begins_anew_may_tell_changes_in_another_way() {
        let mut scene = followed();
        scene.say(FeedEvent::Missed);
        assert!(scene.heard().await.contains(&ChangedArea::Connection));
    }

    #[tokio::test]
    async fn accounts_are_looked_at_before_the_window_hears_of_a_change_to_them() {
        let mut scene = followed();
        for (event, looked) in [
            (changed(Area::Patients), false),
            (changed(Area::Users), true),
            (FeedEvent::Missed, true),
        ] {
            scene.say(event.clone());
            scene.heard().await;
            assert_eq!(scene.looked.try_recv().is_ok(), looked, "{event:?}");
        }
    }

    #[tokio::test]
    async fn the_clock_is_measured_before_the_window_hears_that_the_base_answers_again() {
        let mut scene = followed();
        for (event, measured) in [
            (FeedEvent::Missed, false),
            (FeedEvent::Lost, false),
            (FeedEvent::Restored, true),
        ] {
            scene.say(event.clone());
            scene.heard().await;
            assert_eq!(scene.measured.try_recv().is_ok(), measured, "{event:?}");
        }
    }

    #[tokio::test]
    async fn silence_is_known_before_it_is_told_and_so_is_its_end() {
        let mut scene = followed();
        scene.say(FeedEvent::Lost);
        assert_eq!(scene.heard().await, [ChangedArea::Connection]);
        assert!(scene.stale.since().is_some());
        scene.say(FeedEvent::Restored);
        assert_eq!(scene.heard().await, [ChangedArea::Connection]);
        assert!(scene.stale.since().is_none());
    }
}
