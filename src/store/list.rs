//! What lists ask of the store: ids in an order, rows to show, counts, one article.

use rusqlite::{OptionalExtension as _, Row as SqlRow, params};

use super::error::StoreError;
use super::opening::Store;
use super::prepare::unpacked;
use crate::article::Article;
use crate::library::ask::Format;
use crate::library::{Id, Mark, MarkSet, Order, Row};

/// How many articles there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// In the lists: neither archived nor binned.
    pub listed: u64,
    /// Of those, not read.
    pub unread: u64,
    /// With a star.
    pub starred: u64,
    /// Archived.
    pub archived: u64,
    /// Binned.
    pub binned: u64,
}

/// An article as it was parsed.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The article.
    pub article: Article,
    /// What the parser had to say of it.
    pub notes: Vec<String>,
    /// The kind of its file.
    pub format: Format,
}

/// What an order is to the engine: which index has it, and its columns.
pub(super) struct Walk {
    pub index: &'static str,
    pub order: &'static str,
}

pub(super) const fn walk(order: Order) -> Walk {
    match order {
        Order::Newest => Walk {
            index: "index_article_newest",
            order: "id DESC",
        },
        Order::Oldest => Walk {
            index: "index_article_newest",
            order: "id",
        },
        Order::Headline => Walk {
            index: "index_article_headline",
            order: "folded, id DESC",
        },
        Order::Publisher => Walk {
            index: "index_article_publisher",
            order: PUBLISHER,
        },
        Order::Minutes => Walk {
            index: "index_article_minutes",
            order: "minutes, id DESC",
        },
    }
}

/// By publisher, those without last.
pub(super) const PUBLISHER: &str = "(publisher_folded IS NULL), publisher_folded, id DESC";

/// Neither archived nor binned.
pub(super) const LISTED: &str = "marks < 4";

const ROW: &str = "id, key, headline, publisher, stamp, minutes, marks, url, \
     (SELECT path FROM index_file WHERE article = index_article.id ORDER BY path LIMIT 1), \
     (SELECT count(*) FROM index_file WHERE article = index_article.id), \
     (SELECT stamp FROM index_version WHERE article = index_article.id) FROM index_article";

fn row(row: &SqlRow) -> rusqlite::Result<Row> {
    Ok(Row {
        id: Id(row.get(0)?),
        key: row.get::<_, i64>(1)?.cast_unsigned(),
        headline: row.get(2)?,
        publisher: row.get(3)?,
        date: row
            .get_ref(4)?
            .as_str()
            .ok()
            .and_then(|stamp| stamp.parse().ok()),
        minutes: row.get(5)?,
        marks: MarkSet::of_bits(row.get(6)?),
        url: row.get(7)?,
        file: row.get::<_, Option<Vec<u8>>>(8)?.unwrap_or_default(),
        files: row.get(9)?,
        updated: row
            .get_ref(10)?
            .as_str()
            .ok()
            .and_then(|stamp| stamp.parse().ok()),
    })
}

