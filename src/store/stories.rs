//! Stories as the index has them, and what the reader says of them.

use rusqlite::OptionalExtension as _;
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
