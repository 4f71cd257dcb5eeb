//! npm packages, installed only when their lock has changed.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::project::Project;
use crate::stamp::{Stamp, fingerprint};

/// The oldest Node.js that Vite runs on.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Installs the locked packages of a folder.
///
/// # Errors
/// When Node.js is missing or too old, or npm fails.
pub fn install(project: &Project, folder: &Path) -> Result<()> {
    let node = node_version()?;
    let sources = ["package.json", "package-lock.json"].map(|name| folder.join(name));
    // Inside `node_modules`, so that it goes when they go.
    let stamp = Stamp::new(
        folder.join("node_modules/.medigest-stamp"),
        fingerprint(&[&node], &sources, &[])?,
    );
    if stamp.is_current() {
        return Ok(());
    }
    process::run(&mut project.npm(folder, &["ci", "--no-audit", "--no-fund"])?)?;
    stamp.write()
}

/// The version of Node.js, as `v20.19.0`.
fn node_version() -> Result<String> {
    let said = process::answer(Command::new(process::program("node")?).arg("--version"))?;
    let found = parse(&said).with_context(|| format!("Node.js says it is `{said}`"))?;
    if found < OLDEST_NODE {
        let (major, minor) = OLDEST_NODE;
        bail!("Node.js is {said}; it must be {major}.{minor} or newer");
    }
    Ok(said)
}

/// Major and minor of `v20.19.0`.
fn parse(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.strip_prefix('v')?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_compare_by_their_numbers() {
        assert!(parse("v20.20.2").unwrap() >= OLDEST_NODE);
        assert!(parse("v22.1.0").unwrap() >= OLDEST_NODE);
        assert!(parse("v20.9.0").unwrap() < OLDEST_NODE);
        assert!(parse("v18.20.4").unwrap() < OLDEST_NODE);
        assert_eq!(parse("deno"), None);
    }
}
