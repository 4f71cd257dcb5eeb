//! The audit log: entries, what verifying it found, files made of it.

use std::path::Path;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use medigest_application::{
    ArchiveStanding as Standing, CheckedArchive, LogPage, LogQuery, LogReport,
};
use medigest_domain::chain::{Entry, Finding, Found, Head};
use medigest_domain::trace::{self, EntityKind};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::count;
use super::local::{local_date_time, local_second};
use super::mirror::{AuditAction, Entity};

/// Findings shown; beyond them only their number counts.
const FINDINGS: usize = 200;

/// Which entries of the audit log.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditQueryInput {
    /// Part of a user name; empty for everybody.
    user: String,
    action: Option<AuditAction>,
    entity: Option<Entity>,
    /// First local date; empty for all.
    from: String,
    /// Last local date; empty for all.
    to: String,
    /// Part of the details or of an id; empty for all.
    text: String,
    cursor: Option<String>,
    /// At most 200.
    limit: u32,
}

impl From<AuditQueryInput> for LogQuery {
    fn from(input: AuditQueryInput) -> Self {
        Self {
            user: input.user,
            action: input.action.map(Into::into),
            entity: input.entity.map(Into::into),
            from: input.from,
            to: input.to,
            text: input.text,
            cursor: input.cursor,
            limit: input.limit,
        }
    }
}

/// An entry of the audit log.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntryView {
    id: String,
    /// Local date and time with seconds.
    at: String,
    user: String,
    /// None for a code that this version does not know.
    action: Option<AuditAction>,
    /// As stored.
    code: String,
    details: String,
    entity: Option<Entity>,
    entity_id: Option<String>,
    device: String,
    /// Its chain and its place there; none for an entry of a time before the chains.
    chain: Option<String>,
    place: Option<u32>,
}

impl AuditEntryView {
    fn of(entry: Entry, zone: Tz) -> Self {
        let Entry { content, link } = entry;
        let at = DateTime::<Utc>::from_timestamp_millis(content.timestamp).unwrap_or_default();
        let entity = content.entity.as_deref();
        Self {
            id: content.op_id,
            at: local_second(at, zone),
            user: content.user,
            action: trace::AuditAction::from_stored(&content.action).map(Into::into),
            code: content.action,
            details: content.details,
            entity: entity.and_then(EntityKind::from_collection).map(Into::into),
            entity_id: content.entity_id,
            device: content.device,
            place: link.as_ref().map(|link| count(link.place)),
            chain: link.map(|link| link.chain),
        }
    }
}

/// The entries that fit, newest first.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditPageView {
    entries: Vec<AuditEntryView>,
    /// How many fit in all.
    total: u32,
    /// To read on; none at the end.
    cursor: Option<String>,
}

impl AuditPageView {
    /// `page` with times as they read in `zone`.
    pub fn of(page: LogPage, zone: Tz) -> Self {
        let entries = page.entries.into_iter();
        Self {
            entries: entries
                .map(|entry| AuditEntryView::of(entry, zone))
                .collect(),
            total: count(page.total),
            cursor: page.cursor,
        }
    }
}

/// What a verification of the audit log found.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditReportView {
    entries: u32,
    /// Of a time before the chains.
    unlinked: u32,
    chains: Vec<ChainView>,
    /// At most 200.
    findings: Vec<AuditFindingView>,
    findings_total: u32,
    /// It was stopped before the end.
    stopped: bool,
    /// Local date and time.
    verified_at: String,
}

impl AuditReportView {
    /// `verified` with times as they read in `zone`.
    pub fn of(verified: LogReport, zone: Tz) -> Self {
        let chain = |head: &Head| ChainView {
            device: verified
                .devices
                .get(&head.chain)
                .cloned()
                .unwrap_or_default(),
            place: count(head.place),
            own: head.chain == verified.own_chain,
            chain: head.chain.clone(),
        };
        let report = &verified.report;
        Self {
            entries: count(report.entries),
            unlinked: count(report.unlinked),
            chains: report.heads.iter().map(chain).collect(),
            findings: AuditFindingView::first(&report.found, zone),
            findings_total: count(report.found.len() as u64),
            stopped: verified.stopped,
            verified_at: local_date_time(verified.at, zone),
        }
    }
}

/// What an archive file is to this practice.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ArchiveStanding {
    /// What was moved to it, unchanged; the log vouches for it.
    Vouched,
    /// The same, but the trace that vouches for it was itself moved to a later archive.
    Noted,
    /// Its chains do not hold, or it is no longer the file that was written.
    Altered,
    /// Its chains hold, but this base never moved anything to it.
    Unknown,
}

/// What verifying an archive file found.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ArchiveReportView {
    standing: ArchiveStanding,
    /// The practice it names.
    practice: String,
    /// The last local date whose entries it has.
    until: String,
    entries: u32,
    /// Lines that are no entries.
    unreadable: u32,
    /// Where its chains stand at its end.
    chains: Vec<ChainView>,
    /// At most 200.
    findings: Vec<AuditFindingView>,
    findings_total: u32,
}

