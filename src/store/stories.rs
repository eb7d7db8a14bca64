//! Stories as the index has them, and what the reader says of them.

use rusqlite::{Connection, OptionalExtension as _};
use serde_json::{Value, json};

use super::error::StoreError;
use super::history::Change;
use super::opening::Store;
use crate::library::{Correction, Id, Story, StoryId};

/// The register of an article's story.
const FIELD: &str = "story";

impl Change {
    /// What the reader says of the story of the article with that key; `None` takes it back.
    pub fn story(key: u64, correction: Option<Correction>) -> Self {
        let value = match correction {
            None => Value::Null,
            Some(Correction::Join(other)) => json!({ "join": format!("{other:016x}") }),
            Some(Correction::Part(story)) => json!({ "part": format!("{:016x}", story.0) }),
        };
        Self::new(Some(key), FIELD, value)
    }
}

impl Change {
    /// Does it leave an article to be grouped anew?
    pub(super) fn unsays_story(&self) -> bool {
        self.field == FIELD && self.value.is_null()
    }
}

impl Store {
    /// The story that an article belongs to.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn story_of(&self, id: Id) -> Result<Option<Story>, StoreError> {
        let read = || -> rusqlite::Result<Option<(StoryId, Vec<Id>)>> {
            let of = "SELECT story FROM index_story WHERE article = ?1";
            let of = self.db.prepare_cached(of)?;
            let story: Option<i64> = { of }.query_row([id.0], |row| row.get(0)).optional()?;
            let Some(story) = story else { return Ok(None) };
            let all = "SELECT article FROM index_story WHERE story = ?1 ORDER BY article";
            let mut all = self.db.prepare_cached(all)?;
            let ids = all.query_map([story], |row| row.get(0).map(Id))?;
            let ids = ids.collect::<rusqlite::Result<_>>()?;
            Ok(Some((StoryId(story.cast_unsigned()), ids)))
        };
        let found = read().map_err(|cause| StoreError::of(&self.path, cause))?;
        let Some((id, ids)) = found else {
            return Ok(None);
        };
        let rows = self.rows(&ids)?;
        Ok((rows.len() > 1).then_some(Story { id, rows }))
    }
}

/// What a register of that field says.
fn correction(value: &str) -> Option<Correction> {
    let value: Value = serde_json::from_str(value).ok()?;
    let key = |name: &str| u64::from_str_radix(value.get(name)?.as_str()?, 16).ok();
    let join = key("join").map(Correction::Join);
    join.or_else(|| Some(Correction::Part(StoryId(key("part")?))))
}

/// Brings the index up to what the reader says of an article's story now. Where that was taken back, the article is to be grouped anew.
pub(super) fn refresh(
    db: &Connection,
    key: u64,
    field: &str,
    value: &Value,
) -> rusqlite::Result<()> {
    if field != FIELD {
        return Ok(());
    }
    if let Some(correction) = correction(&value.to_string()) {
        return correct(db, key.cast_signed(), correction);
    }
    let Some(id) = article(db, key.cast_signed())? else {
        return Ok(());
    };
    db.prepare_cached("DELETE FROM index_story WHERE article = ?1")?
        .execute([id])?;
    db.prepare_cached("UPDATE index_profile SET density = NULL WHERE article = ?1")?
        .execute([id])?;
    Ok(())
}

/// Applies all that the reader says of stories.
pub(super) fn correct_all(db: &Connection) -> rusqlite::Result<()> {
    let all =
        "SELECT key, value FROM state_register WHERE field = ?1 AND value <> 'null' ORDER BY time";
    let mut all = db.prepare_cached(all)?;
    let mut rows = all.query([FIELD])?;
    while let Some(row) = rows.next()? {
        if let Some(correction) = correction(row.get_ref(1)?.as_str()?) {
            correct(db, row.get(0)?, correction)?;
        }
    }
    Ok(())
}

/// The article with that key.
fn article(db: &Connection, key: i64) -> rusqlite::Result<Option<i64>> {
    let id = "SELECT id FROM index_article WHERE key = ?1";
    db.prepare_cached(id)?
        .query_row([key], |row| row.get(0))
        .optional()
}

fn story(db: &Connection, article: i64) -> rusqlite::Result<Option<i64>> {
    let story = "SELECT story FROM index_story WHERE article = ?1";
    db.prepare_cached(story)?
        .query_row([article], |row| row.get(0))
        .optional()
}

fn correct(db: &Connection, key: i64, correction: Correction) -> rusqlite::Result<()> {
    let Some(id) = article(db, key)? else {
        return Ok(());
    };
    let mut put = db.prepare_cached("INSERT OR REPLACE INTO index_story VALUES (?1, ?2)")?;
    match correction {
        Correction::Join(other) => {
            let Some(other_id) = article(db, other.cast_signed())? else {
                return Ok(());
            };
            let held = story(db, other_id)?;
            let into = held.unwrap_or(other.cast_signed());
            if held.is_none() {
                put.execute([other_id, into])?;
            }
            put.execute([id, into])?;
        }
        Correction::Part(StoryId(parted)) => {
            let parted = parted.cast_signed();
            let merged = "SELECT into_story FROM index_merged WHERE story = ?1";
            let merged: Option<i64> = db
                .prepare_cached(merged)?
                .query_row([parted], |row| row.get(0))
                .optional()?;
            let own = story(db, id)?;
            if own.is_some() && (own == Some(parted) || own == merged) {
                db.prepare_cached("DELETE FROM index_story WHERE article = ?1")?
                    .execute([id])?;
            }
        }
    }
    Ok(())
}
