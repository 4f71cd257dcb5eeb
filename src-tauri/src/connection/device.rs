//! What this device keeps for itself: its data folder and the chosen base.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_store::StoreExt;

use super::Target;

const SETTINGS_FILE: &str = "device.json";
const CHOICE_KEY: &str = "base";

/// The base chosen on this device, as saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Saved {
    /// The embedded base.
    Embedded,
    /// A MongoDB.
    #[serde(rename_all = "camelCase")]
    Mongodb {
        /// The address without a password.
        uri: String,
        /// It had one, which must be asked for.
        password_removed: bool,
    },
}

impl From<&Target> for Saved {
    fn from(target: &Target) -> Self {
        match target {
            Target::Embedded => Self::Embedded,
            Target::Mongo(address) => {
                let (uri, password_removed) = address.without_password();
                Self::Mongodb {
                    uri,
                    password_removed,
                }
            }
        }
    }
}

// Functions instead of the app's handle, so that the state does not carry the runtime's type.
type Read = Arc<dyn Fn() -> Option<Saved> + Send + Sync>;
type Write = Arc<dyn Fn(&Saved) -> Result<(), String> + Send + Sync>;

/// This device.
#[derive(Clone)]
pub struct Device {
    data_dir: PathBuf,
    read: Read,
    write: Write,
}

impl Device {
    /// The device the app runs on, with its data in `data_dir` or in the system's folder for it.
    ///
    /// # Errors
    /// When the system names no data folder.
    pub fn of<R: Runtime>(app: &AppHandle<R>, data_dir: Option<PathBuf>) -> tauri::Result<Self> {
        let data_dir = data_dir.map_or_else(|| app.path().app_data_dir(), Ok)?;
        let file = data_dir.join(SETTINGS_FILE);
        let (reader, read_file) = (app.clone(), file.clone());
        let read: Read = Arc::new(move || {
            let value = reader.store(&read_file).ok()?.get(CHOICE_KEY)?;
            serde_json::from_value(value).ok()
        });
        let writer = app.clone();
        let write: Write = Arc::new(move |saved| {
            let store = writer.store(&file).map_err(|error| error.to_string())?;
            store.set(
                CHOICE_KEY,
                serde_json::to_value(saved).map_err(|error| error.to_string())?,
            );
            store.save().map_err(|error| error.to_string())
        });
        Ok(Self {
            data_dir,
            read,
            write,
        })
    }

    /// The file of the embedded base.
    pub fn base_file(&self) -> PathBuf {
        self.data_dir.join("medigest.sqlite")
    }

    /// The folder of the base and the settings.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// The base chosen here before, if any.
    pub fn saved(&self) -> Option<Saved> {
        (self.read)()
    }

    /// Saves the choice, without any password. A device that cannot save works on; it will ask again.
    pub fn save(&self, target: &Target) {
        if let Err(cause) = (self.write)(&Saved::from(target)) {
            tracing::warn!(cause, "the choice of the base could not be saved");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Address;
    use super::*;

    #[test]
    fn a_saved_address_holds_no_password() {
        let saved = Saved::from(&Target::Mongo(Address::new("mongodb://claire:secret@srv/")));
        assert!(!serde_json::to_string(&saved).unwrap().contains("secret"));
        assert_eq!(
            saved,
            Saved::Mongodb {
                uri: "mongodb://claire@srv/".into(),
                password_removed: true
            }
        );
    }
}
