//! Emergencies: the doctor is not there.

use tauri::State;

use super::{all_shown, op};
use crate::error::CommandResult;
use crate::state::AppState;
use crate::views::appointment::AppointmentView;
use crate::views::emergency::{EmergencyInput, EmergencyOutcome};

/// The appointments that an emergency would cancel.
#[tauri::command]
#[specta::specta]
pub async fn emergency_preview(
    state: State<'_, AppState>,
    input: EmergencyInput,
) -> CommandResult<Vec<AppointmentView>> {
    let desk = state.desk().await?;
    let request = input.request()?;
    let hits = desk
        .practice
        .preview_emergency(&desk.actor, request.practitioner_id, &request.scope)
        .await;
    all_shown(&desk, hits)
}

/// Cancels because the doctor is not there; each cancelled appointment joins the call-back list.
#[tauri::command]
#[specta::specta]
pub async fn emergency_cancel(
    state: State<'_, AppState>,
    input: EmergencyInput,
    op_id: String,
) -> CommandResult<EmergencyOutcome> {
    let desk = state.desk().await?;
    let outcome = desk
        .practice
        .cancel_in_emergency(&desk.actor, &input.request()?, op(&op_id)?)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(EmergencyOutcome::of(&outcome, desk.zone()))
}
