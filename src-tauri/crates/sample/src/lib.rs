//! Valid data for everyone who needs some: builders for tests, and the sample practice of the demo and the benches.
//!
//! Deterministic and without I/O: the time and every seed are arguments.

pub mod builders;
mod practice;

pub use practice::{SamplePractice, Size};
