//! The packages of the system: installed on Debian and Ubuntu, named everywhere else.

use std::io::IsTerminal;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// What packages are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Compiling and running the app. A C compiler is not among them: Rust has linked this tool with it.
    App,
    /// A display where there is none, and pictures of it.
    Display,
    /// Driving the app from the end-to-end tests.
    Driver,
    /// Virtual environments, which Debian's own Python leaves out.
    PythonVenv,
}

/// How to see that a package is there on a system without `dpkg`.
#[derive(Debug, Clone, Copy)]
enum Proof {
    Library(&'static str),
    Program(&'static str),
}

#[derive(Debug, Clone, Copy)]
struct Package {
    group: Group,
    name: &'static str,
    proof: Proof,
}

const fn package(group: Group, name: &'static str, proof: Proof) -> Package {
    Package { group, name, proof }
}

const PACKAGES: &[Package] = &[
    package(Group::App, "pkg-config", Proof::Program("pkg-config")),
    package(
        Group::App,
        "libwebkit2gtk-4.1-dev",
        Proof::Library("webkit2gtk-4.1"),
    ),
    package(Group::App, "libgtk-3-dev", Proof::Library("gtk+-3.0")),
    package(Group::App, "librsvg2-dev", Proof::Library("librsvg-2.0")),
    package(
        Group::App,
        "libayatana-appindicator3-dev",
        Proof::Library("ayatana-appindicator3-0.1"),
    ),
    package(Group::Display, "xvfb", Proof::Program("Xvfb")),
    package(Group::Display, "xauth", Proof::Program("xauth")),
    package(Group::Display, "imagemagick", Proof::Program("import")),
    package(
        Group::Driver,
        "webkit2gtk-driver",
        Proof::Program("WebKitWebDriver"),
    ),
    package(Group::PythonVenv, "python3-venv", Proof::Program("python3")),
];

/// Installs the packages of these groups that are missing. Other systems than Linux bring what the app needs.
///
/// # Errors
/// When some are missing and this is not Debian or Ubuntu, or not with root or `sudo`; the message names them.
pub fn install(groups: &[Group]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if !(process::is_installed("dpkg-query") && process::is_installed("apt-get")) {
        return look_for(groups);
    }
    let wanted = names(groups);
    let missing = missing(&wanted, &known_to_dpkg(&wanted)?);
    if missing.is_empty() {
        return Ok(());
    }
    println!("installing {}", missing.join(" "));
    let Some(privilege) = privilege()? else {
        bail!(
            "not root, and without sudo; as root: apt-get install {}",
            missing.join(" ")
        );
    };
    process::run(&mut apt_get(&privilege, &["update", "-q"]))?;
    let mut arguments = vec!["install", "-q", "-y", "--no-install-recommends"];
    arguments.extend(missing);
    process::run(&mut apt_get(&privilege, &arguments))
}

fn names(groups: &[Group]) -> Vec<&'static str> {
    wanted(groups).map(|package| package.name).collect()
}

fn wanted(groups: &[Group]) -> impl Iterator<Item = &'static Package> {
    PACKAGES
        .iter()
        .filter(|package| groups.contains(&package.group))
}

/// A line `name status` a package that dpkg has heard of.
fn known_to_dpkg(names: &[&str]) -> Result<String> {
    // It fails when it does not know one of them, which is an answer here.
    let output = Command::new("dpkg-query")
        .args(["-W", "-f", "${Package} ${db:Status-Status}\n"])
        .args(names)
        .output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Those of `wanted` that are not installed according to what dpkg said.
fn missing<'a>(wanted: &[&'a str], known: &str) -> Vec<&'a str> {
    let is_installed = |name: &str| {
        known
            .lines()
            .any(|line| line.split_once(' ') == Some((name, "installed")))
    };
    wanted
        .iter()
        .copied()
        .filter(|name| !is_installed(name))
        .collect()
}

/// The words before `apt-get` that make it allowed; nothing when there are none.
fn privilege() -> Result<Option<Vec<&'static str>>> {
    if process::answer(Command::new("id").arg("-u"))? == "0" {
        return Ok(Some(vec![]));
    }
    if !process::is_installed("sudo") {
        return Ok(None);
    }
    // Only somebody at a terminal can type a password.
    Ok(Some(if std::io::stdin().is_terminal() {
        vec!["sudo"]
    } else {
        vec!["sudo", "--non-interactive"]
    }))
}

fn apt_get(privilege: &[&str], arguments: &[&str]) -> Command {
    let words: Vec<&str> = privilege
        .iter()
        .copied()
        .chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
        // Another installation may be under way.
        .chain(["-o", "DPkg::Lock::Timeout=300"])
        .chain(arguments.iter().copied())
        .collect();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]);
    command
}

/// Elsewhere: names what cannot be seen.
fn look_for(groups: &[Group]) -> Result<()> {
    let absent: Vec<_> = wanted(groups)
        .filter(|package| !is_there(package.proof))
        .map(|package| package.name)
        .collect();
    if absent.is_empty() {
        return Ok(());
    }
    bail!(
        "missing, by their names on Debian: {}. Other systems name them alike: \
         https://v2.tauri.app/start/prerequisites/#linux",
        absent.join(" ")
    )
}

fn is_there(proof: Proof) -> bool {
    match proof {
        Proof::Program(name) => process::is_installed(name),
        Proof::Library(name) => {
            process::answer(Command::new("pkg-config").args(["--exists", name])).is_ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_a_fresh_machine_everything_is_missing() {
        let wanted = names(&[Group::App]);
        assert_eq!(missing(&wanted, ""), wanted);
    }

    #[test]
    fn only_what_is_not_installed_is_missing() {
        let known = "xvfb installed\nxauth config-files\nxvfb-run installed\n";
        assert_eq!(
            missing(&["xvfb", "xauth", "imagemagick"], known),
            ["xauth", "imagemagick"]
        );
    }

    #[test]
    fn running_the_app_on_a_screen_needs_no_test_packages() {
        let names = names(&[Group::App]);
        assert!(names.contains(&"libwebkit2gtk-4.1-dev"));
        assert!(!names.contains(&"xvfb") && !names.contains(&"webkit2gtk-driver"));
    }

    #[test]
    fn packages_are_installed_without_a_question() {
        let typed = |privilege: &[&str]| process::describe(&apt_get(privilege, &["install", "-y"]));
        let root =
            "env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y";
        assert_eq!(typed(&[]), root);
        assert_eq!(typed(&["sudo"]), format!("sudo {root}"));
    }
}
