//! An older base: a part of one with everything that makes it older, as files and as a base on a server.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use bson::Document;
use chrono_tz::Europe::Paris;
use medigest_application::PasswordDigest;
use medigest_application::ports::{
    Adopted, AdoptionOptions, Begun, Sealer, TransferError, Wrapper,
};
use medigest_domain::id::{AppointmentId, PatientId, UserId};
use medigest_domain::keys::{KeyPair, may_hold};
use medigest_domain::role::Role;
use medigest_domain::secret::Sealed;
use medigest_domain::user::{Credentials, PasswordHash};
use medigest_store::adoption::{
    self, Folder, Journal, Plan, Task, import_accounts, import_documents,
};
use medigest_store::collections::JOURNAL;
use medigest_store::mongo::MongoStore;
use medigest_store::raw::{RawReader, RawStore};

use crate::mongo::server::Base;
use crate::raw::fresh::all;

/// The folder of its files.
pub fn files() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/legacy")
}

pub fn folder() -> Folder {
    Folder::open(&files()).unwrap()
}

/// Puts it on a server, as the older program left it there; then connects.
pub async fn on(base: &Base) -> Arc<MongoStore> {
    let (database, folder) = (base.database().await, folder());
    for collection in folder.names() {
        let documents = all(&folder, collection).await;
        let into = database.collection::<Document>(collection);
        into.insert_many(documents).await.unwrap();
    }
    Arc::new(base.open().await)
}

pub fn begun() -> Begun {
    Begun {
        options: AdoptionOptions {
            shift_times: true,
            zone: Paris,
            new_passwords: false,
        },
        backup: None,
    }
}

/// Every document of a base, but what says that something is being done to it.
pub async fn dump(base: &(impl RawReader + ?Sized)) -> BTreeMap<String, Vec<Document>> {
    let mut dump = BTreeMap::new();
    for collection in base.collections().await.unwrap().into_keys() {
        if collection != JOURNAL {
            let documents = all(base, &collection).await;
            dump.insert(collection, documents);
        }
    }
    dump
}

/// Says where each text was put instead of sealing it, and what each digest was: the same at every run.
pub struct Marking;

fn marked(text: String) -> Sealed {
    Sealed::from_bytes(text.into_bytes())
}

impl Sealer for Marking {
    fn insurance(&self, patient: PatientId, text: &str) -> Result<Sealed, TransferError> {
        Ok(marked(format!("insurance {patient} {text}")))
    }

    fn notes(&self, patient: PatientId, text: &str) -> Result<Sealed, TransferError> {
        Ok(marked(format!("notes {patient} {text}")))
    }

    fn reason(
        &self,
        appointment: Option<AppointmentId>,
        patient: PatientId,
        text: &str,
    ) -> Result<Sealed, TransferError> {
        let appointment = appointment.map_or_else(|| "none".to_owned(), |id| id.to_string());
        Ok(marked(format!("reason {appointment} {patient} {text}")))
    }
}

impl Wrapper for Marking {
    fn credentials(
        &self,
        user: UserId,
        role: Role,
        digest: &PasswordDigest,
    ) -> Result<Credentials, TransferError> {
        let digest = String::from_utf8_lossy(digest.expose());
        let pair = KeyPair {
            public: [user.bytes()[0]; 32],
            private: vec![1],
            salt: [2; 16],
        };
        Ok(Credentials {
            password: PasswordHash::stored(format!("wrapped:{}", &digest[..6])),
            key_pair: may_hold(role).then_some(pair),
        })
    }
}

/// Adopts the base, or goes on with it.
pub async fn adopt(base: &dyn RawStore) -> Result<Adopted, TransferError> {
    let journal = Journal::of(Task::Adoption, "poste".to_owned(), &begun());
    let begun = journal.begin(base).await?.begun()?;
    base.prepare().await?;
    let plan = Plan::of(base, &begun).await?;
    adoption::adopt_accounts(base, &plan, &Marking).await?;
    let plan = Plan::of(base, &begun).await?;
    adoption::adopt_documents(base, &plan, &Marking, &|_, _| {}).await
}

/// Imports the files into the base, or goes on with it.
pub async fn import(base: &dyn RawStore) -> Result<Adopted, TransferError> {
    let plan = Plan::of(&folder(), &begun()).await?;
    let adopted = import_documents(base, &folder(), &plan, &Marking, &|_, _| {}).await?;
    import_accounts(base, &folder(), &plan, &Marking).await?;
    Ok(adopted)
}
