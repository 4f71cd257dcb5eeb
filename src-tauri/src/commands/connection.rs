//! The base this device works on.

use tauri::State;

use crate::error::CommandResult;
use crate::state::AppState;
use crate::views::connection::{ConnectionChoice, ConnectionView};

/// The connection as it is.
#[tauri::command]
#[specta::specta]
pub async fn connection_status(state: State<'_, AppState>) -> CommandResult<ConnectionView> {
    Ok(state.connection().await)
}

/// Tries a failed connection again.
#[tauri::command]
#[specta::specta]
pub async fn connection_retry(state: State<'_, AppState>) -> CommandResult<ConnectionView> {
    state.retry().await;
    Ok(state.connection().await)
}

/// Changes to another base; saved on this device, never with a password.
#[tauri::command]
#[specta::specta]
pub async fn connection_choose(
    state: State<'_, AppState>,
    choice: ConnectionChoice,
) -> CommandResult<ConnectionView> {
    state.choose(choice).await;
    Ok(state.connection().await)
}
