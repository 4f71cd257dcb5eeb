//! Long work that its user may stop on the way.

use std::future::Future;

use medigest_application::{AppError, AppResult};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use crate::events::LongTask;

/// Who asks long work to stop, and the work that listens.
pub struct Stops(broadcast::Sender<LongTask>);

impl Default for Stops {
    fn default() -> Self {
        Self(broadcast::Sender::new(1))
    }
}

impl Stops {
    /// Stops `task` if it is under way.
    pub fn stop(&self, task: LongTask) {
        // Nobody listens when nothing is under way.
        drop(self.0.send(task));
    }

    /// Does `work` unless it is stopped as `task`. Stopped, it is left at the point where it waits, as by a crash, after
    /// which it can be gone on with or done again: all work that is given here is made for that.
    ///
    /// # Errors
    /// `Stopped`; those of `work`.
    pub async fn unless_stopped<T>(
        &self,
        task: LongTask,
        work: impl Future<Output = AppResult<T>>,
    ) -> AppResult<T> {
        let stopped = stopped(self.0.subscribe(), task);
        tokio::select! {
            biased;
            done = work => done,
            () = stopped => Err(AppError::Stopped),
        }
    }
}

async fn stopped(mut asked: broadcast::Receiver<LongTask>, task: LongTask) {
    loop {
        match asked.recv().await {
            Ok(one) if one == task => return,
            Ok(_) | Err(RecvError::Lagged(_)) => {}
            // The app ends.
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    #[tokio::test]
    async fn what_is_done_is_done_even_if_it_was_to_be_stopped() {
        let stops = Stops::default();
        let work = async {
            stops.stop(LongTask::Backup);
            Ok(7)
        };
        assert_eq!(
            stops.unless_stopped(LongTask::Backup, work).await.unwrap(),
            7
        );
    }

    #[tokio::test]
    async fn work_is_left_where_it_waits() {
        let stops = Stops::default();
        let work = async {
            stops.stop(LongTask::Backup);
            pending::<AppResult<()>>().await
        };
        let left = stops.unless_stopped(LongTask::Backup, work).await;
        assert!(matches!(left, Err(AppError::Stopped)), "{left:?}");
    }

    #[tokio::test]
    async fn other_work_goes_on_and_so_does_what_begins_afterwards() {
        let stops = Stops::default();
        stops.stop(LongTask::Backup);
        let work = async {
            stops.stop(LongTask::Reseal);
            tokio::task::yield_now().await;
            ready(Ok(7)).await
        };
        assert_eq!(
            stops.unless_stopped(LongTask::Backup, work).await.unwrap(),
            7
        );
    }
}
