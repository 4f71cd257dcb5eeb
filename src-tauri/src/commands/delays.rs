//! Delays.

use tauri::State;

use super::{id, op};
use crate::error::CommandResult;
use crate::state::AppState;
use crate::views::delay::{DelayInput, DelayPreview, DelayView};
use crate::views::mirror::Entity;

/// What a delay would do to the day, before it is reported.
#[tauri::command]
#[specta::specta]
pub async fn delay_preview(
    state: State<'_, AppState>,
    input: DelayInput,
) -> CommandResult<DelayPreview> {
    let desk = state.desk().await?;
    let preview = desk
        .practice
        .preview_delay(&desk.actor, &input.request()?)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(DelayPreview::of(&preview, desk.zone()))
}

/// Reports a delay.
#[tauri::command]
#[specta::specta]
pub async fn delay_report(
    state: State<'_, AppState>,
    input: DelayInput,
    op_id: String,
) -> CommandResult<DelayView> {
    let desk = state.desk().await?;
    let report = desk
        .practice
        .report_delay(&desk.actor, &input.request()?, op(&op_id)?)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(DelayView::of(&report, desk.zone()))
}

/// Withdraws a delay: the plan stands as before.
#[tauri::command]
#[specta::specta]
pub async fn delay_withdraw(
    state: State<'_, AppState>,
    id: String,
    op_id: String,
) -> CommandResult<()> {
    let desk = state.desk().await?;
    let delay = self::id(&id, Entity::Delay)?;
    desk.practice
        .withdraw_delay(&desk.actor, delay, op(&op_id)?)
        .await
        .map_err(|error| desk.refuse(error))
}
