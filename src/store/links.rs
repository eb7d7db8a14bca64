//! Signs of articles in the index, and what related headlines lead to.

use rusqlite::{Connection, OptionalExtension as _, ToSql, params};

use super::error::StoreError;
use super::like;
use super::opening::Store;
use crate::article::Related;
use crate::library::{Id, Saved, Sign, fnv_1a, resolve};

/// Articles that are looked at where several share a sign, and headlines that begin alike.
const MOST: usize = 16;

/// A sign as the index has it.
const fn number(sign: Sign) -> i64 {
    match sign {
        Sign::Page => 1,
        Sign::Whole => 2,
        Sign::Bare => 3,
        Sign::Cut => 4,
        Sign::Day => 5,
    }
}

/// A key as the index has it: itself where beginnings are asked for.
enum Key<'a> {
    Text(&'a str),
    Hash(i64),
}

impl<'a> Key<'a> {
    fn of(sign: Sign, key: &'a str) -> Self {
        match sign {
            Sign::Whole | Sign::Bare | Sign::Cut => Self::Text(key),
            Sign::Page | Sign::Day => Self::Hash(fnv_1a(key.bytes()).cast_signed()),
        }
    }
}

impl ToSql for Key<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        match self {
            Self::Text(text) => text.to_sql(),
            Self::Hash(hash) => hash.to_sql(),
        }
    }
}

/// Puts the signs of an article in.
pub(super) fn insert(db: &Connection, id: i64, signs: &[(Sign, String)]) -> rusqlite::Result<()> {
    let insert = "INSERT OR IGNORE INTO index_link VALUES (?1, ?2, ?3)";
    let mut insert = db.prepare_cached(insert)?;
    for (sign, key) in signs {
        insert.execute(params![number(*sign), Key::of(*sign, key), id])?;
    }
    Ok(())
}

/// The articles with that sign; of many, some.
pub(super) fn having(db: &Connection, sign: Sign, key: &str) -> rusqlite::Result<Vec<Id>> {
    Links(db).with(sign, key)
}

impl Store {
    /// For each related headline, the saved article that it names.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn links(&self, related: &[Related]) -> Result<Vec<Option<Id>>, StoreError> {
        let found: rusqlite::Result<Vec<Option<Id>>> = related
            .iter()
            .map(|related| resolve(&Links(&self.db), related))
            .collect();
        found.map_err(|cause| StoreError::of(&self.path, cause))
    }
}

/// The articles of a store, to be looked up.
pub(super) struct Links<'a>(pub(super) &'a Connection);

impl Saved for Links<'_> {
    type Error = rusqlite::Error;

    fn with(&self, sign: Sign, key: &str) -> rusqlite::Result<Vec<Id>> {
        let with = format!(
            "SELECT article FROM index_link WHERE sign = ?1 AND key = ?2 ORDER BY article LIMIT {MOST}"
        );
        let mut with = self.0.prepare_cached(&with)?;
        with.query_map(params![number(sign), Key::of(sign, key)], |row| {
            row.get(0).map(Id)
        })?
        .collect()
    }

    fn beginning(&self, sign: Sign, key: &str) -> rusqlite::Result<Option<Vec<(String, Id)>>> {
        let begin = format!(
            "SELECT key, article FROM index_link WHERE sign = ?1 AND key >= ?2 AND key < ?2 || char(1114111) ORDER BY key LIMIT {MOST}"
        );
        let mut begin = self.0.prepare_cached(&begin)?;
        let found = begin.query_map(params![number(sign), key], |row| {
            Ok((row.get(0)?, Id(row.get(1)?)))
        })?;
        let found: Vec<(String, Id)> = found.collect::<rusqlite::Result<_>>()?;
        Ok((found.len() < MOST).then_some(found))
    }

    fn like(&self, line: &str) -> rusqlite::Result<Option<Vec<(String, Id)>>> {
        like::headlines(self.0, line)
    }

    fn cut_up_to(&self, key: &str) -> rusqlite::Result<Option<String>> {
        let last =
            "SELECT key FROM index_link WHERE sign = ?1 AND key <= ?2 ORDER BY key DESC LIMIT 1";
        let mut last = self.0.prepare_cached(last)?;
        last.query_row(params![number(Sign::Cut), key], |row| row.get(0))
            .optional()
    }

    fn are_copies(&self, one: Id, other: Id) -> rusqlite::Result<bool> {
        let shared = "SELECT 1 FROM index_link a JOIN index_link b USING (sign, key) \
             WHERE a.article = ?1 AND b.article = ?2 AND a.sign IN (?3, ?4) LIMIT 1";
        let mut shared = self.0.prepare_cached(shared)?;
        shared.exists(params![
            one.0,
            other.0,
            number(Sign::Page),
            number(Sign::Day)
        ])
    }

    fn url(&self, id: Id) -> rusqlite::Result<Option<String>> {
        let url = "SELECT url FROM index_article WHERE id = ?1";
        let url = self
            .0
            .prepare_cached(url)?
            .query_row([id.0], |row| row.get(0))
            .optional()?;
        Ok(url.flatten())
    }
}
