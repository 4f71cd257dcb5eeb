//! Writing a backup: under another name first, so that a file with its own name is a whole one.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use medigest_application::ports::{FileProblem, Progress, TransferError};
use medigest_domain::hex;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::{Contents, Header, Line, Trailer};
use crate::raw::{PAGE, RawReader, json};

/// Writes every document of `base`, but those of the collections `skip` names, to the file `path`, which does not
/// exist yet or is empty; what it holds.
///
/// # Errors
/// `NotWritable`, or when the base does not answer; then there is no file.
pub async fn write(
    base: &dyn RawReader,
    path: &Path,
    header: &Header,
    skip: &[&str],
    progress: Progress<'_>,
) -> Result<Contents, TransferError> {
    let begun = Begun(path.with_extension("partiel"));
    let contents = write_to(base, &begun.0, header, skip, progress).await?;
    publish(&begun.0, path).map_err(unwritten)?;
    Ok(contents)
}

/// A file that goes away with this value: also when nobody waits any more for what is written.
struct Begun(PathBuf);

impl Drop for Begun {
    fn drop(&mut self) {
        // Once it has its own name, nothing is left to go.
        drop(std::fs::remove_file(&self.0));
    }
}

async fn write_to(
    base: &dyn RawReader,
    path: &Path,
    header: &Header,
    skip: &[&str],
    progress: Progress<'_>,
) -> Result<Contents, TransferError> {
    let mut counts = base.collections().await?;
    counts.retain(|collection, _| !skip.contains(&collection.as_str()));
    let total = counts.values().sum();
    let mut file = Summed::create(path).map_err(unwritten)?;
    file.line(header).map_err(unwritten)?;
    let (mut collections, mut done) = (BTreeMap::new(), 0);
    for collection in counts.into_keys() {
        let mut after = None;
        let mut count = 0;
        loop {
            let page = base.page(&collection, after.as_ref(), PAGE).await?;
            for document in &page.documents {
                let line = Line {
                    c: collection.clone(),
                    d: json::canonical(document)?,
                };
                file.line(&line).map_err(unwritten)?;
            }
            count += page.documents.len() as u64;
            done += page.documents.len() as u64;
            progress(done, total);
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        collections.insert(collection, count);
    }
    file.finish(collections).map_err(unwritten)
}

fn unwritten(error: io::Error) -> TransferError {
    tracing::warn!(kind = %error.kind(), "a backup cannot be written");
    FileProblem::NotWritable.into()
}

/// A compressed file of lines, and the sum of what was written to it.
struct Summed {
    file: GzEncoder<BufWriter<File>>,
    sha256: Sha256,
}

impl Summed {
    /// A new file that only its owner reads: it holds everything the practice knows.
    fn create(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.create(true).truncate(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = BufWriter::new(options.open(path)?);
        Ok(Self {
            file: GzEncoder::new(file, Compression::fast()),
            sha256: Sha256::new(),
        })
    }

    fn line(&mut self, line: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(line)?;
        line.push(b'\n');
        self.sha256.update(&line);
        self.file.write_all(&line)
    }

    fn finish(mut self, collections: BTreeMap<String, u64>) -> io::Result<Contents> {
        let fin = Contents {
            collections,
            sha256: hex::digits(&self.sha256.clone().finalize()),
        };
        self.line(&Trailer { fin: fin.clone() })?;
        let mut file = self.file.finish()?;
        file.flush()?;
        file.get_ref().sync_all()?;
        Ok(fin)
    }
}

/// Gives a whole file its name, unless another has it.
fn publish(begun: &Path, path: &Path) -> io::Result<()> {
    // An empty file keeps the name free for this one.
    if std::fs::metadata(path).is_ok_and(|other| other.len() > 0) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    std::fs::rename(begun, path)?;
    // Its name is in the folder, which is written apart.
    #[cfg(unix)]
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
