//! A Python of our own under `target/`, for the stand-in MongoDB of the tests and for talking to it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::debian;
use crate::process;
use crate::project::Project;
use crate::stamp::{Stamp, fingerprint};

/// Versions that the packages are published for, and how they may be called here.
const VERSIONS: std::ops::RangeInclusive<u32> = 10..=13;
const NAMES: [&str; 6] = [
    "python3",
    "python3.13",
    "python3.12",
    "python3.11",
    "python3.10",
    "python",
];

/// A virtual environment.
#[derive(Debug, Clone)]
pub struct Environment {
    programs: PathBuf,
}

impl Environment {
    /// The environment in a folder, made or not.
    pub fn in_folder(folder: impl AsRef<Path>) -> Self {
        let programs = if cfg!(windows) { "Scripts" } else { "bin" };
        Self {
            programs: folder.as_ref().join(programs),
        }
    }

    /// Its Python.
    pub fn python(&self) -> Command {
        self.program("python")
    }

    /// A program that one of its packages installed.
    pub fn program(&self, name: &str) -> Command {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        Command::new(self.programs.join(file))
    }
}

/// The environment with these packages, made anew when they change.
///
/// # Errors
/// When no suitable Python is installed, or pip fails.
pub fn environment(project: &Project, packages: &[&str]) -> Result<Environment> {
    let folder = project.target("python");
    let environment = Environment::in_folder(&folder);
    let stamp = Stamp::new(
        folder.join("medigest-stamp"),
        fingerprint(packages, &[], &[])?,
    );
    if stamp.is_current() {
        return Ok(environment);
    }
    let python = suitable()?;
    make(&python, &folder)?;
    let mut pip = environment.python();
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]);
    process::run(pip.args(packages))?;
    stamp.write()?;
    Ok(environment)
}

fn make(python: &Path, folder: &Path) -> Result<()> {
    let has_venv = process::answer(Command::new(python).args(["-c", "import ensurepip, venv"]));
    if has_venv.is_err() {
        debian::install(&[debian::Group::PythonVenv])?;
    }
    process::run(
        Command::new(python)
            .args(["-m", "venv", "--clear"])
            .arg(folder),
    )
}

/// The first installed Python of a suitable version.
fn suitable() -> Result<PathBuf> {
    NAMES
        .iter()
        .filter_map(|name| process::program(name).ok())
        .find(|python| {
            process::answer(Command::new(python).arg("--version"))
                .is_ok_and(|version| is_suitable(&version))
        })
        .with_context(|| {
            let (first, last) = (VERSIONS.start(), VERSIONS.end());
            format!("the MongoDB of the tests needs Python 3.{first} to 3.{last}")
        })
}

/// Whether `Python 3.11.7` is one of [`VERSIONS`].
fn is_suitable(version: &str) -> bool {
    version
        .strip_prefix("Python 3.")
        .and_then(|rest| rest.split('.').next())
        .and_then(|minor| minor.parse().ok())
        .is_some_and(|minor| VERSIONS.contains(&minor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_versions_with_published_packages_are_used() {
        assert!(is_suitable("Python 3.11.7"));
        assert!(is_suitable("Python 3.13.0"));
        assert!(!is_suitable("Python 3.9.18"));
        assert!(!is_suitable("Python 3.14.1"));
        assert!(!is_suitable("Python 2.7.18"));
        assert!(!is_suitable(""));
    }
}
