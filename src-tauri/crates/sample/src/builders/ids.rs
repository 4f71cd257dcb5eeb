//! Ids made of small numbers, so that a failing test shows which one it means.

use std::sync::atomic::{AtomicU64, Ordering};

use medigest_application::ports::Ids;
use medigest_domain::id::{
    AbsenceId, AppointmentId, DelayId, OpId, PatientId, PractitionerId, UserId,
};

/// An id that can be made of a number.
pub trait NumberedId {
    /// The id whose last eight bytes are `number` and whose first four are zero.
    #[must_use]
    fn numbered(number: u64) -> Self;
}

macro_rules! numbered_ids {
    ($($name:ident),+ $(,)?) => {$(
        impl NumberedId for $name {
            fn numbered(number: u64) -> Self {
                let mut bytes = [0; 12];
                bytes[4..].copy_from_slice(&number.to_be_bytes());
                Self::from_bytes(bytes)
            }
        }
    )+};
}

numbered_ids!(
    PatientId,
    PractitionerId,
    AppointmentId,
    UserId,
    DelayId,
    AbsenceId,
    OpId
);

/// The id of a number: `id::<PatientId>(7)`.
#[must_use]
pub fn id<T: NumberedId>(number: u64) -> T {
    T::numbered(number)
}

/// Ids that count upwards, from 1 by default.
#[derive(Debug)]
pub struct CountingIds(AtomicU64);

impl CountingIds {
    /// Counts from `first`, to stay clear of ids that a test already uses.
    #[must_use]
    pub const fn starting_at(first: u64) -> Self {
        Self(AtomicU64::new(first))
    }
}

impl Default for CountingIds {
    fn default() -> Self {
        Self::starting_at(1)
    }
}

impl Ids for CountingIds {
    fn op(&self) -> OpId {
        id(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_shows_its_number() {
        assert_eq!(id::<PatientId>(255).to_string(), "0000000000000000000000ff");
    }

    #[test]
    fn counted_ids_differ() {
        let ids = CountingIds::starting_at(7);
        assert_eq!((ids.op(), ids.op()), (id(7), id(8)));
    }
}
