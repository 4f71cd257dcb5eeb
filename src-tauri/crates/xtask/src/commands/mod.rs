//! One file a command.

pub mod bench;
pub mod bindings;
pub mod demo;
pub mod mongo;
pub mod run;
pub mod test;
