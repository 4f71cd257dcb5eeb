//! Hands that reach into a base behind the program's back: SQL on the file, the bare driver, the memory itself.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use bson::oid::ObjectId;
use bson::{Bson, Document, doc};
use medigest_application::ports::Store;
use medigest_store::documents::{LogDocument, entry_from_json, to_bson, to_json};
use medigest_store::memory::MemoryStore;
use medigest_store::sqlite::SqliteStore;
use mongodb::{Collection, Database};
use rusqlite::Connection;
use std::sync::Arc;
use tempfile::TempDir;

use crate::mongo::server::{Base, Server};

/// A base that several devices use and somebody reaches into.
#[async_trait]
pub trait Hand: Send + Sync {
    /// The base, opened by a device that writes `chain`.
    async fn device(&self, chain: &str) -> Arc<dyn Store>;
    /// Sets a field of the entry at a place; no value: takes it away.
    async fn set(&self, chain: &str, place: u64, field: &str, value: Option<Bson>);
    /// Deletes the entries from one place to another, both included.
    async fn remove(&self, chain: &str, from: u64, to: u64);
    /// Puts an entry there.
    async fn put(&self, log: &LogDocument);
    /// Deletes what the base knows of files.
    async fn forget_archives(&self);
    /// Takes away what keeps two entries from one place and one operation.
    async fn unguard(&self);
}

/// In memory.
pub struct Memory(MemoryStore);

impl Memory {
    pub async fn empty() -> Option<Self> {
        Some(Self(MemoryStore::new()))
    }
}

#[async_trait]
impl Hand for Memory {
    async fn device(&self, chain: &str) -> Arc<dyn Store> {
        Arc::new(self.0.on_another_device(chain))
    }

    async fn set(&self, chain: &str, place: u64, field: &str, value: Option<Bson>) {
        self.0.tamper(|log| {
            let mut links = log.iter().map(|entry| entry.link.as_ref());
            let at = links
                .position(|link| link.is_some_and(|l| l.chain == chain && l.place == place))
                .unwrap();
            let mut stored = to_bson(&LogDocument::from(&log[at])).unwrap();
            match value {
                Some(value) => drop(stored.insert(field, value)),
                None => drop(stored.remove(field)),
            }
            log[at] = entry_from_json(&serde_json::to_string(&stored).unwrap());
        });
    }

    async fn remove(&self, chain: &str, from: u64, to: u64) {
        self.0.tamper(|log| {
            log.retain(|entry| {
                entry
                    .link
                    .as_ref()
                    .is_none_or(|link| link.chain != chain || !(from..=to).contains(&link.place))
            });
        });
    }

    async fn put(&self, log: &LogDocument) {
        self.0.tamper(|all| all.push(log.clone().into()));
    }

    async fn forget_archives(&self) {
        self.0.tamper_archives(Vec::clear);
    }

    async fn unguard(&self) {}
}

/// A SQLite file.
pub struct Sqlite {
    path: PathBuf,
    _folder: TempDir,
}

impl Sqlite {
    pub async fn empty() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("medigest.db");
        Some(Self {
            path,
            _folder: folder,
        })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    fn base(&self) -> Connection {
        Connection::open(&self.path).unwrap()
    }
}

#[async_trait]
impl Hand for Sqlite {
    async fn device(&self, chain: &str) -> Arc<dyn Store> {
        Arc::new(SqliteStore::open_with_chain(&self.path, chain.to_owned()).unwrap())
    }

    async fn set(&self, chain: &str, place: u64, field: &str, value: Option<Bson>) {
        let at = (chain, place.cast_signed(), format!("$.{field}"));
        let changed = match value {
            Some(value) => {
                let value = serde_json::to_string(&value).unwrap();
                let sql = "UPDATE logs SET doc = json_set(doc, ?3, json(?4)) \
                           WHERE chain = ?1 AND place = ?2";
                self.base().execute(sql, (at.0, at.1, at.2, value))
            }
            None => {
                let sql = "UPDATE logs SET doc = json_remove(doc, ?3) \
                           WHERE chain = ?1 AND place = ?2";
                self.base().execute(sql, at)
            }
        };
        assert_eq!(changed.unwrap(), 1, "{chain} {place} {field}");
    }

    async fn remove(&self, chain: &str, from: u64, to: u64) {
        let sql = "DELETE FROM logs WHERE chain = ?1 AND place BETWEEN ?2 AND ?3";
        let places = (chain, from.cast_signed(), to.cast_signed());
        assert!(self.base().execute(sql, places).unwrap() > 0);
    }

    async fn put(&self, log: &LogDocument) {
        let sql = "INSERT INTO logs (doc) VALUES (?1)";
        self.base().execute(sql, [to_json(log).unwrap()]).unwrap();
    }

    async fn forget_archives(&self) {
        self.base().execute("DELETE FROM archives", []).unwrap();
    }

    async fn unguard(&self) {
        let base = self.base();
        let schema = "SELECT sql FROM sqlite_schema WHERE name = 'logs'";
        let guarded: String = base.query_row(schema, [], |row| row.get(0)).unwrap();
        let unguarded = guarded.replace(" UNIQUE", "");
        assert_ne!(guarded, unguarded);
        base.execute_batch(&format!(
            "ALTER TABLE logs RENAME TO guarded; {unguarded};
             INSERT INTO logs (doc) SELECT doc FROM guarded; DROP TABLE guarded;"
        ))
        .unwrap();
    }
}

/// A database on a MongoDB.
pub struct Mongo {
    base: Base,
    database: Database,
}

impl Mongo {
    pub async fn on_a_standalone() -> Option<Self> {
        Self::on(Server::Standalone).await
    }

    pub async fn on_a_replica_set() -> Option<Self> {
        Self::on(Server::ReplicaSet).await
    }

    async fn on(server: Server) -> Option<Self> {
        let base = Base::on(server)?;
        let database = base.database().await;
        Some(Self { base, database })
    }

    fn logs(&self) -> Collection<Document> {
        self.database.collection("logs")
    }
}

#[async_trait]
impl Hand for Mongo {
    async fn device(&self, chain: &str) -> Arc<dyn Store> {
        Arc::new(self.base.open().await.with_chain(chain.to_owned()))
    }

    async fn set(&self, chain: &str, place: u64, field: &str, value: Option<Bson>) {
        let there = doc! { "chaine": chain, "rang": place.cast_signed() };
        let change = match value {
            Some(value) => doc! { "$set": { field: value } },
            None => doc! { "$unset": { field: "" } },
        };
        let changed = self.logs().update_one(there, change).await.unwrap();
        assert_eq!(changed.modified_count, 1, "{chain} {place} {field}");
    }

    async fn remove(&self, chain: &str, from: u64, to: u64) {
        let places = doc! { "$gte": from.cast_signed(), "$lte": to.cast_signed() };
        let there = doc! { "chaine": chain, "rang": places };
        let removed = self.logs().delete_many(there).await.unwrap();
        assert!(removed.deleted_count > 0);
    }

    async fn put(&self, log: &LogDocument) {
        let log = to_bson(log).unwrap();
        self.logs().insert_one(log).await.unwrap();
    }

    async fn forget_archives(&self) {
        let archives = self.database.collection::<Document>("archives");
        archives.delete_many(doc! {}).await.unwrap();
    }

    async fn unguard(&self) {
        self.logs().drop_index("place").await.unwrap();
    }
}

/// A copy that claims another id but says the same.
pub fn copy(log: &LogDocument) -> LogDocument {
    LogDocument {
        id: ObjectId::new(),
        ..log.clone()
    }
}
