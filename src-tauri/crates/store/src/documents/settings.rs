//! `settings`: one document.

use bson::oid::ObjectId;
use medigest_application::ports::StoreError;
use medigest_domain::settings::{
    DEFAULT_DURATION, IDLE_MINUTES_DESK, IDLE_MINUTES_TABLET, Settings, WAITING_ALERT_MINUTES,
};
use medigest_domain::time::{Minutes, TICK_MINUTES};
use serde::{Deserialize, Serialize};

use super::{Followed, Stored, unreadable};
use crate::collections;

/// The id of the one document.
pub const SETTINGS_ID: ObjectId = ObjectId::from_bytes(*b"medigest\0\0\0\0");

/// Version of the documents this program writes.
const SCHEMA: u32 = 1;

/// The settings as stored.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct SettingsDocument {
    /// [`SETTINGS_ID`].
    #[serde(rename = "_id")]
    pub id: ObjectId,
    /// Name of the practice.
    pub nom: String,
    /// IANA time zone.
    pub fuseau_horaire: String,
    /// Minutes of a slot token's tick.
    #[serde(default)]
    pub grille_minutes: u32,
    /// The length a new appointment has at first; absent from settings of an older base.
    #[serde(default = "usual_duration")]
    pub duree_minutes: u32,
    /// A patient who waits longer is pointed out; absent from settings of an older base.
    #[serde(default = "usual_alert")]
    pub alerte_attente_minutes: u32,
    /// Minutes without a touch after which a session on a computer is locked; absent from older settings.
    #[serde(default = "usual_idle_desk")]
    pub verrouillage_poste_minutes: u32,
    /// The same on a tablet.
    #[serde(default = "usual_idle_tablet")]
    pub verrouillage_tablette_minutes: u32,
    /// Version of the documents.
    #[serde(default)]
    pub schema: u32,
}

const fn usual_duration() -> u32 {
    DEFAULT_DURATION.get()
}

const fn usual_alert() -> u32 {
    WAITING_ALERT_MINUTES
}

const fn usual_idle_desk() -> u32 {
    IDLE_MINUTES_DESK
}

const fn usual_idle_tablet() -> u32 {
    IDLE_MINUTES_TABLET
}

impl Stored for SettingsDocument {
    const COLLECTION: &'static str = collections::SETTINGS;
    const OPTIONAL: &'static [&'static str] = &[];
}

impl Followed for SettingsDocument {
    const MANDATORY: &'static str = "nom";
}

impl SettingsDocument {
    /// The stored form.
    #[must_use]
    pub fn from_domain(settings: &Settings) -> Self {
        Self {
            id: SETTINGS_ID,
            nom: settings.practice_name.clone(),
            fuseau_horaire: settings.zone.name().to_owned(),
            grille_minutes: TICK_MINUTES,
            duree_minutes: settings.default_duration.get(),
            alerte_attente_minutes: settings.waiting_alert_minutes,
            verrouillage_poste_minutes: settings.idle_minutes_desk,
            verrouillage_tablette_minutes: settings.idle_minutes_tablet,
            schema: SCHEMA,
        }
    }
}

impl TryFrom<SettingsDocument> for Settings {
    type Error = StoreError;

    fn try_from(stored: SettingsDocument) -> Result<Self, StoreError> {
        Ok(Self {
            practice_name: stored.nom,
            zone: stored.fuseau_horaire.parse().map_err(|_| {
                unreadable(SettingsDocument::COLLECTION, stored.id, "fuseau_horaire")
            })?,
            default_duration: Minutes::parse(stored.duree_minutes).unwrap_or(DEFAULT_DURATION),
            waiting_alert_minutes: stored.alerte_attente_minutes,
            idle_minutes_desk: stored.verrouillage_poste_minutes,
            idle_minutes_tablet: stored.verrouillage_tablette_minutes,
        })
    }
}
