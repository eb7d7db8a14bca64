//! Making the index: what is known of files, and putting in what was read of them, many in one transaction.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

use rusqlite::{Connection, OptionalExtension as _, params};

use super::batch::Batch;
use super::error::StoreError;
use super::opening::Store;
use super::prepare::Prepared;
use super::schema::MAKER;

/// Pages of the full-text index that are merged in one step.
const PAGES: i64 = 2_000;

/// What is seen of a file without opening it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub mtime: i64,
}

/// What the index knows of a file.
#[derive(Debug, Clone, Copy)]
struct Known {
    seen: Seen,
    hash: u64,
    fresh: bool,
}

/// What the index knows of all files: some 50 bytes for each. Paths are bytes, relative to the library's folder.
#[derive(Debug)]
pub struct KnownFiles {
    hasher: RandomState,
    files: HashMap<u64, Known>,
    contents: HashSet<(u64, u64)>,
}

impl KnownFiles {
    /// Files known.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Is none known?
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    fn of(&self, path: &[u8]) -> Option<&Known> {
        self.files.get(&self.hasher.hash_one(path))
    }

    /// Is the file as the index knows it, so that it need not be opened?
    pub fn is_current(&self, path: &[u8], seen: Seen) -> bool {
        let known = self.of(path);
        known.is_some_and(|known| known.seen == seen && !known.fresh)
    }

    /// Need the file not be parsed, for its content (its FNV-1a and its length) is known, of this file or of another?
    pub fn is_known(&self, hash: u64, size: u64) -> bool {
        self.contents.contains(&(hash, size))
    }

    /// Had the file that content when it was last read?
    pub fn is_same(&self, path: &[u8], hash: u64, size: u64) -> bool {
        let known = self.of(path);
        known.is_some_and(|known| known.hash == hash && known.seen.size == size)
    }
}

/// A file to be put into the index.
#[derive(Debug)]
pub struct Put {
    /// Its path, relative to the library's folder.
    pub path: Vec<u8>,
    /// What was seen of it before it was read.
    pub seen: Seen,
    /// FNV-1a of its bytes.
    pub hash: u64,
    /// It was changed so shortly before that its time does not tell: look into it again next time.
    pub fresh: bool,
    /// What it holds.
    pub content: Content,
}

/// What a file holds.
#[derive(Debug)]
pub enum Content {
    /// An article.
    Article(Box<Prepared>),
    /// What it held before.
    Same,
    /// What another file holds: [`KnownFiles::is_known`].
    Copy,
    /// No article, and why.
    None(String),
}

