//! `cargo bench -p medigest-domain --bench search`: speed and recall of the patient search.
//!
//! 100,000 patients; other sizes as arguments: `-- 100000 1000000`. Prints percentiles per kind of query beside the
//! target, and how often the patient meant is among the first ten.

mod practice;

use std::time::{Duration, Instant};

use medigest_domain::search::{PatientIndex, normalise};
use practice::{Dice, Patient};

const SEED: u64 = 20_260_301;
const QUERIES: usize = 4_000;
const SHOWN: usize = 10;

/// A kind of query: how one types what is looked for.
struct Kind {
    name: &'static str,
    text: fn(&Patient, &mut Dice) -> String,
}

const KINDS: &[Kind] = &[
    Kind {
        name: "full name",
        text: |patient, dice| patient.full_name(dice),
    },
    Kind {
        name: "plain letters, other order",
        text: |patient, dice| normalise(&patient.full_name(dice)),
    },
    Kind {
        name: "one typing error",
        text: |patient, dice| practice::with_one_error(&patient.full_name(dice), dice),
    },
    Kind {
        name: "one error and birth date",
        text: error_and_birth_date,
    },
    Kind {
        name: "two typing errors",
        text: two_errors,
    },
    Kind {
        name: "while typing",
        text: while_typing,
    },
    Kind {
        name: "last name only",
        text: |patient, _| patient.last_name.clone(),
    },
    Kind {
        name: "first name only",
        text: |patient, _| patient.first_name.clone(),
    },
    Kind {
        name: "nobody's name",
        text: nobody,
    },
    Kind {
        name: "phone",
        text: |patient, _| patient.phone.clone(),
    },
    Kind {
        name: "phone, last four digits",
        text: |patient, _| patient.phone[6..].to_owned(),
    },
    Kind {
        name: "birth date",
        text: |patient, _| patient.birth_date.format("%d/%m/%Y").to_string(),
    },
];

fn error_and_birth_date(patient: &Patient, dice: &mut Dice) -> String {
    let name = practice::with_one_error(&patient.full_name(dice), dice);
    format!("{name} {}", patient.birth_date.format("%d/%m/%Y"))
}

fn two_errors(patient: &Patient, dice: &mut Dice) -> String {
    let once = practice::with_one_error(&patient.full_name(dice), dice);
    practice::with_one_error(&once, dice)
}

fn while_typing(patient: &Patient, dice: &mut Dice) -> String {
    let name = patient.full_name(dice);
    let letters = name.chars().count() as u64;
    name.chars()
        .take(1 + dice.below(letters) as usize)
        .collect()
}

fn nobody(patient: &Patient, dice: &mut Dice) -> String {
    let reversed = |text: &str| text.chars().rev().collect::<String>();
    reversed(&patient.full_name(dice))
}

fn main() {
    let sizes: Vec<usize> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    for size in if sizes.is_empty() {
        vec![100_000]
    } else {
        sizes
    } {
        measure(size);
    }
}

fn measure(size: usize) {
    let patients = practice::patients(size, SEED);
    let before = resident_kib();
    let start = Instant::now();
    let index = practice::index_of(&patients);
    let built = start.elapsed();
    let memory = resident_kib()
        .zip(before)
        .map(|(after, before)| after.saturating_sub(before) / 1024);
    let memory = memory.map_or_else(String::new, |mib| format!(", {mib} MiB"));
    println!(
        "\n{size} patients, built in {} ms{memory}",
        built.as_millis()
    );
    println!(
        "{:28} {:>8} {:>8} {:>8} {:>8}  {:>9} {:>9}",
        "", "p50 ms", "p95", "p99", "most", "patient", "name"
    );
    for kind in KINDS {
        row(kind, &patients, &index);
    }
    println!(
        "patient: the very patient is among the first {SHOWN}; name: someone of exactly that name is"
    );
    println!(
        "target: p95 of 5 ms at 100,000 and 10 ms at 1,000,000; one typing error 99 %, full name 100 %"
    );
    edits(&patients, index);
}

fn row(kind: &Kind, patients: &[Patient], index: &PatientIndex<u32>) {
    let mut dice = Dice(SEED ^ kind.name.len() as u64);
    let mut times = Vec::with_capacity(QUERIES);
    let (mut same_patient, mut same_name) = (0_u32, 0_u32);
    for _ in 0..QUERIES {
        let wanted = dice.below(patients.len() as u64) as u32;
        let patient = &patients[wanted as usize];
        let text = (kind.text)(patient, &mut dice);
        let start = Instant::now();
        let hits = index.search(&text, SHOWN);
        times.push(start.elapsed());
        let name = sorted_name(patient);
        same_patient += u32::from(hits.iter().any(|hit| hit.key == wanted));
        same_name += u32::from(
            hits.iter()
                .any(|hit| sorted_name(&patients[hit.key as usize]) == name),
        );
    }
    times.sort_unstable();
    let at = |percent: usize| milliseconds(times[(times.len() - 1) * percent / 100]);
    let share = |count: u32| f64::from(count) * 100.0 / QUERIES as f64;
    println!(
        "{:28} {:>8.3} {:>8.3} {:>8.3} {:>8.3}  {:>7.2} % {:>7.2} %",
        kind.name,
        at(50),
        at(95),
        at(99),
        at(100),
        share(same_patient),
        share(same_name),
    );
}

fn edits(patients: &[Patient], mut index: PatientIndex<u32>) {
    let mut dice = Dice(SEED);
    let start = Instant::now();
    for _ in 0..QUERIES {
        let mut anyone = || dice.below(patients.len() as u64) as u32;
        index.upsert(anyone(), patients[anyone() as usize].entry());
    }
    println!(
        "one edit: {:.3} ms on average",
        milliseconds(start.elapsed()) / QUERIES as f64
    );
}

fn sorted_name(patient: &Patient) -> Vec<String> {
    let name = normalise(&format!("{} {}", patient.last_name, patient.first_name));
    let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
    words.sort_unstable();
    words
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Memory of the process in KiB, where the system tells it (Linux).
fn resident_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
