//! Random steps in a tiny practice, where people, names and times collide often.

use medigest_domain::appointment::Status;
use medigest_domain::role::Role;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::day::{DayStep, day_step};

const USERNAMES: &[&str] = &["admin", "Ana", "ana", "Élise", "élise", "bob"];
/// Names of practitioners.
pub const NAMES: &[&str] = &["Dr. House", "Dr. Wilson", "Dr. Cuddy"];
const NOTES: &[&str] = &["", "Asthme", "Allergie à la pénicilline"];
/// Five-minute ticks of the day in which everybody is booked.
pub const TICKS: u8 = 24;
/// The patients who book. One more file may be created.
pub const PATIENTS: u8 = 3;

/// A wish, not yet knowing what exists.
#[derive(Debug, Clone)]
pub enum Step {
    CreateUser {
        user: u8,
        name: &'static str,
        role: Role,
        active: bool,
    },
    SetPassword {
        user: u8,
        hash: u8,
        must_change: bool,
    },
    SetUserActive {
        user: u8,
        active: bool,
    },
    BeginSignIn {
        user: u8,
    },
    NoteSignIn {
        user: u8,
    },
    UnlockUser {
        user: u8,
    },
    FindUser {
        name: &'static str,
    },
    CreatePractitioner {
        name: &'static str,
    },
    UpdatePractitioner {
        practitioner: Index,
        name: &'static str,
    },
    SetPractitionerActive {
        practitioner: Index,
        active: bool,
    },
    RemovePractitioner {
        practitioner: Index,
    },
    CreatePatient {
        patient: u8,
        notes: &'static str,
    },
    UpdatePatient {
        patient: u8,
        off: u8,
        notes: &'static str,
    },
    Book {
        practitioner: Index,
        patient: u8,
        start: u8,
        ticks: u8,
    },
    Move {
        booking: Index,
        off: u8,
        practitioner: Index,
        start: u8,
        ticks: u8,
    },
    SetStatus {
        booking: Index,
        off: u8,
        status: Status,
    },
    /// Of the practice day.
    Day(DayStep),
    FindAppointments {
        practitioner: Option<Index>,
        patient: Option<u8>,
        start: u8,
        ticks: u8,
    },
    Append,
    Repeat {
        call: Index,
    },
}

/// How far a version is from the right one: usually not at all.
pub fn off() -> impl Strategy<Value = u8> {
    prop_oneof![8 => Just(0_u8), 1 => Just(1), 1 => Just(2)]
}

/// A random step.
pub fn step() -> impl Strategy<Value = Step> {
    let index = any::<Index>;
    let patient = || 1..=PATIENTS;
    let file = || 1..=PATIENTS + 1;
    let user = || 1..=4_u8;
    let start = || 0..TICKS;
    let ticks = || 1..=6_u8;
    let username = || select(USERNAMES);
    let name = || select(NAMES);
    let notes = || select(NOTES);
    prop_oneof![
        2 => (user(), username(), select(&Role::ALL[..]), any::<bool>())
            .prop_map(|(user, name, role, active)| Step::CreateUser { user, name, role, active }),
        1 => (user(), 0..3_u8, any::<bool>())
            .prop_map(|(user, hash, must_change)| Step::SetPassword { user, hash, must_change }),
        2 => (user(), any::<bool>())
            .prop_map(|(user, active)| Step::SetUserActive { user, active }),
        6 => (1..=2_u8).prop_map(|user| Step::BeginSignIn { user }),
        1 => user().prop_map(|user| Step::NoteSignIn { user }),
        1 => user().prop_map(|user| Step::UnlockUser { user }),
        1 => username().prop_map(|name| Step::FindUser { name }),
        1 => name().prop_map(|name| Step::CreatePractitioner { name }),
        2 => (index(), name())
            .prop_map(|(practitioner, name)| Step::UpdatePractitioner { practitioner, name }),
        1 => (index(), any::<bool>())
            .prop_map(|(practitioner, active)| Step::SetPractitionerActive { practitioner, active }),
        1 => index().prop_map(|practitioner| Step::RemovePractitioner { practitioner }),
        1 => (file(), notes())
            .prop_map(|(patient, notes)| Step::CreatePatient { patient, notes }),
        2 => (file(), off(), notes())
            .prop_map(|(patient, off, notes)| Step::UpdatePatient { patient, off, notes }),
        8 => (index(), patient(), start(), ticks())
            .prop_map(|(practitioner, patient, start, ticks)| Step::Book {
                practitioner, patient, start, ticks,
            }),
        6 => (index(), off(), index(), start(), ticks())
            .prop_map(|(booking, off, practitioner, start, ticks)| Step::Move {
                booking, off, practitioner, start, ticks,
            }),
        6 => (index(), off(), select(&Status::ALL[..]))
            .prop_map(|(booking, off, status)| Step::SetStatus { booking, off, status }),
        2 => (option::of(index()), option::of(patient()), start(), ticks())
            .prop_map(|(practitioner, patient, start, ticks)| Step::FindAppointments {
                practitioner, patient, start, ticks,
            }),
        19 => day_step().prop_map(Step::Day),
        1 => Just(Step::Append),
        5 => index().prop_map(|call| Step::Repeat { call }),
    ]
}
