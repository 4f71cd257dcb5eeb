//! Moving old entries to a file that still verifies.
//!
//! In this order, so that a crash at any moment loses nothing: the log is verified; the file is written and is on
//! the disk for good; it is read again and verified; only then are the archive noted, its trace written and the
//! entries deleted, which the store finishes after a crash.

use std::io;

use chrono::{DateTime, Utc};
use medigest_domain::appointment::ActionState;
use medigest_domain::chain::{Entry, Head};
use medigest_domain::field::FieldRule;
use medigest_domain::id::OpId;
use medigest_domain::permission::Action;
use medigest_domain::time::{local_day, parse_date};
use medigest_domain::trace::AuditAction;

use super::PAGE;
use super::archived::check_archive;
use super::export::unwritten;
use super::verify::{Verification, voucher};
use crate::actor::Actor;
use crate::error::{AppError, AppResult};
use crate::ports::{Anchor, ArchiveFile, ArchiveHeader, ArchiveLine, LogArchive};
use crate::practice::Practice;

impl Practice {
    /// Moves the entries up to the local date `until`, included, to the file that `create` makes under the name
    /// it is given; none when there are none. A chain is moved up to its first entry of a later date. `seen` are
    /// the places this device kept outside the base.
    ///
    /// # Errors
    /// `Forbidden`; `Validation` of `until`, which must be over; `NotAllowedNow` when the log does not verify;
    /// `Internal` when the file cannot be written.
    pub async fn archive_log(
        &self,
        actor: &Actor,
        until: &str,
        op_id: OpId,
        seen: &[Head],
        create: impl FnOnce(&str) -> io::Result<Box<dyn ArchiveFile>> + Send,
    ) -> AppResult<Option<LogArchive>> {
        self.authorise(actor, Action::ReadAuditLog, None).await?;
        let day = parse_date(until).map_err(|rule| AppError::field("until", rule))?;
        if day >= self.today() {
            return Err(AppError::field("until", FieldRule::InFuture));
        }
        self.finish_pending().await?;
        let archives = self.store.archives().await?;
        if let Some(done) = archives.into_iter().find(|done| done.op_id == op_id) {
            return Ok(Some(done));
        }
        self.expect_clean_log(seen).await?;
        let Some(header) = self.to_archive(local_day(self.zone(), day).end).await? else {
            return Ok(None);
        };
        let name = format!("medigest-journal-{}.jsonl", day.format("%Y-%m-%d"));
        let file = create(&name).map_err(unwritten)?;
        let (file, written) = self.write_archive(file, &header).await?;
        let name = file.name();
        let read = tokio::task::spawn_blocking(move || check_archive(file.as_ref()));
        let check = read
            .await
            .map_err(|_| AppError::Internal("reading the archive was interrupted".to_owned()))?
            .map_err(|problem| {
                AppError::Internal(format!("an archive just written: {problem:?}"))
            })?;
        let archive = LogArchive {
            op_id,
            until: header.until,
            file: name,
            sha256: check.sha256.clone(),
            entries: written,
            anchors: header.after.clone(),
            finished: false,
        };
        if check.header != header || !check.is_of(&archive) {
            let lost = "the archive does not hold what was written to it";
            return Err(AppError::Internal(lost.to_owned()));
        }
        let details = format!(
            "Journal archivé jusqu'au {} : {} entrées, {}, {}",
            day.format("%d/%m/%Y"),
            archive.entries,
            archive.file,
            voucher(&archive)
        );
        let trace = self.trace(op_id, actor, AuditAction::ArchiveLog, None, details);
        self.store.archive(&archive, &trace).await?;
        Ok(Some(archive))
    }

    /// A log that does not verify stays whole: it is the evidence.
    async fn expect_clean_log(&self, seen: &[Head]) -> AppResult<()> {
        let wish = Verification {
            seen,
            progress: &|_, _| {},
        };
        let checked = self.check_log(&wish).await?;
        if checked.report.found.is_empty() && !checked.stopped {
            Ok(())
        } else {
            Err(AppError::NotAllowedNow(ActionState::NotApplicable))
        }
    }

    /// From where to where the chains are to be moved; none when nothing is.
    async fn to_archive(&self, until: DateTime<Utc>) -> AppResult<Option<ArchiveHeader>> {
        let archive = self.vouched_archive().await?;
        let before = archive.map_or_else(Vec::new, |archive| archive.anchors);
        let mut after = before.clone();
        for head in self.store.heads().await? {
            let begin = place_of(&before, &head.chain);
            let Some(last) = self.last_before(&head, begin, until).await? else {
                continue;
            };
            after.retain(|anchor| anchor.head.chain != head.chain);
            after.push(last);
        }
        after.sort_by(|a, b| a.head.chain.cmp(&b.head.chain));
        let practice = self.settings().practice_name;
        Ok((after != before).then_some(ArchiveHeader {
            practice,
            until,
            before,
            after,
        }))
    }

    /// The last entry of a chain before its first one noted at `until` or later.
    async fn last_before(
        &self,
        head: &Head,
        begin: u64,
        until: DateTime<Utc>,
    ) -> AppResult<Option<Anchor>> {
        let (mut last, mut after) = (None, begin);
        while after < head.place {
            let page = self.store.linked_entries(&head.chain, after, PAGE).await?;
            for Entry { content, link } in &page {
                let Some(link) = link else { return Ok(last) };
                if content.timestamp >= until.timestamp_millis() {
                    return Ok(last);
                }
                after = link.place;
                last = Some(Anchor {
                    head: link.head(),
                    device: content.device.clone(),
                });
            }
            if page.is_empty() {
                break;
            }
        }
        Ok(last)
    }

    /// Writes everything between the places of `header`; the file, and how many entries it holds.
    async fn write_archive(
        &self,
        mut file: Box<dyn ArchiveFile>,
        header: &ArchiveHeader,
    ) -> AppResult<(Box<dyn ArchiveFile>, u64)> {
        file.write(&ArchiveLine::Header(header.clone()))
            .map_err(unwritten)?;
        let mut written = 0;
        for Anchor { head, .. } in &header.after {
            let mut after = place_of(&header.before, &head.chain);
            while after < head.place {
                let page = self.store.linked_entries(&head.chain, after, PAGE).await?;
                let linked = page.into_iter().filter_map(|entry| {
                    let place = entry.link.as_ref()?.place;
                    (place <= head.place).then_some((place, entry))
                });
                let begun = after;
                for (place, entry) in linked {
                    file.write(&ArchiveLine::Entry(Box::new(entry)))
                        .map_err(unwritten)?;
                    after = place;
                    written += 1;
                }
                if after == begun {
                    break;
                }
            }
        }
        file.sync().map_err(unwritten)?;
        Ok((file, written))
    }
}

fn place_of(anchors: &[Anchor], chain: &str) -> u64 {
    let mut heads = anchors.iter().map(|anchor| &anchor.head);
    heads
        .find(|head| head.chain == chain)
        .map_or(0, |head| head.place)
}
