//! The clients of an embedded base as processes of their own: this test program, started again.

use std::path::Path;
use std::process::{Command, Stdio};

use medigest_store::sqlite::SqliteStore;

use crate::CLIENTS;
use crate::client::{Client, Contender};
use crate::report::Report;

/// Processes the clients are spread over.
pub const PROCESSES: u32 = 8;

/// What a process is told: the file, its first client, attempts of each client.
const FILE: &str = "MEDIGEST_RACE_FILE";
const FIRST: &str = "MEDIGEST_RACE_FIRST_CLIENT";
const SHARE: &str = "MEDIGEST_RACE_SHARE";
/// What its report begins with.
const REPORT: &str = "#report ";

/// Lets processes race on `file`; what all their clients saw.
pub fn race(file: &Path, attempts: u32) -> Report {
    let share = attempts / CLIENTS;
    let first_clients = (1..=CLIENTS).step_by((CLIENTS / PROCESSES) as usize);
    let processes: Vec<_> = first_clients
        .map(|first| {
            Command::new(std::env::current_exe().expect("this program"))
                .args(["--exact", "processes::races", "--ignored", "--nocapture"])
                .env(FILE, file)
                .env(FIRST, first.to_string())
                .env(SHARE, share.to_string())
                .stdout(Stdio::piped())
                .spawn()
                .expect("a process")
        })
        .collect();
    let mut report = Report::default();
    for process in processes {
        let output = process.wait_with_output().expect("its end");
        assert!(output.status.success(), "a process failed");
        let text = String::from_utf8(output.stdout).expect("text");
        let (_, rest) = text.split_once(REPORT).expect("a report");
        let line = rest.lines().next().unwrap_or_default();
        report.add(serde_json::from_str(line).expect("a report"));
    }
    report
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "the process that another test starts"]
async fn races() {
    let Ok(file) = std::env::var(FILE) else {
        return;
    };
    let number = |name| std::env::var(name).unwrap().parse::<u32>().unwrap();
    let first = number(FIRST);
    let clients: Vec<_> = (first..first + CLIENTS / PROCESSES)
        .map(|client| {
            let contender = Contender::guarded(SqliteStore::open(&file).unwrap());
            tokio::spawn(Client::new(client, contender).attempt(number(SHARE)))
        })
        .collect();
    let mut report = Report::default();
    for client in clients {
        report.add(client.await.unwrap());
    }
    println!("{REPORT}{}", serde_json::to_string(&report).unwrap());
}
