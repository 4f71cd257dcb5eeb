//! Signing in and out.

use tauri::State;

use crate::error::{CommandError, CommandResult};
use crate::state::AppState;
use crate::views::session::{PracticeView, SessionView};

/// Who is signed in, if anybody.
#[tauri::command]
#[specta::specta]
pub async fn session_current(state: State<'_, AppState>) -> CommandResult<Option<SessionView>> {
    Ok(state.actor().await.as_ref().map(SessionView::from))
}

/// Signs in.
#[tauri::command]
#[specta::specta]
pub async fn session_sign_in(
    state: State<'_, AppState>,
    username: String,
    password: String,
) -> CommandResult<SessionView> {
    let practice = state.practice().await?;
    let signed_in = practice
        .sign_in(&username, &password)
        .await
        .map_err(|error| CommandError::from_app(error, practice.zone()))?;
    state.set_actor(Some(signed_in.actor.clone())).await;
    // The first search then answers at once; if the base fails meanwhile, that search says so.
    tauri::async_runtime::spawn(async move { practice.warm_search().await });
    Ok(SessionView::from(&signed_in))
}

/// Gives an administrator whose password is lost a new one, by the practice's recovery code.
#[tauri::command]
#[specta::specta]
pub async fn session_recover(
    state: State<'_, AppState>,
    username: String,
    code: String,
    replacement: String,
) -> CommandResult<SessionView> {
    let practice = state.practice().await?;
    let signed_in = practice
        .recover(&username, &code, &replacement)
        .await
        .map_err(|error| CommandError::from_app(error, practice.zone()))?;
    state.set_actor(Some(signed_in.actor.clone())).await;
    Ok(SessionView::from(&signed_in))
}

/// Replaces the signed-in user's own password.
#[tauri::command]
#[specta::specta]
pub async fn session_change_password(
    state: State<'_, AppState>,
    current: String,
    replacement: String,
) -> CommandResult<SessionView> {
    let desk = state.desk().await?;
    let changed = desk
        .practice
        .change_password(&desk.actor, &current, &replacement)
        .await;
    let signed_in = changed.map_err(|error| desk.refuse(error))?;
    state.set_actor(Some(signed_in.actor.clone())).await;
    Ok(SessionView::from(&signed_in))
}

/// Signs out; also when the base does not answer.
#[tauri::command]
#[specta::specta]
pub async fn session_sign_out(state: State<'_, AppState>) -> CommandResult<()> {
    let desk = state.desk().await;
    state.set_actor(None).await;
    let desk = desk?;
    desk.practice
        .sign_out(&desk.actor)
        .await
        .map_err(|error| desk.refuse(error))
}

/// The practice's name, zone and wall clock.
#[tauri::command]
#[specta::specta]
pub async fn practice_info(state: State<'_, AppState>) -> CommandResult<PracticeView> {
    Ok(PracticeView::from(&*state.desk().await?.practice))
}
