//! Searching the log.

use medigest_domain::chain::Entry;
use medigest_domain::field::FieldRule;
use medigest_domain::permission::Action;
use medigest_domain::time::{Interval, local_day, parse_date};
use medigest_domain::trace::{AuditAction, EntityKind};

use crate::actor::Actor;
use crate::error::{AppError, AppResult};
use crate::ports::{TraceFilter, TracePosition};
use crate::practice::Practice;

/// Entries of a page.
const MOST: u32 = 200;
/// Characters of a text to look for.
const LONGEST: usize = 100;

/// Which entries to look for, as typed: all conditions hold together.
#[derive(Debug, Clone, Default)]
pub struct LogQuery {
    /// Part of a user name; empty for everybody.
    pub user: String,
    /// Of this action.
    pub action: Option<AuditAction>,
    /// About an object of this kind.
    pub entity: Option<EntityKind>,
    /// First local date; empty for all.
    pub from: String,
    /// Last local date; empty for all.
    pub to: String,
    /// Part of the details or of an object's id, or an operation; empty for all.
    pub text: String,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// At most so many; never more than 200.
    pub limit: u32,
}

/// The entries that fit.
#[derive(Debug, Clone)]
pub struct LogPage {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// How many fit in all.
    pub total: u64,
    /// Where to read on; none at the end.
    pub cursor: Option<String>,
}

impl Practice {
    /// The entries of the audit log that fit. Looking for them is traced first; reading on, or the same again while
    /// one has it open, is not.
    ///
    /// # Errors
    /// `Forbidden`; `Validation` of `from`, `to`, `user`, `text` or `cursor`.
    pub async fn search_log(&self, actor: &Actor, query: &LogQuery) -> AppResult<LogPage> {
        self.authorise(actor, Action::ReadAuditLog, None).await?;
        let limit = query.limit.clamp(1, MOST);
        let mut filter = self.filter(query)?;
        // One more says whether there is more.
        filter.limit = limit + 1;
        self.note_reading(actor, query).await?;
        let mut entries = self.store.search_traces(&filter).await?;
        let has_more = entries.len() > limit as usize;
        // Who has looked through the whole log for a page that is not full need not do so again to count.
        let total = if has_more || filter.after.is_some() {
            self.store.count_traces(&filter).await?
        } else {
            entries.len() as u64
        };
        entries.truncate(limit as usize);
        let last = entries.last().filter(|_| has_more);
        Ok(LogPage {
            cursor: last.map(|entry| TracePosition::of(entry).to_string()),
            entries,
            total,
        })
    }

    pub(super) fn filter(&self, query: &LogQuery) -> AppResult<TraceFilter> {
        let cursor = query.cursor.as_deref().map(str::parse).transpose();
        Ok(TraceFilter {
            user: looked_for("user", &query.user)?,
            action: query.action,
            entity: query.entity,
            within: self.period(&query.from, &query.to)?,
            text: looked_for("text", &query.text)?,
            after: cursor.map_err(|_| AppError::field("cursor", FieldRule::Unknown))?,
            limit: 0,
        })
    }

    /// From the beginning of a local date to the end of another.
    fn period(&self, from: &str, to: &str) -> AppResult<Option<Interval>> {
        let day = |field, text: &str| {
            let date = (!text.trim().is_empty())
                .then(|| parse_date(text))
                .transpose();
            let date = date.map_err(|rule| AppError::field(field, rule))?;
            AppResult::Ok(date.map(|date| local_day(self.zone(), date)))
        };
        let (from, to) = (day("from", from)?, day("to", to)?);
        if from.is_none() && to.is_none() {
            return Ok(None);
        }
        let start = from.map_or(chrono::DateTime::UNIX_EPOCH, |day| day.start);
        let end = to.map_or(chrono::DateTime::<chrono::Utc>::MAX_UTC, |day| day.end);
        if end <= start {
            return Err(AppError::field("to", FieldRule::EndsBeforeStart));
        }
        Ok(Some(Interval { start, end }))
    }
}

fn looked_for(field: &'static str, text: &str) -> AppResult<String> {
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return Err(AppError::field(field, FieldRule::TooLong));
    }
    Ok(text.to_owned())
}
