//! `tauri-driver`, through which WebDriver reaches the window of the app.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::process;
use crate::project::Project;

const VERSION: &str = "2.1.0";

/// Compiles it under `target/tools` unless this version is there; its path.
///
/// # Errors
/// When it cannot be fetched or does not compile.
pub fn install(project: &Project) -> Result<PathBuf> {
    let tools = project.target("tools");
    let program = tools.join(format!("bin/tauri-driver{}", std::env::consts::EXE_SUFFIX));
    let record = fs::read_to_string(tools.join(".crates.toml")).unwrap_or_default();
    if !(program.exists() && is_recorded(&record)) {
        let mut command = project.cargo(&["install", "tauri-driver", "--version", VERSION]);
        command.args(["--locked", "--root"]).arg(&tools);
        process::run(&mut command)?;
    }
    Ok(program)
}

/// Whether Cargo's record of a tools folder names this version.
fn is_recorded(record: &str) -> bool {
    record.contains(&format!("\"tauri-driver {VERSION} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_wanted_version_counts_as_installed() {
        let record = |version| {
            format!(
                "[v1]\n\"tauri-driver {version} (registry+https://github.com/rust-lang/crates.io-index)\" = [\"tauri-driver\"]\n"
            )
        };
        assert!(is_recorded(&record("2.1.0")));
        assert!(!is_recorded(&record("2.0.4")));
        assert!(!is_recorded(""));
    }
}
