//! What the use cases need from outside: storage (one trait per aggregate), the time, fresh ids.

mod clock;
mod feed;
mod figures;
mod store;

pub use clock::{Clock, Ids};
pub use feed::{Area, ChangeFeed, Changed, FeedEvent, FeedMode};
pub use figures::{FigureQuery, FigureStore, Narrowing};
pub use store::{
    AbsenceStore, AppointmentFilter, AppointmentStore, AuditStore, DelayStore, PatientStore,
    PractitionerStore, Recovery, Removal, SettingsStore, Store, StoreError, StoreResult, UserStore,
};
