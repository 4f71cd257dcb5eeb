//! What many booking systems do: insert what was free a moment ago, past the base's guard.

use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use bson::Document;
use medigest_domain::appointment::Appointment;
use medigest_store::documents::{AppointmentDocument, to_bson, to_json};
use mongodb::{Collection, Database};
use rusqlite::Connection;

/// Writes an appointment without its slots.
#[async_trait]
pub trait Naive: Send + Sync {
    async fn insert(&self, appointment: &Appointment);
}

fn without_slots(appointment: &Appointment) -> AppointmentDocument {
    AppointmentDocument {
        slots: Vec::new(),
        ..AppointmentDocument::from_domain(appointment)
    }
}

/// On MongoDB.
pub fn on_mongo(database: Database) -> impl Naive {
    OnMongo(database.collection("appointments"))
}

struct OnMongo(Collection<Document>);

#[async_trait]
impl Naive for OnMongo {
    async fn insert(&self, appointment: &Appointment) {
        let document = to_bson(&without_slots(appointment)).expect("a document");
        self.0.insert_one(document).await.expect("an insertion");
    }
}

/// On SQLite.
pub fn on_sqlite(file: &Path) -> impl Naive + use<> {
    OnSqlite(file.to_owned())
}

struct OnSqlite(PathBuf);

#[async_trait]
impl Naive for OnSqlite {
    async fn insert(&self, appointment: &Appointment) {
        let json = to_json(&without_slots(appointment)).expect("a document");
        let base = Connection::open(&self.0).expect("the base");
        base.busy_timeout(Duration::from_secs(30))
            .expect("a timeout");
        base.execute("INSERT INTO appointments (doc) VALUES (?1)", [json])
            .expect("an insertion");
    }
}
