//! The tests of the stores, in one program: the contract every adapter keeps, random operations on two of them
//! at once, and what only SQLite or MongoDB has.

#![expect(
    clippy::unwrap_used,
    reason = "whatever cannot go on in a test fails it here"
)]

mod adoption;
mod canary;
mod contract;
mod desk;
mod feed;
mod figures;
mod follower;
mod fresh;
mod log;
mod model;
mod mongo;
mod raw;
mod searching;
mod sqlite;
mod tampering;

use contract::contract_tests;

mod on_memory {
    super::contract_tests!(crate::fresh::memory);
}

mod on_sqlite {
    super::contract_tests!(crate::fresh::sqlite);
}

mod on_mongo_standalone {
    super::contract_tests!(crate::fresh::mongo_standalone);
}

mod on_mongo_replica_set {
    super::contract_tests!(crate::fresh::mongo_replica_set);
}
