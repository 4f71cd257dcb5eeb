//! What the clients fight over: few practitioners and patients, few days, every start on the grid.

use chrono::Duration;
use medigest_application::ports::Store;
use medigest_domain::appointment::Appointment;
use medigest_domain::id::OpId;
use medigest_domain::patient::Patient;
use medigest_domain::practitioner::Practitioner;
use medigest_domain::time::{Interval, Minutes};
use medigest_domain::trace::EntityKind;
use medigest_sample::builders::{
    AppointmentBuilder, PatientBuilder, PractitionerBuilder, TraceBuilder, at, id,
};

const PRACTITIONERS: u64 = 4;
const PATIENTS: u64 = 16;
const DAYS: u64 = 3;
/// Five-minute starts of a day, from 8:00 to 18:00.
const STARTS: u64 = 120;

/// Repeatable random numbers (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// An id that is unique over all clients.
pub fn operation(client: u32, count: u32) -> OpId {
    id(u64::from(client) << 32 | u64::from(count))
}

fn practitioner(number: u64) -> Practitioner {
    PractitionerBuilder::numbered(number).build()
}

fn patient(number: u64) -> Patient {
    PatientBuilder::numbered(number).build()
}

/// Every patient.
pub fn patients() -> impl Iterator<Item = Patient> {
    (1..=PATIENTS).map(patient)
}

/// Writes the practitioners and patients; their operations are client 0's.
pub async fn furnish(store: &dyn Store) {
    let mut count = 0;
    let mut trace = |kind, id: String| {
        count += 1;
        TraceBuilder::new(operation(0, count))
            .with_object(kind, id)
            .build()
    };
    for practitioner in (1..=PRACTITIONERS).map(practitioner) {
        let trace = trace(EntityKind::Practitioner, practitioner.id.to_string());
        store
            .create_practitioner(&practitioner, &trace)
            .await
            .expect("a practitioner");
    }
    for patient in patients() {
        let trace = trace(EntityKind::Patient, patient.id.to_string());
        store
            .create_patient(&patient, &trace)
            .await
            .expect("a patient");
    }
}

/// Traces that [`furnish`] leaves.
pub const FURNISHED: u64 = PRACTITIONERS + PATIENTS;

/// A random time: 5 to 60 minutes on one of the days.
pub fn time(dice: &mut Dice) -> Interval {
    let minutes = dice.below(DAYS) * 24 * 60 + dice.below(STARTS) * 5;
    let start = at("2026-11-24", "08:00") + Duration::minutes(minutes.cast_signed());
    let length = u32::try_from(5 + 5 * dice.below(12)).unwrap_or(5);
    Interval::from(start, Minutes::parse(length).expect("on the grid"))
}

/// A random wish.
pub fn wish(dice: &mut Dice, op: OpId) -> Appointment {
    let mut wish = AppointmentBuilder::new()
        .with_id(medigest_domain::id::AppointmentId::from_bytes(op.bytes()))
        .with_op(op)
        .with_practitioner(&practitioner(1 + dice.below(PRACTITIONERS)))
        .with_patient(&patient(1 + dice.below(PATIENTS)))
        .build();
    wish.interval = time(dice);
    wish
}
