//! The call-back list.

use tauri::State;

use super::{id, op, practitioner, shown};
use crate::error::CommandResult;
use crate::state::AppState;
use crate::views::appointment::{AppointmentView, RescheduleInput};
use crate::views::emergency::CallbackView;
use crate::views::mirror::Entity;

/// Who must be called back: open ones first, then those settled in the last seven days.
#[tauri::command]
#[specta::specta]
pub async fn callback_list(
    state: State<'_, AppState>,
    practitioner_id: Option<String>,
) -> CommandResult<Vec<CallbackView>> {
    let desk = state.desk().await?;
    let callbacks = desk
        .practice
        .callbacks(&desk.actor, practitioner(practitioner_id)?)
        .await
        .map_err(|error| desk.refuse(error))?;
    let view = |callback| CallbackView::of(callback, desk.zone());
    Ok(callbacks.iter().map(view).collect())
}

/// Books the appointment that replaces a cancelled one.
#[tauri::command]
#[specta::specta]
pub async fn callback_rebook(
    state: State<'_, AppState>,
    id: String,
    input: RescheduleInput,
    op_id: String,
) -> CommandResult<AppointmentView> {
    let desk = state.desk().await?;
    let cancelled = self::id(&id, Entity::Appointment)?;
    let booked = desk
        .practice
        .rebook(&desk.actor, cancelled, &input.request()?, op(&op_id)?)
        .await;
    shown(&desk, booked)
}

/// Ticks a patient off without a new appointment.
#[tauri::command]
#[specta::specta]
pub async fn callback_close(
    state: State<'_, AppState>,
    id: String,
    v: u32,
    op_id: String,
) -> CommandResult<AppointmentView> {
    let desk = state.desk().await?;
    let appointment = self::id(&id, Entity::Appointment)?;
    let line = desk
        .practice
        .close_callback(&desk.actor, appointment, v, op(&op_id)?)
        .await;
    shown(&desk, line)
}

/// Puts a patient back on the list.
#[tauri::command]
#[specta::specta]
pub async fn callback_reopen(
    state: State<'_, AppState>,
    id: String,
    v: u32,
    op_id: String,
) -> CommandResult<AppointmentView> {
    let desk = state.desk().await?;
    let appointment = self::id(&id, Entity::Appointment)?;
    let line = desk
        .practice
        .reopen_callback(&desk.actor, appointment, v, op(&op_id)?)
        .await;
    shown(&desk, line)
}
