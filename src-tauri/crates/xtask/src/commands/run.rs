//! `cargo xtask run`: from a fresh machine to the first screen.

use std::io::IsTerminal;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};
use clap::Args;

use crate::app;
use crate::display::{self, Display};
use crate::process::{self, Service};
use crate::progress::Steps;
use crate::project::Project;
use crate::setup::{self, Group};

/// How to show the app.
#[derive(Debug, Args)]
#[group(skip)]
pub struct Options {
    /// Show the first screen on a virtual display, keep a picture of it, and stop.
    #[arg(long)]
    exit: bool,
}

/// Where the app is shown, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Show {
    /// On the user's screen, until they close it.
    OnScreen,
    /// On a virtual display, until Ctrl+C.
    Virtually,
    /// On a virtual display, until there is a picture.
    Picture,
}

impl Show {
    /// `attended`: somebody is there to press Ctrl+C.
    fn choose(exit: bool, screen: bool, attended: bool) -> Self {
        match (exit, screen, attended) {
            (true, _, _) | (false, false, false) => Self::Picture,
            (false, true, _) => Self::OnScreen,
            (false, false, true) => Self::Virtually,
        }
    }
}

/// Installs what is missing, builds, and starts the app on the base of this device.
///
/// # Errors
/// When a step fails.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut steps = Steps::new();
    build_and_show(project, &mut steps, options, "first-screen", |_, _| Ok(()))
}

/// The same for any base: `prepare` is called before the start with the command that starts the app. The picture
/// gets this name.
///
/// # Errors
/// When a step fails.
pub fn build_and_show(
    project: &Project,
    steps: &mut Steps,
    options: &Options,
    picture: &str,
    prepare: impl FnOnce(&mut Steps, &mut Command) -> Result<()>,
) -> Result<()> {
    let attended = std::io::stdin().is_terminal() && std::env::var_os("CI").is_none();
    let show = Show::choose(options.exit, display::is_there(), attended);
    let groups: &[Group] = match show {
        Show::OnScreen => &[Group::App],
        Show::Virtually | Show::Picture => &[Group::App, Group::Display],
    };
    setup::system_packages(steps, groups)?;
    setup::ui_packages(project, steps)?;
    app::build_interface(project, steps)?;
    let mut app = Command::new(app::build(project, steps)?);
    prepare(steps, &mut app)?;

    if show == Show::OnScreen {
        println!("\nMediGest is open; close its window to end.");
        return process::run(&mut app);
    }
    if !cfg!(target_os = "linux") {
        bail!("pictures are taken on a virtual display, which only Linux has");
    }
    let picture = project.target(&format!("{picture}.png"));
    show_virtually(project, steps, &mut app, &picture, show)
}

fn show_virtually(
    project: &Project,
    steps: &mut Steps,
    app: &mut Command,
    picture: &Path,
    show: Show,
) -> Result<()> {
    let advice = "read the messages of the app above";
    let (display, app) = steps.step("first screen", advice, || {
        let display = Display::start(project)?;
        let app = Service::start("the app", app.envs(display.environment()))?;
        display.photograph_first_screen(&app, picture)?;
        Ok((display, app))
    })?;
    println!("\nMediGest runs on a virtual display. A picture of its first screen:");
    println!("{}", picture.display());
    if show == Show::Virtually {
        println!("It keeps running; Ctrl+C ends it.");
        app.wait()?;
    }
    // The app first, then its display.
    drop(app);
    drop(display);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_app_opens_on_the_screen_where_there_is_one() {
        assert_eq!(Show::choose(false, true, true), Show::OnScreen);
        assert_eq!(Show::choose(false, true, false), Show::OnScreen);
    }

    #[test]
    fn without_a_screen_it_runs_on_only_while_somebody_can_end_it() {
        assert_eq!(Show::choose(false, false, true), Show::Virtually);
        assert_eq!(Show::choose(false, false, false), Show::Picture);
    }

    #[test]
    fn exit_means_a_picture_and_nothing_more() {
        assert_eq!(Show::choose(true, true, true), Show::Picture);
        assert_eq!(Show::choose(true, false, true), Show::Picture);
    }
}
