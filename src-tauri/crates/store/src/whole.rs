//! A base as a whole, for every store whose documents can be read as they are stored.

use std::collections::BTreeMap;
use std::path::Path;

use async_trait::async_trait;
use bson::Document;
use chrono_tz::Tz;
use medigest_application::ports::{
    BackupNote, BaseState, Begun, DocumentSource, Progress, StoreError, StoreResult, Survey,
    TransferError, WrittenBackup,
};
use medigest_domain::hex;

use crate::adoption::{self, Folder, Journal, Plan, Task};
use crate::backup::{self, BackupFile, Documents, Header};
use crate::collections::JOURNAL;
use crate::raw::{Added, PAGE, Position, RawReader, RawStore, json, sums};

/// Implements the port for a store, whose device is named by its chain.
macro_rules! whole_base {
    ($store:ty) => {
        #[async_trait::async_trait]
        impl medigest_application::ports::WholeBase for $store {
            async fn base_state(&self) -> StoreResult<BaseState> {
                $crate::adoption::recognise(self).await
            }
            async fn survey(&self, zone: Tz) -> StoreResult<Survey> {
                $crate::whole::survey(self, zone).await
            }
            async fn begun_adoption(&self) -> StoreResult<Option<Begun>> {
                $crate::whole::begun_adoption(self).await
            }
            async fn begin_adoption(&self, begun: &Begun) -> StoreResult<Begun> {
                $crate::whole::begin_adoption(self, self.own_chain(), begun).await
            }
            async fn adopt_accounts(&self, wrapper: &dyn Wrapper) -> Result<u64, TransferError> {
                let plan = $crate::whole::plan_of_adoption(self).await?;
                $crate::adoption::adopt_accounts(self, &plan, wrapper).await
            }
            async fn adopt_documents(
                &self,
                sealer: &dyn Sealer,
                progress: Progress<'_>,
            ) -> Result<Adopted, TransferError> {
                let plan = $crate::whole::plan_of_adoption(self).await?;
                $crate::adoption::adopt_documents(self, &plan, sealer, progress).await
            }
            async fn end_transfer(&self) -> StoreResult<()> {
                $crate::adoption::Journal::end(self).await
            }
            async fn survey_files(&self, folder: &Path, zone: Tz) -> Result<Survey, TransferError> {
                $crate::whole::survey_files(folder, zone).await
            }
            async fn begin_import(&self, begun: &Begun) -> Result<Begun, TransferError> {
                $crate::whole::begin_import(self, self.own_chain(), begun).await
            }
            async fn import_documents(
                &self,
                folder: &Path,
                sealer: &dyn Sealer,
                progress: Progress<'_>,
            ) -> Result<Adopted, TransferError> {
                let (folder, plan) = $crate::whole::plan_of_import(self, folder).await?;
                $crate::adoption::import_documents(self, &folder, &plan, sealer, progress).await
            }
            async fn import_accounts(
                &self,
                folder: &Path,
                wrapper: &dyn Wrapper,
            ) -> Result<u64, TransferError> {
                let (folder, plan) = $crate::whole::plan_of_import(self, folder).await?;
                $crate::adoption::import_accounts(self, &folder, &plan, wrapper).await
            }
            async fn write_backup(
                &self,
                path: &Path,
                note: BackupNote<'_>,
                progress: Progress<'_>,
            ) -> Result<WrittenBackup, TransferError> {
                $crate::whole::write_backup(self, path, note, progress).await
            }
            async fn open_backup(
                &self,
                path: &Path,
            ) -> Result<Box<dyn DocumentSource>, TransferError> {
                $crate::whole::open_backup(path).await
            }
            async fn documents(&self) -> StoreResult<Box<dyn DocumentSource>> {
                $crate::whole::documents(self).await
            }
            async fn fill(
                &self,
                source: &mut dyn DocumentSource,
                progress: Progress<'_>,
            ) -> Result<BTreeMap<String, u64>, TransferError> {
                $crate::whole::fill(self, self.own_chain(), source, progress).await
            }
            async fn undo_filling(&self) -> StoreResult<bool> {
                $crate::whole::undo_filling(self, &self.own_chain()).await
            }
            async fn sums(&self) -> StoreResult<BTreeMap<String, String>> {
                $crate::whole::all_sums(self).await
            }
        }
    };
}
pub(crate) use whole_base;

