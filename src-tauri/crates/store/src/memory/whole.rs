//! A base in memory is never older, never empty on purpose, and kept nowhere: there is nothing to move.

use std::collections::BTreeMap;
use std::path::Path;

use async_trait::async_trait;
use chrono_tz::Tz;
use medigest_application::ports::{
    Adopted, BackupNote, BaseState, Begun, DocumentSource, Progress, Sealer, StoreError,
    StoreResult, Survey, TransferError, WholeBase, Wrapper, WrittenBackup,
};

use super::MemoryStore;

fn nothing<T>() -> StoreResult<T> {
    Err(StoreError::Unavailable(
        "a base in memory has no documents".to_owned(),
    ))
}

#[async_trait]
impl WholeBase for MemoryStore {
    async fn base_state(&self) -> StoreResult<BaseState> {
        Ok(BaseState::Ready)
    }

    async fn survey(&self, _: Tz) -> StoreResult<Survey> {
        nothing()
    }

    async fn begun_adoption(&self) -> StoreResult<Option<Begun>> {
        Ok(None)
    }

    async fn begin_adoption(&self, _: &Begun) -> StoreResult<Begun> {
        nothing()
    }

    async fn adopt_accounts(&self, _: &dyn Wrapper) -> Result<u64, TransferError> {
        Ok(nothing()?)
    }

    async fn adopt_documents(
        &self,
        _: &dyn Sealer,
        _: Progress<'_>,
    ) -> Result<Adopted, TransferError> {
        Ok(nothing()?)
    }

    async fn end_transfer(&self) -> StoreResult<()> {
        Ok(())
    }

    async fn survey_files(&self, _: &Path, _: Tz) -> Result<Survey, TransferError> {
        Ok(nothing()?)
    }

    async fn begin_import(&self, _: &Begun) -> Result<Begun, TransferError> {
        Ok(nothing()?)
    }

    async fn import_documents(
        &self,
        _: &Path,
        _: &dyn Sealer,
        _: Progress<'_>,
    ) -> Result<Adopted, TransferError> {
        Ok(nothing()?)
    }

    async fn import_accounts(&self, _: &Path, _: &dyn Wrapper) -> Result<u64, TransferError> {
        Ok(nothing()?)
    }

    async fn write_backup(
        &self,
        _: &Path,
        _: BackupNote<'_>,
        _: Progress<'_>,
    ) -> Result<WrittenBackup, TransferError> {
        Ok(nothing()?)
    }

    async fn open_backup(&self, _: &Path) -> Result<Box<dyn DocumentSource>, TransferError> {
        Ok(nothing()?)
    }

    async fn documents(&self) -> StoreResult<Box<dyn DocumentSource>> {
        nothing()
    }

    async fn fill(
        &self,
        _: &mut dyn DocumentSource,
        _: Progress<'_>,
    ) -> Result<BTreeMap<String, u64>, TransferError> {
        Ok(nothing()?)
    }

    async fn undo_filling(&self) -> StoreResult<bool> {
        Ok(false)
    }

    async fn sums(&self) -> StoreResult<BTreeMap<String, String>> {
        nothing()
    }
}
