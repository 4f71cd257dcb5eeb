//! "Ma journée": what a doctor looks at for three seconds between two patients.

use chrono::{DateTime, NaiveDate, Utc};
use medigest_domain::appointment::Step;
use medigest_domain::permission::Action;
use medigest_domain::trace::EntityKind;

use super::{Column, Line};
use crate::actor::Actor;
use crate::error::{AppError, AppResult};
use crate::practice::Practice;

/// The signed-in doctor's day.
#[derive(Debug, Clone)]
pub struct MyDay {
    /// The local date.
    pub date: NaiveDate,
    /// The practitioner they are, with the whole day.
    pub column: Column,
    /// In consultation.
    pub current: Option<Line>,
    /// Arrived and not called in, in the order in which they will be seen.
    pub waiting: Vec<Line>,
    /// Not here yet, in the order in which they will be seen.
    pub next: Vec<Line>,
    /// Finished, absent or cancelled, earliest first.
    pub past: Vec<Line>,
    /// Minutes free before the next patient: 0 when somebody waits or is in, none when nobody is left.
    pub free_minutes: Option<u32>,
    /// When the last patient left to see is done.
    pub ends_at: Option<DateTime<Utc>>,
    /// Patients of theirs to call back whom nobody has settled.
    pub callbacks: u32,
}

impl Practice {
    /// The day of the practitioner that the actor is.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound` if the account is linked to no practitioner.
    pub async fn my_day(&self, actor: &Actor) -> AppResult<MyDay> {
        self.authorise(actor, Action::ReadPlanning, None).await?;
        let missing = AppError::NotFound(EntityKind::Practitioner);
        let Some(practitioner) = actor.practitioner_id else {
            return Err(missing);
        };
        let date = self.today();
        let day = self.day(actor, date, Some(practitioner)).await?;
        let column = day.columns.into_iter().next().ok_or(missing)?;
        let callbacks = self.open_callbacks(Some(practitioner)).await?.len();
        let now = self.now();
        let of =
            |keep: fn(&Line) -> bool| column.lines.iter().filter(move |line| keep(line)).cloned();
        let in_order = |lines: &mut Vec<Line>| {
            lines.sort_by_key(|line| (line.stands().start, line.appointment.id));
        };
        let current = of(|line| stands_at(line, Step::InConsultation))
            .max_by_key(|line| line.appointment.attendance.called_in_at);
        let mut waiting: Vec<Line> = of(|line| stands_at(line, Step::Waiting)).collect();
        let mut next: Vec<Line> = of(|line| stands_at(line, Step::Expected)).collect();
        in_order(&mut waiting);
        in_order(&mut next);
        let left = || current.iter().chain(&waiting).chain(&next);
        let ends_at = left().map(|line| line.stands().end).max();
        let free_minutes = if current.is_some() || !waiting.is_empty() {
            Some(0)
        } else {
            next.first().map(|line| {
                let minutes = (line.stands().start - now).num_minutes();
                u32::try_from(minutes).unwrap_or(0)
            })
        };
        let current_id = current.as_ref().map(|line| line.appointment.id);
        let past = column
            .lines
            .iter()
            .filter(|line| match line.appointment.attendance.step() {
                _ if !line.appointment.blocks() => true,
                // Somebody called in before and never noted as finished.
                Step::InConsultation => Some(line.appointment.id) != current_id,
                step => step == Step::Finished,
            })
            .cloned()
            .collect();
        Ok(MyDay {
            date,
            past,
            current,
            waiting,
            next,
            free_minutes,
            ends_at,
            callbacks: u32::try_from(callbacks).unwrap_or(u32::MAX),
            column,
        })
    }
}

/// Whether it stands and its visit is at `step`.
fn stands_at(line: &Line, step: Step) -> bool {
    line.appointment.blocks() && line.appointment.attendance.step() == step
}
