//! The tests of the stores, in one program: the contract every adapter keeps, random operations on two of them
//! at once, and what only SQLite has.

mod contract;
mod desk;
mod fresh;

use contract::contract_tests;

mod on_memory {
    super::contract_tests!(crate::fresh::memory);
}

mod on_sqlite {
    super::contract_tests!(crate::fresh::sqlite);
}
