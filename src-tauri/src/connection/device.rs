//! What this device keeps for itself: its data folder, the chosen base, its own id, and how far it saw the audit
//! logs of its bases.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use medigest_domain::chain::Head;
use medigest_domain::hex;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_store::StoreExt;

use super::{Choice, Target};

const SETTINGS_FILE: &str = "device.json";
const CHOICE_KEY: &str = "base";
const ID_KEY: &str = "device_id";
const PLACES_KEY: &str = "places";
/// Where files go when the data folder was chosen: what is tried out leaves nothing elsewhere.
const EXPORTS: &str = "exports";

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
        /// It had one, which the key store of the system has or which must be asked for.
        password_removed: bool,
        /// Somebody accepted that nothing protects the way to it.
        #[serde(default)]
        allow_unencrypted: bool,
    },
}

impl From<&Choice> for Saved {
    fn from(choice: &Choice) -> Self {
        match &choice.target {
            Target::Embedded => Self::Embedded,
            Target::Mongo(address) => {
                let (uri, password_removed) = address.without_password();
                Self::Mongodb {
                    uri,
                    password_removed,
                    allow_unencrypted: choice.allow_unencrypted,
                }
            }
        }
    }
}

/// The last place of a chain, as kept here.
#[derive(Serialize, Deserialize)]
struct Place {
    chain: String,
    place: u64,
    seal: String,
}

impl From<&Head> for Place {
    fn from(head: &Head) -> Self {
        Self {
            chain: head.chain.clone(),
            place: head.place,
            seal: head.seal.to_string(),
        }
    }
}

impl Place {
    fn head(self) -> Option<Head> {
        let seal = self.seal.parse().ok()?;
        let Self { chain, place, .. } = self;
        Some(Head { chain, place, seal })
    }
}

// Functions instead of the app's handle, so that the state does not carry the runtime's type.
type Read = Arc<dyn Fn(&str) -> Option<Value> + Send + Sync>;
type Write = Arc<dyn Fn(&str, Value) -> Result<(), String> + Send + Sync>;

/// This device.
#[derive(Clone)]
pub struct Device {
    data_dir: PathBuf,
    export_folders: Vec<PathBuf>,
    read: Read,
    write: Write,
}

impl Device {
    /// The device the app runs on, with its data in `data_dir` or in the system's folder for it.
    ///
    /// # Errors
    /// When the system names no data folder.
    pub fn of<R: Runtime>(app: &AppHandle<R>, data_dir: Option<PathBuf>) -> tauri::Result<Self> {
        let downloads = match &data_dir {
            Some(chosen) => Some(chosen.join(EXPORTS)),
            None => app.path().download_dir().ok(),
        };
        let data_dir = data_dir.map_or_else(|| app.path().app_data_dir(), Ok)?;
        let file = data_dir.join(SETTINGS_FILE);
        let (reader, read_file) = (app.clone(), file.clone());
        let read: Read = Arc::new(move |key| reader.store(&read_file).ok()?.get(key));
        let writer = app.clone();
        let write: Write = Arc::new(move |key, value| {
            let store = writer.store(&file).map_err(|error| error.to_string())?;
            store.set(key, value);
            store.save().map_err(|error| error.to_string())
        });
        let export_folders = downloads.into_iter().chain([data_dir.join(EXPORTS)]);
        Ok(Self {
            export_folders: export_folders.collect(),
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

    /// The folders that files may be written to, the one to try first before the others.
    pub fn export_folders(&self) -> &[PathBuf] {
        &self.export_folders
    }

    /// The base chosen here before, if any.
    pub fn saved(&self) -> Option<Saved> {
        self.read(CHOICE_KEY)
    }

    /// Saves the choice. A device that cannot save works on; it will ask again.
    pub fn save(&self, choice: &Saved) {
        self.write(CHOICE_KEY, choice);
    }

    /// What this device is called in the chains of the audit logs: made at its first start. One that cannot save
    /// is a new one at each start.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn id(&self) -> Result<String, getrandom::Error> {
        if let Some(id) = self.read::<String>(ID_KEY).filter(|id| !id.is_empty()) {
            return Ok(id);
        }
        let mut bytes = [0_u8; 12];
        getrandom::fill(&mut bytes)?;
        let id = hex::digits(&bytes);
        self.write(ID_KEY, &id);
        Ok(id)
    }

    /// How far this device saw the audit log of the base called `base`.
    pub fn places(&self, base: &str) -> Vec<Head> {
        let mut all: BTreeMap<String, Vec<Place>> = self.read(PLACES_KEY).unwrap_or_default();
        let kept = all.remove(base).unwrap_or_default();
        kept.into_iter().filter_map(Place::head).collect()
    }

    /// Keeps how far it saw it.
    pub fn keep_places(&self, base: &str, places: &[Head]) {
        let mut all: BTreeMap<String, Vec<Place>> = self.read(PLACES_KEY).unwrap_or_default();
        let places = places.iter().map(Place::from).collect();
        all.insert(base.to_owned(), places);
        self.write(PLACES_KEY, &all);
    }

    fn read<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        serde_json::from_value((self.read)(key)?).ok()
    }

    fn write(&self, key: &str, value: &impl Serialize) {
        let written = serde_json::to_value(value)
            .map_err(|error| error.to_string())
            .and_then(|value| (self.write)(key, value));
        if let Err(cause) = written {
            tracing::warn!(
                cause,
                key,
                "this device could not save something of its own"
            );
        }
    }
}

#[cfg(test)]
impl Device {
    /// A device that forgets everything when it is dropped.
    pub fn in_memory() -> Self {
        Self::in_folder(Path::new(""))
    }

    /// The same, whose embedded base is in this folder.
    pub fn in_folder(folder: &Path) -> Self {
        let values = Arc::new(std::sync::Mutex::new(BTreeMap::<String, Value>::new()));
        let written = values.clone();
        Self {
            data_dir: folder.to_owned(),
            export_folders: vec![],
            read: Arc::new(move |key| values.lock().unwrap().get(key).cloned()),
            write: Arc::new(move |key, value| {
                written.lock().unwrap().insert(key.to_owned(), value);
                Ok(())
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Address;
    use super::*;
    use crate::views::connection::ConnectionOrigin;

    #[test]
    fn a_saved_address_holds_no_password() {
        let address = Address::new("mongodb://claire:secret@srv/");
        let choice = Choice::of(Target::Mongo(address), ConnectionOrigin::Saved);
        let saved = Saved::from(&choice);
        assert!(!serde_json::to_string(&saved).unwrap().contains("secret"));
        assert_eq!(
            saved,
            Saved::Mongodb {
                uri: "mongodb://claire@srv/".into(),
                password_removed: true,
                allow_unencrypted: false,
            }
        );
    }

    #[test]
    fn what_an_older_version_saved_accepts_nothing() {
        let older = r#"{"kind":"mongodb","uri":"mongodb://srv/","passwordRemoved":false}"#;
        let saved: Saved = serde_json::from_str(older).unwrap();
        let uri = "mongodb://srv/".to_owned();
        let (password_removed, allow_unencrypted) = (false, false);
        assert_eq!(
            saved,
            Saved::Mongodb {
                uri,
                password_removed,
                allow_unencrypted
            }
        );
    }
}
