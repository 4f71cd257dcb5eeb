//! What the feeds of all stores share: which documents are followed, and telling within one process.

use futures::stream::{self, Stream};
use medigest_application::ports::{Area, Changed, FeedEvent};
use tokio::sync::broadcast::{self, error::RecvError};

use crate::documents::{
    AbsenceDocument, AppointmentDocument, CabinetDocument, DelayDocument, PatientDocument,
    PractitionerDocument, SettingsDocument, Stored as _, UserDocument,
};

/// The collections that are followed, and what a change there is a change of.
pub(crate) const FOLLOWED: [(&str, Area); 8] = [
    (AppointmentDocument::COLLECTION, Area::Appointments),
    (PatientDocument::COLLECTION, Area::Patients),
    (PractitionerDocument::COLLECTION, Area::Practitioners),
    (UserDocument::COLLECTION, Area::Users),
    // Who may read what: what a signed-in user holds is renewed.
    (CabinetDocument::COLLECTION, Area::Users),
    (DelayDocument::COLLECTION, Area::Delays),
    (AbsenceDocument::COLLECTION, Area::Absences),
    (SettingsDocument::COLLECTION, Area::Settings),
];

/// What a change in `collection` is a change of; none if it is not followed.
pub(crate) fn area(collection: &str) -> Option<Area> {
    let found = FOLLOWED.iter().find(|(name, _)| *name == collection);
    found.map(|(_, area)| *area)
}

/// Events that a slow follower may be behind; one that is further behind is told to read everything again.
const BACKLOG: usize = 256;

/// Tells the followers in this process.
#[derive(Debug, Clone)]
pub(crate) struct Local(broadcast::Sender<FeedEvent>);

impl Default for Local {
    fn default() -> Self {
        Self(broadcast::Sender::new(BACKLOG))
    }
}

impl Local {
    /// Tells everybody who follows; nobody may.
    pub(crate) fn tell(&self, event: FeedEvent) {
        // An error only says that nobody follows.
        drop(self.0.send(event));
    }

    /// What is told from now on, until this and all its clones are gone.
    pub(crate) fn follow(&self) -> impl Stream<Item = FeedEvent> + Send + 'static {
        stream::unfold(self.0.subscribe(), |mut told| async {
            match told.recv().await {
                Ok(event) => Some((event, told)),
                Err(RecvError::Lagged(_)) => Some((FeedEvent::Missed, told)),
                Err(RecvError::Closed) => None,
            }
        })
    }
}

/// One changed document.
pub(crate) fn changed(area: Area, id: impl ToString) -> FeedEvent {
    let id = id.to_string();
    FeedEvent::Changed(vec![Changed { area, id }])
}
