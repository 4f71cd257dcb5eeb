//! Accounts.

use medigest_application::NewUser;
use medigest_domain::field::FieldRule;
use medigest_domain::user::User;
use tauri::State;

use super::{id, op, practitioner};
use crate::error::CommandResult;
use crate::state::{AppState, Desk};
use crate::views::mirror::{Entity, Role};
use crate::views::user::{UserInput, UserView};

/// Every account, by name.
#[tauri::command]
#[specta::specta]
pub async fn user_list(state: State<'_, AppState>) -> CommandResult<Vec<UserView>> {
    let desk = state.desk().await?;
    let all = desk
        .practice
        .users(&desk.actor)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(all.iter().map(|user| account(&desk, user)).collect())
}

/// Creates an account with a provisional password.
#[tauri::command]
#[specta::specta]
pub async fn user_create(
    state: State<'_, AppState>,
    input: UserInput,
    op_id: String,
) -> CommandResult<UserView> {
    let desk = state.desk().await?;
    let practitioner = input
        .practitioner_id
        .filter(|text| !text.is_empty())
        .map(|text| text.parse())
        .transpose();
    let new = NewUser {
        username: input.username,
        password: input.password,
        role: input.role.into(),
        practitioner_id: practitioner.map_err(|_| {
            desk.refuse(medigest_application::AppError::field(
                "practitionerId",
                FieldRule::Unknown,
            ))
        })?,
    };
    let created = desk
        .practice
        .create_user(&desk.actor, &new, op(&op_id)?)
        .await;
    let created = created.map_err(|error| desk.refuse(error))?;
    Ok(account(&desk, &created))
}

/// Gives a user a new provisional password.
#[tauri::command]
#[specta::specta]
pub async fn user_reset_password(
    state: State<'_, AppState>,
    id: String,
    password: String,
    op_id: String,
) -> CommandResult<UserView> {
    let desk = state.desk().await?;
    let user = self::id(&id, Entity::User)?;
    let changed = desk
        .practice
        .reset_password(&desk.actor, user, &password, op(&op_id)?)
        .await;
    let changed = changed.map_err(|error| desk.refuse(error))?;
    Ok(account(&desk, &changed))
}

/// Activates or deactivates an account.
#[tauri::command]
#[specta::specta]
pub async fn user_set_active(
    state: State<'_, AppState>,
    id: String,
    active: bool,
    op_id: String,
) -> CommandResult<UserView> {
    let desk = state.desk().await?;
    let user = self::id(&id, Entity::User)?;
    let changed = desk
        .practice
        .set_user_active(&desk.actor, user, active, op(&op_id)?)
        .await;
    let changed = changed.map_err(|error| desk.refuse(error))?;
    Ok(account(&desk, &changed))
}

/// Deletes an account that nobody ever signed in to.
#[tauri::command]
#[specta::specta]
pub async fn user_delete(
    state: State<'_, AppState>,
    id: String,
    op_id: String,
) -> CommandResult<()> {
    let desk = state.desk().await?;
    let user = self::id(&id, Entity::User)?;
    desk.practice
        .delete_user(&desk.actor, user, op(&op_id)?)
        .await
        .map_err(|error| desk.refuse(error))
}

/// Changes an account's role and the practitioner a doctor is.
#[tauri::command]
#[specta::specta]
pub async fn user_update(
    state: State<'_, AppState>,
    id: String,
    role: Role,
    practitioner_id: Option<String>,
    op_id: String,
) -> CommandResult<UserView> {
    let desk = state.desk().await?;
    let user = self::id(&id, Entity::User)?;
    let linked = practitioner(practitioner_id)?;
    let changed = desk
        .practice
        .update_user(&desk.actor, user, role.into(), linked, op(&op_id)?)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(account(&desk, &changed))
}

/// Lets a user who failed too often sign in again at once.
#[tauri::command]
#[specta::specta]
pub async fn user_unlock(
    state: State<'_, AppState>,
    id: String,
    op_id: String,
) -> CommandResult<UserView> {
    let desk = state.desk().await?;
    let user = self::id(&id, Entity::User)?;
    let unlocked = desk
        .practice
        .unlock_user(&desk.actor, user, op(&op_id)?)
        .await
        .map_err(|error| desk.refuse(error))?;
    Ok(account(&desk, &unlocked))
}

fn account(desk: &Desk, user: &User) -> UserView {
    UserView::of(user, desk.practice.now(), desk.zone())
}
