//! Signing in and out.

use std::sync::Arc;

use medigest_application::{Practice, SignedIn};
use medigest_domain::password::strength;
use tauri::State;

use crate::error::{CommandError, CommandResult};
use crate::state::AppState;
use crate::views::session::{PasswordStrengthView, PracticeView, SessionView};

/// Who is signed in, if anybody.
#[tauri::command]
#[specta::specta]
pub async fn session_current(state: State<'_, AppState>) -> CommandResult<Option<SessionView>> {
    Ok(state.sessions().current().as_ref().map(SessionView::from))
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
    begin(&state, practice, &signed_in).await?;
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
    begin(&state, practice, &signed_in).await?;
    Ok(SessionView::from(&signed_in))
}

/// Begins the session of who signed in.
async fn begin(
    state: &AppState,
    practice: Arc<Practice>,
    signed_in: &SignedIn,
) -> CommandResult<()> {
    let actor = signed_in.actor.clone();
    state.begin_session(&practice, actor).await?;
    let sessions = state.sessions().clone();
    tauri::async_runtime::spawn(async move {
        // What somebody else changed of the account since the password was looked at.
        sessions.recheck(&practice).await;
        // The first search then answers at once; if the base fails meanwhile, that search says so.
        practice.warm_search().await
    });
    Ok(())
}

/// Replaces the signed-in user's own password.
#[tauri::command]
#[specta::specta]
pub async fn session_change_password(
    state: State<'_, AppState>,
    current: String,
    replacement: String,
) -> CommandResult<SessionView> {
    let practice = state.practice().await?;
    let signed_in = state
        .sessions()
        .change_password(&practice, &current, &replacement)
        .await?;
    Ok(SessionView::from(&signed_in))
}

/// Signs out; also when the base does not answer.
#[tauri::command]
#[specta::specta]
pub async fn session_sign_out(state: State<'_, AppState>) -> CommandResult<()> {
    let ended = state.sessions().end();
    let practice = state.practice().await?;
    let actor = ended.ok_or(CommandError::NotSignedIn)?;
    practice
        .sign_out(&actor)
        .await
        .map_err(|error| CommandError::from_app(error, practice.zone()))
}

/// Hides the practice until the same user gives their password again: the keys leave the memory.
#[tauri::command]
#[specta::specta]
pub async fn session_lock(state: State<'_, AppState>) -> CommandResult<()> {
    // Locked it is, whatever the base says.
    if let Some(actor) = state.sessions().lock()?
        && let Ok(practice) = state.practice().await
        && let Err(error) = practice.note_lock(&actor).await
    {
        tracing::warn!(%error, "that the session was locked is not in the audit log");
    }
    Ok(())
}

/// Goes on with a locked session.
#[tauri::command]
#[specta::specta]
pub async fn session_unlock(
    state: State<'_, AppState>,
    password: String,
) -> CommandResult<SessionView> {
    let practice = state.practice().await?;
    let signed_in = state.sessions().unlock(&practice, &password).await?;
    Ok(SessionView::from(&signed_in))
}

/// How good a new password is; while it is typed.
#[tauri::command]
#[specta::specta]
pub async fn password_strength(
    password: String,
    username: String,
) -> CommandResult<PasswordStrengthView> {
    Ok(strength(&password, &username).into())
}

/// The practice's name, zone and wall clock.
#[tauri::command]
#[specta::specta]
pub async fn practice_info(state: State<'_, AppState>) -> CommandResult<PracticeView> {
    Ok(PracticeView::from(&*state.desk().await?.practice))
}
