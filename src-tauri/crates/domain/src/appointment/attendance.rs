//! How far a visit is: arrived, called in, finished, as instants noted by the desk or the doctor.
//!
//! The stored status stays one of the seed's four; these instants feed the waiting room and the figures.

use chrono::{DateTime, Utc};

/// The steps noted so far. A patient may be called in without having been noted as arrived.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Attendance {
    /// The patient came.
    pub arrived_at: Option<DateTime<Utc>>,
    /// The consultation began.
    pub called_in_at: Option<DateTime<Utc>>,
    /// The consultation ended.
    pub finished_at: Option<DateTime<Utc>>,
}

/// How far a visit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Nothing was noted.
    Expected,
    /// Arrived, not called in.
    Waiting,
    /// Called in, not finished.
    InConsultation,
    /// Finished.
    Finished,
}

impl Attendance {
    /// The last step noted.
    #[must_use]
    pub fn step(&self) -> Step {
        match self {
            Self {
                finished_at: Some(_),
                ..
            } => Step::Finished,
            Self {
                called_in_at: Some(_),
                ..
            } => Step::InConsultation,
            Self {
                arrived_at: Some(_),
                ..
            } => Step::Waiting,
            _ => Step::Expected,
        }
    }

    /// Without the last step noted.
    #[must_use]
    pub fn taken_back(self) -> Self {
        match self.step() {
            Step::Expected | Step::Waiting => Self::default(),
            Step::InConsultation => Self {
                called_in_at: None,
                ..self
            },
            Step::Finished => Self {
                finished_at: None,
                ..self
            },
        }
    }

    /// Whole minutes since the arrival, while the patient waits.
    #[must_use]
    pub fn waiting_minutes(&self, now: DateTime<Utc>) -> Option<u32> {
        let arrived = self.arrived_at.filter(|_| self.step() == Step::Waiting)?;
        Some(u32::try_from((now - arrived).num_minutes()).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Duration, TimeZone};

    fn at(minutes: i64) -> Option<DateTime<Utc>> {
        Some(Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0).unwrap() + Duration::minutes(minutes))
    }

    #[test]
    fn steps_are_taken_back_one_by_one() {
        let mut attendance = Attendance {
            arrived_at: at(0),
            called_in_at: at(10),
            finished_at: at(25),
        };
        let mut steps = vec![attendance.step()];
        for _ in 0..3 {
            attendance = attendance.taken_back();
            steps.push(attendance.step());
        }
        assert_eq!(
            steps,
            [
                Step::Finished,
                Step::InConsultation,
                Step::Waiting,
                Step::Expected
            ]
        );
        assert_eq!(attendance, Attendance::default());
    }

    #[test]
    fn who_was_called_in_without_arriving_goes_back_to_expected() {
        let attendance = Attendance {
            called_in_at: at(10),
            ..Attendance::default()
        };
        assert_eq!(attendance.taken_back().step(), Step::Expected);
    }

    #[test]
    fn waiting_ends_with_the_call() {
        let mut attendance = Attendance {
            arrived_at: at(0),
            ..Attendance::default()
        };
        assert_eq!(attendance.waiting_minutes(at(12).unwrap()), Some(12));
        assert_eq!(
            attendance.waiting_minutes(at(-1).unwrap()),
            Some(0),
            "a device whose clock is behind"
        );
        attendance.called_in_at = at(15);
        assert_eq!(attendance.waiting_minutes(at(20).unwrap()), None);
    }
}
