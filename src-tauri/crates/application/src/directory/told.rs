//! What the feed told of patients' files since the last reading.

use std::collections::HashSet;
use std::mem;

use medigest_domain::id::PatientId;

use crate::ports::{Area, FeedEvent, FeedMode};

/// What is to be read again.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// These files, whatever their dates: an import or a restored backup writes old ones.
    Files(HashSet<PatientId>),
    /// All of them.
    Everything,
}

impl Default for Due {
    fn default() -> Self {
        Self::Files(HashSet::new())
    }
}

/// What was told.
#[derive(Default)]
pub(super) struct Told {
    /// Whether every change is told as it happens.
    pub(super) is_everything_told: bool,
    due: Due,
}

impl Told {
    /// Follows an event of a feed of this mode.
    pub(super) fn hear(&mut self, event: &FeedEvent, mode: FeedMode) {
        match event {
            FeedEvent::Changed(documents) => {
                let files = documents
                    .iter()
                    .filter(|changed| changed.area == Area::Patients);
                // A document whose id is none of ours is no file that this program could show.
                let ids = files.filter_map(|changed| changed.id.parse::<PatientId>().ok());
                if let Due::Files(due) = &mut self.due {
                    due.extend(ids);
                }
            }
            FeedEvent::Missed => self.due = Due::Everything,
            FeedEvent::Lost | FeedEvent::Restored => {}
        }
        // A base that is only asked now and then tells too late for somebody who is typing a name.
        self.is_everything_told = mode != FeedMode::Polling
            && match event {
                // What a feed begins with, and all it says after it cannot tell everything.
                FeedEvent::Missed | FeedEvent::Restored => true,
                FeedEvent::Lost => false,
                FeedEvent::Changed(_) => self.is_everything_told,
            };
    }

    /// Everything is to be read again.
    pub(super) fn everything(&mut self) {
        self.due = Due::Everything;
    }

    /// What is due by now, to whoever sees to it.
    pub(super) fn take(&mut self) -> Due {
        mem::take(&mut self.due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Changed;

    fn changed(area: Area, id: &str) -> FeedEvent {
        let id = id.to_owned();
        FeedEvent::Changed(vec![Changed { area, id }])
    }

    fn files(ids: &[PatientId]) -> Due {
        Due::Files(ids.iter().copied().collect())
    }

    #[test]
    fn files_are_due_once_and_other_documents_are_not() {
        let file = PatientId::from_bytes([7; 12]);
        let mut told = Told::default();
        for event in [
            changed(Area::Patients, &file.to_string()),
            changed(Area::Appointments, &file.to_string()),
            changed(Area::Patients, "a name instead of an id"),
        ] {
            told.hear(&event, FeedMode::Stream);
        }
        assert_eq!(told.take(), files(&[file]));
        assert_eq!(told.take(), files(&[]));
    }

    #[test]
    fn a_file_told_after_something_was_missed_is_part_of_everything() {
        let mut told = Told::default();
        told.hear(&FeedEvent::Missed, FeedMode::Local);
        let file = PatientId::from_bytes([7; 12]).to_string();
        told.hear(&changed(Area::Patients, &file), FeedMode::Local);
        assert_eq!(told.take(), Due::Everything);
    }

    #[test]
    fn everything_is_told_from_the_beginning_of_a_feed_until_it_is_lost() {
        let mut told = Told::default();
        for (event, mode, is_everything_told) in [
            (changed(Area::Delays, "1"), FeedMode::Stream, false),
            (FeedEvent::Missed, FeedMode::Stream, true),
            (changed(Area::Delays, "1"), FeedMode::Stream, true),
            (FeedEvent::Lost, FeedMode::Stream, false),
            (FeedEvent::Restored, FeedMode::Stream, true),
            (changed(Area::Delays, "1"), FeedMode::Polling, false),
            (FeedEvent::Missed, FeedMode::Polling, false),
        ] {
            told.hear(&event, mode);
            assert_eq!(told.is_everything_told, is_everything_told, "{event:?}");
        }
    }
}
