//! `cargo xtask bench`: the measurements of the specification, each beside its target.

mod start;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::mongo::Servers;
use crate::process;
use crate::progress::Steps;
use crate::project::Project;

/// A bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Bench {
    /// The search of patients: speed and recall.
    Search,
    /// Booking and the day's planning on each store.
    Stores,
    /// The figures of a year on each store.
    Figures,
    /// Verifying and searching the audit log on each store.
    Audit,
    /// How soon other clients hear of a change, and what they miss over cut connections.
    Live,
    /// Many clients who want the same times: overlaps, with the guard and with a naive one.
    Race,
    /// A writer that is killed again and again: what was acknowledged and lost, or doubled.
    Kills,
    /// The start of the app, its memory at rest, its installer.
    Start,
}

/// Those that need the databases of the tests.
const ON_SERVERS: [Bench; 6] = [
    Bench::Stores,
    Bench::Figures,
    Bench::Audit,
    Bench::Live,
    Bench::Race,
    Bench::Kills,
];

/// What to measure.
#[derive(Debug, Args)]
pub struct Options {
    /// Only this bench.
    #[arg(long)]
    only: Option<Bench>,
    /// Patients of the practice, instead of those of the specification.
    #[arg(long)]
    patients: Option<u32>,
    /// Appointments of a year, for the figures, instead of those of the specification.
    #[arg(long)]
    appointments: Option<u32>,
    /// Entries of the audit log, instead of those of the specification.
    #[arg(long)]
    entries: Option<u32>,
    /// Changes that are followed, instead of those of the specification.
    #[arg(long)]
    changes: Option<u32>,
    /// Connections that are cut meanwhile, instead of those of the specification.
    #[arg(long)]
    cuts: Option<u32>,
    /// Attempts to book on each base, instead of those of the specification.
    #[arg(long, default_value_t = 20_000)]
    attempts: u32,
    /// Times the writer is killed.
    #[arg(long, default_value_t = 1_000)]
    kills: u32,
}

impl Options {
    fn wants(&self, bench: Bench) -> bool {
        self.only.is_none_or(|only| only == bench)
    }
}

/// Runs the benches, which print their figures beside the targets.
///
/// # Errors
/// When a step fails.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut steps = Steps::new();
    let advice = "read the messages above";
    if options.wants(Bench::Search) {
        steps.step("bench: search", advice, || {
            let mut bench = project.cargo(&["bench", "-p", "medigest-domain", "--bench", "search"]);
            process::run(bench.arg("--").args(search_sizes(options.patients)))
        })?;
    }
    if options.wants(Bench::Start) {
        start::measure(project, &mut steps)?;
    }
    if ON_SERVERS.iter().any(|bench| options.wants(*bench)) {
        let servers = Servers::start(project, &mut steps)?;
        let store_bench = |name: &str, sizes: &[(&str, Option<u32>)]| {
            let mut bench = project.cargo(&["bench", "-p", "medigest-store", "--bench", name]);
            for (variable, size) in sizes {
                bench.envs(size.map(|size| (variable, size.to_string())));
            }
            process::run(bench.envs(servers.environment()))
        };
        if options.wants(Bench::Stores) {
            steps.step("bench: stores", advice, || {
                store_bench("stores", &[("MEDIGEST_BENCH_PATIENTS", options.patients)])
            })?;
        }
        if options.wants(Bench::Figures) {
            steps.step("bench: figures", advice, || {
                let appointments = ("MEDIGEST_BENCH_APPOINTMENTS", options.appointments);
                store_bench("figures", &[appointments])
            })?;
        }
        if options.wants(Bench::Audit) {
            steps.step("bench: audit", advice, || {
                store_bench("audit", &[("MEDIGEST_BENCH_ENTRIES", options.entries)])
            })?;
        }
        if options.wants(Bench::Live) {
            steps.step("bench: live", advice, || {
                let changes = ("MEDIGEST_BENCH_CHANGES", options.changes);
                let cuts = ("MEDIGEST_BENCH_CUTS", options.cuts);
                store_bench("live", &[changes, cuts])
            })?;
        }
        // What must never happen is tested; here only more often than CI has time for.
        let often = |test: &[&str], variable: &str, times: u32| {
            let mut test_of_store = project.cargo(&["test", "--release", "-p", "medigest-store"]);
            test_of_store.args(test).args(["--", "--nocapture"]);
            test_of_store.env(variable, times.to_string());
            process::run(test_of_store.envs(servers.environment()))
        };
        if options.wants(Bench::Race) {
            steps.step("bench: race", advice, || {
                often(
                    &["--test", "race"],
                    "MEDIGEST_RACE_ATTEMPTS",
                    options.attempts,
                )
            })?;
        }
        if options.wants(Bench::Kills) {
            steps.step("bench: kills", advice, || {
                let test = ["--test", "it", "sqlite::crash"];
                often(&test, "MEDIGEST_TEST_KILLS", options.kills)
            })?;
        }
    }
    println!("\n{}", steps.summary());
    Ok(())
}

/// The specification names two sizes for the search.
fn search_sizes(wanted: Option<u32>) -> Vec<String> {
    let sizes = wanted.map_or(vec![100_000, 1_000_000], |patients| vec![patients]);
    sizes.iter().map(u32::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_is_measured_at_both_sizes_of_the_specification() {
        assert_eq!(search_sizes(None), ["100000", "1000000"]);
        assert_eq!(search_sizes(Some(500)), ["500"]);
    }
}
