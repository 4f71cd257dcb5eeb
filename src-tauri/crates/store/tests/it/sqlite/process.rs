//! A process of its own: this test program, started again for one of its tests, which reports line by line.

use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running process.
pub struct Process {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Process {
    /// Starts `test`, which is ignored otherwise, with these variables.
    pub fn start(test: &str, variables: &[(&str, &str)]) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test, "--ignored", "--nocapture"])
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { process, lines }
    }

    /// What it reports next; none when it has ended.
    pub fn hears(&mut self) -> Option<String> {
        self.lines.by_ref().find_map(|line| {
            // The test harness may have begun the line.
            let line = line.unwrap();
            line.split_once('#').map(|(_, told)| told.to_owned())
        })
    }

    /// Ends it at once, whatever it is doing; what it still had reported.
    pub fn kill(mut self) -> Vec<String> {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        std::iter::from_fn(|| self.hears()).collect()
    }

    /// Waits for its end: whether all went well, and what it reported.
    pub fn finish(mut self) -> (bool, Vec<String>) {
        let told = std::iter::from_fn(|| self.hears()).collect();
        (self.process.wait().unwrap().success(), told)
    }
}

/// Tells whoever started this process.
pub fn report(told: &str) {
    println!("#{told}");
}
