//! The Tauri shell: it opens the base, keeps the session, and hands each command to one use case.

pub mod bindings;
mod commands;
mod connection;
mod error;
mod state;
mod system;
mod views;

use std::path::PathBuf;

use tauri::{App, Manager, Runtime};

pub use state::AppState;

/// Overrides the data folder, so that the demo runs beside a real practice.
const DATA_DIR: &str = "MEDIGEST_DATA_DIR";

/// Starts the application.
///
/// # Panics
/// When the system cannot open a window.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    system::start_logging();
    let data_dir = std::env::var_os(DATA_DIR).map(PathBuf::from);
    assemble(tauri::Builder::default(), data_dir)
        .run(tauri::generate_context!())
        .expect("the system opens a window");
}

/// The application on any runtime: the desktop's, a tablet's, or the mock one of the tests; on the system's
/// data folder unless another is given.
pub fn assemble<R: Runtime>(
    builder: tauri::Builder<R>,
    data_dir: Option<PathBuf>,
) -> tauri::Builder<R> {
    let handler = bindings::builder::<R>().invoke_handler();
    builder
        .plugin(tauri_plugin_store::Builder::default().build())
        .setup(|app| Ok(connect_at_start(app, data_dir)?))
        .invoke_handler(handler)
}

/// Opens the base of this device while the window shows.
fn connect_at_start<R: Runtime>(app: &App<R>, data_dir: Option<PathBuf>) -> tauri::Result<()> {
    let device = connection::Device::of(app.handle(), data_dir)?;
    app.manage(AppState::new(device));
    let handle = app.handle().clone();
    tauri::async_runtime::spawn(async move { handle.state::<AppState>().connect().await });
    Ok(())
}
