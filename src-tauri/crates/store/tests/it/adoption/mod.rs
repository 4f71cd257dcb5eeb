//! Adopting an older base on MongoDB, and importing its files anywhere: the same content, whatever happens meanwhile.

mod adopting;
mod devices;
mod failing;
mod importing;
pub mod older;
pub mod practice;
mod reporting;

pub use failing::Failing;
pub use older::files;
