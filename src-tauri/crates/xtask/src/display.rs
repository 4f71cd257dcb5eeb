//! A display where there is none (Xvfb), and pictures of what it shows.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::process::{self, Service};
use crate::project::Project;

/// The size that the screens are designed for.
const SCREEN: &str = "1440x900x24";
/// An empty window shows one colour or two; text alone brings dozens.
const COLOURS_OF_A_PAINTED_SCREEN: u32 = 16;
/// Pixels that may change on a screen that has come to rest: the blinking caret.
const PIXELS_OF_A_CARET: u32 = 500;
/// So many pictures in a row must show the same.
const STILL_PICTURES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(100);
/// A first start on a slow machine, with nothing in its caches.
const LONGEST_START: Duration = Duration::from_secs(90);
/// Then a screen that still moves is taken as it is.
const LONGEST_UNREST: Duration = Duration::from_secs(15);

/// Whether programs started from here have a screen to open a window on.
pub fn is_there() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// A virtual display that only our programs may use; it goes with this value.
#[derive(Debug)]
pub struct Display {
    name: String,
    _server: Service,
    folder: TempDir,
}

impl Display {
    /// Starts one under a number that the server finds free.
    ///
    /// # Errors
    /// When Xvfb does not start; its log is named.
    pub fn start(project: &Project) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("medigest-display-")
            .tempdir()?;
        let authority = folder.path().join("authority");
        File::create(&authority)?;
        let cookie = process::answer(&mut Command::new("mcookie"))?;
        // The server reads the cookie and not the number beside it, which nobody knows yet.
        allow(&authority, ":0", &cookie)?;

        let log = project.target("xvfb.log");
        let mut command = Command::new(process::program("Xvfb")?);
        command
            .args(["-displayfd", "1", "-screen", "0", SCREEN])
            .args(["-noreset", "-nolisten", "tcp", "-auth"])
            .arg(&authority)
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?);
        let server = Service::start("the virtual display", &mut command)?;
        let mut number = String::new();
        let pipe = server.child().take_stdout().context("it has a pipe")?;
        BufReader::new(pipe).read_line(&mut number)?;
        if number.trim().is_empty() {
            bail!("Xvfb does not start; see {}", log.display());
        }
        let name = format!(":{}", number.trim());
        allow(&authority, &name, &cookie)?;
        Ok(Self {
            name,
            _server: server,
            folder,
        })
    }

    /// What a program needs to draw on it, without a graphics card.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let authority = self.authority().to_string_lossy().into_owned();
        vec![
            ("DISPLAY", self.name.clone()),
            ("XAUTHORITY", authority),
            ("GDK_BACKEND", "x11".to_owned()),
            ("LIBGL_ALWAYS_SOFTWARE", "1".to_owned()),
            // Without a session bus GTK would complain at each start.
            ("NO_AT_BRIDGE", "1".to_owned()),
        ]
    }

    /// Takes pictures until `app` has drawn its first screen and it has come to rest; the last one stays in `file`.
    ///
    /// # Errors
    /// When the app ends, or draws nothing in time.
    pub fn photograph_first_screen(&self, app: &Service, file: &Path) -> Result<()> {
        let before = self.folder.path().join("before.png");
        self.wait_until_painted(app, file)?;
        let painted = Instant::now();
        let mut still = 0;
        while still < STILL_PICTURES && painted.elapsed() < LONGEST_UNREST {
            app.check()?;
            std::thread::sleep(PAUSE);
            std::fs::rename(file, &before)?;
            self.photograph(file)?;
            still = if changed_pixels(&before, file)? > PIXELS_OF_A_CARET {
                0
            } else {
                still + 1
            };
        }
        Ok(())
    }

    /// Takes pictures until `app` has drawn its first screen; the last one stays in `file`.
    ///
    /// # Errors
    /// When the app ends, or draws nothing in time.
    pub fn wait_until_painted(&self, app: &Service, file: &Path) -> Result<()> {
        let start = Instant::now();
        while self.colours_after_photograph(file)? < COLOURS_OF_A_PAINTED_SCREEN {
            app.check()?;
            if start.elapsed() > LONGEST_START {
                bail!("the window stayed empty for {} s", LONGEST_START.as_secs());
            }
            std::thread::sleep(PAUSE);
        }
        Ok(())
    }

    fn colours_after_photograph(&self, file: &Path) -> Result<u32> {
        self.photograph(file)?;
        let said = process::answer(Command::new("identify").args(["-format", "%k"]).arg(file))?;
        said.parse()
            .with_context(|| format!("identify says `{said}`"))
    }

    fn photograph(&self, file: &Path) -> Result<()> {
        let mut command = Command::new("import");
        command.args(["-silent", "-window", "root"]).arg(file);
        process::answer(command.envs(self.environment())).map(drop)
    }

    fn authority(&self) -> PathBuf {
        self.folder.path().join("authority")
    }
}

fn allow(authority: &Path, display: &str, cookie: &str) -> Result<()> {
    let mut command = Command::new("xauth");
    command.arg("-f").arg(authority);
    process::answer(command.args(["add", display, ".", cookie])).map(drop)
}

/// How many pixels differ. `compare` says it on standard error, and fails when there are any.
fn changed_pixels(before: &Path, after: &Path) -> Result<u32> {
    let output = Command::new("compare")
        .args(["-metric", "AE"])
        .args([before, after])
        .arg("null:")
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    parse_pixels(&said).with_context(|| format!("compare says `{}`", said.trim()))
}

/// `37`, `1.296e+06`, or with a share behind it: `37 (0.0001)`.
fn parse_pixels(said: &str) -> Option<u32> {
    let number: f64 = said.split_whitespace().next()?.parse().ok()?;
    Some(number as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_pixels_are_read_in_each_notation() {
        assert_eq!(parse_pixels("0"), Some(0));
        assert_eq!(parse_pixels("1.296e+06"), Some(1_296_000));
        assert_eq!(parse_pixels("37 (0.0001)\n"), Some(37));
        assert_eq!(parse_pixels("compare: unable to open image"), None);
    }
}
