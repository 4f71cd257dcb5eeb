//! Free times: who may be booked when, and the search for the next ones.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use medigest_domain::absence::Absence;
use medigest_domain::appointment::free::{Availability, DayPart};
use medigest_domain::field::FieldRule;
use medigest_domain::id::{AppointmentId, PatientId, PractitionerId};
use medigest_domain::permission::Action;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::time::{Interval, Minutes, instant, local_day, parse_date, parse_time};

use crate::absences::NamedAbsence;
use crate::actor::Actor;
use crate::error::{AppError, AppResult, FreeSlot};
use crate::ports::AppointmentFilter;
use crate::practice::Practice;

/// How far a search looks, in windows of days that grow: most find what they need in the first.
const WINDOWS_DAYS: [i64; 4] = [3, 11, 28, 60];
/// The most times one search answers.
const MAX_FOUND: usize = 30;

/// What to search.
#[derive(Debug, Clone)]
pub struct FreeSlotRequest {
    /// With whom; none for anybody.
    pub practitioner_id: Option<PractitionerId>,
    /// Leaves out times at which this patient is busy.
    pub patient_id: Option<PatientId>,
    /// Minutes.
    pub duration_minutes: u32,
    /// Mornings or afternoons only.
    pub part: Option<DayPart>,
    /// First local date, as typed.
    pub from: String,
    /// Local time of that date to start from, as typed; empty for its beginning.
    pub from_time: String,
    /// How many, at most 30.
    pub count: usize,
}

impl Practice {
    /// The next free times, earliest first; of several practitioners free at once, by name.
    ///
    /// # Errors
    /// `Forbidden`; `Validation` on `durationMinutes`, `from`, `fromTime` or `practitionerId`.
    pub async fn free_slots(
        &self,
        actor: &Actor,
        request: &FreeSlotRequest,
    ) -> AppResult<Vec<FreeSlot>> {
        self.authorise(actor, Action::ReadPlanning, None).await?;
        let duration = Minutes::parse(request.duration_minutes)
            .map_err(|rule| AppError::field("durationMinutes", rule))?;
        let first = parse_date(&request.from).map_err(|rule| AppError::field("from", rule))?;
        let earliest = self
            .start_of(first, &request.from_time)
            .map_err(|rule| AppError::field("fromTime", rule))?;
        let practitioners = self.searched(request.practitioner_id).await?;
        let wanted = request.count.min(MAX_FOUND);
        let mut found = Vec::new();
        let mut from = first.max(self.today());
        for days in WINDOWS_DAYS {
            let after = from + Duration::days(days);
            let mut in_window = self
                .free_between(&practitioners, request, duration, from, after)
                .await?;
            in_window.retain(|(slot, _)| slot.interval.start >= earliest);
            in_window.sort_by_key(|(slot, name)| (slot.interval.start, name.clone()));
            found.extend(in_window.into_iter().map(|(slot, _)| slot));
            if found.len() >= wanted {
                break;
            }
            from = after;
        }
        found.truncate(wanted);
        Ok(found)
    }

    fn start_of(&self, date: NaiveDate, time: &str) -> Result<DateTime<Utc>, FieldRule> {
        if time.trim().is_empty() {
            return Ok(local_day(self.zone(), date).start);
        }
        instant(self.zone(), date, parse_time(time)?)
    }

    async fn searched(&self, only: Option<PractitionerId>) -> AppResult<Vec<Practitioner>> {
        if let Some(id) = only {
            return Ok(vec![self.bookable(id).await?]);
        }
        let mut practitioners = self.store.practitioners().await?;
        practitioners.retain(|practitioner| practitioner.active);
        Ok(practitioners)
    }

