//! How a running app learns of changes, its own and those of other devices.

use futures::stream::BoxStream;
use tokio::sync::watch;

/// What changed, as a kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Area {
    /// Appointments.
    Appointments,
    /// Patients' files.
    Patients,
    /// Practitioners.
    Practitioners,
    /// Accounts.
    Users,
    /// Delays.
    Delays,
    /// Absences and closures.
    Absences,
    /// The practice's settings.
    Settings,
}

/// A hint that a document changed; whoever shows it reads it again.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Changed {
    /// Its kind.
    pub area: Area,
    /// Its id, as text.
    pub id: String,
}

/// What a feed of changes tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedEvent {
    /// These documents changed, here or elsewhere.
    Changed(Vec<Changed>),
    /// Changes may have been missed: everything shown must be read again.
    Missed,
    /// The base does not answer: from now on changes may arrive late.
    Lost,
    /// It answers again. What was missed follows or came with [`FeedEvent::Missed`].
    Restored,
}

/// How changes made elsewhere arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedMode {
    /// As they happen.
    Stream,
    /// Asked for regularly, more often while somebody looks.
    Polling,
    /// There is no elsewhere: only this process writes.
    Local,
}

/// The feed of changes. Events are hints: they may repeat, but none is missed without [`FeedEvent::Missed`].
pub trait ChangeFeed: Send + Sync {
    /// How changes made elsewhere arrive.
    fn feed_mode(&self) -> FeedMode;
    /// The changes from now on, until dropped. Begins with [`FeedEvent::Missed`] once it follows: what was read
    /// before may be old. `watched` tells whether somebody looks at the screen.
    fn changes(&self, watched: watch::Receiver<bool>) -> BoxStream<'static, FeedEvent>;
}
