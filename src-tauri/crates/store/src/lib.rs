//! The adapters of the storage ports: one behaviour on MongoDB, SQLite and in memory.
//!
//! [`memory`] is the executable specification. The contract suite (`tests/it/contract`) runs on every adapter, and
//! the model test (`tests/it/model.rs`) lets random operations end equal on all of them.

pub mod adoption;
pub mod archive;
pub mod backup;
pub mod bulk;
mod chain;
pub mod collections;
pub mod documents;
mod feed;
pub mod memory;
pub mod mongo;
mod part;
pub mod raw;
pub mod sqlite;
mod whole;