/// What an older base holds. One of this program has nothing to adopt, whatever it lacks.
pub(crate) async fn survey(base: &dyn RawStore, zone: Tz) -> StoreResult<Survey> {
    let state = adoption::recognise(base).await?;
    let survey = adoption::survey(base, zone).await?;
    Ok(Survey {
        nothing_to_do: !matches!(state, BaseState::Older | BaseState::Adopting),
        ..survey
    })
}

pub(crate) async fn begun_adoption(base: &dyn RawStore) -> StoreResult<Option<Begun>> {
    let journal = Journal::find(base).await?;
    let journal = journal.filter(|journal| journal.task == Task::Adoption);
    journal.map(|journal| journal.begun()).transpose()
}

pub(crate) async fn begin_adoption(
    base: &dyn RawStore,
    device: String,
    begun: &Begun,
) -> StoreResult<Begun> {
    let journal = Journal::of(Task::Adoption, device, begun)
        .begin(base)
        .await?;
    // Only now, for until here the base was to stay as it is.
    base.prepare().await?;
    journal.begun()
}

/// Decides anew what was decided when the adoption was begun.
pub(crate) async fn plan_of_adoption(base: &dyn RawStore) -> StoreResult<Plan> {
    let begun = begun_adoption(base).await?.ok_or(StoreError::NotFound)?;
    Plan::of(base, &begun).await
}

async fn opened(folder: &Path) -> Result<Folder, TransferError> {
    let folder = folder.to_owned();
    away(move || Folder::open(&folder)).await
}

pub(crate) async fn survey_files(folder: &Path, zone: Tz) -> Result<Survey, TransferError> {
    Ok(adoption::survey(&opened(folder).await?, zone).await?)
}

pub(crate) async fn begin_import(
    base: &dyn RawStore,
    device: String,
    begun: &Begun,
) -> Result<Begun, TransferError> {
    let journal = match Journal::find(base).await? {
        Some(journal) => journal,
        None if adoption::is_empty(base).await? => {
            Journal::of(Task::Import, device, begun).begin(base).await?
        }
        None => return Err(TransferError::NotEmpty),
    };
    match journal.task {
        Task::Import => Ok(journal.begun()?),
        Task::Adoption | Task::Filling => Err(TransferError::NotEmpty),
    }
}

pub(crate) async fn plan_of_import(
    base: &dyn RawStore,
    folder: &Path,
) -> Result<(Folder, Plan), TransferError> {
    let journal = Journal::find(base).await?.ok_or(StoreError::NotFound)?;
    let folder = opened(folder).await?;
    let plan = Plan::of(&folder, &journal.begun()?).await?;
    Ok((folder, plan))
}

pub(crate) async fn write_backup(
    base: &dyn RawStore,
    path: &Path,
    note: BackupNote<'_>,
    progress: Progress<'_>,
) -> Result<WrittenBackup, TransferError> {
    let still = base.snapshot().await?;
    let header = Header::new(note.at, note.device, note.zone);
    let contents = backup::write(&*still, path, &header, &[JOURNAL], progress).await?;
    Ok(WrittenBackup {
        documents: contents.documents(),
        size: std::fs::metadata(path).map_or(0, |file| file.len()),
    })
}

pub(crate) async fn open_backup(path: &Path) -> Result<Box<dyn DocumentSource>, TransferError> {
    let path = path.to_owned();
    let file = away(move || Ok(backup::verify(&path)?)).await?;
    let documents = file.documents()?;
    Ok(Box::new(FromBackup { file, documents }))
}

pub(crate) async fn documents(base: &dyn RawStore) -> StoreResult<Box<dyn DocumentSource>> {
    let still = base.snapshot().await?;
    let mut collections = still.collections().await?;
    collections.remove(JOURNAL);
    Ok(Box::new(FromBase {
        still,
        left: collections.keys().cloned().collect(),
        collections,
        after: None,
    }))
}

