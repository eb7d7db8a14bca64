//! What earlier releases kept in journals becomes registers when a store is made, and again when a journal has changed since. Journals are
//! read, never written.

use std::path::Path;
use std::time::UNIX_EPOCH;

use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::Value;

use super::error::StoreError;
use super::history::Change;
use super::journal::{self, Record};
use super::line::State;
use super::memory::LESSONS;
use super::opening::Store;
use super::register::{Register, sql_key};
use crate::article::{Lesson, Place};

/// The journal of marks in the data folder.
const MARKS: &str = "marks.journal";

/// The device of what stood in a journal: what this program writes is stronger.
const JOURNAL: &str = "";

/// Takes over what the journals in `data` keep; gives what to tell.
pub(super) fn take_over(store: &mut Store, data: &Path) -> Result<Vec<String>, StoreError> {
    let mut notes = Vec::new();
    notes.extend(journal::<State>(store, data, MARKS, of_state)?);
    notes.extend(journal::<Lesson>(store, data, LESSONS, of_lesson)?);
    Ok(notes)
}

fn journal<R: Record>(
    store: &mut Store,
    data: &Path,
    name: &str,
    changes: fn(&str, &R) -> Vec<Change>,
) -> Result<Option<String>, StoreError> {
    let path = data.join(name);
    let Some((seen, time)) = look(&path) else {
        return Ok(None);
    };
    let file = store.path.clone();
    let fail = |cause| StoreError::of(&file, cause);
    let fact = format!("journal {name}");
    let known = "SELECT value FROM state_fact WHERE name = ?1";
    let known: Option<String> = store
        .db
        .query_row(known, [&fact], |row| row.get(0))
        .optional()
        .map_err(fail)?;
    if known.as_ref() == Some(&seen) {
        return Ok(None);
    }
    let (states, damaged) = match journal::read::<R>(&path) {
        Ok(read) => read,
        Err(cause) => {
            let error = StoreError::Read { path, cause };
            return Ok(Some(error.to_string()));
        }
    };
    let mut take = || -> rusqlite::Result<()> {
        let tx = store.write()?;
        for change in states.iter().flat_map(|(key, state)| changes(key, state)) {
            take_one(&tx, change, time)?;
        }
        let keep = "INSERT INTO state_fact VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value";
        tx.execute(keep, params![fact, seen])?;
        tx.commit()
    };
    take().map_err(fail)?;
    let path = path.display();
    Ok((damaged > 0).then(|| format!("{damaged} damaged lines of {path} could not be taken over")))
}

/// Writes what stood in the journal, unless something was written here since.
fn take_one(db: &Connection, change: Change, time: i64) -> rusqlite::Result<()> {
    let known = "SELECT value, device FROM state_register WHERE key = ?1 AND field = ?2";
    let known: Option<(String, String)> = db
        .prepare_cached(known)?
        .query_row(params![sql_key(change.key), change.field], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let value = change.value.to_string();
    let is_due = known.is_none_or(|(known, device)| device == JOURNAL && known != value);
    if is_due {
        let Change { key, field, value } = change;
        let register = Register {
            key,
            field,
            value,
            time,
            device: JOURNAL.to_owned(),
        };
        register.merge(db)?;
    }
    Ok(())
}

/// The journal as it is now, and when it was written, in milliseconds since 1970.
fn look(path: &Path) -> Option<(String, i64)> {
    let about = std::fs::metadata(path)
        .ok()
        .filter(std::fs::Metadata::is_file)?;
    let since = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let seen = format!("{} {}", about.len(), since.as_nanos());
    Some((seen, i64::try_from(since.as_millis()).ok()?))
}

fn of_state(key: &str, state: &State) -> Vec<Change> {
    let Ok(key) = u64::from_str_radix(key, 16) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    for (field, set) in [("read", state.read), ("starred", state.starred)] {
        changes.extend(set.then(|| Change::new(Some(key), field, true)));
    }
    changes.extend((state.place != Place::default()).then(|| Change::place(key, state.place)));
    changes
}

fn of_lesson(_: &str, lesson: &Lesson) -> Vec<Change> {
    vec![Change::lesson(lesson)]
}

impl Change {
    /// What the reader said of a line on a site.
    pub fn lesson(lesson: &Lesson) -> Self {
        let field = format!("lesson:{}", super::memory::key(lesson));
        // A lesson is plain data.
        let value = serde_json::to_value(lesson).unwrap_or(Value::Null);
        Self::new(None, field, value)
    }
}

impl Store {
    /// What the reader has said of sites.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn lessons(&self) -> Result<Vec<Lesson>, StoreError> {
        let all = self.values("lesson:")?.into_iter();
        let lessons = all.filter_map(|register| serde_json::from_value(register.value).ok());
        Ok(lessons.collect())
    }
}
