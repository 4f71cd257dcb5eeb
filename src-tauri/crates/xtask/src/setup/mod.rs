//! Installs what is missing on this machine; on a machine that has everything it takes a second.

mod debian;
mod driver;
mod npm;
mod python;

use std::path::PathBuf;

use anyhow::Result;

pub use debian::Group;
pub use python::Environment as PythonEnvironment;

use crate::progress::Steps;
use crate::project::Project;

/// System packages.
///
/// # Errors
/// When some are missing and cannot be installed from here.
pub fn system_packages(steps: &mut Steps, groups: &[Group]) -> Result<()> {
    let advice = "install the packages named above, then start again";
    steps.step("system packages", advice, || debian::install(groups))
}

/// The npm packages of the user interface, with the Tauri CLI among them.
///
/// # Errors
/// When Node.js is missing or too old, or npm fails.
pub fn ui_packages(project: &Project, steps: &mut Steps) -> Result<()> {
    let advice = "needs Node.js 20.19 or newer and the npm registry";
    steps.step("npm packages of the interface", advice, || {
        npm::install(project, &project.ui())
    })
}

/// The npm packages of the end-to-end tests, and the path of `tauri-driver`.
///
/// # Errors
/// When npm or Cargo cannot fetch them.
pub fn end_to_end_tools(project: &Project, steps: &mut Steps) -> Result<PathBuf> {
    let advice = "needs the npm registry";
    steps.step("npm packages of the end-to-end tests", advice, || {
        npm::install(project, &project.end_to_end())
    })?;
    let advice = "needs crates.io";
    steps.step("tauri-driver", advice, || driver::install(project))
}

/// Python with these packages, in a virtual environment under `target/`.
///
/// # Errors
/// When there is no suitable Python, or pip fails.
pub fn python(project: &Project, packages: &[&str]) -> Result<PythonEnvironment> {
    python::environment(project, packages)
}
