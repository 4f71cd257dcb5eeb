//! What the use cases need from outside: storage (one trait per aggregate), the time, fresh ids.

mod clock;
mod store;

pub use clock::{Clock, Ids};
pub use store::{
    AppointmentFilter, AppointmentStore, AuditStore, PatientStore, PractitionerStore, Recovery,
    Removal, SettingsStore, Store, StoreError, StoreResult, UserStore,
};
