//! Registers: the one form of the reader's state. The write with the greatest (time, device, value) wins, so merging two exports is
//! commutative, associative and idempotent.

use std::io::{BufRead, Read as _, Write};

use rusqlite::types::{Type, Value as Sql};
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::error::StoreError;
use super::marks::refresh;
use super::opening::Store;
use super::stories;

/// Most bytes of an exported line.
const LONGEST_LINE: u64 = 4 << 20;
/// The latest time that is believed, in milliseconds since 1970: the year 5138.
pub(super) const LATEST: i64 = 100_000_000_000_000;

/// One value of one article, or of none. Exported as one line of JSON:
/// `{"key":"00ff…","field":"read","value":true,"time":1700000000000,"device":"a1b2c3"}`.
///
/// | field | value |
/// |---|---|
/// | `read` `starred` `archived` `binned` | `true` or `false` |
/// | `place` | where reading stopped, as [`crate::article::Place`] |
/// | `tag:NAME` | the reader's tag as it was typed; NAME is it folded |
/// | `note:ID` | `quote`, `before`, `after`, and `comment` and `headline` where there are any |
/// | `filter:NAME` | a saved query; no key |
/// | `lesson:LINE SITE` | [`crate::article::Lesson`]; no key |
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// The article, as [`crate::library::key`] has it; `None` for what belongs to no article.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "hex",
        deserialize_with = "of_hex"
    )]
    pub key: Option<u64>,
    /// What it is.
    pub field: String,
    /// The value; null where it was taken back.
    pub value: Value,
    /// When it was written, in milliseconds since 1970.
    pub time: i64,
    /// Where it was written.
    pub device: String,
}

#[allow(clippy::ref_option)] // the signature serde asks for
fn hex<S: Serializer>(key: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
    match key {
        Some(key) => serializer.collect_str(&format_args!("{key:016x}")),
        None => serializer.serialize_none(),
    }
}

fn of_hex<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let key = u64::from_str_radix(&text, 16).ok();
    let key = key.filter(|_| text.len() == 16 && !text.starts_with('+'));
    key.map(Some)
        .ok_or_else(|| serde::de::Error::custom("a key has 16 hexadecimal digits"))
}

/// A key as the tables have it.
pub(super) fn sql_key(key: Option<u64>) -> Sql {
    key.map_or_else(
        || Sql::Text(String::new()),
        |key| Sql::Integer(key.cast_signed()),
    )
}

impl Register {
    /// Reads a row of `key, field, value, time, device`; a value that is no JSON is null.
    pub(super) fn of_row(row: &Row) -> rusqlite::Result<Self> {
        let key = match row.get(0)? {
            Sql::Integer(key) => Some(key.cast_unsigned()),
            _ => None,
        };
        let value: String = row.get(2)?;
        Ok(Self {
            key,
            field: row.get(1)?,
            value: serde_json::from_str(&value).unwrap_or_default(),
            time: row.get(3)?,
            device: row.get(4)?,
        })
    }

    /// Reads a row of a store that may be damaged; `None` for one that was never written so.
    pub(super) fn of_sound_row(row: &Row) -> Option<Self> {
        let register = Self::of_row(row).ok()?;
        let value = row.get_ref(2).ok()?.as_str().ok()?;
        let is_json = register.value != Value::Null || value == "null";
        (is_json && register.is_believed()).then_some(register)
    }

    /// Was it written at a time that is believed, and of something?
    fn is_believed(&self) -> bool {
        !self.field.is_empty() && (0..=LATEST).contains(&self.time)
    }

    /// Does the store hold what was written then and there?
    pub(super) fn is_known(&self, db: &Connection) -> rusqlite::Result<bool> {
        let known = "SELECT EXISTS (SELECT 1 FROM state_register WHERE key = ?1 AND field = ?2 AND time = ?3 AND device = ?4)";
        let what = params![sql_key(self.key), self.field, self.time, self.device];
        db.prepare_cached(known)?.query_row(what, |row| row.get(0))
    }

