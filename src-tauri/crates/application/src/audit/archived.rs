//! Reading an archive of the log: whether it still says what was moved to it.

use std::io::{self, ErrorKind};

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use medigest_domain::chain::{Head, Report, Verifier};
use medigest_domain::permission::Action;
use medigest_domain::trace::AuditAction;

use super::verify::vouches;
use crate::actor::Actor;
use crate::error::{AppError, AppResult};
use crate::ports::{Anchor, ArchiveFile, ArchiveHeader, ArchiveLine, FileProblem, LogArchive};
use crate::practice::Practice;

/// What reading an archive file told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveCheck {
    /// Its first line.
    pub header: ArchiveHeader,
    /// SHA-256 of the file, as hexadecimal digits.
    pub sha256: String,
    /// Its entries, and what does not fit in its chains; they end where the header says.
    pub report: Report,
    /// Lines that are no entries.
    pub unreadable: u64,
}

impl ArchiveCheck {
    /// Whether it is the file that `archive` speaks of, unchanged.
    #[must_use]
    pub fn is_of(&self, archive: &LogArchive) -> bool {
        self.is_whole()
            && self.sha256 == archive.sha256
            && self.report.entries == archive.entries
            && self.header.after == archive.anchors
    }

    /// The last local date whose entries it has.
    #[must_use]
    pub fn last_day(&self, zone: Tz) -> NaiveDate {
        // A forged one may be no date that has a day before.
        let next = self.header.until.with_timezone(&zone).date_naive();
        next.checked_sub_days(Days::new(1)).unwrap_or(next)
    }

    /// Whether its chains are what its first line says.
    fn is_whole(&self) -> bool {
        self.report.found.is_empty() && self.unreadable == 0
    }
}

/// What an archive file is to this practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArchiveStanding {
    /// What was moved to it, unchanged.
    Intact {
        /// The log still has the trace that vouches for the file. That of an older archive was itself moved to a
        /// later one.
        vouched: bool,
    },
    /// Its chains do not hold, or they do and it is no longer the file that was written.
    Altered,
    /// Its chains hold, but this base never moved anything to it: the file of another practice, or of another copy.
    Unknown,
}

/// A file that was verified.
#[derive(Debug)]
pub struct CheckedArchive {
    /// What it is to this practice.
    pub standing: ArchiveStanding,
    /// What reading it told.
    pub check: ArchiveCheck,
    /// The chain of this device.
    pub own_chain: String,
}

/// Reads an archive file through and verifies its chains, from where they stood before to where they stand after.
///
/// # Errors
/// When it cannot be read, or is no archive.
pub fn check_archive(file: &dyn ArchiveFile) -> Result<ArchiveCheck, FileProblem> {
    let mut begun: Option<(ArchiveHeader, Verifier)> = None;
    let mut unreadable = 0;
    let read = file.read(&mut |line| match (line, &mut begun) {
        (ArchiveLine::Header(header), None) => {
            let before: Vec<_> = heads(&header.before).collect();
            // What its entries saw of other chains may stand in another file.
            begun = Some((header, Verifier::after(&before).believing(&[])));
        }
        (ArchiveLine::Entry(entry), Some((_, verifier))) => match &entry.link {
            Some(link) => verifier.linked(link, &entry.content),
            None => verifier.unlinked(&entry.content),
        },
        // A second header, or anything before the first, belongs to no chain.
        (ArchiveLine::Header(_) | ArchiveLine::Unreadable, _) | (ArchiveLine::Entry(_), None) => {
            unreadable += 1;
        }
    });
    let sha256 = read.map_err(|error| problem(&error))?;
    let (header, mut verifier) = begun.ok_or(FileProblem::NotRecognised)?;
    for head in heads(&header.after) {
        verifier.seen("", head);
    }
    Ok(ArchiveCheck {
        header,
        sha256,
        report: verifier.report(),
        unreadable,
    })
}

fn heads(anchors: &[Anchor]) -> impl Iterator<Item = Head> {
    anchors.iter().map(|anchor| anchor.head.clone())
}

fn problem(error: &io::Error) -> FileProblem {
    match error.kind() {
        ErrorKind::InvalidData => FileProblem::NotRecognised,
        ErrorKind::Unsupported => FileProblem::TooNew,
        _ => FileProblem::Missing,
    }
}

impl Practice {
    /// Verifies an archive of the log, and says so in the log.
    ///
    /// # Errors
    /// `Forbidden`; `FileUnusable`.
    pub async fn verify_archive(
        &self,
        actor: &Actor,
        file: Box<dyn ArchiveFile>,
    ) -> AppResult<CheckedArchive> {
        self.authorise(actor, Action::ReadAuditLog, None).await?;
        let read = tokio::task::spawn_blocking(move || check_archive(file.as_ref()));
        let check = read
            .await
            .map_err(|_| AppError::Internal("reading an archive was interrupted".to_owned()))?
            .map_err(AppError::FileUnusable)?;
        let standing = self.standing_of(&check).await?;
        let details = self.described_archive(&check, standing);
        self.note_of_log(actor, self.ids.op(), AuditAction::VerifyLog, details)
            .await?;
        Ok(CheckedArchive {
            standing,
            check,
            own_chain: self.store.own_chain(),
        })
    }

    async fn standing_of(&self, check: &ArchiveCheck) -> AppResult<ArchiveStanding> {
        let archives = self.store.archives().await?;
        if let Some(archive) = archives.iter().find(|archive| check.is_of(archive)) {
            let trace = self.store.entry(archive.op_id).await?;
            let vouched = trace.is_some_and(|entry| vouches(&entry.content, archive));
            return Ok(ArchiveStanding::Intact { vouched });
        }
        let is_known = archives
            .iter()
            .any(|archive| archive.anchors == check.header.after);
        Ok(if is_known || !check.is_whole() {
            ArchiveStanding::Altered
        } else {
            ArchiveStanding::Unknown
        })
    }

    /// The name of the file is whoever chose it's, and stays out of the log.
    fn described_archive(&self, check: &ArchiveCheck, standing: ArchiveStanding) -> String {
        let last = check.last_day(self.zone()).format("%d/%m/%Y");
        let found = match (standing, check.report.found.len()) {
            (ArchiveStanding::Intact { .. }, _) => "inchangée".to_owned(),
            (ArchiveStanding::Unknown, _) => "inconnue de cette base".to_owned(),
            (ArchiveStanding::Altered, 0) => "modifiée".to_owned(),
            (ArchiveStanding::Altered, 1) => "modifiée, 1 anomalie".to_owned(),
            (ArchiveStanding::Altered, many) => format!("modifiée, {many} anomalies"),
        };
        let entries = check.report.entries;
        format!("Archive vérifiée : jusqu'au {last}, {entries} entrées, {found}")
    }
}
