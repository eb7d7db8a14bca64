//! The files of articles: which holds the same bytes, which belong to what is in the bin, and forgetting those that were deleted.

use rusqlite::{OptionalExtension as _, params};

use super::batch::Batch;
use super::error::StoreError;
use super::opening::Store;
use crate::library::Id;

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldFile {
    /// Its path, relative to the library's folder.
    pub path: Vec<u8>,
    /// Bytes.
    pub size: u64,
    /// FNV-1a of its bytes.
    pub hash: u64,
}

/// An article in the bin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binned {
    /// The article.
    pub id: Id,
    /// Its headline.
    pub headline: String,
    /// All files that hold it.
    pub files: Vec<HeldFile>,
}

impl Store {
    /// A file that held an article in these bytes when it was read.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn file_with(&self, hash: u64, size: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let read = || -> rusqlite::Result<Option<Vec<u8>>> {
            let same = "SELECT path FROM index_file WHERE hash = ?1 AND size = ?2 AND article IS NOT NULL ORDER BY path LIMIT 1";
            self.db
                .prepare_cached(same)?
                .query_row([hash.cast_signed(), size.cast_signed()], |row| row.get(0))
                .optional()
        };
        read().map_err(|cause| StoreError::of(&self.path, cause))
    }

    /// The files that hold articles, by path, each with its article; some 100 bytes each.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn articles_by_file(&self) -> Result<Vec<(Vec<u8>, Id)>, StoreError> {
        let all = "SELECT path, article FROM index_file WHERE article IS NOT NULL ORDER BY path";
        let read = || -> rusqlite::Result<Vec<(Vec<u8>, Id)>> {
            let mut all = self.db.prepare(all)?;
            all.query_map([], |row| Ok((row.get(0)?, Id(row.get(1)?))))?
                .collect()
        };
        read().map_err(|cause| StoreError::of(&self.path, cause))
    }

    /// What is in the bin, in the order of headlines.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn binned(&self) -> Result<Vec<Binned>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Binned>> {
            let all = "SELECT id, headline, path, size, hash FROM index_article JOIN index_file ON article = id \
                 WHERE marks & 8 ORDER BY folded, id, path";
            let mut all = self.db.prepare(all)?;
            let mut rows = all.query([])?;
            let mut binned: Vec<Binned> = Vec::new();
            while let Some(row) = rows.next()? {
                let id = Id(row.get(0)?);
                let file = HeldFile {
                    path: row.get(2)?,
                    size: row.get::<_, i64>(3)?.cast_unsigned(),
                    hash: row.get::<_, i64>(4)?.cast_unsigned(),
                };
                match binned.last_mut().filter(|last| last.id == id) {
                    Some(last) => last.files.push(file),
                    None => binned.push(Binned {
                        id,
                        headline: row.get(1)?,
                        files: vec![file],
                    }),
                }
            }
            Ok(binned)
        };
        read().map_err(|cause| StoreError::of(&self.path, cause))
    }

    /// Takes a file out of the index, and its article where that was the last that held it. What the reader said of it stays.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn forget_file(&mut self, path: &[u8]) -> Result<(), StoreError> {
        let store = self.path.clone();
        let mut forget = || -> rusqlite::Result<()> {
            let tx = self.write()?;
            let forget = "DELETE FROM index_file WHERE path = ?1 RETURNING article";
            let article: Option<Option<i64>> = tx
                .prepare_cached(forget)?
                .query_row(params![path], |row| row.get(0))
                .optional()?;
            Batch::new(&tx).leave(article.flatten())?;
            tx.commit()
        };
        forget().map_err(|cause| StoreError::of(&store, cause))
    }
}
