//! The call-back list: patients whose appointment the doctor cancelled, until they have another or need none.

use std::collections::HashMap;
use std::ops::ControlFlow;

use chrono::Duration;
use medigest_domain::appointment::{ActionState, Appointment, Cancellation, Closed, Status};
use medigest_domain::id::{AppointmentId, OpId, PatientId, PractitionerId};
use medigest_domain::permission::{Action, Scope, scope};
use medigest_domain::practitioner::Practitioner;
use medigest_domain::time::{Interval, Minutes, local_day};
use medigest_domain::trace::{AuditAction, EntityKind};

use crate::actor::Actor;
use crate::booking::BookingRequest;
use crate::changes::RescheduleRequest;
use crate::details;
use crate::error::{AppError, AppResult, FreeSlot};
use crate::free_slots::Calendar;
use crate::planning::Line;
use crate::practice::Practice;

/// How long a patient stays on the list, in days.
const KEPT_DAYS: i64 = 90;
/// How long a settled patient is still shown, in days.
const SETTLED_DAYS: i64 = 7;
/// How many times are proposed to each.
const PROPOSED: usize = 2;
/// How far proposals reach, in days.
const PROPOSED_DAYS: i64 = 30;

/// How a patient on the list was settled.
#[derive(Debug, Clone)]
pub enum Settled {
    /// Has another appointment.
    Rebooked(Box<Line>),
    /// Was ticked off without one.
    Closed(Closed),
}

/// A patient on the list.
#[derive(Debug, Clone)]
pub struct Callback {
    /// The cancelled appointment.
    pub line: Line,
    /// The next free times of its length with the same practitioner, on no day that they have left; each is
    /// proposed to one patient only.
    pub proposals: Vec<FreeSlot>,
    /// None while open.
    pub settled: Option<Settled>,
}

