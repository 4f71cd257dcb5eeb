//! The trace of a critical action: who did what, on which object, when (spec §3.6).
//!
//! A trace carries ids, practitioner names and statuses, never medical content and never a patient's name.

use chrono::{DateTime, Utc};

use crate::id::OpId;

macro_rules! audit_actions {
    ($($(#[$doc:meta])* $name:ident = $stored:literal),+ $(,)?) => {
        /// What was done, stored by its code (the seed's codes where it has one).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum AuditAction { $($(#[$doc])* $name),+ }

        impl AuditAction {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The value stored in `logs.action`.
            #[must_use]
            pub const fn stored(self) -> &'static str {
                match self { $(Self::$name => $stored),+ }
            }

            /// The action stored as `text`; none for a code this version does not know.
            #[must_use]
            pub fn from_stored(text: &str) -> Option<Self> {
                match text { $($stored => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

audit_actions! {
    /// Signed in.
    SignIn = "LOGIN",
    /// A sign-in was refused.
    SignInRefused = "LOGIN_REFUSED",
    /// Signed out.
    SignOut = "LOGOUT",
    /// An action was refused for lack of permission.
    Refused = "REFUSED",
    /// A user chose a new password.
    ChangePassword = "CHANGE_PASSWORD",
    /// Created a patient's file.
    CreatePatient = "CREATE_PATIENT",
    /// Edited a patient's file.
    UpdatePatient = "UPDATE_PATIENT",
    /// Opened a patient's file.
    OpenPatient = "OPEN_PATIENT",
    /// Created a practitioner.
    CreatePractitioner = "CREATE_PRACTITIONER",
    /// Edited a practitioner.
    UpdatePractitioner = "UPDATE_PRACTITIONER",
    /// Deleted a practitioner.
    DeletePractitioner = "DELETE_PRACTITIONER",
    /// Deactivated a practitioner.
    DeactivatePractitioner = "DEACTIVATE_PRACTITIONER",
    /// Activated a practitioner again.
    ActivatePractitioner = "ACTIVATE_PRACTITIONER",
    /// Created a user.
    CreateUser = "CREATE_USER",
    /// Changed a user's role or practitioner.
    UpdateUser = "UPDATE_USER",
    /// Gave a user a provisional password.
    ResetPassword = "RESET_PASSWORD",
    /// Deactivated a user.
    DeactivateUser = "DEACTIVATE_USER",
    /// Activated a user again.
    ActivateUser = "ACTIVATE_USER",
    /// Deleted a user who had never signed in.
    DeleteUser = "DELETE_USER",
    /// Booked an appointment.
    CreateAppointment = "CREATE_APPT",
    /// Moved or edited an appointment.
    UpdateAppointment = "UPDATE_APPT",
    /// Cancelled an appointment.
    CancelAppointment = "CANCEL_APPT",
    /// Marked a patient absent.
    MarkAbsent = "ABSENT_APPT",
    /// Confirmed a cancelled or missed appointment again.
    ReinstateAppointment = "REINSTATE_APPT",
    /// Noted that a patient arrived.
    Arrive = "ARRIVE_APPT",
    /// Called a patient in.
    CallIn = "CALL_IN_APPT",
    /// Noted that a consultation ended.
    Finish = "FINISH_APPT",
    /// Took back the last step of a visit.
    TakeBack = "TAKE_BACK_APPT",
    /// Cancelled because the doctor is not there.
    EmergencyCancel = "EMERGENCY_CANCEL_APPT",
    /// Ticked a patient off the call-back list without a new appointment.
    CloseCallback = "CLOSE_CALLBACK",
    /// Put a patient back on the call-back list.
    ReopenCallback = "REOPEN_CALLBACK",
    /// Reported a delay.
    ReportDelay = "REPORT_DELAY",
    /// Withdrew a delay.
    WithdrawDelay = "WITHDRAW_DELAY",
    /// Noted an absence or a closure.
    CreateAbsence = "CREATE_ABSENCE",
    /// Took an absence or a closure back.
    RemoveAbsence = "REMOVE_ABSENCE",
    /// Set a practitioner's opening hours.
    SetHours = "SET_HOURS",
    /// Changed the practice's settings.
    UpdateSettings = "UPDATE_SETTINGS",
    /// Wrote data to a file.
    Export = "EXPORT",
    /// Looked through the audit log.
    ReadLog = "READ_LOG",
    /// Verified the audit log.
    VerifyLog = "VERIFY_LOG",
    /// Moved old entries of the audit log to a file.
    ArchiveLog = "ARCHIVE_LOG",
    /// Locked a session.
    LockSession = "LOCK_SESSION",
    /// Let a user who failed too often sign in again.
    UnlockUser = "UNLOCK_USER",
    /// Made the practice's first keys.
    SetUpKeys = "SET_UP_KEYS",
    /// Gave a user a key.
    GrantKey = "GRANT_KEY",
    /// Took a key from a user.
    RevokeKey = "REVOKE_KEY",
    /// Made new keys, or sealed anew with them.
    RotateKeys = "ROTATE_KEYS",
    /// Made a new recovery code.
    NewRecoveryCode = "NEW_RECOVERY_CODE",
    /// Gave an administrator access again by the recovery code.
    RecoverAccess = "RECOVER_ACCESS",
    /// Adopted the base of an older MediGest.
    AdoptBase = "ADOPT_BASE",
    /// Imported the files of an older MediGest.
    ImportBase = "IMPORT_BASE",
    /// Wrote a backup.
    WriteBackup = "WRITE_BACKUP",
    /// Read a backup into an empty base.
    RestoreBackup = "RESTORE_BACKUP",
    /// Moved the base to another store.
    MoveBase = "MOVE_BASE",
    /// Made or removed an account of the database server.
    DatabaseAccount = "DATABASE_ACCOUNT",
}

/// The kind of object a trace is about, stored by the name of its collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntityKind {
    /// A patient's file.
    Patient,
    /// A practitioner.
    Practitioner,
    /// An account.
    User,
    /// An appointment.
    Appointment,
    /// A delay report.
    Delay,
    /// An absence or closure.
    Absence,
    /// The practice's settings.
    Settings,
}

impl EntityKind {
    /// The collection, stored in `logs.entity`.
    #[must_use]
    pub const fn collection(self) -> &'static str {
        match self {
            Self::Patient => "patients",
            Self::Practitioner => "practitioners",
            Self::User => "users",
            Self::Appointment => "appointments",
            Self::Delay => "retards",
            Self::Absence => "absences",
            Self::Settings => "settings",
        }
    }

    /// The kind stored as the name of `collection`.
    #[must_use]
    pub fn from_collection(collection: &str) -> Option<Self> {
        [
            Self::Patient,
            Self::Practitioner,
            Self::User,
            Self::Appointment,
            Self::Delay,
            Self::Absence,
            Self::Settings,
        ]
        .into_iter()
        .find(|kind| kind.collection() == collection)
    }
}

/// One entry of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The operation: a trace is written once per operation, however often it is retried.
    pub op_id: OpId,
    /// User name of who acted (or tried to).
    pub user: String,
    /// What was done.
    pub action: AuditAction,
    /// The object, and its id as text.
    pub object: Option<(EntityKind, String)>,
    /// A sentence in French, without medical content or patient names.
    pub details: String,
    /// The device it was done on.
    pub device: String,
    /// When, by the practice's clock.
    pub at: DateTime<Utc>,
}
