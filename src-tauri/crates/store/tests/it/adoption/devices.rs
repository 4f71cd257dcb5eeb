//! An older base that two devices have open, each with a clock of another zone, while one of them adopts it.

use std::sync::Arc;

use chrono_tz::{America::New_York, Asia::Tokyo, Europe::Paris, Tz};
use medigest_application::ports::{AdoptionOptions, BaseState, Store, WholeBase as _};
use medigest_application::{AppError, Practice};
use medigest_sample::builders::{CountingIds, FixedClock, now};
use tempfile::TempDir;

use super::older::{begun, on};
use crate::mongo::server::Base;

crate::mongo::on_both_servers! {
    a_device_that_had_it_open_works_with_it_once_it_is_adopted,
    an_adoption_goes_on_in_the_zone_it_was_begun_in,
}

async fn opened(store: Arc<dyn Store>, zone: Tz) -> Practice {
    let clock = Arc::new(FixedClock::at(now()));
    let ids = Arc::new(CountingIds::starting_at(5_000_000));
    let opening = Practice::open(store, clock, ids, "poste".to_owned(), zone);
    opening.await.unwrap()
}

async fn adopt(practice: &Practice, zone: Tz) {
    let admin = practice.sign_in("admin", "admin123").await.unwrap().actor;
    let folder = TempDir::new().unwrap();
    let backup = || Ok(folder.path().join("avant.medigest"));
    let options = AdoptionOptions {
        zone,
        ..begun().options
    };
    let adopting = practice.adopt_base(&admin, options, backup, &|_, _| {});
    adopting.await.unwrap();
}

async fn a_device_that_had_it_open_works_with_it_once_it_is_adopted(base: &Base) {
    let here = opened(on(base).await, Tokyo).await;
    let there = opened(Arc::new(base.open().await), New_York).await;
    let early = there.sign_in("secr", "secr123").await;
    assert!(matches!(early, Err(AppError::BaseNotAdopted)));
    adopt(&here, Paris).await;
    assert_eq!(here.zone(), Paris);
    let reception = there.sign_in("secr", "secr123").await.unwrap().actor;
    assert_eq!(there.base_state(), BaseState::Ready);
    assert_eq!(
        there.zone(),
        Paris,
        "the practice's zone is that of the adoption"
    );
    there.search_patients(&reception, "").await.unwrap();
}

async fn an_adoption_goes_on_in_the_zone_it_was_begun_in(base: &Base) {
    let store = on(base).await;
    let opened_before = opened(store.clone(), New_York).await;
    store.begin_adoption(&begun()).await.unwrap();
    let opened_since = opened(Arc::new(base.open().await), New_York).await;
    assert_eq!(opened_since.zone(), begun().options.zone);
    adopt(&opened_before, New_York).await;
    assert_eq!(opened_before.zone(), begun().options.zone);
}
