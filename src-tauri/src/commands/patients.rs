//! Patients' files.

use medigest_domain::patient::PatientForm;
use tauri::State;

use super::{id, op};
use crate::error::CommandResult;
use crate::state::AppState;
use crate::views::mirror::Entity;
use crate::views::patient::{PatientFile, PatientInput, PatientSearchView, RegisterOutcome};

/// Finds patients; an empty query answers the files edited last.
#[tauri::command]
#[specta::specta]
pub async fn patient_search(
    state: State<'_, AppState>,
    query: String,
) -> CommandResult<PatientSearchView> {
    let desk = state.desk().await?;
    let answer = desk
        .practice
        .search_patients(&desk.actor, &query)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(PatientSearchView::from(&answer))
}

/// Opens a file.
#[tauri::command]
#[specta::specta]
pub async fn patient_file(state: State<'_, AppState>, id: String) -> CommandResult<PatientFile> {
    let desk = state.desk().await?;
    let patient = self::id(&id, Entity::Patient)?;
    let file = desk
        .practice
        .open_patient(&desk.actor, patient)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(PatientFile::of(&file, desk.zone()))
}

/// Registers a patient, or shows who may be the same person.
#[tauri::command]
#[specta::specta]
pub async fn patient_register(
    state: State<'_, AppState>,
    input: PatientInput,
    op_id: String,
) -> CommandResult<RegisterOutcome> {
    let desk = state.desk().await?;
    let accept_duplicate = input.accept_duplicate;
    let form = PatientForm::from(input);
    let registered = desk
        .practice
        .register_patient(&desk.actor, &form, accept_duplicate, op(&op_id)?)
        .await;
    Ok(RegisterOutcome::of(
        &registered.map_err(|error| desk.refuse(error))?,
        desk.zone(),
    ))
}

/// Edits a file that was read at version `v`.
#[tauri::command]
#[specta::specta]
pub async fn patient_update(
    state: State<'_, AppState>,
    id: String,
    v: u32,
    input: PatientInput,
    op_id: String,
) -> CommandResult<PatientFile> {
    let desk = state.desk().await?;
    let patient = self::id(&id, Entity::Patient)?;
    let updated = desk
        .practice
        .update_patient(&desk.actor, patient, v, &input.into(), op(&op_id)?)
        .await;
    Ok(PatientFile::of(
        &updated.map_err(|error| desk.refuse(error))?,
        desk.zone(),
    ))
}

/// Edits the medical notes alone; null when the form did not show them: they stay as they are.
#[tauri::command]
#[specta::specta]
pub async fn patient_edit_notes(
    state: State<'_, AppState>,
    id: String,
    v: u32,
    notes: Option<String>,
    op_id: String,
) -> CommandResult<PatientFile> {
    let desk = state.desk().await?;
    let patient = self::id(&id, Entity::Patient)?;
    let updated = desk
        .practice
        .edit_notes(&desk.actor, patient, v, notes.as_deref(), op(&op_id)?)
        .await;
    Ok(PatientFile::of(
        &updated.map_err(|error| desk.refuse(error))?,
        desk.zone(),
    ))
}
