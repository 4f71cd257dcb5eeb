//! `cargo xtask test`: everything CI checks, what fails soonest first.

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::app;
use crate::display::Display;
use crate::mongo::Servers;
use crate::process;
use crate::progress::Steps;
use crate::project::Project;
use crate::setup::{self, Group};

/// A part of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Format of the Rust code.
    Fmt,
    /// The interface: types, lints, format, unit tests, build.
    Ui,
    /// Lints of the Rust code.
    Clippy,
    /// The documentation of the Rust code.
    Doc,
    /// The Rust tests, with their MongoDB servers.
    Rust,
    /// End to end on the real app.
    E2e,
}

/// What to check.
#[derive(Debug, Args)]
pub struct Options {
    /// Only these parts.
    #[arg(long, value_delimiter = ',')]
    only: Vec<Part>,
    /// All but these parts.
    #[arg(long, value_delimiter = ',', conflicts_with = "only")]
    skip: Vec<Part>,
}

impl Options {
    fn includes(&self, part: Part) -> bool {
        (self.only.is_empty() || self.only.contains(&part)) && !self.skip.contains(&part)
    }

    fn groups(&self) -> &'static [Group] {
        if self.includes(Part::E2e) {
            &[Group::App, Group::Display, Group::Driver]
        } else {
            &[Group::App]
        }
    }
}

/// Installs what is missing and runs the checks up to the first failure; ends with `N passed, N failed`.
///
/// # Errors
/// When a step fails.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut steps = Steps::new();
    let done = check(project, options, &mut steps);
    println!("\n{}", steps.summary());
    done
}

fn check(project: &Project, options: &Options, steps: &mut Steps) -> Result<()> {
    if options.includes(Part::Fmt) {
        let advice = "run `cargo fmt --all`";
        cargo(
            project,
            steps,
            "format",
            advice,
            &["fmt", "--all", "--check"],
        )?;
    }
    setup::system_packages(steps, options.groups())?;
    if options.includes(Part::Ui) || options.includes(Part::E2e) {
        setup::ui_packages(project, steps)?;
    }
    if options.includes(Part::Ui) {
        check_interface(project, steps)?;
    }
    check_rust(project, options, steps)?;

    let servers = if options.includes(Part::Rust) || options.includes(Part::E2e) {
        Some(Servers::start(project, steps)?)
    } else {
        None
    };
    if let (true, Some(servers)) = (options.includes(Part::Rust), &servers) {
        test_rust(project, steps, servers)?;
    }
    if let (true, Some(servers)) = (options.includes(Part::E2e), &servers) {
        test_end_to_end(project, steps, servers)?;
    }
    Ok(())
}

/// The type check comes first: it writes the message functions that the lints read.
fn check_interface(project: &Project, steps: &mut Steps) -> Result<()> {
    let ui = project.ui();
    let scripts = [
        ("interface: types", "check", "read the messages above"),
        (
            "interface: lints and format",
            "lint",
            "run `npm run format` in ui/, then mend the rest",
        ),
        (
            "interface: unit tests",
            "test",
            "`npx vitest` in ui/ shows them while you work",
        ),
    ];
    for (name, script, advice) in scripts {
        steps.step(name, advice, || {
            process::run(&mut project.npm(&ui, &["run", script])?)
        })?;
    }
    app::build_interface(project, steps)
}

/// Clippy and the documentation share the compiled dependencies.
fn check_rust(project: &Project, options: &Options, steps: &mut Steps) -> Result<()> {
    if options.includes(Part::Clippy) {
        let arguments = [
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ];
        let advice = "mend what is named above, or expect it with a reason";
        cargo(project, steps, "clippy", advice, &arguments)?;
    }
    if options.includes(Part::Doc) {
        let advice = "mend the links and texts named above";
        steps.step("documentation", advice, || {
            let mut command = project.cargo(&["doc", "--workspace", "--no-deps", "--quiet"]);
            process::run(command.env("RUSTDOCFLAGS", "-D warnings"))
        })?;
    }
    Ok(())
}

/// This tool is tested apart: what it is built with would change the features of the dependencies that the app and
/// its tests share, and have them compiled twice.
fn test_rust(project: &Project, steps: &mut Steps, servers: &Servers) -> Result<()> {
    let advice = "run the named test alone: `cargo xtask mongo -- cargo test -p PACKAGE NAME`";
    let mut test = |name: &str, runner: &[&str], selection: &[&str]| {
        steps.step(name, advice, || {
            let mut command = project.cargo(runner);
            process::run(command.args(selection).envs(servers.environment()))
        })
    };
    let product = ["--workspace", "--exclude", "xtask"];
    let runner: &[&str] = if process::is_installed("cargo-nextest") {
        &["nextest", "run"]
    } else {
        &["test", "--tests"]
    };
    test("rust tests of the tool", runner, &["--package", "xtask"])?;
    test("rust tests", runner, &product)?;
    // Neither runner above takes them.
    test(
        "examples of the documentation",
        &["test", "--doc"],
        &product,
    )
}

fn test_end_to_end(project: &Project, steps: &mut Steps, servers: &Servers) -> Result<()> {
    const NAME: &str = "end to end";
    if !cfg!(target_os = "linux") {
        steps.skip(
            NAME,
            "WebKit's driver and the virtual display are on Linux only",
        );
        return Ok(());
    }
    let driver = setup::end_to_end_tools(project, steps)?;
    app::build_interface(project, steps)?;
    let program = app::build(project, steps)?;
    let sample = app::build_sample(project, steps)?;
    let advice = "screenshots and logs are in tests/e2e/output";
    steps.step(NAME, advice, || {
        let display = Display::start(project)?;
        let mut tests = project.npm(&project.end_to_end(), &["test"])?;
        tests
            .envs(servers.environment())
            .envs(display.environment())
            .env("MEDIGEST_APP", &program)
            .env("MEDIGEST_SAMPLE", &sample)
            .env("TAURI_DRIVER", &driver);
        process::run(&mut tests)
    })
}

fn cargo(
    project: &Project,
    steps: &mut Steps,
    name: &str,
    advice: &str,
    arguments: &[&str],
) -> Result<()> {
    steps.step(name, advice, || process::run(&mut project.cargo(arguments)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(only: &[Part], skip: &[Part]) -> Options {
        Options {
            only: only.to_vec(),
            skip: skip.to_vec(),
        }
    }

    #[test]
    fn everything_is_checked_unless_told_otherwise() {
        let all = options(&[], &[]);
        assert!(
            Part::value_variants()
                .iter()
                .all(|part| all.includes(*part))
        );
    }

    #[test]
    fn only_and_skip_choose_the_parts() {
        let only = options(&[Part::Ui], &[]);
        assert!(only.includes(Part::Ui) && !only.includes(Part::Fmt));
        let skip = options(&[], &[Part::E2e]);
        assert!(!skip.includes(Part::E2e) && skip.includes(Part::Rust));
    }

    #[test]
    fn the_packages_of_the_end_to_end_tests_are_installed_for_them_alone() {
        assert!(options(&[], &[]).groups().contains(&Group::Driver));
        assert!(!options(&[], &[Part::E2e]).groups().contains(&Group::Driver));
    }
}
