//! The waiting room: the steps of a visit.

use tauri::State;

use super::{id, op, shown};
use crate::error::CommandResult;
use crate::state::AppState;
use crate::views::appointment::AppointmentView;
use crate::views::mirror::Entity;

/// Notes that the patient is here.
#[tauri::command]
#[specta::specta]
pub async fn appointment_arrive(
    state: State<'_, AppState>,
    id: String,
    v: u32,
    op_id: String,
) -> CommandResult<AppointmentView> {
    let desk = state.desk().await?;
    let appointment = self::id(&id, Entity::Appointment)?;
    let line = desk
        .practice
        .arrive(&desk.actor, appointment, v, op(&op_id)?)
        .await;
    shown(&desk, line)
}

/// Notes that the consultation begins.
#[tauri::command]
#[specta::specta]
pub async fn appointment_call_in(
    state: State<'_, AppState>,
    id: String,
    v: u32,
    op_id: String,
) -> CommandResult<AppointmentView> {
    let desk = state.desk().await?;
    let appointment = self::id(&id, Entity::Appointment)?;
    let line = desk
        .practice
        .call_in(&desk.actor, appointment, v, op(&op_id)?)
        .await;
    shown(&desk, line)
}

/// Notes that the consultation is over.
#[tauri::command]
#[specta::specta]
pub async fn appointment_finish(
    state: State<'_, AppState>,
    id: String,
    v: u32,
    op_id: String,
) -> CommandResult<AppointmentView> {
    let desk = state.desk().await?;
    let appointment = self::id(&id, Entity::Appointment)?;
    let line = desk
        .practice
        .finish(&desk.actor, appointment, v, op(&op_id)?)
        .await;
    shown(&desk, line)
}

/// Takes back the last step of a visit: finished, called in or arrived.
#[tauri::command]
#[specta::specta]
pub async fn appointment_take_back(
    state: State<'_, AppState>,
    id: String,
    v: u32,
    op_id: String,
) -> CommandResult<AppointmentView> {
    let desk = state.desk().await?;
    let appointment = self::id(&id, Entity::Appointment)?;
    let line = desk
        .practice
        .take_back(&desk.actor, appointment, v, op(&op_id)?)
        .await;
    shown(&desk, line)
}
