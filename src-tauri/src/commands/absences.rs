//! Absences and closures.

use tauri::State;

use super::{all_shown, date, id, op};
use crate::error::CommandResult;
use crate::state::AppState;
use crate::views::absence::{AbsenceInput, AbsenceView};
use crate::views::appointment::AppointmentView;
use crate::views::mirror::Entity;

/// Absences and closures that touch the days from one local date to another, both included.
#[tauri::command]
#[specta::specta]
pub async fn absence_list(
    state: State<'_, AppState>,
    from: String,
    to: String,
) -> CommandResult<Vec<AbsenceView>> {
    let desk = state.desk().await?;
    let (first, last) = (date(&desk, "from", &from)?, date(&desk, "to", &to)?);
    let absences = desk
        .practice
        .absences(&desk.actor, first, last)
        .await
        .map_err(|error| desk.refuse(error))?;
    let view = |absence| AbsenceView::of(absence, desk.zone());
    Ok(absences.iter().map(view).collect())
}

/// The standing appointments an absence would hit.
#[tauri::command]
#[specta::specta]
pub async fn absence_preview(
    state: State<'_, AppState>,
    input: AbsenceInput,
) -> CommandResult<Vec<AppointmentView>> {
    let desk = state.desk().await?;
    let hits = desk
        .practice
        .preview_absence(&desk.actor, &input.request()?)
        .await;
    all_shown(&desk, hits)
}

/// Notes an absence, or a closure of the whole practice.
#[tauri::command]
#[specta::specta]
pub async fn absence_create(
    state: State<'_, AppState>,
    input: AbsenceInput,
    op_id: String,
) -> CommandResult<AbsenceView> {
    let desk = state.desk().await?;
    let absence = desk
        .practice
        .create_absence(&desk.actor, &input.request()?, op(&op_id)?)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(AbsenceView::of(&absence, desk.zone()))
}

/// Takes an absence back.
#[tauri::command]
#[specta::specta]
pub async fn absence_remove(
    state: State<'_, AppState>,
    id: String,
    op_id: String,
) -> CommandResult<()> {
    let desk = state.desk().await?;
    let absence = self::id(&id, Entity::Absence)?;
    desk.practice
        .remove_absence(&desk.actor, absence, op(&op_id)?)
        .await
        .map_err(|error| desk.refuse(error))
}

/// The standing appointments an absence hits.
#[tauri::command]
#[specta::specta]
pub async fn absence_hits(
    state: State<'_, AppState>,
    id: String,
) -> CommandResult<Vec<AppointmentView>> {
    let desk = state.desk().await?;
    let absence = self::id(&id, Entity::Absence)?;
    let hits = desk.practice.absence_hits(&desk.actor, absence).await;
    all_shown(&desk, hits)
}
