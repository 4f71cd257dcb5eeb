//! Writes the sample practice (`cargo xtask demo`) or the scene of the end-to-end tests into a base.

mod base;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand};
use medigest_sample::builders::ZONE;
use medigest_sample::{SamplePractice, Scene, Size};

use crate::base::{Base, Failure, Folder};

/// The password of every account, in the demo and in the scene.
const PASSWORD: &str = "Demo-2026-cabinet";

/// Fills a base with a plausible French practice: 8 practitioners, 2,000 patients, six weeks of appointments.
#[derive(Debug, Parser)]
#[command(
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
struct Arguments {
    #[command(flatten)]
    target: Target,
    /// Another seed gives other people and appointments.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Write the file anew even if it was made for the same seed today.
    #[arg(long)]
    force: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes the tiny practice of the end-to-end tests and prints its ids and local times as one line of JSON.
    Scene {
        #[command(flatten)]
        target: Target,
    },
}

/// Where the practice goes.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Target {
    /// Folder in which `medigest.sqlite` is written. A base that this program did not make is never replaced.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Address of a MongoDB whose database has no practice yet.
    #[arg(long, value_name = "MONGODB_URI")]
    uri: Option<String>,
}

impl Target {
    fn base(&self) -> Base<'_> {
        match (&self.out, &self.uri) {
            (Some(folder), _) => Base::File(Folder::at(folder)),
            // One of both is required.
            (None, uri) => Base::Server(uri.as_deref().unwrap_or_default()),
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.command {
        Some(Command::Scene { target }) => scene(target).await,
        None => demo(&arguments).await,
    };
    match done {
        Ok(report) => {
            print!("{report}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("medigest-sample: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the sample practice, or keeps today's; what to tell about it.
async fn demo(arguments: &Arguments) -> Result<String, Failure> {
    let now = now();
    let today = now.with_timezone(&ZONE).date_naive();
    let mark = format!("seed {} on {today}", arguments.seed);
    let practice = SamplePractice::generate(arguments.seed, now, ZONE, Size::default());
    let base = arguments.target.base();
    if arguments.force || !base.holds(&mark) {
        let (secured, code) = practice.clone().secured(PASSWORD)?;
        base.write(&mark, secured).await?;
        println!("recovery code: {}", code.shown());
    }
    Ok(report::demo(&base, &practice, PASSWORD))
}

/// Writes the scene of this moment; its ids and local times.
async fn scene(target: &Target) -> Result<String, Failure> {
    let scene = Scene::at(now());
    let (practice, _) = scene.practice.clone().secured(PASSWORD)?;
    target.base().write("scene", practice).await?;
    Ok(report::scene(&scene, PASSWORD))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the practice is made for the day on which the program runs"
)]
fn now() -> DateTime<Utc> {
    Utc::now()
}
