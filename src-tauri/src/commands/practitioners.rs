//! Practitioners.

use medigest_domain::hours::WeeklyHours;
use medigest_domain::practitioner::PractitionerDetails;
use tauri::State;

use super::{id, op};
use crate::error::{CommandError, CommandResult};
use crate::state::{AppState, Desk};
use crate::views::mirror::Entity;
use crate::views::practitioner::{
    OpeningInput, PractitionerInput, PractitionerView, RemovalOutcome,
};

fn parse(desk: &Desk, input: &PractitionerInput) -> Result<PractitionerDetails, CommandError> {
    PractitionerDetails::parse(&input.name, &input.speciality, &input.color)
        .map_err(|issues| desk.refuse(issues.into()))
}

/// Every practitioner, by name.
#[tauri::command]
#[specta::specta]
pub async fn practitioner_list(state: State<'_, AppState>) -> CommandResult<Vec<PractitionerView>> {
    let desk = state.desk().await?;
    let all = desk
        .practice
        .practitioners(&desk.actor)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(all.iter().map(PractitionerView::from).collect())
}

/// Adds a practitioner.
#[tauri::command]
#[specta::specta]
pub async fn practitioner_create(
    state: State<'_, AppState>,
    input: PractitionerInput,
    op_id: String,
) -> CommandResult<PractitionerView> {
    let desk = state.desk().await?;
    let created = desk
        .practice
        .create_practitioner(&desk.actor, parse(&desk, &input)?, op(&op_id)?)
        .await;
    Ok(PractitionerView::from(
        &created.map_err(|error| desk.refuse(error))?,
    ))
}

/// Edits a practitioner.
#[tauri::command]
#[specta::specta]
pub async fn practitioner_update(
    state: State<'_, AppState>,
    id: String,
    input: PractitionerInput,
    op_id: String,
) -> CommandResult<PractitionerView> {
    let desk = state.desk().await?;
    let practitioner = self::id(&id, Entity::Practitioner)?;
    let details = parse(&desk, &input)?;
    let updated = desk
        .practice
        .update_practitioner(&desk.actor, practitioner, &details, op(&op_id)?)
        .await;
    Ok(PractitionerView::from(
        &updated.map_err(|error| desk.refuse(error))?,
    ))
}

/// Sets a practitioner's weekly opening hours.
#[tauri::command]
#[specta::specta]
pub async fn practitioner_set_hours(
    state: State<'_, AppState>,
    id: String,
    hours: Vec<OpeningInput>,
    op_id: String,
) -> CommandResult<PractitionerView> {
    let desk = state.desk().await?;
    let practitioner = self::id(&id, Entity::Practitioner)?;
    let spans: Vec<_> = hours.iter().map(OpeningInput::typed).collect();
    let hours = WeeklyHours::parse(&spans).map_err(|issues| desk.refuse(issues.into()))?;
    let changed = desk
        .practice
        .set_hours(&desk.actor, practitioner, hours.as_ref(), op(&op_id)?)
        .await;
    Ok(PractitionerView::from(
        &changed.map_err(|error| desk.refuse(error))?,
    ))
}

/// Deletes a practitioner, or deactivates one who has appointments or an account.
#[tauri::command]
#[specta::specta]
pub async fn practitioner_remove(
    state: State<'_, AppState>,
    id: String,
    op_id: String,
) -> CommandResult<RemovalOutcome> {
    let desk = state.desk().await?;
    let practitioner = self::id(&id, Entity::Practitioner)?;
    let removal = desk
        .practice
        .remove_practitioner(&desk.actor, practitioner, op(&op_id)?)
        .await;
    Ok(removal.map_err(|error| desk.refuse(error))?.into())
}

/// Activates or deactivates a practitioner.
#[tauri::command]
#[specta::specta]
pub async fn practitioner_set_active(
    state: State<'_, AppState>,
    id: String,
    active: bool,
    op_id: String,
) -> CommandResult<PractitionerView> {
    let desk = state.desk().await?;
    let practitioner = self::id(&id, Entity::Practitioner)?;
    let changed = desk
        .practice
        .set_practitioner_active(&desk.actor, practitioner, active, op(&op_id)?)
        .await;
    Ok(PractitionerView::from(
        &changed.map_err(|error| desk.refuse(error))?,
    ))
}
