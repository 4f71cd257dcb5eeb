//! Booking, and what happens to an appointment afterwards.

use tauri::State;

use super::{id, op, shown};
use crate::error::CommandResult;
use crate::state::AppState;
use crate::views::appointment::{AppointmentView, BookingInput, RescheduleInput};
use crate::views::mirror::Entity;

/// Books an appointment.
#[tauri::command]
#[specta::specta]
pub async fn appointment_book(
    state: State<'_, AppState>,
    input: BookingInput,
    op_id: String,
) -> CommandResult<AppointmentView> {
    let desk = state.desk().await?;
    let request = input.request()?;
    shown(
        &desk,
        desk.practice.book(&desk.actor, &request, op(&op_id)?).await,
    )
}

/// Moves or edits an appointment read at version `v`.
#[tauri::command]
#[specta::specta]
pub async fn appointment_reschedule(
    state: State<'_, AppState>,
    id: String,
    v: u32,
    input: RescheduleInput,
    op_id: String,
) -> CommandResult<AppointmentView> {
    let desk = state.desk().await?;
    let request = input.request()?;
    let appointment = self::id(&id, Entity::Appointment)?;
    shown(
        &desk,
        desk.practice
            .reschedule(&desk.actor, appointment, v, &request, op(&op_id)?)
            .await,
    )
}

/// Cancels an appointment, with a reason.
#[tauri::command]
#[specta::specta]
pub async fn appointment_cancel(
    state: State<'_, AppState>,
    id: String,
    v: u32,
    reason: String,
    op_id: String,
) -> CommandResult<AppointmentView> {
    let desk = state.desk().await?;
    let appointment = self::id(&id, Entity::Appointment)?;
    shown(
        &desk,
        desk.practice
            .cancel(&desk.actor, appointment, v, &reason, op(&op_id)?)
            .await,
    )
}

/// Marks the patient absent.
#[tauri::command]
#[specta::specta]
pub async fn appointment_mark_absent(
    state: State<'_, AppState>,
    id: String,
    v: u32,
    op_id: String,
) -> CommandResult<AppointmentView> {
    let desk = state.desk().await?;
    let appointment = self::id(&id, Entity::Appointment)?;
    shown(
        &desk,
        desk.practice
            .mark_absent(&desk.actor, appointment, v, op(&op_id)?)
            .await,
    )
}

/// Confirms a cancelled or missed appointment again.
#[tauri::command]
#[specta::specta]
pub async fn appointment_reinstate(
    state: State<'_, AppState>,
    id: String,
    v: u32,
    op_id: String,
) -> CommandResult<AppointmentView> {
    let desk = state.desk().await?;
    let appointment = self::id(&id, Entity::Appointment)?;
    shown(
        &desk,
        desk.practice
            .reinstate(&desk.actor, appointment, v, op(&op_id)?)
            .await,
    )
}
