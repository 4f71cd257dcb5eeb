//! `cargo xtask`: the one door to running, testing and measuring the project, from a fresh machine on.

mod app;
mod commands;
mod display;
mod mongo;
mod process;
mod progress;
mod project;
mod setup;
mod stamp;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use process::Interrupted;
use progress::AlreadyTold;
use project::Project;

#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    about = "Runs, tests and measures MediGest; installs what is missing first."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the app and start it on the base of this device.
    Run(commands::run::Options),
    /// Build the app and start it on a filled sample practice.
    Demo(commands::demo::Options),
    /// Everything CI checks: format, lints, tests on every store, the interface, end to end.
    Test(commands::test::Options),
    /// Write the TypeScript bindings of the commands anew.
    Bindings,
    /// Measure search, booking and the day against the figures of the specification.
    Bench(commands::bench::Options),
    /// Run a command with the MongoDB servers of the tests up: `cargo xtask mongo -- cargo test`.
    Mongo(commands::mongo::Options),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if process::interrupted() || error.is::<Interrupted>() => {
            eprintln!("interrupted");
            ExitCode::from(130)
        }
        Err(error) => {
            if !error.is::<AlreadyTold>() {
                eprintln!("error: {error:#}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    process::handle_interrupts()?;
    let project = Project::here()?;
    match command {
        Command::Run(options) => commands::run::run(&project, &options),
        Command::Demo(options) => commands::demo::run(&project, &options),
        Command::Test(options) => commands::test::run(&project, &options),
        Command::Bindings => commands::bindings::run(&project),
        Command::Bench(options) => commands::bench::run(&project, &options),
        Command::Mongo(options) => commands::mongo::run(&project, &options),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
