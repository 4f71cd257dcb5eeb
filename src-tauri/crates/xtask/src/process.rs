//! Starting programs: in the foreground, for their answer, or beside us; all of them end when we do.

use std::fmt;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use shared_child::SharedChild;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static FOREGROUND: Mutex<Option<Arc<SharedChild>>> = Mutex::new(None);

/// How long a program may take to end once it was asked to.
const PATIENCE: Duration = Duration::from_secs(5);

/// The user pressed Ctrl+C, or the system asked us to end.
#[derive(Debug)]
pub struct Interrupted;

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("interrupted")
    }
}

impl std::error::Error for Interrupted {}

/// Makes Ctrl+C and termination end the program in the foreground; the error that follows unwinds us, which
/// stops every [`Service`]. A second time, the program is killed.
///
/// # Errors
/// When the system refuses the handler.
pub fn handle_interrupts() -> Result<()> {
    ctrlc::set_handler(|| {
        let again = INTERRUPTED.swap(true, Ordering::SeqCst);
        if let Some(child) = foreground().as_ref() {
            // It may have ended by itself in the meantime, which is what we want.
            let _ = if again {
                child.kill()
            } else {
                ask_to_end(child)
            };
        }
    })
    .context("the system refuses a handler for Ctrl+C")
}

/// Whether [`Interrupted`] happened.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// The full path of a program, which on Windows may be a script.
///
/// # Errors
/// When it is not on the `PATH`.
pub fn program(name: &str) -> Result<PathBuf> {
    which::which(name).with_context(|| format!("`{name}` is not installed, or not on the PATH"))
}

/// Whether a program is on the `PATH`.
pub fn is_installed(name: &str) -> bool {
    which::which(name).is_ok()
}

/// Runs a program to its end; its output is ours.
///
/// # Errors
/// When it does not start, or ends with a failure.
pub fn run(command: &mut Command) -> Result<()> {
    let status = status(command)?;
    if !status.success() {
        bail!("`{}` ended with {status}", describe(command));
    }
    Ok(())
}

/// Runs a program to its end, whatever that is; its output is ours.
///
/// # Errors
/// When it does not start, or we are interrupted.
pub fn status(command: &mut Command) -> Result<ExitStatus> {
    let started = SharedChild::spawn(command).with_context(|| cannot_start(command))?;
    wait_in_foreground(&Arc::new(started))
}

/// Runs a short program for what it prints.
///
/// # Errors
/// When it does not start, or ends with a failure; what it said on standard error is in the message.
pub fn answer(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| cannot_start(command))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!(
            "`{}` ended with {}: {}",
            describe(command),
            output.status,
            said.trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A command as one would type it.
pub fn describe(command: &Command) -> String {
    let name = std::path::Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    std::iter::once(name)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A program beside us, stopped when this value goes.
#[derive(Debug)]
pub struct Service {
    name: &'static str,
    child: Arc<SharedChild>,
    patience: Duration,
}

impl Service {
    /// Starts it.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(name: &'static str, command: &mut Command) -> Result<Self> {
        let child = SharedChild::spawn(command.stdin(Stdio::null()))
            .with_context(|| cannot_start(command))?;
        Ok(Self {
            name,
            child: Arc::new(child),
            patience: PATIENCE,
        })
    }

    /// The same for a program with nothing to save, which need not be asked to end.
    #[must_use]
    pub fn with_nothing_to_save(mut self) -> Self {
        self.patience = Duration::ZERO;
        self
    }

    /// The started process, to take its pipes.
    pub fn child(&self) -> &SharedChild {
        &self.child
    }

    /// Nothing while it runs.
    ///
    /// # Errors
    /// When it has ended, or we are interrupted.
    pub fn check(&self) -> Result<()> {
        if interrupted() {
            bail!(Interrupted);
        }
        match self.child.try_wait()? {
            None => Ok(()),
            Some(status) => bail!("{} ended with {status}", self.name),
        }
    }

    /// Waits until it ends by itself.
    ///
    /// # Errors
    /// When we are interrupted.
    pub fn wait(&self) -> Result<ExitStatus> {
        wait_in_foreground(&self.child)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // Nobody is left to tell: either it ends, or it has ended before.
        let _ = ask_to_end(&self.child);
        if !matches!(self.child.wait_timeout(self.patience), Ok(Some(_))) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

fn wait_in_foreground(child: &Arc<SharedChild>) -> Result<ExitStatus> {
    *foreground() = Some(Arc::clone(child));
    if interrupted() {
        // The signal came before the handler could see this child.
        let _ = ask_to_end(child);
    }
    let status = child.wait();
    *foreground() = None;
    if interrupted() {
        bail!(Interrupted);
    }
    Ok(status?)
}

fn foreground() -> MutexGuard<'static, Option<Arc<SharedChild>>> {
    FOREGROUND.lock().unwrap_or_else(PoisonError::into_inner)
}

fn cannot_start(command: &Command) -> String {
    format!("`{}` does not start", describe(command))
}

#[cfg(unix)]
fn ask_to_end(child: &SharedChild) -> std::io::Result<()> {
    use shared_child::unix::SharedChildExt;
    child.send_signal(libc::SIGTERM)
}

#[cfg(not(unix))]
fn ask_to_end(child: &SharedChild) -> std::io::Result<()> {
    child.kill()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cargo(argument: &str) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command.arg(argument).stderr(Stdio::null());
        command
    }

    #[test]
    fn a_failed_program_is_named_as_one_would_type_it() {
        let error = run(&mut cargo("no-such-command")).unwrap_err().to_string();
        let cargo = std::path::Path::new(env!("CARGO")).file_name().unwrap();
        let typed = format!("`{} no-such-command`", cargo.display());
        assert!(error.starts_with(&typed), "{error}");
    }

    #[test]
    fn the_answer_of_a_program_is_what_it_prints() {
        let version = answer(&mut cargo("--version")).unwrap();
        assert!(version.starts_with("cargo "), "{version}");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let error = program("medigest-no-such-program").unwrap_err().to_string();
        assert!(error.contains("medigest-no-such-program"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_service_ends_with_its_owner() {
        let service = Service::start("sleep", Command::new("sleep").arg("600")).unwrap();
        let child = Arc::clone(&service.child);
        assert!(service.check().is_ok(), "it runs");
        drop(service);
        assert!(child.try_wait().unwrap().is_some(), "it was stopped");
    }
}
