//! What the reader changes, step by step: each change is an entry that undo takes back and redo does again, across restarts.

use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::error::StoreError;
use super::many::Many;
use super::opening::Store;
use super::register::{LATEST, Register, sql_key};
use crate::article::{Lesson, Place};
use crate::library::Mark;

/// Entries that are kept.
const LONGEST: i64 = 1_000;

/// One value to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The article; `None` for what belongs to none.
    pub key: Option<u64>,
    /// What it is, see [`Register`].
    pub field: String,
    /// Its value from now on; null takes it back.
    pub value: Value,
}

impl Change {
    /// Any field.
    pub fn new(key: Option<u64>, field: impl Into<String>, value: impl Into<Value>) -> Self {
        Self {
            key,
            field: field.into(),
            value: value.into(),
        }
    }

    /// A mark set or taken off.
    pub fn mark(key: u64, mark: Mark, set: bool) -> Self {
        Self::new(Some(key), mark.field(), set)
    }

    /// Where reading stopped.
    pub fn place(key: u64, place: Place) -> Self {
        let value = serde_json::json!({ "block": place.block, "byte": place.byte });
        Self::new(Some(key), "place", value)
    }

    /// A tag of the reader's, as typed, put on or taken off.
    pub fn tag(key: u64, name: &str, set: bool) -> Self {
        let value = if set { name.into() } else { Value::Null };
        Self::new(Some(key), format!("tag:{}", crate::fold::fold(name)), value)
    }

    /// A saved query; `None` forgets it.
    pub fn filter(name: &str, query: Option<&str>) -> Self {
        Self::new(
            None,
            format!("filter:{name}"),
            query.map_or(Value::Null, Value::from),
        )
    }
}

/// One value before and after a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Step(Option<u64>, String, Value, Value);

impl Change {
    /// The lesson that it is; one that was taken back says nothing of its line any more.
    pub fn as_lesson(&self) -> Option<Lesson> {
        let (line, site) = self.field.strip_prefix("lesson:")?.split_once(' ')?;
        let unsaid = || {
            Some(Lesson {
                site: site.to_owned(),
                line: u64::from_str_radix(line, 16).ok()?,
                choice: None,
                witnesses: Vec::new(),
            })
        };
        serde_json::from_value(self.value.clone())
            .ok()
            .or_else(unsaid)
    }
}

impl Change {
    /// Does it put an article away, or take one back?
    pub fn puts_away(&self) -> bool {
        matches!(
            Mark::of_field(&self.field),
            Some(Mark::Archived | Mark::Binned)
        )
    }
}

/// A change that was taken back or done again.
#[derive(Debug, Clone, PartialEq)]
pub struct Stepped {
    /// What the reader did then.
    pub label: String,
    /// What was written now; of one mark on many articles the first alone.
    pub changes: Vec<Change>,
}

