//! The practice's keys.

use tauri::State;

use super::{id, op};
use crate::error::CommandResult;
use crate::events::LongTask;
use crate::state::{AppState, Desk};
use crate::views::keys::{KeysView, ResealView};
use crate::views::mirror::{Entity, KeyKind};

/// Who may read what is sealed, and with which keys.
#[tauri::command]
#[specta::specta]
pub async fn keys_overview(state: State<'_, AppState>) -> CommandResult<KeysView> {
    overview(&state.desk().await?).await
}

/// Gives a user a key.
#[tauri::command]
#[specta::specta]
pub async fn keys_grant(
    state: State<'_, AppState>,
    user_id: String,
    kind: KeyKind,
    op_id: String,
) -> CommandResult<KeysView> {
    let desk = state.desk().await?;
    let user = id(&user_id, Entity::User)?;
    desk.practice
        .grant_key(&desk.actor, user, kind.into(), op(&op_id)?)
        .await
        .map_err(|error| desk.refuse(error))?;
    as_it_is_now(&state).await
}

/// Takes a key from a user.
#[tauri::command]
#[specta::specta]
pub async fn keys_revoke(
    state: State<'_, AppState>,
    user_id: String,
    kind: KeyKind,
    op_id: String,
) -> CommandResult<KeysView> {
    let desk = state.desk().await?;
    let user = id(&user_id, Entity::User)?;
    desk.practice
        .revoke_key(&desk.actor, user, kind.into(), op(&op_id)?)
        .await
        .map_err(|error| desk.refuse(error))?;
    as_it_is_now(&state).await
}

/// Makes a new recovery code; the one before is worth nothing any more. Shown once.
#[tauri::command]
#[specta::specta]
pub async fn keys_new_recovery_code(
    state: State<'_, AppState>,
    password: String,
    op_id: String,
) -> CommandResult<String> {
    let desk = state.desk().await?;
    let made = desk
        .practice
        .new_recovery_code(&desk.actor, &password, op(&op_id)?)
        .await;
    made.map_err(|error| desk.refuse(error))
}

/// Makes new keys and seals everything anew; tells its progress by `longTaskProgress` (`reseal`).
#[tauri::command]
#[specta::specta]
pub async fn keys_rotate(state: State<'_, AppState>, op_id: String) -> CommandResult<ResealView> {
    let desk = state.desk().await?;
    let report = state.reporter(LongTask::Reseal);
    let work = desk.practice.rotate_keys(&desk.actor, op(&op_id)?, report);
    let done = state.stops().unless_stopped(LongTask::Reseal, work).await;
    // Also when sealing anew was interrupted: what it did reads with the new keys only.
    state.sessions().recheck(&desk.practice).await;
    done.map(ResealView::from)
        .map_err(|error| desk.refuse(error))
}

/// Goes on sealing anew after an interruption; the same progress.
#[tauri::command]
#[specta::specta]
pub async fn keys_reseal(state: State<'_, AppState>) -> CommandResult<ResealView> {
    let desk = state.desk().await?;
    let report = state.reporter(LongTask::Reseal);
    let work = desk.practice.reseal(&desk.actor, report);
    let done = state.stops().unless_stopped(LongTask::Reseal, work).await;
    done.map(ResealView::from)
        .map_err(|error| desk.refuse(error))
}

/// The overview of a session that has its part in what was changed.
async fn as_it_is_now(state: &AppState) -> CommandResult<KeysView> {
    state.sessions().recheck(&*state.practice().await?).await;
    overview(&state.desk().await?).await
}

async fn overview(desk: &Desk) -> CommandResult<KeysView> {
    let overview = desk
        .practice
        .keys(&desk.actor)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(KeysView::of(&overview, &desk.actor, desk.zone()))
}
