//! The day.

use medigest_application::AppError;
use medigest_domain::time::parse_date;
use tauri::State;

use super::id;
use crate::error::CommandResult;
use crate::state::AppState;
use crate::views::appointment::DayView;
use crate::views::mirror::Entity;

/// The appointments of a local day, of one practitioner or of all.
#[tauri::command]
#[specta::specta]
pub async fn planning_day(
    state: State<'_, AppState>,
    date: String,
    practitioner_id: Option<String>,
) -> CommandResult<DayView> {
    let desk = state.desk().await?;
    let date = parse_date(&date).map_err(|rule| desk.refuse(AppError::field("date", rule)))?;
    let only = practitioner_id
        .map(|text| id(&text, Entity::Practitioner))
        .transpose()?;
    let day = desk
        .practice
        .day(&desk.actor, date, only)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(DayView::of(&day, &desk.practice))
}
