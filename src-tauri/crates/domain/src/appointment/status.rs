//! The four statuses, what may change them and when: transitions and the 30-minute lock (spec §3.3).

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::Step;
use crate::time::Interval;

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
    /// Note that the patient is here.
    Arrive,
    /// Note that the consultation begins.
    CallIn,
    /// Note that the consultation is over.
    Finish,
    /// Take back the last step noted.
    TakeBack,
    /// Cancel because the doctor is not there.
    EmergencyCancel,
}

impl Change {
    /// Every change.
    pub const ALL: [Self; 9] = [
        Self::Reschedule,
        Self::Cancel,
        Self::MarkAbsent,
        Self::Reinstate,
        Self::Arrive,
        Self::CallIn,
        Self::Finish,
        Self::TakeBack,
        Self::EmergencyCancel,
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
    /// Only on the day of the appointment.
    NotToday,
    /// The user may not.
    Forbidden,
    /// Makes no sense in this status.
    NotApplicable,
}

/// The lock: an appointment that starts in less than this many seconds is neither moved nor edited.
pub const LOCK_SECONDS: i64 = 1_800;

/// The state of `change` on an appointment of `status` in `interval` whose visit is at `step`, at `now`.
///
/// Cancelling is open until the start and marking absent from the start on, because both exist for the last
/// minute; neither once the patient is here, whose steps can be taken back. An absence can be taken back at any
/// time, so that a slip can be undone; a cancelled appointment comes back only before its start, since a booking
/// in the past is refused. Whether its time is still free is the store's to say. Steps are noted on the day
/// itself. An emergency cancels whoever was not called in, unless their time is over and they never came.
#[must_use]
pub fn action_state(
    status: Status,
    step: Step,
    interval: Interval,
    change: Change,
    now: DateTime<Utc>,
    zone: Tz,
) -> ActionState {
    match status {
        Status::Confirmed => confirmed(step, interval, change, now, zone),
        Status::Absent => match change {
            Change::Reinstate => ActionState::Allowed,
            _ => ActionState::NotApplicable,
        },
        Status::Cancelled | Status::CancelledByDoctor => match change {
            Change::Reinstate if now >= interval.start => ActionState::Started,
            Change::Reinstate => ActionState::Allowed,
            _ => ActionState::NotApplicable,
        },
    }
}

fn confirmed(
    step: Step,
    interval: Interval,
    change: Change,
    now: DateTime<Utc>,
    zone: Tz,
) -> ActionState {
    use ActionState::{Allowed, Locked, NotApplicable, NotStarted, NotToday, Started};
    let has_begun = now >= interval.start;
    let is_seen = matches!(step, Step::InConsultation | Step::Finished);
    let date = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    let on_the_day = if date(now) == date(interval.start) {
        Allowed
    } else {
        NotToday
    };
    match change {
        Change::Reschedule | Change::Cancel if is_seen => Started,
        Change::Reschedule if (interval.start - now).num_milliseconds() < LOCK_SECONDS * 1_000 => {
            Locked
        }
        Change::Cancel if has_begun => Started,
        Change::Reschedule | Change::Cancel => Allowed,
        Change::MarkAbsent if step != Step::Expected => NotApplicable,
        Change::MarkAbsent if !has_begun => NotStarted,
        Change::MarkAbsent => Allowed,
        Change::Reinstate => NotApplicable,
        Change::Arrive if step != Step::Expected => NotApplicable,
        Change::CallIn if is_seen => NotApplicable,
        Change::Finish if step != Step::InConsultation => NotApplicable,
        Change::TakeBack if step == Step::Expected => NotApplicable,
        Change::Arrive | Change::CallIn | Change::Finish | Change::TakeBack => on_the_day,
        Change::EmergencyCancel if is_seen => Started,
        Change::EmergencyCancel if now >= interval.end && step != Step::Waiting => Started,
        Change::EmergencyCancel => Allowed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ActionState::{Allowed, Locked, NotApplicable, NotStarted, NotToday, Started};
    use chrono::{Duration, TimeZone};
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;

    fn start() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0).unwrap()
    }

