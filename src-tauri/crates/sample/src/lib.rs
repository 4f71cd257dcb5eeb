//! Valid data for everyone who needs some: builders for tests, the sample practice of the demo and the benches,
//! and the scene of the end-to-end tests.
//!
//! Deterministic and without I/O: the time and every seed are arguments.

pub mod builders;
mod fill;
mod log;
mod practice;
mod scene;

pub use fill::fill;
pub use log::log;
pub use practice::{SamplePractice, Size};
pub use scene::Scene;