impl Store {
    /// The first rows of an order.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn first_rows(&self, order: Order, limit: usize) -> Result<Vec<Row>, StoreError> {
        let Walk { index, order, .. } = walk(order);
        // The newest stand side by side in the table itself.
        let by = match index {
            "index_article_newest" => "NOT INDEXED",
            _ => &format!("INDEXED BY {index}"),
        };
        let all = format!("SELECT {ROW} {by} WHERE {LISTED} ORDER BY {order} LIMIT ?1");
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let read = || -> rusqlite::Result<Vec<Row>> {
            self.db
                .prepare_cached(&all)?
                .query_map([limit], row)?
                .collect()
        };
        read().map_err(|cause| StoreError::of(&self.path, cause))
    }

    /// The ids of an order, those of `limit` articles at most; 8 bytes each.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn ids(&self, order: Order, limit: usize) -> Result<Vec<Id>, StoreError> {
        let Walk { index, order, .. } = walk(order);
        let all = format!(
            "SELECT id FROM index_article INDEXED BY {index} WHERE {LISTED} ORDER BY {order} LIMIT ?1"
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let read = || -> rusqlite::Result<Vec<Id>> {
            let mut all = self.db.prepare_cached(&all)?;
            all.query_map([limit], |row| row.get(0).map(Id))?.collect()
        };
        read().map_err(|cause| StoreError::of(&self.path, cause))
    }

    /// Asks several questions of the store as it is now. That takes less time than one by one, as the engine looks only once for what others
    /// have written.
    ///
    /// # Errors
    /// Those of `questions`; the store cannot be read.
    pub fn together<T>(
        &self,
        questions: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if !self.db.is_autocommit() {
            return questions();
        }
        let fail = |cause| StoreError::of(&self.path, cause);
        let reading = self.db.unchecked_transaction().map_err(fail)?;
        let answer = questions()?;
        reading.commit().map_err(fail)?;
        Ok(answer)
    }

    /// The rows of those articles, in their order; articles that have gone are left out.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn rows(&self, ids: &[Id]) -> Result<Vec<Row>, StoreError> {
        let one = format!("SELECT {ROW} WHERE id = ?1");
        let read = || -> rusqlite::Result<Vec<Row>> {
            let mut one = self.db.prepare_cached(&one)?;
            let mut rows = Vec::with_capacity(ids.len());
            for id in ids {
                rows.extend(one.query_row([id.0], row).optional()?);
            }
            Ok(rows)
        };
        self.together(|| read().map_err(|cause| StoreError::of(&self.path, cause)))
    }

    /// How many articles there are, without counting.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        let all = self
            .mark_sets()
            .map_err(|cause| StoreError::of(&self.path, cause))?;
        let sum = |wanted: &dyn Fn(MarkSet) -> bool| {
            let those = all.iter().filter(|(marks, _)| wanted(*marks));
            those.map(|(_, articles)| articles).sum()
        };
        Ok(Counts {
            listed: sum(&MarkSet::is_listed),
            unread: sum(&|marks| marks.is_listed() && !marks.has(Mark::Read)),
            starred: sum(&|marks| marks.has(Mark::Starred)),
            archived: sum(&|marks| marks.has(Mark::Archived)),
            binned: sum(&|marks| marks.has(Mark::Binned)),
        })
    }

    /// The sets of marks that there are, and how many articles have each.
    pub(super) fn mark_sets(&self) -> rusqlite::Result<Vec<(MarkSet, u64)>> {
        let all = "SELECT marks, articles FROM index_count WHERE articles > 0";
        let mut all = self.db.prepare_cached(all)?;
        all.query_map([], |row| {
            let articles: i64 = row.get(1)?;
            Ok((MarkSet::of_bits(row.get(0)?), articles.cast_unsigned()))
        })?
        .collect()
    }

    /// The article as it was parsed; `None` where it has gone.
    ///
    /// # Errors
    /// The store cannot be read, or the article in it not.
    pub fn article(&self, id: Id) -> Result<Option<Article>, StoreError> {
        Ok(self.page(id)?.map(|page| page.article))
    }

    /// The article as it was parsed, with what was said of it; `None` where it has gone.
    ///
    /// # Errors
    /// The store cannot be read, or the article in it not.
    pub fn page(&self, id: Id) -> Result<Option<Page>, StoreError> {
        let page = "SELECT p.article, p.notes, a.format FROM index_page p JOIN index_article a USING (id) WHERE id = ?1";
        let read = || {
            let mut page = self.db.prepare_cached(page)?;
            let parts = |row: &SqlRow| {
                let page: Vec<u8> = row.get(0)?;
                let notes: Option<String> = row.get(1)?;
                let format: String = row.get(2)?;
                Ok((page, notes, format))
            };
            page.query_row([id.0], parts).optional()
        };
        let found = read().map_err(|cause| StoreError::of(&self.path, cause))?;
        let Some((page, notes, format)) = found else {
            return Ok(None);
        };
        let article = unpacked(&page).map_err(|cause| StoreError::Page {
            path: self.path.clone(),
            cause,
        })?;
        let named = Format::NAMES.iter().find(|(name, _)| *name == format);
        Ok(Some(Page {
            article,
            notes: notes.map_or_else(Vec::new, |notes| notes.lines().map(str::to_owned).collect()),
            format: named.map_or(Format::Text, |(_, format)| *format),
        }))
    }

    /// The article with that key; `None` where none is in the index.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn id_of(&self, key: u64) -> Result<Option<Id>, StoreError> {
        let id = "SELECT id FROM index_article WHERE key = ?1";
        let read = || -> rusqlite::Result<Option<Id>> {
            let mut id = self.db.prepare_cached(id)?;
            id.query_row([key.cast_signed()], |row| row.get(0).map(Id))
                .optional()
        };
        read().map_err(|cause| StoreError::of(&self.path, cause))
    }

    /// The files that hold the article, as bytes of paths relative to the library's folder, sorted.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn files_of(&self, id: Id) -> Result<Vec<Vec<u8>>, StoreError> {
        let files = "SELECT path FROM index_file WHERE article = ?1 ORDER BY path";
        let read = || -> rusqlite::Result<Vec<Vec<u8>>> {
            let mut files = self.db.prepare_cached(files)?;
            files.query_map([id.0], |row| row.get(0))?.collect()
        };
        read().map_err(|cause| StoreError::of(&self.path, cause))
    }

    /// The files that hold no article though they might, by path, and why not.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn troubles(&self) -> Result<Vec<(Vec<u8>, String)>, StoreError> {
        let all = "SELECT path, trouble FROM index_file WHERE trouble <> '' ORDER BY path";
        let read = || -> rusqlite::Result<Vec<(Vec<u8>, String)>> {
            let mut all = self.db.prepare(all)?;
            all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        };
        read().map_err(|cause| StoreError::of(&self.path, cause))
    }

    /// The article that a file holds.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn id_of_file(&self, path: &[u8]) -> Result<Option<Id>, StoreError> {
        let id = "SELECT article FROM index_file WHERE path = ?1";
        let read = || -> rusqlite::Result<Option<Id>> {
            let mut id = self.db.prepare_cached(id)?;
            let id: Option<Option<i64>> =
                id.query_row(params![path], |row| row.get(0)).optional()?;
            Ok(id.flatten().map(Id))
        };
        read().map_err(|cause| StoreError::of(&self.path, cause))
    }

    /// A number that changes when another connection, of this process or of another, has written.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn version_of_data(&self) -> Result<i64, StoreError> {
        let version = self.db.prepare_cached("PRAGMA data_version");
        let version = version.and_then(|mut version| version.query_row([], |row| row.get(0)));
        version.map_err(|cause| StoreError::of(&self.path, cause))
    }
}
