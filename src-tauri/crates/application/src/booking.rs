//! Booking: a slot is never given twice, and a refusal says what stands there and what is free instead.

use medigest_domain::appointment::free::HORIZON_DAYS;
use medigest_domain::appointment::placement::Wish;
use medigest_domain::appointment::{Appointment, Attendance, Status};
use medigest_domain::field::{FieldIssue, FieldRule, Findings, both};
use medigest_domain::id::{AppointmentId, OpId, PatientId, PractitionerId};
use medigest_domain::permission::{Action, permits};
use medigest_domain::practitioner::Practitioner;
use medigest_domain::text::optional_block;
use medigest_domain::time::{Interval, Minutes, local_day};
use medigest_domain::trace::{AuditAction, EntityKind};

use crate::actor::Actor;
use crate::details;
use crate::error::{AppError, AppResult, Blocking, FreeSlot};
use crate::planning::Line;
use crate::ports::StoreError;
use crate::practice::Practice;

/// How many free times a refusal offers.
const OFFERED: usize = 3;
/// The longest reason, in characters.
const MAX_REASON: usize = 500;

/// A booking as asked for.
#[derive(Debug, Clone)]
pub struct BookingRequest {
    /// For whom.
    pub patient_id: PatientId,
    /// With whom.
    pub practitioner_id: PractitionerId,
    /// Local date, as typed.
    pub date: String,
    /// Local time, as typed.
    pub time: String,
    /// Minutes.
    pub duration_minutes: u32,
    /// Why; may be empty. None if the form did not show the one of `instead_of`, which then is taken over.
    pub reason: Option<String>,
    /// The appointment of the patient that this one is booked instead of.
    pub instead_of: Option<AppointmentId>,
    /// The user knows that it is outside the opening hours.
    pub accept_outside_hours: bool,
}

impl Practice {
    /// Books an appointment.
    ///
    /// # Errors
    /// `Forbidden`, `Validation`, `NotFound` (the patient, or what it is booked instead of), `KeyMissing`;
    /// `OutsideHours` unless accepted; `SlotTaken` with what stands there and what is free.
    pub async fn book(
        &self,
        actor: &Actor,
        request: &BookingRequest,
        op_id: OpId,
    ) -> AppResult<Line> {
        self.book_in_place_of(actor, request, None, op_id).await
    }