    fn state(status: Status, change: Change, seconds_before: i64) -> ActionState {
        at_step(Step::Expected, status, change, seconds_before)
    }

    /// Of an appointment of half an hour.
    fn at_step(step: Step, status: Status, change: Change, seconds_before: i64) -> ActionState {
        let now = start() - Duration::seconds(seconds_before);
        action_state(status, step, half_hour(), change, now, Paris)
    }

    fn half_hour() -> Interval {
        Interval {
            start: start(),
            end: start() + Duration::minutes(30),
        }
    }

    #[test]
    fn exactly_thirty_minutes_before_is_still_allowed_and_a_second_less_is_not() {
        assert_eq!(state(Status::Confirmed, Change::Reschedule, 1_800), Allowed);
        assert_eq!(state(Status::Confirmed, Change::Reschedule, 1_799), Locked);
        let almost = start() - Duration::milliseconds(1_799_999);
        assert_eq!(
            action_state(
                Status::Confirmed,
                Step::Expected,
                half_hour(),
                Change::Reschedule,
                almost,
                Paris
            ),
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
                for change in Change::ALL
                    .into_iter()
                    .filter(|change| *change != Change::Reinstate)
                {
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
    fn a_visit_goes_on_step_by_step_and_only_on_its_day() {
        let table = [
            (
                Step::Expected,
                [Allowed, Allowed, NotApplicable, NotApplicable],
            ),
            (
                Step::Waiting,
                [NotApplicable, Allowed, NotApplicable, Allowed],
            ),
            (
                Step::InConsultation,
                [NotApplicable, NotApplicable, Allowed, Allowed],
            ),
            (
                Step::Finished,
                [NotApplicable, NotApplicable, NotApplicable, Allowed],
            ),
        ];
        let changes = [
            Change::Arrive,
            Change::CallIn,
            Change::Finish,
            Change::TakeBack,
        ];
        for (step, expected) in table {
            for (change, expected) in changes.into_iter().zip(expected) {
                let state = |seconds| at_step(step, Status::Confirmed, change, seconds);
                assert_eq!(state(600), expected, "{step:?} {change:?}");
                let another_day = if expected == Allowed {
                    NotToday
                } else {
                    NotApplicable
                };
                assert_eq!(
                    state(86_400),
                    another_day,
                    "{step:?} {change:?} the day before"
                );
                assert_eq!(
                    state(-86_400),
                    another_day,
                    "{step:?} {change:?} the day after"
                );
            }
        }
    }

    #[test]
    fn who_is_here_is_neither_absent_nor_once_called_in_moved_or_cancelled() {
        for (step, change, expected) in [
            (Step::Waiting, Change::MarkAbsent, NotApplicable),
            (Step::Waiting, Change::Cancel, Allowed),
            (Step::InConsultation, Change::Cancel, Started),
            (Step::Finished, Change::Reschedule, Started),
        ] {
            assert_eq!(
                at_step(step, Status::Confirmed, change, 3_600),
                expected,
                "{step:?} {change:?}"
            );
        }
    }

    #[test]
    fn an_emergency_cancels_until_the_patient_is_called_in_or_the_time_is_over() {
        let state =
            |step, seconds| at_step(step, Status::Confirmed, Change::EmergencyCancel, seconds);
        assert_eq!(
            state(Step::Waiting, -600),
            Allowed,
            "started as planned, but still waiting"
        );
        assert_eq!(
            state(Step::Expected, 60),
            Allowed,
            "the lock does not concern it"
        );
        assert_eq!(state(Step::InConsultation, 60), Started);
        assert_eq!(state(Step::Expected, -1_800), Started, "its time is over");
        assert_eq!(
            state(Step::Waiting, -1_800),
            Allowed,
            "its time is over, but the patient waits"
        );
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
