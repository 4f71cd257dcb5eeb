//! The practice's settings.

use medigest_domain::settings::{Settings, TypedSettings};
use serde::{Deserialize, Serialize};
use specta::Type;

/// The practice's settings.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SettingsView {
    practice_name: String,
    /// IANA name.
    time_zone: String,
    default_duration_minutes: u32,
    waiting_alert_minutes: u32,
    /// Minutes without a touch after which a session is locked.
    idle_minutes_desk: u32,
    idle_minutes_tablet: u32,
    /// The time zones to choose from.
    time_zones: Vec<String>,
}

impl From<Settings> for SettingsView {
    fn from(settings: Settings) -> Self {
        Self {
            practice_name: settings.practice_name,
            time_zone: settings.zone.name().to_owned(),
            default_duration_minutes: settings.default_duration.get(),
            waiting_alert_minutes: settings.waiting_alert_minutes,
            idle_minutes_desk: settings.idle_minutes_desk,
            idle_minutes_tablet: settings.idle_minutes_tablet,
            time_zones: time_zones(),
        }
    }
}

/// The IANA names of all zones.
pub(super) fn time_zones() -> Vec<String> {
    let zones = chrono_tz::TZ_VARIANTS.iter();
    zones.map(|zone| zone.name().to_owned()).collect()
}

/// The form of the practice's settings.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SettingsInput {
    practice_name: String,
    time_zone: String,
    default_duration_minutes: u32,
    waiting_alert_minutes: u32,
    /// Minutes without a touch after which a session is locked.
    idle_minutes_desk: u32,
    idle_minutes_tablet: u32,
}

impl SettingsInput {
    /// As the domain parses it.
    pub fn typed(&self) -> TypedSettings<'_> {
        TypedSettings {
            practice_name: &self.practice_name,
            time_zone: &self.time_zone,
            default_duration_minutes: self.default_duration_minutes,
            waiting_alert_minutes: self.waiting_alert_minutes,
            idle_minutes_desk: self.idle_minutes_desk,
            idle_minutes_tablet: self.idle_minutes_tablet,
        }
    }
}
