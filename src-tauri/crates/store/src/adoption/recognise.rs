//! Telling the base of an older MediGest from one of this program.

use medigest_application::ports::{BaseState, StoreResult};

use super::fields::{ADOPTED, mark};
use super::journal::{Journal, Task};
use super::read;
use crate::documents::{SETTINGS_ID, SettingsDocument, Stored as _};
use crate::raw::RawReader;

/// Whether the base can be worked with.
///
/// This program's own has its settings from its first start on. One without them is older if the first document of
/// any collection lacks what this program gives each: an empty base is not, nor is one whose settings got lost.
///
/// # Errors
/// When the base does not answer.
pub async fn recognise<R: RawReader + ?Sized>(base: &R) -> StoreResult<BaseState> {
    let task = Journal::find(base).await?.map(|journal| journal.task);
    if task == Some(Task::Filling) {
        return Ok(BaseState::Filling);
    }
    let settings = base.page(SettingsDocument::COLLECTION, None, 5).await?;
    let mut ids = settings.documents.iter().filter_map(read::id);
    if ids.any(|id| id == SETTINGS_ID) {
        return Ok(BaseState::Ready);
    }
    if task == Some(Task::Adoption) {
        return Ok(BaseState::Adopting);
    }
    for collection in ADOPTED {
        let first = base.page(collection, None, 1).await?.documents.pop();
        let Some((first, mark)) = first.zip(mark(collection)) else {
            continue;
        };
        if !first.contains_key(mark) {
            return Ok(BaseState::Older);
        }
    }
    Ok(BaseState::Ready)
}