impl ArchiveReportView {
    /// `checked` with times as they read in `zone`.
    pub fn of(checked: CheckedArchive, zone: Tz) -> Self {
        let CheckedArchive {
            standing,
            check,
            own_chain,
        } = checked;
        let found = &check.report.found;
        Self {
            standing: match standing {
                Standing::Intact { vouched: true } => ArchiveStanding::Vouched,
                Standing::Intact { vouched: false } => ArchiveStanding::Noted,
                Standing::Altered => ArchiveStanding::Altered,
                Standing::Unknown => ArchiveStanding::Unknown,
            },
            until: check.last_day(zone).to_string(),
            entries: count(check.report.entries),
            unreadable: count(check.unreadable),
            findings: AuditFindingView::first(found, zone),
            findings_total: count(found.len() as u64),
            chains: check
                .header
                .after
                .iter()
                .map(|anchor| ChainView {
                    device: anchor.device.clone(),
                    place: count(anchor.head.place),
                    own: anchor.head.chain == own_chain,
                    chain: anchor.head.chain.clone(),
                })
                .collect(),
            practice: check.header.practice,
        }
    }
}

/// A device's chain.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChainView {
    chain: String,
    /// The device that wrote its last entry.
    device: String,
    /// Its last place.
    place: u32,
    /// This device's own.
    own: bool,
}

/// What does not fit.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AuditFindingKind {
    /// A field or the seal was changed.
    Edited,
    /// It does not follow the entry before it.
    Unlinked,
    /// Entries are missing.
    Missing,
    /// Two entries claim one place.
    Doubled,
    /// The end of a chain that others saw is gone.
    Cut,
    /// The chain was written anew.
    Rewritten,
    /// Written by something else than this program.
    Inserted,
}

/// Something in the audit log that does not fit.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditFindingView {
    kind: AuditFindingKind,
    /// Where; none for an entry without a link.
    chain: Option<String>,
    place: Option<u32>,
    /// The last missing place.
    to: Option<u32>,
    /// The chain that saw it otherwise.
    seen_by: Option<String>,
    /// The operation of an entry without a link.
    entry_id: Option<String>,
    /// Local date and time with seconds that the entry says; beside a gap or a cut, that of the one next to it.
    at: Option<String>,
}

impl AuditFindingView {
    /// As many as are shown.
    fn first(found: &[Found], zone: Tz) -> Vec<Self> {
        let first = found.iter().take(FINDINGS);
        first.map(|found| Self::of(found, zone)).collect()
    }

    fn of(found: &Found, zone: Tz) -> Self {
        // A forged one may be no moment at all.
        let at = found.at.and_then(DateTime::<Utc>::from_timestamp_millis);
        Self {
            at: at.map(|at| local_second(at, zone)),
            ..Self::from(&found.finding)
        }
    }
}

impl From<&Finding> for AuditFindingView {
    fn from(finding: &Finding) -> Self {
        let at = |kind, chain: &str, place: u64| Self {
            kind,
            at: None,
            chain: Some(chain.to_owned()),
            place: Some(count(place)),
            to: None,
            seen_by: None,
            entry_id: None,
        };
        match finding {
            Finding::Edited { chain, place } => at(AuditFindingKind::Edited, chain, *place),
            Finding::Unlinked { chain, place } => at(AuditFindingKind::Unlinked, chain, *place),
            Finding::Doubled { chain, place } => at(AuditFindingKind::Doubled, chain, *place),
            Finding::Missing { chain, from, to } => Self {
                to: Some(count(*to)),
                ..at(AuditFindingKind::Missing, chain, *from)
            },
            Finding::Cut {
                chain,
                place,
                seen_by,
            } => Self {
                seen_by: Some(seen_by.clone()),
                ..at(AuditFindingKind::Cut, chain, *place)
            },
            Finding::Rewritten {
                chain,
                place,
                seen_by,
            } => Self {
                seen_by: Some(seen_by.clone()),
                ..at(AuditFindingKind::Rewritten, chain, *place)
            },
            Finding::Inserted { op_id } => Self {
                kind: AuditFindingKind::Inserted,
                chain: None,
                place: None,
                to: None,
                seen_by: None,
                entry_id: Some(op_id.clone()),
                at: None,
            },
        }
    }
}

/// What a screen made.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportInput {
    /// Suggested name with its ending; made safe and unique.
    pub(crate) name: String,
    pub(crate) content_base64: String,
    /// For the audit log: "Tableau de bord, charge par praticien".
    pub(crate) what: String,
}

/// A file that was written.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedFileView {
    name: String,
    /// The whole path, to show.
    path: String,
    /// Entries or rows in it.
    entries: u32,
}

impl SavedFileView {
    /// The file at `path`.
    pub fn of(path: &Path, entries: u64) -> Self {
        let name = path.file_name().unwrap_or_default();
        Self {
            name: name.to_string_lossy().into_owned(),
            path: path.display().to_string(),
            entries: count(entries),
        }
    }

    /// There was nothing to write.
    pub const fn none() -> Self {
        Self {
            name: String::new(),
            path: String::new(),
            entries: 0,
        }
    }
}
