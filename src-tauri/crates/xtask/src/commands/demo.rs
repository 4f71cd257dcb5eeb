//! `cargo xtask demo`: the app on a filled sample practice, beside the base of this device.

use std::fs;
use std::process::Command;

use anyhow::Result;
use clap::Args;

use super::run;
use crate::app;
use crate::process;
use crate::progress::Steps;
use crate::project::Project;

/// Chooses the embedded base as the sign-in screen would, so that a MongoDB on this machine is left alone.
const DEVICE: &str = r#"{"base":{"kind":"embedded"}}"#;

/// What to show.
#[derive(Debug, Args)]
pub struct Options {
    /// Another seed gives other people and appointments.
    #[arg(long)]
    seed: Option<u64>,
    #[command(flatten)]
    show: run::Options,
}

/// Builds the app and the sample practice and shows them.
///
/// # Errors
/// When a step fails.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut steps = Steps::new();
    run::build_and_show(project, &mut steps, &options.show, "demo", |steps, app| {
        let mut sample = Command::new(app::build_sample(project, steps)?);
        let folder = project.target("demo");
        sample.arg("--out").arg(&folder);
        if let Some(seed) = options.seed {
            sample.args(["--seed", &seed.to_string()]);
        }
        println!("\nThe sample practice, with its accounts and their password:");
        process::run(&mut sample)?;
        fs::write(folder.join("device.json"), DEVICE)?;
        app.env("MEDIGEST_DATA_DIR", &folder)
            .env_remove("MONGO_URI");
        Ok(())
    })
}
