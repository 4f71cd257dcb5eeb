//! How long the app takes to its first screen, the memory it holds at rest, and what its installer weighs.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::app;
use crate::display::Display;
use crate::process::Service;
use crate::progress::Steps;
use crate::project::Project;
use crate::setup::{self, Group};

/// One start on a base that is not there yet, the others on the one it made.
const STARTS: usize = 5;
/// What a start still does once its screen stands, such as reading the lists behind it.
const REST: Duration = Duration::from_secs(5);

/// Builds the app as it is delivered, starts it several times on a virtual display and prints what was measured
/// beside the targets of the specification (§6). Moments are those of pictures of the screen, so that a start seems
/// longer than it is by the time of one picture.
///
/// # Errors
/// When the app does not build, or does not start.
pub fn measure(project: &Project, steps: &mut Steps) -> Result<()> {
    setup::system_packages(steps, &[Group::App, Group::Display])?;
    setup::ui_packages(project, steps)?;
    app::build_interface(project, steps)?;
    let delivered = app::build_delivered(project, steps)?;
    steps.step("bench: start", "read the messages above", || {
        let display = Display::start(project)?;
        let base = TempDir::new()?;
        let mut starts = Vec::new();
        for _ in 0..STARTS {
            starts.push(start(&display, &delivered.program, base.path())?);
        }
        println!("cold start to the first screen: target 1 s");
        for (number, start) in (1..).zip(&starts) {
            let seconds = start.painted.as_secs_f64();
            println!("  start {number}: {seconds:.2} s");
        }
        let memory = starts.iter().map(|start| start.memory).max();
        let memory = memory.unwrap_or(0).div_ceil(1024 * 1024);
        println!("idle memory of all processes: {memory} MB (target 200 MB)");
        for installer in &delivered.installers {
            let size = std::fs::metadata(installer)?.len() as f64 / 1_000_000.0;
            let kind = installer.extension().unwrap_or_default().to_string_lossy();
            println!("installer ({kind}): {size:.1} MB (target 15 MB)");
        }
        Ok(())
    })
}

/// One start.
struct Start {
    /// Until the first screen was painted.
    painted: Duration,
    /// Then, at rest: bytes of all its processes, what they share counted once.
    memory: u64,
}

fn start(display: &Display, program: &Path, base: &Path) -> Result<Start> {
    let mut command = std::process::Command::new(program);
    command
        .envs(display.environment())
        .env("XDG_DATA_HOME", base)
        .env("XDG_CONFIG_HOME", base);
    let begun = Instant::now();
    let app = Service::start("the app", &mut command)?;
    display.wait_until_painted(&app, &base.join("start.png"))?;
    let painted = begun.elapsed();
    std::thread::sleep(REST);
    app.check()?;
    Ok(Start {
        painted,
        memory: memory_of(app.child().id())?,
    })
}

/// The proportional memory (PSS) of a process and of those it started, in bytes.
fn memory_of(process: u32) -> Result<u64> {
    let mut sum = 0;
    for process in with_descendants(process)? {
        let place = PathBuf::from(format!("/proc/{process}/smaps_rollup"));
        // It may have ended meanwhile.
        let Ok(text) = std::fs::read_to_string(&place) else {
            continue;
        };
        sum += proportional(&text).with_context(|| format!("{} says nothing", place.display()))?;
    }
    Ok(sum)
}

/// `Pss:   1234 kB` among the lines of `smaps_rollup`, in bytes.
fn proportional(text: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}

fn with_descendants(process: u32) -> Result<Vec<u32>> {
    let parents = parents()?;
    let mut family = vec![process];
    let mut next = 0;
    while let Some(parent) = family.get(next).copied() {
        family.extend(
            parents
                .iter()
                .filter(|(_, of)| *of == parent)
                .map(|(id, _)| *id),
        );
        next += 1;
    }
    Ok(family)
}

/// Every process of the machine with its parent.
fn parents() -> Result<Vec<(u32, u32)>> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir("/proc")? {
        let entry = entry?;
        let Some(id) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok())
        else {
            continue;
        };
        let stat = std::fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        all.extend(parent(&stat).map(|parent| (id, parent)));
    }
    Ok(all)
}

/// The parent in `12 (name) S 7 …`; the name may hold anything, brackets too.
fn parent(stat: &str) -> Option<u32> {
    let (_, behind_name) = stat.rsplit_once(')')?;
    behind_name.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parent_of_a_process_is_read_behind_its_name() {
        assert_eq!(parent("12 (WebKit (1) x) S 7 12 12 0 -1"), Some(7));
        assert_eq!(parent(""), None);
    }

    #[test]
    fn memory_is_what_a_process_does_not_share_and_its_part_of_what_it_does() {
        let text = "55d0-7ff [rollup]\nRss:  5000 kB\nPss:  1234 kB\nPss_Dirty:  3 kB\n";
        assert_eq!(proportional(text), Some(1234 * 1024));
        assert_eq!(proportional("Rss: 5 kB\n"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_process_counts_with_those_it_started() {
        let child =
            Service::start("sleep", std::process::Command::new("sleep").arg("600")).unwrap();
        let family = with_descendants(std::process::id()).unwrap();
        assert!(family.contains(&child.child().id()));
        assert!(memory_of(std::process::id()).unwrap() > memory_of(child.child().id()).unwrap());
    }
}