impl Practice {
    /// Who must be called back, of one practitioner or of all: open ones first, then those settled in the last
    /// seven days; in each the first cancelled first. A doctor sees their own.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn callbacks(
        &self,
        actor: &Actor,
        practitioner: Option<PractitionerId>,
    ) -> AppResult<Vec<Callback>> {
        let practitioner = match scope(actor.role, Action::ReportDelay) {
            Some(Scope::Own) => practitioner.or(actor.practitioner_id),
            _ => practitioner,
        };
        self.authorise(actor, Action::ReportDelay, practitioner)
            .await?;
        let listed = self.listed(practitioner).await?;
        let given_up = self.given_up(&listed);
        let ids: Vec<_> = listed.iter().map(|row| row.id).collect();
        let replacements = self.store.replacements(&ids).await?;
        let replacements = self.lines(actor, replacements).await?;
        let mut replacements: HashMap<AppointmentId, Line> = replacements
            .into_iter()
            .filter_map(|line| Some((line.appointment.replaces?, line)))
            .collect();
        let recent = self.now() - Duration::days(SETTLED_DAYS);
        let mut open = Vec::new();
        let mut settled = Vec::new();
        for line in self.lines(actor, listed).await? {
            let row = &line.appointment;
            if let Some(replacement) = replacements.remove(&row.id) {
                if replacement.appointment.created_at >= recent {
                    settled.push((line, Settled::Rebooked(Box::new(replacement))));
                }
            } else if let Some(closed) = closed(row) {
                if closed.at >= recent {
                    let closed = closed.clone();
                    settled.push((line, Settled::Closed(closed)));
                }
            } else {
                open.push(line);
            }
        }
        let mut callbacks = self.with_proposals(open, given_up).await?;
        callbacks.extend(settled.into_iter().map(|(line, settled)| Callback {
            line,
            proposals: Vec::new(),
            settled: Some(settled),
        }));
        Ok(callbacks)
    }

    /// The cancelled appointments whose patients nobody has settled.
    pub(crate) async fn open_callbacks(
        &self,
        practitioner: Option<PractitionerId>,
    ) -> AppResult<Vec<Appointment>> {
        let mut open = self.listed(practitioner).await?;
        open.retain(Appointment::asks_for_callback);
        let ids: Vec<_> = open.iter().map(|row| row.id).collect();
        let replaced: Vec<_> = self
            .store
            .replacements(&ids)
            .await?
            .iter()
            .filter_map(|row| row.replaces)
            .collect();
        open.retain(|row| !replaced.contains(&row.id));
        Ok(open)
    }

    async fn listed(&self, practitioner: Option<PractitionerId>) -> AppResult<Vec<Appointment>> {
        let since = self.now() - Duration::days(KEPT_DAYS);
        let mut listed = self.store.cancelled_by_doctor(since).await?;
        listed.retain(|row| practitioner.is_none_or(|id| id == row.practitioner_id));
        Ok(listed)
    }

    /// When practitioners are not there: from what they cancelled to the end of that day.
    fn given_up(&self, cancelled: &[Appointment]) -> HashMap<PractitionerId, Vec<Interval>> {
        let zone = self.zone();
        let mut given_up: HashMap<_, Vec<_>> = HashMap::new();
        for row in cancelled {
            let start = row.interval.start;
            let day = local_day(zone, start.with_timezone(&zone).date_naive());
            let rest = Interval {
                start,
                end: day.end,
            };
            given_up.entry(row.practitioner_id).or_default().push(rest);
        }
        given_up
    }

    /// `taken` is left alone, and so is what was proposed to another patient.
    async fn with_proposals(
        &self,
        open: Vec<Line>,
        mut taken: HashMap<PractitionerId, Vec<Interval>>,
    ) -> AppResult<Vec<Callback>> {
        let calendars = self.calendars(&open).await?;
        let (today, now) = (self.today(), self.now());
        let mut callbacks = Vec::with_capacity(open.len());
        for line in open {
            let row = &line.appointment;
            let mut proposals = Vec::new();
            if let (Some((practitioner, calendar)), Ok(duration)) = (
                calendars.get(&row.practitioner_id),
                Minutes::parse(row.minutes()),
            ) {
                let taken = taken.entry(practitioner.id).or_default();
                let patient = Some(row.patient_id);
                let availability = calendar.availability(practitioner, patient, taken, self.zone());
                proposals = today
                    .iter_days()
                    .take(usize::try_from(PROPOSED_DAYS).unwrap_or(0))
                    .flat_map(|date| availability.on(date, duration, None, now))
                    .take(PROPOSED)
                    .map(|interval| FreeSlot {
                        practitioner_id: practitioner.id,
                        interval,
                    })
                    .collect();
                taken.extend(proposals.iter().map(|slot| slot.interval));
            }
            callbacks.push(Callback {
                line,
                proposals,
                settled: None,
            });
        }
        Ok(callbacks)
    }

    /// The active practitioners of these, each read once with what is taken of theirs and of their patients in the
    /// days that proposals reach.
    async fn calendars(
        &self,
        open: &[Line],
    ) -> AppResult<HashMap<PractitionerId, (Practitioner, Calendar)>> {
        let mut patients: HashMap<PractitionerId, Vec<PatientId>> = HashMap::new();
        for row in open.iter().map(|line| &line.appointment) {
            let theirs = patients.entry(row.practitioner_id).or_default();
            theirs.push(row.patient_id);
        }
        let today = self.today();
        let within = Interval {
            start: local_day(self.zone(), today).start,
            end: local_day(self.zone(), today + Duration::days(PROPOSED_DAYS)).end,
        };
        let mut calendars = HashMap::new();
        for (id, patients) in patients {
            let found = self.store.practitioner(id).await?;
            let Some(practitioner) = found.filter(|practitioner| practitioner.active) else {
                continue;
            };
            let calendar = self.calendar(Some(id), &patients, within).await?;
            calendars.insert(id, (practitioner, calendar));
        }
        Ok(calendars)
    }

    /// Books the appointment that replaces a cancelled one: once, whoever tries. Its reason, if it was not shown, is
    /// taken over.
    ///
    /// # Errors
    /// As [`Practice::book`]; `NotAllowedNow` if the patient is not on the list, `ChangedByOther` if somebody
    /// else has just rebooked them.
    pub async fn rebook(
        &self,
        actor: &Actor,
        id: AppointmentId,
        wish: &RescheduleRequest,
        op_id: OpId,
    ) -> AppResult<Line> {
        let found = self.store.appointment(id).await?;
        let cancelled = found.ok_or(AppError::NotFound(EntityKind::Appointment))?;
        self.authorise(actor, Action::Book, Some(cancelled.practitioner_id))
            .await?;
        if !cancelled.asks_for_callback() {
            return Err(AppError::NotAllowedNow(ActionState::NotApplicable));
        }
        let request = BookingRequest {
            patient_id: cancelled.patient_id,
            practitioner_id: wish.practitioner_id,
            date: wish.date.clone(),
            time: wish.time.clone(),
            duration_minutes: wish.duration_minutes,
            reason: wish.reason.clone(),
            instead_of: Some(id),
            accept_outside_hours: wish.accept_outside_hours,
        };
        self.book_in_place_of(actor, &request, Some(id), op_id)
            .await
    }

    /// Ticks a patient off without another appointment.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`, `ChangedByOther`, `NotAllowedNow` if the patient is not on the list.
    pub async fn close_callback(
        &self,
        actor: &Actor,
        id: AppointmentId,
        v: u32,
        op_id: OpId,
    ) -> AppResult<Line> {
        let closed = Closed {
            by: actor.username.clone(),
            at: self.now(),
        };
        let action = AuditAction::CloseCallback;
        self.settle(actor, id, v, Some(closed), action, op_id).await
    }

    /// Puts a patient who was ticked off back on the list.
    ///
    /// # Errors
    /// As [`Practice::close_callback`].
    pub async fn reopen_callback(
        &self,
        actor: &Actor,
        id: AppointmentId,
        v: u32,
        op_id: OpId,
    ) -> AppResult<Line> {
        let action = AuditAction::ReopenCallback;
        self.settle(actor, id, v, None, action, op_id).await
    }

    async fn settle(
        &self,
        actor: &Actor,
        id: AppointmentId,
        v: u32,
        closed: Option<Closed>,
        action: AuditAction,
        op_id: OpId,
    ) -> AppResult<Line> {
        let before = match self.current(actor, id, v, Action::Book, op_id).await? {
            ControlFlow::Continue(before) => before,
            ControlFlow::Break(done) => return Ok(done),
        };
        let not_so = AppError::NotAllowedNow(ActionState::NotApplicable);
        let Some(cancellation) = before.cancellation.clone() else {
            return Err(not_so);
        };
        if before.status != Status::CancelledByDoctor
            || cancellation.closed.is_some() == closed.is_some()
        {
            return Err(not_so);
        }
        let after = Appointment {
            cancellation: Some(Cancellation {
                closed,
                ..cancellation
            }),
            ..before
        };
        let word = match action {
            AuditAction::CloseCallback => "rappel clos sans nouveau rendez-vous",
            _ => "remis à rappeler",
        };
        let details = details::step(word, &after, self.zone());
        self.write(actor, after, action, details, op_id).await
    }
}

fn closed(row: &Appointment) -> Option<&Closed> {
    row.cancellation.as_ref()?.closed.as_ref()
}
