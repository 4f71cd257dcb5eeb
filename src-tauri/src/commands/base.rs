//! Bases as a whole: adopting, importing, backups, moving.

use std::path::{Path, PathBuf};

use tauri::State;

use crate::error::{CommandError, CommandResult};
use crate::events::LongTask;
use crate::exports;
use crate::state::{AppState, Desk};
use crate::views::adoption::{
    AdoptionOptions, AdoptionOutcome, AdoptionReport, BackupView, OverlapView, PathKind,
    TransferView, overlaps,
};
use crate::views::connection::ConnectionChoice;
use crate::views::count;

/// What adopting the open base of an older MediGest would do; changes nothing.
#[tauri::command]
#[specta::specta]
pub async fn adoption_report(state: State<'_, AppState>) -> CommandResult<AdoptionReport> {
    let desk = state.desk().await?;
    let survey = desk.practice.adoption_report(&desk.actor).await;
    let survey = survey.map_err(|error| desk.refuse(error))?;
    Ok(AdoptionReport::of(&survey, desk.zone()))
}

/// Adopts it, after a backup; goes on where it stopped. Progress: `longTaskProgress` (`adoption`).
#[tauri::command]
#[specta::specta]
pub async fn adoption_run(
    state: State<'_, AppState>,
    options: AdoptionOptions,
) -> CommandResult<AdoptionOutcome> {
    let practice = state.practice().await?;
    let report = state.reporter(LongTask::Adoption);
    let folders = state.device().export_folders();
    let name = backup_name(&practice.today().to_string());
    let mut backup = None;
    let adopting = state.sessions().replacing(&practice, async |actor| {
        let options = options.parsed()?;
        let create = || {
            let (_, path) = exports::create(folders, &name)?;
            backup = Some(path.clone());
            Ok(path)
        };
        let progress = |done, total| report(count(done), count(total));
        let work = practice.adopt_base(actor, options, create, &progress);
        let outcome = state
            .stops()
            .unless_stopped(LongTask::Adoption, work)
            .await?;
        Ok((outcome.actor.clone(), outcome))
    });
    let adopted = adopting.await;
    if let (Err(_), Some(path)) = (&adopted, &backup) {
        exports::discard_if_empty(path);
    }
    if matches!(adopted, Err(CommandError::Stopped)) {
        // Its password may be wrapped by now, with a new key pair.
        state.sessions().interrupt();
    }
    let outcome = adopted?;
    Ok(AdoptionOutcome::of(&outcome, practice.zone()))
}

/// Confirmed appointments that share time with another, which somebody must settle.
#[tauri::command]
#[specta::specta]
pub async fn adoption_overlaps(state: State<'_, AppState>) -> CommandResult<Vec<OverlapView>> {
    let desk = state.desk().await?;
    let pairs = desk.practice.adoption_overlaps(&desk.actor).await;
    let pairs = pairs.map_err(|error| desk.refuse(error))?;
    Ok(overlaps(&pairs, desk.zone()))
}

/// What importing the files of a folder (Extended JSON, a document a line) would bring; changes nothing.
#[tauri::command]
#[specta::specta]
pub async fn import_report(
    state: State<'_, AppState>,
    folder: String,
) -> CommandResult<AdoptionReport> {
    let desk = state.desk().await?;
    let survey = desk
        .practice
        .import_report(&desk.actor, Path::new(folder.trim()))
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(AdoptionReport::of(&survey, desk.zone()))
}

/// Imports them into the open base, which is empty. Progress: `longTaskProgress` (`adoption`).
#[tauri::command]
#[specta::specta]
pub async fn import_run(
    state: State<'_, AppState>,
    folder: String,
    options: AdoptionOptions,
) -> CommandResult<AdoptionOutcome> {
    let practice = state.practice().await?;
    let report = state.reporter(LongTask::Adoption);
    let folder = PathBuf::from(folder.trim());
    let importing = state.sessions().replacing(&practice, async |actor| {
        let options = options.parsed()?;
        let progress = |done, total| report(count(done), count(total));
        let work = practice.import_base(actor, &folder, options, &progress);
        let outcome = state
            .stops()
            .unless_stopped(LongTask::Adoption, work)
            .await?;
        Ok((outcome.actor.clone(), outcome))
    });
    let outcome = importing.await?;
    Ok(AdoptionOutcome::of(&outcome, practice.zone()))
}