impl Store {
    /// A transaction that writes; when it is over, a power cut cannot take it back, nor any before it.
    pub(super) fn write_durably(&mut self) -> rusqlite::Result<Transaction<'_>> {
        self.db.pragma_update(None, "synchronous", "full")?;
        self.write()
    }

    /// A transaction that writes.
    pub(super) fn write(&mut self) -> rusqlite::Result<Transaction<'_>> {
        self.db
            .transaction_with_behavior(TransactionBehavior::Immediate)
    }

    /// Writes what the reader did, as one step that can be taken back. It is on the disk when this returns. Values that are so already
    /// are left out; where all are, nothing is written.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn change(&mut self, label: &str, changes: &[Change]) -> Result<(), StoreError> {
        self.change_at(label, changes, now())
    }

    fn change_at(&mut self, label: &str, changes: &[Change], now: i64) -> Result<(), StoreError> {
        let (path, device, session) =
            (self.path.clone(), self.device.clone(), self.session.clone());
        let mut change = || -> rusqlite::Result<()> {
            let tx = self.write_durably()?;
            let time = next_time(&tx, now)?;
            let mut steps = Vec::new();
            for change in changes {
                let before = value(&tx, change.key, &change.field)?;
                if before != change.value {
                    register(change, time, &device).merge(&tx)?;
                    let Change { key, field, value } = change.clone();
                    steps.push(Step(key, field, before, value));
                }
            }
            if steps.is_empty() {
                return Ok(());
            }
            let steps = serde_json::to_string(&steps).unwrap_or_default();
            enter(&tx, (&session, time), label, &steps)?;
            tx.commit()
        };
        change().map_err(|cause| StoreError::of(&path, cause))
    }

    /// Writes what is no step of its own: what was opened, where reading stopped. It outlives the program whatever becomes of that; a power
    /// cut may take the last of it, back to the last step.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn keep(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        let (path, device) = (self.path.clone(), self.device.clone());
        let mut keep = || -> rusqlite::Result<()> {
            self.db.pragma_update(None, "synchronous", "normal")?;
            let tx = self.write()?;
            let time = next_time(&tx, now())?;
            for change in changes {
                if value(&tx, change.key, &change.field)? != change.value {
                    register(change, time, &device).merge(&tx)?;
                }
            }
            tx.commit()
        };
        keep().map_err(|cause| StoreError::of(&path, cause))
    }

    /// The value of a field; null where there is none.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn value(&self, key: Option<u64>, field: &str) -> Result<Value, StoreError> {
        value(&self.db, key, field).map_err(|cause| StoreError::of(&self.path, cause))
    }

    /// Where reading stopped in that article; its beginning where that is not known.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn place(&self, key: u64) -> Result<Place, StoreError> {
        let place = self.value(Some(key), "place")?;
        Ok(serde_json::from_value(place).unwrap_or_default())
    }

    /// Takes the last change back that stands; `None` where there is none.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn undo(&mut self) -> Result<Option<Stepped>, StoreError> {
        let last =
            "SELECT id, label, changes FROM state_history WHERE id <= ?1 ORDER BY id DESC LIMIT 1";
        self.step(last, true)
    }

    /// Does again what was taken back last; `None` where there is nothing.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn redo(&mut self) -> Result<Option<Stepped>, StoreError> {
        let next = "SELECT id, label, changes FROM state_history WHERE id > ?1 ORDER BY id LIMIT 1";
        self.step(next, false)
    }

    fn step(&mut self, entry: &str, back: bool) -> Result<Option<Stepped>, StoreError> {
        let (path, device) = (self.path.clone(), self.device.clone());
        let mut step = || -> rusqlite::Result<Option<Stepped>> {
            let tx = self.write_durably()?;
            let read = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
            let found: Option<(i64, String, String)> =
                tx.query_row(entry, [standing(&tx)?], read).optional()?;
            let Some((id, label, steps)) = found else {
                return Ok(None);
            };
            let time = next_time(&tx, now())?;
            let mut changes = Vec::new();
            if let Ok(many) = serde_json::from_str::<Many>(&steps) {
                changes.extend(many.step(&tx, back, (time, &device))?);
            }
            let steps: Vec<Step> = serde_json::from_str(&steps).unwrap_or_default();
            for Step(key, field, before, after) in steps {
                let value = if back { before } else { after };
                let change = Change { key, field, value };
                register(&change, time, &device).merge(&tx)?;
                changes.push(change);
            }
            stand(&tx, if back { id - 1 } else { id })?;
            tx.commit()?;
            Ok(Some(Stepped { label, changes }))
        };
        let stepped = step().map_err(|cause| StoreError::of(&path, cause))?;
        let changes = stepped.iter().flat_map(|stepped| &stepped.changes);
        if changes.into_iter().any(Change::unsays_story) {
            self.group(|_, _| ())?;
        }
        Ok(stepped)
    }
}

/// Adds an entry to the history, in the place of those that were taken back.
pub(super) fn enter(
    db: &Connection,
    (session, time): (&str, i64),
    label: &str,
    changes: &str,
) -> rusqlite::Result<()> {
    let standing = standing(db)?;
    db.prepare_cached("DELETE FROM state_history WHERE id > ?1")?
        .execute([standing])?;
    let insert =
        "INSERT INTO state_history (session, label, time, changes) VALUES (?1, ?2, ?3, ?4)";
    db.prepare_cached(insert)?
        .execute(params![session, label, time, changes])?;
    let id = db.last_insert_rowid();
    db.prepare_cached("DELETE FROM state_history WHERE id <= ?1")?
        .execute([id - LONGEST])?;
    stand(db, id)
}

fn register(change: &Change, time: i64, device: &str) -> Register {
    let Change { key, field, value } = change.clone();
    Register {
        key,
        field,
        value,
        time,
        device: device.to_owned(),
    }
}

pub(super) fn value(db: &Connection, key: Option<u64>, field: &str) -> rusqlite::Result<Value> {
    let find = "SELECT value FROM state_register WHERE key = ?1 AND field = ?2";
    let text: Option<String> = db
        .prepare_cached(find)?
        .query_row(params![sql_key(key), field], |row| row.get(0))
        .optional()?;
    Ok(text
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

/// The last entry that stands; those after it were taken back.
pub(super) fn standing(db: &Connection) -> rusqlite::Result<i64> {
    let fact = "SELECT value FROM state_fact WHERE name = 'undone'";
    let known = db
        .prepare_cached(fact)?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(known.unwrap_or_default())
}

pub(super) fn stand(db: &Connection, id: i64) -> rusqlite::Result<()> {
    let fact = "INSERT INTO state_fact VALUES ('undone', ?1) ON CONFLICT DO UPDATE SET value = excluded.value";
    db.prepare_cached(fact)?.execute([id])?;
    Ok(())
}

/// A time later than all that is known: the clock may have been set back, or another machine's be ahead.
pub(super) fn next_time(db: &Connection, now: i64) -> rusqlite::Result<i64> {
    let last = "SELECT max(time) FROM state_register";
    let last: Option<i64> = db.prepare_cached(last)?.query_row([], |row| row.get(0))?;
    // Later than that no import would take it.
    Ok(last.map_or(now, |last| now.max(last + 1)).min(LATEST))
}

/// Milliseconds since 1970.
pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}