    /// Writes it where it wins; tells whether it did.
    pub(super) fn merge(&self, db: &Connection) -> rusqlite::Result<bool> {
        let merge = "INSERT INTO state_register VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (key, field) DO UPDATE \
             SET value = excluded.value, time = excluded.time, device = excluded.device \
             WHERE (excluded.time, excluded.device, excluded.value) > (time, device, value)";
        let written = db.prepare_cached(merge)?.execute(params![
            sql_key(self.key),
            self.field,
            self.value.to_string(),
            self.time,
            self.device
        ])?;
        if let (1, Some(key)) = (written, self.key) {
            refresh(db, key, &self.field)?;
            stories::refresh(db, key, &self.field, &self.value)?;
        }
        Ok(written == 1)
    }

    /// Reads a line of exported state.
    pub(super) fn of_line(line: &[u8]) -> Result<Self, String> {
        let register: Self = serde_json::from_slice(line).map_err(|error| error.to_string())?;
        if !register.is_believed() {
            return Err("its field is empty or its time out of range".to_owned());
        }
        Ok(register)
    }
}

/// What an import has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Lines read.
    pub lines: usize,
    /// Those that were newer than what was known.
    pub taken: usize,
}

const ALL: &str = "SELECT key, field, value, time, device FROM state_register";

impl Store {
    /// Writes the whole state, one line a register, the same state always the same bytes; gives their number.
    ///
    /// # Errors
    /// The store cannot be read, or `out` not written.
    pub fn export(&self, out: &mut impl Write) -> Result<usize, StoreError> {
        let fail = |cause| StoreError::of(&self.path, cause);
        let order = format!("{ALL} ORDER BY key, field");
        let mut all = self.db.prepare(&order).map_err(fail)?;
        let mut written = 0;
        for register in all.query_map([], Register::of_row).map_err(fail)? {
            let mut line = serde_json::to_vec(&register.map_err(fail)?)
                .map_err(|error| StoreError::Stream(error.into()))?;
            line.push(b'\n');
            out.write_all(&line).map_err(StoreError::Stream)?;
            written += 1;
        }
        out.flush().map_err(StoreError::Stream)?;
        Ok(written)
    }

    /// Reads all registers, to see whether that can be done.
    pub(super) fn read_state(&self) -> rusqlite::Result<()> {
        let mut all = self.db.prepare(ALL)?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            if Register::of_sound_row(row).is_none() {
                let value = "value".to_owned();
                return Err(rusqlite::Error::InvalidColumnType(2, value, Type::Text));
            }
        }
        Ok(())
    }

    /// Merges exported state into this store: all of it, or nothing.
    ///
    /// # Errors
    /// `lines` cannot be read, one of them is no register, or the store cannot be written.
    pub fn import(&mut self, lines: &mut impl BufRead) -> Result<Imported, StoreError> {
        let path = self.path.clone();
        let fail = |cause| StoreError::of(&path, cause);
        let tx = self.write_durably().map_err(fail)?;
        let mut imported = Imported::default();
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = lines.take(LONGEST_LINE).read_until(b'\n', &mut line);
            if read.map_err(StoreError::Stream)? == 0 {
                break;
            }
            imported.lines += 1;
            // The last good copy of a state is one that is exported, with lines of its own.
            if line.trim_ascii().is_empty() || line.starts_with(b"# ") {
                continue;
            }
            let register = Register::of_line(&line).map_err(|cause| StoreError::Line {
                line: imported.lines,
                cause,
            })?;
            imported.taken += usize::from(register.merge(&tx).map_err(fail)?);
        }
        tx.commit().map_err(fail)?;
        Ok(imported)
    }

    /// All values whose field begins with `field`, in the order of fields; those taken back are left out.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn values(&self, field: &str) -> Result<Vec<Register>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Register>> {
            let all = format!(
                "{ALL} WHERE field >= ?1 AND field < ?1 || char(1114111) AND value <> 'null' ORDER BY field, key"
            );
            let mut all = self.db.prepare_cached(&all)?;
            all.query_map([field], Register::of_row)?.collect()
        };
        read().map_err(|cause| StoreError::of(&self.path, cause))
    }

    /// All values of one article, those taken back left out.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn values_of(&self, key: u64) -> Result<Vec<Register>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Register>> {
            let all = format!("{ALL} WHERE key = ?1 AND value <> 'null' ORDER BY field");
            let mut all = self.db.prepare_cached(&all)?;
            all.query_map([key.cast_signed()], Register::of_row)?
                .collect()
        };
        read().map_err(|cause| StoreError::of(&self.path, cause))
    }
}
