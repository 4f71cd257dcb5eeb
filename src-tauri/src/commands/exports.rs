//! What a screen made, as a file.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use medigest_application::AppError;
use medigest_domain::field::FieldRule;
use tauri::State;

use super::op;
use crate::error::{CommandError, CommandResult};
use crate::exports;
use crate::state::AppState;
use crate::views::audit::{ExportInput, SavedFileView};

/// Writes what a screen made (a chart, a table) to the folder of downloads.
#[tauri::command]
#[specta::specta]
pub async fn export_save(
    state: State<'_, AppState>,
    input: ExportInput,
    op_id: String,
) -> CommandResult<SavedFileView> {
    let desk = state.desk().await?;
    let op = op(&op_id)?;
    let refused = |field, rule| desk.refuse(AppError::field(field, rule));
    if !exports::is_kind_of_screens(&input.name) {
        return Err(refused("name", FieldRule::Unknown));
    }
    if input.content_base64.len() > exports::MOST_BYTES / 3 * 4 {
        return Err(refused("contentBase64", FieldRule::TooLong));
    }
    let content = BASE64_STANDARD
        .decode(&input.content_base64)
        .map_err(|_| refused("contentBase64", FieldRule::InvalidCharacters))?;
    let noted = desk.practice.note_export(&desk.actor, &input.what, op);
    noted.await.map_err(|error| desk.refuse(error))?;
    let path = exports::write(state.device().export_folders(), &input.name, &content)
        .map_err(|error| CommandError::internal(&format!("an export: {}", error.kind())))?;
    Ok(SavedFileView::of(&path, exports::rows(&path, &content)))
}
