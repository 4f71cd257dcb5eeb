//! Reading a backup: all of it is verified before any document of it is handed out.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use bson::Document;
use flate2::read::GzDecoder;
use medigest_application::ports::FileProblem;

use super::lines::Lines;
use super::{Contents, FORMAT, Header, Line, Trailer, VERSION};
use crate::raw::PAGE;

type Open = Lines<BufReader<GzDecoder<BufReader<File>>>>;

/// A backup whose every line was verified.
#[derive(Debug)]
pub struct BackupFile {
    path: PathBuf,
    /// What its first line says.
    pub header: Header,
    /// What it holds.
    pub contents: Contents,
}

/// Reads the backup at `path` through.
///
/// # Errors
/// What is wrong with it.
pub fn verify(path: &Path) -> Result<BackupFile, FileProblem> {
    let (mut lines, header) = begin(path)?;
    let mut collections = BTreeMap::<String, u64>::new();
    loop {
        let line = lines.next().map_err(damaged)?;
        if let Ok(Trailer { fin: contents }) = serde_json::from_str(line) {
            let fits = contents.collections == collections && contents.sha256 == lines.sum();
            let is_last = lines.next().map_err(damaged)?.is_empty();
            return if fits && is_last {
                Ok(BackupFile {
                    path: path.to_owned(),
                    header,
                    contents,
                })
            } else {
                Err(FileProblem::Damaged)
            };
        }
        let (collection, _) = document(line)?;
        *collections.entry(collection).or_default() += 1;
    }
}

impl BackupFile {
    /// Its documents from the first, some of one collection at a time.
    ///
    /// # Errors
    /// What is wrong with the file since it was verified.
    pub fn documents(&self) -> Result<Documents, FileProblem> {
        let (lines, _) = begin(&self.path)?;
        Ok(Documents {
            lines,
            left: self.contents.documents(),
            ahead: None,
        })
    }
}

/// The documents of a backup.
pub struct Documents {
    lines: Open,
    left: u64,
    ahead: Option<(String, Document)>,
}

impl Documents {
    /// The next ones, all of one collection; none at the end.
    ///
    /// # Errors
    /// What is wrong with the file since it was verified.
    pub fn next_page(&mut self) -> Result<Option<(String, Vec<Document>)>, FileProblem> {
        let Some((collection, first)) = self.one()? else {
            return Ok(None);
        };
        let mut documents = vec![first];
        while documents.len() < PAGE as usize {
            match self.one()? {
                Some((other, document)) if other == collection => documents.push(document),
                other => {
                    self.ahead = other;
                    break;
                }
            }
        }
        Ok(Some((collection, documents)))
    }

    fn one(&mut self) -> Result<Option<(String, Document)>, FileProblem> {
        if let Some(ahead) = self.ahead.take() {
            return Ok(Some(ahead));
        }
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        document(self.lines.next().map_err(damaged)?).map(Some)
    }
}

fn begin(path: &Path) -> Result<(Open, Header), FileProblem> {
    let file = File::open(path).map_err(|_| FileProblem::Missing)?;
    let mut lines = Lines::of(BufReader::new(GzDecoder::new(BufReader::new(file))));
    let first = lines.next().map_err(|error| match error.kind() {
        // It begins as a compressed file, and then ends or goes wrong.
        ErrorKind::UnexpectedEof if is_compressed(path) => FileProblem::Damaged,
        _ => FileProblem::NotRecognised,
    })?;
    let header: Header = serde_json::from_str(first).map_err(|_| FileProblem::NotRecognised)?;
    if header.format != FORMAT {
        return Err(FileProblem::NotRecognised);
    }
    if header.version > VERSION {
        return Err(FileProblem::TooNew);
    }
    Ok((lines, header))
}

fn is_compressed(path: &Path) -> bool {
    let mut magic = [0; 2];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut magic));
    read.is_ok() && magic == [0x1f, 0x8b]
}

fn document(line: &str) -> Result<(String, Document), FileProblem> {
    let line: Line<Document> = serde_json::from_str(line).map_err(|_| FileProblem::Damaged)?;
    Ok((line.c, line.d))
}

fn damaged(_: io::Error) -> FileProblem {
    FileProblem::Damaged
}
