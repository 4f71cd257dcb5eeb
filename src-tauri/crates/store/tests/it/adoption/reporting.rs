//! The report: what an older base holds, without changing anything.

use chrono_tz::Europe::Paris;
use medigest_application::ports::WholeBase as _;

use super::older::{dump, files, on};
use crate::mongo::server::Base;
use crate::raw::fresh::sqlite;

crate::mongo::on_both_servers! {
    reporting_changes_nothing_and_says_the_same_of_base_and_files,
}

async fn reporting_changes_nothing_and_says_the_same_of_base_and_files(base: &Base) {
    let store = on(base).await;
    let before = dump(&*store).await;
    let of_base = store.survey(Paris).await.unwrap();
    assert_eq!(dump(&*store).await, before);
    let other = sqlite();
    let of_files = other.store.survey_files(&files(), Paris).await.unwrap();
    assert_eq!(of_base, of_files);
}

#[tokio::test]
async fn the_report_of_the_files_counts_what_makes_them_older() {
    let base = sqlite();
    let survey = base.store.survey_files(&files(), Paris).await.unwrap();
    assert_eq!(survey.bare_passwords, 3);
    assert_eq!(
        survey.missing_practitioners.keys().collect::<Vec<_>>(),
        ["Dr. Parti"]
    );
    let unknown: Vec<_> = survey
        .unknown_fields
        .iter()
        .map(|(_, field, _)| field.as_str())
        .collect();
    assert_eq!(unknown, ["groupe_sanguin"]);
    assert!(survey.off_grid >= 4);
    assert_eq!(survey.unreadable, 0);
    assert!(!survey.nothing_to_do);
    assert_eq!(survey.collections["users"], 3);
    for (first, second) in &survey.overlaps {
        assert!(first.interval.overlaps(second.interval));
    }
    assert!(dump(&*base.raw).await.is_empty());
}
