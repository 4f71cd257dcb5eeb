//! The dashboard: the figures of a period beside those of the one before it, and the appointments behind a figure.

use futures::future::try_join;
use medigest_domain::appointment::Status;
use medigest_domain::figures::{KEPT, Member, Period, PeriodFigures, is_kept, open_minutes};
use medigest_domain::id::PractitionerId;
use medigest_domain::permission::{Action, Scope, scope};
use medigest_domain::practitioner::Practitioner;
use medigest_domain::trace::EntityKind;

use crate::actor::Actor;
use crate::error::{AppError, AppResult};
use crate::planning::Line;
use crate::ports::{FigureQuery, Narrowing};
use crate::practice::Practice;

/// The most appointments that are listed behind a figure.
const MAX_LINES: u32 = 500;

/// What figures, as typed.
#[derive(Debug, Clone)]
pub struct FiguresRequest {
    /// First local date.
    pub from: String,
    /// Last local date.
    pub to: String,
    /// None: of everybody the actor may see.
    pub practitioner_id: Option<PractitionerId>,
}

/// The figures of a period, beside those of the period of the same length right before it.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The period asked for.
    pub period: Period,
    /// Its figures.
    pub current: PeriodFigures,
    /// The figures of the period before.
    pub previous: PeriodFigures,
}

/// The appointments behind a figure: all conditions hold together.
#[derive(Debug, Clone)]
pub struct FigureListRequest {
    /// Of which period and practitioner.
    pub of: FiguresRequest,
    /// In this status.
    pub status: Option<Status>,
    /// 1 Monday to 7 Sunday. A weekday or an hour without a status means what the busiest hours count: those that
    /// were not cancelled.
    pub weekday: Option<u32>,
    /// 0 to 23.
    pub hour: Option<u32>,
    /// Only those that were due.
    pub due: bool,
    /// Only those whose waiting time is known.
    pub waited: bool,
}

impl FigureListRequest {
    fn narrowing(&self) -> Narrowing {
        let of_an_hour = self.weekday.is_some() || self.hour.is_some();
        let mut statuses = match self.status {
            Some(status) => vec![status],
            None if of_an_hour => KEPT.to_vec(),
            None => Status::ALL.to_vec(),
        };
        if self.due {
            statuses.retain(|status| is_kept(*status));
        }
        Narrowing {
            statuses,
            weekday: self.weekday,
            hour: self.hour,
            begun: self.due,
            waited: self.waited,
        }
    }
}

impl Practice {
    /// The figures of a period; a doctor sees their own.
    ///
    /// # Errors
    /// `Forbidden`; `Validation` on `from` or `to`; `NotFound` for an unknown practitioner.
    pub async fn figures(&self, actor: &Actor, request: &FiguresRequest) -> AppResult<Figures> {
        let only = self.whose_figures(actor, request).await?;
        let period = Period::parse(&request.from, &request.to)?;
        let mut staff = self.store.practitioners().await?;
        staff.retain(|practitioner| only.is_none_or(|only| only == practitioner.id));
        if only.is_some() && staff.is_empty() {
            return Err(AppError::NotFound(EntityKind::Practitioner));
        }
        let (current, previous) = try_join(
            self.figures_in(period, only, &staff),
            self.figures_in(period.before(), only, &staff),
        )
        .await?;
        Ok(Figures {
            period,
            current,
            previous,
        })
    }

    /// The appointments behind a figure, earliest first, at most 500, and how many there are.
    ///
    /// # Errors
    /// `Forbidden`; `Validation` on `from` or `to`.
    pub async fn figure_list(
        &self,
        actor: &Actor,
        request: &FigureListRequest,
    ) -> AppResult<(Vec<Line>, u32)> {
        let only = self.whose_figures(actor, &request.of).await?;
        let period = Period::parse(&request.of.from, &request.of.to)?;
        let query = self.figure_query(period, only);
        let (rows, total) = self
            .store
            .counted(&query, &request.narrowing(), MAX_LINES)
            .await?;
        Ok((self.lines(actor, rows).await?, total))
    }

    /// The one whose figures `actor` reads, none for everybody's: who may read their own only reads those, unless
    /// they ask for another's, which is refused.
    async fn whose_figures(
        &self,
        actor: &Actor,
        request: &FiguresRequest,
    ) -> AppResult<Option<PractitionerId>> {
        let own = match scope(actor.role, Action::ReadDashboard) {
            Some(Scope::Own) => actor.practitioner_id,
            Some(Scope::All) | None => None,
        };
        let whose = request.practitioner_id.or(own);
        self.authorise(actor, Action::ReadDashboard, whose).await?;
        Ok(whose)
    }

    async fn figures_in(
        &self,
        period: Period,
        only: Option<PractitionerId>,
        staff: &[Practitioner],
    ) -> AppResult<PeriodFigures> {
        let query = self.figure_query(period, only);
        let counts = self.store.counts(&query);
        let absences = self.store.absences(period.interval(self.zone()));
        let (counts, absences) = try_join(counts, absences).await?;
        let members: Vec<Member> = staff
            .iter()
            .map(|practitioner| Member {
                practitioner,
                open_minutes: open_minutes(practitioner, &absences, period, self.zone()),
            })
            .collect();
        Ok(PeriodFigures::of(&counts, period, &members))
    }

    fn figure_query(&self, period: Period, only: Option<PractitionerId>) -> FigureQuery {
        FigureQuery {
            segments: period.segments(self.zone()),
            practitioners: only.map(|only| vec![only]),
            now: self.now(),
        }
    }
}
