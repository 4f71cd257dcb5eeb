//! Random operations on the executable specification and on a real base: every answer and the end are equal.

mod answer;
mod call;
mod day;
mod dump;
mod practice;
mod step;

use std::collections::BTreeSet;

use medigest_application::ports::Store;
use medigest_store::memory::MemoryStore;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, FileFailurePersistence, TestRunner};

use crate::fresh;
use answer::{Answer, answer};
pub use call::Call;
pub use dump::dump;
use practice::Practice;
pub use step::Step;
use step::step;

/// Operations of one run.
const STEPS: usize = 60;

/// `cases` runs; the seeds of failures are kept beside this file.
pub fn config(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..Config::default()
    }
}

/// A random run.
pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    vec(step(), 1..=STEPS)
}

/// Takes the same steps on the specification and on `base`.
///
/// # Errors
/// The first step whose answers differ, or the first difference at the end.
pub async fn take(base: &dyn Store, steps: &[Step]) -> Result<(), TestCaseError> {
    take_those(base, steps, async |_, _| true).await
}

/// As [`take`], leaving out the calls that do not `fit` what the specification holds before them.
pub async fn take_those(
    base: &dyn Store,
    steps: &[Step],
    fit: impl AsyncFn(&MemoryStore, &Call) -> bool,
) -> Result<(), TestCaseError> {
    let model = MemoryStore::new();
    let mut practice = Practice::default();
    for call in practice.opening() {
        prop_assert_eq!(answer(&model, &call).await, answer(base, &call).await);
    }
    for (number, step) in steps.iter().enumerate() {
        let call = practice.call(&model, step).await;
        if !fit(&model, &call).await {
            continue;
        }
        let (expected, actual) = (answer(&model, &call).await, answer(base, &call).await);
        prop_assert_eq!(actual, expected, "step {}: {:#?}", number, call);
    }
    base.finish_pending()
        .await
        .map_err(|error| TestCaseError::fail(error.to_string()))?;
    let (expected, actual) = (dump(&model).await, dump(base).await);
    prop_assert_eq!(actual.users, expected.users);
    prop_assert_eq!(actual.practitioners, expected.practitioners);
    prop_assert_eq!(actual.patients, expected.patients);
    prop_assert_eq!(actual.appointments, expected.appointments);
    prop_assert_eq!(actual.delays, expected.delays);
    prop_assert_eq!(actual.absences, expected.absences);
    prop_assert_eq!(actual.traces, expected.traces);
    Ok(())
}

/// Runs a test's future on a runtime of its own.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn sqlite_behaves_as_specified(steps in steps()) {
        block_on(async {
            let base = fresh::sqlite().await;
            take(base.store.as_ref(), &steps).await
        })?;
    }
}

/// Guards the test above against operations too tame to show a difference.
#[test]
fn the_random_operations_meet_every_answer() {
    let mut runner = TestRunner::deterministic();
    let mut met = BTreeSet::new();
    for _ in 0..64 {
        let steps = steps().new_tree(&mut runner).unwrap().current();
        block_on(async {
            let model = MemoryStore::new();
            let mut practice = Practice::default();
            for call in practice.opening() {
                met.insert(answer(&model, &call).await.kind());
            }
            for step in &steps {
                let call = practice.call(&model, step).await;
                met.insert(answer(&model, &call).await.kind());
            }
        });
    }
    let missing: Vec<_> = Answer::KINDS
        .iter()
        .filter(|kind| !met.contains(*kind))
        .collect();
    assert!(missing.is_empty(), "never met: {missing:?}");
}