    /// The free times from one date to before another, with the practitioner's name.
    async fn free_between(
        &self,
        practitioners: &[Practitioner],
        request: &FreeSlotRequest,
        duration: Minutes,
        from: NaiveDate,
        before: NaiveDate,
    ) -> AppResult<Vec<(FreeSlot, String)>> {
        let within = Interval {
            start: local_day(self.zone(), from).start,
            end: local_day(self.zone(), before).start,
        };
        let calendar = self
            .calendar(
                request.practitioner_id,
                request.patient_id.as_slice(),
                within,
            )
            .await?;
        let now = self.now();
        let mut found = Vec::new();
        for practitioner in practitioners {
            let availability =
                calendar.availability(practitioner, request.patient_id, &[], self.zone());
            let dates = from.iter_days().take_while(|date| *date < before);
            let free = dates.flat_map(|date| availability.on(date, duration, request.part, now));
            found.extend(free.map(|interval| {
                let slot = FreeSlot {
                    practitioner_id: practitioner.id,
                    interval,
                };
                (slot, practitioner.details.name.clone())
            }));
        }
        Ok(found)
    }

    /// What is taken within a span: of one practitioner or of all, and of these patients.
    pub(crate) async fn calendar(
        &self,
        practitioner: Option<PractitionerId>,
        patients: &[PatientId],
        within: Interval,
    ) -> AppResult<Calendar> {
        let filter = AppointmentFilter {
            practitioner,
            patient: None,
            within,
        };
        let mut appointments = self.store.appointments(filter).await?;
        if !patients.is_empty() {
            appointments.extend(self.store.appointments_of(patients, within).await?);
        }
        Ok(Calendar {
            blocking: appointments
                .iter()
                .filter(|appointment| appointment.blocks())
                .map(|appointment| Blocking {
                    id: appointment.id,
                    practitioner_id: appointment.practitioner_id,
                    patient_id: appointment.patient_id,
                    interval: appointment.interval,
                })
                .collect(),
            absences: self.store.absences(within).await?,
        })
    }

    /// Refuses what lies outside the opening hours or within an absence, unless the user accepted it.
    pub(crate) async fn check_open(
        &self,
        practitioner: &Practitioner,
        interval: Interval,
        accepted: bool,
    ) -> AppResult<()> {
        if accepted {
            return Ok(());
        }
        let date = self.local_date(interval.start);
        let facts = self.day_facts(practitioner, date).await?;
        if facts.is_open(interval) {
            return Ok(());
        }
        Err(AppError::OutsideHours {
            absence: facts
                .absence_at(interval)
                .map(|absence| Box::new(NamedAbsence::of(absence, practitioner))),
            openings: facts.openings,
        })
    }
}

struct Blocking {
    id: AppointmentId,
    practitioner_id: PractitionerId,
    patient_id: PatientId,
    interval: Interval,
}

/// What is taken within a span of days.
pub(crate) struct Calendar {
    blocking: Vec<Blocking>,
    absences: Vec<Absence>,
}

impl Calendar {
    /// With whom and when an appointment stands, if it is among those read.
    pub(crate) fn place_of(&self, id: AppointmentId) -> Option<(PractitionerId, Interval)> {
        let found = self.blocking.iter().find(|blocking| blocking.id == id)?;
        Some((found.practitioner_id, found.interval))
    }

    /// Without one appointment: the one that is to be moved.
    pub(crate) fn without(mut self, id: AppointmentId) -> Self {
        self.blocking.retain(|blocking| blocking.id != id);
        self
    }

    /// When `practitioner` may be booked for a patient, who is one of those read; leaves `promised` times alone.
    pub(crate) fn availability(
        &self,
        practitioner: &Practitioner,
        patient: Option<PatientId>,
        promised: &[Interval],
        zone: Tz,
    ) -> Availability {
        let blocking = self
            .blocking
            .iter()
            .filter(|taken| {
                taken.practitioner_id == practitioner.id || Some(taken.patient_id) == patient
            })
            .map(|taken| taken.interval);
        let away = self
            .absences
            .iter()
            .filter(|absence| absence.concerns(practitioner.id))
            .map(|absence| absence.interval);
        let taken = blocking.chain(away).chain(promised.iter().copied());
        Availability::new(zone, practitioner.opening_hours(), taken.collect())
    }
}
