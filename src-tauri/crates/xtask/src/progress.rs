//! The steps of a command as the user sees them: what runs, how long it took, what failed and what to do.

use std::fmt;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::process;

/// A failure that was already explained on the screen.
#[derive(Debug)]
pub struct AlreadyTold;

impl fmt::Display for AlreadyTold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a step failed")
    }
}

impl std::error::Error for AlreadyTold {}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Skipped,
}

#[derive(Debug)]
struct Record {
    name: String,
    outcome: Outcome,
    elapsed: Duration,
}

/// What was done so far.
#[derive(Debug, Default)]
pub struct Steps {
    records: Vec<Record>,
}

impl Steps {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Does one thing under a heading; `advice` is what the user can do when it fails.
    ///
    /// # Errors
    /// [`AlreadyTold`] when it failed: the cause and the advice are on the screen.
    pub fn step<T>(
        &mut self,
        name: &str,
        advice: &str,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        println!("\n▶ {name}");
        let start = Instant::now();
        let done = work();
        let outcome = if done.is_ok() {
            Outcome::Passed
        } else {
            Outcome::Failed
        };
        let record = Record {
            name: name.to_owned(),
            outcome,
            elapsed: start.elapsed(),
        };
        println!("{}", line(&record));
        self.records.push(record);
        match done {
            Ok(value) => Ok(value),
            Err(error) if process::interrupted() => Err(error),
            Err(error) => {
                println!("  cause:      {error:#}\n  what to do: {advice}");
                bail!(AlreadyTold);
            }
        }
    }

    /// Notes that a thing is left out, and why.
    pub fn skip(&mut self, name: &str, reason: &str) {
        println!("\n○ {name}: {reason}");
        self.records.push(Record {
            name: name.to_owned(),
            outcome: Outcome::Skipped,
            elapsed: Duration::ZERO,
        });
    }

    /// A line a step, then [`Steps::closing_line`].
    pub fn summary(&self) -> String {
        let mut text: String = self
            .records
            .iter()
            .map(|record| line(record) + "\n")
            .collect();
        text.push_str(&self.closing_line());
        text
    }

    /// `N passed, N failed`, with `, N skipped` where steps were.
    pub fn closing_line(&self) -> String {
        let count = |outcome| self.records.iter().filter(|r| r.outcome == outcome).count();
        let mut text = format!(
            "{} passed, {} failed",
            count(Outcome::Passed),
            count(Outcome::Failed)
        );
        if count(Outcome::Skipped) > 0 {
            text.push_str(&format!(", {} skipped", count(Outcome::Skipped)));
        }
        text
    }
}

fn line(record: &Record) -> String {
    let (mark, name) = (
        match record.outcome {
            Outcome::Passed => '✓',
            Outcome::Failed => '✗',
            Outcome::Skipped => '○',
        },
        &record.name,
    );
    match record.outcome {
        Outcome::Skipped => format!("{mark} {name:<40} skipped"),
        _ => format!("{mark} {name:<40} {:>7}", duration(record.elapsed)),
    }
}

/// `0.4 s`, `12.0 s`, `3 min 05 s`.
fn duration(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    if seconds < 60 {
        format!("{:.1} s", elapsed.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn the_closing_line_counts_the_steps() {
        let mut steps = Steps::new();
        steps.step("format", "", || Ok(())).unwrap();
        steps.step("lints", "", || Ok(())).unwrap();
        assert_eq!(steps.closing_line(), "2 passed, 0 failed");

        steps
            .step("tests", "", || Err::<(), _>(anyhow!("one is red")))
            .unwrap_err();
        steps.skip("end to end", "left out");
        assert_eq!(steps.closing_line(), "2 passed, 1 failed, 1 skipped");
    }

    #[test]
    fn the_summary_ends_with_the_closing_line_alone() {
        let mut steps = Steps::new();
        steps.step("format", "", || Ok(())).unwrap();
        let summary = steps.summary();
        assert!(summary.starts_with("✓ format "), "{summary}");
        assert!(summary.ends_with("\n1 passed, 0 failed"), "{summary}");
    }

    #[test]
    fn a_failed_step_is_told_once() {
        let failed = Steps::new().step("tests", "", || Err::<(), _>(anyhow!("red")));
        assert!(failed.unwrap_err().is::<AlreadyTold>());
    }

    #[test]
    fn a_step_gives_what_its_work_gives() {
        assert_eq!(Steps::new().step("count", "", || Ok(7)).unwrap(), 7);
    }

    #[test]
    fn long_times_read_in_minutes() {
        assert_eq!(duration(Duration::from_millis(420)), "0.4 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
    }
}
