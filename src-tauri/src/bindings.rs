//! The one list of what the interface may call and is told; the TypeScript bindings are generated from it.

use tauri::Runtime;
use tauri_specta::{Builder, collect_commands, collect_events};

use crate::commands::{
    absences, appointments, audit, base, callbacks, connection, database, delays, emergency,
    exports, figures, keys, patients, planning, practitioners, sessions, settings, users, visits,
};
use crate::events::{LongTaskProgress, PracticeChanged, SessionEnded};

/// Every command and event, on any runtime.
#[must_use]
pub fn builder<R: Runtime>() -> Builder<R> {
    // Serde phases would split every type with an optional field in two.
    Builder::new()
        .disable_serde_phases()
        .events(collect_events![
            LongTaskProgress,
            PracticeChanged,
            SessionEnded
        ])
        .commands(collect_commands![
            connection::connection_status,
            connection::connection_retry,
            connection::connection_choose,
            sessions::session_current,
            sessions::session_sign_in,
            sessions::session_change_password,
            sessions::session_sign_out,
            sessions::session_lock,
            sessions::session_unlock,
            sessions::session_recover,
            sessions::password_strength,
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
            practitioners::practitioner_set_hours,
            users::user_list,
            users::user_create,
            users::user_reset_password,
            users::user_set_active,
            users::user_update,
            users::user_unlock,
            keys::keys_overview,
            keys::keys_grant,
            keys::keys_revoke,
            keys::keys_new_recovery_code,
            keys::keys_rotate,
            keys::keys_reseal,
            base::adoption_report,
            base::adoption_run,
            base::adoption_overlaps,
            base::import_report,
            base::import_run,
            base::backup_write,
            base::backup_restore,
            base::base_move,
            base::path_pick,
            audit::audit_search,
            audit::audit_verify,
            audit::audit_verify_stop,
            audit::audit_export,
            audit::audit_archive,
            exports::export_save,
            settings::settings_read,
            settings::settings_update,
            database::database_accounts,
            database::database_account_create,
            database::database_account_remove,
            planning::planning_day,
            planning::planning_range,
            planning::my_day,
            planning::free_slots,
            appointments::appointment_book,
            appointments::appointment_reschedule,
            appointments::appointment_cancel,
            appointments::appointment_mark_absent,
            appointments::appointment_reinstate,
            visits::appointment_arrive,
            visits::appointment_call_in,
            visits::appointment_finish,
            visits::appointment_take_back,
            delays::delay_preview,
            delays::delay_report,
            delays::delay_withdraw,
            emergency::emergency_preview,
            emergency::emergency_cancel,
            callbacks::callback_list,
            callbacks::callback_rebook,
            callbacks::callback_close,
            callbacks::callback_reopen,
            absences::absence_list,
            absences::absence_preview,
            absences::absence_create,
            absences::absence_remove,
            absences::absence_hits,
            figures::figures_read,
            figures::figures_list,
        ])
}
