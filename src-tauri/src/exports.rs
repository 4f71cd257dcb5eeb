//! Files that leave the practice: where they go, and names that are safe whatever a screen suggests.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// The largest file a screen may write, in bytes.
pub const MOST_BYTES: usize = 20 * 1024 * 1024;
/// The endings of what screens make.
const KINDS: [&str; 3] = ["csv", "png", "svg"];
/// Characters of a name without its ending.
const LONGEST: usize = 80;
/// Names tried before giving up.
const COPIES: u32 = 1_000;
/// What Windows keeps for devices, whatever the ending.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Whether a screen may make a file of this name.
pub fn is_kind_of_screens(name: &str) -> bool {
    let (_, ending) = safe(name);
    KINDS.contains(&&*ending)
}

/// Makes a file that was not there before, under `name` or one like it, readable by its owner only, in the first
/// of `folders` that takes it.
///
/// # Errors
/// When none of them does.
pub fn create(folders: &[PathBuf], name: &str) -> io::Result<(File, PathBuf)> {
    let (stem, ending) = safe(name);
    let mut failed = io::Error::from(ErrorKind::NotFound);
    for folder in folders {
        match create_in(folder, &stem, &ending) {
            Ok(made) => return Ok(made),
            Err(error) => failed = error,
        }
    }
    Err(failed)
}

fn create_in(folder: &Path, stem: &str, ending: &str) -> io::Result<(File, PathBuf)> {
    std::fs::create_dir_all(folder)?;
    for copy in 1..=COPIES {
        let name = match copy {
            1 => format!("{stem}.{ending}"),
            copy => format!("{stem} ({copy}).{ending}"),
        };
        let path = folder.join(name);
        let mut options = OpenOptions::new();
        options.create_new(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Writes a whole file; where.
///
/// # Errors
/// When no folder takes it. Nothing is left of it then.
pub fn write(folders: &[PathBuf], name: &str, content: &[u8]) -> io::Result<PathBuf> {
    let (mut file, path) = create(folders, name)?;
    match file.write_all(content).and_then(|()| file.sync_all()) {
        Ok(()) => Ok(path),
        Err(error) => {
            discard(&path);
            Err(error)
        }
    }
}

/// Removes a file that was begun and not finished.
pub fn discard(path: &Path) {
    if !path.as_os_str().is_empty()
        && let Err(error) = std::fs::remove_file(path)
    {
        tracing::warn!(kind = %error.kind(), "a file that was begun stays");
    }
}

/// Removes a file in which nothing was written.
pub fn discard_if_empty(path: &Path) {
    if std::fs::metadata(path).is_ok_and(|file| file.len() == 0) {
        discard(path);
    }
}

/// Where the file of this name is, or only its name when it is not here.
pub fn find(folders: &[PathBuf], name: &str) -> PathBuf {
    let mut paths = folders.iter().map(|folder| folder.join(name));
    paths
        .find(|path| path.is_file())
        .unwrap_or_else(|| name.into())
}

/// The rows of a table below its titles; none in a picture.
pub fn rows(path: &Path, content: &[u8]) -> u64 {
    if path.extension().is_none_or(|ending| ending != "csv") {
        return 0;
    }
    let ends = content.iter().filter(|byte| **byte == b'\n').count() as u64;
    let is_open = u64::from(content.last().is_some_and(|last| *last != b'\n'));
    (ends + is_open).saturating_sub(1)
}

/// A name's stem and ending without anything that a file system, a shell or a person could take for more.
fn safe(name: &str) -> (String, String) {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, ending) = last.rsplit_once('.').unwrap_or((last, "txt"));
    let is_kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '(' | ')' | ',');
    let stem: String = stem.chars().filter(is_kept).take(LONGEST).collect();
    let stem = stem.trim();
    let begins = stem.to_lowercase();
    let begins = begins.trim_end_matches(|c: char| c.is_ascii_digit());
    let stem = if stem.is_empty() || RESERVED.contains(&begins) {
        format!("export {stem}").trim().to_owned()
    } else {
        stem.to_owned()
    };
    let ending = ending.chars().filter(char::is_ascii_alphanumeric).take(8);
    (stem, ending.collect::<String>().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(suggested: &str) -> String {
        let (stem, ending) = safe(suggested);
        format!("{stem}.{ending}")
    }

    #[test]
    fn names_are_safe_whatever_is_suggested() {
        for (suggested, safe) in [
            ("charge par praticien.csv", "charge par praticien.csv"),
            ("Été (2026), retards.PNG", "Été (2026), retards.png"),
            ("../../.ssh/authorized_keys.csv", "authorized_keys.csv"),
            ("C:\\Windows\\x.csv", "x.csv"),
            ("..csv", "export.csv"),
            (".csv", "export.csv"),
            ("", "export.txt"),
            ("CON.csv", "export CON.csv"),
            ("com1.csv", "export com1.csv"),
            ("a\0b\n:*?\"<>|c.csv", "abc.csv"),
            ("page.html;x.csv", "pagehtmlx.csv"),
        ] {
            assert_eq!(name(suggested), safe, "{suggested:?}");
        }
        assert!(name(&"x".repeat(5_000)).len() < 100);
    }

    #[test]
    fn screens_make_tables_and_pictures_only() {
        for (name, may) in [
            ("a.csv", true),
            ("a.png", true),
            ("a.SVG", true),
            ("a.exe", false),
            ("a", false),
            ("a.csv.sh", false),
            ("a.desktop", false),
        ] {
            assert_eq!(is_kind_of_screens(name), may, "{name}");
        }
    }

    #[test]
    fn no_file_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let folders = [folder.path().to_owned()];
        let first = write(&folders, "a.csv", b"1").unwrap();
        let second = write(&folders, "a.csv", b"2").unwrap();
        assert_eq!(second.file_name().unwrap(), "a (2).csv");
        assert_eq!(std::fs::read(first).unwrap(), b"1");
        assert_eq!(find(&folders, "a (2).csv"), second);
    }

    #[test]
    fn the_next_folder_takes_what_the_first_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let no_folder = folder.path().join("a file");
        std::fs::write(&no_folder, "").unwrap();
        let folders = [no_folder.clone(), folder.path().join("new")];
        let written = write(&folders, "a.csv", b"1").unwrap();
        assert!(written.starts_with(&folders[1]));
        assert!(write(&[no_folder], "a.csv", b"1").is_err());
    }

    #[test]
    fn rows_are_counted_below_the_titles() {
        for (content, count) in [
            ("", 0),
            ("t", 0),
            ("t\r\n", 0),
            ("t\r\na\r\nb", 2),
            ("t\na\n", 1),
        ] {
            assert_eq!(
                rows(Path::new("a.csv"), content.as_bytes()),
                count,
                "{content:?}"
            );
        }
        assert_eq!(rows(Path::new("a.png"), b"\n\n"), 0);
    }
}