/// Writes the whole base to a file. Progress: `longTaskProgress` (`backup`).
#[tauri::command]
#[specta::specta]
pub async fn backup_write(state: State<'_, AppState>) -> CommandResult<BackupView> {
    let desk = state.desk().await?;
    may_transfer(&desk).await?;
    let report = state.reporter(LongTask::Backup);
    let name = backup_name(&desk.practice.today().to_string());
    let (_, path) = exports::create(state.device().export_folders(), &name)
        .map_err(|error| CommandError::internal(&format!("a backup: {}", error.kind())))?;
    let progress = |done, total| report(count(done), count(total));
    let work = desk.practice.write_backup(&desk.actor, &path, &progress);
    match state.stops().unless_stopped(LongTask::Backup, work).await {
        Ok(written) => Ok(BackupView::of(&path, &written)),
        Err(error) => {
            exports::discard(&path);
            Err(desk.refuse(error))
        }
    }
}

/// Reads a backup into the open base, which is empty. Progress: `longTaskProgress` (`restore`).
#[tauri::command]
#[specta::specta]
pub async fn backup_restore(
    state: State<'_, AppState>,
    path: String,
) -> CommandResult<TransferView> {
    let desk = state.desk().await?;
    let report = state.reporter(LongTask::Restore);
    let restored = desk
        .practice
        .restore_backup(&desk.actor, Path::new(path.trim()), &|done, total| {
            report(count(done), count(total));
        })
        .await
        .map_err(|error| desk.refuse(error))?;
    // Another log is there now, and other accounts.
    state.forget_places().await;
    state.sessions().recheck(&desk.practice).await;
    Ok(TransferView::from(&restored))
}

/// Copies the embedded base to a MongoDB, compares both, and works there from then on. Progress: `longTaskProgress` (`move`).
#[tauri::command]
#[specta::specta]
pub async fn base_move(
    state: State<'_, AppState>,
    uri: String,
    allow_unencrypted: bool,
) -> CommandResult<TransferView> {
    let desk = state.desk().await?;
    may_transfer(&desk).await?;
    let choice = ConnectionChoice::Mongodb {
        uri,
        allow_unencrypted,
    };
    let target = state.reach(choice.clone()).await?;
    let report = state.reporter(LongTask::Move);
    let copied = desk
        .practice
        .copy_base(&desk.actor, &*target, &|done, total| {
            report(count(done), count(total));
        })
        .await
        .map_err(|error| desk.refuse(error))?;
    drop(desk);
    state.choose(choice).await;
    Ok(TransferView::from(&copied))
}

/// Stops a long task that was begun here and may be stopped: not what puts another base in the place of this one.
#[tauri::command]
#[specta::specta]
pub async fn long_task_stop(state: State<'_, AppState>, task: LongTask) -> CommandResult<()> {
    let desk = state.desk().await?;
    match task {
        // What it saw until then is reported.
        LongTask::AuditVerify => {
            let stopped = desk.practice.stop_verifying(&desk.actor).await;
            stopped.map_err(|error| desk.refuse(error))
        }
        _ => {
            state.stops().stop(task);
            Ok(())
        }
    }
}

/// Lets the user choose a file or a folder; none when they choose none.
#[tauri::command]
#[specta::specta]
pub async fn path_pick(
    state: State<'_, AppState>,
    kind: PathKind,
) -> CommandResult<Option<String>> {
    state.desk().await?;
    let picked = state.pick(kind).await;
    Ok(picked.map(|path| path.display().to_string()))
}

async fn may_transfer(desk: &Desk) -> CommandResult<()> {
    let may = desk.practice.may_transfer(&desk.actor).await;
    may.map_err(|error| desk.refuse(error))
}

fn backup_name(today: &str) -> String {
    format!("medigest-sauvegarde-{today}.medigest")
}