    /// Books an appointment that `replaces` one the doctor cancelled.
    pub(crate) async fn book_in_place_of(
        &self,
        actor: &Actor,
        request: &BookingRequest,
        replaces: Option<AppointmentId>,
        op_id: OpId,
    ) -> AppResult<Line> {
        self.authorise(actor, Action::Book, Some(request.practitioner_id))
            .await?;
        let (interval, reason) = self.placed(
            &request.date,
            &request.time,
            request.duration_minutes,
            request.reason.as_deref(),
        )?;
        let practitioner = self.bookable(request.practitioner_id).await?;
        if self
            .store
            .patient_summaries(&[request.patient_id])
            .await?
            .is_empty()
        {
            return Err(AppError::NotFound(EntityKind::Patient));
        }
        self.check_open(&practitioner, interval, request.accept_outside_hours)
            .await?;
        let now = self.now();
        let id = AppointmentId::from_bytes(op_id.bytes());
        let former = self.former(request).await?;
        let (reason, reason_of) =
            actor.new_reason(id, request.patient_id, former.as_ref(), reason.as_deref())?;
        let wanted = Appointment {
            id,
            v: 1,
            patient_id: request.patient_id,
            practitioner_id: practitioner.id,
            practitioner_name: practitioner.details.name,
            interval,
            reason,
            reason_of,
            status: Status::Confirmed,
            cancellation: None,
            attendance: Attendance::default(),
            replaces,
            double_booked: false,
            op_id,
            created_by: actor.username.clone(),
            created_at: now,
            updated_at: now,
        };
        let details = details::booked(&wanted, self.zone());
        let object = Some((EntityKind::Appointment, wanted.id.to_string()));
        let trace = self.trace(
            op_id,
            actor,
            AuditAction::CreateAppointment,
            object,
            details,
        );
        match self.store.book(&wanted, &trace).await {
            Ok(booked) => self.line(actor, booked).await,
            Err(StoreError::Taken { blocking }) => {
                Err(self.taken(actor, &wanted, blocking).await?)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// What is booked anew by `request`: an appointment of the same patient.
    async fn former(&self, request: &BookingRequest) -> AppResult<Option<Appointment>> {
        let Some(id) = request.instead_of else {
            return Ok(None);
        };
        let found = self.store.appointment(id).await?;
        let theirs = found.filter(|former| former.patient_id == request.patient_id);
        let missing = AppError::NotFound(EntityKind::Appointment);
        theirs.map(Some).ok_or(missing)
    }

    /// The interval and reason of a request, every finding reported at once; a reason that was not shown is none.
    pub(crate) fn placed(
        &self,
        date: &str,
        time: &str,
        duration: u32,
        reason: Option<&str>,
    ) -> Result<(Interval, Option<String>), Vec<FieldIssue>> {
        let mut findings = Findings::default();
        let reason = reason.map(|reason| {
            findings
                .parsed("reason", optional_block(reason, MAX_REASON))
                .flatten()
                .unwrap_or_default()
        });
        let reason_findings = findings.finish(Some(reason), false);
        let placed = Wish {
            date,
            time,
            duration,
        }
        .place(self.zone(), self.now());
        both(placed, reason_findings)
    }

    /// The practitioner, if they take appointments.
    pub(crate) async fn bookable(&self, id: PractitionerId) -> AppResult<Practitioner> {
        match self.store.practitioner(id).await? {
            Some(practitioner) if practitioner.active => Ok(practitioner),
            Some(_) => Err(AppError::field("practitionerId", FieldRule::Inactive)),
            None => Err(AppError::field("practitionerId", FieldRule::Unknown)),
        }
    }

    /// The refusal of `wanted`: what blocks it, as far as `actor` may know, and the nearest free times.
    pub(crate) async fn taken(
        &self,
        actor: &Actor,
        wanted: &Appointment,
        blocking: Vec<Appointment>,
    ) -> AppResult<AppError> {
        let may_read = permits(
            actor.role,
            actor.practitioner_id,
            Action::ReadPatients,
            None,
        );
        let ids: Vec<PatientId> = blocking.iter().map(|other| other.patient_id).collect();
        let patients = if may_read {
            self.store.patient_summaries(&ids).await?
        } else {
            Vec::new()
        };
        let blocking = blocking
            .into_iter()
            .map(|other| Blocking {
                patient_name: patients
                    .iter()
                    .find(|patient| patient.id == other.patient_id)
                    .map(medigest_domain::patient::PatientSummary::full_name),
                same_patient: other.patient_id == wanted.patient_id,
                practitioner_name: other.practitioner_name,
                interval: other.interval,
            })
            .collect();
        Ok(AppError::SlotTaken {
            blocking,
            nearest: self.nearest_free(wanted).await?,
        })
    }

    /// The free times nearest to `wanted`, for its practitioner and its patient. `wanted` itself blocks none, but
    /// where it stands already is not offered.
    async fn nearest_free(&self, wanted: &Appointment) -> AppResult<Vec<FreeSlot>> {
        let Ok(duration) = Minutes::parse(wanted.minutes()) else {
            return Ok(Vec::new());
        };
        let Some(practitioner) = self.store.practitioner(wanted.practitioner_id).await? else {
            return Ok(Vec::new());
        };
        let first_day = local_day(self.zone(), self.local_date(wanted.interval.start));
        let within = Interval {
            start: first_day.start,
            end: first_day.end + chrono::Duration::days(HORIZON_DAYS + 1),
        };
        let calendar = self
            .calendar(Some(practitioner.id), &[wanted.patient_id], within)
            .await?;
        let stands = calendar.place_of(wanted.id);
        Ok(calendar
            .without(wanted.id)
            .availability(&practitioner, Some(wanted.patient_id), &[], self.zone())
            .nearest(wanted.interval.start, duration, self.now(), OFFERED + 1)
            .into_iter()
            .filter(|interval| stands != Some((practitioner.id, *interval)))
            .take(OFFERED)
            .map(|interval| FreeSlot {
                practitioner_id: wanted.practitioner_id,
                interval,
            })
            .collect())
    }
}
