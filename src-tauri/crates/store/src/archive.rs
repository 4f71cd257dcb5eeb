//! The files that old entries of the audit log are moved to: lines of JSON, the first one says where the chains
//! stood before and stand after, each other one is an entry as SQLite keeps it.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use bson::DateTime;
use medigest_application::ports::{Anchor, ArchiveFile, ArchiveHeader, ArchiveLine};
use medigest_domain::chain::Entry;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::documents::{AnchorDocument, LogDocument};

/// Begins every such file.
const FORMAT: &str = "medigest-journal-1";

/// The first line.
#[derive(Serialize, Deserialize)]
struct HeaderDocument {
    format: String,
    cabinet: String,
    jusqua: DateTime,
    avant: Vec<AnchorDocument>,
    apres: Vec<AnchorDocument>,
}

impl From<&ArchiveHeader> for HeaderDocument {
    fn from(header: &ArchiveHeader) -> Self {
        let stored = |anchors: &[Anchor]| anchors.iter().map(AnchorDocument::from).collect();
        Self {
            format: FORMAT.to_owned(),
            cabinet: header.practice.clone(),
            jusqua: DateTime::from_chrono(header.until),
            avant: stored(&header.before),
            apres: stored(&header.after),
        }
    }
}

impl From<HeaderDocument> for ArchiveHeader {
    fn from(stored: HeaderDocument) -> Self {
        let anchors = |stored: Vec<AnchorDocument>| stored.into_iter().map(Anchor::from).collect();
        Self {
            practice: stored.cabinet,
            until: stored.jusqua.to_chrono(),
            before: anchors(stored.avant),
            after: anchors(stored.apres),
        }
    }
}

/// A file of lines.
pub struct JsonLines {
    path: PathBuf,
    /// Open while it is being written.
    file: Option<BufWriter<File>>,
}

impl JsonLines {
    /// The empty `file` at `path`, to be written.
    #[must_use]
    pub fn new(file: File, path: PathBuf) -> Self {
        let file = Some(BufWriter::new(file));
        Self { path, file }
    }

    /// The file at `path`, to be read.
    #[must_use]
    pub fn at(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref().to_owned();
        Self { path, file: None }
    }
}

impl ArchiveFile for JsonLines {
    fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    fn write(&mut self, line: &ArchiveLine) -> io::Result<()> {
        let json = match line {
            ArchiveLine::Header(header) => serde_json::to_string(&HeaderDocument::from(header)),
            ArchiveLine::Entry(entry) => serde_json::to_string(&LogDocument::from(entry.as_ref())),
        };
        let file = self.file.as_mut().ok_or(io::ErrorKind::PermissionDenied)?;
        writeln!(file, "{}", json?)
    }

    fn sync(&mut self) -> io::Result<()> {
        let Some(mut file) = self.file.take() else {
            return Ok(());
        };
        file.flush()?;
        file.get_ref().sync_all()?;
        // Its name is in the folder, which is written apart.
        #[cfg(unix)]
        if let Some(folder) = self.path.parent() {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }

    fn read(&self, take: &mut dyn FnMut(ArchiveLine)) -> io::Result<String> {
        let mut file = BufReader::new(File::open(&self.path)?);
        let (mut sha256, mut line) = (Sha256::new(), Vec::new());
        let mut is_first = true;
        while file.read_until(b'\n', &mut line)? > 0 {
            sha256.update(&line);
            if is_first {
                let header: HeaderDocument = serde_json::from_slice(&line)?;
                if header.format != FORMAT {
                    return Err(io::ErrorKind::InvalidData.into());
                }
                take(ArchiveLine::Header(header.into()));
            } else {
                let log: LogDocument = serde_json::from_slice(&line)?;
                take(ArchiveLine::Entry(Box::new(Entry::from(log))));
            }
            is_first = false;
            line.clear();
        }
        Ok(sha256
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect())
    }
}
