//! The documents of one kind, which tell their changes, so that no write can forget to.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::Deref;

use medigest_application::ports::Area;

use crate::feed::{Local, changed};

/// Documents by id; reading is that of the map. Changes are told while the state is locked, so whoever hears of
/// one reads what is there after it.
#[derive(Debug)]
pub(super) struct Table<I, T> {
    documents: BTreeMap<I, T>,
    area: Area,
    news: Local,
}

impl<I, T> Deref for Table<I, T> {
    type Target = BTreeMap<I, T>;

    fn deref(&self) -> &Self::Target {
        &self.documents
    }
}

impl<I: Ord + Display, T> Table<I, T> {
    /// No documents yet; their changes are told as ones of `area`.
    pub(super) fn told(news: &Local, area: Area) -> Self {
        Self {
            documents: BTreeMap::new(),
            area,
            news: news.clone(),
        }
    }

    /// Adds or replaces a document.
    pub(super) fn insert(&mut self, id: I, document: T) {
        self.news.tell(changed(self.area, &id));
        self.documents.insert(id, document);
    }

    /// Removes a document.
    pub(super) fn remove(&mut self, id: &I) -> Option<T> {
        let removed = self.documents.remove(id)?;
        self.news.tell(changed(self.area, id));
        Some(removed)
    }

    /// A document, to be changed.
    pub(super) fn get_mut(&mut self, id: &I) -> Option<&mut T> {
        let document = self.documents.get_mut(id)?;
        self.news.tell(changed(self.area, id));
        Some(document)
    }

    /// The documents that fit, to be changed.
    pub(super) fn those(&mut self, fit: impl Fn(&T) -> bool) -> impl Iterator<Item = &mut T> {
        let fitting = self
            .documents
            .iter_mut()
            .filter(move |(_, document)| fit(document));
        fitting.map(|(id, document)| {
            self.news.tell(changed(self.area, id));
            document
        })
    }
}
