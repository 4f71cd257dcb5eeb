//! Random operations end equal on MongoDB and on the specification; fewer than on SQLite, because each base is
//! a database on a server.

use medigest_application::ports::PractitionerStore as _;
use medigest_store::memory::MemoryStore;
use proptest::prelude::*;

use crate::fresh::{self, Fresh};
use crate::model::{Call, Step, block_on, config, steps, take_those};

/// Whether a booking knows its practitioner as they are. One that does not comes from a client that lost a race
/// against a rename or a deletion; this store then heals what the specification, without races, keeps.
async fn is_up_to_date(model: &MemoryStore, call: &Call) -> bool {
    let (Call::Book(wanted, _) | Call::Save(wanted, _)) = call else {
        return true;
    };
    let practitioner = model.practitioner(wanted.practitioner_id).await.unwrap();
    practitioner.is_some_and(|present| present.details.name == wanted.practitioner_name)
}

async fn take(base: Option<Fresh>, steps: &[Step]) -> Result<(), TestCaseError> {
    match base {
        Some(base) => take_those(base.store.as_ref(), steps, is_up_to_date).await,
        None => Ok(()),
    }
}

proptest! {
    #![proptest_config(config(8))]

    #[test]
    fn a_standalone_behaves_as_specified(steps in steps()) {
        block_on(async { take(fresh::mongo_standalone().await, &steps).await })?;
    }

    #[test]
    fn a_replica_set_behaves_as_specified(steps in steps()) {
        block_on(async { take(fresh::mongo_replica_set().await, &steps).await })?;
    }
}
