//! What is being done to a base as a whole: one document that is there from before the first write to after the last,
//! so that whoever finds it goes on in the same way.

use std::path::PathBuf;

use bson::oid::ObjectId;
use bson::{Bson, Document};
use medigest_application::ports::{AdoptionOptions, Begun, StoreError, StoreResult};
use serde::{Deserialize, Serialize};

use super::read;
use crate::collections::JOURNAL;
use crate::raw::{Added, RawReader, RawStore};

const ID: ObjectId = ObjectId::from_bytes(*b"transfert\0\0\0");

/// What.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Task {
    /// An older base becomes this program's own.
    #[serde(rename = "adoption")]
    Adoption,
    /// Files of one are added to an empty base.
    #[serde(rename = "import")]
    Import,
    /// A backup or another base takes the place of an empty one.
    #[serde(rename = "copie")]
    Filling,
}

/// The document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    #[serde(rename = "_id")]
    id: ObjectId,
    /// What is being done.
    #[serde(rename = "tache")]
    pub task: Task,
    /// The device that does it, by the name of its chain.
    #[serde(rename = "poste")]
    pub device: String,
    #[serde(default, rename = "heures_locales")]
    shift_times: bool,
    #[serde(default, rename = "nouveaux_mots_de_passe")]
    new_passwords: bool,
    #[serde(default, rename = "fuseau")]
    zone: String,
    #[serde(default, rename = "sauvegarde")]
    backup: Option<String>,
}

impl Journal {
    /// Of a filling by `device`.
    #[must_use]
    pub fn filling(device: String) -> Self {
        Self {
            id: ID,
            task: Task::Filling,
            device,
            shift_times: false,
            new_passwords: false,
            zone: String::new(),
            backup: None,
        }
    }

    /// Of an adoption or an import by `device`.
    #[must_use]
    pub fn of(task: Task, device: String, begun: &Begun) -> Self {
        Self {
            id: ID,
            task,
            device,
            shift_times: begun.options.shift_times,
            new_passwords: begun.options.new_passwords,
            zone: begun.options.zone.name().to_owned(),
            backup: begun.backup.as_ref().map(|path| path.display().to_string()),
        }
    }

    /// How it was begun.
    ///
    /// # Errors
    /// `Unreadable` when somebody changed it.
    pub fn begun(&self) -> StoreResult<Begun> {
        Ok(Begun {
            options: AdoptionOptions {
                shift_times: self.shift_times,
                new_passwords: self.new_passwords,
                zone: self.zone.parse().map_err(|_| unreadable())?,
            },
            backup: self.backup.as_ref().map(PathBuf::from),
        })
    }

    /// The one of a base, if something is being done to it.
    ///
    /// # Errors
    /// When the base does not answer, or somebody changed the document.
    pub async fn find<R: RawReader + ?Sized>(base: &R) -> StoreResult<Option<Self>> {
        let found = base.page(JOURNAL, None, 2).await?.documents;
        let ours = found.into_iter().find(|one| read::id(one) == Some(ID));
        ours.map(|document| bson::deserialize_from_document(document).map_err(|_| unreadable()))
            .transpose()
    }

    /// Writes it, unless there is one; the one that is there then.
    ///
    /// # Errors
    /// When the base does not answer.
    pub async fn begin(&self, base: &dyn RawStore) -> StoreResult<Self> {
        let document: Document = bson::serialize_to_document(self).map_err(|_| unreadable())?;
        match base.add(JOURNAL, &[document]).await?.first() {
            Some(Added::Added) => Ok(self.clone()),
            _ => Self::find(base).await?.ok_or(StoreError::NotFound),
        }
    }

    /// Removes it: all is done.
    ///
    /// # Errors
    /// When the base does not answer.
    pub async fn end(base: &dyn RawStore) -> StoreResult<()> {
        base.remove(JOURNAL, &[Bson::ObjectId(ID)]).await
    }
}

fn unreadable() -> StoreError {
    StoreError::Unreadable(format!("{JOURNAL}: not readable"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn stored(journal: &Journal) -> String {
        let document = bson::serialize_to_document(journal).unwrap();
        let value = crate::raw::json::canonical(&document).unwrap();
        serde_json::to_string_pretty(&value).unwrap()
    }

    #[test]
    fn an_adoption_is_noted_like_this() {
        let begun = Begun {
            options: AdoptionOptions {
                shift_times: true,
                new_passwords: false,
                zone: Paris,
            },
            backup: Some(PathBuf::from("/sauvegardes/avant.medigest")),
        };
        let journal = Journal::of(Task::Adoption, "5f0d".to_owned(), &begun);
        assert_eq!(journal.begun().unwrap(), begun);
        insta::assert_snapshot!(stored(&journal));
    }

    #[test]
    fn a_copy_is_noted_like_this() {
        insta::assert_snapshot!(stored(&Journal::filling("5f0d".to_owned())));
    }
}
