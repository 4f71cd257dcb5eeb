//! A whole practice to fill an empty base with, for the demo and the benches.

use medigest_domain::absence::Absence;
use medigest_domain::appointment::Appointment;
use medigest_domain::delay::DelayReport;
use medigest_domain::keys::KeyCabinet;
use medigest_domain::patient::Patient;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::settings::Settings;
use medigest_domain::trace::Trace;
use medigest_domain::user::User;

/// Everything at once. Its documents leave no traces but those of `traces`. Files already contain the visits of the appointments.
#[derive(Debug, Clone, Default)]
pub struct BulkLoad {
    /// Accounts.
    pub users: Vec<User>,
    /// Practitioners.
    pub practitioners: Vec<Practitioner>,
    /// Patients' files, with their visits.
    pub patients: Vec<Patient>,
    /// Appointments.
    pub appointments: Vec<Appointment>,
    /// Delays.
    pub delays: Vec<DelayReport>,
    /// Absences and closures.
    pub absences: Vec<Absence>,
    /// The audit log, in its order, of operations the base does not have.
    pub traces: Vec<Trace>,
    /// The settings.
    pub settings: Option<Settings>,
    /// The practice's keys.
    pub keys: Option<KeyCabinet>,
}
