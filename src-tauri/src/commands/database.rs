//! The accounts of the database server, one for each device.

use tauri::State;

use super::op;
use crate::error::CommandResult;
use crate::state::AppState;
use crate::views::database::{DatabaseAccountInput, DatabaseAccountsView, NewDatabaseAccountView};

/// The accounts that the server knows for this base, and whether this device may see to them.
#[tauri::command]
#[specta::specta]
pub async fn database_accounts(state: State<'_, AppState>) -> CommandResult<DatabaseAccountsView> {
    let desk = state.desk().await?;
    let access = desk.practice.database_access(&desk.actor).await;
    let access = access.map_err(|error| desk.refuse(error))?;
    Ok(DatabaseAccountsView::of(access, desk.zone()))
}

/// Makes an account for a device; its address is told once, with its password, and with another to the same operation.
#[tauri::command]
#[specta::specta]
pub async fn database_account_create(
    state: State<'_, AppState>,
    input: DatabaseAccountInput,
    op_id: String,
) -> CommandResult<NewDatabaseAccountView> {
    let desk = state.desk().await?;
    let created = desk
        .practice
        .create_database_account(&desk.actor, &input.name, input.kind.into(), op(&op_id)?)
        .await;
    let uri = created.map_err(|error| desk.refuse(error))?;
    Ok(NewDatabaseAccountView { uri })
}

/// Removes the account of a device that needs none any more.
#[tauri::command]
#[specta::specta]
pub async fn database_account_remove(
    state: State<'_, AppState>,
    name: String,
) -> CommandResult<()> {
    let desk = state.desk().await?;
    desk.practice
        .remove_database_account(&desk.actor, &name)
        .await
        .map_err(|error| desk.refuse(error))
}
