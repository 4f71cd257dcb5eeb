//! The adapters of the storage ports: one behaviour on MongoDB, SQLite and in memory.
//!
//! [`memory`] is the executable specification. The contract suite (`tests/contract`) runs on every adapter, and
//! the model test (`tests/model.rs`) lets random operations end equal on all of them.

pub mod documents;
pub mod memory;
