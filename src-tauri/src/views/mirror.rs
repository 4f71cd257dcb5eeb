//! The domain's closed lists as the bridge knows them: same names, in camelCase.

use medigest_domain::{
    appointment, database_account, delay, field, keys, permission, role, secret, trace,
};
use serde::{Deserialize, Serialize};
use specta::Type;

macro_rules! mirrors {
    ($($(#[$doc:meta])* $name:ident = $origin:path { $($variant:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
        #[serde(rename_all = "camelCase")]
        pub enum $name { $($variant),+ }

        impl From<$origin> for $name {
            fn from(origin: $origin) -> Self {
                use $origin as Origin;
                match origin { $(Origin::$variant => Self::$variant),+ }
            }
        }

        impl From<$name> for $origin {
            fn from(mirror: $name) -> Self {
                use $origin as Origin;
                match mirror { $($name::$variant => Origin::$variant),+ }
            }
        }
    )+};
}

mirrors! {
    /// Something a user may or may not do.
    Action = permission::Action {
        ReadPatients, EditPatients, EditNotes, Book, ReadPlanning, ReadReasons, ReportDelay, ReadDashboard,
        ManagePractitioners, ManageUsers, ManageSettings, ReadAuditLog,
    }
    /// How far a permission reaches.
    Scope = permission::Scope { Own, All }
    /// A user's role.
    Role = role::Role { Reception, Doctor, Manager, Administrator }
    /// What became of an appointment.
    AppointmentStatus = appointment::Status { Confirmed, Cancelled, Absent, CancelledByDoctor }
    /// Whether a change may be made now.
    ActionState = appointment::ActionState { Allowed, Locked, Started, NotStarted, NotToday, Forbidden, NotApplicable }
    /// Refused or questioned.
    Severity = field::Severity { Warning, Error }
    /// The rule a field breaks.
    FieldRule = field::FieldRule {
        Required, TooLong, InvalidCharacters, InvalidDate, InFuture, TooOld, InvalidTime, InvalidPhone, UnusualPhone,
        InvalidEmail, NirKey, AlreadyUsed, Unknown, Inactive, OffGrid, DurationOutOfRange, InPast, AcrossMidnight,
        SkippedLocalTime, EndsBeforeStart, OverlapsAnother, DelayOutOfRange, AlertOutOfRange, TooShort, TooSimple, ContainsUsername, WrongPassword, SamePassword, InvalidColor,
        CommonPassword, WrongCode, IdleOutOfRange, InvalidAddress, NotEncrypted, ServerTooOld,
        BaseUnreadable,
    }
    /// A kind of object.
    Entity = trace::EntityKind { Patient, Practitioner, User, Appointment, Delay, Absence, Settings }
    /// A critical action.
    AuditAction = trace::AuditAction {
        SignIn, SignInRefused, SignOut, Refused, ChangePassword, CreatePatient, UpdatePatient, OpenPatient,
        CreatePractitioner, UpdatePractitioner, DeletePractitioner, DeactivatePractitioner, ActivatePractitioner,
        CreateUser, UpdateUser, ResetPassword, DeactivateUser, ActivateUser, DeleteUser, CreateAppointment,
        UpdateAppointment, CancelAppointment, MarkAbsent, ReinstateAppointment, Arrive, CallIn, Finish, TakeBack, EmergencyCancel,
        CloseCallback, ReopenCallback, ReportDelay, WithdrawDelay, CreateAbsence, RemoveAbsence, SetHours,
        UpdateSettings, Export, ReadLog, VerifyLog, ArchiveLog, LockSession, UnlockUser, SetUpKeys, GrantKey,
        RevokeKey, RotateKeys, NewRecoveryCode, RecoverAccess, AdoptBase, ImportBase, WriteBackup, RestoreBackup,
        MoveBase, DatabaseAccount,
    }
    /// A step of a visit.
    VisitStep = appointment::Step { Expected, Waiting, InConsultation, Finished }
    /// What a projected appointment runs into.
    Overflow = delay::Overflow { Break, Closing, Midnight }
    /// One of the two keys.
    KeyKind = secret::KeyKind { Administrative, Medical }
    /// Whether a user has a key.
    Access = keys::Access { Granted, Withheld, Waiting, NotForRole }
    /// What an account of the database server is for.
    DatabaseAccountKind = database_account::DatabaseRole { Desk, Administrator }
    /// A part of the day.
    DayPart = appointment::free::DayPart { Morning, Afternoon }
}

/// One finding; `field` is the name of the input's property.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldIssue {
    field: String,
    rule: FieldRule,
    severity: Severity,
}

impl From<&field::FieldIssue> for FieldIssue {
    fn from(issue: &field::FieldIssue) -> Self {
        Self {
            field: issue.field.to_owned(),
            rule: issue.rule.into(),
            severity: issue.severity.into(),
        }
    }
}
