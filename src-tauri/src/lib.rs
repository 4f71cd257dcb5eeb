//! The Tauri shell: it opens the base, keeps the session, and hands each command to one use case.

pub mod bindings;
mod clock;
mod commands;
mod connection;
mod error;
mod events;
mod exports;
mod feed;
mod pick;
mod session;
mod state;
mod stopping;
mod system;
mod views;

use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;
use tauri::{App, AppHandle, Context, Manager, Runtime, Window, WindowEvent};
use tauri_specta::Event;

use connection::{Device, NoKeyStore, Secrets};
use state::AppState;

/// Overrides the data folder, so that the demo runs beside a real practice.
const DATA_DIR: &str = "MEDIGEST_DATA_DIR";

/// Starts the application.
///
/// # Panics
/// When the system cannot open a window or names no data folder.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    system::start_logging();
    let data_dir = std::env::var_os(DATA_DIR).map(PathBuf::from);
    build(
        tauri::Builder::default(),
        tauri::generate_context!(),
        data_dir,
    )
    .expect("the system opens a window and has a data folder")
    .run(|_, _| {});
}

/// The application on any runtime: the desktop's, a tablet's, or the mock one of the tests; on the system's
/// data folder unless another is given. The base opens while the window shows.
///
/// # Errors
/// When the runtime does not start or the system names no data folder.
pub fn build<R: Runtime>(
    builder: tauri::Builder<R>,
    context: Context<R>,
    data_dir: Option<PathBuf>,
) -> tauri::Result<App<R>> {
    #[cfg(mobile)]
    let builder = builder.plugin(tauri_plugin_opener::init());
    let bridge = bindings::builder::<R>();
    let app = builder
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(bridge.invoke_handler())
        .on_window_event(note_focus)
        .build(context)?;
    bridge.mount_events(&app);
    let handle = app.handle().clone();
    // A chosen data folder is a trial, which leaves nothing elsewhere.
    let key_store = match &data_dir {
        Some(_) => Arc::new(NoKeyStore),
        None => connection::system_key_store(),
    };
    let device = Device::of(&handle, data_dir)?;
    app.manage(AppState::new(
        device,
        Secrets::new(key_store),
        tell_window(handle.clone()),
        tell_window(handle.clone()),
        tell_window(handle.clone()),
        pick::by_dialog(handle.clone()),
    ));
    tauri::async_runtime::spawn(async move { handle.state::<AppState>().connect().await });
    Ok(app)
}

/// Changes made elsewhere are asked for more often while somebody looks at the window.
fn note_focus<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    if let WindowEvent::Focused(is_focused) = event
        && let Some(state) = window.try_state::<AppState>()
    {
        state.set_watched(*is_focused);
    }
}

/// Sends events to the window. One that is not there any more needs none.
fn tell_window<R: Runtime, E: Event + Serialize + Clone + 'static>(
    app: AppHandle<R>,
) -> Arc<dyn Fn(E) + Send + Sync> {
    Arc::new(move |event: E| {
        if let Err(error) = event.emit(&app) {
            tracing::warn!(%error, event = E::NAME, "the window was not told");
        }
    })
}
