//! Choosing a file or a folder in the system's own dialog.

use std::sync::Arc;

use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::{DialogExt as _, FilePath};
use tokio::sync::oneshot;

use crate::state::Pick;
use crate::views::adoption::PathKind;

/// By the dialog of the system. A tablet's has no folders to choose.
pub fn by_dialog<R: Runtime>(app: AppHandle<R>) -> Pick {
    Arc::new(move |kind| {
        let (tell, told) = oneshot::channel();
        // Nobody may wait for the answer any more.
        let answer = move |path: Option<FilePath>| drop(tell.send(path));
        let dialog = app.dialog().file();
        match kind {
            #[cfg(desktop)]
            PathKind::Folder => dialog.pick_folder(answer),
            #[cfg(mobile)]
            PathKind::Folder => answer(None),
            PathKind::Backup => dialog
                .add_filter("MediGest", &["medigest"])
                .pick_file(answer),
            PathKind::Archive => dialog.add_filter("MediGest", &["jsonl"]).pick_file(answer),
        }
        Box::pin(async move {
            let path = told.await.ok().flatten();
            path.and_then(|path| path.into_path().ok())
        })
    })
}