impl Store {
    /// What the index knows of the files. Where another parser made it, that is nothing of their content: each is read again, and what the
    /// index holds stays until then.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn known_files(&mut self) -> Result<KnownFiles, StoreError> {
        let path = self.path.clone();
        let mut read = || -> rusqlite::Result<KnownFiles> {
            let maker = "SELECT value FROM index_fact WHERE name = 'maker'";
            let maker: Option<String> =
                self.db.query_row(maker, [], |row| row.get(0)).optional()?;
            if maker.as_deref() != Some(MAKER) {
                let tx = self.write()?;
                tx.execute("UPDATE index_file SET fresh = 1, hash = 0", [])?;
                tx.execute(
                    "INSERT OR REPLACE INTO index_fact VALUES ('maker', ?1)",
                    [MAKER],
                )?;
                tx.commit()?;
            }
            let mut known = KnownFiles {
                hasher: RandomState::new(),
                files: HashMap::new(),
                contents: HashSet::new(),
            };
            let all = "SELECT path, size, mtime, hash, fresh, article IS NOT NULL FROM index_file";
            let mut all = self.db.prepare(all)?;
            let mut rows = all.query([])?;
            while let Some(row) = rows.next()? {
                let path = row.get_ref(0)?.as_blob()?;
                let size = row.get::<_, i64>(1)?.cast_unsigned();
                let hash = row.get::<_, i64>(3)?.cast_unsigned();
                let file = Known {
                    seen: Seen {
                        size,
                        mtime: row.get(2)?,
                    },
                    hash,
                    fresh: row.get(4)?,
                };
                if row.get(5)? {
                    known.contents.insert((hash, size));
                }
                known.files.insert(known.hasher.hash_one(path), file);
            }
            Ok(known)
        };
        read().map_err(|cause| StoreError::of_tables(&path, cause))
    }

    /// Has the library been indexed: is any file known?
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn has_files(&self) -> Result<bool, StoreError> {
        let any = self.db.prepare_cached("SELECT 1 FROM index_file LIMIT 1");
        let any = any.and_then(|mut any| any.exists([]));
        any.map_err(|cause| StoreError::of_tables(&self.path, cause))
    }

    /// Puts files into the index, all or none of them.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn put(&mut self, files: &[Put]) -> Result<(), StoreError> {
        let path = self.path.clone();
        let mut put = || -> rusqlite::Result<()> {
            let tx = self.write()?;
            let mut batch = Batch::new(&tx);
            for file in files {
                batch.put_file(file)?;
            }
            batch.finish()?;
            count_words(&tx, files)?;
            tx.commit()
        };
        put().map_err(|cause| StoreError::of_tables(&path, cause))
    }

    /// Merges the pieces that the full-text index was made in, so that searches have few to look into: `all` of them after much was put in,
    /// else some. Others wait a fraction of a second at most.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn tidy(&self, all: bool) -> Result<(), StoreError> {
        let merge = "INSERT INTO index_text (index_text, rank) VALUES ('merge', ?1)";
        let tidy = || -> rusqlite::Result<()> {
            let mut merge = self.db.prepare_cached(merge)?;
            // A negative number of pages takes all pieces together; positive ones go on with that (FTS5, "merge").
            let mut pages = if all { -PAGES } else { PAGES };
            loop {
                let before = self.db.total_changes();
                merge.execute([pages])?;
                if !all || self.db.total_changes() < before + 2 {
                    return Ok(());
                }
                pages = PAGES;
            }
        };
        tidy().map_err(|cause| StoreError::of_tables(&self.path, cause))
    }

    /// Takes out the files that are `known` but not among `found`, paths as in [`Put`]; gives their number. Their articles go with the last
    /// file that holds them.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn take_out_all_but(
        &mut self,
        known: &KnownFiles,
        found: &FoundFiles,
    ) -> Result<usize, StoreError> {
        let path = self.path.clone();
        let mut take_out = || -> rusqlite::Result<usize> {
            let tx = self.write()?;
            let mut gone = Vec::new();
            if known.files.keys().any(|hash| !found.0.contains(hash)) {
                let mut all = tx.prepare("SELECT path, article FROM index_file")?;
                let mut rows = all.query([])?;
                while let Some(row) = rows.next()? {
                    let path = row.get_ref(0)?.as_blob()?;
                    if !found.0.contains(&known.hasher.hash_one(path)) {
                        gone.push((path.to_owned(), row.get::<_, Option<i64>>(1)?));
                    }
                }
            }
            let mut batch = Batch::new(&tx);
            for (path, article) in &gone {
                tx.prepare_cached("DELETE FROM index_file WHERE path = ?1")?
                    .execute([path])?;
                batch.leave(*article)?;
            }
            if !gone.is_empty() {
                batch.finish()?;
            }
            tx.commit()?;
            Ok(gone.len())
        };
        take_out().map_err(|cause| StoreError::of_tables(&path, cause))
    }
}

/// The files that a scan has found.
#[derive(Debug, Default)]
pub struct FoundFiles(HashSet<u64>);

impl FoundFiles {
    /// Was none found?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One more was found.
    pub fn add(&mut self, known: &KnownFiles, path: &[u8]) {
        self.0.insert(known.hasher.hash_one(path));
    }
}

/// A day as the index has it: days since 1970.
pub(super) fn day_number(day: chrono::NaiveDate) -> i64 {
    i64::from(day.to_epoch_days())
}

/// Adds the sample's words to their counts.
fn count_words(db: &Connection, files: &[Put]) -> rusqlite::Result<()> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for file in files {
        if let Content::Article(article) = &file.content {
            for word in &article.sample {
                *counts.entry(word).or_default() += 1;
            }
        }
    }
    let add = "INSERT INTO index_word VALUES (?1, ?2) ON CONFLICT DO UPDATE SET articles = articles + excluded.articles";
    let mut add = db.prepare_cached(add)?;
    for (word, count) in counts {
        add.execute(params![word, count])?;
    }
    Ok(())
}
