//! The practice's keys.

use async_trait::async_trait;
use medigest_application::ports::{KeyStore, StoreError, StoreResult};
use medigest_domain::keys::KeyCabinet;
use medigest_domain::trace::Trace;
use rusqlite::Connection;

use super::SqliteStore;
use super::document::{edit, find, get, insert, overwrite};
use crate::documents::{CABINET_ID, CabinetDocument};

#[async_trait]
impl KeyStore for SqliteStore {
    async fn cabinet(&self) -> StoreResult<Option<KeyCabinet>> {
        self.connections
            .read(|base| find::<CabinetDocument, _>(base, CABINET_ID))
            .await
    }

    async fn save_cabinet(&self, cabinet: &KeyCabinet, trace: &Trace) -> StoreResult<KeyCabinet> {
        let after = CabinetDocument::from_domain(cabinet);
        let save = move |base: &Connection| {
            let earlier: Option<KeyCabinet> = find::<CabinetDocument, _>(base, CABINET_ID)?;
            if earlier.as_ref().map_or(0, |earlier| earlier.v) + 1 != after.v {
                return Err(StoreError::Stale.into());
            }
            match earlier {
                None => insert(base, &after),
                Some(_) => {
                    edit::<CabinetDocument>(base, CABINET_ID, |fields| overwrite(fields, &after))
                }
            }
        };
        self.once(trace, CABINET_ID, save, |base, _| {
            get::<CabinetDocument, _>(base, CABINET_ID)
        })
        .await
    }
}
