//! Where things are in the checkout, and the commands that start there.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// The checkout and its build folder.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
    target: PathBuf,
}

impl Project {
    /// The checkout Cargo runs this tool in, else the one it was built from; builds go to `CARGO_TARGET_DIR` or
    /// `target/`.
    ///
    /// # Errors
    /// When the current folder cannot be read.
    pub fn here() -> Result<Self> {
        // Checkouts that share a build folder also share the program.
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = package
            .ancestors()
            .nth(3)
            .context("the tool stands three folders below the root")?
            .to_owned();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => std::path::absolute(folder)?,
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// A file or folder of the checkout.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A file or folder among the build products.
    pub fn target(&self, relative: &str) -> PathBuf {
        self.target.join(relative)
    }

    /// The user interface.
    pub fn ui(&self) -> PathBuf {
        self.path("ui")
    }

    /// The end-to-end tests.
    pub fn end_to_end(&self) -> PathBuf {
        self.path("tests/e2e")
    }

    /// A debug program that Cargo built.
    pub fn program(&self, name: &str) -> PathBuf {
        self.target("debug")
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// `cargo`, the one that started this tool, at the root.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(arguments).current_dir(&self.root);
        command
    }

    /// `npm` in a folder.
    ///
    /// # Errors
    /// When npm is not installed.
    pub fn npm(&self, folder: &Path, arguments: &[&str]) -> Result<Command> {
        let mut command = Command::new(process::program("npm")?);
        command.args(arguments).current_dir(folder);
        Ok(command)
    }
}
