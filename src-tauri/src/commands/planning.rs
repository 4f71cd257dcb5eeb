//! The planning: days, a doctor's own day, free times.

use tauri::State;

use super::{date, practitioner};
use crate::error::CommandResult;
use crate::state::AppState;
use crate::views::appointment::SlotView;
use crate::views::free_slot::FreeSlotInput;
use crate::views::planning::{DayView, MyDayView};

/// The appointments of a local day, of one practitioner or of all.
#[tauri::command]
#[specta::specta]
pub async fn planning_day(
    state: State<'_, AppState>,
    date: String,
    practitioner_id: Option<String>,
) -> CommandResult<DayView> {
    let desk = state.desk().await?;
    let date = self::date(&desk, "date", &date)?;
    let day = desk
        .practice
        .day(&desk.actor, date, practitioner(practitioner_id)?)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(DayView::of(&day, &desk.practice))
}

/// The days from one local date to another, both included, at most 31.
#[tauri::command]
#[specta::specta]
pub async fn planning_range(
    state: State<'_, AppState>,
    from: String,
    to: String,
    practitioner_id: Option<String>,
) -> CommandResult<Vec<DayView>> {
    let desk = state.desk().await?;
    let (first, last) = (date(&desk, "from", &from)?, date(&desk, "to", &to)?);
    let days = desk
        .practice
        .days(&desk.actor, first, last, practitioner(practitioner_id)?)
        .await
        .map_err(|error| desk.refuse(error))?;
    let view = |day| DayView::of(day, &desk.practice);
    Ok(days.iter().map(view).collect())
}

/// The day of the signed-in doctor: who is in, who waits, who is next.
#[tauri::command]
#[specta::specta]
pub async fn my_day(state: State<'_, AppState>) -> CommandResult<MyDayView> {
    let desk = state.desk().await?;
    let day = desk
        .practice
        .my_day(&desk.actor)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(MyDayView::of(&day, &desk.practice))
}

/// The next free times.
#[tauri::command]
#[specta::specta]
pub async fn free_slots(
    state: State<'_, AppState>,
    input: FreeSlotInput,
) -> CommandResult<Vec<SlotView>> {
    let desk = state.desk().await?;
    let slots = desk
        .practice
        .free_slots(&desk.actor, &input.request()?)
        .await
        .map_err(|error| desk.refuse(error))?;
    let view = |slot| SlotView::of(slot, desk.zone());
    Ok(slots.into_iter().map(view).collect())
}