pub(crate) async fn fill(
    base: &dyn RawStore,
    device: String,
    source: &mut dyn DocumentSource,
    progress: Progress<'_>,
) -> Result<BTreeMap<String, u64>, TransferError> {
    let begun = match Journal::find(base).await? {
        Some(journal) => journal,
        None if adoption::is_empty(base).await? => {
            Journal::filling(device.clone()).begin(base).await?
        }
        None => return Err(TransferError::NotEmpty),
    };
    if (begun.task, &begun.device) != (Task::Filling, &device) {
        return Err(TransferError::NotEmpty);
    }
    wipe(base).await?;
    base.prepare().await?;
    let wanted = source.collections();
    let (total, mut done) = (wanted.values().sum(), 0);
    while let Some((collection, lines)) = source.next().await? {
        let parsed = lines.iter().map(|line| json::parsed(line));
        let documents: Vec<Document> = parsed.collect::<StoreResult<_>>()?;
        let added = base.add(&collection, &documents).await?;
        if added.contains(&Added::Conflict) {
            return Err(TransferError::Different);
        }
        done += documents.len() as u64;
        progress(done, total);
    }
    let mut there = base.collections().await?;
    there.remove(JOURNAL);
    if there != wanted {
        return Err(TransferError::Different);
    }
    Journal::end(base).await?;
    Ok(there)
}

pub(crate) async fn undo_filling(base: &dyn RawStore, device: &str) -> StoreResult<bool> {
    let journal = Journal::find(base).await?;
    let ours = journal.filter(|one| one.task == Task::Filling && one.device == device);
    if ours.is_none() {
        return Ok(false);
    }
    wipe(base).await?;
    Journal::end(base).await?;
    Ok(true)
}

/// Removes everything but what says that this is being done.
async fn wipe(base: &dyn RawStore) -> StoreResult<()> {
    for collection in base.collections().await?.into_keys() {
        if collection != JOURNAL {
            wipe_collection(base, &collection).await?;
        }
    }
    Ok(())
}

async fn wipe_collection(base: &dyn RawStore, collection: &str) -> StoreResult<()> {
    let mut after = None;
    loop {
        let page = base.page(collection, after.as_ref(), PAGE).await?;
        let ids = page.documents.iter().filter_map(|one| one.get("_id"));
        let ids: Vec<_> = ids.cloned().collect();
        // What is removed makes room for what follows, so that each place is looked at until nothing is left.
        match (ids.is_empty(), page.next) {
            (false, _) => base.remove(collection, &ids).await?,
            (true, Some(next)) => after = Some(next),
            (true, None) => return Ok(()),
        }
    }
}

pub(crate) async fn all_sums(base: &dyn RawStore) -> StoreResult<BTreeMap<String, String>> {
    let sums = sums(base, &[JOURNAL]).await?;
    let text = |sum: crate::raw::Sum| format!("{} {}", sum.documents, hex::digits(&sum.sha256));
    Ok(sums
        .into_iter()
        .map(|(name, sum)| (name, text(sum)))
        .collect())
}

/// Reads files where waiting for the disk holds nobody else up.
async fn away<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, TransferError> + Send + 'static,
) -> Result<T, TransferError> {
    let interrupted = |_| StoreError::Unavailable("the work was interrupted".to_owned());
    tokio::task::spawn_blocking(work)
        .await
        .map_err(interrupted)?
}

fn lines(documents: &[Document]) -> StoreResult<Vec<String>> {
    let lines = documents.iter();
    lines
        .map(|document| Ok(json::canonical(document)?.to_string()))
        .collect()
}

struct FromBackup {
    file: BackupFile,
    documents: Documents,
}

#[async_trait]
impl DocumentSource for FromBackup {
    fn collections(&self) -> BTreeMap<String, u64> {
        self.file.contents.collections.clone()
    }

    async fn next(&mut self) -> Result<Option<(String, Vec<String>)>, TransferError> {
        let Some((collection, documents)) = self.documents.next_page()? else {
            return Ok(None);
        };
        Ok(Some((collection, lines(&documents)?)))
    }
}

struct FromBase {
    still: Box<dyn RawReader>,
    collections: BTreeMap<String, u64>,
    left: std::collections::VecDeque<String>,
    after: Option<Position>,
}

#[async_trait]
impl DocumentSource for FromBase {
    fn collections(&self) -> BTreeMap<String, u64> {
        self.collections.clone()
    }

    async fn next(&mut self) -> Result<Option<(String, Vec<String>)>, TransferError> {
        let Some(collection) = self.left.front().cloned() else {
            return Ok(None);
        };
        let page = self
            .still
            .page(&collection, self.after.as_ref(), PAGE)
            .await?;
        self.after = page.next;
        if self.after.is_none() {
            self.left.pop_front();
        }
        Ok(Some((collection, lines(&page.documents)?)))
    }
}
