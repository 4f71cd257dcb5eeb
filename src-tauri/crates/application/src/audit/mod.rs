//! The audit log as its readers use it: searched, verified, exported, archived. Each of these is written to it, too.

mod archive;
mod archived;
mod csv;
mod export;
mod reading;
mod search;
mod verify;

pub use archived::{ArchiveCheck, ArchiveStanding, CheckedArchive, check_archive};
pub use search::{LogPage, LogQuery};
pub(crate) use verify::Verifying;
pub use verify::{LogReport, Verification};

use medigest_domain::id::OpId;
use medigest_domain::trace::AuditAction;

use crate::actor::Actor;
use crate::error::AppResult;
use crate::practice::Practice;

/// Entries read at once.
const PAGE: u32 = 5_000;

impl Practice {
    /// Writes to the log what `actor` does with the log itself, or takes out of the practice; once per operation.
    async fn note_of_log(
        &self,
        actor: &Actor,
        op_id: OpId,
        action: AuditAction,
        details: String,
    ) -> AppResult<()> {
        let trace = self.trace(op_id, actor, action, None, details);
        Ok(self.store.append(&trace).await?)
    }
}
