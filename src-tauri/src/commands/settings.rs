//! The practice's settings.

use tauri::State;

use super::op;
use crate::error::CommandResult;
use crate::state::AppState;
use crate::views::settings::{SettingsInput, SettingsView};

/// The practice's settings.
#[tauri::command]
#[specta::specta]
pub async fn settings_read(state: State<'_, AppState>) -> CommandResult<SettingsView> {
    let desk = state.desk().await?;
    let settings = desk
        .practice
        .read_settings(&desk.actor)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(settings.into())
}

/// Changes the practice's settings.
#[tauri::command]
#[specta::specta]
pub async fn settings_update(
    state: State<'_, AppState>,
    input: SettingsInput,
    op_id: String,
) -> CommandResult<SettingsView> {
    let desk = state.desk().await?;
    let settings = desk
        .practice
        .update_settings(&desk.actor, &input.typed(), op(&op_id)?)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(settings.into())
}
