//! Building the interface and the app around it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::progress::Steps;
use crate::project::Project;
use crate::stamp::{Stamp, fingerprint};

/// The interface is built by a step of its own, which knows when there is nothing to do.
const WITHOUT_INTERFACE: &str = r#"{"build":{"beforeBuildCommand":null}}"#;

/// What npm, Vite and Paraglide write beside the sources.
const MADE_IN_UI: [&str; 7] = [
    "node_modules",
    "dist",
    "dist-mock",
    "src/lib/paraglide",
    "project.inlang/.gitignore",
    "project.inlang/.meta.json",
    "project.inlang/README.md",
];

/// Builds `ui/dist`, unless it was built from the same sources.
///
/// # Errors
/// When Vite refuses them.
pub fn build_interface(project: &Project, steps: &mut Steps) -> Result<()> {
    let advice = "read the messages above; `npm run build` in ui/ shows them again";
    steps.step("interface", advice, || {
        let ui = project.ui();
        let made = MADE_IN_UI.map(|name| ui.join(name));
        let stamp = Stamp::new(
            ui.join("node_modules/.medigest-dist-stamp"),
            fingerprint(&[], std::slice::from_ref(&ui), &made)?,
        );
        if stamp.is_current() && ui.join("dist/index.html").exists() {
            return Ok(());
        }
        process::run(&mut project.npm(&ui, &["run", "build"])?)?;
        stamp.write()
    })
}

/// Builds the app around `ui/dist` in the dev profile; its path.
///
/// That profile optimises the dependencies but not our own code: a first build takes about half as long as a
/// release build, it feels no different at a desk, and the end-to-end tests drive the very same program.
///
/// # Errors
/// When the Tauri CLI or Cargo fails.
pub fn build(project: &Project, steps: &mut Steps) -> Result<PathBuf> {
    let advice = "read the messages above; a first build takes several minutes and 2 GB of memory";
    steps.step("app", advice, || {
        let mut command = tauri_cli(project)?;
        command.args(["build", "--debug", "--no-bundle"]);
        command.args(["--config", WITHOUT_INTERFACE]);
        process::run(&mut command)?;
        Ok(project.program("medigest"))
    })
}

/// The app as users get it.
#[derive(Debug)]
pub struct Delivered {
    /// The program.
    pub program: PathBuf,
    /// What installs it, one file per kind of package.
    pub installers: Vec<PathBuf>,
}

/// Builds the app around `ui/dist` in the release profile, and on Linux its Debian package.
///
/// # Errors
/// When the Tauri CLI or Cargo fails.
pub fn build_delivered(project: &Project, steps: &mut Steps) -> Result<Delivered> {
    let advice = "read the messages above; a first build takes a quarter of an hour";
    steps.step("app, as delivered", advice, || {
        let package = project.target("release/bundle/deb");
        // Those of earlier versions would be measured too.
        match std::fs::remove_dir_all(&package) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        let mut command = tauri_cli(project)?;
        command.args(["build", "--bundles", "deb"]);
        command.args(["--config", WITHOUT_INTERFACE]);
        process::run(&mut command)?;
        let mut installers = Vec::new();
        for entry in std::fs::read_dir(package)? {
            let path = entry?.path();
            installers.extend(
                path.extension()
                    .is_some_and(|kind| kind == "deb")
                    .then_some(path),
            );
        }
        Ok(Delivered {
            program: project.target("release/medigest"),
            installers,
        })
    })
}

/// Builds the program that fills bases with sample data; its path.
///
/// # Errors
/// When Cargo fails.
pub fn build_sample(project: &Project, steps: &mut Steps) -> Result<PathBuf> {
    steps.step("sample practice", "read the messages above", || {
        // With the app chosen as well, Cargo uses what it has compiled for the app.
        let mut command = project.cargo(&["build", "-p", "medigest", "-p", "medigest-sample"]);
        process::run(command.args(["--bin", "medigest-sample"]))?;
        Ok(project.program("medigest-sample"))
    })
}

/// The Tauri CLI among the packages of the interface, started at the root, where alone it finds the app.
fn tauri_cli(project: &Project) -> Result<Command> {
    let mut command = Command::new(process::program("node")?);
    command
        .arg(project.ui().join("node_modules/@tauri-apps/cli/tauri.js"))
        .current_dir(project.path(""));
    Ok(command)
}
