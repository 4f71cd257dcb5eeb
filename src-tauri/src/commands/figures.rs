//! The dashboard.

use tauri::State;

use super::all_shown;
use crate::error::CommandResult;
use crate::state::AppState;
use crate::views::figures::{FiguresInput, FiguresListInput, FiguresListView, FiguresView};

/// The figures of a period, beside those of the period before it.
#[tauri::command]
#[specta::specta]
pub async fn figures_read(
    state: State<'_, AppState>,
    input: FiguresInput,
) -> CommandResult<FiguresView> {
    let desk = state.desk().await?;
    let figures = desk
        .practice
        .figures(&desk.actor, &input.request()?)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(FiguresView::from(&figures))
}

/// The appointments behind a figure, earliest first, at most 500.
#[tauri::command]
#[specta::specta]
pub async fn figures_list(
    state: State<'_, AppState>,
    input: FiguresListInput,
) -> CommandResult<FiguresListView> {
    let desk = state.desk().await?;
    let (lines, total) = desk
        .practice
        .figure_list(&desk.actor, &input.request()?)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(FiguresListView {
        appointments: all_shown(&desk, Ok(lines))?,
        total,
    })
}
