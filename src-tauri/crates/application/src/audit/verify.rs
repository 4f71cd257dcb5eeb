//! Verifying the log: every chain is read through from where it was archived, and compared with what was seen of
//! it elsewhere.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};
use medigest_domain::chain::{Content, Entry, Finding, Head, Report, Verifier};
use medigest_domain::hex;
use medigest_domain::permission::Action;
use medigest_domain::trace::AuditAction;
use sha2::{Digest as _, Sha256};
use tokio::sync::Mutex;

use super::PAGE;
use crate::actor::Actor;
use crate::error::AppResult;
use crate::ports::{Anchor, LogArchive};
use crate::practice::Practice;

/// One verification at a time, which may be stopped.
#[derive(Debug, Default)]
pub(crate) struct Verifying {
    one: Mutex<()>,
    stop: AtomicBool,
}

/// A verification that is about to begin.
pub struct Verification<'a> {
    /// Places this device saw before and kept outside the base.
    pub seen: &'a [Head],
    /// Told how many entries were read, of about how many.
    pub progress: &'a (dyn Fn(u64, u64) + Sync),
}

/// What a verification found.
#[derive(Debug)]
pub struct LogReport {
    /// Chains, counts and what does not fit.
    pub report: Report,
    /// The device that wrote the last entry of each chain.
    pub devices: HashMap<String, String>,
    /// The chain of this device.
    pub own_chain: String,
    /// It was stopped before the end.
    pub stopped: bool,
    /// When it ended.
    pub at: DateTime<Utc>,
}

impl Practice {
    /// Verifies the audit log, and says so in it.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn verify_log(&self, actor: &Actor, wish: Verification<'_>) -> AppResult<LogReport> {
        self.authorise(actor, Action::ReadAuditLog, None).await?;
        let report = self.check_log(&wish).await?;
        let details = described(&report);
        self.note_of_log(actor, self.ids.op(), AuditAction::VerifyLog, details)
            .await?;
        Ok(report)
    }

    /// Stops the verification under way, if there is one.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn stop_verifying(&self, actor: &Actor) -> AppResult<()> {
        self.authorise(actor, Action::ReadAuditLog, None).await?;
        self.verifying.stop.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// The last places of the chains, for this device to keep outside the base. A place it has `kept` stays where
    /// it is when the log contradicts it, until somebody verifies.
    ///
    /// # Errors
    /// When the base does not answer.
    pub async fn seen_places(&self, kept: &[Head]) -> AppResult<Vec<Head>> {
        let mut places = kept.to_vec();
        for head in self.store.heads().await? {
            match places.iter_mut().find(|place| place.chain == head.chain) {
                None => places.push(head),
                Some(place) => {
                    let after = place.place.saturating_sub(1);
                    let there = self.store.linked_entries(&place.chain, after, 1).await?;
                    let first = there.first().and_then(|entry| entry.link.as_ref());
                    let moved_to_a_file = first.is_some_and(|link| link.place > place.place);
                    if moved_to_a_file || first.is_some_and(|link| link.head() == *place) {
                        *place = head;
                    }
                }
            }
        }
        Ok(places)
    }

    /// Reads the log through; again, if entries were moved to a file meanwhile.
    pub(super) async fn check_log(&self, wish: &Verification<'_>) -> AppResult<LogReport> {
        let _one_at_a_time = self.verifying.one.lock().await;
        self.verifying.stop.store(false, Ordering::Relaxed);
        loop {
            let archives = self.store.archives().await?;
            let report = self.read_through(wish).await?;
            if report.stopped || self.store.archives().await? == archives {
                return Ok(report);
            }
        }
    }

    async fn read_through(&self, wish: &Verification<'_>) -> AppResult<LogReport> {
        let total = self.store.count_entries().await?;
        let archive = self.vouched_archive().await?;
        // What the entries up to the first look saw is there at the second, which bounds what is read: however
        // long reading takes, what is written meanwhile makes no difference.
        let believed = self.store.heads().await?;
        let heads = self.store.heads().await?;
        let anchors = archive.as_ref().map_or(&[][..], |archive| &archive.anchors);
        let archived: Vec<_> = anchors.iter().map(|anchor| anchor.head.clone()).collect();
        let mut reading = Reading {
            verifier: Verifier::after(&archived).believing(&believed),
            devices: anchors
                .iter()
                .map(|anchor| (anchor.head.chain.clone(), anchor.device.clone()))
                .collect(),
            done: 0,
        };
        for head in wish.seen {
            reading.verifier.seen(&self.store.own_chain(), head.clone());
        }
        // What a crash left of an archived chain is about to be deleted.
        let is_finished = archive.as_ref().is_none_or(|archive| archive.finished);
        let mut stopped = false;
        for head in &heads {
            let anchor = archived.iter().find(|one| one.chain == head.chain);
            let mut after = anchor.map_or(0, |one| if is_finished { 0 } else { one.place });
            while after < head.place && !stopped {
                let page = self.store.linked_entries(&head.chain, after, PAGE).await?;
                let Some(last) = reading.take(&page, head.place) else {
                    // Something stands there that nobody can read.
                    reading.verifier.seen(&head.chain, head.clone());
                    break;
                };
                after = last;
                (wish.progress)(reading.done, total);
                stopped = self.verifying.stop.load(Ordering::Relaxed);
            }
        }
        let mut unlinked = 0;
        while !stopped {
            let page = self.store.unlinked_entries(unlinked, PAGE).await?;
            if page.is_empty() {
                break;
            }
            unlinked += page.len() as u64;
            reading.take(&page, 0);
            (wish.progress)(reading.done, total);
            stopped = self.verifying.stop.load(Ordering::Relaxed);
        }
        let mut report = reading.verifier.report();
        if stopped {
            // What was not read is not missing.
            report
                .found
                .retain(|found| !matches!(found.finding, Finding::Cut { .. }));
        }
        Ok(LogReport {
            report,
            devices: reading.devices,
            own_chain: self.store.own_chain(),
            stopped,
            at: self.now(),
        })
    }

    /// The newest archive for which the log vouches: its trace names the file and the places. One that anybody
    /// could have written into the base makes no gap look like an archive.
    pub(super) async fn vouched_archive(&self) -> AppResult<Option<LogArchive>> {
        for archive in self.store.archives().await?.into_iter().rev() {
            let trace = self.store.entry(archive.op_id).await?;
            if trace.is_some_and(|entry| vouches(&entry.content, &archive)) {
                return Ok(Some(archive));
            }
        }
        Ok(None)
    }
}

