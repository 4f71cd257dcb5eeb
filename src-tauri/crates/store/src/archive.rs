//! The files that old entries of the audit log are moved to: lines of JSON, the first one says where the chains
//! stood before and stand after, each other one is an entry as SQLite keeps it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use bson::DateTime;
use medigest_application::ports::{Anchor, ArchiveFile, ArchiveHeader, ArchiveLine};
use medigest_domain::chain::Entry;
use medigest_domain::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::documents::{AnchorDocument, LogDocument};

/// Begins every such file, before the number of its version.
const FORMAT: &str = "medigest-journal-";
const VERSION: &str = "1";
/// No line is longer, in bytes: what is, is no archive, and is not read into memory.
const LONGEST_LINE: u64 = 16 * 1024 * 1024;

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
            format: format!("{FORMAT}{VERSION}"),
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
            ArchiveLine::Unreadable => return Err(io::ErrorKind::InvalidInput.into()),
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
        while next_line(&mut file, &mut line)? {
            sha256.update(&line);
            take(if is_first {
                ArchiveLine::Header(header(&line)?)
            } else {
                serde_json::from_slice::<LogDocument>(&line)
                    .map_or(ArchiveLine::Unreadable, |log| {
                        ArchiveLine::Entry(Box::new(Entry::from(log)))
                    })
            });
            is_first = false;
        }
        Ok(hex::digits(&sha256.finalize()))
    }
}

/// Reads a line into `line`; false at the end.
fn next_line(file: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let read = file.by_ref().take(LONGEST_LINE).read_until(b'\n', line)?;
    if line.len() as u64 == LONGEST_LINE {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(read > 0)
}

fn header(line: &[u8]) -> io::Result<ArchiveHeader> {
    let header: Result<HeaderDocument, _> = serde_json::from_slice(line);
    let header = header.map_err(|_| io::ErrorKind::InvalidData)?;
    match header.format.strip_prefix(FORMAT) {
        Some(VERSION) => Ok(header.into()),
        Some(_) => Err(io::ErrorKind::Unsupported.into()),
        None => Err(io::ErrorKind::InvalidData.into()),
    }
}
