//! What the articles of a list belong to, and the list folded by it.

use rusqlite::{OptionalExtension as _, Row as SqlRow};

use super::error::StoreError;
use super::groups::{Listing, MANY};
use super::opening::Store;
use crate::library::Id;
use crate::library::folding::{Kinship, fold};

/// How a list is folded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Folding {
    /// The versions of a text are one row.
    pub versions: bool,
    /// The texts of a story are one row.
    pub stories: bool,
    /// What comes first in the list speaks for the others, not what is newest.
    pub first: bool,
}

impl Store {
    /// The list, folded.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn folded(&self, listing: Listing, by: Folding) -> Result<Listing, StoreError> {
        if !by.versions && !by.stories {
            return Ok(listing);
        }
        let ids: Option<Vec<Id>> = (listing.articles.len() <= MANY)
            .then(|| listing.articles.iter().map(|(id, _)| *id).collect());
        let read = || -> rusqlite::Result<Kinship> {
            let mut kinship = Kinship::default();
            if by.versions {
                let of = "SELECT article, version, changed FROM index_version";
                let row = |row: &SqlRow| Ok((Id(row.get(0)?), (row.get(1)?, row.get(2)?)));
                kinship
                    .versions
                    .extend(self.belonging(of, ids.as_deref(), row)?);
            }
            if by.stories {
                let of = "SELECT article, story FROM index_story";
                let row = |row: &SqlRow| Ok((Id(row.get(0)?), row.get(1)?));
                kinship
                    .stories
                    .extend(self.belonging(of, ids.as_deref(), row)?);
            }
            Ok(kinship)
        };
        let kinship = read().map_err(|cause| StoreError::of(&self.path, cause))?;
        let ((articles, heads), levels) =
            fold((listing.articles, listing.heads), &kinship, by.first);
        Ok(Listing {
            articles,
            heads,
            levels,
        })
    }

    /// What those articles belong to, or all.
    fn belonging<T>(
        &self,
        of: &str,
        ids: Option<&[Id]>,
        row: impl Fn(&SqlRow) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>> {
        let Some(ids) = ids else {
            return self.db.prepare_cached(of)?.query_map([], row)?.collect();
        };
        let mut one = self
            .db
            .prepare_cached(&format!("{of} WHERE article = ?1"))?;
        let mut all = Vec::new();
        for id in ids {
            all.extend(one.query_row([id.0], &row).optional()?);
        }
        Ok(all)
    }
}