/// A verification under way.
struct Reading {
    verifier: Verifier,
    devices: HashMap<String, String>,
    done: u64,
}

impl Reading {
    /// Takes the entries of a page up to `until`; the last place it took, none if it took none.
    fn take(&mut self, page: &[Entry], until: u64) -> Option<u64> {
        let mut last = None;
        for entry in page {
            match &entry.link {
                Some(link) if link.place <= until => {
                    self.verifier.linked(link, &entry.content);
                    last = Some(link.place);
                }
                Some(_) => break,
                None => self.verifier.unlinked(&entry.content),
            }
            self.done += 1;
        }
        let newest = page.iter().rev().find_map(|entry| {
            let link = entry.link.as_ref().filter(|link| link.place <= until)?;
            Some((link.chain.clone(), entry.content.device.clone()))
        });
        self.devices.extend(newest);
        last
    }
}

/// Whether an entry is the trace of `archive`.
pub(super) fn vouches(content: &Content, archive: &LogArchive) -> bool {
    content.action == AuditAction::ArchiveLog.stored()
        && content.details.ends_with(&voucher(archive))
}

/// How the trace of an archive ends: what it says of the file and of the places is bound to the log.
pub(super) fn voucher(archive: &LogArchive) -> String {
    let mut places = String::new();
    for Anchor { head, device } in &archive.anchors {
        // Writing to a text does not fail.
        let _ = writeln!(
            places,
            "{} {} {} {device}",
            head.chain, head.place, head.seal
        );
    }
    let places = hex::digits(&Sha256::digest(places));
    format!("fichier {}, rangs {places}", archive.sha256)
}

fn described(report: &LogReport) -> String {
    let Report {
        entries,
        heads,
        found,
        ..
    } = &report.report;
    let end = if report.stopped {
        "interrompu après"
    } else {
        "vérifié :"
    };
    let found = match found.len() {
        0 => "rien d'anormal".to_owned(),
        1 => "1 anomalie".to_owned(),
        many => format!("{many} anomalies"),
    };
    let chains = match heads.len() {
        1 => "1 chaîne".to_owned(),
        many => format!("{many} chaînes"),
    };
    format!("Journal {end} {entries} entrées, {chains}, {found}")
}
