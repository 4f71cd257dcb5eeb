//! What leaves the practice as a file.

use std::io::{self, Write};

use chrono::{DateTime, Utc};
use medigest_domain::chain::Entry;
use medigest_domain::id::OpId;
use medigest_domain::permission::{Action, scope};
use medigest_domain::trace::AuditAction;

use super::search::LogQuery;
use super::{PAGE, csv};
use crate::actor::Actor;
use crate::error::{AppError, AppResult};
use crate::ports::TracePosition;
use crate::practice::Practice;

/// Characters of what an export is called in the log.
const LONGEST: usize = 200;

const TITLES: [&str; 9] = [
    "Date",
    "Heure",
    "Utilisateur",
    "Action",
    "Détails",
    "Objet",
    "Identifiant",
    "Poste",
    "Chaîne et rang",
];

impl Practice {
    /// Writes the entries that fit, newest first, as a table for a French Excel, to the file that `create` makes;
    /// how many. `query.cursor` and `query.limit` do not count. `progress` is told how many are written, of how many.
    /// The export is traced before the file is made.
    ///
    /// # Errors
    /// `Forbidden`; `Validation`; `Internal` when the file cannot be written.
    pub async fn export_log<W: Write + Send>(
        &self,
        actor: &Actor,
        query: &LogQuery,
        op_id: OpId,
        progress: &(dyn Fn(u64, u64) + Sync),
        create: impl FnOnce() -> io::Result<W> + Send,
    ) -> AppResult<u64> {
        self.authorise(actor, Action::ReadAuditLog, None).await?;
        let mut filter = self.filter(query)?;
        filter.after = None;
        filter.limit = PAGE;
        // Read before the trace of the export itself is there.
        let mut page = self.store.search_traces(&filter).await?;
        let total = self.store.count_traces(&filter).await?;
        let details = format!("Export : journal d'audit, {total} entrées");
        self.note_of_log(actor, op_id, AuditAction::Export, details)
            .await?;
        let mut file = create().map_err(unwritten)?;
        let mut write = |text: &str| file.write_all(text.as_bytes()).map_err(unwritten);
        write(csv::MARK)?;
        write(&csv::line(&TITLES))?;
        let mut written = 0;
        while let Some(last) = page.last() {
            filter.after = Some(TracePosition::of(last));
            for entry in &page {
                write(&self.row(entry))?;
                written += 1;
            }
            progress(written, total);
            page = self.store.search_traces(&filter).await?;
        }
        file.flush().map_err(unwritten)?;
        Ok(written)
    }

    /// Lets `actor` take `what` a screen made out of the practice, and traces it.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn note_export(&self, actor: &Actor, what: &str, op_id: OpId) -> AppResult<()> {
        // Charts come from the dashboard, which a doctor has of their own; tables from the log too.
        let (source, whose) = match scope(actor.role, Action::ReadAuditLog) {
            Some(_) => (Action::ReadAuditLog, None),
            None => (Action::ReadDashboard, actor.practitioner_id),
        };
        self.authorise(actor, source, whose).await?;
        let words: Vec<_> = what.split_whitespace().collect();
        let what: String = words.join(" ").chars().take(LONGEST).collect();
        self.note_of_log(
            actor,
            op_id,
            AuditAction::Export,
            format!("Export : {what}"),
        )
        .await
    }

    fn row(&self, entry: &Entry) -> String {
        let content = &entry.content;
        let at = DateTime::<Utc>::from_timestamp_millis(content.timestamp).unwrap_or_default();
        let local = at.with_timezone(&self.zone());
        let link = entry.link.as_ref();
        csv::line(&[
            &local.format("%d/%m/%Y").to_string(),
            &local.format("%H:%M:%S").to_string(),
            &content.user,
            &content.action,
            &content.details,
            content.entity.as_deref().unwrap_or_default(),
            content.entity_id.as_deref().unwrap_or_default(),
            &content.device,
            &link.map_or_else(String::new, |link| format!("{} {}", link.chain, link.place)),
        ])
    }
}

pub(super) fn unwritten(error: io::Error) -> AppError {
    AppError::Internal(format!("a file cannot be written: {}", error.kind()))
}
