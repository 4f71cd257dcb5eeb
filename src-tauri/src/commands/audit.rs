//! The audit log.

use std::io::BufWriter;
use std::path::PathBuf;

use medigest_application::Verification;
use medigest_application::ports::ArchiveFile;
use medigest_store::archive::JsonLines;
use tauri::State;

use super::op;
use crate::error::CommandResult;
use crate::events::LongTask;
use crate::exports;
use crate::state::AppState;
use crate::views::audit::{
    ArchiveReportView, AuditPageView, AuditQueryInput, AuditReportView, SavedFileView,
};
use crate::views::count;

/// The entries of the audit log that fit, newest first.
#[tauri::command]
#[specta::specta]
pub async fn audit_search(
    state: State<'_, AppState>,
    input: AuditQueryInput,
) -> CommandResult<AuditPageView> {
    let desk = state.desk().await?;
    let page = desk
        .practice
        .search_log(&desk.actor, &input.into())
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(AuditPageView::of(page, desk.zone()))
}

/// Verifies the chains of the audit log; tells its progress by `longTaskProgress`.
#[tauri::command]
#[specta::specta]
pub async fn audit_verify(state: State<'_, AppState>) -> CommandResult<AuditReportView> {
    let desk = state.desk().await?;
    let report = state.reporter(LongTask::AuditVerify);
    let wish = Verification {
        seen: &state.kept_places().await,
        progress: &|done, total| report(count(done), count(total)),
    };
    let verified = desk
        .practice
        .verify_log(&desk.actor, wish)
        .await
        .map_err(|error| desk.refuse(error))?;
    state.keep_places().await;
    Ok(AuditReportView::of(verified, desk.zone()))
}

/// Verifies the archive at a path.
#[tauri::command]
#[specta::specta]
pub async fn audit_verify_archive(
    state: State<'_, AppState>,
    path: String,
) -> CommandResult<ArchiveReportView> {
    let desk = state.desk().await?;
    let file = Box::new(JsonLines::at(path.trim()));
    let checked = desk
        .practice
        .verify_archive(&desk.actor, file)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(ArchiveReportView::of(checked, desk.zone()))
}

/// Writes the entries that fit to a file. Progress: `longTaskProgress` (`auditExport`).
#[tauri::command]
#[specta::specta]
pub async fn audit_export(
    state: State<'_, AppState>,
    input: AuditQueryInput,
    op_id: String,
) -> CommandResult<SavedFileView> {
    let desk = state.desk().await?;
    let report = state.reporter(LongTask::AuditExport);
    let progress = |done, total| report(count(done), count(total));
    let mut made = None;
    let create = || {
        let name = format!("medigest-journal-{}.csv", desk.practice.today());
        let (file, path) = exports::create(state.device().export_folders(), &name)?;
        made = Some(path);
        Ok(BufWriter::new(file))
    };
    let (query, op_id) = (input.into(), op(&op_id)?);
    let work = desk
        .practice
        .export_log(&desk.actor, &query, op_id, &progress, create);
    let written = state
        .stops()
        .unless_stopped(LongTask::AuditExport, work)
        .await;
    let path: PathBuf = made.unwrap_or_default();
    match written {
        Ok(entries) => Ok(SavedFileView::of(&path, entries)),
        Err(error) => {
            exports::discard(&path);
            Err(desk.refuse(error))
        }
    }
}

/// Moves entries up to a local date, included, to a file that still verifies.
#[tauri::command]
#[specta::specta]
pub async fn audit_archive(
    state: State<'_, AppState>,
    until: String,
    op_id: String,
) -> CommandResult<SavedFileView> {
    let desk = state.desk().await?;
    let folders = state.device().export_folders();
    let seen = state.kept_places().await;
    let mut made = None;
    let create = |name: &str| {
        let (file, path) = exports::create(folders, name)?;
        made = Some(path.clone());
        Ok(Box::new(JsonLines::new(file, path)) as Box<dyn ArchiveFile>)
    };
    // A file that was begun is never removed: after a lost answer it may be all there is of its entries.
    let archive = desk
        .practice
        .archive_log(&desk.actor, &until, op(&op_id)?, &seen, create)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(archive.map_or_else(SavedFileView::none, |archive| {
        let path = made.unwrap_or_else(|| exports::find(folders, &archive.file));
        SavedFileView::of(&path, archive.entries)
    }))
}
