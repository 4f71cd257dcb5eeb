//! The files an older base was exported to: a folder of `<collection>.json`, Extended JSON, a document a line.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use bson::{Bson, Document};
use medigest_application::ports::{FileProblem, StoreError, StoreResult, TransferError};

use super::fields::ADOPTED;
use super::read;
use crate::collections::JOURNAL;
use crate::documents::{SETTINGS_ID, SettingsDocument, Stored as _};
use crate::raw::{Page, Position, RawReader, json};

/// A folder whose every line was read once.
#[derive(Debug)]
pub struct Folder {
    files: BTreeMap<String, (PathBuf, u64)>,
}

impl Folder {
    /// Reads the folder through.
    ///
    /// # Errors
    /// `Missing`; `NotRecognised` when it holds nothing of an older base, or the files of one that is not older;
    /// `Line`.
    pub fn open(folder: &Path) -> Result<Self, TransferError> {
        let entries = std::fs::read_dir(folder).map_err(|_| FileProblem::Missing)?;
        let mut files = BTreeMap::new();
        for entry in entries {
            let path = entry.map_err(|_| FileProblem::Missing)?.path();
            let Some(collection) = collection(&path) else {
                continue;
            };
            let count = check(&path, &collection)?;
            files.insert(collection, (path, count));
        }
        if ADOPTED.iter().any(|name| files.contains_key(*name)) {
            Ok(Self { files })
        } else {
            Err(FileProblem::NotRecognised.into())
        }
    }

    /// The collections of the folder.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}

/// The collection whose documents the file at `path` has.
fn collection(path: &Path) -> Option<String> {
    if path.extension()? != "json" || !path.is_file() {
        return None;
    }
    let name = path.file_stem()?.to_str()?.to_owned();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    (name.chars().all(is_plain) && name != JOURNAL).then_some(name)
}

/// Reads a file through; how many documents it has.
fn check(path: &Path, collection: &str) -> Result<u64, TransferError> {
    let mut lines = Lines::open(path, Place::default()).map_err(|_| FileProblem::Missing)?;
    let mut count = 0;
    loop {
        let wrong = |line| {
            let file = path.file_name().unwrap_or_default();
            let file = file.to_string_lossy().into_owned();
            tracing::warn!(file, line, "a line that is no document");
            TransferError::Line { file, line }
        };
        match lines.next() {
            Ok(Some(document)) => {
                let is_ours = collection == SettingsDocument::COLLECTION
                    && read::id(&document) == Some(SETTINGS_ID);
                if is_ours {
                    return Err(FileProblem::NotRecognised.into());
                }
                if !document.contains_key("_id") {
                    return Err(wrong(lines.place.line));
                }
                count += 1;
            }
            Ok(None) => return Ok(count),
            Err(_) => return Err(wrong(lines.place.line)),
        }
    }
}

/// Where in a file: the next byte, and how many lines are before it.
#[derive(Clone, Copy, Default)]
struct Place {
    byte: u64,
    line: u64,
}

struct Lines {
    file: BufReader<File>,
    place: Place,
}

impl Lines {
    fn open(path: &Path, place: Place) -> io::Result<Self> {
        let mut file = BufReader::new(File::open(path)?);
        file.seek(SeekFrom::Start(place.byte))?;
        Ok(Self { file, place })
    }

    /// The next document; none at the end.
    fn next(&mut self) -> io::Result<Option<Document>> {
        let mut line = String::new();
        loop {
            line.clear();
            let read = self.file.read_line(&mut line)?;
            if read == 0 {
                return Ok(None);
            }
            self.place.byte += read as u64;
            self.place.line += 1;
            let text = line.trim_start_matches('\u{feff}').trim();
            if !text.is_empty() {
                let document = json::parsed(text).map_err(|_| io::ErrorKind::InvalidData)?;
                return Ok(Some(document));
            }
        }
    }
}

#[async_trait]
impl RawReader for Folder {
    async fn collections(&self) -> StoreResult<BTreeMap<String, u64>> {
        let counts = self.files.iter();
        let counts = counts.map(|(name, (_, count))| (name.clone(), *count));
        Ok(counts.filter(|(_, count)| *count > 0).collect())
    }

    async fn page(
        &self,
        collection: &str,
        after: Option<&Position>,
        limit: u32,
    ) -> StoreResult<Page> {
        let Some((path, _)) = self.files.get(collection) else {
            return Ok(Page {
                documents: Vec::new(),
                next: None,
            });
        };
        let byte = after.and_then(|position| position.0.as_i64());
        let place = Place {
            byte: byte.unwrap_or_default().cast_unsigned(),
            line: 0,
        };
        let changed = |_: io::Error| StoreError::Unreadable(format!("{collection}.json changed"));
        let mut lines = Lines::open(path, place).map_err(changed)?;
        let mut documents = Vec::new();
        while documents.len() < limit as usize {
            match lines.next().map_err(changed)? {
                Some(document) => documents.push(document),
                None => {
                    return Ok(Page {
                        documents,
                        next: None,
                    });
                }
            }
        }
        let next = Position(Bson::Int64(lines.place.byte.cast_signed()));
        Ok(Page {
            documents,
            next: Some(next),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn folder(name: &str, content: &str) -> TempDir {
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join(name), content).unwrap();
        folder
    }

    #[tokio::test]
    async fn marks_blank_lines_and_either_line_end_are_no_matter() {
        let content = "\u{feff}{\"_id\": 1, \"nom\": \"A\"}\r\n\r\n  {\"_id\": {\"$numberInt\": \"2\"}}\n{\"_id\": 3}";
        let folder = folder("patients.json", content);
        let folder = Folder::open(folder.path()).unwrap();
        assert_eq!(folder.collections().await.unwrap()["patients"], 3);
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = folder.page("patients", after.as_ref(), 2).await.unwrap();
            seen.extend(page.documents);
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        let ids: Vec<_> = seen.iter().map(|one| one.get_i32("_id").unwrap()).collect();
        assert_eq!(ids, [1, 2, 3]);
    }

    #[test]
    fn a_wrong_line_is_told_by_file_and_number_without_what_it_says() {
        for wrong in [
            "{\"_id\": 2, \"secret\"",
            "[1]",
            "{\"nom\": \"sans identifiant\"}",
        ] {
            let folder = folder("patients.json", &format!("{{\"_id\": 1}}\n\n{wrong}\n"));
            let error = Folder::open(folder.path()).unwrap_err();
            assert_eq!(error.to_string(), "patients.json, line 3: not a document");
        }
    }

    #[test]
    fn what_is_no_older_base_is_not_recognised() {
        let problem = |path: &Path| match Folder::open(path) {
            Err(TransferError::File(problem)) => Some(problem),
            _ => None,
        };
        let other = folder("recettes.json", "{\"_id\": 1}");
        assert_eq!(problem(other.path()), Some(FileProblem::NotRecognised));
        let ours = folder(
            "settings.json",
            "{\"_id\": {\"$oid\": \"6d6564696765737400000000\"}}",
        );
        assert!(Folder::open(ours.path()).is_err());
        assert_eq!(
            problem(&other.path().join("absent")),
            Some(FileProblem::Missing)
        );
    }
}
