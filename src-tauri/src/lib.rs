//! The Tauri shell: it opens the base, keeps the session, and hands each command to one use case.

pub mod bindings;
mod commands;
mod connection;
mod error;
mod state;
mod system;
mod views;

use std::path::PathBuf;

use tauri::{App, Context, Manager, Runtime};

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
    let app = builder
        .plugin(tauri_plugin_store::Builder::default().build())
        .invoke_handler(bindings::builder::<R>().invoke_handler())
        .build(context)?;
    app.manage(AppState::new(connection::Device::of(
        app.handle(),
        data_dir,
    )?));
    let handle = app.handle().clone();
    tauri::async_runtime::spawn(async move { handle.state::<AppState>().connect().await });
    Ok(app)
}
