//! Tags: the reader's on an article, and all that there are.

use std::collections::HashSet;

use super::error::StoreError;
use super::opening::Store;
use crate::library::{Tag, fold};

/// Pages' tags that are offered, the commonest first.
const MOST: usize = 4_000;
/// Longer ones are no tags that anybody types.
const LONGEST: usize = 60;

impl Store {
    /// The reader's tags on that article, as typed, in the order of their names.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn tags_of(&self, key: u64) -> Result<Vec<String>, StoreError> {
        let tags = "SELECT value FROM state_register WHERE key = ?1 AND field >= 'tag:' AND field < 'tag;' AND value <> 'null' ORDER BY field";
        let read = || -> rusqlite::Result<Vec<String>> {
            let mut tags = self.db.prepare_cached(tags)?;
            tags.query_map([key.cast_signed()], |row| {
                Ok(typed(row.get_ref(0)?.as_str()?))
            })?
            .collect()
        };
        read().map_err(|cause| StoreError::of(&self.path, cause))
    }

    /// All tags: the reader's, then those of the pages, the commonest first; of very many pages' tags the commonest.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn tags(&self) -> Result<Vec<Tag>, StoreError> {
        let own = "SELECT value, count(*) AS n FROM state_register \
             WHERE field >= 'tag:' AND field < 'tag;' AND value <> 'null' GROUP BY field ORDER BY n DESC, field";
        let pages = format!(
            "SELECT tag, count(*) AS n FROM index_tag WHERE length(tag) BETWEEN 1 AND {LONGEST} AND instr(tag, ',') = 0 GROUP BY tag ORDER BY n DESC, tag LIMIT {MOST}"
        );
        let read = |all: &str, own: bool| -> rusqlite::Result<Vec<Tag>> {
            let mut all = self.db.prepare_cached(all)?;
            let found = all.query_map([], |row| {
                let name: String = row.get(0)?;
                Ok(Tag {
                    name: if own { typed(&name) } else { name },
                    articles: row.get::<_, u32>(1)?.try_into().unwrap_or(usize::MAX),
                    own,
                })
            })?;
            found.collect()
        };
        let both = || -> rusqlite::Result<Vec<Tag>> {
            let mut all = read(own, true)?;
            let known: HashSet<String> = all.iter().map(|tag| fold(&tag.name)).collect();
            let pages = read(&pages, false)?.into_iter();
            all.extend(pages.filter(|tag| !known.contains(&tag.name)));
            Ok(all)
        };
        both().map_err(|cause| StoreError::of(&self.path, cause))
    }
}

/// The tag in a register's value.
fn typed(value: &str) -> String {
    serde_json::from_str(value).unwrap_or_default()
}
