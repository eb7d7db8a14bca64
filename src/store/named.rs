//! Pages that name an article: where their lines are kept, and which of them lead to it.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::Deserialize;

use super::error::StoreError;
use super::links::Links;
use super::opening::Store;
use super::prepare::unpacked;
use crate::article::Related;
use crate::library::{Id, Row, Saved as _, resolve, signs_of_article, signs_of_line};

/// Articles that are looked into: their pages have to be unpacked.
const MOST: usize = 24;
/// Lines that may share two words with a headline.
const FEW: usize = 12;

/// What is wanted of a page: all else of it is passed over.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Lines {
    related: Vec<Related>,
}

/// Keeps the lines of an article's page.
pub(super) fn insert(db: &Connection, id: i64, signs: &[i32]) -> rusqlite::Result<()> {
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO index_named VALUES (?1, ?2)")?;
    for sign in signs {
        insert.execute(params![sign, id])?;
    }
    Ok(())
}

/// Forgets the lines of an article's page, which is still there.
pub(super) fn remove(db: &Connection, id: i64) -> rusqlite::Result<()> {
    let page = "SELECT article FROM index_page WHERE id = ?1";
    let page: Option<Vec<u8>> = { db.prepare_cached(page)? }
        .query_row([id], |row| row.get(0))
        .optional()?;
    // Of a damaged page the lines stay: they are looked at before anything is said of them.
    let Some(Lines { related }) = page.and_then(|page| unpacked(&page).ok()) else {
        return Ok(());
    };
    let mut remove =
        db.prepare_cached("DELETE FROM index_named WHERE sign = ?1 AND article = ?2")?;
    for sign in related.iter().flat_map(signs_of_line) {
        remove.execute(params![sign, id])?;
    }
    Ok(())
}

impl Store {
    /// The articles whose pages name that one, newest first; itself and its copies left out. Where very many might, some of them.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn named_on(&self, id: Id) -> Result<Vec<Row>, StoreError> {
        self.together(|| {
            let found = self.naming(id);
            let found = found.map_err(|cause| StoreError::of(&self.path, cause))?;
            self.rows(&found)
        })
    }

    fn naming(&self, id: Id) -> rusqlite::Result<Vec<Id>> {
        let about = "SELECT headline, url FROM index_article WHERE id = ?1";
        let about: Option<(String, Option<String>)> = { self.db.prepare_cached(about)? }
            .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((headline, url)) = about else {
            return Ok(Vec::new());
        };
        let signs = signs_of_article(&headline, url.as_deref());
        // A line that is the whole headline has the sign that the headline would have as a line.
        let whole = signs_of_line(&Related {
            headline,
            url,
            ..Related::default()
        });
        let mut candidates = BTreeSet::new();
        let with = "SELECT article FROM index_named WHERE sign = ?1 ORDER BY article DESC LIMIT ?2";
        let mut with = self.db.prepare_cached(with)?;
        for sign in &signs {
            let most = if whole.contains(sign) { MOST } else { FEW };
            let lines = with.query_map(
                params![sign, i64::try_from(most).unwrap_or(i64::MAX)],
                |row| row.get(0).map(Id),
            )?;
            let lines: Vec<Id> = lines.collect::<rusqlite::Result<_>>()?;
            // Two words of a headline that so many lines have tell nothing of it.
            if whole.contains(sign) || lines.len() < FEW {
                candidates.extend(lines);
            }
        }
        let mut found = Vec::new();
        for &candidate in candidates.iter().rev().take(MOST) {
            if candidate != id && self.names(candidate, id, &signs)? {
                found.push(candidate);
            }
        }
        Ok(found)
    }

    /// Does a line of the page, one with one of the signs, lead to the article?
    fn names(&self, page: Id, id: Id, signs: &[i32]) -> rusqlite::Result<bool> {
        let links = Links(&self.db);
        if links.are_copies(page, id)? {
            return Ok(false);
        }
        let packed = "SELECT article FROM index_page WHERE id = ?1";
        let packed: Option<Vec<u8>> = { self.db.prepare_cached(packed)? }
            .query_row([page.0], |row| row.get(0))
            .optional()?;
        let Some(Lines { related }) = packed.and_then(|packed| unpacked(&packed).ok()) else {
            return Ok(false);
        };
        for line in related.iter().filter(|line| !line.is_self) {
            let own = signs_of_line(line);
            if own.iter().all(|sign| signs.binary_search(sign).is_err()) {
                continue;
            }
            let target = resolve(&links, line)?;
            if let Some(target) = target
                && (target == id || links.are_copies(target, id)?)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
