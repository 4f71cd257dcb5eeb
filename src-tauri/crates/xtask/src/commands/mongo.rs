//! `cargo xtask mongo -- COMMAND`: any command with the MongoDB servers of the tests up.

use std::ffi::OsString;
use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::mongo::Servers;
use crate::process;
use crate::progress::Steps;
use crate::project::Project;

/// What to run.
#[derive(Debug, Args)]
pub struct Options {
    /// The command and its arguments.
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<OsString>,
}

/// Runs the command in the current folder.
///
/// # Errors
/// When there is no server, or the command fails.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let servers = Servers::start(project, &mut Steps::new())?;
    let mut command = Command::new(&options.command[0]);
    command.args(&options.command[1..]);
    process::run(command.envs(servers.environment()))
}
