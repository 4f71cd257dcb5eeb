//! Importing files into an empty base.

use std::sync::Arc;

use medigest_application::ports::TransferError;
use medigest_domain::user::Username;
use medigest_sample::builders::{PatientBuilder, UserBuilder};
use medigest_store::adoption::{Plan, import_documents};
use medigest_store::raw::RawStore;

use super::Failing;
use super::older::{Marking, begun, dump, files, folder, import};
use crate::desk::Desk;
use crate::raw::fresh::{Fresh, all, sqlite};

crate::raw::on_every_base! {
    takes_the_place_of_the_first_account,
    is_refused_by_a_base_that_holds_somebody,
    stopped_anywhere_and_gone_on_with_it_ends_as_if_it_had_not_been,
}

async fn takes_the_place_of_the_first_account(base: &Fresh) {
    let desk = Desk::on(&*base.store);
    let first = desk
        .add_user(UserBuilder::new().with_username("Admin"))
        .await;
    base.store.begin_import(&begun()).await.unwrap();
    import(&*base.raw).await.unwrap();
    let users = base.store.users().await.unwrap();
    let names: Vec<_> = users.iter().map(|user| user.username.as_str()).collect();
    assert_eq!(names, ["admin", "resp", "secr"]);
    assert_eq!(users[0].id, first.id, "it is the account it was");
    assert_eq!(users[0].password.expose(), "wrapped:240be5");
    let named = base
        .store
        .user_by_name(&Username::parse("ADMIN").unwrap())
        .await;
    assert!(named.unwrap().is_some());
}

async fn is_refused_by_a_base_that_holds_somebody(base: &Fresh) {
    Desk::on(&*base.store)
        .add_patient(PatientBuilder::new())
        .await;
    let before = dump(&*base.raw).await;
    let refused = base.store.begin_import(&begun()).await;
    assert!(matches!(refused, Err(TransferError::NotEmpty)));
    assert_eq!(dump(&*base.raw).await, before);
}

async fn stopped_anywhere_and_gone_on_with_it_ends_as_if_it_had_not_been(_: &Fresh) {
    let whole = sqlite();
    let counting = Failing::after(whole.raw.clone(), u64::MAX);
    import(&counting).await.unwrap();
    let (total, expected) = (counting.written(), dump(&*whole.raw).await);
    let mut place = 0;
    while place < total {
        let other = sqlite();
        let store: Arc<dyn RawStore> = other.raw.clone();
        assert!(import(&Failing::after(store.clone(), place)).await.is_err());
        import(&*store).await.unwrap();
        assert_eq!(dump(&*store).await, expected, "after {place} of {total}");
        place += total / 8 + u64::from(fastrand::u8(1..20));
    }
}

#[tokio::test]
async fn times_are_shifted_where_that_is_asked_and_nowhere_else() {
    let starts = async |shift_times| {
        let base = sqlite();
        let mut asked = begun();
        asked.options.shift_times = shift_times;
        let plan = Plan::of(&folder(), &asked).await.unwrap();
        let (raw, folder) = (&*base.raw, folder());
        import_documents(raw, &folder, &plan, &Marking, &|_, _| {})
            .await
            .unwrap();
        let starts = all(raw, "appointments").await;
        let starts = starts
            .iter()
            .map(|one| *one.get_datetime("date_heure_debut").unwrap());
        starts.collect::<Vec<_>>()
    };
    let stored = all(&folder(), "appointments").await;
    let stored = stored
        .iter()
        .map(|one| *one.get_datetime("date_heure_debut").unwrap());
    let stored: Vec<_> = stored.collect();
    assert_eq!(starts(false).await, stored);
    assert!(
        starts(true)
            .await
            .iter()
            .zip(&stored)
            .all(|(here, there)| here < there)
    );
}

#[tokio::test]
async fn an_import_that_was_begun_goes_on_and_another_task_does_not() {
    let base = sqlite();
    base.store.begin_import(&begun()).await.unwrap();
    import(&*base.raw).await.unwrap();
    let again = base.store.begin_import(&begun()).await.unwrap();
    assert_eq!(again, begun());
    let documents = &mut *base.store.documents().await.unwrap();
    let filled = base.store.fill(documents, &|_, _| {}).await;
    assert!(matches!(filled, Err(TransferError::NotEmpty)));
    base.store.end_transfer().await.unwrap();
    let refused = base.store.begin_import(&begun()).await;
    assert!(matches!(refused, Err(TransferError::NotEmpty)));
    assert!(files().is_dir());
}
