//! What the window is told unasked.

use std::sync::Arc;

use medigest_application::ports::Area;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri_specta::Event;

/// Something changed, here or elsewhere: read again what is shown of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct PracticeChanged {
    pub areas: Vec<ChangedArea>,
}

/// Tells the window. A function instead of the app's handle, so that the state does not carry the runtime's type.
pub type Tell = Arc<dyn Fn(PracticeChanged) + Send + Sync>;

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ChangedArea {
    Appointments,
    Patients,
    Practitioners,
    Users,
    Delays,
    Absences,
    Settings,
    /// Whether and how changes made elsewhere arrive.
    Connection,
}

impl ChangedArea {
    /// Everything a screen may show of the practice.
    pub const PRACTICE: [Self; 7] = [
        Self::Appointments,
        Self::Patients,
        Self::Practitioners,
        Self::Users,
        Self::Delays,
        Self::Absences,
        Self::Settings,
    ];

    /// What shows texts that are sealed: files with their visits, appointments wherever they are listed.
    pub const SEALED: [Self; 2] = [Self::Appointments, Self::Patients];
}

impl From<Area> for ChangedArea {
    fn from(area: Area) -> Self {
        match area {
            Area::Appointments => Self::Appointments,
            Area::Patients => Self::Patients,
            Area::Practitioners => Self::Practitioners,
            Area::Users => Self::Users,
            Area::Delays => Self::Delays,
            Area::Absences => Self::Absences,
            Area::Settings => Self::Settings,
        }
    }
}

/// How far a long task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct LongTaskProgress {
    pub task: LongTask,
    pub done: u32,
    /// None while unknown.
    pub total: Option<u32>,
}

/// A long task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LongTask {
    AuditVerify,
    AuditExport,
    Reseal,
    Adoption,
    Backup,
    Restore,
    Move,
}

/// The session ended by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct SessionEnded {
    pub reason: SessionEndReason,
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SessionEndReason {
    /// The account was deactivated.
    Deactivated,
    /// Its password was changed elsewhere.
    PasswordChanged,
    /// Twelve hours are over.
    Expired,
    /// Its user stopped what replaces the accounts: whoever goes on with it signs in to theirs as it is by now.
    Interrupted,
}
