//! Knows whether a product was made from the files as they are now.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A file that keeps the fingerprint of what a product was made from.
#[derive(Debug)]
pub struct Stamp {
    file: PathBuf,
    fingerprint: String,
}

impl Stamp {
    /// The stamp in `file` for sources with this fingerprint.
    pub fn new(file: PathBuf, fingerprint: String) -> Self {
        Self { file, fingerprint }
    }

    /// Whether the product was made from these sources.
    pub fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|found| found == self.fingerprint)
    }

    /// Notes that it now is.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self) -> Result<()> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.file, &self.fingerprint)
            .with_context(|| format!("{} cannot be written", self.file.display()))
    }
}

/// The fingerprint of some words and of all files below `folders` (or files), without the folders in `without`.
/// The content counts, not the date: a fresh checkout of the same files has the same fingerprint.
///
/// # Errors
/// When a file cannot be read.
pub fn fingerprint(words: &[&str], sources: &[PathBuf], without: &[PathBuf]) -> Result<String> {
    // The hash may differ in another Rust; the product is then made once too often, never once too seldom.
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    for source in sources {
        add(source, Path::new(""), without, &mut hasher)
            .with_context(|| format!("{} cannot be read", source.display()))?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn add(
    path: &Path,
    name: &Path,
    without: &[PathBuf],
    hasher: &mut DefaultHasher,
) -> io::Result<()> {
    if without.iter().any(|left_out| left_out == path) {
        return Ok(());
    }
    if !path.is_dir() {
        name.hash(hasher);
        fs::read(path)?.hash(hasher);
        return Ok(());
    }
    let mut names: Vec<_> = fs::read_dir(path)?
        .map(|entry| entry.map(|entry| entry.file_name()))
        .collect::<io::Result<_>>()?;
    names.sort();
    for child in names {
        add(&path.join(&child), &name.join(&child), without, hasher)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    fn of(folder: &tempfile::TempDir, without: &[&str]) -> String {
        let without: Vec<_> = without
            .iter()
            .map(|name| folder.path().join(name))
            .collect();
        fingerprint(&[], &[folder.path().to_owned()], &without).unwrap()
    }

    #[test]
    fn the_same_files_elsewhere_have_the_same_fingerprint() {
        let files = [("a.ts", "1"), ("lib/b.ts", "2")];
        assert_eq!(of(&sources(&files), &[]), of(&sources(&files), &[]));
    }

    #[test]
    fn a_changed_renamed_or_added_file_changes_the_fingerprint() {
        let before = of(&sources(&[("a.ts", "1")]), &[]);
        for files in [
            &[("a.ts", "2")][..],
            &[("b.ts", "1")],
            &[("a.ts", "1"), ("b.ts", "")],
        ] {
            assert_ne!(of(&sources(files), &[]), before, "{files:?}");
        }
    }

    #[test]
    fn what_is_left_out_does_not_count() {
        let with = sources(&[("a.ts", "1"), ("node_modules/x.js", "9")]);
        assert_eq!(
            of(&with, &["node_modules"]),
            of(&sources(&[("a.ts", "1")]), &[])
        );
    }

    #[test]
    fn words_count() {
        assert_ne!(
            fingerprint(&["v20"], &[], &[]).unwrap(),
            fingerprint(&["v22"], &[], &[]).unwrap()
        );
    }

    #[test]
    fn a_stamp_is_current_once_written_and_until_the_sources_change() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("made/stamp");
        let stamp = Stamp::new(file.clone(), "one".into());
        assert!(!stamp.is_current(), "nothing was made yet");
        stamp.write().unwrap();
        assert!(stamp.is_current());
        assert!(!Stamp::new(file, "two".into()).is_current());
    }
}
