//! One mark on many articles at once: written in a few statements, and kept for undo as little more than the articles' keys.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::error::StoreError;
use super::history::{Change, enter, next_time, now};
use super::opening::Store;
use crate::library::{Id, Mark};

/// Bytes of the whole history beyond which its oldest entries are forgotten when such a step is made.
const LARGEST: i64 = 32 << 20;

/// Articles in one statement: the engine keeps in memory what it would take to undo it.
const AT_ONCE: usize = 2_000;

/// A step of the history: one mark, and for each value that it had before, the articles.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Many {
    field: String,
    value: Value,
    before: Vec<Before>,
}

/// Articles that had the same value.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Before {
    value: Value,
    /// Their keys, 16 hexadecimal digits each.
    keys: String,
}

impl Before {
    fn keys(&self) -> impl Iterator<Item = u64> {
        let digits = self.keys.as_bytes().chunks(16);
        let digits = digits.filter_map(|digits| std::str::from_utf8(digits).ok());
        digits.filter_map(|digits| u64::from_str_radix(digits, 16).ok())
    }
}

impl Many {
    /// Writes the values from before, or those from after, and gives the first of them as a change.
    pub fn step(
        &self,
        db: &Connection,
        back: bool,
        (time, device): (i64, &str),
    ) -> rusqlite::Result<Option<Change>> {
        let mut first = None;
        for before in &self.before {
            let value = if back { &before.value } else { &self.value };
            write(db, before.keys(), (&self.field, value), (time, device))?;
            let key = before.keys().next();
            first = first.or(key.map(|key| Change::new(Some(key), &*self.field, value.clone())));
        }
        Ok(first)
    }
}

impl Store {
    /// Sets a mark of all those articles, or takes it off, as one step that can be taken back; on the disk when this returns. Gives the
    /// number of articles that had it otherwise; where none had, nothing is written.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn mark_many(
        &mut self,
        label: &str,
        ids: &[Id],
        (mark, set): (Mark, bool),
    ) -> Result<usize, StoreError> {
        let (path, device, session) =
            (self.path.clone(), self.device.clone(), self.session.clone());
        let mut change = || -> rusqlite::Result<usize> {
            let tx = self.write_durably()?;
            let time = next_time(&tx, now())?;
            let step = Many {
                field: mark.field().to_owned(),
                value: set.into(),
                before: before(&tx, ids, (mark, set))?,
            };
            let changed = step
                .before
                .iter()
                .map(|before| before.keys.len() / 16)
                .sum();
            if changed == 0 {
                return Ok(0);
            }
            step.step(&tx, false, (time, &device))?;
            let text = serde_json::to_string(&step).unwrap_or_default();
            enter(&tx, (&session, time), label, &text)?;
            let forget = "DELETE FROM state_history WHERE id IN (SELECT id FROM \
                 (SELECT id, sum(octet_length(changes)) OVER (ORDER BY id DESC) AS bytes FROM state_history) WHERE bytes > ?1) \
                 AND id < (SELECT max(id) FROM state_history)";
            tx.execute(forget, [LARGEST])?;
            tx.commit()?;
            Ok(changed)
        };
        change().map_err(|cause| StoreError::of(&path, cause))
    }
}

/// The articles of which the mark is otherwise, by what it is.
fn before(db: &Connection, ids: &[Id], (mark, set): (Mark, bool)) -> rusqlite::Result<Vec<Before>> {
    // The sign lets the engine compare the two keys as they are, and so by way of the table's own order.
    let find = "SELECT a.key, ifnull((SELECT r.value FROM state_register r WHERE r.key = +a.key AND r.field = ?2), 'null') \
         FROM index_article a WHERE a.id = ?1";
    let mut find = db.prepare_cached(find)?;
    let mut groups: Vec<(String, Before)> = Vec::new();
    for id in ids {
        let mut rows = find.query(params![id.0, mark.field()])?;
        let Some(row) = rows.next()? else { continue };
        let value = row.get_ref(1)?.as_str()?;
        if value == if set { "true" } else { "false" } {
            continue;
        }
        let key = format!("{:016x}", row.get::<_, i64>(0)?);
        match groups.iter_mut().find(|(known, _)| known == value) {
            Some((_, group)) => group.keys.push_str(&key),
            None => groups.push((
                value.to_owned(),
                Before {
                    value: serde_json::from_str(value).unwrap_or_default(),
                    keys: key,
                },
            )),
        }
    }
    Ok(groups.into_iter().map(|(_, group)| group).collect())
}

/// Writes one value for all those articles: their registers, and the bits beside them in the index.
fn write(
    db: &Connection,
    mut keys: impl Iterator<Item = u64>,
    (field, value): (&str, &Value),
    (time, device): (i64, &str),
) -> rusqlite::Result<()> {
    db.execute_batch("CREATE TEMP TABLE IF NOT EXISTS many (key INTEGER PRIMARY KEY)")?;
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO temp.many VALUES (?1)")?;
    // No time is later than this one, so it wins.
    let registers = "INSERT INTO state_register SELECT key, ?1, ?2, ?3, ?4 FROM temp.many WHERE true ON CONFLICT (key, field) DO UPDATE \
         SET value = excluded.value, time = excluded.time, device = excluded.device";
    let mut registers = db.prepare_cached(registers)?;
    let bit = Mark::of_field(field).map_or(0, Mark::bits);
    let bits = if *value == Value::Bool(true) {
        "marks | ?1"
    } else {
        "marks & ~?1"
    };
    let marks = format!(
        "UPDATE index_article SET marks = {bits} WHERE marks <> {bits} AND id IN \
         (SELECT a.id FROM temp.many CROSS JOIN index_article a ON a.key = many.key)"
    );
    let mut marks = db.prepare_cached(&marks)?;
    loop {
        db.execute_batch("DELETE FROM temp.many")?;
        let mut found = 0;
        for key in keys.by_ref().take(AT_ONCE) {
            found += insert.execute([key.cast_signed()])?;
        }
        if found == 0 {
            return Ok(());
        }
        registers.execute(params![field, value.to_string(), time, device])?;
        marks.execute([bit])?;
    }
}
