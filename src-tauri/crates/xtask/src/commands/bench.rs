//! `cargo xtask bench`: the measurements of the specification, each beside its target.

use anyhow::Result;
use clap::Args;

use crate::mongo::Servers;
use crate::process;
use crate::progress::Steps;
use crate::project::Project;

/// The benches in their order: package, bench.
const BENCHES: [(&str, &str); 2] = [("medigest-domain", "search"), ("medigest-store", "stores")];

/// What to measure.
#[derive(Debug, Args)]
pub struct Options {
    /// Passed on to each bench.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Runs the benches.
///
/// # Errors
/// When a step fails.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut steps = Steps::new();
    let servers = Servers::start(project, &mut steps)?;
    for (package, bench) in BENCHES {
        let advice = "read the messages above; leave other work on this machine for later";
        steps.step(&format!("bench {bench}"), advice, || {
            let mut command = project.cargo(&["bench", "--package", package, "--bench", bench]);
            command.arg("--").args(&options.arguments);
            process::run(command.envs(servers.environment()))
        })?;
    }
    println!("\n{}", steps.summary());
    Ok(())
}
