//! The base that is filled: a file of this program's own, or a database without a practice.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use medigest_application::AppError;
use medigest_application::ports::{SettingsStore, StoreError, UserStore};
use medigest_sample::SamplePractice;
use medigest_store::bulk::BulkLoad;
use medigest_store::mongo::{ConnectError, MongoStore};
use medigest_store::sqlite::{OpenError, SqliteStore};

/// How long a server may take to answer.
const SERVER_TIMEOUT: Duration = Duration::from_secs(10);

/// Why the practice was not written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{} was not made by this program and is left alone; name another folder", .0.display())]
    Foreign(PathBuf),
    #[error("there is a practice in {0} already, which is left alone; name another database")]
    Occupied(String),
    #[error("{}: {source}", path.display())]
    Files { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Connect(#[from] ConnectError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Keys(#[from] AppError),
}

/// A base to fill.
pub(crate) enum Base<'a> {
    /// The file in a folder.
    File(Folder<'a>),
    /// The database of the MongoDB at this address.
    Server(&'a str),
}

impl Base<'_> {
    /// Whether it was written completely under this mark; a server's base has no mark.
    pub(crate) fn holds(&self, mark: &str) -> bool {
        match self {
            Self::File(folder) => folder.holds(mark),
            Self::Server(_) => false,
        }
    }

    /// Writes `practice`: in place of what this program wrote into a file, or into an empty database.
    ///
    /// # Errors
    /// `Foreign` and `Occupied` where something else is; whatever the disk or the base refuses.
    pub(crate) async fn write(&self, mark: &str, practice: SamplePractice) -> Result<(), Failure> {
        match self {
            Self::File(folder) => folder.replace(mark, practice).await,
            Self::Server(uri) => fill_server(uri, practice).await,
        }
    }
}

impl fmt::Display for Base<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(folder) => write!(f, "{}", folder.base().display()),
            // Not the address itself, which may hold a password.
            Self::Server(_) => f.write_str("MongoDB"),
        }
    }
}

/// A folder with a base, and beside it a mark that says what this program wrote there.
pub(crate) struct Folder<'a>(&'a Path);

impl<'a> Folder<'a> {
    pub(crate) fn at(path: &'a Path) -> Self {
        Self(path)
    }

    fn base(&self) -> PathBuf {
        self.0.join("medigest.sqlite")
    }

    fn mark(&self) -> PathBuf {
        self.0.join("medigest.sample")
    }

    fn holds(&self, mark: &str) -> bool {
        self.base().exists()
            && std::fs::read_to_string(self.mark()).is_ok_and(|written| written == mark)
    }

    /// Writes the base anew; `mark` says what is in it.
    async fn replace(&self, mark: &str, practice: SamplePractice) -> Result<(), Failure> {
        let base = self.base();
        if base.exists() && !self.mark().exists() {
            return Err(Failure::Foreign(base));
        }
        files(self.0, std::fs::create_dir_all(self.0))?;
        // Until everything is written, a base here is ours but not what anybody asked for.
        files(&self.mark(), std::fs::write(self.mark(), "unfinished"))?;
        for suffix in ["", "-wal", "-shm"] {
            let mut name = base.clone().into_os_string();
            name.push(suffix);
            let path = PathBuf::from(name);
            files(&path, remove_if_there(&path))?;
        }
        SqliteStore::open(&base)?.load(everything(practice)).await?;
        files(&self.mark(), std::fs::write(self.mark(), mark))
    }
}

async fn fill_server(uri: &str, practice: SamplePractice) -> Result<(), Failure> {
    let (store, facts) = MongoStore::connect(uri, SERVER_TIMEOUT).await?;
    if store.settings().await?.is_some() || !store.users().await?.is_empty() {
        return Err(Failure::Occupied(facts.target));
    }
    Ok(store.load(everything(practice)).await?)
}

fn everything(practice: SamplePractice) -> BulkLoad {
    BulkLoad {
        traces: medigest_sample::log(&practice),
        users: practice.users,
        practitioners: practice.practitioners,
        patients: practice.patients,
        appointments: practice.appointments,
        delays: practice.delays,
        absences: practice.absences,
        settings: Some(practice.settings),
        keys: practice.keys,
    }
}

fn files<T>(path: &Path, done: io::Result<T>) -> Result<T, Failure> {
    done.map_err(|source| Failure::Files {
        path: path.to_owned(),
        source,
    })
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
