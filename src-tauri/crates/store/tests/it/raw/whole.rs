//! A base that another device is filling.

use medigest_application::ports::{BaseState, TransferError, WholeBase as _};
use medigest_domain::settings::Settings;
use medigest_sample::builders::{PatientBuilder, ZONE};
use medigest_store::adoption::Journal;
use medigest_store::memory::MemoryStore;

use super::fresh::Fresh;
use crate::desk::Desk;

super::on_every_base! {
    what_another_device_is_filling_is_neither_filled_nor_undone,
}

async fn what_another_device_is_filling_is_neither_filled_nor_undone(base: &Fresh) {
    let settings = Settings::in_zone(ZONE);
    base.store.create_settings(&settings).await.unwrap();
    let theirs = Journal::filling("un autre poste".to_owned());
    theirs.begin(&*base.raw).await.unwrap();
    let before = base.store.sums().await.unwrap();

    assert!(!base.store.undo_filling().await.unwrap());
    let original = MemoryStore::new();
    Desk::on(&original).add_patient(PatientBuilder::new()).await;
    let mut documents = original.documents().await.unwrap();
    let refused = base.store.fill(&mut *documents, &|_, _| {}).await;
    assert!(
        matches!(refused, Err(TransferError::NotEmpty)),
        "{refused:?}"
    );
    assert_eq!(base.store.sums().await.unwrap(), before);
    assert_eq!(base.store.base_state().await.unwrap(), BaseState::Filling);
}
