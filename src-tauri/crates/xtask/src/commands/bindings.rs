//! `cargo xtask bindings`: the test that compares the TypeScript bindings writes them instead.

use anyhow::Result;

use crate::process;
use crate::progress::Steps;
use crate::project::Project;
use crate::setup::{self, Group};

/// Writes `ui/src/lib/api/bindings.ts`.
///
/// # Errors
/// When a step fails.
pub fn run(project: &Project) -> Result<()> {
    let mut steps = Steps::new();
    setup::system_packages(&mut steps, &[Group::App])?;
    let advice = "read the messages above: a command or one of its types cannot be exported";
    steps.step("bindings", advice, || {
        let mut command = project.cargo(&["test", "--package", "medigest", "--test", "bindings"]);
        process::run(command.env("MEDIGEST_WRITE_BINDINGS", "1"))
    })
}
