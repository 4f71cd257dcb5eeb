//! The four statuses, what may change them and when: transitions and the 30-minute lock (spec §3.3).

use chrono::{DateTime, Utc};

/// What became of an appointment, stored by its French name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Stands, and blocks its time.
    Confirmed,
    /// Cancelled by the patient or the practice.
    Cancelled,
    /// The patient did not come.
    Absent,
    /// Cancelled because the doctor is not there.
    CancelledByDoctor,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 4] = [
        Self::Confirmed,
        Self::Cancelled,
        Self::Absent,
        Self::CancelledByDoctor,
    ];

    /// The value stored in `appointments.statut`.
    #[must_use]
    pub const fn stored(self) -> &'static str {
        match self {
            Self::Confirmed => "Confirmé",
            Self::Cancelled => "Annulé",
            Self::Absent => "Absent",
            Self::CancelledByDoctor => "Annulé (Médecin Absent)",
        }
    }

    /// The status stored as `text`.
    #[must_use]
    pub fn from_stored(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.stored() == text)
    }
}

/// A change somebody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// Move or edit.
    Reschedule,
    /// Cancel.
    Cancel,
    /// Mark the patient absent.
    MarkAbsent,
    /// Confirm again.
    Reinstate,
}

impl Change {
    /// Every change.
    pub const ALL: [Self; 4] = [
        Self::Reschedule,
        Self::Cancel,
        Self::MarkAbsent,
        Self::Reinstate,
    ];
}

/// Whether a change may be made now, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActionState {
    /// It may.
    Allowed,
    /// It starts in less than 30 minutes, or has started.
    Locked,
    /// Too late: it has started.
    Started,
    /// Too early: it has not started.
    NotStarted,
    /// The user may not.
    Forbidden,
    /// Makes no sense in this status.
    NotApplicable,
}

/// The lock: an appointment that starts in less than this many seconds is neither moved nor edited.
pub const LOCK_SECONDS: i64 = 1_800;

/// The state of `change` on an appointment of `status` that starts at `start`, at `now`.
///
/// Cancelling is open until the start and marking absent from the start on, because both exist for the last
/// minute. An absence can be taken back at any time, so that a slip can be undone; a cancelled appointment
/// comes back only before its start, since a booking in the past is refused. Whether its time is still free
/// is the store's to say.
#[must_use]
pub fn action_state(
    status: Status,
    start: DateTime<Utc>,
    change: Change,
    now: DateTime<Utc>,
) -> ActionState {
    let started = now >= start;
    match (change, status) {
        (Change::Reschedule, Status::Confirmed)
            if (start - now).num_milliseconds() < LOCK_SECONDS * 1_000 =>
        {
            ActionState::Locked
        }
        (Change::Cancel, Status::Confirmed) if started => ActionState::Started,
        (Change::MarkAbsent, Status::Confirmed) if !started => ActionState::NotStarted,
        (Change::Reinstate, Status::Cancelled | Status::CancelledByDoctor) if started => {
            ActionState::Started
        }
        (Change::Reschedule | Change::Cancel | Change::MarkAbsent, Status::Confirmed)
        | (Change::Reinstate, Status::Cancelled | Status::CancelledByDoctor | Status::Absent) => {
            ActionState::Allowed
        }
        _ => ActionState::NotApplicable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ActionState::{Allowed, Locked, NotApplicable, NotStarted, Started};
    use chrono::{Duration, TimeZone};
    use proptest::prelude::*;

    fn start() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0).unwrap()
    }

    fn state(status: Status, change: Change, seconds_before: i64) -> ActionState {
        action_state(
            status,
            start(),
            change,
            start() - Duration::seconds(seconds_before),
        )
    }

    #[test]
    fn exactly_thirty_minutes_before_is_still_allowed_and_a_second_less_is_not() {
        assert_eq!(state(Status::Confirmed, Change::Reschedule, 1_800), Allowed);
        assert_eq!(state(Status::Confirmed, Change::Reschedule, 1_799), Locked);
        let almost = start() - Duration::milliseconds(1_799_999);
        assert_eq!(
            action_state(Status::Confirmed, start(), Change::Reschedule, almost),
            Locked
        );
        assert_eq!(
            state(Status::Confirmed, Change::Reschedule, -60),
            Locked,
            "it has started"
        );
    }

    #[test]
    fn cancelling_ends_where_absence_begins() {
        assert_eq!(state(Status::Confirmed, Change::Cancel, 1), Allowed);
        assert_eq!(state(Status::Confirmed, Change::MarkAbsent, 1), NotStarted);
        assert_eq!(state(Status::Confirmed, Change::Cancel, 0), Started);
        assert_eq!(state(Status::Confirmed, Change::MarkAbsent, 0), Allowed);
    }

    #[test]
    fn an_absence_can_be_taken_back_and_a_cancellation_only_before_the_start() {
        assert_eq!(state(Status::Absent, Change::Reinstate, -600), Allowed);
        for status in [Status::Cancelled, Status::CancelledByDoctor] {
            assert_eq!(state(status, Change::Reinstate, 1), Allowed);
            assert_eq!(state(status, Change::Reinstate, 0), Started);
        }
    }

    #[test]
    fn every_other_pair_makes_no_sense() {
        for seconds in [7_200, 60, -60] {
            assert_eq!(
                state(Status::Confirmed, Change::Reinstate, seconds),
                NotApplicable
            );
            for status in [Status::Cancelled, Status::CancelledByDoctor, Status::Absent] {
                for change in [Change::Reschedule, Change::Cancel, Change::MarkAbsent] {
                    assert_eq!(
                        state(status, change, seconds),
                        NotApplicable,
                        "{status:?} {change:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn stored_values_are_the_seeds() {
        for status in Status::ALL {
            assert_eq!(Status::from_stored(status.stored()), Some(status));
        }
        assert_eq!(Status::from_stored("annulé"), None);
    }

    proptest! {
        #[test]
        fn the_lock_never_opens_again_as_time_passes(a in -100_000_i64..100_000, b in -100_000_i64..100_000) {
            let (earlier, later) = (a.max(b), a.min(b));
            if state(Status::Confirmed, Change::Reschedule, earlier) == Locked {
                prop_assert_eq!(state(Status::Confirmed, Change::Reschedule, later), Locked);
            }
        }
    }
}
