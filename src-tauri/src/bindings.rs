//! The one list of what the interface may call; the TypeScript bindings are generated from it.

use tauri::Runtime;
use tauri_specta::{Builder, collect_commands};

use crate::commands::{
    appointments, connection, patients, planning, practitioners, sessions, users,
};

/// Every command, on any runtime.
#[must_use]
pub fn builder<R: Runtime>() -> Builder<R> {
    // Serde phases would split every type with an optional field in two.
    Builder::new()
        .disable_serde_phases()
        .commands(collect_commands![
            connection::connection_status,
            connection::connection_retry,
            connection::connection_choose,
            sessions::session_current,
            sessions::session_sign_in,
            sessions::session_change_password,
            sessions::session_sign_out,
            sessions::practice_info,
            patients::patient_search,
            patients::patient_file,
            patients::patient_register,
            patients::patient_update,
            patients::patient_edit_notes,
            practitioners::practitioner_list,
            practitioners::practitioner_create,
            practitioners::practitioner_update,
            practitioners::practitioner_remove,
            practitioners::practitioner_set_active,
            users::user_list,
            users::user_create,
            users::user_reset_password,
            users::user_set_active,
            planning::planning_day,
            appointments::appointment_book,
            appointments::appointment_reschedule,
            appointments::appointment_cancel,
            appointments::appointment_mark_absent,
            appointments::appointment_reinstate,
        ])
}
