//! Steps of the practice day: visits, replacements, call-backs, opening hours, delays, absences.

use chrono::{Duration, NaiveDate};
use medigest_application::ports::Store;
use medigest_domain::appointment::{Attendance, Closed};
use medigest_domain::trace::EntityKind;
use medigest_sample::builders::{AbsenceBuilder, DelayBuilder, NumberedId, date, hours, id};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::Index;

use super::call::Call;
use super::practice::{Practice, interval};
use super::step::{PATIENTS, TICKS, off};

/// A wish, not yet knowing what exists.
#[derive(Debug, Clone)]
pub enum DayStep {
    Replace {
        practitioner: Index,
        patient: u8,
        start: u8,
        replaced: Index,
    },
    TakeStep {
        booking: Index,
        off: u8,
        /// How many steps of the visit are noted then.
        steps: u8,
    },
    TickOff {
        booking: Index,
        off: u8,
    },
    CancelledByDoctor {
        back: u8,
    },
    Replacements {
        of: Vec<Index>,
    },
    SetHours {
        practitioner: Index,
        /// From this full hour on; the usual hours otherwise.
        opens_at: Option<u8>,
    },
    ReportDelay {
        practitioner: Index,
        day: u8,
        number: u32,
        minutes: u32,
    },
    WithdrawDelay {
        report: Index,
    },
    FindDelays {
        first: u8,
        days: u8,
    },
    CreateAbsence {
        practitioner: Option<Index>,
        start: u8,
        ticks: u8,
    },
    RemoveAbsence {
        absence: Index,
    },
    FindAbsences {
        start: u8,
        ticks: u8,
    },
}

/// A random step.
pub fn day_step() -> impl Strategy<Value = DayStep> {
    let index = any::<Index>;
    let patient = || 1..=PATIENTS;
    let start = || 0..TICKS;
    let ticks = || 1..=6_u8;
    let day = || 0..4_u8;
    prop_oneof![
        3 => (index(), patient(), start(), index())
            .prop_map(|(practitioner, patient, start, replaced)| DayStep::Replace {
                practitioner, patient, start, replaced,
            }),
        2 => (index(), off(), 0..=3_u8)
            .prop_map(|(booking, off, steps)| DayStep::TakeStep { booking, off, steps }),
        1 => (index(), off()).prop_map(|(booking, off)| DayStep::TickOff { booking, off }),
        1 => (0..60_u8).prop_map(|back| DayStep::CancelledByDoctor { back }),
        1 => vec(index(), 0..4).prop_map(|of| DayStep::Replacements { of }),
        1 => (index(), option::of(7..11_u8))
            .prop_map(|(practitioner, opens_at)| DayStep::SetHours { practitioner, opens_at }),
        3 => (index(), day(), 1..=3_u32, 1..=60_u32)
            .prop_map(|(practitioner, day, number, minutes)| DayStep::ReportDelay {
                practitioner, day, number, minutes,
            }),
        2 => index().prop_map(|report| DayStep::WithdrawDelay { report }),
        1 => (day(), day()).prop_map(|(first, days)| DayStep::FindDelays { first, days }),
        2 => (option::of(index()), start(), ticks())
            .prop_map(|(practitioner, start, ticks)| DayStep::CreateAbsence {
                practitioner, start, ticks,
            }),
        1 => index().prop_map(|absence| DayStep::RemoveAbsence { absence }),
        1 => (start(), ticks()).prop_map(|(start, ticks)| DayStep::FindAbsences { start, ticks }),
    ]
}

impl Practice {
    /// What `step` means now, given what `model` holds.
    pub(super) async fn day_call(&mut self, model: &dyn Store, step: &DayStep) -> Call {
        match *step {
            DayStep::Replace {
                practitioner,
                patient,
                start,
                replaced,
            } => {
                let replaced = self.wished(replaced).id;
                let (mut wanted, trace) = self
                    .wish(model, practitioner, patient, interval(start, 3))
                    .await;
                wanted.replaces = Some(replaced);
                self.bookings.push(wanted.clone());
                Call::Book(wanted, trace)
            }
            DayStep::TakeStep {
                booking,
                off,
                steps,
            } => {
                let mut after = self.appointment(model, booking, off).await;
                let noted = |step: u8| (step < steps).then(|| self.now());
                after.attendance = Attendance {
                    arrived_at: noted(0),
                    called_in_at: noted(1),
                    finished_at: noted(2),
                };
                self.save(after)
            }
            DayStep::TickOff { booking, off } => {
                let mut after = self.appointment(model, booking, off).await;
                let at = self.now();
                if let Some(cancellation) = &mut after.cancellation {
                    let by = "Élodie".to_owned();
                    cancellation.closed = match cancellation.closed {
                        Some(_) => None,
                        None => Some(Closed { by, at }),
                    };
                }
                self.save(after)
            }
            DayStep::CancelledByDoctor { back } => {
                Call::CancelledByDoctor(self.now() - Duration::seconds(back.into()))
            }
            DayStep::Replacements { ref of } => {
                Call::Replacements(of.iter().map(|index| self.wished(*index).id).collect())
            }
            DayStep::SetHours {
                practitioner,
                opens_at,
            } => {
                let practitioner = self.practitioner(practitioner);
                let week = opens_at.map(|hour| hours(&[(1, &format!("{hour}:00"), "19:00")]));
                let trace = self.trace(EntityKind::Practitioner, practitioner);
                Call::SetHours(practitioner, week, trace)
            }
            DayStep::ReportDelay {
                practitioner,
                day,
                number,
                minutes,
            } => {
                let mut report = DelayBuilder::numbered(self.operations + 1)
                    .with_number(number)
                    .with_minutes(minutes)
                    .build();
                report.practitioner_id = self.practitioner(practitioner);
                report.day = self::day(day);
                let trace = self.trace(EntityKind::Delay, report.id);
                (report.op_id, report.at) = (trace.op_id, trace.at);
                self.reports.push(report.id);
                Call::ReportDelay(report, trace)
            }
            DayStep::WithdrawDelay { report } => {
                let report = one_of(&self.reports, report);
                let trace = self.trace(EntityKind::Delay, report);
                Call::WithdrawDelay(report, trace.at, trace)
            }
            DayStep::FindDelays { first, days } => {
                Call::FindDelays(self::day(first), self::day(first + days))
            }
            DayStep::CreateAbsence {
                practitioner,
                start,
                ticks,
            } => {
                let mut absence = AbsenceBuilder::numbered(self.operations + 1).build();
                absence.practitioner_id = practitioner.map(|index| self.practitioner(index));
                absence.interval = interval(start, ticks);
                let trace = self.trace(EntityKind::Absence, absence.id);
                absence.created_at = trace.at;
                self.absences.push(absence.id);
                Call::CreateAbsence(absence, trace)
            }
            DayStep::RemoveAbsence { absence } => {
                let absence = one_of(&self.absences, absence);
                Call::RemoveAbsence(absence, self.trace(EntityKind::Absence, absence))
            }
            DayStep::FindAbsences { start, ticks } => Call::FindAbsences(interval(start, ticks)),
        }
    }
}

/// One of these, or one that is not there.
fn one_of<T: NumberedId + Copy>(ids: &[T], index: Index) -> T {
    if ids.is_empty() {
        id(u64::MAX)
    } else {
        *index.get(ids)
    }
}

fn day(number: u8) -> NaiveDate {
    date("2026-11-30") + Duration::days(number.into())
}
