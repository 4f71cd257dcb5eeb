//! Delays: a preview, one write, and withdrawing it.

use chrono::{DateTime, NaiveDate, Utc};
use medigest_domain::appointment::Appointment;
use medigest_domain::delay::{DelayReport, Effect, begins, effect, parse_minutes};
use medigest_domain::field::{FieldRule, Findings};
use medigest_domain::id::{DelayId, OpId, PractitionerId};
use medigest_domain::permission::Action;
use medigest_domain::time::{instant, parse_date, parse_time};
use medigest_domain::trace::{AuditAction, EntityKind};

use crate::actor::Actor;
use crate::details;
use crate::error::{AppError, AppResult};
use crate::planning::{DayFacts, Line};
use crate::practice::Practice;

/// A delay as typed.
#[derive(Debug, Clone)]
pub struct DelayRequest {
    /// Who is late.
    pub practitioner_id: PractitionerId,
    /// Local date.
    pub date: String,
    /// Local time from which it holds; empty: from who should be in now.
    pub from: String,
    /// Minutes.
    pub minutes: u32,
    /// Added to the delay that holds, instead of replacing it.
    pub add: bool,
}

/// What a delay would do.
#[derive(Debug, Clone)]
pub struct DelayPreview {
    /// The report as it would be written.
    pub report: DelayReport,
    /// What it does to the day.
    pub effect: Effect,
    /// What runs into a break, past closing or past midnight, where the delay puts it.
    pub overflow: Vec<Line>,
}

/// A report not yet written, with the day it is about.
struct Draft {
    report: DelayReport,
    rows: Vec<Appointment>,
    facts: DayFacts,
    practitioner_name: String,
}

impl Practice {
    /// What a delay would do to the day.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; `Validation` on `date`, `from` or `minutes`.
    pub async fn preview_delay(
        &self,
        actor: &Actor,
        request: &DelayRequest,
    ) -> AppResult<DelayPreview> {
        let draft = self.draft(actor, request, self.ids.op()).await?;
        let facts = DayFacts {
            delay: Some(draft.report.clone()),
            ..draft.facts
        };
        let effect = effect(&draft.rows, &draft.report, &facts.openings, facts.bounds);
        let projected = facts.project(&draft.rows);
        let overflow = effect
            .overflow
            .iter()
            .filter_map(|place| Some((draft.rows.get(*place)?.clone(), *projected.get(*place)?)))
            .collect();
        Ok(DelayPreview {
            overflow: self.lines_with(actor, overflow, &facts).await?,
            effect,
            report: draft.report,
        })
    }

    /// Reports a delay; it replaces the one that holds, or adds to it.
    ///
    /// # Errors
    /// As [`Practice::preview_delay`]; `ChangedByOther` when another device reported in the same moment.
    pub async fn report_delay(
        &self,
        actor: &Actor,
        request: &DelayRequest,
        op_id: OpId,
    ) -> AppResult<DelayReport> {
        let Draft {
            report,
            practitioner_name,
            ..
        } = self.draft(actor, request, op_id).await?;
        let details = details::delay("signalé", &report, &practitioner_name, self.zone());
        let object = Some((EntityKind::Delay, report.id.to_string()));
        let trace = self.trace(op_id, actor, AuditAction::ReportDelay, object, details);
        self.store
            .report_delay(&report, &trace)
            .await
            .map_err(AppError::on(EntityKind::Delay))
    }

    /// Withdraws a delay: the plan stands as before.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`.
    pub async fn withdraw_delay(&self, actor: &Actor, id: DelayId, op_id: OpId) -> AppResult<()> {
        let found = self.store.delay(id).await?;
        let report = found.ok_or(AppError::NotFound(EntityKind::Delay))?;
        self.authorise(actor, Action::ReportDelay, Some(report.practitioner_id))
            .await?;
        let name = self
            .store
            .practitioner(report.practitioner_id)
            .await?
            .map(|practitioner| practitioner.details.name)
            .unwrap_or_default();
        let details = details::delay("retiré", &report, &name, self.zone());
        let object = Some((EntityKind::Delay, id.to_string()));
        let trace = self.trace(op_id, actor, AuditAction::WithdrawDelay, object, details);
        self.store
            .withdraw_delay(id, self.now(), &trace)
            .await
            .map_err(AppError::on(EntityKind::Delay))?;
        Ok(())
    }

    async fn draft(&self, actor: &Actor, request: &DelayRequest, op_id: OpId) -> AppResult<Draft> {
        let practitioner_id = request.practitioner_id;
        self.authorise(actor, Action::ReportDelay, Some(practitioner_id))
            .await?;
        let practitioner = self.practitioner(practitioner_id).await?;
        let mut findings = Findings::default();
        let day = findings.parsed("date", parse_date(&request.date));
        let minutes = findings.parsed("minutes", parse_minutes(request.minutes));
        let from =
            day.and_then(|day| findings.parsed("from", self.typed_start(day, &request.from)));
        let typed = day.zip(minutes).zip(from);
        let ((day, minutes), from) = findings.finish(typed, false)?;
        let latest = self.latest_delay(practitioner_id, day).await?;
        // Asked again after a lost answer, it does not add to itself.
        let latest = latest.filter(|report| report.op_id != op_id);
        let facts = self.day_facts(&practitioner, day).await?;
        let rows = self.rows(practitioner_id, facts.bounds).await?;
        let now = self.now();
        let holding = latest
            .as_ref()
            .filter(|report| report.holds() && request.add);
        let total = holding.map_or(0, |report| report.minutes) + minutes;
        let report = DelayReport {
            id: DelayId::from_bytes(op_id.bytes()),
            practitioner_id,
            day,
            number: latest.as_ref().map_or(0, |report| report.number) + 1,
            from: from
                .or(holding.map(|report| report.from))
                .unwrap_or_else(|| begins(&rows, now.clamp(facts.bounds.start, facts.bounds.end))),
            minutes: parse_minutes(total).map_err(|rule| AppError::field("minutes", rule))?,
            by: actor.username.clone(),
            at: now,
            op_id,
            withdrawn_at: None,
        };
        Ok(Draft {
            report,
            rows,
            facts,
            practitioner_name: practitioner.details.name,
        })
    }

    fn typed_start(&self, day: NaiveDate, text: &str) -> Result<Option<DateTime<Utc>>, FieldRule> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        instant(self.zone(), day, parse_time(text)?).map(Some)
    }

    /// The last report of a practitioner's day, withdrawn or not.
    async fn latest_delay(
        &self,
        practitioner: PractitionerId,
        day: NaiveDate,
    ) -> AppResult<Option<DelayReport>> {
        let reports = self.store.delays(day, day).await?;
        Ok(reports
            .into_iter()
            .find(|report| report.practitioner_id == practitioner))
    }
}
